/** The records that belong to nobody, one by one: what is said of accounts leaves them out, and somebody has to place them. */
import type * as Provenance from "../kernel/Provenance.ts"
import type { Nobody } from "./Belonging.ts"
import type { RecordBook } from "./RecordBook.ts"

/** One record without an account. `minor` is null where it has no amount. */
export interface NobodysRecord {
  readonly id: string
  readonly minor: number | null
  readonly source: Provenance.Provenance
}

/** Those of one kind, largest amount first, ties by id, with their share of all. */
export interface NobodysKind extends Nobody {
  readonly list: ReadonlyArray<NobodysRecord>
}

interface Owned {
  readonly id: string
  readonly accountId?: string
  readonly amount?: { readonly minor: number }
}

/** Kinds with records that belong to nobody, in the order in which kinds refer to each other. */
export const of = ({ nobody, records }: RecordBook): ReadonlyArray<NobodysKind> =>
  nobody.flatMap((counts): ReadonlyArray<NobodysKind> => {
    if (counts.records === 0) return []
    const all: ReadonlyArray<{ readonly record: Owned; readonly provenance: Provenance.Provenance }> =
      records[counts.kind]
    const list = all
      .filter(({ record }) => record.accountId === undefined)
      .map(({ provenance, record }) => ({ id: record.id, minor: record.amount?.minor ?? null, source: provenance }))
      .toSorted((a, b) => (b.minor ?? 0) - (a.minor ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    return [{ ...counts, list }]
  })
