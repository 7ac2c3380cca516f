/**
 * Which account each record belongs to, and what belongs to nobody. In real files the second bounds every conclusion, so
 * it is counted with its share of the money.
 */
import type * as Finding from "../kernel/Finding.ts"
import * as Ratio from "../kernel/Ratio.ts"
import type { Sourced } from "./Identity.ts"
import type { Clues, Match, Method } from "./Matching.ts"
import type { KindName } from "./RecordKind.ts"

/** The fields by which records say, or hint at, whose they are. */
export interface Owned {
  readonly id: string
  readonly accountId?: string
  readonly assetId?: string
  readonly contactId?: string
  /** An asset without an account is its holder's, where the holder is somebody's contact. */
  readonly holderId?: string
  readonly email?: string
  readonly amount?: { readonly minor: number }
  readonly affiliations?: ReadonlyArray<{ readonly accountId: string; readonly to?: string }>
}

/** What belongs to nobody in one kind. Minor units of the reporting currency; null where the kind has no amounts. */
export interface Nobody {
  readonly kind: KindName
  readonly records: number
  readonly of: number
  /** Sum of the amounts of those that belong to nobody, returns taken off. */
  readonly minor: number | null
  readonly ofMinor: number | null
  /** Their share of all positive amounts; null where there is no money at all. */
  readonly share: number | null
  /** How many of those that belong to nobody have no amount. */
  readonly withoutAmount: number
}

/** How a record came to its account, when not by naming its id. */
export interface Matched {
  readonly kind: KindName
  readonly recordId: string
  readonly accountId: string
  readonly method: Method
  readonly strength: number
}

/** A record that fits several accounts equally well. */
export interface Ambiguous {
  readonly kind: KindName
  readonly recordId: string
  readonly method: Method
  readonly accountIds: ReadonlyArray<string>
}

/** The records of one kind with their accounts. `records` keep those that belong to nobody, without `accountId`. */
export interface Belonging<A> {
  readonly records: ReadonlyArray<Sourced<A>>
  readonly matched: ReadonlyArray<Matched>
  readonly ambiguous: ReadonlyArray<Ambiguous>
  readonly nobody: Nobody
  readonly findings: ReadonlyArray<Finding.Finding>
}

const currentAffiliation = (record: Owned): string | undefined => {
  const current = (record.affiliations ?? []).filter((one) => one.to === undefined)
  return current.length === 1 ? current[0]?.accountId : undefined
}

const cluesOf = (record: Owned): Clues => ({
  reference: record.accountId ?? currentAffiliation(record),
  assetId: record.assetId,
  contactId: record.contactId ?? record.holderId,
  email: record.email
})

const unknownFinding = (kind: KindName, reference: string, records: ReadonlyArray<Sourced<Owned>>): Finding.Finding => {
  const [first] = records
  const message = `account ${reference} is named by ${records.length} of ${kind} and is not among the accounts`
  const { file, line } = first?.provenance ?? {}
  return {
    severity: "warning",
    rule: "import/unknown-account",
    message,
    advice: "bring the account's row, correct the id, or map the column with `ref: account.name`",
    place: { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }), field: "accountId" }
  }
}

const alikeFinding = (
  kind: KindName,
  { provenance, record }: Sourced<Owned>,
  ids: ReadonlyArray<string>
): Finding.Finding => ({
  severity: "warning",
  rule: "import/look-alike-account",
  message: `${record.id} of ${kind} names an account whose letters look like those of ${ids.join(", ")} and are others`,
  advice: "if it is the same company, name the account's id in the record",
  place: {
    ...(provenance.file === undefined ? {} : { file: provenance.file }),
    ...(provenance.line === undefined ? {} : { line: provenance.line }),
    field: "accountId"
  }
})

const nobodyOf = (kind: KindName, all: ReadonlyArray<Sourced<Owned>>, isNobody: (record: Owned) => boolean): Nobody => {
  let records = 0
  let minor = 0
  let ofMinor = 0
  let positive = 0
  let ofPositive = 0
  let withoutAmount = 0
  for (const { record } of all) {
    const own = isNobody(record)
    const amount = record.amount?.minor
    if (own) records += 1
    if (own && amount === undefined) withoutAmount += 1
    if (amount === undefined) continue
    ofMinor += amount
    ofPositive += Math.max(amount, 0)
    if (!own) continue
    minor += amount
    positive += Math.max(amount, 0)
  }
  const hasMoney = all.some(({ record }) => record.amount !== undefined)
  return {
    kind,
    records,
    of: all.length,
    minor: hasMoney ? minor : null,
    ofMinor: hasMoney ? ofMinor : null,
    share: hasMoney ? Ratio.share(positive, ofPositive) : null,
    withoutAmount
  }
}

/** Finds the account of each record; `match` is the matcher. */
export const belong = <A extends Owned>(
  kind: KindName,
  all: ReadonlyArray<Sourced<A>>,
  match: (clues: Clues) => Match
): Belonging<A> => {
  const records: Array<Sourced<A>> = []
  const matched: Array<Matched> = []
  const ambiguous: Array<Ambiguous> = []
  const alike: Array<Finding.Finding> = []
  const unknown = new Map<string, Array<Sourced<A>>>()
  for (const sourced of all) {
    const { record } = sourced
    const clues = cluesOf(record)
    const found = match(clues)
    if (found.state === "matched") {
      const { accountId, method, strength } = found
      // An id that finds another account was merged into it.
      const isAlias = method === "id" && record.accountId !== undefined && record.accountId !== accountId
      const named = isAlias ? { named: { ...sourced.named, accountId: record.accountId } } : {}
      records.push(
        record.accountId === accountId ? sourced : { ...sourced, record: { ...record, accountId }, ...named }
      )
      if (method !== "id") matched.push({ kind, recordId: record.id, accountId, method, strength })
    } else {
      const { accountId: _, ...rest } = record
      records.push({ ...sourced, record: rest as A })
      if (found.state === "ambiguous") {
        ambiguous.push({ kind, recordId: record.id, method: found.method, accountIds: found.accountIds })
      }
      if (found.state === "proposed") alike.push(alikeFinding(kind, sourced, found.accountIds))
    }
    if (
      clues.reference !== undefined &&
      found.state !== "proposed" &&
      !(found.state === "matched" && (found.method === "id" || found.method === "tax id"))
    ) {
      const named = unknown.get(clues.reference)
      if (named === undefined) unknown.set(clues.reference, [sourced])
      else named.push(sourced)
    }
  }
  const findings = [...[...unknown].map(([reference, named]) => unknownFinding(kind, reference, named)), ...alike]
  const nobody = nobodyOf(kind, records, (record) => record.accountId === undefined)
  return { records, matched, ambiguous, nobody, findings }
}

const moneyOf = ({ records, share, withoutAmount }: Nobody, percent: (ratio: number) => string): string => {
  if (share === null) return ""
  const known = `, with ${percent(share)} of the money`
  if (withoutAmount === 0) return known
  return withoutAmount === records
    ? `${known}: none of them has an amount`
    : `${known}: ${withoutAmount} of them have no amount`
}

/** The sentence that reports what belongs to nobody; undefined when all belong to somebody. */
export const nobodyFinding = (nobody: Nobody, percent: (ratio: number) => string): Finding.Finding | undefined => {
  if (nobody.records === 0) return undefined
  const share = percent(Ratio.share(nobody.records, nobody.of))
  return {
    severity: "warning",
    rule: "import/belongs-to-nobody",
    message: `${nobody.records} of ${nobody.of} ${nobody.kind} (${share}) belong to nobody${moneyOf(nobody, percent)}`,
    advice: "what is said of accounts leaves these records out; fill their account in, or bring the accounts' domains"
  }
}
