/** Whom nothing reaches for a time: who said to be away, and whose address bounces again and again. */
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import { dayMillis, instant, type Instant } from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"

/** Business days of silence after a stated return, and in all when no return is stated. */
const afterReturnDays = 1
const unstatedDays = 3

/** Until when a person is taken to be away: the stated return plus a business day of the person's calendar. */
export const awayUntil = (
  contactIds: ReadonlyArray<string>,
  absences: Readonly<Record<string, { readonly at: Instant; readonly until: Instant | null }>>,
  calendar: BusinessCalendar.BusinessCalendar,
  horizon: Horizon
): Instant | undefined => {
  let latest: Instant | undefined
  for (const contactId of contactIds) {
    const told = absences[contactId]
    if (told === undefined || !horizon.passed(told.at)) continue
    const until =
      told.until === null
        ? BusinessCalendar.addBusinessDaysTo(told.at, unstatedDays, calendar)
        : BusinessCalendar.addBusinessDaysTo(told.until, afterReturnDays, calendar)
    if (!horizon.passed(until) && (latest === undefined || until > latest)) latest = until
  }
  return latest
}

const most = 3
const withinMillis = 14 * dayMillis
const restMillis = 30 * dayMillis

/** Until when an address rests: 30 days from the third of three soft bounces within 14 days. */
export const restUntil = (
  contactIds: ReadonlyArray<string>,
  softBounces: Readonly<Record<string, ReadonlyArray<Instant>>>,
  horizon: Horizon
): Instant | undefined => {
  const all = contactIds.flatMap((contactId) => softBounces[contactId] ?? []).toSorted((a, b) => a - b)
  let latest: Instant | undefined
  for (const [index, at] of all.entries()) {
    const first = all[index - most + 1]
    if (first === undefined || at - first > withinMillis || !horizon.passed(at)) continue
    const until = instant(at + restMillis)
    if (!horizon.passed(until)) latest = until
  }
  return latest
}
