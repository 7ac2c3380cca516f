/** What comes from here on, for people at a terminal: changes, value at risk, room, prospects, slices, season, targets. */
import { Calendar, KeyAccountType, Money, Ratio, type Review, Season, type Slices } from "@market-of-one/core"
import type { Beside, Target } from "../output/AnalysisDocument.ts"
import type * as Style from "./Style.ts"
import * as Table from "./Table.ts"

const locale = "en"
const right = "right" as const
const mostRows = 5
const mostChanges = 10

/** What every part of the view is made with. */
export interface Context {
  readonly portfolio: Review.Review
  readonly style: Style.Style
  readonly width: number
  /** The id with the name that people know. */
  readonly nameOf: (id: string) => string
}

type Lines = ReadonlyArray<string>

/** An amount without decimals, as the locale writes it. */
export const money = ({ currency }: Pick<Review.Review, "currency">, minor: number): string =>
  Money.format({ minor, currency }, locale, { whole: true })
/** A ratio as a percentage. */
export const percent = (ratio: number): string => Ratio.percent(ratio, locale)
/** A count with its thousands. */
export const count = (value: number): string => value.toLocaleString(locale)

const signed = (ratio: number | null): string =>
  ratio === null ? "unknown" : `${ratio > 0 ? "+" : ""}${Ratio.percent(ratio, locale, 0)}`

const section = (
  { style, width }: Context,
  head: string,
  columns: ReadonlyArray<Table.Column>,
  rows: ReadonlyArray<Lines>
): Lines => [
  "",
  ...Table.wrap(head, width).map(style.bold),
  ...(rows.length === 0 ? [] : Table.lines(columns, rows, width, { heading: style.dim }))
]

const rest = ({ style }: Context, all: number, shown: number): Lines =>
  all > shown ? [style.dim(`and ${count(all - shown)} more: --json or --csv DIR lists all`)] : []

/** An instant to the minute; a file's name as it is. */
const shownOf = (of: string): string => of.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?(?:\.\d+)?Z$/u, "$1 $2 UTC")

/** What changed since an earlier analysis. */
export const changes = (context: Context, given: Beside["changes"]): Lines => {
  if (given === undefined) return []
  const { nameOf, portfolio, style, width } = context
  const { changes, notComparable, since, totalChangeMinor } = given.changes
  const of = `${shownOf(given.of)} (${since.window.from} up to ${since.window.to})`
  if (notComparable !== null)
    return ["", ...Table.wrap(`Not compared with the analysis of ${of}: ${notComparable}`, width).map(style.warn)]
  if (changes.length === 0) return section(context, `Since the analysis of ${of} nothing changed`, [], [])
  const head = `Since the analysis of ${of}: ${count(changes.length)} changes, ${money(portfolio, totalChangeMinor)} in all`
  const columns = [
    { heading: "account" },
    { heading: "what" },
    { heading: "change", align: right },
    { heading: "from → to" }
  ]
  const rows = changes
    .slice(0, mostChanges)
    .map(({ from, id, measureChangeMinor, to, what }) => [
      nameOf(id),
      what,
      money(portfolio, measureChangeMinor),
      `${from === null || from === "" ? "–" : from} → ${to === null || to === "" ? "–" : to}`
    ])
  return [...section(context, head, columns, rows), ...rest(context, changes.length, mostChanges)]
}

/** Who is likely to be lost, by the money that is at risk. */
export const atRisk = (context: Context): Lines => {
  const { nameOf, portfolio } = context
  const { minor, unknown } = portfolio.valueAtRisk
  const basis = portfolio.basis === "revenue" ? "revenue, no margin is known" : portfolio.basis
  const known = portfolio.items.filter(({ valueAtRisk }) => (valueAtRisk.minor ?? 0) > 0)
  if (known.length === 0) return []
  const head = `At risk over 12 months: ${money(portfolio, minor)} (${basis}), silence as of ${portfolio.asOf}${unknown === 0 ? "" : `; unknown for ${count(unknown)}`}`
  const rows = known
    .toSorted((a, b) => (b.valueAtRisk.minor ?? 0) - (a.valueAtRisk.minor ?? 0))
    .slice(0, mostRows)
    .map(({ id, rhythm, trend, valueAtRisk }) => {
      const borrowed = rhythm.interval === null || rhythm.interval.of === "own" ? "" : ` (of its ${rhythm.interval.of})`
      const said = `silent ${rhythm.silenceDays ?? "?"} days, usual interval ${rhythm.interval?.days ?? "?"}${borrowed}; trend ${signed(trend.change)}`
      const mark = valueAtRisk.source === "assumption" ? " assumed" : ""
      return [
        nameOf(id),
        money(portfolio, valueAtRisk.minor ?? 0),
        `${percent(valueAtRisk.probability ?? 0)}${mark}`,
        rhythm.band ?? "unknown",
        said
      ]
    })
  const columns = [
    { heading: "account" },
    { heading: "at risk", align: right },
    { heading: "probability" },
    { heading: "band" },
    { heading: "because" }
  ]
  return [...section(context, head, columns, rows), ...rest(context, known.length, mostRows)]
}

/** Who had to go without the tier it should have. */
export const withoutRoom = (context: Context): Lines => {
  const { nameOf, portfolio } = context
  const { wentWithout } = portfolio
  if (wentWithout.length === 0) return []
  const columns = [
    { heading: "account" },
    { heading: "manager" },
    { heading: "wanted" },
    { heading: "got" },
    { heading: "expected" }
  ]
  const rows = wentWithout
    .slice(0, mostRows)
    .map(({ expectedMinor, got, id, managerId, wanted }) => [
      nameOf(id),
      managerId,
      wanted,
      got,
      expectedMinor === null ? "unknown" : money(portfolio, expectedMinor)
    ])
  const head = `No room with their managers: ${count(wentWithout.length)}`
  return [...section(context, head, columns, rows), ...rest(context, wentWithout.length, mostRows)]
}

/** Prospects that are qualified, promising, or worth a question. */
export const prospects = (context: Context): Lines => {
  const { nameOf, portfolio } = context
  const told = portfolio.unlisted.filter(
    ({ isNew, threeP, types }) => isNew === true && (types.length > 0 || threeP.outcome !== "not now")
  )
  if (told.length === 0) return []
  const columns = [
    { heading: "prospect" },
    { heading: "types" },
    { heading: "three P" },
    { heading: "tier" },
    { heading: "next" }
  ]
  const rows = told
    .slice(0, mostRows)
    .map(({ id, threeP, tier, types }) => [
      nameOf(id),
      types.map(KeyAccountType.show).join(" "),
      threeP.outcome,
      tier.tier,
      threeP.next ?? threeP.because
    ])
  return [
    ...section(context, `New, without orders yet: ${count(told.length)}`, columns, rows),
    ...rest(context, told.length, mostRows)
  ]
}

/** Product lines, channels or regions. */
export const slices = (context: Context, by: Slices.Dimension | undefined): Lines => {
  const { portfolio } = context
  if (by === undefined) return []
  if (portfolio.slices.length === 0) return section(context, `By ${by}: the orders do not say`, [], [])
  const columns = [
    { heading: by },
    { heading: portfolio.measure, align: right },
    { heading: "share", align: right },
    { heading: "cell" },
    { heading: "accounts", align: right },
    { heading: "largest account" }
  ]
  const rows = portfolio.slices.slice(0, 20).map(({ abc, accounts, id, measureMinor, share, undetermined, xyz }) => {
    const [largest] = accounts
    return [
      id ?? "(none named)",
      money(portfolio, measureMinor),
      id === null ? "" : percent(share),
      abc === null ? "" : `${abc}${undetermined === null ? (xyz ?? "?") : "?"}`,
      count(accounts.length),
      largest === undefined ? "" : `${context.nameOf(largest.id)}, ${percent(largest.share)}`
    ]
  })
  return [
    ...section(context, `By ${by}: ${count(portfolio.slices.length)}`, columns, rows),
    ...rest(context, portfolio.slices.length, 20)
  ]
}

const month = (at: number): string =>
  new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" }).format(
    Calendar.instantOf(`2026-${String(at + 1).padStart(2, "0")}-01` as Calendar.Day, 0, "UTC" as Calendar.Zone)
  )

/** The share of each calendar month, where two years are known. */
export const season = (context: Context): Lines => {
  const { season } = context.portfolio
  if (!Season.isKnown(season)) return []
  const shares = season.shares.map((share, at) => `${month(at)} ${Ratio.percent(share, locale, 0)}`)
  const head = `Season over ${season.years} years: ${shares.join(", ")}`
  return ["", ...Table.wrap(head, context.width, "  ")]
}

/** How many accounts are on each target list. */
export const targets = (context: Context, lists: ReadonlyArray<Target>): Lines =>
  lists.length === 0
    ? []
    : section(
        context,
        "Target lists",
        [{ heading: "list" }, { heading: "accounts", align: right }, { heading: "name" }],
        lists.map(({ accounts, id, name }) => [id, count(accounts.length), name])
      )
