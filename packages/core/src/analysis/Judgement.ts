/** Gathers for each item what the criteria, types and tiers ask for, and judges it by them. */
import * as Calendar from "../kernel/Calendar.ts"
import * as Ratio from "../kernel/Ratio.ts"
import * as Abc from "./Abc.ts"
import type * as Facts from "./Facts.ts"
import * as KeyAccountType from "./KeyAccountType.ts"
import * as KeyCriteria from "./KeyCriteria.ts"
import * as KeyFacts from "./KeyFacts.ts"
import * as Newness from "./Newness.ts"
import * as NewWays from "./NewWays.ts"
import * as Tally from "./Tally.ts"
import * as Tier from "./Tier.ts"
import * as Xyz from "./Xyz.ts"

/** What a portfolio knows when it judges its items. */
export interface Input {
  readonly facts: Facts.Facts
  readonly items: Tally.Items
  readonly tally: Tally.Tally
  /** The window before; absent when the data do not cover it. */
  readonly past: Tally.Tally | undefined
  /** Codes of the items with an order in the window. */
  readonly listed: ReadonlyArray<number>
  /** By code: the measure that stands before. */
  readonly before: ReadonlyMap<number, number>
  readonly positive: number
  readonly smallestA: number | undefined
  readonly dataFrom: Calendar.Day
  readonly period: Calendar.Period
  readonly measure: Tally.Measure
  readonly known: KeyFacts.KeyFacts
  readonly itemOf: (account: string) => string
  readonly weights?: KeyCriteria.Weights
  readonly thresholds?: KeyCriteria.Thresholds
}

/** What the judgement adds to an item. */
export interface Judged {
  readonly key: KeyCriteria.Verdict
  readonly types: ReadonlyArray<KeyAccountType.Held>
  readonly primaryType: KeyAccountType.KeyAccountType | null
  readonly tier: Tier.Placed
}

/** The share of a total before each item, by its code; ties share. */
interface Shares {
  readonly before: (code: number) => number
  readonly basis: "gross profit" | "revenue"
}

const sharesOf = (values: Float64Array, input: Input, basis: Shares["basis"]): Shares => {
  const ranking = Abc.rank(
    values,
    input.listed.map((code) => input.tally.ids[code] ?? "")
  )
  const places = new Map(input.listed.map((code, at) => [code, at]))
  return {
    basis,
    before: (code) => {
      const at = places.get(code) ?? 0
      return Abc.shareBeforeOf(values[at] ?? 0, ranking.before[at] ?? 0, ranking.positive)
    }
  }
}

/** Costs known for this percentage of revenue make gross profit the measure of the profit criterion. */
const enoughCosts = 80

const profitShares = (input: Input): Shares => {
  const { facts, listed, measure, positive, tally } = input
  const ofMeasure = (code: number): number =>
    Abc.shareBeforeOf(tally.measure[code] ?? 0, input.before.get(code) ?? 0, positive)
  if (measure === "profit") return { basis: "gross profit", before: ofMeasure }
  const { cost } = facts
  if (cost === undefined) return { basis: "revenue", before: ofMeasure }
  const start = Calendar.dayNumber(tally.window.from)
  const end = Calendar.dayNumber(tally.window.to)
  const profits = new Float64Array(tally.ids.length)
  let covered = 0
  let all = 0
  for (let row = 0; row < facts.size; row += 1) {
    const account = facts.account.codes[row] ?? -1
    const day = facts.day[row] ?? 0
    if (account < 0 || day < start || day >= end) continue
    const minor = facts.minor[row] ?? 0
    const spent = cost[row] ?? Number.NaN
    all += Math.max(0, minor)
    if (Number.isNaN(spent)) continue
    covered += Math.max(0, minor)
    const item = input.items.ofAccount[account] ?? 0
    profits[item] = (profits[item] ?? 0) + minor - spent
  }
  if (all === 0 || !Ratio.isAtLeast(covered, all, enoughCosts)) return { basis: "revenue", before: ofMeasure }
  return sharesOf(
    Float64Array.from(listed, (code) => profits[code] ?? 0),
    input,
    "gross profit"
  )
}

/** Judges items one by one; what is common to all is gathered once. */
export const make = (input: Input): ((code: number, abc: Abc.Class) => Judged) => {
  const { past, period, positive, tally } = input
  const { window } = tally
  const known = KeyFacts.byItem(input.known, input.itemOf, window)
  const largest = KeyFacts.largest(known)
  const profit = profitShares(input)
  const growthOf = (code: number): number => (tally.measure[code] ?? 0) - (past?.measure[code] ?? 0)
  const growth = sharesOf(Float64Array.from(input.listed, growthOf), input, "revenue")
  const ways = NewWays.count(input.facts, input.items, tally, known)
  const windowDays = Math.max(1, Calendar.daysBetween(window.from, window.to))
  const smallestA = input.smallestA === undefined ? undefined : (input.smallestA * 365) / windowDays

  return (code, abc) => {
    const id = tally.ids[code] ?? ""
    const item = known.get(id)
    const profile = item?.profile ?? {}
    const periods = tally.periods[code] ?? 0
    const firstOrder = Calendar.ofDayNumber(tally.firstEver[code] ?? 0)
    const start = Newness.startOf(profile.since, firstOrder, input.dataFrom, period)
    const hasSize = profile.annualRevenueMinor !== undefined || profile.employees !== undefined
    const isComparable = hasSize && (profile.industry !== undefined || profile.region !== undefined)
    const criteria: Readonly<Record<KeyCriteria.Criterion, KeyCriteria.Finding>> = {
      profit: KeyCriteria.profit(profit.before(code), profit.basis),
      reliability: KeyCriteria.reliability(
        item?.payments ?? (input.known.invoices === undefined ? undefined : { due: 0, onTime: 0, openDisputes: 0 })
      ),
      "long-term intent": KeyCriteria.longTermIntent({
        to: window.to,
        contractUntil: item?.contractUntil,
        renewedAt: item?.renewedAt,
        start: start.known ? start.day : undefined,
        regularity: periods < Xyz.fewestPeriods ? undefined : { active: tally.activePeriods[code] ?? 0, periods }
      }),
      "growth influence": KeyCriteria.growthInfluence(
        past === undefined ? undefined : growthOf(code),
        growth.before(code)
      ),
      "new ways to earn": KeyCriteria.newWaysToEarn(ways?.[code]),
      reputation: KeyCriteria.reputation({
        isNamed: profile.isNamed === true,
        largestOf: largest.get(id),
        isComparable
      })
    }
    const key = KeyCriteria.judge(criteria, {
      asOf: window.to,
      byHand: profile.keyByHand,
      ...(input.weights === undefined ? {} : { weights: input.weights }),
      ...(input.thresholds === undefined ? {} : { thresholds: input.thresholds })
    })
    const types = KeyAccountType.classify({
      measureMinor: tally.measure[code] ?? 0,
      positive,
      isNew: Newness.isNew(start, window.to, profile.isProspect === true),
      budgetMinor: profile.budgetMinor,
      smallestA,
      competitorShare: profile.competitorShare,
      isNamed: profile.isNamed === true,
      reputation: criteria.reputation.score,
      expertise: profile.expertise
    })
    return {
      key,
      types,
      primaryType: KeyAccountType.primary(types),
      tier: Tier.classify({
        isKey: key.isKey,
        abc,
        types,
        ...(profile.isQualified === undefined ? {} : { isQualified: profile.isQualified })
      })
    }
  }
}
