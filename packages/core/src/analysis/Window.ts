/** The span of time that is analysed, and the periods in it. */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"

/** Days from `from` (included) to `to` (excluded). */
export const Window = Schema.Struct({ from: Calendar.Day, to: Calendar.Day })
export type Window = typeof Window.Type

/** What is known when a window is chosen: the newest order and today, both optional ends given by hand. */
export interface Choice {
  readonly from?: Calendar.Day
  readonly to?: Calendar.Day
  readonly newest: Calendar.Day
  readonly today: Calendar.Day
  readonly period: Calendar.Period
}

/** `to`: the start of the period after the newest order, at most of the current one. `from`: 12 periods before `to`. */
export const choose = ({ from, newest, period, to, today }: Choice): Window => {
  const after = Calendar.addPeriods(newest, period, 1)
  const current = Calendar.startOfPeriod(today, period)
  const end = to ?? (after < current ? after : current)
  return { from: from ?? Calendar.addPeriods(end, period, -12), to: end }
}

/** The window of equal length right before: as many periods where both ends are period starts, else as many days. */
export const previous = (window: Window, period: Calendar.Period): Window => {
  const aligned =
    Calendar.startOfPeriod(window.from, period) === window.from &&
    Calendar.startOfPeriod(window.to, period) === window.to
  if (!aligned)
    return { from: Calendar.addDays(window.from, Calendar.daysBetween(window.to, window.from)), to: window.from }
  const count = Calendar.periodNumber(window.to, period) - Calendar.periodNumber(window.from, period)
  return { from: Calendar.addPeriods(window.from, period, -count), to: window.from }
}

/** How many periods of the window end on or before `to`, counted from the one that holds `from`. */
export const completePeriods = (window: Window, period: Calendar.Period): number =>
  Math.max(0, Calendar.periodNumber(window.to, period) - Calendar.periodNumber(window.from, period))

/** Whether orders may lie in a last period that `to` cuts short: they count for ABC and not for XYZ. */
export const hasPartialEnd = (window: Window, period: Calendar.Period): boolean =>
  Calendar.startOfPeriod(window.to, period) !== window.to

/** Whether data that begin on a day reach back into the first period of the window. */
export const isCovered = (window: Window, period: Calendar.Period, first: Calendar.Day): boolean =>
  first < Calendar.addPeriods(window.from, period, 1)

/** Orders that end longer ago than this many days are an old export, not a silent portfolio. */
const longestLagDays = 14

/**
 * The day to which silence counts: the day asked for; else the day after the newest order when that lies more than 14
 * days back; else today.
 */
export const asOf = (
  newest: Calendar.Day | undefined,
  today: Calendar.Day,
  asked: Calendar.Day | undefined
): Calendar.Day => {
  if (asked !== undefined) return asked
  if (newest === undefined || Calendar.daysBetween(newest, today) <= longestLagDays) return today
  return Calendar.addDays(newest, 1)
}

/** The window of the same length and season a year before. */
export const yearBefore = ({ from, to }: Window): Window => ({
  from: Calendar.addMonths(from, -12),
  to: Calendar.addMonths(to, -12)
})
