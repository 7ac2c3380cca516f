/**
 * What each item did in a window: rows are drawn together by blocks of items, then summed block by block. Items are
 * accounts or account groups; all figures stand by item code.
 *
 * Cells of typed arrays are read with `!`: all indices come from codes and counts of the same columns.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"
import * as Blocks from "./Blocks.ts"
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
export const accounts = (facts: Facts.Facts): Items => {
  const ofAccount = new Int32Array(facts.account.names.length)
  for (let code = 0; code < ofAccount.length; code += 1) ofAccount[code] = code
  return { ids: facts.account.names, ofAccount }
}

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

/** What is taken from the amount of each row: nothing, or its cost; NaN where that is unknown. */
const costsOf = (facts: Facts.Facts, measure: Measure): Float64Array | undefined =>
  measure === "revenue" ? undefined : (facts.cost ?? new Float64Array(facts.size).fill(Number.NaN))

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

/** Later than any day. */
const never = 0x7fffffff

/** Orders of each item in the window where rows are lines: lines of one order count once for an item. */
const countOrders = (facts: Facts.Facts, items: Items, window: Window.Window, order: Facts.Coded): Int32Array => {
  const start = Calendar.dayNumber(window.from)
  const end = Calendar.dayNumber(window.to)
  const size = items.ids.length
  const orders = new Int32Array(size)
  const owner = new Int32Array(order.names.length).fill(-1)
  /** Orders with lines of more than one item, each with the items after its first. */
  const shared = new Set<number>()
  for (let row = 0; row < facts.size; row += 1) {
    const account = facts.account.codes[row]!
    const day = facts.day[row]!
    if (account < 0 || day < start || day >= end) continue
    const item = items.ofAccount[account]!
    const code = order.codes[row]!
    if (code >= 0 && owner[code] === item) continue
    if (code >= 0 && owner[code]! >= 0) {
      const pair = code * size + item
      if (shared.has(pair)) continue
      shared.add(pair)
    } else if (code >= 0) owner[code] = item
    orders[item]! += 1
  }
  return orders
}

/** Tallies the orders of a window by item; see the module's comment. Linear in rows, items and periods. */
export const make = (facts: Facts.Facts, items: Items, options: Options): Tally => {
  const size = items.ids.length
  const start = Calendar.dayNumber(options.window.from)
  const { count, index } = periodsByDay(options.window, options.period)
  const rows: Blocks.Rows = {
    size: facts.size,
    accounts: facts.account.codes,
    days: facts.day,
    minors: facts.minor,
    costs: costsOf(facts, options.measure),
    ofAccount: items.ofAccount.every((item, account) => item === account) ? undefined : items.ofAccount,
    start,
    span: index.length,
    shift: Blocks.shiftFor(count)
  }
  const { shift } = rows
  const firstEver = new Int32Array(size).fill(never)
  const { blocks, counted: counts } = Blocks.draw(rows, firstEver)

  const measure = new Float64Array(size)
  const lines = new Int32Array(size)
  const first = new Int32Array(size).fill(never)
  const last = new Int32Array(size).fill(-never)
  const sums = new Float64Array(count << shift)
  const active = new Uint8Array(count << shift)
  const figures: Blocks.Figures = { measure, lines, first, last, sums, active, index, count }
  const activePeriods = new Int32Array(size)
  const periods = new Int32Array(size)
  const variation = new Float64Array(size)
  const byFrequency: Array<Xyz.Letter> = []
  const byVariation: Array<Xyz.Letter> = []
  const undetermined: Array<Xyz.Undetermined | null> = []
  const thresholds = Xyz.variationThresholds[options.variation]

  const judge = (item: number, to: number): void => {
    const ever = firstEver[item]!
    // Orders before the window make all its periods count; an order in a partial last period leaves none.
    const seen = ever < start ? 0 : (index[ever - start] ?? -1)
    const inView = seen < 0 ? 0 : count - seen
    let actives = 0
    for (let at = to - inView; at < to; at += 1) actives += active[at]!
    const spread = Xyz.variationOf(sums, to - inView, to)
    activePeriods[item] = actives
    periods[item] = inView
    variation[item] = spread ?? Number.NaN
    byFrequency.push(Xyz.byFrequency(actives, inView))
    byVariation.push(Xyz.byVariation(spread, sums, { from: to - inView, to }, thresholds))
    undetermined.push(Xyz.undeterminedOf(inView, spread))
  }
  for (let block = 0; block << shift < size; block += 1) {
    Blocks.sumBlock(figures, rows, blocks, block)
    const base = block << shift
    const items = Math.min(size - base, 1 << shift)
    for (let local = 0; local < items; local += 1) judge(base + local, (local + 1) * count)
  }
  return {
    window: options.window,
    ids: items.ids,
    measure,
    orders: facts.order === undefined ? lines : countOrders(facts, items, options.window, facts.order),
    first,
    last,
    firstEver,
    activePeriods,
    periods,
    variation,
    byFrequency,
    byVariation,
    undetermined,
    counts
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
