/** Rates of currencies out of a file with the columns `day`, `currency` and `rate`. */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Money from "../kernel/Money.ts"
import * as Rates from "../kernel/Rates.ts"
import type * as Csv from "./Csv.ts"
import * as Dates from "./Dates.ts"
import * as Headers from "./Headers.ts"
import * as Reading from "./Reading.ts"
import type { RecordKind } from "./RecordKind.ts"
import * as Rejects from "./Rejects.ts"
import type { RateSource } from "./Source.ts"

/** One file of rates, read into rows. */
export interface Input {
  readonly source: typeof RateSource.Type
  readonly file: string
  readonly table: Csv.Table
}

/** The rates of all files, and what could not be read. */
export interface RateTable {
  readonly rates: Rates.Rates
  readonly findings: ReadonlyArray<Finding.Finding>
}

const columns = ["day", "currency", "rate"] as const
type Column = (typeof columns)[number]

/** Rates are looked up like a kind of records, though they are none: nobody's, and never sent anywhere. */
const kind: RecordKind = {
  schema: Schema.Unknown,
  singular: "rate",
  fields: [
    { name: "day", type: "day", aliases: ["date"] },
    { name: "currency", type: "currency", aliases: ["code"] },
    { name: "rate", type: "number", aliases: ["value"] }
  ],
  defaults: {},
  hasAttributes: false,
  ratedOn: []
}

const isCurrency = Schema.is(Money.Currency)

/** The rate's text with a point, or why it has none. */
const plain = (text: string, decimal: "." | "," | undefined): string | undefined => {
  if (!text.includes(",")) return decimal === "," && text.includes(".") ? undefined : text
  return decimal === "," ? text.replace(",", ".") : undefined
}

/** Reads the rates of all files into the reporting currency. A later row of the same day and currency holds. */
export const read = (inputs: ReadonlyArray<Input>, reporting: Money.Currency): RateTable => {
  const rates: Array<Rates.Rate> = []
  const findings: Array<Finding.Finding> = []
  for (const { file, source, table } of inputs) {
    const headers = Headers.locateFields(table.header, kind, source, file)
    const places = new Map(headers.located.map(({ name, place }) => [name, place]))
    findings.push(...headers.findings)
    const missing = columns.filter((column) => !places.has(column))
    for (const column of missing) {
      const message = `no column gives ${column}, which every rate needs`
      const place = { file, line: table.header.line, field: column }
      const advice = `name its column: columns: { ${column}: … }`
      findings.push({ severity: "error", rule: "import/no-column", message, advice, place })
    }
    const readDay = source.dateFormat === undefined ? Dates.iso() : Dates.format(source.dateFormat)
    if (readDay === undefined) {
      const message = `dateFormat "${source.dateFormat ?? ""}" does not say where day, month and year stand`
      findings.push({ severity: "error", rule: "import/date-format", message, place: { file } })
    }
    if (missing.length > 0 || readDay === undefined) continue
    const blank = Reading.blanks(source.blank)
    for (const row of table.rows) {
      const cell = (column: Column) => Reading.text(row.cells[places.get(column) ?? -1], blank) ?? ""
      const reject = (column: Column, rule: string, reason: string): void => {
        const place = (places.get(column) ?? 0) + 1
        findings.push(
          Rejects.finding({
            row,
            file,
            column: place,
            field: column,
            value: cell(column),
            rule: `import/${rule}`,
            reason
          })
        )
      }
      const isExact = row.exact?.has(places.get("rate") ?? -1) === true
      const day = readDay(cell("day"))
      const currency = cell("currency").toUpperCase()
      const factor = Rates.parse(plain(cell("rate"), isExact ? "." : source.decimal) ?? "")
      if (typeof day === "string") reject("day", "bad-date", Dates.explain[day])
      else if (!isCurrency(currency)) reject("currency", "bad-currency", "it is not a currency code of ISO 4217")
      else if (factor === undefined) reject("rate", "bad-rate", "it is not a positive number with the declared decimal")
      else rates.push({ day: Calendar.ofDayNumber(day), currency, factor })
    }
  }
  return { rates: Rates.make(rates, reporting), findings }
}
