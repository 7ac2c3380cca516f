/** The document that `abm analyze --json` prints: its published schema, and the portfolio in its words. */
import {
  Abc,
  AbcXyz,
  Calendar,
  type Changes,
  Finding,
  Migration,
  type Portfolio,
  type Review,
  Slices,
  Tally,
  Tier,
  Window,
  Xyz
} from "@market-of-one/core"
import * as Schema from "effect/Schema"
import * as AccountParts from "./AccountParts.ts"
import * as AnalysisText from "./AnalysisText.ts"

const Minor = Schema.Int
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)

/** One account, or one group at that level. */
export const Account = Schema.Struct({
  id: Schema.String,
  measureMinor: Minor,
  share: Schema.Finite,
  shareBefore: Schema.Finite,
  abc: Abc.Class,
  xyz: Xyz.Letter,
  byFrequency: Xyz.Letter,
  byVariation: Xyz.Letter,
  undetermined: nullable(Xyz.Undetermined),
  variation: nullable(Schema.Finite),
  activePeriods: Count,
  periods: Count,
  orders: Count,
  first: Calendar.Day,
  last: Calendar.Day,
  ...AccountParts.judged,
  strategy: Schema.String,
  rhythm: AccountParts.Rhythm,
  trend: AccountParts.Trend,
  expectedValue: AccountParts.Expected,
  valueAtRisk: AccountParts.AtRisk
})

const Cell = Schema.Struct({ accounts: Count, measureMinor: Minor, share: Schema.Finite, undetermined: Count })

/** One account's move since the window before; cells and changes are null where one side is unknown. */
export const Move = Schema.Struct({
  id: Schema.String,
  kind: Schema.Literals(["new", "gone", "up", "down", "same"]),
  from: nullable(Schema.String),
  to: nullable(Schema.String),
  measureChangeMinor: Minor,
  activeShareChange: nullable(Schema.Finite)
})

/** An account of which more than its id is known, without an order in the window: a prospect, or a client that stopped. */
export const Unlisted = Schema.Struct({ id: Schema.String, ...AccountParts.judged })

/** Accounts that went from one cell to another; null is no order in the window. */
export const Flow = Schema.Struct({
  from: nullable(Schema.String),
  to: nullable(Schema.String),
  accounts: Count,
  measureChangeMinor: Minor
})

const placed = {
  measureMinor: Minor,
  share: Schema.Finite,
  shareBefore: Schema.Finite,
  undetermined: nullable(Xyz.Undetermined),
  activePeriods: Count,
  periods: Count,
  orders: Count
}

/** A product line, channel or region with the accounts that buy there; the id of the money without a name is null. */
export const Slice = Schema.Struct({
  id: nullable(Schema.String),
  abc: nullable(Abc.Class),
  xyz: nullable(Xyz.Letter),
  ...placed,
  matrix: Schema.Record(AbcXyz.Cell, Cell),
  accounts: Schema.Array(Schema.Struct({ id: Schema.String, abc: Abc.Class, xyz: Xyz.Letter, ...placed }))
})

/** What is other than in an earlier analysis. */
export const ChangesSince = Schema.Struct({
  /** When the earlier one was made, or the file it was read from. */
  of: Schema.String,
  window: Window.Window,
  notComparable: nullable(Schema.String),
  totalChangeMinor: Minor,
  keyShareChange: Schema.Finite,
  changes: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      what: Schema.Literals(["key", "class", "regularity", "tier", "types", "listed"]),
      from: nullable(Schema.String),
      to: nullable(Schema.String),
      measureChangeMinor: Minor
    })
  )
})

/** The document of `abm analyze --json`. Money is minor units of `currency`; `window.to` is exclusive. */
export const AnalysisDocument = Schema.Struct({
  window: Window.Window,
  period: Calendar.Period,
  measure: Tally.Measure,
  method: Xyz.Method,
  level: Tally.Level,
  currency: Schema.String,
  rows: Schema.Struct({
    read: Count,
    accepted: Count,
    rejected: Count,
    /** Of the accepted, in the whole file. */
    withoutAccount: Count,
    /** Of the accepted that have an account. */
    outsideWindow: Count
  }),
  total: Schema.Struct({
    minor: Minor,
    positiveMinor: Minor,
    /** Of the rows in the window. */
    withoutAccountMinor: Minor
  }),
  withoutOrders: Count,
  accounts: Schema.Array(Account),
  matrix: Schema.Record(AbcXyz.Cell, Cell),
  concentration: Schema.Struct({
    keyShare: Schema.Finite,
    verdict: Schema.Literals(["too-few", "in-range", "risk", "unknown"]),
    largest: nullable(Schema.Struct({ id: Schema.String, share: Schema.Finite })),
    topTenShare: Schema.Finite,
    /** The score that would bring the share to the nearest bound; null when none does or none is needed. */
    threshold: nullable(Schema.Finite),
    /** The shares that key accounts are expected to bring. */
    expected: Schema.Struct({ least: Schema.Finite, most: Schema.Finite })
  }),
  migration: Schema.Array(Move),
  findings: Schema.Array(Finding.Finding),
  /** The day to which silence counts. */
  asOf: Calendar.Day,
  /** The threshold set of the variation letter. */
  thresholds: Xyz.ThresholdSet,
  unlisted: Schema.Array(Unlisted),
  /** The migration as a matrix. */
  moves: Schema.Array(Flow),
  by: nullable(Slices.Dimension),
  slices: Schema.Array(Slice),
  season: AccountParts.SeasonShares,
  /** Sums over the accounts whose probability of loss is known; `unknown` counts the others. */
  valueAtRisk: Schema.Struct({ minor: Minor, accounts: Count, unknown: Count, basis: AccountParts.Basis }),
  lossRates: Schema.Array(AccountParts.LossRate),
  /** Who got less than its tier because its manager has no room. */
  wentWithout: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      manager: Schema.String,
      wanted: Tier.Tier,
      got: Tier.Tier,
      expectedMinor: nullable(Minor)
    })
  ),
  targets: Schema.Array(
    Schema.Struct({ id: Schema.String, name: Schema.String, accounts: Schema.Array(Schema.String) })
  ),
  changes: nullable(ChangesSince)
})
export type AnalysisDocument = typeof AnalysisDocument.Type

/** What reading the rows came to. */
export interface Rows {
  readonly accepted: number
  readonly rejected: number
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** A target list with the groups on it. */
export interface Target {
  readonly id: string
  readonly name: string
  readonly accounts: ReadonlyArray<string>
}

/** What stands beside a review: the dimension of its slices, target lists, and what changed since an earlier one. */
export interface Beside {
  readonly by?: Slices.Dimension | undefined
  readonly targets?: ReadonlyArray<Target>
  readonly changes?: { readonly of: string; readonly changes: Changes.Changes } | undefined
}

/** An account of the review in the document's words. */
export const account = (item: Review.Item, review: Review.Review): typeof Account.Type => ({
  id: item.id,
  measureMinor: item.measureMinor,
  share: item.share,
  shareBefore: item.shareBefore,
  abc: item.abc,
  xyz: item.xyz,
  byFrequency: item.byFrequency,
  byVariation: item.byVariation,
  undetermined: item.undetermined,
  variation: item.variation,
  activePeriods: item.activePeriods,
  periods: item.periods,
  orders: item.orders,
  first: item.first,
  last: item.last,
  ...AccountParts.ofJudged(item, { item, portfolio: review }),
  strategy: item.strategy,
  ...AccountParts.ofOutlook(item)
})

/** An account without orders in the document's words. */
export const unlisted = (one: Portfolio.Unlisted): typeof Unlisted.Type => ({
  id: one.id,
  ...AccountParts.ofJudged(one, null)
})

/** A move in the document's words. */
export const move = ({
  activeShareChange,
  after,
  before,
  id,
  kind,
  measureChangeMinor
}: Migration.Move): typeof Move.Type => ({
  id,
  kind,
  from: Migration.show(before),
  to: Migration.show(after),
  measureChangeMinor,
  activeShareChange
})

/** The part of the document that every earlier version had. */
const basics = (review: Review.Review, rows: Rows) => {
  const { concentration, counts } = review
  return {
    window: review.window,
    period: review.period,
    measure: review.measure,
    method: review.method,
    level: review.level,
    currency: review.currency,
    rows: {
      read: rows.accepted + rows.rejected,
      accepted: rows.accepted,
      rejected: rows.rejected,
      withoutAccount: counts.withoutAccount,
      outsideWindow: counts.outsideWindow
    },
    total: {
      minor: review.total,
      positiveMinor: review.positive,
      withoutAccountMinor: counts.withoutAccountMinor
    },
    withoutOrders: review.withoutOrders,
    accounts: AnalysisText.mapped(review.items, (item) => account(item, review)),
    matrix: review.matrix,
    concentration: {
      keyShare: concentration.keyShare,
      verdict: concentration.verdict,
      largest: concentration.largest,
      topTenShare: concentration.topTenShare,
      threshold: concentration.threshold === null ? null : concentration.threshold / 100,
      expected: { least: review.bounds.low / 100, most: review.bounds.high / 100 }
    },
    migration: AnalysisText.mapped(review.migration, move),
    findings: [...rows.findings, ...review.findings]
  }
}

/** The document of a review as JSON, in pieces. */
export const pieces = (
  review: Review.Review,
  rows: Rows,
  { by, changes, targets = [] }: Beside = {}
): Iterable<string> => {
  const { items, minor, unknown } = review.valueAtRisk
  return AnalysisText.json(AnalysisDocument, {
    ...basics(review, rows),
    asOf: review.asOf,
    thresholds: review.variation,
    unlisted: AnalysisText.mapped(review.unlisted, unlisted),
    moves: Migration.flows(review.migration),
    by: by ?? null,
    slices: review.slices,
    season: AccountParts.ofSeason(review.season),
    valueAtRisk: { minor, accounts: items, unknown, basis: review.basis },
    lossRates: review.lossRates,
    wentWithout: review.wentWithout.map(({ managerId, ...one }) => ({ ...one, manager: managerId })),
    targets,
    changes: changes === undefined ? null : { of: changes.of, ...changes.changes, window: changes.changes.since.window }
  })
}
