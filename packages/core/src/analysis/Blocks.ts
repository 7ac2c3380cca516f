/**
 * The rows of a window, drawn together by blocks of neighbouring items by counting, and summed block by block: sums by
 * item and period would lie all over memory if rows were taken as they come.
 *
 * Cells of typed arrays are read with `!`: all indices come from codes and counts of the same columns.
 */

/** Cells of items and periods that are worked on at a time: half a megabyte of sums stays in a processor's cache. */
const mostCells = 1 << 16

/** How many items make a block, as a power of two, when each has so many periods. */
export const shiftFor = (periods: number): number =>
  Math.max(8, Math.floor(Math.log2(mostCells / Math.max(1, periods))))

/** The columns that are read, and how rows fall into blocks. */
export interface Rows {
  readonly size: number
  readonly accounts: Int32Array
  readonly days: Int32Array
  readonly minors: Float64Array
  readonly costs: Float64Array | undefined
  /** Absent where every account is an item of its own. */
  readonly ofAccount: Int32Array | undefined
  /** The first day of the window, and how many it has. */
  readonly start: number
  readonly span: number
  /** Items of a block as a power of two. */
  readonly shift: number
}

/** The rows of the window by block, in the order of the data within a block. */
export interface Blocks {
  /** Rows of block `at` stand from `starts[at]` to `starts[at + 1]`. */
  readonly starts: Int32Array
  /** From the lowest bit: whether the amount is positive, the item within its block, the days since the window began. */
  readonly key: Int32Array
  readonly value: Float64Array
}

/** Rows that fall into no block, and those whose cost is unknown. */
export interface Counted {
  readonly withoutAccount: number
  readonly outsideWindow: number
  readonly withoutAccountMinor: number
  readonly withoutCost: number
}

// Whether a day lies in the window changes from row to row and cannot be foreseen by a processor, so it is computed and
// not branched on: all bits of `outside` are set where it does not.

/** Counts the rows of each block into `starts`, one place up, and notes the first day of each item in all data. */
const countRows = (rows: Rows, starts: Int32Array, firstEver: Int32Array): Counted => {
  const { accounts, costs, days, minors, ofAccount, shift, size, span, start } = rows
  let withoutAccount = 0
  let withoutAccountMinor = 0
  let withoutCost = 0
  for (let row = 0; row < size; row += 1) {
    const account = accounts[row]!
    const day = days[row]!
    const since = day - start
    const outside = (since | (span - 1 - since)) >> 31
    if (account < 0) {
      withoutAccount += 1
      const value = outside === 0 ? minors[row]! - (costs === undefined ? 0 : costs[row]!) : 0
      if (Number.isNaN(value)) withoutCost += 1
      else withoutAccountMinor += value
      continue
    }
    const item = ofAccount === undefined ? account : ofAccount[account]!
    starts[((item >> shift) + 1) & ~outside]! += 1
    if (day < firstEver[item]!) firstEver[item] = day
  }
  const outsideWindow = starts[0]!
  starts[0] = 0
  return { withoutAccount, outsideWindow, withoutAccountMinor, withoutCost }
}

/** Writes each row of the window to the next place of its block; returns how many have no known cost. */
const drawRows = (rows: Rows, { key, starts, value }: Blocks): number => {
  const { accounts, costs, days, minors, ofAccount, shift, size, span, start } = rows
  const mask = (1 << shift) - 1
  const next = starts.slice()
  const beyond = starts.length - 1
  let withoutCost = 0
  for (let row = 0; row < size; row += 1) {
    const account = accounts[row]!
    if (account < 0) continue
    const since = days[row]! - start
    const outside = (since | (span - 1 - since)) >> 31
    const item = ofAccount === undefined ? account : ofAccount[account]!
    const minor = minors[row]!
    let counted = minor
    if (costs !== undefined) {
      counted -= costs[row]!
      if (Number.isNaN(counted)) {
        withoutCost += 1 + outside
        counted = 0
      }
    }
    // Rows outside the window are all written to the same place, after the last block.
    const block = ((item >> shift) & ~outside) | (beyond & outside)
    const to = next[block]!
    next[block] = to + 1 + outside
    // Blocks get smaller as windows get longer: 31 bits hold both for any two days of the calendar.
    key[to] = (((since << shift) | (item & mask)) << 1) | (minor > 0 ? 1 : 0)
    value[to] = counted
  }
  return withoutCost
}

/** Draws the rows of the window together; `firstEver` takes the first day of each of the items in all data. */
export const draw = (rows: Rows, firstEver: Int32Array): { readonly blocks: Blocks; readonly counted: Counted } => {
  const starts = new Int32Array((firstEver.length >> rows.shift) + 2)
  const counted = countRows(rows, starts, firstEver)
  for (let block = 0; block + 1 < starts.length; block += 1) starts[block + 1]! += starts[block]!
  const places = starts.at(-1)! + 1
  const blocks: Blocks = { starts, key: new Int32Array(places), value: new Float64Array(places) }
  const withoutCost = drawRows(rows, blocks)
  return { blocks, counted: { ...counted, withoutCost: counted.withoutCost + withoutCost } }
}

/** The figures of all items, and those of one block by period. */
export interface Figures {
  readonly measure: Float64Array
  readonly lines: Int32Array
  readonly first: Int32Array
  readonly last: Int32Array
  /** Of item `at` of the block from `at * count` on. */
  readonly sums: Float64Array
  readonly active: Uint8Array
  /** The period of each day of the window. */
  readonly index: Int32Array
  readonly count: number
}

/** Sums the rows of one block. */
export const sumBlock = (
  figures: Figures,
  { start, shift }: Rows,
  { key: keys, starts, value: values }: Blocks,
  block: number
) => {
  const { active, count, first, index, last, lines, measure, sums } = figures
  const mask = (1 << shift) - 1
  const base = block << shift
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
}
