/**
 * How large a discount keeps a leaving client: a base, a step for what it spends, a step for how long it has been with
 * us, and never below the margin floor. Whole percentages; no amount passes through a fraction.
 */
import { addMonths, type Day } from "../kernel/Calendar.ts"
import * as Reason from "./Reason.ts"
import type { SavePolicy } from "./SavePolicy.ts"

/** The class of spending, by ABC. */
export type SpendClass = "A" | "B" | "C"

/** What the services in question bring and cost in 12 months, in minor units. */
export interface Figures {
  readonly revenueMinor: number
  /** Null when unknown. */
  readonly costMinor: number | null
}

/** Figures that make a margin: positive revenue and a known cost. */
export interface Margin {
  readonly revenueMinor: number
  readonly costMinor: number
}

/** The margin of figures; null when it is unknown. */
export const marginOf = (figures: Figures | null): Margin | null =>
  figures === null || figures.costMinor === null || figures.revenueMinor <= 0
    ? null
    : { revenueMinor: figures.revenueMinor, costMinor: figures.costMinor }

/** What a discount is computed from; null is unknown. */
export interface DiscountFacts {
  readonly spend: SpendClass | null
  /** Full years with us, 0 or more. */
  readonly tenureYears: number | null
  readonly figures: Figures | null
}

/** A discount and why. */
export interface Discount {
  /** Null when the margin floor leaves less than the least discount: the rung is skipped. */
  readonly percent: number | null
  /** By spending and tenure alone. */
  readonly wished: number
  /** Nobody can say whether it keeps the floor: it waits for approval. */
  readonly isMarginUnknown: boolean
  readonly reason: Reason.Reason
}

/** Full years from one day to another; 0 when the second is earlier. */
export const fullYears = (since: Day, asOf: Day): number => {
  let years = Math.max(0, Number(asOf.slice(0, 4)) - Number(since.slice(0, 4)))
  while (years > 0 && addMonths(since, 12 * years) > asOf) years -= 1
  return years
}

/** Whether so much revenue over so much cost keeps the floor; exact. */
const keeps = (revenue: bigint, cost: bigint, floor: number): boolean => revenue * BigInt(100 - floor) >= cost * 100n

/** Whether the margin after a discount of so many percent keeps the floor. Equality keeps it. */
export const keepsFloor = ({ costMinor, revenueMinor }: Margin, percent: number, floor: number): boolean =>
  keeps(BigInt(revenueMinor) * BigInt(100 - percent), BigInt(costMinor) * 100n, floor)

/** Whether the margin after waiving so much in 12 months keeps the floor. */
export const keepsFloorWithout = ({ costMinor, revenueMinor }: Margin, waivedMinor: number, floor: number): boolean =>
  keeps(BigInt(revenueMinor) - BigInt(waivedMinor), BigInt(costMinor), floor)

/** The largest multiple of the step, at most the most, that keeps the floor; 0 when none does. */
export const largestKept = (margin: Margin, { discount, marginFloor }: SavePolicy): number => {
  let percent = discount.most - (discount.most % discount.step)
  while (percent > 0 && !keepsFloor(margin, percent, marginFloor)) percent -= discount.step
  return Math.max(0, percent)
}

const tenureStep = (years: number | null, { discount }: SavePolicy): number =>
  years === null
    ? 0
    : discount.tenure.reduce((most, { adds, years: from }) => (years >= from ? Math.max(most, adds) : most), 0)

/** The discount for a client. Same facts but a larger class or longer tenure never give less. */
export const choose = ({ figures, spend, tenureYears }: DiscountFacts, policy: SavePolicy): Discount => {
  const { discount, marginFloor } = policy
  const bySpend = spend === null ? 0 : discount.spend[spend]
  const byTenure = tenureStep(tenureYears, policy)
  const wished = Math.min(discount.most, discount.least + bySpend + byTenure)
  const margin = marginOf(figures)
  const kept = margin === null ? null : largestKept(margin, policy)
  const facts = {
    "class of spending": spend,
    "full years with us": tenureYears,
    "revenue of 12 months, minor units": figures?.revenueMinor ?? null,
    "cost of 12 months, minor units": figures?.costMinor ?? null,
    "margin floor, %": marginFloor
  }
  const sum = `${discount.least} % + ${bySpend} % for spending + ${byTenure} % for tenure, at most ${discount.most} %`
  if (kept === null) {
    const says = `${wished} %: ${sum}; the margin is unknown, so it waits for approval`
    const reason = Reason.make("discount/margin-unknown", says, facts, "known costs of its services")
    return { percent: wished, wished, isMarginUnknown: true, reason }
  }
  if (kept < discount.least) {
    const says = `no discount: the margin floor of ${marginFloor} % leaves ${kept} %, less than ${discount.least} %`
    const reason = Reason.make("discount/below-least", says, facts, "lower costs, or a lower margin floor")
    return { percent: null, wished, isMarginUnknown: false, reason }
  }
  if (kept < wished) {
    const says = `${kept} %: ${sum} is ${wished} %, of which the margin floor of ${marginFloor} % leaves ${kept} %`
    return {
      percent: kept,
      wished,
      isMarginUnknown: false,
      reason: Reason.make("discount/floored", says, facts, "lower costs, or a lower margin floor")
    }
  }
  const otherwise = spend === null || tenureYears === null ? "a known class of spending and start" : undefined
  const reason = Reason.make("discount/steps", `${wished} %: ${sum}`, facts, otherwise)
  return { percent: wished, wished, isMarginUnknown: false, reason }
}
