/**
 * XYZ: how regularly an item buys (частые, регулярные, нерегулярные). Two methods: by frequency, the share of periods
 * with an order, and by variation, the spread of the per-period measure around its mean.
 */
import * as Schema from "effect/Schema"
import * as Ratio from "../kernel/Ratio.ts"

/** X regular, Y in between, Z irregular. */
export const Letter = Schema.Literals(["X", "Y", "Z"])
export type Letter = typeof Letter.Type

/** `frequency`: active periods ÷ periods in view. `variation`: population standard deviation ÷ mean. */
export const Method = Schema.Literals(["frequency", "variation"])
export type Method = typeof Method.Type

/** Why a letter is not to be trusted: fewer than 3 periods in view, or a mean measure that is not positive. */
export const Undetermined = Schema.Literals(["too-short", "no-mean"])
export type Undetermined = typeof Undetermined.Type

/** Percentages. Frequency at least `x` is X, at least `y` is Y; variation at most `x` is X, at most `y` is Y. */
export interface Thresholds {
  readonly x: number
  readonly y: number
}

/** X from 75 %, Y from 33 % (the decimal: one in three is Y). */
export const frequencyThresholds: Thresholds = { x: 75, y: 33 }

/** Threshold sets of variation: `stock` as goods are judged, `customers` as buyers are. */
export const ThresholdSet = Schema.Literals(["stock", "customers"])
export type ThresholdSet = typeof ThresholdSet.Type

/** The percentages of each set. */
export const variationThresholds: Readonly<Record<ThresholdSet, Thresholds>> = {
  stock: { x: 10, y: 25 },
  customers: { x: 50, y: 100 }
}

/** Fewer periods in view tell nothing about regularity. */
export const fewestPeriods = 3

/** The letter by frequency; Z when fewer than 3 periods are in view. Exact. */
export const byFrequency = (active: number, periods: number, thresholds: Thresholds = frequencyThresholds): Letter => {
  if (periods < fewestPeriods) return "Z"
  if (Ratio.isAtLeast(active, periods, thresholds.x)) return "X"
  return Ratio.isAtLeast(active, periods, thresholds.y) ? "Y" : "Z"
}

/**
 * Population standard deviation ÷ mean of per-period sums; null without a period or when the mean is not positive.
 * `sums` are whole minor units, read from `from` to the end.
 */
export const variationOf = (sums: ArrayLike<number>, from = 0, to = sums.length): number | null => {
  const count = to - from
  let total = 0
  for (let at = from; at < to; at += 1) total += sums[at] ?? 0
  if (count < 1 || total <= 0) return null
  const mean = total / count
  let squares = 0
  for (let at = from; at < to; at += 1) squares += ((sums[at] ?? 0) - mean) ** 2
  return Math.sqrt(squares / count) / mean
}

/** Whether variation is at most a percentage, without division: n·Σx² − (Σx)² ≤ (percent ÷ 100 · Σx)². */
const isAtMostExactly = (sums: ArrayLike<number>, from: number, to: number, percent: number): boolean => {
  let total = 0n
  let squares = 0n
  for (let at = from; at < to; at += 1) {
    const sum = BigInt(sums[at] ?? 0)
    total += sum
    squares += sum * sum
  }
  return (BigInt(to - from) * squares - total * total) * 10_000n <= BigInt(percent) ** 2n * total * total
}

const isAtMost = (
  variation: number,
  sums: ArrayLike<number>,
  range: { readonly from: number; readonly to: number },
  percent: number
): boolean => {
  const limit = percent / 100
  // Binary fractions decide all but the cases that lie on the threshold.
  if (Math.abs(variation - limit) > 1e-9) return variation < limit
  return isAtMostExactly(sums, range.from, range.to, percent)
}

/** The letter by variation; Z when fewer than 3 periods are in view or the mean is not positive. Exact. */
export const byVariation = (
  variation: number | null,
  sums: ArrayLike<number>,
  range: { readonly from: number; readonly to: number },
  thresholds: Thresholds
): Letter => {
  if (variation === null || range.to - range.from < fewestPeriods) return "Z"
  if (isAtMost(variation, sums, range, thresholds.x)) return "X"
  return isAtMost(variation, sums, range, thresholds.y) ? "Y" : "Z"
}

/** Why the letters are undetermined; null when both stand. `no-mean` leaves the letter by frequency standing. */
export const undeterminedOf = (periods: number, variation: number | null): Undetermined | null => {
  if (periods < fewestPeriods) return "too-short"
  return variation === null ? "no-mean" : null
}

/** Whether the letter of a method is known: an undetermined one is read as unknown, never as Z. */
export const isKnown = (undetermined: Undetermined | null, method: Method): boolean =>
  undetermined === null || (undetermined === "no-mean" && method === "frequency")

/** Why an item has its letter: its figures, and the threshold that decides; for an undetermined one what is missing. */
export const explain = (
  item: {
    readonly xyz: Letter
    readonly undetermined: Undetermined | null
    readonly activePeriods: number
    readonly periods: number
    readonly variation: number | null
  },
  method: Method,
  set: ThresholdSet = "stock"
): string => {
  const { activePeriods, periods, undetermined, variation, xyz } = item
  if (undetermined === "too-short") return `unknown: ${periods} periods in view, fewer than ${fewestPeriods}`
  if (method === "frequency") {
    const { x, y } = frequencyThresholds
    const limit = { X: `${x}% or more`, Y: `${y}% or more`, Z: `below ${y}%` }[xyz]
    return `${xyz}: active in ${activePeriods} of ${periods} periods, ${limit}`
  }
  if (variation === null) return "unknown: the mean per period is not positive"
  const { x, y } = variationThresholds[set]
  const limit = { X: `at most ${x}%`, Y: `at most ${y}%`, Z: `above ${y}%` }[xyz]
  return `${xyz}: varies by ${Ratio.percent(variation, "en", 2)} of its mean, ${limit}`
}
