/** The work of `abm retention --fit`: fits the models of purchases to a file of orders, and shows what they foretell. */
import { basename, join, resolve } from "node:path"
import { Calendar, Facts, type Finding, Money, type Orders, PurchaseModel, Ratio, Tally } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Failure from "../Failure.ts"
import * as OrderFile from "../input/OrderFile.ts"
import * as Output from "../output/Output.ts"
import * as Style from "../view/Style.ts"
import * as Table from "../view/Table.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly file: string
  readonly columns: Orders.Source["columns"]
  readonly currency: string
  readonly zone: string
  /** The last day that is looked at; that of the newest order unless said. */
  readonly until: string | undefined
  /** Days after it that are foretold. */
  readonly days: number
  readonly decimal: "." | "," | undefined
  readonly dateFormat: string | undefined
  readonly delimiter: string | undefined
  readonly encoding: Orders.Source["encoding"]
  readonly json: boolean
}

const decode = <A, E>(schema: Schema.Codec<A, E>, value: unknown, flag: string): Effect.Effect<A, Failure.Failure> =>
  Schema.decodeUnknownEffect(schema)(value).pipe(
    Effect.mapError((error) => Failure.usage(`--${flag}: ${error.message}`))
  )

/** What was fitted to what. */
export interface Fitted {
  readonly file: string
  readonly currency: Money.Currency
  readonly until: Calendar.Day
  readonly days: number
  readonly accepted: number
  readonly rejected: number
  /** About the rows of the file. */
  readonly findings: ReadonlyArray<Finding.Finding>
  readonly model: PurchaseModel.PurchaseModel
}

/** The document that `--json` prints. Times of the model are in weeks, amounts in minor units. */
const document = ({ accepted, currency, days, file, findings, model, rejected, until }: Fitted) => ({
  file,
  rows: { accepted, rejected },
  currency,
  until,
  horizonDays: days,
  bgNbd: model.frequency,
  gammaGamma: model.amounts,
  accounts: model.rows.map(({ amountMinor, expectedMinor, history, id, outlook }) => ({
    id,
    ...history,
    ...outlook,
    amountMinor,
    expectedMinor
  })),
  findings: [...findings, ...model.findings]
})

const mostRows = 20
const right = "right" as const
const count = (value: number): string => Math.round(value).toLocaleString("en")
const digits = (value: number): string => (value >= 1e5 || value < 1e-3 ? value.toExponential(2) : value.toPrecision(4))
const converged = (isConverged: boolean): string => (isConverged ? "converged" : "did not converge")

const frequencyLines = (fit: PurchaseModel.PurchaseModel["frequency"], until: Calendar.Day): ReadonlyArray<string> => {
  if (fit === null) return []
  const { a, alpha, b, r } = fit.parameters
  return [
    `BG/NBD, ${count(fit.clients)} clients up to ${until}, time in weeks: ${converged(fit.isConverged)}`,
    `  r ${digits(r)}, alpha ${digits(alpha)}, a ${digits(a)}, b ${digits(b)}; ln L ${fit.logLikelihood.toFixed(1)}`,
    `  ${count(fit.repeats)} repeat purchases, ${count(fit.expectedRepeats)} by the model`
  ]
}

const amountLines = (fit: PurchaseModel.PurchaseModel["amounts"], currency: Money.Currency): ReadonlyArray<string> => {
  if (fit === null) return []
  const { p, q, v } = fit.parameters
  const unit = 10 ** Money.decimals(currency)
  const mean = fit.mean === null ? "none" : Money.format({ minor: Math.round(fit.mean), currency }, "en")
  const correlation = fit.correlation === null ? "unknown" : fit.correlation.toFixed(2)
  return [
    `Gamma-Gamma, ${count(fit.clients)} clients who bought again: ${converged(fit.isConverged)}`,
    `  p ${digits(p)}, q ${digits(q)}, v ${digits(v / unit)}; ln L ${fit.logLikelihood.toFixed(1)}`,
    `  a purchase is worth ${mean} in the mean; its correlation with their number is ${correlation}`
  ]
}

/** The fits and the clients worth most, for people at a terminal. */
export const text = ({ currency, days, model, until }: Fitted, screen: Output.Screen): string => {
  const style = Style.make(screen.hasColor)
  const money = (minor: number | null): string =>
    minor === null ? "unknown" : Money.format({ minor, currency }, "en", { whole: true })
  const share = (ratio: number | null): string => (ratio === null ? "–" : Ratio.percent(ratio, "en"))
  const rows = model.rows
    .slice(0, mostRows)
    .map(({ expectedMinor, history, id, outlook }) => [
      id,
      `${history.repeats + 1}`,
      `${Math.round(7 * (history.age - history.recency))} d`,
      share(outlook.alive),
      share(outlook.chance),
      outlook.purchases.toFixed(2),
      money(expectedMinor)
    ])
  const columns = [
    { heading: "account" },
    { heading: "days bought", align: right },
    { heading: "silent", align: right },
    { heading: "alive", align: right },
    { heading: "chance", align: right },
    { heading: "purchases", align: right },
    { heading: "worth", align: right }
  ]
  const more = model.rows.length - rows.length
  return [
    ...frequencyLines(model.frequency, until),
    ...amountLines(model.amounts, currency),
    ...model.findings.flatMap(({ advice, message }) =>
      Table.wrap(`${message}; ${advice ?? ""}`, screen.width).map(style.warn)
    ),
    ...(rows.length === 0
      ? []
      : [
          "",
          style.bold(`Foretold for the ${days} days after ${until}, most worth first`),
          ...Table.lines(columns, rows, screen.width, { heading: style.dim })
        ]),
    ...(more > 0 ? [style.dim(`and ${count(more)} more: --json lists all`)] : []),
    ""
  ].join("\n")
}

/** Fits the models to a file of orders. */
export const run = Effect.fn("retention.fit")(function* (given: Given) {
  const currency = yield* decode(Money.Currency, given.currency, "currency")
  const zone = yield* decode(Calendar.Zone, given.zone, "zone")
  const asked = given.until === undefined ? undefined : yield* decode(Calendar.Day, given.until, "until")
  const { columns, dateFormat, days, decimal, delimiter, directory, encoding, file } = given
  if (days < 1) return yield* Failure.usage(`--days ${days} is not a number of days`, "write 90 for a quarter")
  const rejects = join(".abm", "rejects", basename(file))
  const source: Orders.Source = {
    file,
    columns,
    currency,
    zone,
    ...(decimal === undefined ? {} : { decimal }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(delimiter === undefined ? {} : { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
    ...(encoding === undefined ? {} : { encoding })
  }
  const read = yield* OrderFile.read(resolve(directory, file), resolve(directory, rejects), source)
  if (read.rejected > 0) {
    const rows = read.rejected === 1 ? "1 row" : `${read.rejected} rows`
    yield* Output.stderr(`abm: ${rows} of ${file} could not be read; see ${rejects}\n`)
  }
  const extent = Facts.extent(read.facts)
  if (extent === undefined)
    return yield* Failure.refused(`${file} holds no order`, "name its columns with --columns, or bring another file")
  const until = asked ?? extent.last
  const model = PurchaseModel.of(read.facts, Tally.accounts(read.facts), { until, horizonDays: days })
  const { accepted, findings, rejected } = read
  const fitted = { file, currency, until, days, accepted, rejected, findings, model }
  if (given.json) return yield* Output.json(document(fitted))
  yield* Output.stdout(text(fitted, yield* Output.screen))
})
