/**
 * What each item did in a window: rows are drawn together by blocks of items, then summed block by block. Items are
 * accounts or account groups; all figures stand by item code.
 *
 * Cells of typed arrays are read with `!`: all indices come from codes and counts of the same columns.
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
  ofAccount: new Int32Array(facts.account.names.length).map((_, code) => code)
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

/** Cells of items and periods that are worked on at a time: half a megabyte of sums stays in a processor's cache. */
const mostCells = 1 << 16

/** Rows of the window drawn together by blocks of neighbouring items, in the order of the data within a block. */
interface Blocks {
  /** Items of a block as a power of two. */
  readonly shift: number
  /** Rows of block `at` stand from `starts[at]` to `starts[at + 1]`. */
  readonly starts: Int32Array
  /** From the lowest bit: whether the amount is positive, the item within its block, the days since the window began. */
  readonly key: Int32Array
  readonly value: Float64Array
  /** Of rows outside the window only. */
  readonly firstEver: Int32Array
  readonly counts: Counts
}

/**
 * Draws rows together by counting. Sums by item and period would lie all over memory if rows were taken as they come;
 * block by block they stay near, which matters more than the second look at each row.
 */
const inBlocks = (facts: Facts.Facts, items: Items, options: Options, periods: number): Blocks => {
  const { day: days, minor: minors, size } = facts
  const accounts = facts.account.codes
  // Looking up the item of each row is worth sparing where every account is its own.
  const ofAccount = items.ofAccount.every((item, account) => item === account) ? undefined : items.ofAccount
  const start = Calendar.dayNumber(options.window.from)
  const span = Math.max(0, Calendar.dayNumber(options.window.to) - start)
  const costs = costsOf(facts, options.measure)
  const shift = Math.max(8, Math.floor(Math.log2(mostCells / Math.max(1, periods))))
  const mask = (1 << shift) - 1
  const blocks = (items.ids.length >> shift) + 1
  const starts = new Int32Array(blocks + 1)
  const firstEver = new Int32Array(items.ids.length).fill(never)
  let withoutAccount = 0
  let outsideWindow = 0
  let withoutAccountMinor = 0
  let withoutCost = 0

  for (let row = 0; row < size; row += 1) {
    const account = accounts[row]!
    const day = days[row]!
    const since = day - start
    const isWithin = since >= 0 && since < span
    if (account < 0) {
      withoutAccount += 1
      const value = isWithin ? minors[row]! - (costs === undefined ? 0 : costs[row]!) : 0
      if (Number.isNaN(value)) withoutCost += 1
      else withoutAccountMinor += value
      continue
    }
    const item = ofAccount === undefined ? account : ofAccount[account]!
    if (isWithin) starts[(item >> shift) + 1]! += 1
    else {
      outsideWindow += 1
      if (day < firstEver[item]!) firstEver[item] = day
    }
  }
  for (let block = 0; block < blocks; block += 1) starts[block + 1]! += starts[block]!

  const next = starts.slice()
  const key = new Int32Array(starts[blocks]!)
  const value = new Float64Array(starts[blocks]!)
  for (let row = 0; row < size; row += 1) {
    const account = accounts[row]!
    const since = days[row]! - start
    if (account < 0 || since < 0 || since >= span) continue
    const item = ofAccount === undefined ? account : ofAccount[account]!
    const minor = minors[row]!
    let counted = minor
    if (costs !== undefined) {
      counted -= costs[row]!
      if (Number.isNaN(counted)) {
        withoutCost += 1
        counted = 0
      }
    }
    const block = item >> shift
    const to = next[block]!
    next[block] = to + 1
    // Blocks get smaller as windows get longer: 31 bits hold both for any two days of the calendar.
    key[to] = (((since << shift) | (item & mask)) << 1) | (minor > 0 ? 1 : 0)
    value[to] = counted
  }
  const counts = { withoutAccount, outsideWindow, withoutAccountMinor, withoutCost }
  return { shift, starts, key, value, firstEver, counts }
}

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
  const { counts, firstEver, key: keys, shift, starts, value: values } = inBlocks(facts, items, options, count)
  const mask = (1 << shift) - 1
  const measure = new Float64Array(size)
  const lines = new Int32Array(size)
  const first = new Int32Array(size).fill(never)
  const last = new Int32Array(size).fill(-0x80000000)
  const activePeriods = new Int32Array(size)
  const periods = new Int32Array(size)
  const variation = new Float64Array(size)
  const byFrequency: Array<Xyz.Letter> = []
  const byVariation: Array<Xyz.Letter> = []
  const undetermined: Array<Xyz.Undetermined | null> = []
  const thresholds = Xyz.variationThresholds[options.variation]
  const sums = new Float64Array(count << shift)
  const active = new Uint8Array(count << shift)

  for (let block = 0; block << shift < size; block += 1) {
    const base = block << shift
    const end = Math.min(size, base + mask + 1)
    sums.fill(0)
    active.fill(0)
    for (let at = starts[block]!; at < starts[block + 1]!; at += 1) {
      const key = keys[at]!
      const value = values[at]!
      const local = (key >> 1) & mask
      const since = key >> (shift + 1)
      const item = base + local
      const day = start + since
      measure[item]! += value
      lines[item]! += 1
      if (day < first[item]!) first[item] = day
      if (day > last[item]!) last[item] = day
      const period = index[since]!
      if (period < 0) continue
      const cell = local * count + period
      sums[cell]! += value
      active[cell]! |= key & 1
    }
    for (let item = base; item < end; item += 1) {
      const ever = Math.min(firstEver[item]!, first[item]!)
      firstEver[item] = ever
      // Orders before the window make all its periods count; an order in a partial last period leaves none.
      const seen = ever < start ? 0 : (index[ever - start] ?? -1)
      const inView = seen < 0 ? 0 : count - seen
      const to = (item - base + 1) * count
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
