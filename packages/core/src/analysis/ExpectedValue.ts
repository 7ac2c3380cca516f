/**
 * Expected value: probability × margin of 12 months − cost. Tiers give scarce room to the highest, and value at risk is
 * the margin times the probability of loss. What it was computed from stands beside each figure.
 */
import * as Ratio from "../kernel/Ratio.ts"
import type * as LossRisk from "./LossRisk.ts"

/** Sales whose costs are known, and those costs, in minor units. */
export interface Costed {
  readonly revenueMinor: number
  readonly costMinor: number
}

/** What a margin rests on. With `revenue` neither costs nor a gross margin are known, and the figure is revenue. */
export type Basis = "costs" | "assumed margin" | "revenue"

/** Sums of the last 12 months, of an item or of all together, in minor units. */
export interface Year {
  readonly revenue: number
  /** Of the orders whose cost is known. */
  readonly knownRevenue: number
  readonly knownCost: number
}

/** Costs known for this percentage of revenue say what the margin is. */
const enoughCosts = 80

const hasCosts = ({ knownRevenue, revenue }: Year): boolean =>
  revenue > 0 && knownRevenue > 0 && Ratio.isAtLeast(knownRevenue, revenue, enoughCosts)

/** What the margins of a portfolio rest on: one basis for all, so that they can be compared. */
export const basisOf = (all: Year, grossMargin: number | undefined): Basis =>
  hasCosts(all) ? "costs" : grossMargin === undefined ? "revenue" : "assumed margin"

/** The sales of an item whose costs are known; null where they are known for too little of its own revenue. */
export const costedOf = (year: Year): Costed | null =>
  hasCosts(year) ? { revenueMinor: year.knownRevenue, costMinor: year.knownCost } : null

/** What all items share when margins are computed. */
export interface Terms {
  readonly basis: Basis
  readonly all: Year
  /** 0 to 1; used where costs are not known. */
  readonly grossMargin: number | undefined
  /** How many of the 12 months the data cover, 1 to 12. */
  readonly months: number
}

/** The margin expected of 12 months, and its reason. */
export interface Margin {
  readonly minor: number
  readonly basis: Basis
  readonly because: string
}

const ratioOf = ({ knownCost, knownRevenue }: Year): number => (knownRevenue - knownCost) / knownRevenue

const percent = (ratio: number): string => Ratio.percent(ratio, "en")

/** The mean monthly margin of the months known, times 12, rounded to minor units. */
export const marginOf = (year: Year, { all, basis, grossMargin, months }: Terms): Margin => {
  const scale = 12 / months
  const span = months === 12 ? "of the last 12 months" : `of the last ${months} months, times 12/${months}`
  if (basis === "revenue") return { minor: Math.round(year.revenue * scale), basis, because: `revenue ${span}` }
  if (basis === "assumed margin") {
    const minor = Math.round(year.revenue * (grossMargin ?? 0) * scale)
    return { minor, basis, because: `revenue ${span} at a gross margin of ${percent(grossMargin ?? 0)} (assumption)` }
  }
  if (year.knownRevenue === year.revenue)
    return { minor: Math.round((year.revenue - year.knownCost) * scale), basis, because: `gross profit ${span}` }
  const own = hasCosts(year)
  const ratio = ratioOf(own ? year : all)
  const because = `revenue ${span} at ${own ? "its own" : "the portfolio's"} margin of ${percent(ratio)}`
  return { minor: Math.round(year.revenue * ratio * scale), basis, because }
}

/** The expected value of a client; null where the probability is unknown. `because` is the computation in words. */
export interface ExpectedValue {
  readonly minor: number | null
  readonly marginMinor: number
  readonly basis: Basis
  /** That it stays for 12 months; null when unknown. */
  readonly probability: number | null
  readonly source: LossRisk.Rate["source"] | null
  /** Clients in its band a year ago, and how many of them stayed. */
  readonly observed: { readonly cases: number; readonly stayed: number } | null
  readonly costMinor: number
  readonly because: string
}

/** What else an expected value takes: what serving the client costs in 12 months, and why its risk is unknown. */
export interface Circumstances {
  readonly costMinor?: number
  readonly whyUnknown?: string
}

/** Probability of staying × margin − cost. */
export const ofClient = (
  margin: Margin,
  risk: LossRisk.Rate | null,
  { costMinor = 0, whyUnknown = "it has no rhythm" }: Circumstances = {}
): ExpectedValue => {
  const { basis, minor: marginMinor } = margin
  if (risk === null)
    return {
      minor: null,
      marginMinor,
      basis,
      probability: null,
      source: null,
      observed: null,
      costMinor,
      because: `${margin.because}; the probability that it stays is unknown: ${whyUnknown}`
    }
  const probability = 1 - risk.probability
  const observed = { cases: risk.cases, stayed: risk.cases - risk.lost }
  const seen = risk.cases === 0 ? "no case seen yet" : `${observed.stayed} of ${risk.cases} seen stayed`
  const mark = risk.source === "assumption" ? `assumption, ${seen}` : seen
  const cost = costMinor === 0 ? "" : ", less cost"
  return {
    minor: Math.round(marginMinor * probability) - costMinor,
    marginMinor,
    basis,
    probability,
    source: risk.source,
    observed,
    costMinor,
    because: `${margin.because}, times ${percent(probability)} for ${risk.band} (${mark})${cost}`
  }
}

/** Margin × probability of loss in whole minor units; 0 where nothing is earned, null where the probability is unknown. */
export const atRisk = (margin: Margin, risk: LossRisk.Rate | null): number | null =>
  risk === null ? null : Math.round(Math.max(0, margin.minor) * risk.probability)
