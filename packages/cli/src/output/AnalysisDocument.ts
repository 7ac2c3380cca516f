/** The document that `abm analyze --json` prints: its published schema, and the portfolio in its words. */
import {
  AbcXyz,
  Abc,
  Calendar,
  Finding,
  KeyAccountType,
  type Migration,
  type Portfolio,
  Tally,
  Tier,
  Window,
  Xyz
} from "@market-of-one/core"
import * as Schema from "effect/Schema"

const Minor = Schema.Int
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)

/** One criterion of an account; a score of null is unknown. */
export const Criterion = Schema.Struct({
  criterion: Schema.String,
  weight: Schema.Finite,
  score: nullable(Schema.Finite),
  because: Schema.String
})

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
  key: Schema.Struct({
    score: nullable(Schema.Finite),
    confidence: Schema.Finite,
    isKey: Schema.Boolean,
    criteria: Schema.Array(Criterion)
  }),
  /** A type with a question mark lacks a fact that would decide it. */
  types: Schema.Array(Schema.String),
  primaryType: nullable(KeyAccountType.KeyAccountType),
  tier: Tier.Tier
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
    topTenShare: Schema.Finite
  }),
  migration: Schema.Array(Move),
  findings: Schema.Array(Finding.Finding)
})
export type AnalysisDocument = typeof AnalysisDocument.Type

/** What reading the rows came to. */
export interface Rows {
  readonly accepted: number
  readonly rejected: number
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** `AX`, or the class with a question mark where regularity is unknown. */
export const showStanding = (standing: Migration.Standing | null): string | null =>
  standing === null ? null : `${standing.abc}${standing.letter ?? "?"}`

const account = (item: Portfolio.Item): typeof Account.Type => ({
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
  key: {
    score: item.key.score,
    confidence: item.key.confidence,
    isKey: item.key.isKey,
    criteria: item.key.criteria
  },
  types: item.types.map(KeyAccountType.show),
  primaryType: item.primaryType,
  tier: item.tier.tier
})

const move = ({
  activeShareChange,
  after,
  before,
  id,
  kind,
  measureChangeMinor
}: Migration.Move): typeof Move.Type => ({
  id,
  kind,
  from: showStanding(before),
  to: showStanding(after),
  measureChangeMinor,
  activeShareChange
})

/** The document of a portfolio, encoded through the schema: what it may not hold is a defect, not output. */
export const encode = (portfolio: Portfolio.Portfolio, rows: Rows): typeof AnalysisDocument.Encoded => {
  const { concentration, counts, matrix } = portfolio
  return Schema.encodeSync(AnalysisDocument)({
    window: portfolio.window,
    period: portfolio.period,
    measure: portfolio.measure,
    method: portfolio.method,
    level: portfolio.level,
    currency: portfolio.currency,
    rows: {
      read: rows.accepted + rows.rejected,
      accepted: rows.accepted,
      rejected: rows.rejected,
      withoutAccount: counts.withoutAccount,
      outsideWindow: counts.outsideWindow
    },
    total: {
      minor: portfolio.total,
      positiveMinor: portfolio.positive,
      withoutAccountMinor: counts.withoutAccountMinor
    },
    withoutOrders: portfolio.withoutOrders,
    accounts: portfolio.items.map(account),
    matrix,
    concentration: {
      keyShare: concentration.keyShare,
      verdict: concentration.verdict,
      largest: concentration.largest,
      topTenShare: concentration.topTenShare
    },
    migration: portfolio.migration.map(move),
    findings: [...rows.findings, ...portfolio.findings]
  })
}
