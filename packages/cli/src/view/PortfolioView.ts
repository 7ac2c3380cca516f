/** The analysis for people at a terminal: what bounds it first, then matrix, key accounts with reasons, movers, warnings. */
import {
  AbcXyz,
  type Finding,
  KeyAccountType,
  type KeyCriteria,
  Migration,
  type Review,
  Tally,
  Tier
} from "@market-of-one/core"
import type { Beside, Rows } from "../output/AnalysisDocument.ts"
import type { Screen } from "../output/Output.ts"
import * as OutlookView from "./OutlookView.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

const mostKeys = 20
const mostMovers = 5

const right = "right" as const

type Context = OutlookView.Context

const { count, money, percent } = OutlookView

const nobody = ({ portfolio, style }: Context): string => {
  const { counts, total } = portfolio
  const share = percent(Tally.withoutAccountShare(counts, total))
  const minor = counts.withoutAccountMinor
  const of = minor === 0 ? "" : `: ${money(portfolio, minor)} of ${money(portfolio, minor + total)}`
  return style.bold(`${share} of the money belongs to no account${of}.`)
}

const summary = ({ portfolio }: Context, rows: Rows): ReadonlyArray<string> => {
  const { currency, items, measure, method, period, total, window, withoutOrders } = portfolio
  const read = rows.accepted + rows.rejected
  return [
    `${window.from} up to ${window.to} (not included), by ${period}; ${measure} in ${currency}; XYZ by ${method}`,
    `${count(items.length)} accounts with orders bring ${money(portfolio, total)}; ${count(withoutOrders)} have none in this window`,
    `${count(read)} rows read: ${count(rows.accepted)} accepted, ${count(rows.rejected)} rejected`
  ]
}

const matrix = ({ portfolio, style, width }: Context): ReadonlyArray<string> => {
  const rows = AbcXyz.cells.map((cell) => {
    const { accounts, measureMinor, share, undetermined } = portfolio.matrix[cell]
    const unknown = undetermined === 0 ? "" : count(undetermined)
    return [cell, count(accounts), money(portfolio, measureMinor), percent(share), unknown, AbcXyz.strategies[cell]]
  })
  const columns = [
    { heading: "cell" },
    { heading: "accounts", align: right },
    { heading: portfolio.measure, align: right },
    { heading: "share", align: right },
    { heading: "unknown", align: right },
    { heading: "what to do" }
  ]
  return Table.lines(columns, rows, width, { heading: style.dim })
}

const reasons = (verdict: KeyCriteria.Verdict): string => {
  if (verdict.byHand !== null) return `by ${verdict.byHand.by}: ${verdict.byHand.reason}`
  return verdict.criteria
    .filter(({ score }) => score !== null)
    .map(({ because }) => because)
    .join("; ")
}

/** How many accounts are served how. */
const tiers = ({ items, unlisted }: Review.Review): string => {
  const all = [...items, ...unlisted]
  const parts = Tier.Tier.literals.map((tier) => `${tier} ${count(all.filter((one) => one.tier.tier === tier).length)}`)
  return `Tiers: ${parts.join(", ")}`
}

const keys = (context: Context): ReadonlyArray<string> => {
  const { portfolio, style, width } = context
  const { bounds } = portfolio
  const chosen = portfolio.items.filter(({ key }) => key.isKey)
  const { keyShare, verdict } = portfolio.concentration
  const judged = { "too-few": "too few", "in-range": "in range", risk: "a risk", unknown: "unknown" }[verdict]
  const head = `Key accounts: ${count(chosen.length)}, bringing ${percent(keyShare)} (${bounds.low}–${bounds.high}% expected: ${judged})`
  const rows = chosen.slice(0, mostKeys).map((item) => {
    const types = item.types.map(KeyAccountType.show).join(" ")
    return [
      context.nameOf(item.id),
      money(portfolio, item.measureMinor),
      percent(item.share),
      `${item.abc}${item.xyz}`,
      (item.key.score ?? 0).toFixed(2),
      item.tier.tier,
      [types, reasons(item.key)].filter((part) => part !== "").join("; ")
    ]
  })
  const columns = [
    { heading: "account" },
    { heading: portfolio.measure, align: right },
    { heading: "share", align: right },
    { heading: "cell" },
    { heading: "score", align: right },
    { heading: "tier" },
    { heading: "because" }
  ]
  const more =
    chosen.length > mostKeys ? [style.dim(`and ${chosen.length - mostKeys} more: --json or --csv DIR lists all`)] : []
  return [
    style.bold(head),
    ...(chosen.length === 0 ? [] : Table.lines(columns, rows, width, { heading: style.dim })),
    ...more,
    style.dim(tiers(portfolio))
  ]
}

const movers = ({ nameOf, portfolio, style, width }: Context): ReadonlyArray<string> => {
  const { migration } = portfolio
  if (migration.length === 0) return []
  const kinds = (["new", "up", "same", "down", "gone"] as const).map(
    (kind) => `${kind} ${count(migration.filter((move) => move.kind === kind).length)}`
  )
  const { from, to } = portfolio.previousWindow
  const row = ({ after, before, id, kind, measureChangeMinor }: Migration.Move): ReadonlyArray<string> => {
    const between = `${Migration.show(before) ?? "–"} → ${Migration.show(after) ?? "–"}`
    return [nameOf(id), kind, between, money(portfolio, measureChangeMinor)]
  }
  const losses = migration.filter((move) => move.measureChangeMinor < 0).slice(0, mostMovers)
  const gains = migration
    .filter((move) => move.measureChangeMinor > 0)
    .slice(-mostMovers)
    .toReversed()
  const columns = [
    { heading: "account" },
    { heading: "move" },
    { heading: "cell" },
    { heading: "change", align: right }
  ]
  return [
    "",
    style.bold(`Against ${from} up to ${to}: ${kinds.join(", ")}`),
    ...Table.lines(columns, [...losses, ...gains].map(row), width, {
      heading: style.dim,
      row: (text, at) => (at < losses.length ? style.bad(text) : style.good(text))
    })
  ]
}

const warnings = ({ style, width }: Context, findings: ReadonlyArray<Finding.Finding>): ReadonlyArray<string> => {
  const paint = { error: style.bad, warning: style.warn, info: style.dim }
  return findings.flatMap(({ advice, message, severity }) =>
    Table.wrap(`${severity}: ${message}${advice === undefined ? "" : ` (${advice})`}`, width, "  ").map(paint[severity])
  )
}

/** What else a view may show. */
export interface More extends Beside {
  /** What people call an account. */
  readonly nameOf?: ((id: string) => string | undefined) | undefined
}

/** The whole view, ending in a newline. Row-level findings stay in the rejects file; they are only counted here. */
export const make = (review: Review.Review, rows: Rows, screen: Screen, more: More = {}): string => {
  const nameOf = (id: string): string => {
    const name = more.nameOf?.(id)
    return name === undefined || name === id ? id : `${id} ${name}`
  }
  const context = { portfolio: review, style: Style.make(screen.hasColor), width: screen.width, nameOf }
  const ofFile = rows.findings.filter(({ rule }) => rule === "import/settled-by-row")
  return [
    nobody(context),
    ...summary(context, rows).map((line) => Table.cut(line, screen.width)),
    "",
    ...matrix(context),
    "",
    ...keys(context),
    ...OutlookView.changes(context, more.changes),
    ...movers(context),
    ...OutlookView.atRisk(context),
    ...OutlookView.withoutRoom(context),
    ...OutlookView.prospects(context),
    ...OutlookView.slices(context, more.by),
    ...OutlookView.season(context),
    ...OutlookView.targets(context, more.targets ?? []),
    "",
    ...warnings(context, [...ofFile, ...review.findings]),
    ""
  ].join("\n")
}
