/**
 * ABC: which items bring the money (Pareto). Items are sorted by their measure, largest first; the class follows from
 * the share that stands before an item.
 */
import * as Schema from "effect/Schema"
import * as Ratio from "../kernel/Ratio.ts"

/** A the few that bring most, B the next, C the rest. */
export const Class = Schema.Literals(["A", "B", "C"])
export type Class = typeof Class.Type

/** Percentages of the positive total: A while the share before is below `a`, B while below `b`. */
export interface Thresholds {
  readonly a: number
  readonly b: number
}

/** A below 80 %, B below 95 %. */
export const standard: Thresholds = { a: 80, b: 95 }

/** Items in order, largest measure first, ties by id; with what stands before each. */
export interface Ranking {
  /** Places in the input, in order. */
  readonly order: Uint32Array
  /** By place in the input: the positive sum before the first item of equal measure. */
  readonly before: Float64Array
  /** The sum of all measures. */
  readonly total: number
  /** The sum of the positive ones, by which shares divide. */
  readonly positive: number
}

/** Which of the two words of a double holds its low bits: the first on most machines. */
const low = new Uint32Array(Float64Array.of(1).buffer)[0] === 0 ? 0 : 1

/**
 * Places from the largest measure to the smallest, equal ones in the order of the input: a radix sort by the bits of the
 * doubles, which for positive ones rise with the value. Digits in which all agree are skipped: of whole minor units the
 * low half of the bits is mostly zero.
 */
const bySize = (measures: Float64Array): Uint32Array => {
  const size = measures.length
  const values = new Float64Array(size)
  // A negative zero has other bits than a positive one and the same size; the sum makes it positive.
  for (let at = 0; at < size; at += 1) values[at] = measures[at]! + 0
  const words = new Uint32Array(values.buffer)
  for (let at = 0; at < words.length; at += 2) {
    // The larger, the smaller its key: positive values turn around; negative ones keep their sign bit and come after.
    if (words[at + 1 - low]! >>> 31 === 1) continue
    words[at + low] = ~words[at + low]!
    words[at + 1 - low] = ~words[at + 1 - low]! & 0x7fffffff
  }
  let order = new Uint32Array(size)
  for (let at = 0; at < size; at += 1) order[at] = at
  let sorted = new Uint32Array(size)
  for (let bit = 0; bit < 64; bit += 16) {
    const word = bit < 32 ? low : 1 - low
    const shift = bit & 31
    const next = new Uint32Array(1 << 16)
    for (let at = word; at < words.length; at += 2) next[(words[at]! >>> shift) & 0xffff]! += 1
    if (size > 0 && next[(words[word]! >>> shift) & 0xffff] === size) continue
    let start = 0
    for (let digit = 0; digit < next.length; digit += 1) {
      start += next[digit]!
      next[digit] = start - next[digit]!
    }
    for (const place of order) {
      const digit = (words[2 * place + word]! >>> shift) & 0xffff
      sorted[next[digit]!] = place
      next[digit]! += 1
    }
    ;[order, sorted] = [sorted, order]
  }
  return order
}

/** Sorts measures, whole minor units, by size and then by id (code units). */
export const rank = (measures: Float64Array, ids: ReadonlyArray<string>): Ranking => {
  const order = bySize(measures)
  const byId = (a: number, b: number): number => {
    const left = ids[a] ?? ""
    const right = ids[b] ?? ""
    return left < right ? -1 : left > right ? 1 : 0
  }
  for (let from = 0, to = 1; from < order.length; from = to, to += 1) {
    while (to < order.length && measures[order[to]!] === measures[order[from]!]) to += 1
    if (to - from > 1) order.subarray(from, to).sort(byId)
  }
  const before = new Float64Array(measures.length)
  let total = 0
  let positive = 0
  let first = 0
  let last = Number.NaN
  for (const at of order) {
    const measure = measures[at] ?? 0
    if (measure !== last) first = positive
    last = measure
    before[at] = first
    total += measure
    if (measure > 0) positive += measure
  }
  return { order, before, total, positive }
}

/** The class of one item. Equal measures share `before` and so the class; a measure of 0 or less is C. Exact. */
export const classify = (
  measure: number,
  before: number,
  positive: number,
  thresholds: Thresholds = standard
): Class => {
  if (measure <= 0) return "C"
  if (Ratio.isBelow(before, positive, thresholds.a)) return "A"
  return Ratio.isBelow(before, positive, thresholds.b) ? "B" : "C"
}

/** The item's part of the positive total; 0 when its measure is not positive. */
export const shareOf = (measure: number, positive: number): number => (measure > 0 ? measure / positive : 0)

/** The part of the positive total before the item; 1 when its measure is not positive. */
export const shareBeforeOf = (measure: number, before: number, positive: number): number =>
  measure > 0 ? before / positive : 1

/** Why an item has its class: what stands before it, and the threshold that decides. */
export const explain = (
  placed: { readonly abc: Class; readonly shareBefore: number; readonly measureMinor: number },
  thresholds: Thresholds = standard
): string => {
  if (placed.measureMinor <= 0) return "C: its measure is not positive"
  const before = `${Ratio.percent(placed.shareBefore, "en", 2)} of the measure stands before it`
  const limit = { A: `below ${thresholds.a}%`, B: `below ${thresholds.b}%`, C: `${thresholds.b}% or more` }[placed.abc]
  return `${placed.abc}: ${before}, ${limit}`
}
