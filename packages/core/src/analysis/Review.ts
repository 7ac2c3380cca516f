/**
 * The portfolio reviewed: beside who each account is, what it is worth from here on. Rhythm, trend, expected value, value
 * at risk and season; and tiers after the managers' capacity. See docs/explanation/analysis.md.
 */
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as ExpectedValue from "./ExpectedValue.ts"
import * as Facts from "./Facts.ts"
import * as LossRisk from "./LossRisk.ts"
import * as Pool from "./Pool.ts"
import * as Portfolio from "./Portfolio.ts"
import * as Purchases from "./Purchases.ts"
import * as ReviewFindings from "./ReviewFindings.ts"
import * as Rhythm from "./Rhythm.ts"
import * as Season from "./Season.ts"
import type * as Tally from "./Tally.ts"
import * as Tier from "./Tier.ts"
import * as Window from "./Window.ts"
import * as YearFigures from "./YearFigures.ts"

/** What to review and how, beside what the portfolio is analysed by. */
export interface Options extends Portfolio.Options {
  /** The day to which silence counts; by default the end of a window asked for, else what `Window.asOf` says. */
  readonly asOf?: Calendar.Day
  /** Gross margin where costs are not known, 0 to 1. */
  readonly grossMargin?: number
  /** How many accounts of each tier a manager can carry; 10 and 40 by default. */
  readonly capacityOf?: (manager: string) => Tier.Capacity
  readonly lossTable?: LossRisk.Table
}

/** How often an item buys, how long it has been silent, and in which band of risk that puts it. */
export interface ItemRhythm {
  readonly lastPurchaseOn: Calendar.Day | null
  readonly silenceDays: number | null
  /** Its own interval, or that of its like; null where nobody has one. */
  readonly interval: Rhythm.Interval | null
  readonly gaps: number
  /** Null when unknown. */
  readonly band: LossRisk.Band | null
}

/** What an item may cost us. `minor` is null when the probability of loss is unknown. */
export interface AtRisk {
  readonly minor: number | null
  /** Of loss within 12 months. */
  readonly probability: number | null
  readonly source: LossRisk.Rate["source"] | null
}

/** An item with its outlook; its tier is the one it gets within the managers' capacity. */
export interface Item extends Portfolio.Item {
  readonly rhythm: ItemRhythm
  readonly trend: Season.Trend
  /** Null where costs are known for less than 80 % of its sales. */
  readonly costed: ExpectedValue.Costed | null
  readonly expectedValue: ExpectedValue.ExpectedValue
  readonly valueAtRisk: AtRisk
}

/** An account that got less than its tier because its manager has no room. */
export interface WentWithout {
  readonly id: string
  readonly managerId: string
  readonly wanted: Tier.Tier
  readonly got: Tier.Tier
  readonly expectedMinor: number | null
}

/** The review: a portfolio with an outlook. */
export interface Review extends Omit<Portfolio.Portfolio, "items"> {
  readonly asOf: Calendar.Day
  readonly items: ReadonlyArray<Item>
  readonly season: Season.Season | Season.Unknown
  readonly basis: ExpectedValue.Basis
  /** The sum over the items whose probability of loss is known, and how many those are. */
  readonly valueAtRisk: { readonly minor: number; readonly items: number; readonly unknown: number }
  readonly lossRates: ReadonlyArray<LossRisk.Rate>
  readonly wentWithout: ReadonlyArray<WentWithout>
}

type Outlook = Omit<Item, keyof Portfolio.Item>

interface Client {
  readonly code: number
  readonly abc: string
}

/** Rhythms of clients as of a day, and the interval of each, borrowed where a client has none of its own. */
const rhythms = (
  purchases: Purchases.Purchases,
  clients: ReadonlyArray<Client>,
  asOf: Calendar.Day
): { readonly own: ReadonlyArray<Rhythm.Rhythm>; readonly intervals: ReadonlyArray<Rhythm.Interval | null> } => {
  const end = Calendar.dayNumber(asOf)
  const from = Rhythm.historyFrom(asOf)
  const own = clients.map(({ code }) => Rhythm.ofNumbers(Purchases.of(purchases, code), end, from))
  const intervals = Rhythm.intervals(
    own.map(({ usualIntervalDays }, at) => ({ own: usualIntervalDays, abc: clients[at]?.abc ?? "" }))
  )
  return { own, intervals }
}

const countUntil = (days: Int32Array, end: number): number => {
  let count = 0
  while (count < days.length && (days[count] ?? 0) <= end) count += 1
  return count
}

/** Clients as they stood 12 months before a day, and whether they bought within those 12 months. */
const decided = function* (
  purchases: Purchases.Purchases,
  size: number,
  asOf: Calendar.Day
): Generator<{ readonly band: LossRisk.Band; readonly isLost: boolean }> {
  const then = Calendar.addMonths(asOf, -12)
  const thenNumber = Calendar.dayNumber(then)
  const now = Calendar.dayNumber(asOf)
  // Classes of a year ago are not computed: all borrow from the portfolio of that day.
  const clients = Array.from({ length: size }, (_, code) => ({ code, abc: "" }))
  const { intervals, own } = rhythms(purchases, clients, then)
  for (const [code, { silenceDays }] of own.entries()) {
    const interval = intervals[code] ?? null
    if (interval === null || silenceDays === null) continue
    const days = Purchases.of(purchases, code)
    const before = countUntil(days, thenNumber)
    const next = days[before]
    const facts = { silenceDays, intervalDays: interval.days, purchases: before, isLeaving: false }
    yield { band: LossRisk.bandOf(facts), isLost: next === undefined || next > now }
  }
}

/**
 * Tiers within capacity: listed items and those without orders compete for the same room. Whoever is nobody's has as
 * much as it wants and keeps its tier.
 */
const fitted = (
  portfolio: Portfolio.Portfolio,
  found: ReadonlyArray<Outlook>,
  capacityOf: (manager: string) => Tier.Capacity
): ReadonlyMap<string, Tier.Candidate> => {
  const candidates: Array<Tier.Candidate> = []
  const add = ({ id, managerId, tier }: Portfolio.Unlisted, value: number | null): void => {
    if (managerId !== null) candidates.push({ ...tier, id, manager: managerId, value })
  }
  portfolio.items.forEach((item, at) => add(item, found[at]?.expectedValue.minor ?? null))
  for (const one of portfolio.unlisted) add(one, null)
  return new Map(Tier.fit(candidates, capacityOf).map((candidate) => [candidate.id, candidate]))
}

const placedOf = (candidate: Tier.Candidate | undefined, before: Tier.Placed): Tier.Placed =>
  candidate?.wanted === undefined
    ? before
    : { tier: candidate.tier, because: candidate.because, wanted: candidate.wanted }

const asOfDay = (extent: { readonly last: Calendar.Day } | undefined, options: Options): Calendar.Day =>
  options.asOf ?? Window.asOf(extent?.last, options.today, options.to)

/** What each item is worth from here on. */
const outlooks = (
  facts: Facts.Facts,
  items: Tally.Items,
  portfolio: Portfolio.Portfolio,
  asOf: Calendar.Day,
  options: Options
) => {
  const { measure, window } = portfolio
  const dataFrom = Facts.extent(facts)?.first ?? asOf
  const figures = YearFigures.make(facts, items, { dataFrom, measure, window })
  const { grossMargin } = options
  const basis = ExpectedValue.basisOf(figures.all, grossMargin)
  const terms = { basis, all: figures.all, grossMargin, months: figures.months }
  const purchases = Purchases.make(facts, items)
  const codeOf = new Map(items.ids.map((id, code) => [id, code]))
  const clients = portfolio.items.map(({ abc, id }) => ({ code: codeOf.get(id) ?? -1, abc }))
  const lossRates = LossRisk.rates(decided(purchases, items.ids.length, asOf), options.lossTable)
  const end = Calendar.dayNumber(asOf)
  const { intervals, own } = rhythms(purchases, clients, asOf)
  const pool = Pool.make()
  /** Reasons and what was seen of a band are the same for many. */
  const shared = (value: ExpectedValue.ExpectedValue): ExpectedValue.ExpectedValue => ({
    ...value,
    because: pool(`expected ${value.because}`, value.because),
    observed:
      value.observed === null ? null : pool(`seen ${value.observed.stayed} ${value.observed.cases}`, value.observed)
  })
  const found = own.map(({ gaps, silenceDays }, at): Outlook => {
    const item = portfolio.items[at]
    const interval = intervals[at] ?? null
    const code = clients[at]?.code ?? -1
    const days = Purchases.of(purchases, code)
    const bought = countUntil(days, end)
    const band =
      interval === null || silenceDays === null
        ? null
        : LossRisk.bandOf({
            silenceDays,
            intervalDays: interval.days,
            purchases: bought,
            isLeaving: item?.isLeaving === true
          })
    // Who is known to be lost cannot be lost again: nothing more is expected, nothing more is at risk.
    const risk = band === null || item?.isLost === true ? null : lossRates[band]
    const margin = ExpectedValue.marginOf(figures.yearOf(code), terms)
    const last = days[bought - 1]
    const trend = Season.trend(figures.wholeOf(code), figures.recentOf(code))
    const isUnknown = trend.change === null && trend.recentChange === null
    return {
      rhythm: {
        lastPurchaseOn: last === undefined ? null : Calendar.ofDayNumber(last),
        silenceDays,
        interval,
        gaps,
        band
      },
      trend: isUnknown ? pool(`trend ${trend.because}`, trend) : trend,
      costed: ExpectedValue.costedOf(figures.yearOf(code)),
      expectedValue: shared(
        ExpectedValue.ofClient(margin, risk, item?.isLost === true ? { whyUnknown: "it is lost" } : {})
      ),
      valueAtRisk: {
        minor: ExpectedValue.atRisk(margin, risk),
        probability: risk?.probability ?? null,
        source: risk?.source ?? null
      }
    }
  })
  return { basis, found, lossRates: Object.values(lossRates), dataFrom }
}

/** Analyses a portfolio and reviews it. */
export const make = (facts: Facts.Facts, options: Options): Review => {
  const portfolio = Portfolio.analyze(facts, options)
  const items = Portfolio.itemsOf(facts, options)
  const asOf = asOfDay(Facts.extent(facts), options)
  const { basis, dataFrom, found, lossRates } = outlooks(facts, items, portfolio, asOf, options)
  const tiers = fitted(portfolio, found, options.capacityOf ?? (() => Tier.standard))
  // The items were made for this review alone: they grow where they are, since a second set of them takes as much again.
  const reviewed = portfolio.items.map((item, at): Item =>
    Object.assign(item, found[at], { tier: placedOf(tiers.get(item.id), item.tier) })
  )
  const unlisted = portfolio.unlisted.map((one) => ({ ...one, tier: placedOf(tiers.get(one.id), one.tier) }))
  const known = reviewed.filter(({ valueAtRisk }) => valueAtRisk.minor !== null)
  const wentWithout = [...reviewed, ...unlisted].flatMap(({ id, managerId, tier }): ReadonlyArray<WentWithout> =>
    tier.wanted === undefined || managerId === null
      ? []
      : [{ id, managerId, wanted: tier.wanted, got: tier.tier, expectedMinor: tiers.get(id)?.value ?? null }]
  )
  const review: Review = {
    ...portfolio,
    asOf,
    items: reviewed,
    unlisted,
    season: Season.of(facts, dataFrom, portfolio.window.to, (row) => (facts.account.codes[row] ?? -1) >= 0),
    basis,
    valueAtRisk: {
      minor: known.reduce((sum, { valueAtRisk }) => sum + (valueAtRisk.minor ?? 0), 0),
      items: known.length,
      unknown: reviewed.length - known.length
    },
    lossRates,
    wentWithout
  }
  const findings: ReadonlyArray<Finding.Finding> = [...portfolio.findings, ...ReviewFindings.check(review)]
  return { ...review, findings }
}

/** The season of one item, from its own orders. */
export const seasonOf = (facts: Facts.Facts, options: Options, id: string): Season.Season | Season.Unknown => {
  const items = Portfolio.itemsOf(facts, options)
  const code = items.ids.indexOf(id)
  const extent = Facts.extent(facts)
  if (code < 0 || extent === undefined) return { because: "no order in the data" }
  const end = Window.asOf(extent.last, options.today, options.to)
  return Season.of(facts, extent.first, end, (row) => items.ofAccount[facts.account.codes[row] ?? -1] === code)
}
