/** Waits between touches: `30 minutes`, `2 days`, `3 business days`. */
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"

/** So many of a unit. */
export interface Wait {
  readonly amount: number
  readonly unit: "minute" | "hour" | "day" | "business day" | "week"
}

const written = /^([1-9]\d{0,3}) (minute|hour|day|business day|week)s?$/u

/** The wait that text says, or undefined when it says none. */
export const parse = (text: string): Wait | undefined => {
  const [, amount, unit] = written.exec(text) ?? []
  return amount === undefined || unit === undefined ? undefined : { amount: Number(amount), unit: unit as Wait["unit"] }
}

const millisPerUnit = { minute: 60_000, hour: 3_600_000 } as const
const daysPerUnit = { day: 1, week: 7 } as const

/**
 * The instant so long after another. Minutes and hours are real time; days, weeks and business days keep the local time
 * of day in the calendar's zone, so that nine in the morning stays nine when the clocks change.
 */
export const after = (
  at: Calendar.Instant,
  { amount, unit }: Wait,
  calendar: BusinessCalendar.BusinessCalendar
): Calendar.Instant => {
  if (unit === "minute" || unit === "hour") return Calendar.instant(at + amount * millisPerUnit[unit])
  if (unit === "business day") return BusinessCalendar.addBusinessDaysTo(at, amount, calendar)
  const { zone } = calendar
  const day = Calendar.addDays(Calendar.dayOf(at, zone), amount * daysPerUnit[unit])
  return Calendar.instantOf(day, Calendar.minuteOf(at, zone), zone)
}
