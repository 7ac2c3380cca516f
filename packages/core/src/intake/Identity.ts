/**
 * Rows that speak of the same record. A row is known by its id: seen again and equal it is unchanged, different in a
 * later file it updates, different in the same file neither can be trusted and both are set aside.
 */
import * as CanonicalJson from "../kernel/CanonicalJson.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Hash from "../kernel/Hash.ts"
import type * as Provenance from "../kernel/Provenance.ts"
import { rejection, type Decoded, type DecodedRow } from "./Decode.ts"
import { kinds, type Draft, type KindName, type RecordKind } from "./RecordKind.ts"
import type * as Rejects from "./Rejects.ts"
import * as Snapshot from "./Snapshot.ts"

/** A record and where it came from; `before` are earlier values, newest first. */
export interface Sourced<A> {
  readonly record: A
  readonly provenance: Provenance.Provenance
  readonly before?: ReadonlyArray<{ readonly record: A; readonly provenance: Provenance.Provenance }>
  /** Records that a person said are this one, as their own rows give them, sorted by id. */
  readonly merged?: ReadonlyArray<Sourced<A>>
  /** The record as its own row gives it, where others are merged into it. */
  readonly own?: A
  /** Ids as the row has them, by field, where they have become others by a merge. */
  readonly named?: Readonly<Record<string, string>>
}

/** What became of the rows of one kind: read = accepted + unchanged + updated + rejected. */
export interface Counts {
  readonly read: number
  readonly accepted: number
  readonly unchanged: number
  readonly updated: number
  readonly rejected: number
}

/** The records of one kind, sorted by id. */
export interface Merged {
  readonly records: ReadonlyArray<Sourced<Draft>>
  /** Records that the newest file of a snapshot no longer has. */
  readonly leftOut: ReadonlyArray<Sourced<Draft>>
  readonly findings: ReadonlyArray<Finding.Finding>
  readonly rejected: ReadonlyArray<Rejects.Rejected>
  readonly counts: Counts
}

interface Known extends DecodedRow {
  readonly id: string
}

/** Equal texts, equal records. Made only where two rows meet: most never do. */
const textOf = (row: Known): string => CanonicalJson.encode(row.record)

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Gives rows without an id one: the hash of what tells them apart, with a number among equals. */
const identified = (decoded: Decoded, kind: RecordKind): ReadonlyArray<Known> => {
  const times = new Map<string, number>()
  return decoded.rows.map((row) => {
    let id = row.record["id"]
    let record = row.record
    if (typeof id !== "string") {
      const key = Hash.ofValue((kind.identity ?? []).map((name) => record[name] ?? null)).slice(0, 16)
      const nth = (times.get(key) ?? 0) + 1
      times.set(key, nth)
      id = `${kind.singular}-${key}-${nth}`
      record = { id, ...record }
    }
    return { ...row, record, id: String(id) }
  })
}

/** The rows as one record when they differ in nothing but the items they add to a list; undefined when in more. */
const joined = (rows: ReadonlyArray<Known>, repeats: string): Known | undefined => {
  const [first] = rows
  if (first === undefined) return undefined
  const rest = (row: Known) => CanonicalJson.encode({ ...row.record, [repeats]: [] })
  if (rows.some((row) => rest(row) !== rest(first))) return undefined
  const items = new Map<string, unknown>()
  for (const row of rows) {
    const own = row.record[repeats]
    for (const item of Array.isArray(own) ? own : []) items.set(CanonicalJson.encode(item), item)
  }
  const record = {
    ...first.record,
    [repeats]: [...items].toSorted(([a], [b]) => byCodeUnit(a, b)).map(([, item]) => item)
  }
  return { ...first, record }
}

/** Merges the decoded files of one kind; a later file is a later import. */
export const merge = (name: KindName, files: ReadonlyArray<Decoded>): Merged => {
  const kind: RecordKind = kinds[name]
  const known = new Map<string, { readonly row: Known; readonly sourced: Sourced<Draft> }>()
  const rejected: Array<Rejects.Rejected> = []
  let read = 0
  let unchanged = 0
  let updated = 0
  const standsIn = new Map<string, Set<number>>()
  const hasSnapshot = files.some(({ input }) => input.source.mode === "snapshot")
  const stands = (id: string, at: number): void => {
    if (hasSnapshot) standsIn.set(id, (standsIn.get(id) ?? new Set()).add(at))
  }
  for (const [at, decoded] of files.entries()) {
    const { file } = decoded.input
    const { idPlace } = decoded
    // A row that could not be read still says that its record is there.
    if (idPlace !== undefined) for (const { row } of decoded.rejected) stands((row.cells[idPlace] ?? "").trim(), at)
    read += decoded.rows.length + decoded.rejected.length
    rejected.push(...decoded.rejected)
    const byId = new Map<string, Array<Known>>()
    for (const row of identified(decoded, kind)) {
      const same = byId.get(row.id)
      if (same === undefined) byId.set(row.id, [row])
      else same.push(row)
    }
    for (const [id, rows] of byId) {
      const [first] = rows
      if (first === undefined) continue
      stands(id, at)
      const texts = rows.length === 1 ? 1 : new Set(rows.map(textOf)).size
      const row = texts === 1 ? first : kind.repeats === undefined ? undefined : joined(rows, kind.repeats)
      if (row === undefined) {
        const lines = rows.map((one) => one.row.line)
        for (const one of rows) {
          const others = lines.filter((line) => line !== one.row.line).join(", ")
          const reason = `${kind.singular} ${id} stands in the file twice with other values (line ${others})`
          rejected.push(rejection(one.row, { rule: "import/contradicted", reason }, file))
        }
        continue
      }
      if (texts === 1) unchanged += rows.length - 1
      else updated += rows.length - 1
      const provenance = { source: name, file, line: row.row.line }
      const before = known.get(id)
      if (before === undefined) {
        known.set(id, { row, sourced: { record: row.record, provenance } })
      } else if (textOf(before.row) === textOf(row)) unchanged += 1
      else {
        updated += 1
        // An older statement that comes later does not win over a newer one.
        const isNewer =
          row.updatedAt === undefined || before.row.updatedAt === undefined || row.updatedAt >= before.row.updatedAt
        const now = isNewer ? { record: row.record, provenance } : before.sourced
        const old = isNewer ? before.sourced : { record: row.record, provenance }
        const history = [{ record: old.record, provenance: old.provenance }, ...(before.sourced.before ?? [])]
        known.set(id, {
          row: isNewer ? row : before.row,
          sourced: { record: now.record, provenance: now.provenance, before: history }
        })
      }
    }
  }
  const all = [...known].toSorted(([a], [b]) => byCodeUnit(a, b)).map(([, one]) => one.sourced)
  const { findings, leftOut, records } = Snapshot.apply(name, all, files, standsIn)
  const accepted = read - unchanged - updated - rejected.length
  const counts = { read, accepted, unchanged, updated, rejected: rejected.length }
  return { records, leftOut, findings, rejected, counts }
}
