/** `abm retention`: who is leaving, who has left and why, what that costs, and what to do; who will buy again. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Failure from "../Failure.ts"
import * as Root from "./Root.ts"

const fields = ["account", "date", "amount"] as const
type Field = (typeof fields)[number]

const isField = (name: string): name is Field => fields.some((field) => field === name)

const parseColumns = (text: string): Readonly<Record<Field, string>> => {
  const columns = new Map<Field, string>()
  for (const part of text.split(",")) {
    const [field = "", ...column] = part.split("=")
    const name = field.trim()
    if (!isField(name)) throw new Error(`"${name}" is none of ${fields.join(", ")}`)
    columns.set(name, column.join("=").trim())
  }
  const of = (field: Field): string => {
    const column = columns.get(field) ?? ""
    if (column === "") throw new Error(`the column of ${field} is missing`)
    return column
  }
  return { account: of("account"), date: of("date"), amount: of("amount") }
}

const day = Schema.String.check(Schema.isPattern(/^\d{4}-\d{2}-\d{2}$/u, { message: "expected a day as YYYY-MM-DD" }))

const flags = {
  at: Flag.String("at").pipe(
    Flag.withMetavar("D"),
    Flag.withDescription(
      "As of this day; the day after the newest order, when that is over two weeks old, unless said"
    ),
    Flag.optional
  ),
  csv: Flag.String("csv").pipe(
    Flag.withMetavar("DIR"),
    Flag.withDescription("Also write the lists as CSV files"),
    Flag.optional
  ),
  fit: Flag.String("fit").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription(
      "Instead, fit the models of purchases (BG/NBD and Gamma-Gamma) to a file of orders in delimited text"
    ),
    Flag.optional
  ),
  columns: Flag.String("columns").pipe(
    Flag.withMetavar("FIELD=COLUMN,…"),
    Flag.withDescription(`Columns of the file by field: ${fields.join(", ")}`),
    Flag.mapTryCatch(parseColumns, (error) => (error instanceof Error ? error.message : String(error))),
    Flag.optional
  ),
  until: Flag.String("until").pipe(
    Flag.withMetavar("D"),
    Flag.withSchema(day),
    Flag.withDescription("The last day that is looked at; that of the newest order unless said"),
    Flag.optional
  ),
  days: Flag.Int("days").pipe(Flag.withDescription("How many days after it are foretold"), Flag.withDefault(90)),
  currency: Flag.String("currency").pipe(
    Flag.withDescription("The currency of the amounts, by its code of ISO 4217"),
    Flag.withDefault("XXX")
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
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("One JSON document on stdout and nothing else"),
    Flag.withDefault(false)
  )
}

/** `abm retention`. */
export const command = Command.make(
  "retention",
  flags,
  Effect.fn("retention")(function* (given) {
    const { directory } = yield* Root.command
    if (Option.isNone(given.fit)) {
      if (Option.isSome(given.columns))
        return yield* Failure.usage("--columns goes with --fit", "the columns of a workspace are in its abm.yaml")
      const { run } = yield* Effect.promise(() => import("./RetentionRun.ts"))
      return yield* run({
        directory,
        at: Option.getOrUndefined(given.at),
        csv: Option.getOrUndefined(given.csv),
        json: given.json
      })
    }
    if (Option.isNone(given.columns))
      return yield* Failure.usage(
        "--fit needs --columns",
        "such as --columns account=customer_id,date=day,amount=total"
      )
    const { run } = yield* Effect.promise(() => import("./RetentionFitRun.ts"))
    yield* run({
      directory,
      file: given.fit.value,
      columns: given.columns.value,
      currency: given.currency,
      zone: given.zone,
      until: Option.getOrUndefined(given.until),
      days: given.days,
      decimal: Option.getOrUndefined(given.decimal),
      dateFormat: Option.getOrUndefined(given.dateFormat),
      delimiter: Option.getOrUndefined(given.delimiter),
      encoding: Option.getOrUndefined(given.encoding),
      json: given.json
    })
  })
).pipe(
  Command.withDescription(
    "Who is at risk, lost or regained, why, what may be lost and what to do by when; refusals, the save desk, win-back, renewals. With --fit: who buys again, how often and for how much, from a file of orders"
  ),
  Command.withShortDescription("Who is leaving, why, and what to do"),
  Command.withExamples([
    { command: "abm retention", description: "The clients of the workspace in this folder" },
    { command: "abm retention --at 2026-09-01 --json", description: "As it was known on a day, as JSON" },
    {
      command: "abm retention --fit sales.csv --columns account=client,date=date,amount=sum --currency EUR",
      description: "The next 90 days, from all orders of an export"
    },
    {
      command:
        "abm retention --fit sales.csv --columns account=client,date=date,amount=sum --until 2026-06-30 --days 180 --json",
      description: "Half a year from a day on, as JSON"
    }
  ])
)
