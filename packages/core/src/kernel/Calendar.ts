/**
 * Days, instants, periods and zones. A `Day` is a calendar date without time or zone; an `Instant` is a moment. They
 * meet only through a named time zone. date-fns does the day arithmetic (on UTC dates, so that the machine's zone never
 * matters); effect's DateTime does the zones.
 */
import { UTCDate } from "@date-fns/utc"
import { addMonths as addMonthsTo } from "date-fns/addMonths"
import { differenceInCalendarDays } from "date-fns/differenceInCalendarDays"
import { startOfISOWeek } from "date-fns/startOfISOWeek"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"

const realDays = new Map<string, boolean>()

/** Whether text is a real calendar date written `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => {
  let known = realDays.get(text)
  if (known === undefined) {
    const millis = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
    known = !Number.isNaN(millis) && new UTCDate(millis).toISOString().startsWith(text)
    if (realDays.size >= 200_000) realDays.clear()
    if (text.length === 10) realDays.set(text, known)
  }
  return known
}

/** A calendar day, `YYYY-MM-DD`. Compared as text, earlier is smaller. */
export const Day = Schema.String.pipe(
  Schema.check(
    Schema.isPattern(/^\d{4}-\d{2}-\d{2}$/u, { message: "expected a day as YYYY-MM-DD" }),
    Schema.makeFilter((text: string) => isDay(text) || "expected a day that exists in the calendar")
  ),
  Schema.brand("Day")
)
export type Day = typeof Day.Type

/** A moment: milliseconds since 1970-01-01T00:00:00Z, a whole number. */
export const Instant = Schema.Int.pipe(Schema.brand("Instant"))
export type Instant = typeof Instant.Type

/** An instant from milliseconds; fractions are cut off. */
export const instant = (millis: number): Instant => Math.trunc(millis) as Instant

/** An instant from ISO 8601 text with a zone or `Z`; undefined when the text is not one. */
export const parseInstant = (text: string): Instant | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/u.test(text)) return undefined
  const millis = Date.parse(text)
  return Number.isNaN(millis) || !isDay(text.slice(0, 10)) ? undefined : instant(millis)
}

/** ISO 8601 in UTC with milliseconds left out when they are zero: `2026-10-01T07:00:00Z`. */
export const showInstant = (at: Instant): string => new UTCDate(at).toISOString().replace(".000Z", "Z")

/** The length of a day in milliseconds, where days are 24 hours (not: a local day, which may have 23 or 25). */
export const dayMillis = 86_400_000

const toDate = (day: Day): UTCDate => new UTCDate(`${day}T00:00:00Z`)
const ofDate = (date: Date): Day => new UTCDate(date.getTime()).toISOString().slice(0, 10) as Day

/** The day so many days later; a negative count goes back. */
export const addDays = (day: Day, days: number): Day => ofDayNumber(dayNumber(day) + days)

/** The day so many months later, held to the last day of a shorter month; a negative count goes back. */
export const addMonths = (day: Day, months: number): Day => ofDate(addMonthsTo(toDate(day), months))

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => differenceInCalendarDays(toDate(to), toDate(from))

// Every day of a few centuries fits; the maps spare a date object for each look at a calendar.
const numbers = new Map<string, number>()
const days = new Map<number, Day>()
const mostKnown = 200_000

/** Days since 1970-01-01, the form that columns of days take. */
export const dayNumber = (day: Day): number => {
  let number = numbers.get(day)
  if (number === undefined) {
    number = Date.parse(`${day}T00:00:00Z`) / dayMillis
    if (numbers.size >= mostKnown) numbers.clear()
    numbers.set(day, number)
  }
  return number
}

/** The day of a day number. */
export const ofDayNumber = (number: number): Day => {
  let day = days.get(number)
  if (day === undefined) {
    day = ofDate(new UTCDate(number * dayMillis))
    if (days.size >= mostKnown) days.clear()
    days.set(number, day)
  }
  return day
}

/** Monday 1 … Sunday 7. */
export const weekday = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1

/** What analysis counts in: calendar months, ISO weeks or quarters. */
export const Period = Schema.Literals(["month", "week", "quarter"])
export type Period = typeof Period.Type

/** The first day of the period that holds the day. */
export const startOfPeriod = (day: Day, period: Period): Day => {
  if (period === "week") return ofDate(startOfISOWeek(toDate(day)))
  const month = Number(day.slice(5, 7))
  const first = period === "month" ? month : month - ((month - 1) % 3)
  return `${day.slice(0, 4)}-${String(first).padStart(2, "0")}-01` as Day
}

/** The first day of the period so many periods after the one that holds the day. */
export const addPeriods = (day: Day, period: Period, count: number): Day => {
  const start = startOfPeriod(day, period)
  if (period === "week") return addDays(start, 7 * count)
  return addMonths(start, period === "month" ? count : 3 * count)
}

/** A running number of the period that holds the day: consecutive periods have consecutive numbers. */
export const periodNumber = (day: Day, period: Period): number => {
  if (period === "week") return Math.floor((dayNumber(day) + 3) / 7)
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
  return period === "month" ? months : Math.floor(months / 3)
}

/** An IANA time zone name that this machine knows, such as `Europe/Berlin`. */
export const Zone = Schema.String.pipe(
  Schema.check(Schema.makeFilter((name: string) => zoneOf(name) !== undefined || `"${name}" is not a time zone name`)),
  Schema.brand("Zone")
)
export type Zone = typeof Zone.Type

const zones = new Map<string, DateTime.TimeZone | undefined>()
const zoneOf = (name: string): DateTime.TimeZone | undefined => {
  if (!zones.has(name)) {
    const made = DateTime.zoneMakeNamed(name)
    zones.set(name, made._tag === "Some" ? made.value : undefined)
  }
  return zones.get(name)
}
const knownZone = (zone: Zone): DateTime.TimeZone => {
  const known = zoneOf(zone)
  if (known === undefined) throw new RangeError(`unknown time zone ${zone}`)
  return known
}

/** The zone's distance from UTC at an instant, in milliseconds; east is positive. */
export const offsetMillis = (at: Instant, zone: Zone): number => {
  const cell = Math.floor(at / 900_000)
  let known = offsets.get(zone)
  if (known === undefined) offsets.set(zone, (known = new Map()))
  let offset = known.get(cell)
  if (offset === undefined) {
    // Offsets change on whole quarter hours only, so one answer serves the quarter hour.
    offset = DateTime.zonedOffset(DateTime.makeZonedUnsafe(cell * 900_000, { timeZone: knownZone(zone) }))
    if (known.size > 100_000) known.clear()
    known.set(cell, offset)
  }
  return offset
}
const offsets = new Map<Zone, Map<number, number>>()

/** The local day of an instant in a zone. */
export const dayOf = (at: Instant, zone: Zone): Day =>
  ofDayNumber(Math.floor((at + offsetMillis(at, zone)) / dayMillis))

/** Minutes since local midnight of an instant in a zone, 0–1439. */
export const minuteOf = (at: Instant, zone: Zone): number => {
  const local = at + offsetMillis(at, zone)
  return Math.floor((local - Math.floor(local / dayMillis) * dayMillis) / 60_000)
}

/**
 * The instant of a local time. A time that the clocks skip gives the first instant after the gap; a time that happens
 * twice gives the first of the two. `minute` may be 1440 (the next midnight).
 */
export const instantOf = (day: Day, minute: number, zone: Zone): Instant => {
  const local = dayNumber(day) * dayMillis + minute * 60_000
  const early = instant(local - offsetMillis(instant(local - dayMillis), zone))
  const late = instant(local - offsetMillis(instant(local + dayMillis), zone))
  if (early === late) return early
  const fits = (at: Instant) => at + offsetMillis(at, zone) === local
  if (fits(early)) return early < late || !fits(late) ? early : late
  if (fits(late)) return late
  // In the gap: the change lies between the two readings; find its instant.
  let before = Math.min(early, late)
  let after = Math.max(early, late)
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (middle + offsetMillis(instant(middle), zone) < local) before = middle
    else after = middle
  }
  return instant(after)
}
