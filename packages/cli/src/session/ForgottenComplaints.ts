/**
 * Complaints that are open without an entry for a month, as the data tell: they go on holding promotion, and nobody seems
 * to know. Judged as of the data's own day, so that old files do not make everything forgotten. An answer counts as an entry: data without any may lack its column.
 */
import { Anomaly, Calendar, type Finding, Standing } from "@market-of-one/core"
import type * as Session from "./Session.ts"

/** A warning for each, at the row of its case. */
export const check = ({
  asOf,
  groups,
  segments,
  workspace
}: Pick<Session.Session, "asOf" | "groups" | "segments" | "workspace">): ReadonlyArray<Finding.Finding> => {
  const { policy, records } = workspace
  const now = Calendar.instantOf(asOf, 0, policy.timeZone)
  const isAnswered = records.records.cases.some(({ record }) => record.firstResponseAt !== undefined)
  const rows = new Map(records.records.cases.map(({ provenance, record }) => [record.id, provenance]))
  return groups
    .filter(({ cases }) => cases.length > 0)
    .flatMap((group) => {
      const segment = segments.get(group.groupId) ?? null
      const { isKey } = Standing.of({ records: group, segment }, { now, holds: [] })
      const { forgottenComplaintDays } = policy
      return Anomaly.ofGroup(group, { now, isKey, calendars: policy, activations: [], forgottenComplaintDays })
    })
    .filter(({ rule }) => rule === "forgotten-complaint")
    .map((one) => {
      const { file, line } = rows.get(one.subjectId) ?? {}
      const place = { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) }
      const finding = { ...Anomaly.toFinding(one), severity: "warning" as const, place }
      if (isAnswered) return finding
      const advice = `${finding.advice ?? ""}; no case of the data has a first response: if they were answered, map its column (sources.cases: columns: { firstResponseAt: … })`
      return { ...finding, advice, place: { ...place, field: "firstResponseAt" } }
    })
}
