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

/** Sorts measures, whole minor units, by size and then by id (code units). */
export const rank = (measures: Float64Array, ids: ReadonlyArray<string>): Ranking => {
  const order = Uint32Array.from(measures, (_, at) => at)
  order.sort((a, b) => {
    const apart = (measures[b] ?? 0) - (measures[a] ?? 0)
    if (apart !== 0) return apart
    const left = ids[a] ?? ""
    const right = ids[b] ?? ""
    return left < right ? -1 : left > right ? 1 : 0
  })
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
