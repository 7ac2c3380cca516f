/** `abm import`: what a file holds and how it is written, as a declaration for abm.yaml. */
import type { RecordKind, Source } from "@market-of-one/core"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

// Named here, since a command is listed before the library is loaded.
const kinds = [
  ...(["accounts", "contacts", "managers", "products", "assets", "orders", "invoices", "opportunities"] as const),
  ...(["cases", "promises", "interactions", "competitors", "competitorPresence", "activations"] as const),
  ...(["departures", "plans", "team"] as const)
] as const satisfies ReadonlyArray<RecordKind.KindName>
const presets = ["hubspot", "salesforce", "bitrix24", "amocrm", "1c"] as const satisfies typeof Source.presetNames

const parseColumns = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split(",").map((part) => {
      const [field = "", ...column] = part.split("=")
      const name = column.join("=").trim()
      if (field.trim() === "" || name === "") throw new Error(`"${part}" is not FIELD=COLUMN`)
      return [field.trim(), name]
    })
  )

const flags = {
  file: Argument.String("FILE").pipe(Argument.withDescription("A file of records: CSV, XLSX or JSON")),
  as: Flag.Literals("as", kinds).pipe(
    Flag.withDescription("The kind of its records, where the columns do not tell"),
    Flag.optional
  ),
  preset: Flag.Literals("preset", presets).pipe(
    Flag.withDescription("The program that exported it, where the columns do not tell"),
    Flag.optional
  ),
  columns: Flag.String("columns").pipe(
    Flag.withMetavar("FIELD=COLUMN,…"),
    Flag.withDescription("Columns by field, beside those that are found: amount=net_total"),
    Flag.mapTryCatch(parseColumns, (error) => (error instanceof Error ? error.message : String(error))),
    Flag.optional
  ),
  encoding: Flag.Literals("encoding", ["utf-8", "utf-16le", "utf-16be", "windows-1251"]).pipe(
    Flag.withDescription("The encoding"),
    Flag.optional
  ),
  delimiter: Flag.String("delimiter").pipe(Flag.withDescription("The sign between cells; \\t is a tab"), Flag.optional),
  headerLine: Flag.Int("header-line").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("The line that names the columns, from 1"),
    Flag.optional
  ),
  sheet: Flag.String("sheet").pipe(
    Flag.withDescription("The sheet of an XLSX file; the first unless said"),
    Flag.optional
  ),
  rows: Flag.String("rows").pipe(
    Flag.withMetavar("PATH"),
    Flag.withDescription("Where the list stands in a JSON file, such as result.items"),
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
  currency: Flag.String("currency").pipe(
    Flag.withDescription("The currency of the file's amounts, by its code of ISO 4217"),
    Flag.optional
  ),
  write: Flag.Boolean("write").pipe(
    Flag.withDescription("Put the proposal into abm.yaml, under sources; comments stay"),
    Flag.withDefault(false)
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("The proposal as one JSON document on stdout and nothing else"),
    Flag.withDefault(false)
  )
}

/** `abm import`. */
export const command = Command.make(
  "import",
  flags,
  Effect.fn("import")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./ImportRun.ts"))
    const delimiter = Option.getOrUndefined(given.delimiter)
    yield* run({
      directory,
      file: given.file,
      kind: Option.getOrUndefined(given.as),
      preset: Option.getOrUndefined(given.preset),
      columns: Option.getOrUndefined(given.columns),
      encoding: Option.getOrUndefined(given.encoding),
      delimiter: delimiter === "\\t" ? "\t" : delimiter,
      headerLine: Option.getOrUndefined(given.headerLine),
      sheet: Option.getOrUndefined(given.sheet),
      rows: Option.getOrUndefined(given.rows),
      decimal: Option.getOrUndefined(given.decimal),
      dateFormat: Option.getOrUndefined(given.dateFormat),
      currency: Option.getOrUndefined(given.currency),
      write: given.write,
      json: given.json
    })
  })
).pipe(
  Command.withDescription(
    "Look at a file and propose how to read it: encoding, delimiter, header, decimal sign, dates, kind of records, columns. What the file leaves open is asked, with the row that shows it"
  ),
  Command.withShortDescription("Propose how to read a file"),
  Command.withExamples([
    { command: "abm import sales.csv", description: "What it holds, and what is open" },
    {
      command: "abm import sales.csv --as orders --date-format dd/MM/yyyy --write",
      description: "Answer what was asked, and keep it in abm.yaml"
    },
    { command: "abm import deals.xlsx --sheet Pipeline --json", description: "A sheet by name, as JSON" },
    { command: "abm import hubspot-crm-exports-all-deals.csv --write", description: "An export that is recognised" }
  ])
)
