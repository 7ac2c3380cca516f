/**
 * Rhythm is how often a client buys, and how long it has been silent: judged by its own history, not by a fixed number
 * of days. A client with too short a history borrows the interval of its like, and that is marked. See
 * docs/explanation/analysis.md.
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

/** Fewer gaps between purchases do not make an interval. */
export const fewestGaps = 3

/** The middle of sorted numbers, the mean of the two middle ones where their count is even. */
export const median = (sorted: ArrayLike<number>): number => {
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** How far back gaps tell of today's habits. */
const historyMonths = 24

/** The first day, by its number, whose purchases make the interval as of a day. */
export const historyFrom = (asOf: Day): number => dayNumber(addMonths(asOf, -historyMonths))

/**
 * The rhythm of purchase days by number, ascending and distinct; those after `asOf` are left out. `from` is
 * `historyFrom(asOf)`.
 */
export const ofNumbers = (days: ArrayLike<number>, asOf: number, from: number): Rhythm => {
  let last: number | undefined
  let before: number | undefined
  const gaps: Array<number> = []
  for (let at = 0; at < days.length; at += 1) {
    const day = days[at] ?? 0
    if (day > asOf) break
    if (day >= from) {
      if (before !== undefined) gaps.push(day - before)
      before = day
    }
    last = day
  }
  return {
    silenceDays: last === undefined ? null : asOf - last,
    usualIntervalDays: gaps.length < fewestGaps ? null : median(gaps.toSorted((a, b) => a - b)),
    gaps: gaps.length
  }
}

/** The rhythm of distinct purchase days (days with a positive order), in any order; days after `asOf` are left out. */
export const of = (purchaseDays: Iterable<Day>, asOf: Day): Rhythm =>
  ofNumbers(
    [...new Set(purchaseDays)].map(dayNumber).toSorted((a, b) => a - b),
    dayNumber(asOf),
    historyFrom(asOf)
  )

/** Silent for more than twice its usual interval and for at least 45 days; null when the interval is not known. */
export const isLate = ({
  silenceDays,
  usualIntervalDays
}: Pick<Rhythm, "silenceDays" | "usualIntervalDays">): boolean | null =>
  silenceDays === null || usualIntervalDays === null ? null : silenceDays > 2 * usualIntervalDays && silenceDays >= 45

/** Whose interval a client is judged by. */
export type IntervalOf = "own" | "class" | "portfolio"

/** An interval and whose it is. */
export interface Interval {
  readonly days: number
  readonly of: IntervalOf
}

/** A class lends its interval when so many of its accounts have one. */
export const fewestLenders = 30

/**
 * The interval of each client, in the order given: its own; else the median of those of its class, if at least 30 there
 * have one; else the median of all; null where nobody has any.
 */
export const intervals = (
  clients: ReadonlyArray<{ readonly own: number | null; readonly abc: string }>
): ReadonlyArray<Interval | null> => {
  const all: Array<number> = []
  const byClass = new Map<string, Array<number>>()
  for (const { abc, own } of clients) {
    if (own === null) continue
    all.push(own)
    const known = byClass.get(abc)
    if (known === undefined) byClass.set(abc, [own])
    else known.push(own)
  }
  const middle = (days: ReadonlyArray<number>): number => median(days.toSorted((a, b) => a - b))
  const ofClass = new Map(
    [...byClass]
      .filter(([, days]) => days.length >= fewestLenders)
      .map(([abc, days]): [string, Interval] => [abc, { days: middle(days), of: "class" }])
  )
  const ofAll: Interval | null = all.length === 0 ? null : { days: middle(all), of: "portfolio" }
  // Clients with the same interval share it.
  const own = new Map<number, Interval>()
  return clients.map(({ abc, own: days }): Interval | null => {
    if (days === null) return ofClass.get(abc) ?? ofAll
    const known = own.get(days) ?? { days, of: "own" }
    own.set(days, known)
    return known
  })
}
