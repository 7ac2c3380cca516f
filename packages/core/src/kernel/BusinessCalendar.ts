/**
 * When business is done: windows of the day, weekends and holidays, in a zone. Windows may pass midnight; a window
 * belongs to the day on which it opens. Business days are counted by our own loop over holidays.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "./Calendar.ts"

const clock = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/u

/** A local time of day, `HH:MM`, `00:00` to `24:00`. */
export const TimeOfDay = Schema.String.pipe(
  Schema.check(Schema.isPattern(clock, { message: "expected a time of day as HH:MM" }))
)

/** When touches may go: from (included) to (excluded), on weekdays 1 (Monday) to 7. `to` before `from` passes midnight; `to` equal to `from` never opens. */
export const Window = Schema.Struct({
  from: TimeOfDay,
  to: TimeOfDay,
  weekdays: Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 7 })))
})
export type Window = typeof Window.Type

/** 09:00–18:00, Monday to Friday. */
export const officeHours: Window = { from: "09:00", to: "18:00", weekdays: [1, 2, 3, 4, 5] }

/** A zone with its holidays: what decides whether a local day is a business day. */
export interface BusinessCalendar {
  readonly zone: Calendar.Zone
  readonly holidays: ReadonlySet<Calendar.Day>
}

/** What lies between a shut instant and the next opening: a holiday, else a weekend, else only hours. */
export type Shut = "holiday" | "weekend" | "window"

/** Open until an instant, or shut with the reason and the next opening (null when no opening lies within two years). */
export type Opening =
  | { readonly open: true; readonly until: Calendar.Instant }
  | { readonly open: false; readonly why: Shut; readonly next: Calendar.Instant | null }

/** Minutes since midnight of a time of day. */
export const minuteOfTime = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Whether the day is neither Saturday, Sunday nor a holiday. */
export const isBusinessDay = (day: Calendar.Day, holidays: ReadonlySet<Calendar.Day>): boolean =>
  Calendar.weekday(day) <= 5 && !holidays.has(day)

type Step = (day: Calendar.Day, count: number, holidays: ReadonlySet<Calendar.Day>) => Calendar.Day

/** Steps day by day in one direction; only business days count. */
const stepping =
  (days: 1 | -1): Step =>
  (day, count, holidays) => {
    let result = day
    for (let left = count; left > 0;) {
      result = Calendar.addDays(result, days)
      if (isBusinessDay(result, holidays)) left -= 1
    }
    return result
  }

/** The local day that lies so many business days after a day; zero stays, even on a holiday. */
export const addBusinessDays: Step = stepping(1)

/** The local day that lies so many business days before a day; zero stays, even on a holiday. */
export const subtractBusinessDays: Step = stepping(-1)

/** The instant so many business days later, at the same local time of day. */
export const addBusinessDaysTo = (at: Calendar.Instant, count: number, calendar: BusinessCalendar): Calendar.Instant =>
  count === 0
    ? at
    : Calendar.instantOf(
        addBusinessDays(Calendar.dayOf(at, calendar.zone), count, calendar.holidays),
        Calendar.minuteOf(at, calendar.zone),
        calendar.zone
      )

const shutBy = (day: Calendar.Day, window: Window, holidays: ReadonlySet<Calendar.Day>): Shut | undefined => {
  if (holidays.has(day)) return "holiday"
  if (!window.weekdays.includes(Calendar.weekday(day))) return Calendar.weekday(day) > 5 ? "weekend" : "window"
  return undefined
}

const slotOf = (day: Calendar.Day, window: Window, zone: Calendar.Zone) => {
  const from = minuteOfTime(window.from)
  const to = minuteOfTime(window.to)
  return {
    opens: Calendar.instantOf(day, from, zone),
    shuts: to >= from ? Calendar.instantOf(day, to, zone) : Calendar.instantOf(Calendar.addDays(day, 1), to, zone)
  }
}

/** Whether the window is open at an instant, until when, or when it opens next and what lies in between. */
export const opening = (at: Calendar.Instant, window: Window, calendar: BusinessCalendar): Opening => {
  const today = Calendar.dayOf(at, calendar.zone)
  // Yesterday's window may still be open when it passes midnight.
  for (const day of [Calendar.addDays(today, -1), today]) {
    if (shutBy(day, window, calendar.holidays) !== undefined) continue
    const { opens, shuts } = slotOf(day, window, calendar.zone)
    if (opens <= at && at < shuts) return { open: true, until: shuts }
  }
  let why: Shut = "window"
  for (let ahead = 0, day = today; ahead <= 731; ahead += 1, day = Calendar.addDays(day, 1)) {
    const shut = shutBy(day, window, calendar.holidays)
    if (shut === undefined) {
      const { opens, shuts } = slotOf(day, window, calendar.zone)
      if (opens > at && opens < shuts) return { open: false, why, next: opens }
    } else if (shut === "holiday" || why === "window") why = shut
  }
  return { open: false, why, next: null }
}
