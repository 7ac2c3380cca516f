/**
 * Where a case goes: to the manager of its group, whatever it hangs on, with the group's response time. Every transfer
 * is counted, the second raises it; a case without an owner is an error. Source: docs/explanation/standing.md.
 */
import * as Case from "../account/Case.ts"
import type { GroupRecords } from "../account/Records.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as ServiceTimes from "./ServiceTimes.ts"

/** What a route is judged by. Unknown key status is served as others are. */
export interface Context {
  readonly now: Instant
  readonly isKey: boolean | null
  readonly calendars: ServiceTimes.Calendars
  readonly times?: ServiceTimes.ServiceTimes
}

/** Who answers for a case and until when. */
export interface CaseRoute {
  readonly caseId: string
  /** The group's manager; null when the group has none. */
  readonly managerId: string | null
  /** Who has it now; null when nobody does. */
  readonly ownerId: string | null
  readonly isWithManager: boolean
  /** When the first response is due; null when no opening is in sight. */
  readonly respondBy: Instant | null
  readonly isAnswered: boolean
  /** Without a first response, and past the time for one. */
  readonly isLate: boolean
  readonly transfers: number
  /** Handed on twice or more. */
  readonly isRaised: boolean
  /** To whom it is raised: the manager's superior, else the deputy. */
  readonly raisedToId: string | null
  readonly findings: ReadonlyArray<Finding.Finding>
}

const mostTransfers = 2

const findingsOf = (one: Case.Case, managerId: string | null, isRaised: boolean): ReadonlyArray<Finding.Finding> => {
  const findings: Array<Finding.Finding> = []
  if (one.ownerId === undefined) {
    const advice = managerId === null ? "give the group a manager, and the case to them" : `give it to ${managerId}`
    findings.push({ severity: "error", rule: "case/no-owner", message: `case ${one.id} has no owner`, advice })
  }
  if (isRaised) {
    const message = `case ${one.id} was handed on ${one.transfers ?? 0} times`
    findings.push({ severity: "warning", rule: "case/handed-on", message, advice: "let one person answer for it" })
  }
  return findings
}

/** The route of one case of a group. */
export const of = (one: Case.Case, { manager }: Pick<GroupRecords, "manager">, context: Context): CaseRoute => {
  const minutes = (context.times ?? ServiceTimes.standard).firstResponse
  const calendar = ServiceTimes.calendarOf(manager, context.calendars)
  const openMinutes = context.isKey === true ? minutes.key : minutes.other
  const respondBy = ServiceTimes.addOpenMinutes(one.openedAt, openMinutes, calendar)
  const isAnswered = one.firstResponseAt !== undefined && one.firstResponseAt <= context.now
  const transfers = one.transfers ?? 0
  const isRaised = transfers >= mostTransfers
  const managerId = manager?.id ?? null
  return {
    caseId: one.id,
    managerId,
    ownerId: one.ownerId ?? null,
    isWithManager: managerId !== null && one.ownerId === managerId,
    respondBy,
    isAnswered,
    isLate: !isAnswered && respondBy !== null && respondBy < context.now,
    transfers,
    isRaised,
    raisedToId: isRaised ? (manager?.managerId ?? manager?.deputyId ?? null) : null,
    findings: findingsOf(one, managerId, isRaised)
  }
}

/** The routes of all open cases of a group, sorted by case id. */
export const ofGroup = (records: Pick<GroupRecords, "manager" | "cases">, context: Context): ReadonlyArray<CaseRoute> =>
  records.cases
    .filter((one) => Case.isOpen(one, context.now))
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .map((one) => of(one, records, context))
