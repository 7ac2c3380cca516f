/**
 * The whole analysis of key accounts in one value: ABC-XYZ, the matrix, migration, key criteria with reasons, types,
 * tiers and the concentration check. Each class and score carries the facts it follows from.
 */
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Abc from "./Abc.ts"
import * as AbcXyz from "./AbcXyz.ts"
import * as Concentration from "./Concentration.ts"
import * as Facts from "./Facts.ts"
import * as Judgement from "./Judgement.ts"
import * as KeyCriteria from "./KeyCriteria.ts"
import * as KeyFacts from "./KeyFacts.ts"
import * as Migration from "./Migration.ts"
import * as PortfolioFindings from "./PortfolioFindings.ts"
import * as Slices from "./Slices.ts"
import * as Tally from "./Tally.ts"
import * as Window from "./Window.ts"
import * as Xyz from "./Xyz.ts"

/** What to analyse and how. Only `today` is needed; the rest has the defaults of docs/explanation/analysis.md. */
export interface Options {
  /** Ends the default window at the current period, which is not over. */
  readonly today: Calendar.Day
  readonly from?: Calendar.Day
  readonly to?: Calendar.Day
  readonly period?: Calendar.Period
  readonly measure?: Tally.Measure
  readonly method?: Xyz.Method
  /** Threshold set of the variation letter; `stock` by default. */
  readonly variation?: Xyz.ThresholdSet
  readonly level?: Tally.Level
  /** The group of an account, by which `level: "group"` draws accounts together; an account is its own by default. */
  readonly groupOf?: (account: string) => string
  readonly facts?: KeyFacts.KeyFacts
  readonly weights?: KeyCriteria.Weights
  readonly thresholds?: KeyCriteria.Thresholds
  readonly bounds?: Concentration.Bounds
  /** Also cuts the portfolio by product line, channel or region. */
  readonly by?: Slices.Dimension
  /** Draws names of that dimension together, such as products into lines. */
  readonly lineOf?: (name: string) => string
}

/** One listed item: an account, or a group when the level says so. Days are of the window. */
export interface Item extends AbcXyz.Placed, Judgement.Judged {
  readonly id: string
  readonly shareBefore: number
  readonly byFrequency: Xyz.Letter
  readonly byVariation: Xyz.Letter
  /** Standard deviation ÷ mean of the per-period measure; null without a period or a positive mean. */
  readonly variation: number | null
  readonly activePeriods: number
  readonly periods: number
  readonly orders: number
  readonly first: Calendar.Day
  readonly last: Calendar.Day
  readonly strategy: string
}

/** An item that is known and has no order in the window: a prospect, or a client that has not bought in it. */
export interface Unlisted extends Judgement.Judged {
  readonly id: string
}

/** The analysis. Items are sorted by measure, largest first, ties by id. */
export interface Portfolio {
  readonly window: Window.Window
  readonly previousWindow: Window.Window
  readonly period: Calendar.Period
  readonly measure: Tally.Measure
  readonly method: Xyz.Method
  /** The threshold set of the variation letter. */
  readonly variation: Xyz.ThresholdSet
  readonly level: Tally.Level
  readonly currency: string
  readonly counts: Tally.Counts
  readonly total: number
  readonly positive: number
  /** Items in the data, orders or other records, without an order in the window. */
  readonly withoutOrders: number
  readonly items: ReadonlyArray<Item>
  /** Those of the items without orders of which more than an id is known, sorted by id. */
  readonly unlisted: ReadonlyArray<Unlisted>
  readonly matrix: AbcXyz.Matrix
  readonly concentration: Concentration.Concentration
  /** What part of the money key accounts are expected to bring. */
  readonly bounds: Concentration.Bounds
  /** Empty when the data do not cover the window before. */
  readonly migration: ReadonlyArray<Migration.Move>
  /** Empty unless the options say by what. */
  readonly slices: ReadonlyArray<Slices.Slice>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** The figures of listed items: their codes and their ranking by the measure. */
interface Ranked {
  readonly tally: Tally.Tally
  readonly codes: ReadonlyArray<number>
  readonly ranking: Abc.Ranking
}

const rank = (tally: Tally.Tally): Ranked => {
  const codes = Tally.listed(tally)
  const measures = Float64Array.from(codes, (code) => tally.measure[code] ?? 0)
  const ids = codes.map((code) => tally.ids[code] ?? "")
  return { tally, codes, ranking: Abc.rank(measures, ids) }
}

const nullable = (value: number): number | null => (Number.isNaN(value) ? null : value)

/** Where each item stands in one window, by its code, for the comparison of two; nowhere without an order there. */
const standings = ({ codes, ranking, tally }: Ranked, method: Xyz.Method): ReadonlyArray<Migration.Standing | null> => {
  const letters = method === "frequency" ? tally.byFrequency : tally.byVariation
  const standing: Array<Migration.Standing | null> = Array.from({ length: tally.ids.length }, () => null)
  for (const [at, code] of codes.entries()) {
    const measureMinor = tally.measure[code] ?? 0
    const periods = tally.periods[code] ?? 0
    standing[code] = {
      abc: Abc.classify(measureMinor, ranking.before[at] ?? 0, ranking.positive),
      letter: Xyz.isKnown(tally.undetermined[code] ?? null, method) ? (letters[code] ?? null) : null,
      measureMinor,
      activeShare: periods < Xyz.fewestPeriods ? null : (tally.activePeriods[code] ?? 0) / periods
    }
  }
  return standing
}

const migrate = (past: Ranked, now: Ranked, method: Xyz.Method): ReadonlyArray<Migration.Move> => {
  const before = standings(past, method)
  const after = standings(now, method)
  const moves: Array<Migration.Move> = []
  for (const [code, id] of now.tally.ids.entries()) {
    const from = before[code] ?? null
    const to = after[code] ?? null
    if (from !== null || to !== null) moves.push(Migration.move(id, from, to))
  }
  return Migration.sorted(moves)
}

/** The items of a portfolio: groups where the level and the options say so, else accounts. */
export const itemsOf = (facts: Facts.Facts, { groupOf, level = "group" }: Options): Tally.Items =>
  level === "group" && groupOf !== undefined ? Tally.groups(facts, groupOf) : Tally.accounts(facts)

/** Analyses a portfolio; see the module's comment. Linear in orders but for the sorting of items. */
export const analyze = (facts: Facts.Facts, options: Options): Portfolio => {
  const { level = "group", measure = "revenue", method = "frequency", period = "month", variation = "stock" } = options
  const items = itemsOf(facts, options)
  const extent = Facts.extent(facts)
  const newest = extent?.last ?? options.today
  const dataFrom = extent?.first ?? options.today
  const ends = {
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.to === undefined ? {} : { to: options.to })
  }
  const window = Window.choose({ ...ends, newest, today: options.today, period })
  const previousWindow = Window.previous(window, period)
  const isCovered = extent !== undefined && Window.isCovered(previousWindow, period, extent.first)
  const known = options.facts ?? {}
  const groupOf = level === "group" ? options.groupOf : undefined
  const ofItem = KeyFacts.byItem(known, groupOf ?? ((account) => account), window)
  const tallied = { period, measure, method, variation }
  const now = rank(Tally.make(facts, items, { ...tallied, window }))
  const past = isCovered ? rank(Tally.make(facts, items, { ...tallied, window: previousWindow })) : undefined
  const { codes, ranking, tally } = now

  const classes = Array.from(ranking.order, (at) =>
    Abc.classify(tally.measure[codes[at] ?? 0] ?? 0, ranking.before[at] ?? 0, ranking.positive)
  )
  const judges = Judgement.make({
    facts,
    items,
    tally,
    past: past?.tally,
    listed: codes,
    positive: ranking.positive,
    /** The smallest measure of an A account. */
    smallestA: ranking.order.reduce<number | undefined>(
      (least, at, place) => (classes[place] === "A" ? (tally.measure[codes[at] ?? 0] ?? 0) : least),
      undefined
    ),
    before: new Map(codes.map((code, at) => [code, ranking.before[at] ?? 0])),
    dataFrom,
    period,
    measure,
    known,
    ofItem,
    ...(options.weights === undefined ? {} : { weights: options.weights }),
    ...(options.thresholds === undefined ? {} : { thresholds: options.thresholds })
  })

  const listed = Array.from(ranking.order, (at, place): Item => {
    const code = codes[at] ?? 0
    const measureMinor = tally.measure[code] ?? 0
    const before = ranking.before[at] ?? 0
    const abc = classes[place] ?? "C"
    const byFrequency = tally.byFrequency[code] ?? "Z"
    const byVariation = tally.byVariation[code] ?? "Z"
    const xyz = method === "frequency" ? byFrequency : byVariation
    const undetermined = tally.undetermined[code] ?? null
    return {
      id: tally.ids[code] ?? "",
      measureMinor,
      share: Abc.shareOf(measureMinor, ranking.positive),
      shareBefore: Abc.shareBeforeOf(measureMinor, before, ranking.positive),
      abc,
      xyz,
      byFrequency,
      byVariation,
      undetermined,
      variation: nullable(tally.variation[code] ?? Number.NaN),
      activePeriods: tally.activePeriods[code] ?? 0,
      periods: tally.periods[code] ?? 0,
      orders: tally.orders[code] ?? 0,
      first: Calendar.ofDayNumber(tally.first[code] ?? 0),
      last: Calendar.ofDayNumber(tally.last[code] ?? 0),
      strategy: AbcXyz.strategyOf(AbcXyz.cellOf(abc, xyz), Xyz.isKnown(undetermined, method)),
      ...judges.listed(code, abc)
    }
  })
  const remaining = new Set(ofItem.keys())
  for (const { id } of listed) remaining.delete(id)
  const unlisted = [...remaining].toSorted()
  for (const id of items.ids) remaining.delete(id)
  const bounds = options.bounds ?? Concentration.standard
  const least = options.thresholds?.confidence ?? KeyCriteria.standardThresholds.confidence
  const concentration = Concentration.check(
    listed.map(({ id, key, measureMinor }) => ({
      id,
      measureMinor,
      isKey: key.isKey,
      score: key.score,
      isCandidate: Math.round(key.confidence * 100) >= least,
      byHand: key.byHand?.is ?? null
    })),
    ranking.positive,
    bounds
  )
  const portfolio: Omit<Portfolio, "findings"> = {
    window,
    previousWindow,
    period,
    measure,
    method,
    variation,
    level,
    currency: facts.currency,
    counts: tally.counts,
    total: ranking.total,
    positive: ranking.positive,
    withoutOrders: items.ids.length - listed.length + remaining.size,
    items: listed,
    unlisted: unlisted.map((id): Unlisted => ({ id, ...judges.unlisted(id) })),
    matrix: AbcXyz.matrix(listed, ranking.positive),
    concentration,
    bounds,
    migration: past === undefined ? [] : migrate(past, now, method),
    slices:
      options.by === undefined
        ? []
        : Slices.make(facts, items, {
            ...tallied,
            window,
            by: options.by,
            ...(options.lineOf === undefined ? {} : { lineOf: options.lineOf })
          })
  }
  return {
    ...portfolio,
    findings: PortfolioFindings.check(portfolio, {
      accounts: facts.account.names,
      isCovered,
      dataFrom,
      variation,
      tally
    })
  }
}
