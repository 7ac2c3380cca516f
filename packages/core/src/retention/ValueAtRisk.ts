/**
 * Value at risk by client and in all. It is the review's own figure, so that the list, the portfolio and every other page
 * say the same; here it is split by where each client stands.
 */
import type * as Review from "../analysis/Review.ts"
import type { ChurnClass } from "./Churn.ts"

/** One client's value at risk in minor units: expected margin of 12 months × probability of loss. */
export interface Row {
  readonly id: string
  readonly class: ChurnClass
  readonly minor: number
  readonly marginMinor: number
  /** Of loss within 12 months. */
  readonly probability: number
  readonly source: "observed" | "assumption"
}

/** The list and its sum, which is the portfolio's figure. */
export interface ValueAtRisk {
  readonly minor: number
  readonly currency: string
  /** Largest first, ties by id; clients whose probability is unknown are not in it. */
  readonly rows: ReadonlyArray<Row>
  readonly byClass: Readonly<Record<ChurnClass, number>>
  /** Listed clients whose probability of loss is unknown, or who are lost already. */
  readonly unknown: number
}

/** The value at risk of a reviewed portfolio. */
export const of = (review: Review.Review, classOf: (id: string) => ChurnClass): ValueAtRisk => {
  const rows = review.items.flatMap(({ expectedValue, id, valueAtRisk }): ReadonlyArray<Row> => {
    const { minor, probability, source } = valueAtRisk
    if (minor === null || probability === null || source === null) return []
    return [{ id, class: classOf(id), minor, marginMinor: expectedValue.marginMinor, probability, source }]
  })
  const byClass: Record<ChurnClass, number> = { active: 0, "at risk": 0, lost: 0, regained: 0, new: 0, unknown: 0 }
  for (const row of rows) byClass[row.class] += row.minor
  return {
    minor: review.valueAtRisk.minor,
    currency: review.currency,
    rows: rows.toSorted((a, b) => b.minor - a.minor || (a.id < b.id ? -1 : 1)),
    byClass,
    unknown: review.items.length - rows.length
  }
}
