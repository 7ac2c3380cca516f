/** `abm analyze`: who the key accounts are, and why. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Failure from "../Failure.ts"
import * as Root from "./Root.ts"

const fields = ["id", "account", "order", "date", "amount", "cost", "currency", "product", "channel", "region"] as const

/** Which column gives which field of an order. */
export type Columns = Partial<Record<(typeof fields)[number], string>>

const isField = (name: string): name is (typeof fields)[number] => fields.some((field) => field === name)

const parseColumns = (text: string): Columns => {
  const columns: Columns = {}
  for (const part of text.split(",")) {
    const [field = "", ...column] = part.split("=")
    if (!isField(field.trim())) throw new Error(`"${field.trim()}" is none of ${fields.join(", ")}`)
    if (column.join("=").trim() === "") throw new Error(`${field.trim()}= names no column`)
    columns[field.trim() as (typeof fields)[number]] = column.join("=").trim()
  }
  for (const needed of ["account", "date", "amount"] as const) {
    if (columns[needed] === undefined) throw new Error(`the column of ${needed} is missing`)
  }
  return columns
}

const day = Schema.String.check(Schema.isPattern(/^\d{4}-\d{2}-\d{2}$/u, { message: "expected a day as YYYY-MM-DD" }))

const flags = {
  orders: Flag.String("orders").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("A file of orders in delimited text (CSV); the workspace's orders unless said"),
    Flag.optional
  ),
  columns: Flag.String("columns").pipe(
    Flag.withMetavar("FIELD=COLUMN,…"),
    Flag.withDescription(`Columns of the file by field: ${fields.join(", ")}`),
    Flag.mapTryCatch(parseColumns, (error) => (error instanceof Error ? error.message : String(error))),
    Flag.optional
  ),
  currency: Flag.String("currency").pipe(
    Flag.withDescription(
      "The currency of the amounts, by its code of ISO 4217; that of a currency= column unless said"
    ),
    Flag.withDefault("XXX")
  ),
  from: Flag.String("from").pipe(
    Flag.withMetavar("D"),
    Flag.withSchema(day),
    Flag.withDescription("The first day of the window"),
    Flag.optional
  ),
  to: Flag.String("to").pipe(
    Flag.withMetavar("D"),
    Flag.withSchema(day),
    Flag.withDescription("The day after the last of the window"),
    Flag.optional
  ),
  period: Flag.Literals("period", ["month", "week", "quarter"]).pipe(
    Flag.withDescription("What regularity is counted in; month unless said"),
    Flag.optional
  ),
  measure: Flag.Literals("measure", ["revenue", "profit"]).pipe(
    Flag.withDescription("What is summed; revenue unless said, profit needs the cost of orders"),
    Flag.optional
  ),
  method: Flag.Literals("method", ["frequency", "variation"]).pipe(
    Flag.withDescription("What gives the letter of XYZ; frequency unless said"),
    Flag.optional
  ),
  thresholds: Flag.Literals("thresholds", ["stock", "customers"]).pipe(
    Flag.withDescription("The threshold set of variation; stock unless said"),
    Flag.optional
  ),
  level: Flag.Literals("level", ["group", "account"]).pipe(
    Flag.withDescription("What is ranked; group unless said"),
    Flag.optional
  ),
  by: Flag.Literals("by", ["product", "channel", "region"]).pipe(
    Flag.withDescription("Also cut the portfolio by product line, channel or region"),
    Flag.optional
  ),
  since: Flag.String("since").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription(
      "Say what changed since an analysis printed with --json; the workspace's last one unless said"
    ),
    Flag.optional
  ),
  margin: Flag.Finite("margin").pipe(
    Flag.withDescription("Gross margin where costs are not known, 0 to 1; without it values are revenue"),
    Flag.optional
  ),
  decimal: Flag.Literals("decimal", [".", ","]).pipe(
    Flag.withDescription("The decimal sign of the amounts"),
    Flag.optional
  ),
  dateFormat: Flag.String("date-format").pipe(
    Flag.withDescription("How dates are written, such as dd.MM.yyyy"),
    Flag.optional
  ),
  delimiter: Flag.String("delimiter").pipe(Flag.withDescription("The sign between cells"), Flag.optional),
  encoding: Flag.Literals("encoding", ["utf-8", "utf-16le", "utf-16be", "windows-1251"]).pipe(
    Flag.withDescription("The encoding of the file, if it has no mark"),
    Flag.optional
  ),
  zone: Flag.String("zone").pipe(
    Flag.withDescription("The reporting zone, in which an instant becomes a day"),
    Flag.withDefault("UTC")
  ),
  rejects: Flag.String("rejects").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Where rows go that could not be read, instead of .abm/rejects"),
    Flag.optional
  ),
  csv: Flag.String("csv").pipe(
    Flag.withMetavar("DIR"),
    Flag.withDescription("Also write the analysis as CSV files"),
    Flag.optional
  ),
  xlsx: Flag.String("xlsx").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Also write the analysis as an Excel workbook"),
    Flag.optional
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("One JSON document on stdout and nothing else"),
    Flag.withDefault(false)
  )
}

/** `abm analyze`. */
export const command = Command.make(
  "analyze",
  flags,
  Effect.fn("analyze")(function* (given) {
    const { directory } = yield* Root.command
    const shared = {
      directory,
      from: Option.getOrUndefined(given.from),
      to: Option.getOrUndefined(given.to),
      period: Option.getOrUndefined(given.period),
      measure: Option.getOrUndefined(given.measure),
      method: Option.getOrUndefined(given.method),
      thresholds: Option.getOrUndefined(given.thresholds),
      level: Option.getOrUndefined(given.level),
      by: Option.getOrUndefined(given.by),
      since: Option.getOrUndefined(given.since),
      margin: Option.getOrUndefined(given.margin),
      csv: Option.getOrUndefined(given.csv),
      xlsx: Option.getOrUndefined(given.xlsx),
      json: given.json
    }
    if (Option.isNone(given.orders)) {
      if (Option.isSome(given.columns))
        return yield* Failure.usage("--columns goes with --orders", "the columns of a workspace are in its abm.yaml")
      const { run } = yield* Effect.promise(() => import("./AnalyzeWorkspace.ts"))
      return yield* run(shared)
    }
    if (Option.isNone(given.columns))
      return yield* Failure.usage(
        "--orders needs --columns",
        "such as --columns account=customer_id,date=day,amount=total"
      )
    const { run } = yield* Effect.promise(() => import("./AnalyzeRun.ts"))
    yield* run({
      ...shared,
      orders: given.orders.value,
      columns: given.columns.value,
      currency: given.currency,
      zone: given.zone,
      decimal: Option.getOrUndefined(given.decimal),
      dateFormat: Option.getOrUndefined(given.dateFormat),
      delimiter: Option.getOrUndefined(given.delimiter),
      encoding: Option.getOrUndefined(given.encoding),
      rejects: Option.getOrUndefined(given.rejects)
    })
  })
).pipe(
  Command.withDescription("Name the key accounts of a portfolio: ABC-XYZ, concentration, migration, with reasons"),
  Command.withShortDescription("Name the key accounts of a portfolio"),
  Command.withExamples([
    { command: "abm analyze", description: "The orders of the workspace in this folder" },
    {
      command:
        "abm analyze --orders sales.csv --columns account=customer_id,date=invoice_date,amount=total --currency GBP",
      description: "The last twelve complete months of an export"
    },
    {
      command:
        "abm analyze --orders sales.csv --columns account=client,date=date,amount=sum --from 2026-01-01 --to 2026-07-01 --json",
      description: "Half a year, as JSON"
    },
    { command: "abm analyze --by product", description: "With ABC-XYZ of product lines, and of the clients of each" },
    {
      command:
        "abm analyze --orders sales.csv --columns account=client,date=date,amount=sum --decimal , --date-format dd.MM.yyyy --delimiter ';'",
      description: "A European spreadsheet, everything declared"
    }
  ])
)
