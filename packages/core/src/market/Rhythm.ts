/**
 * Rhythm is how often a client buys, and how long it has been silent: judged by its own history, not by a fixed number
 * of days. Source: domain page, section 6.
 */
import { addMonths, dayNumber, type Day } from "../kernel/Calendar.ts"

/** A client's rhythm at a day. */
export interface Rhythm {
  /** Days from the last purchase day to the as-of day; null without a purchase. */
  readonly silenceDays: number | null
  /** Median days between purchase days of the last 24 months; null with fewer than three gaps. */
  readonly usualIntervalDays: number | null
  /** Gaps that the interval was judged by. */
  readonly gaps: number
}

const fewestGaps = 3

const median = (sorted: ReadonlyArray<number>): number => {
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** The rhythm of distinct purchase days (days with a positive order), in any order; days after `asOf` are left out. */
export const of = (purchaseDays: Iterable<Day>, asOf: Day): Rhythm => {
  const end = dayNumber(asOf)
  const start = dayNumber(addMonths(asOf, -24))
  const days = [...new Set(purchaseDays)]
    .map(dayNumber)
    .filter((day) => day <= end)
    .toSorted((a, b) => a - b)
  const last = days.at(-1)
  const recent = days.filter((day) => day >= start)
  const gaps = recent.slice(1).map((day, index) => day - (recent[index] ?? day))
  return {
    silenceDays: last === undefined ? null : end - last,
    usualIntervalDays: gaps.length < fewestGaps ? null : median(gaps.toSorted((a, b) => a - b)),
    gaps: gaps.length
  }
}

/** Silent for more than twice its usual interval and for at least 45 days; null when the interval is not known. */
export const isLate = ({
  silenceDays,
  usualIntervalDays
}: Pick<Rhythm, "silenceDays" | "usualIntervalDays">): boolean | null =>
  silenceDays === null || usualIntervalDays === null ? null : silenceDays > 2 * usualIntervalDays && silenceDays >= 45
