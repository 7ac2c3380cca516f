/**
 * The analysis as tables, and as CSV files of them: accounts with their criteria, those without orders, matrix, migration
 * and its matrix of moves, slices, target lists, changes. Amounts are plain decimal text.
 */
import {
  Abc,
  AbcXyz,
  Fit,
  KeyAccountType,
  Migration,
  Money,
  Newness,
  Rejects,
  type Review,
  Xyz
} from "@market-of-one/core"
import type { Beside } from "./AnalysisDocument.ts"
import * as AnalysisText from "./AnalysisText.ts"

/** An amount as plain decimal text, so that a spreadsheet can be told that it is one. */
export interface Amount {
  readonly amount: string
}

/** A cell; null is unknown. */
export type Cell = string | number | null | Amount

type Row = ReadonlyArray<Cell>

/** A table, its headings first. Rows of long ones are made as they are gone through, each time anew. */
export type Table = Iterable<Row>

/** A table whose rows come from many things, some from each. */
const long = <A>(headings: Row, things: Iterable<A>, rowsOf: (thing: A) => Iterable<Row>): Table => ({
  *[Symbol.iterator]() {
    yield headings
    for (const thing of things) yield* rowsOf(thing)
  }
})

const text = (value: Cell): string => (value === null ? "" : typeof value === "object" ? value.amount : String(value))

const money = (minor: number, currency: Money.Currency): Amount => ({ amount: Money.show(minor, currency) })

const yesNo = (value: boolean | null): string => (value === null ? "" : value ? "yes" : "no")

const byHand = ({ key }: Review.Item): string =>
  key.byHand === null ? "" : `${yesNo(key.byHand.is)} by ${key.byHand.by}: ${key.byHand.reason}`

const accountHeadings = [
  "id",
  "measure",
  "currency",
  "share",
  "share before",
  "abc",
  "xyz",
  "by frequency",
  "by variation",
  "undetermined",
  "variation",
  "active periods",
  "periods",
  "orders",
  "first",
  "last",
  "strategy",
  "key",
  "score",
  "confidence",
  "types",
  "tier",
  "because",
  "tier wanted",
  "manager",
  "by hand",
  "start",
  "new",
  "why abc",
  "why xyz",
  "why types",
  "three p",
  "next question",
  "fit",
  "why fit",
  "last purchase",
  "silence days",
  "interval days",
  "interval of",
  "risk",
  "trend",
  "recent trend",
  "expected value",
  "why expected",
  "value at risk",
  "probability of loss",
  "probability is"
]

const accounts = ({ currency, items, method, variation }: Review.Review): Table =>
  long(accountHeadings, items, (item) => [
    [
      item.id,
      money(item.measureMinor, currency),
      currency,
      item.share,
      item.shareBefore,
      item.abc,
      item.xyz,
      item.byFrequency,
      item.byVariation,
      item.undetermined,
      item.variation,
      item.activePeriods,
      item.periods,
      item.orders,
      item.first,
      item.last,
      item.strategy,
      item.key.isKey ? "yes" : "no",
      item.key.score,
      item.key.confidence,
      item.types.map(KeyAccountType.show).join(" "),
      item.tier.tier,
      item.tier.because,
      item.tier.wanted ?? null,
      item.managerId,
      byHand(item),
      Newness.explain(item.start),
      yesNo(item.isNew),
      Abc.explain(item),
      Xyz.explain(item, method, variation),
      item.types.map((held) => `${KeyAccountType.show(held)}: ${held.because}`).join("; "),
      item.threeP.outcome,
      item.threeP.next,
      item.fit?.points ?? null,
      item.fit === null ? null : Fit.explain(item.fit),
      item.rhythm.lastPurchaseOn,
      item.rhythm.silenceDays,
      item.rhythm.interval?.days ?? null,
      item.rhythm.interval?.of ?? null,
      item.rhythm.band,
      item.trend.change,
      item.trend.recentChange,
      item.expectedValue.minor === null ? null : money(item.expectedValue.minor, currency),
      item.expectedValue.because,
      item.valueAtRisk.minor === null ? null : money(item.valueAtRisk.minor, currency),
      item.valueAtRisk.probability,
      item.valueAtRisk.source
    ]
  ])

const matrix = ({ currency, matrix }: Review.Review): Table => [
  ["cell", "accounts", "measure", "currency", "share", "undetermined", "strategy"],
  ...AbcXyz.cells.map((cell) => {
    const { accounts, measureMinor, share, undetermined } = matrix[cell]
    const measure = money(measureMinor, currency)
    return [cell, accounts, measure, currency, share, undetermined, AbcXyz.strategies[cell]]
  })
]

const migration = ({ currency, migration }: Review.Review): Table =>
  long(
    ["id", "kind", "from", "to", "change of measure", "currency", "change of active share"],
    migration,
    ({ activeShareChange, after, before, id, kind, measureChangeMinor }) => {
      const change = money(measureChangeMinor, currency)
      return [[id, kind, Migration.show(before), Migration.show(after), change, currency, activeShareChange]]
    }
  )

const criteria = ({ items }: Review.Review): Table =>
  long(["id", "criterion", "weight", "score", "because"], items, ({ id, key }) =>
    key.criteria.map(({ because, criterion, score, weight }) => [id, criterion, weight, score, because])
  )

const unlisted = ({ unlisted }: Review.Review): Table => [
  ["id", "start", "new", "types", "tier", "because", "manager", "three p", "why three p", "next question", "fit"],
  ...unlisted.map((one) => [
    one.id,
    Newness.explain(one.start),
    yesNo(one.isNew),
    one.types.map(KeyAccountType.show).join(" "),
    one.tier.tier,
    one.tier.because,
    one.managerId,
    one.threeP.outcome,
    one.threeP.because,
    one.threeP.next,
    one.fit?.points ?? null
  ])
]

const moves = ({ currency, migration }: Review.Review): Table => [
  ["from", "to", "accounts", "change of measure", "currency"],
  ...Migration.flows(migration).map(({ accounts, from, measureChangeMinor, to }) => [
    from,
    to,
    accounts,
    money(measureChangeMinor, currency),
    currency
  ])
]

const slices = ({ currency, slices }: Review.Review, by: string): Table => {
  const figures = ["measure", "currency", "share", "abc", "xyz", "undetermined", "active periods", "periods", "orders"]
  return long([by, "account", ...figures], slices, ({ accounts, id, ...whole }) =>
    [{ ...whole, id: null }, ...accounts].map((one) => [
      id,
      one.id,
      money(one.measureMinor, currency),
      currency,
      one.share,
      one.abc,
      one.xyz,
      one.undetermined,
      one.activePeriods,
      one.periods,
      one.orders
    ])
  )
}

const targets = (lists: NonNullable<Beside["targets"]>): Table => [
  ["list", "name", "account"],
  ...lists.flatMap(({ accounts, id, name }) => accounts.map((account) => [id, name, account]))
]

const changes = ({ currency }: Review.Review, { changes }: NonNullable<Beside["changes"]>): Table => [
  ["id", "what", "from", "to", "change of measure", "currency"],
  ...changes.changes.map(({ from, id, measureChangeMinor, to, what }) => [
    id,
    what,
    from,
    to,
    money(measureChangeMinor, currency),
    currency
  ])
]

/** The tables by name; slices, target lists and changes only where there are any. */
export const tables = (review: Review.Review, beside: Beside = {}): Readonly<Record<string, Table>> => ({
  accounts: accounts(review),
  criteria: criteria(review),
  unlisted: unlisted(review),
  matrix: matrix(review),
  migration: migration(review),
  moves: moves(review),
  ...(beside.by === undefined ? {} : { slices: slices(review, beside.by) }),
  ...((beside.targets ?? []).length === 0 ? {} : { targets: targets(beside.targets ?? []) }),
  ...(beside.changes === undefined ? {} : { changes: changes(review, beside.changes) })
})

/** The files by name, their text in pieces. */
export const make = (review: Review.Review, beside: Beside = {}): Readonly<Record<string, Iterable<string>>> =>
  Object.fromEntries(
    Object.entries(tables(review, beside)).map(([name, rows]) => [
      `${name}.csv`,
      AnalysisText.joined(AnalysisText.mapped(rows, (row) => Rejects.line(row.map(text), ",")))
    ])
  )
