/** What is planned with a client, and the calendars of those of ours who go. */
import type { Interaction } from "../account/Interaction.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import { heldAt } from "../market/GroupBook.ts"
import * as ServiceTimes from "../market/ServiceTimes.ts"
import * as Mistake from "./Mistake.ts"

/** Whether a meeting is planned for a day and no time is known. */
export const isAllDay = ({ at }: Mistake.Meeting, { calendars }: Mistake.Input): boolean =>
  Calendar.minuteOf(at, calendars.timeZone) === 0

/** When a meeting ends, as far as is known: after the usual time, or with its day. */
export const endOf = (meeting: Mistake.Meeting, input: Mistake.Input): Calendar.Instant => {
  const { timeZone } = input.calendars
  if (isAllDay(meeting, input))
    return Calendar.instantOf(Calendar.addDays(Calendar.dayOf(meeting.at, timeZone), 1), 0, timeZone)
  return Calendar.instant(meeting.at + (input.limits ?? Mistake.limits).meetingMinutes * 60_000)
}

/** Meetings of these kinds that are planned and not over, the soonest first, ties by id. */
export const of = (input: Mistake.Input, kinds: ReadonlyArray<Interaction["kind"]>): ReadonlyArray<Mistake.Meeting> =>
  input.records.interactions
    .flatMap((one): ReadonlyArray<Mistake.Meeting> => {
      const at = one.plannedAt ?? heldAt(one)
      if (one.status !== "planned" || at === null || !kinds.includes(one.kind)) return []
      const { accountId, by, id, kind } = one
      return [{ id, kind, accountId, at, by }]
    })
    .filter((meeting) => endOf(meeting, input) > input.now)
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))

/** The calendar of one of ours; of a stranger, and of nobody, that of the workspace. */
export const calendarOf = (who: string | null, { calendars, managers }: Mistake.Input) =>
  ServiceTimes.calendarOf(managers.get(who ?? "") ?? null, calendars)

/** The same local time so many business days before. */
const businessDaysBefore = (
  at: Calendar.Instant,
  count: number,
  calendar: BusinessCalendar.BusinessCalendar
): Calendar.Instant => {
  const day = BusinessCalendar.subtractBusinessDays(Calendar.dayOf(at, calendar.zone), count, calendar.holidays)
  return Calendar.instantOf(day, Calendar.minuteOf(at, calendar.zone), calendar.zone)
}

/** Since when a mistake that would happen at an instant is warned of. */
export const noticeOf = (
  mistake: Mistake.MistakeId,
  at: Calendar.Instant,
  who: string | null,
  input: Mistake.Input
): Calendar.Instant => businessDaysBefore(at, Mistake.noticeBusinessDays[mistake] ?? 0, calendarOf(who, input))

/** The next open hour: what is to be done at once is to be done by then. */
export const atOnce = (who: string | null, input: Mistake.Input): Calendar.Instant =>
  ServiceTimes.addOpenMinutes(input.now, 0, calendarOf(who, input)) ?? input.now
