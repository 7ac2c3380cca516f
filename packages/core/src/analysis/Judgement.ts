/** Gathers for each item what the criteria, types and tiers ask for, and judges it by them. */
import * as Calendar from "../kernel/Calendar.ts"
import * as Ratio from "../kernel/Ratio.ts"
import * as Abc from "./Abc.ts"
import type * as Facts from "./Facts.ts"
import type * as Fit from "./Fit.ts"
import * as KeyAccountType from "./KeyAccountType.ts"
import * as KeyCriteria from "./KeyCriteria.ts"
import * as KeyFacts from "./KeyFacts.ts"
import * as Newness from "./Newness.ts"
import * as NewWays from "./NewWays.ts"
import * as Pool from "./Pool.ts"
import type * as Tally from "./Tally.ts"
import * as ThreeP from "./ThreeP.ts"
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
  /** What is known of each item. */
  readonly ofItem: ReadonlyMap<string, KeyFacts.OfItem>
  readonly weights?: KeyCriteria.Weights
  readonly thresholds?: KeyCriteria.Thresholds
}

/** What the judgement adds to an item. */
export interface Judged {
  readonly key: KeyCriteria.Verdict
  readonly types: ReadonlyArray<KeyAccountType.Held>
  readonly primaryType: KeyAccountType.KeyAccountType | null
  readonly tier: Tier.Placed
  /** Null where neither `since` nor an order tells. */
  readonly start: Newness.Start | null
  /** Null when unknown: the account began before the data do, and those do not reach back a year. */
  readonly isNew: boolean | null
  readonly threeP: ThreeP.Verdict
  readonly fit: Fit.Fit | null
  readonly managerId: string | null
  readonly isLeaving: boolean
  readonly isLost: boolean
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

/** What the figures of an item's orders say; an item without an order in the window has none. */
interface Ordered {
  readonly abc: Abc.Class
  readonly measureMinor: number
  readonly start: Newness.Start
}

type Criteria = Readonly<Record<KeyCriteria.Criterion, KeyCriteria.Finding>>

const noOrder: KeyCriteria.Finding = { score: null, because: "no order in the window" }

const reputationOf = (id: string, { profile }: KeyFacts.OfItem, largest: ReadonlyMap<string, string>) => {
  const hasSize = profile.annualRevenueMinor !== undefined || profile.employees !== undefined
  return KeyCriteria.reputation({
    isNamed: profile.isNamed === true,
    largestOf: largest.get(id),
    isComparable: hasSize && (profile.industry !== undefined || profile.region !== undefined)
  })
}

/** What many items are told alike is kept once: unknown criteria, the words of known ones, starts, tiers, three P. */
const sharing = () => {
  const pool = Pool.make()
  const sharedStart = (start: Newness.Start | null): Newness.Start | null =>
    start === null ? null : pool(start.known ? `since ${start.day}` : `before ${start.before}`, start)
  const sharedTier = (tier: Tier.Placed): Tier.Placed => pool(`tier ${tier.tier} ${tier.because}`, tier)
  const sharedTypes = (types: ReadonlyArray<KeyAccountType.Held>): ReadonlyArray<KeyAccountType.Held> =>
    pool(`types ${types.map((held) => `${KeyAccountType.show(held)} ${held.because}`).join(";")}`, types)
  const sharedKey = (key: KeyCriteria.Verdict): KeyCriteria.Verdict => ({
    ...key,
    criteria: key.criteria.map(({ because, criterion, score, weight }) => {
      const scored = { criterion, weight, score, because: pool(`because ${because}`, because) }
      // Scores other than these have too many digits to come twice.
      return score === null || score === 0 || score === 1 ? pool(`${criterion} ${score} ${because}`, scored) : scored
    })
  })
  const sharedThreeP = (verdict: ThreeP.Verdict): ThreeP.Verdict =>
    pool(`three ${verdict.parts.map(({ answer, because }) => `${answer} ${because}`).join(";")}`, verdict)
  return { sharedKey, sharedStart, sharedThreeP, sharedTier, sharedTypes }
}

/** Key status, types, three P and tier of an item, from its orders (if it has any) and what is known of it. */
const judgeOf = (input: Input) => {
  const { sharedKey, sharedStart, sharedThreeP, sharedTier, sharedTypes } = sharing()
  const { positive, tally } = input
  const { window } = tally
  const windowDays = Math.max(1, Calendar.daysBetween(window.from, window.to))
  const smallestA = input.smallestA === undefined ? undefined : (input.smallestA * 365) / windowDays

  return (item: KeyFacts.OfItem, ordered: Ordered | null, criteria: Criteria): Judged => {
    const { payments, overdueDays, profile } = item
    const start = sharedStart(
      ordered?.start ?? (profile.since === undefined ? null : { known: true, day: profile.since })
    )
    const isNew = Newness.isNew(start, window.to, profile.isProspect === true)
    const key = sharedKey(
      KeyCriteria.judge(criteria, {
        asOf: window.to,
        byHand: profile.keyByHand,
        ...(input.weights === undefined ? {} : { weights: input.weights }),
        ...(input.thresholds === undefined ? {} : { thresholds: input.thresholds })
      })
    )
    const types = sharedTypes(
      KeyAccountType.classify({
        measureMinor: ordered?.measureMinor ?? 0,
        positive,
        isNew: isNew === true,
        budgetMinor: profile.budgetMinor,
        smallestA,
        competitorShare: profile.competitorShare,
        isNamed: profile.isNamed === true,
        reputation: criteria.reputation.score,
        expertise: profile.expertise
      })
    )
    const threeP = sharedThreeP(ThreeP.judge({ ...profile.qualification, asOf: window.to, payments, overdueDays }))
    return {
      key,
      types,
      primaryType: KeyAccountType.primary(types),
      tier: sharedTier(
        Tier.classify({
          isKey: key.isKey,
          abc: ordered?.abc ?? null,
          types,
          isQualified: profile.isQualified ?? threeP.outcome === "qualified",
          ...(profile.excludedBy === undefined ? {} : { excludedBy: profile.excludedBy })
        })
      ),
      start,
      isNew,
      threeP,
      fit: profile.fit ?? null,
      managerId: profile.managerId ?? null,
      isLeaving: profile.isLeaving === true,
      isLost: profile.isLost === true
    }
  }
}

/** Judges items one by one; what is common to all is gathered once. */
export interface Judges {
  /** A listed item, by its code. */
  readonly listed: (code: number, abc: Abc.Class) => Judged
  /** An item without an order in the window: what orders would tell is unknown. */
  readonly unlisted: (id: string) => Judged
}

/** The judges of a portfolio; see the module's comment. */
export const make = (input: Input): Judges => {
  const { ofItem, past, period, tally } = input
  const { window } = tally
  const largest = KeyFacts.largest(ofItem)
  const profit = profitShares(input)
  const growthOf = (code: number): number => (tally.measure[code] ?? 0) - (past?.measure[code] ?? 0)
  const growth = sharesOf(Float64Array.from(input.listed, growthOf), input, "revenue")
  const ways = NewWays.count(input.facts, input.items, tally, ofItem)
  const judge = judgeOf(input)
  const nothing: KeyFacts.OfItem = { profile: {} }
  const reliabilityOf = (item: KeyFacts.OfItem): KeyCriteria.Finding =>
    KeyCriteria.reliability(
      item.payments ?? (input.known.invoices === undefined ? undefined : { due: 0, onTime: 0, openDisputes: 0 })
    )

  return {
    listed: (code, abc) => {
      const id = tally.ids[code] ?? ""
      const item = ofItem.get(id) ?? nothing
      const periods = tally.periods[code] ?? 0
      const firstOrder = Calendar.ofDayNumber(tally.firstEver[code] ?? 0)
      const start = Newness.startOf(item.profile.since, firstOrder, input.dataFrom, period)
      const criteria = {
        profit: KeyCriteria.profit(profit.before(code), profit.basis),
        reliability: reliabilityOf(item),
        "long-term intent": KeyCriteria.longTermIntent({
          to: window.to,
          contractUntil: item.contractUntil,
          renewedAt: item.renewedAt,
          start: start.known ? start.day : undefined,
          regularity: periods < Xyz.fewestPeriods ? undefined : { active: tally.activePeriods[code] ?? 0, periods }
        }),
        "growth influence": KeyCriteria.growthInfluence(
          past === undefined ? undefined : growthOf(code),
          growth.before(code)
        ),
        "new ways to earn": KeyCriteria.newWaysToEarn(ways?.[code]),
        reputation: reputationOf(id, item, largest)
      }
      return judge(item, { abc, measureMinor: tally.measure[code] ?? 0, start }, criteria)
    },
    unlisted: (id) => {
      const item = ofItem.get(id) ?? nothing
      return judge(item, null, {
        profit: noOrder,
        reliability: reliabilityOf(item),
        "long-term intent": KeyCriteria.longTermIntent({
          to: window.to,
          contractUntil: item.contractUntil,
          renewedAt: item.renewedAt,
          start: item.profile.since
        }),
        "growth influence": noOrder,
        "new ways to earn": noOrder,
        reputation: reputationOf(id, item, largest)
      })
    }
  }
}
