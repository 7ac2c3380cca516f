/** How fast we act, in minutes of our open hours, and what instant that makes. Everyone is served; key clients sooner. */
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import type { Day, Instant, Zone } from "../kernel/Calendar.ts"
import type { Manager } from "../account/Manager.ts"

/** Open minutes for key clients and for all others. */
export interface OpenMinutes {
  readonly key: number
  readonly other: number
}

/** Times by occasion; a day of office hours has 540 minutes. Our proposals, every one for a host to change. */
export interface ServiceTimes {
  readonly firstResponse: OpenMinutes
  readonly unblock: OpenMinutes
  readonly consent: OpenMinutes
  readonly promise: OpenMinutes
  readonly records: OpenMinutes
}

/** The defaults: a first response in one business day (others two), a wrong block off in four hours (others a day). */
export const standard: ServiceTimes = {
  firstResponse: { key: 540, other: 1080 },
  unblock: { key: 240, other: 540 },
  consent: { key: 540, other: 1080 },
  promise: { key: 240, other: 540 },
  records: { key: 1080, other: 2700 }
}

/** Zone and holidays by country, as the policy of programs has them; `*` holds everywhere. */
export interface Calendars {
  readonly timeZone: Zone
  readonly country?: string
  readonly holidays: Readonly<Record<string, ReadonlyArray<Day>>>
}

/** A task's calendar is that of who acts: the manager's zone and country, else the policy's. Source: docs/explanation/standing.md. */
export const calendarOf = (
  manager: Pick<Manager, "timeZone" | "country"> | null,
  { country, holidays, timeZone }: Calendars
): BusinessCalendar.BusinessCalendar => ({
  zone: manager?.timeZone ?? timeZone,
  holidays: new Set([...(holidays["*"] ?? []), ...(holidays[manager?.country ?? country ?? ""] ?? [])])
})

/**
 * The instant at which so many open minutes have passed. Null when the window hardly ever opens. A window that shuts at
 * the last minute is left at that minute, not at its next opening.
 */
export const addOpenMinutes = (
  from: Instant,
  minutes: number,
  calendar: BusinessCalendar.BusinessCalendar,
  window: BusinessCalendar.Window = BusinessCalendar.officeHours
): Instant | null => {
  let at = from
  let left = minutes * 60_000
  for (;;) {
    const opening = BusinessCalendar.opening(at, window, calendar)
    if (!opening.open) {
      if (opening.next === null) return null
      at = opening.next
      continue
    }
    if (opening.until - at >= left) return (at + left) as Instant
    left -= opening.until - at
    at = opening.until
  }
}
