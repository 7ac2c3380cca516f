/** The parts of an account in JSON that say why and what from here on: each a schema and the core's value in its words. */
import {
  Abc,
  Calendar,
  KeyAccountType,
  type KeyCriteria,
  LossRisk,
  type Newness,
  type Portfolio,
  type Review,
  type Season,
  ThreeP,
  Tier,
  Xyz
} from "@market-of-one/core"
import * as Schema from "effect/Schema"

const Minor = Schema.Int
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)
const Answer = Schema.Literals(["yes", "no", "unknown"])
const Source = Schema.Literals(["observed", "assumption"])

/** What an expected margin rests on. */
export const Basis = Schema.Literals(["costs", "assumed margin", "revenue"])

/** One criterion of an account; a score of null is unknown. */
const Criterion = Schema.Struct({
  criterion: Schema.String,
  weight: Schema.Finite,
  score: nullable(Schema.Finite),
  because: Schema.String
})

/** The key status. `computed` is what the criteria say, beside a person's word. */
const Key = Schema.Struct({
  score: nullable(Schema.Finite),
  confidence: Schema.Finite,
  isKey: Schema.Boolean,
  criteria: Schema.Array(Criterion),
  computed: Schema.Boolean,
  byHand: nullable(
    Schema.Struct({
      is: Schema.Boolean,
      by: Schema.String,
      at: Calendar.Day,
      reason: Schema.String,
      until: nullable(Calendar.Day)
    })
  )
})

/** Why an account has its class, letter, types and tier. */
const Why = Schema.Struct({
  abc: nullable(Schema.String),
  xyz: nullable(Schema.String),
  types: Schema.Array(
    Schema.Struct({ type: KeyAccountType.KeyAccountType, isCertain: Schema.Boolean, because: Schema.String })
  ),
  tier: Schema.String
})

/** Since when: `known` on that day, otherwise at some time before it; null when nothing tells. */
const Start = nullable(Schema.Struct({ known: Schema.Boolean, day: Calendar.Day }))

/** Need, solvency, authority. */
const ThreePs = Schema.Struct({
  outcome: ThreeP.Outcome,
  because: Schema.String,
  next: nullable(Schema.String),
  parts: Schema.Array(
    Schema.Struct({ p: ThreeP.P, answer: Answer, because: Schema.String, question: nullable(Schema.String) })
  )
})

/** The points of the declared rules; they add up. */
const FitScore = Schema.Struct({
  points: Schema.Int,
  most: Schema.Int,
  confidence: Schema.Finite,
  parts: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      answer: Answer,
      points: Schema.Int,
      of: Schema.Int,
      unknown: Schema.Array(Schema.String)
    })
  )
})

/** How often it buys. `of` says whose interval it is judged by. */
export const Rhythm = Schema.Struct({
  lastPurchaseOn: nullable(Calendar.Day),
  silenceDays: nullable(Count),
  intervalDays: nullable(Schema.Finite),
  intervalOf: nullable(Schema.Literals(["own", "class", "portfolio"])),
  gaps: Count,
  band: nullable(LossRisk.Band)
})

/** The change against the same season a year before. */
export const Trend = Schema.Struct({
  change: nullable(Schema.Finite),
  recentChange: nullable(Schema.Finite),
  because: Schema.String
})

/** Probability of staying × margin of 12 months − cost. */
export const Expected = Schema.Struct({
  minor: nullable(Minor),
  marginMinor: Minor,
  basis: Basis,
  probability: nullable(Schema.Finite),
  source: nullable(Source),
  observed: nullable(Schema.Struct({ cases: Count, stayed: Count })),
  costMinor: Minor,
  because: Schema.String
})

/** Margin of 12 months × probability of loss. */
export const AtRisk = Schema.Struct({
  minor: nullable(Minor),
  probability: nullable(Schema.Finite),
  source: nullable(Source)
})

/** A band of risk with its probability, and what was seen of it. */
export const LossRate = Schema.Struct({
  band: LossRisk.Band,
  probability: Schema.Finite,
  source: Source,
  cases: Count,
  lost: Count
})

/** Shares of the calendar months, January first; null with the reason where data are too short. */
export const SeasonShares = Schema.Struct({
  years: nullable(Count),
  from: nullable(Calendar.Day),
  to: nullable(Calendar.Day),
  shares: nullable(Schema.Array(Schema.Finite)),
  because: nullable(Schema.String)
})

/** The fields that listed and unlisted accounts share. */
export const judged = {
  key: Key,
  /** A type with a question mark lacks a fact that would decide it. */
  types: Schema.Array(Schema.String),
  primaryType: nullable(KeyAccountType.KeyAccountType),
  tier: Tier.Tier,
  /** The tier it would have if its manager had room; null when it has it. */
  tierWanted: nullable(Tier.Tier),
  manager: nullable(Schema.String),
  start: Start,
  isNew: nullable(Schema.Boolean),
  why: Why,
  threeP: ThreePs,
  fit: nullable(FitScore)
}

/** What is said of an account whether it has orders in the window or not. */
const Judged = Schema.Struct(judged)

/** The key status in the document's words. */
const keyOf = ({ byHand, computed, confidence, criteria, isKey, score }: KeyCriteria.Verdict): typeof Key.Type => ({
  score,
  confidence,
  isKey,
  criteria,
  computed,
  byHand: byHand === null ? null : { ...byHand, until: byHand.until ?? null }
})

const startOf = (start: Newness.Start | null): typeof Start.Type =>
  start === null ? null : start.known ? { known: true, day: start.day } : { known: false, day: start.before }

/** The shared fields of an account; `placed` is there when it has orders in the window. */
export const ofJudged = (
  one: Portfolio.Unlisted,
  placed: { readonly item: Portfolio.Item; readonly portfolio: Pick<Review.Review, "method" | "variation"> } | null
): typeof Judged.Type => ({
  key: keyOf(one.key),
  types: one.types.map(KeyAccountType.show),
  primaryType: one.primaryType,
  tier: one.tier.tier,
  tierWanted: one.tier.wanted ?? null,
  manager: one.managerId,
  start: startOf(one.start),
  isNew: one.isNew,
  why: {
    abc: placed === null ? null : Abc.explain(placed.item),
    xyz: placed === null ? null : Xyz.explain(placed.item, placed.portfolio.method, placed.portfolio.variation),
    types: one.types,
    tier: one.tier.because
  },
  threeP: one.threeP,
  fit: one.fit
})

/** What is said of an account from here on. */
export interface Outlook {
  readonly rhythm: typeof Rhythm.Type
  readonly trend: typeof Trend.Type
  readonly expectedValue: typeof Expected.Type
  readonly valueAtRisk: typeof AtRisk.Type
}

/** The outlook of an account. */
export const ofOutlook = ({ expectedValue, rhythm, trend, valueAtRisk }: Review.Item): Outlook => ({
  rhythm: {
    lastPurchaseOn: rhythm.lastPurchaseOn,
    silenceDays: rhythm.silenceDays,
    intervalDays: rhythm.interval?.days ?? null,
    intervalOf: rhythm.interval?.of ?? null,
    gaps: rhythm.gaps,
    band: rhythm.band
  },
  trend,
  expectedValue,
  valueAtRisk
})

/** A season in the document's words. */
export const ofSeason = (season: Season.Season | Season.Unknown): typeof SeasonShares.Type =>
  "shares" in season
    ? { years: season.years, from: season.from, to: season.to, shares: season.shares, because: null }
    : { years: null, from: null, to: null, shares: null, because: season.because }
