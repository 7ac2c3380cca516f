/** What each item brought in the last year and in the same seasons a year before: one pass over the columns. */
import * as Calendar from "../kernel/Calendar.ts"
import type { Year } from "./ExpectedValue.ts"
import type * as Facts from "./Facts.ts"
import type { Compared } from "./Season.ts"
import type * as Tally from "./Tally.ts"
import * as Window from "./Window.ts"

/** Figures by item code. */
export interface YearFigures {
  readonly all: Year
  /** How many of the last 12 months the data cover, 1 to 12. */
  readonly months: number
  readonly yearOf: (code: number) => Year
  /** The measure of the window and of its season a year before. */
  readonly wholeOf: (code: number) => Compared
  /** The measure of the last three months before the end, and of theirs a year before. */
  readonly recentOf: (code: number) => Compared
}

interface Span {
  readonly from: number
  readonly to: number
}

const spanOf = ({ from, to }: Window.Window): Span => ({
  from: Calendar.dayNumber(from),
  to: Calendar.dayNumber(to)
})

const holds = ({ from, to }: Span, day: number): boolean => day >= from && day < to

/** Gathers the figures. `dataFrom` is the day of the first order in the data. */
export const make = (
  facts: Facts.Facts,
  items: Tally.Items,
  { dataFrom, measure, window }: { dataFrom: Calendar.Day; measure: Tally.Measure; window: Window.Window }
): YearFigures => {
  const size = items.ids.length
  const recent: Window.Window = { from: Calendar.addMonths(window.to, -3), to: window.to }
  const before = { window: Window.yearBefore(window), recent: Window.yearBefore(recent) }
  const year = spanOf({ from: Calendar.addMonths(window.to, -12), to: window.to })
  const spans = [spanOf(window), spanOf(before.window), spanOf(recent), spanOf(before.recent)] as const
  const sums = spans.map(() => new Float64Array(size))
  const revenue = new Float64Array(size)
  const knownRevenue = new Float64Array(size)
  const knownCost = new Float64Array(size)
  for (let row = 0; row < facts.size; row += 1) {
    const item = items.ofAccount[facts.account.codes[row] ?? -1] ?? -1
    if (item < 0) continue
    const day = facts.day[row] ?? 0
    const minor = facts.minor[row] ?? 0
    const cost = facts.cost?.[row] ?? Number.NaN
    if (holds(year, day)) {
      revenue[item] = (revenue[item] ?? 0) + minor
      if (!Number.isNaN(cost)) {
        knownRevenue[item] = (knownRevenue[item] ?? 0) + minor
        knownCost[item] = (knownCost[item] ?? 0) + cost
      }
    }
    const value = measure === "revenue" ? minor : minor - cost
    if (Number.isNaN(value)) continue
    for (let at = 0; at < spans.length; at += 1) {
      const column = sums[at]
      const span = spans[at]
      if (column !== undefined && span !== undefined && holds(span, day)) column[item] = (column[item] ?? 0) + value
    }
  }
  const total = (column: Float64Array): number => column.reduce((sum, one) => sum + one, 0)
  const elapsed = Calendar.periodNumber(window.to, "month") - Calendar.periodNumber(dataFrom, "month")
  const covers = {
    whole: Window.isCovered(before.window, "month", dataFrom),
    recent: Window.isCovered(before.recent, "month", dataFrom)
  }
  const compared = (now: number, then: number, isCovered: boolean, code: number): Compared => ({
    now: sums[now]?.[code] ?? 0,
    before: isCovered ? (sums[then]?.[code] ?? 0) : undefined
  })
  return {
    all: { revenue: total(revenue), knownRevenue: total(knownRevenue), knownCost: total(knownCost) },
    months: Math.min(12, Math.max(1, elapsed)),
    yearOf: (code) => ({
      revenue: revenue[code] ?? 0,
      knownRevenue: knownRevenue[code] ?? 0,
      knownCost: knownCost[code] ?? 0
    }),
    wholeOf: (code) => compared(0, 1, covers.whole, code),
    recentOf: (code) => compared(2, 3, covers.recent, code)
  }
}
