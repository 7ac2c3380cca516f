/**
 * Sources whose newest file is all there is (`mode: snapshot`): a record that only older files have has ended. Assets
 * end, other records are left out; nobody is left out by a file that holds nothing.
 */
import type * as Finding from "../kernel/Finding.ts"
import type { Decoded } from "./Decode.ts"
import type { Sourced } from "./Identity.ts"
import type { Draft, KindName } from "./RecordKind.ts"

/** What is left when snapshots have been applied. */
export interface Applied {
  readonly records: ReadonlyArray<Sourced<Draft>>
  readonly leftOut: ReadonlyArray<Sourced<Draft>>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** Ids that a finding names before it counts the rest. */
const mostNamed = 5

const emptyFinding = (kind: KindName, file: string): Finding.Finding => ({
  severity: "error",
  rule: "import/empty-snapshot",
  message: `${file} is the newest snapshot of ${kind} and has no rows: nothing is left out by it`,
  advice: "bring the whole export, or take the file away",
  place: { file }
})

const missingFinding = (kind: KindName, file: string, ids: ReadonlyArray<string>): Finding.Finding => {
  const named = ids.slice(0, mostNamed).join(", ")
  const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : ""
  const fate = kind === "assets" ? "they have ended" : "they are left out"
  return {
    severity: "info",
    rule: "import/left-out",
    message: `${ids.length} of ${kind} are missing in ${file}, a snapshot, and ${fate}: ${named}${more}`,
    place: { file }
  }
}

const ended = (sourced: Sourced<Draft>): Sourced<Draft> => ({
  ...sourced,
  record: { ...sourced.record, status: "ended" },
  before: [{ record: sourced.record, provenance: sourced.provenance }, ...(sourced.before ?? [])]
})

/** Applies the snapshots of one kind. `standsIn` gives for each id the places, in `files`, of the files that have it. */
export const apply = (
  kind: KindName,
  all: ReadonlyArray<Sourced<Draft>>,
  files: ReadonlyArray<Decoded>,
  standsIn: ReadonlyMap<string, ReadonlySet<number>>
): Applied => {
  if (files.every(({ input }) => input.source.mode !== "snapshot")) return { records: all, leftOut: [], findings: [] }
  const findings: Array<Finding.Finding> = []
  /** For each outdated file the newest one of its source. */
  const outdatedBy = new Map<number, number>()
  for (const [at, { input }] of files.entries()) {
    if (input.source.mode !== "snapshot") continue
    const newest = files.findLastIndex((other) => other.input.source === input.source)
    const last = files[newest]
    const isEmpty = last === undefined || last.rows.length + last.rejected.length === 0
    if (newest !== at && !isEmpty) outdatedBy.set(at, newest)
    if (newest === at && isEmpty && files.some((other) => other !== last && other.input.source === input.source))
      findings.push(emptyFinding(kind, input.file))
  }
  const records: Array<Sourced<Draft>> = []
  const leftOut: Array<Sourced<Draft>> = []
  const missing = new Map<number, Array<string>>()
  for (const sourced of all) {
    const id = String(sourced.record["id"])
    const places = [...(standsIn.get(id) ?? [])]
    const by = places.map((place) => outdatedBy.get(place))
    const [newest] = by
    if (newest === undefined || by.includes(undefined)) {
      records.push(sourced)
      continue
    }
    missing.set(newest, [...(missing.get(newest) ?? []), id])
    if (kind === "assets") records.push(ended(sourced))
    else leftOut.push(sourced)
  }
  for (const [newest, ids] of missing) findings.push(missingFinding(kind, files[newest]?.input.file ?? "", ids))
  return { records, leftOut, findings }
}
