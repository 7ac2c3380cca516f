/**
 * A source declares where records of one kind come from and how the file is to be read: which column gives which field,
 * how amounts, dates and lists are written, and what values mean. Nothing is guessed at run time.
 */
import * as Schema from "effect/Schema"
import { Currency } from "../kernel/Money.ts"
import { Tax } from "./Tax.ts"

const described = (description: string) => Schema.NonEmptyString.annotate({ description })
const sign = (description: string) => Schema.optionalKey(Schema.Literals([".", ","]).annotate({ description }))

/** What a value of the file means: exact text to exact text; `"*"` is every value that is not named. */
export const ValueMap = Schema.Record(Schema.String, Schema.String).annotate({
  identifier: "ValueMap",
  description: 'what a value of the file means; "*" is every other value'
})
export type ValueMap = typeof ValueMap.Type

/** A column with its own reading, which wins over the source's. */
export const ColumnReading = Schema.Struct({
  column: described("the name of the column in the header"),
  values: Schema.optionalKey(ValueMap),
  ref: Schema.optionalKey(
    Schema.String.check(
      Schema.isPattern(/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/u, {
        message: "expected a reference such as manager.name or account.taxId"
      })
    ).annotate({ description: "the cell names a record by this field instead of its id: manager.name" })
  ),
  decimal: sign("the decimal sign of this column"),
  scale: Schema.optionalKey(
    Schema.Literals([10, 100, 1000, 1_000_000, 1_000_000_000]).annotate({
      description: "how much one unit of the column is: 1000 when amounts are in thousands"
    })
  ),
  tax: Schema.optionalKey(Tax),
  dateFormat: Schema.optionalKey(described("how dates are written, such as dd.MM.yyyy; excel for day numbers")),
  split: Schema.optionalKey(described("what separates the items of a list")),
  type: Schema.optionalKey(
    Schema.Literals(["text", "number", "boolean"]).annotate({
      description: "what an attribute holds; text unless said"
    })
  )
})
export type ColumnReading = typeof ColumnReading.Type

/** A value that every row has, though no column brings it. */
export const Constant = Schema.Struct({ value: described("the value that every row has") })

/** Several columns that make one value together: first name and last name. Empty cells are left out. */
export const Joined = Schema.Struct({
  join: Schema.NonEmptyArray(described("the name of a column in the header")).annotate({
    description: "columns whose cells are joined with a space: [First name, Last name]"
  })
})

/** What gives a field: a column by name, a column with its own reading, several columns, or one value for all rows. */
export const Column = Schema.Union([
  described("the name of the column in the header"),
  ColumnReading,
  Joined,
  Constant
]).annotate({
  identifier: "Column"
})
export type Column = typeof Column.Type

/** The programs whose exports are known. */
export const presetNames = ["hubspot", "salesforce", "bitrix24", "amocrm", "1c"] as const
/** One of them, by name. */
export type PresetName = (typeof presetNames)[number]

/** A declared source of records of one kind. */
export const Source = Schema.Struct({
  file: Schema.Union([
    described("file or glob, relative to the workspace"),
    Schema.NonEmptyArray(Schema.NonEmptyString)
  ]),
  preset: Schema.optionalKey(
    Schema.Literals(presetNames).annotate({
      description: "the program whose export this is: its columns and values are known"
    })
  ),
  columns: Schema.optionalKey(
    Schema.Record(Schema.String, Column).annotate({
      description: "field to column; other columns are found by the preset and by the fields' own names"
    })
  ),
  ignore: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "columns that are not read, by their names in the header" })
  ),
  /** Value maps by field, for columns that need nothing else. */
  values: Schema.optionalKey(Schema.Record(Schema.String, ValueMap)),
  /** What attributes hold, by name. */
  attributes: Schema.optionalKey(Schema.Record(Schema.String, Schema.Literals(["text", "number", "boolean"]))),
  encoding: Schema.optionalKey(Schema.Literals(["utf-8", "utf-16le", "utf-16be", "windows-1251"])),
  delimiter: Schema.optionalKey(described("what separates cells")),
  headerLine: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0))),
  sheet: Schema.optionalKey(described("the sheet of an XLSX file; the first unless said")),
  rows: Schema.optionalKey(described("where the list of records stands in a JSON file: result.items")),
  mode: Schema.optionalKey(
    Schema.Literals(["add", "snapshot"]).annotate({
      description: "snapshot: the newest file is all there is, and what it lacks is ended or left out"
    })
  ),
  currency: Schema.optionalKey(Currency.annotate({ description: "currency of amounts, ISO 4217" })),
  decimal: sign("the decimal sign; without it a row that has one reading decides"),
  thousands: Schema.optionalKey(described("what separates thousands")),
  tax: Schema.optionalKey(Tax),
  dateFormat: Schema.optionalKey(
    described(
      "how dates are written, such as dd.MM.yyyy; ISO 8601 needs no declaration; excel: day numbers of a spreadsheet, counted from 1900"
    )
  ),
  split: Schema.optionalKey(described("what separates the items of a list; | and ; unless said")),
  blank: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "spellings that mean nothing, such as - or n/a" })
  )
}).annotate({ identifier: "Source" })
export type Source = typeof Source.Type

/** Rates by date: columns `day`, `currency` and `rate`, what one unit of the currency was worth in the reporting one. */
export const RateSource = Source.mapFields(
  ({ blank, columns, dateFormat, decimal, delimiter, encoding, file, headerLine, ignore, rows, sheet }) => ({
    blank,
    columns,
    dateFormat,
    decimal,
    delimiter,
    encoding,
    file,
    headerLine,
    ignore,
    rows,
    sheet
  })
).annotate({ identifier: "RateSource" })

/** Won opportunities taken as orders: only by declaration, and never beside real orders of the same account. */
export const FromOpportunities = Schema.Struct({
  from: Schema.Literal("opportunities"),
  where: Schema.Literal("won")
})
export type FromOpportunities = typeof FromOpportunities.Type
