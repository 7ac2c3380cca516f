/** The analysis as CSV files for spreadsheets: accounts, matrix, migration. Amounts are plain decimal text. */
import { AbcXyz, KeyAccountType, Money, type Portfolio, Rejects } from "@market-of-one/core"
import * as AnalysisDocument from "./AnalysisDocument.ts"

const text = (value: string | number | null): string => (value === null ? "" : String(value))

const table = (rows: ReadonlyArray<ReadonlyArray<string | number | null>>): string =>
  rows.map((row) => Rejects.line(row.map(text), ",")).join("")

const accounts = ({ currency, items }: Portfolio.Portfolio): string =>
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
      "because"
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
      item.tier.because
    ])
  ])

const matrix = ({ currency, matrix }: Portfolio.Portfolio): string =>
  table([
    ["cell", "accounts", "measure", "currency", "share", "undetermined", "strategy"],
    ...AbcXyz.cells.map((cell) => {
      const { accounts, measureMinor, share, undetermined } = matrix[cell]
      const measure = Money.show(measureMinor, currency)
      return [cell, accounts, measure, currency, share, undetermined, AbcXyz.strategies[cell]]
    })
  ])

const migration = ({ currency, migration }: Portfolio.Portfolio): string =>
  table([
    ["id", "kind", "from", "to", "change of measure", "currency", "change of active share"],
    ...migration.map(({ activeShareChange, after, before, id, kind, measureChangeMinor }) => [
      id,
      kind,
      AnalysisDocument.showStanding(before),
      AnalysisDocument.showStanding(after),
      Money.show(measureChangeMinor, currency),
      currency,
      activeShareChange
    ])
  ])

/** The files by name. */
export const make = (portfolio: Portfolio.Portfolio): Readonly<Record<string, string>> => ({
  "accounts.csv": accounts(portfolio),
  "matrix.csv": matrix(portfolio),
  "migration.csv": migration(portfolio)
})
