/** Conflict: a complaint without our answer, plans made as if there were none, two of ours who do not know of each other. */
import * as Case from "../account/Case.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Mistake from "./Mistake.ts"
import * as PlannedMeetings from "./PlannedMeetings.ts"

const mistake = "conflict"
const troubles: ReadonlyArray<Case.Case["kind"]> = ["complaint", "dispute", "legal claim"]

const openTroubles = ({ now, records }: Mistake.Input): ReadonlyArray<Case.Case> =>
  records.cases.filter((one) => troubles.includes(one.kind) && Case.isOpen(one, now))

const unanswered = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const { answerBusinessDays } = input.limits ?? Mistake.limits
  const { groupId, manager } = input.records
  return openTroubles(input)
    .filter(({ firstResponseAt }) => firstResponseAt === undefined || firstResponseAt > input.now)
    .map((one): Mistake.Warning => {
      const who = one.ownerId ?? manager?.id ?? null
      const { accountId, id, kind, openedAt, topic } = one
      return {
        mistake,
        groupId,
        accountId: accountId ?? groupId,
        who,
        from: BusinessCalendar.addBusinessDaysTo(openedAt, answerBusinessDays, PlannedMeetings.calendarOf(who, input)),
        by: PlannedMeetings.atOnce(who, input),
        because: { _tag: "Unanswered", caseId: id, kind, topic, openedAt },
        about: { kind: "cases", id }
      }
    })
}

/** A severe complaint, a legal claim, and any of a key client's reach the whole group, others their own account. */
const reaches = (one: Case.Case, accountId: string, isKey: boolean | null): boolean =>
  one.accountId === undefined ||
  one.accountId === accountId ||
  isKey === true ||
  one.severity === "high" ||
  one.kind === "legal claim"

const planned = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const { groupId, manager } = input.records
  // A call may be the answer; nobody visits a client with an open complaint unaware.
  const meetings = PlannedMeetings.of(input, ["meeting", "visit", "event", "negotiation"])
  const plans = [
    ...meetings.map((one) => ({ ...one, what: "meeting" as const, who: one.by })),
    ...(input.touches ?? [])
      .filter(({ at }) => at >= input.now)
      .map((one) => ({ ...one, what: "touch" as const, who: manager?.id ?? null }))
  ]
  return openTroubles(input).flatMap((trouble) =>
    plans
      .filter(({ accountId }) => reaches(trouble, accountId, input.isKey))
      .map(({ accountId, at, id, what, who }): Mistake.Warning => {
        const { id: caseId, kind, topic } = trouble
        return {
          mistake,
          groupId,
          accountId,
          who,
          from: trouble.openedAt,
          by: PlannedMeetings.atOnce(who, input),
          because: { _tag: "MeetsOpenCase", what, id, at, caseId, kind, topic },
          about: { kind: "cases", id: caseId }
        }
      })
  )
}

/** Two meetings of one instant are one that both go to; members of the team share a calendar. */
const strangers = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const { togetherBusinessDays } = input.limits ?? Mistake.limits
  const { groupId, manager } = input.records
  const team = new Set([...(input.team ?? []).map(({ personId }) => personId), manager?.id])
  const meetings = PlannedMeetings.of(input, ["call", "meeting", "visit", "negotiation"])
  return meetings.flatMap((one, place) => {
    const { holidays, zone } = PlannedMeetings.calendarOf(one.by, input)
    const last = BusinessCalendar.addBusinessDays(Calendar.dayOf(one.at, zone), togetherBusinessDays, holidays)
    return meetings
      .slice(place + 1)
      .filter(
        (other) =>
          other.accountId === one.accountId &&
          other.by !== one.by &&
          other.at !== one.at &&
          Calendar.dayOf(other.at, zone) <= last &&
          !(team.has(one.by) && team.has(other.by))
      )
      .map((other): Mistake.Warning => {
        const who = manager?.id ?? one.by
        return {
          mistake,
          groupId,
          accountId: one.accountId,
          who,
          from: input.now,
          by: PlannedMeetings.atOnce(who, input),
          because: { _tag: "UnknownToEachOther", one, other },
          about: { kind: "interactions", id: one.id }
        }
      })
  })
}

/** Warnings of conflict. */
export const of = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> => [
  ...unanswered(input),
  ...planned(input),
  ...strangers(input)
]
