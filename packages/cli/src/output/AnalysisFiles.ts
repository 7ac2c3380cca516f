/**
 * The analysis as CSV files for spreadsheets: accounts with their criteria, those without orders, matrix, migration and
 * its matrix of moves, slices, target lists, changes. Amounts are plain decimal text.
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

const text = (value: string | number | null): string => (value === null ? "" : String(value))

const table = (rows: ReadonlyArray<ReadonlyArray<string | number | null>>): string =>
  rows.map((row) => Rejects.line(row.map(text), ",")).join("")

const yesNo = (value: boolean | null): string => (value === null ? "" : value ? "yes" : "no")

const byHand = ({ key }: Review.Item): string =>
  key.byHand === null ? "" : `${yesNo(key.byHand.is)} by ${key.byHand.by}: ${key.byHand.reason}`

const accounts = ({ currency, items, method, variation }: Review.Review): string =>
  table([
    [
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
    ],
    ...items.map((item) => [
      item.id,
      Money.show(item.measureMinor, currency),
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
      item.expectedValue.minor === null ? null : Money.show(item.expectedValue.minor, currency),
      item.expectedValue.because,
      item.valueAtRisk.minor === null ? null : Money.show(item.valueAtRisk.minor, currency),
      item.valueAtRisk.probability,
      item.valueAtRisk.source
    ])
  ])

const matrix = ({ currency, matrix }: Review.Review): string =>
  table([
    ["cell", "accounts", "measure", "currency", "share", "undetermined", "strategy"],
    ...AbcXyz.cells.map((cell) => {
      const { accounts, measureMinor, share, undetermined } = matrix[cell]
      const measure = Money.show(measureMinor, currency)
      return [cell, accounts, measure, currency, share, undetermined, AbcXyz.strategies[cell]]
    })
  ])

const migration = ({ currency, migration }: Review.Review): string =>
  table([
    ["id", "kind", "from", "to", "change of measure", "currency", "change of active share"],
    ...migration.map(({ activeShareChange, after, before, id, kind, measureChangeMinor }) => [
      id,
      kind,
      Migration.show(before),
      Migration.show(after),
      Money.show(measureChangeMinor, currency),
      currency,
      activeShareChange
    ])
  ])

const criteria = ({ items }: Review.Review): string =>
  table([
    ["id", "criterion", "weight", "score", "because"],
    ...items.flatMap(({ id, key }) =>
      key.criteria.map(({ because, criterion, score, weight }) => [id, criterion, weight, score, because])
    )
  ])

const unlisted = ({ unlisted }: Review.Review): string =>
  table([
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
  ])

const moves = ({ currency, migration }: Review.Review): string =>
  table([
    ["from", "to", "accounts", "change of measure", "currency"],
    ...Migration.flows(migration).map(({ accounts, from, measureChangeMinor, to }) => [
      from,
      to,
      accounts,
      Money.show(measureChangeMinor, currency),
      currency
    ])
  ])

const slices = ({ currency, slices }: Review.Review, by: string): string =>
  table([
    [
      by,
      "account",
      "measure",
      "currency",
      "share",
      "abc",
      "xyz",
      "undetermined",
      "active periods",
      "periods",
      "orders"
    ],
    ...slices.flatMap(({ accounts, id, ...whole }) =>
      [{ id: null, ...whole }, ...accounts].map((one) => [
        id,
        one.id,
        Money.show(one.measureMinor, currency),
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
  ])

const targets = (lists: NonNullable<Beside["targets"]>): string =>
  table([
    ["list", "name", "account"],
    ...lists.flatMap(({ accounts, id, name }) => accounts.map((account) => [id, name, account]))
  ])

const changes = ({ currency }: Review.Review, { changes }: NonNullable<Beside["changes"]>): string =>
  table([
    ["id", "what", "from", "to", "change of measure", "currency"],
    ...changes.changes.map(({ from, id, measureChangeMinor, to, what }) => [
      id,
      what,
      from,
      to,
      Money.show(measureChangeMinor, currency),
      currency
    ])
  ])

/** The files by name; slices, target lists and changes only where there are any. */
export const make = (review: Review.Review, beside: Beside = {}): Readonly<Record<string, string>> => ({
  "accounts.csv": accounts(review),
  "criteria.csv": criteria(review),
  "unlisted.csv": unlisted(review),
  "matrix.csv": matrix(review),
  "migration.csv": migration(review),
  "moves.csv": moves(review),
  ...(beside.by === undefined ? {} : { "slices.csv": slices(review, beside.by) }),
  ...((beside.targets ?? []).length === 0 ? {} : { "targets.csv": targets(beside.targets ?? []) }),
  ...(beside.changes === undefined ? {} : { "changes.csv": changes(review, beside.changes) })
})
