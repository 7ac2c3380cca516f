/** The distinct purchase days of each item in one column: days with an order of a positive amount, ascending. */
import type * as Facts from "./Facts.ts"
import type * as Tally from "./Tally.ts"

/** Day numbers of item `code`: from `starts[code]` to `starts[code + 1]`. */
export interface Purchases {
  readonly starts: Int32Array
  readonly days: Int32Array
}

/** Gathers the purchase days of all items; orders of nobody are left out. */
export const make = (facts: Facts.Facts, items: Tally.Items): Purchases => {
  const size = items.ids.length
  const counts = new Int32Array(size + 1)
  const itemOf = (row: number): number =>
    (facts.minor[row] ?? 0) > 0 ? (items.ofAccount[facts.account.codes[row] ?? -1] ?? -1) : -1
  for (let row = 0; row < facts.size; row += 1) {
    const item = itemOf(row)
    if (item >= 0) counts[item + 1] = (counts[item + 1] ?? 0) + 1
  }
  for (let item = 0; item < size; item += 1) counts[item + 1] = (counts[item + 1] ?? 0) + (counts[item] ?? 0)
  const next = counts.slice()
  const all = new Int32Array(counts[size] ?? 0)
  for (let row = 0; row < facts.size; row += 1) {
    const item = itemOf(row)
    if (item < 0) continue
    all[next[item] ?? 0] = facts.day[row] ?? 0
    next[item] = (next[item] ?? 0) + 1
  }
  const starts = new Int32Array(size + 1)
  let to = 0
  for (let item = 0; item < size; item += 1) {
    starts[item] = to
    const own = all.subarray(counts[item], counts[item + 1]).toSorted()
    let last: number | undefined
    for (const day of own) {
      if (day !== last) all[to++] = day
      last = day
    }
  }
  starts[size] = to
  return { starts, days: all.subarray(0, to) }
}

/** The days of one item. */
export const of = ({ days, starts }: Purchases, code: number): Int32Array =>
  days.subarray(starts[code] ?? 0, starts[code + 1] ?? 0)
