/**
 * What each item did in a window: one pass over the columns for sums and dates, one over the rows of each item for its
 * periods. Items are accounts or account groups; all figures stand by item code.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"
import type * as Facts from "./Facts.ts"
import * as Window from "./Window.ts"
import * as Xyz from "./Xyz.ts"

/** What is summed: amounts, or amounts less their cost. */
export const Measure = Schema.Literals(["revenue", "profit"])
export type Measure = typeof Measure.Type

/** Whether items are account groups or single accounts. */
export const Level = Schema.Literals(["group", "account"])
export type Level = typeof Level.Type

/** The items and which of them each account code belongs to. */
export interface Items {
  readonly ids: ReadonlyArray<string>
  readonly ofAccount: Int32Array
}

/** What is tallied and how. */
export interface Options {
  readonly window: Window.Window
  readonly period: Calendar.Period
  readonly measure: Measure
  readonly method: Xyz.Method
  /** Threshold set of the variation letter. */
  readonly variation: Xyz.ThresholdSet
}

/** Figures by item code. An item without an order in the window has `orders` 0 and no meaning in the rest. */
export interface Tally {
  readonly window: Window.Window
  readonly ids: ReadonlyArray<string>
  readonly measure: Float64Array
  readonly orders: Int32Array
  /** First and last day with an order in the window. */
  readonly first: Int32Array
  readonly last: Int32Array
  /** The day of the earliest order of either sign in all data. */
  readonly firstEver: Int32Array
  readonly activePeriods: Int32Array
  readonly periods: Int32Array
  /** NaN where unknown. */
  readonly variation: Float64Array
  readonly byFrequency: ReadonlyArray<Xyz.Letter>
  readonly byVariation: ReadonlyArray<Xyz.Letter>
  readonly undetermined: ReadonlyArray<Xyz.Undetermined | null>
  readonly counts: Counts
}

/** Rows and money of the window that belong to no item, and rows beyond the window. */
export interface Counts {
  readonly withoutAccount: number
  /** Of the rows that have an account. */
  readonly outsideWindow: number
  /** The measure of rows in the window without an account. */
  readonly withoutAccountMinor: number
  /** Rows in the window whose cost is unknown: they cannot count for profit. */
  readonly withoutCost: number
}

/** The share of the window's money that belongs to no account; 0 when there is no money. `total` is that of the items. */
export const withoutAccountShare = (counts: Counts, total: number): number => {
  const all = counts.withoutAccountMinor + total
  return all > 0 ? counts.withoutAccountMinor / all : 0
}

/** Items that are the accounts themselves. */
export const accounts = (facts: Facts.Facts): Items => ({
  ids: facts.account.names,
  ofAccount: Int32Array.from(facts.account.names, (_, code) => code)
})

/** Items that are groups: `groupOf` names the group of an account. */
export const groups = (facts: Facts.Facts, groupOf: (account: string) => string): Items => {
  const codes = new Map<string, number>()
  const ofAccount = Int32Array.from(facts.account.names, (account) => {
    const group = groupOf(account)
    const known = codes.get(group) ?? codes.size
    codes.set(group, known)
    return known
  })
  return { ids: [...codes.keys()], ofAccount }
}

/** The measure of a row; NaN when it is profit and the cost is unknown. */
const measureOf = (facts: Facts.Facts, measure: Measure): ((row: number) => number) => {
  const { cost, minor } = facts
  if (measure === "revenue") return (row) => minor[row] ?? 0
  return (row) => (minor[row] ?? 0) - (cost?.[row] ?? Number.NaN)
}

/** For each day of the window the number of its period, from 0; -1 in a last period that `to` cuts short. */
const periodsByDay = (
  window: Window.Window,
  period: Calendar.Period
): { readonly index: Int32Array; readonly count: number } => {
  const start = Calendar.dayNumber(window.from)
  const days = Calendar.daysBetween(window.from, window.to)
  const count = Window.completePeriods(window, period)
  const base = Calendar.periodNumber(window.from, period)
  const index = Int32Array.from({ length: Math.max(0, days) }, (_, at) => {
    const number = Calendar.periodNumber(Calendar.ofDayNumber(start + at), period) - base
    return number < count ? number : -1
  })
  return { index, count }
}

/** Rows sorted by item: `rows` from `starts[item]` to `starts[item + 1]`. */
const byItem = (item: Int32Array, items: number): { readonly starts: Int32Array; readonly rows: Int32Array } => {
  const starts = new Int32Array(items + 1)
  for (const code of item) if (code >= 0) starts[code + 1] = (starts[code + 1] ?? 0) + 1
  for (let code = 0; code < items; code += 1) starts[code + 1] = (starts[code + 1] ?? 0) + (starts[code] ?? 0)
  const next = starts.slice()
  const rows = new Int32Array(starts[items] ?? 0)
  item.forEach((code, row) => {
    if (code < 0) return
    const at = next[code] ?? 0
    rows[at] = row
    next[code] = at + 1
  })
  return { starts, rows }
}

/** Tallies the orders of a window by item; see the module's comment. Linear in rows, items and periods. */
export const make = (facts: Facts.Facts, items: Items, options: Options): Tally => {
  const size = items.ids.length
  const start = Calendar.dayNumber(options.window.from)
  const end = Calendar.dayNumber(options.window.to)
  const valueOf = measureOf(facts, options.measure)
  const measure = new Float64Array(size)
  const orders = new Int32Array(size)
  const first = new Int32Array(size).fill(0x7fffffff)
  const last = new Int32Array(size).fill(-0x80000000)
  const firstEver = new Int32Array(size).fill(0x7fffffff)
  const inWindow = new Int32Array(facts.size).fill(-1)
  let withoutAccount = 0
  let outsideWindow = 0
  let withoutAccountMinor = 0
  let withoutCost = 0

  for (let row = 0; row < facts.size; row += 1) {
    const account = facts.account.codes[row] ?? -1
    const day = facts.day[row] ?? 0
    const within = day >= start && day < end
    let value = within ? valueOf(row) : 0
    if (Number.isNaN(value)) {
      withoutCost += 1
      value = 0
    }
    if (account < 0) {
      withoutAccount += 1
      withoutAccountMinor += value
      continue
    }
    const item = items.ofAccount[account] ?? -1
    if (day < (firstEver[item] ?? 0)) firstEver[item] = day
    if (!within) {
      outsideWindow += 1
      continue
    }
    inWindow[row] = item
    measure[item] = (measure[item] ?? 0) + value
    if (day < (first[item] ?? 0)) first[item] = day
    if (day > (last[item] ?? 0)) last[item] = day
  }

  const { rows, starts } = byItem(inWindow, size)
  const { count, index } = periodsByDay(options.window, options.period)
  const sums = new Float64Array(count)
  const active = new Uint8Array(count)
  const activePeriods = new Int32Array(size)
  const periods = new Int32Array(size)
  const variation = new Float64Array(size).fill(Number.NaN)
  const byFrequency: Array<Xyz.Letter> = []
  const byVariation: Array<Xyz.Letter> = []
  const undetermined: Array<Xyz.Undetermined | null> = []
  const thresholds = Xyz.variationThresholds[options.variation]
  /** The item that last had a line of an order: lines of one order count once. */
  const countedFor = facts.order === undefined ? undefined : new Int32Array(facts.order.names.length).fill(-1)

  for (let item = 0; item < size; item += 1) {
    sums.fill(0)
    active.fill(0)
    const ever = firstEver[item] ?? 0
    // Orders before the window make all its periods count; an order in a partial last period leaves none.
    const seen = ever < start ? 0 : (index[ever - start] ?? -1)
    const from = seen < 0 ? count : seen
    for (let at = starts[item] ?? 0; at < (starts[item + 1] ?? 0); at += 1) {
      const row = rows[at] ?? 0
      const order = facts.order?.codes[row] ?? -1
      if (countedFor === undefined || order < 0) orders[item] = (orders[item] ?? 0) + 1
      else if (countedFor[order] !== item) {
        countedFor[order] = item
        orders[item] = (orders[item] ?? 0) + 1
      }
      const period = index[(facts.day[row] ?? 0) - start] ?? -1
      if (period < 0) continue
      const value = valueOf(row)
      if (!Number.isNaN(value)) sums[period] = (sums[period] ?? 0) + value
      if ((facts.minor[row] ?? 0) > 0) active[period] = 1
    }
    let actives = 0
    for (let at = from; at < count; at += 1) actives += active[at] ?? 0
    const spread = Xyz.variationOf(sums, from, count)
    activePeriods[item] = actives
    periods[item] = count - from
    variation[item] = spread ?? Number.NaN
    byFrequency.push(Xyz.byFrequency(actives, count - from))
    byVariation.push(Xyz.byVariation(spread, sums, { from, to: count }, thresholds))
    undetermined.push(Xyz.undeterminedOf(count - from, spread))
  }
  return {
    window: options.window,
    ids: items.ids,
    measure,
    orders,
    first,
    last,
    firstEver,
    activePeriods,
    periods,
    variation,
    byFrequency,
    byVariation,
    undetermined,
    counts: { withoutAccount, outsideWindow, withoutAccountMinor, withoutCost }
  }
}

/** The codes of the items with at least one order in the window. */
export const listed = (tally: Tally): ReadonlyArray<number> => {
  const codes: Array<number> = []
  tally.orders.forEach((orders, item) => {
    if (orders > 0) codes.push(item)
  })
  return codes
}
