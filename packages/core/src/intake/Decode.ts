/**
 * Rows into records of their schema, each with where it came from. A row that cannot be read is set aside in the source's
 * own columns with its first reason; the others go on.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Money from "../kernel/Money.ts"
import * as Rates from "../kernel/Rates.ts"
import * as Csv from "./Csv.ts"
import * as Dates from "./Dates.ts"
import * as Field from "./Field.ts"
import * as Headers from "./Headers.ts"
import * as Presets from "./Presets.ts"
import * as Reading from "./Reading.ts"
import { kinds, type Draft, type RecordKind } from "./RecordKind.ts"
import type { Input, References } from "./References.ts"
import type * as Rejects from "./Rejects.ts"
import type { Source } from "./Source.ts"
import * as Tax from "./Tax.ts"
import * as Totals from "./Totals.ts"

/** What holds for the whole workspace: the zone in which days become instants, and the one reporting currency. */
export interface Reporting {
  readonly zone: Calendar.Zone
  readonly currency: Money.Currency
  /** What other currencies were worth; without them amounts of other currencies reject their rows. */
  readonly rates?: Rates.Rates
}

/** A record as one row gives it; `record` has passed the schema of its kind. */
export interface DecodedRow {
  readonly row: Csv.Row
  readonly record: Draft
  readonly updatedAt?: Calendar.Instant
}

/** One file decoded. `rows` and `rejected` together are all rows of the file. */
export interface Decoded {
  readonly input: Input
  readonly rows: ReadonlyArray<DecodedRow>
  readonly rejected: ReadonlyArray<Rejects.Rejected>
  /** Where the id stands, from 0; absent when no column gives it. */
  readonly idPlace?: number
  readonly findings: ReadonlyArray<Finding.Finding>
}

interface Writing {
  readonly style: (located: Headers.Located) => Field.Style
  readonly findings: ReadonlyArray<Finding.Finding>
}

const isDate = (field: Field.Field): boolean =>
  field.type === "day" || field.type === "instant" || field.type === "deadline"

/** The tax within the amounts of each column, by declaration; a finding says what was taken out. */
const taxesOf = (source: Source, located: ReadonlyArray<Headers.Located>, file: string) => {
  const rates = new Map<Source["tax"], Rates.Factor>()
  const findings: Array<Finding.Finding> = []
  const taxOf = (reading: Headers.Located["reading"]) => reading.tax ?? source.tax
  for (const tax of new Set([source.tax, ...located.map(({ reading }) => reading.tax)])) {
    const rate = Tax.rateOf(tax)
    const taxed = located.filter(({ field, reading }) => field.type === "money" && taxOf(reading) === tax)
    if (rate === Tax.noRate) {
      const message = "amounts are declared with tax in them, and no rate says how much"
      findings.push({ severity: "error", rule: "import/tax-rate", message, advice: Tax.advice, place: { file } })
    } else if (rate !== undefined && taxed.length > 0) {
      rates.set(tax, rate)
      const names = taxed.map(({ name }) => name).join(", ")
      const message = `${names}: declared with ${Tax.show(rate)} tax in them, taken net and rounded half to even`
      findings.push({ severity: "info", rule: "import/tax-taken-out", message, place: { file } })
    }
  }
  const styleOf = (reading: Headers.Located["reading"]): Pick<Field.Style, "tax"> => {
    const rate = rates.get(taxOf(reading))
    return rate === undefined ? {} : { tax: rate }
  }
  return { findings, styleOf }
}

/** Settles how the file writes dates and amounts where the source does not say; questions that stay open are errors. */
const writingOf = (
  { file, table }: Input,
  source: Source,
  located: ReadonlyArray<Headers.Located>,
  reporting: Reporting
): Writing => {
  const currency = source.currency ?? reporting.currency
  const blank = Reading.blanks(source.blank)
  const dates = Reading.dateSettler()
  const decimals = Reading.decimalSettler(currency)
  for (const { field, place, reading } of located) {
    const seesDate = isDate(field) && (reading.dateFormat ?? source.dateFormat) === undefined
    const seesAmount = field.type === "money" && (reading.decimal ?? source.decimal) === undefined
    if (place === undefined || !(seesDate || seesAmount)) continue
    for (const row of table.rows) {
      const cell = Reading.text(row.cells[place], blank)
      if (row.fault === undefined && cell !== undefined && row.exact?.has(place) !== true)
        (seesDate ? dates : decimals).see(cell, row.line)
    }
  }
  const date = dates.result()
  const decimal = decimals.result()
  /** The column in which an undecided cell stands. */
  const placeOf = (settlement: Reading.Settlement<string>): Finding.Place => {
    if (settlement.state !== "open") return { file }
    const { line, value } = settlement.at
    const row = table.rows.find((one) => one.line === line)
    const at = located.find(({ place }) => place !== undefined && Reading.text(row?.cells[place], blank) === value)
    return at?.place === undefined ? { file } : { file, column: at.place + 1, field: at.name }
  }
  const findings = [
    Reading.question(date, "dateFormat", placeOf(date)),
    Reading.question(decimal, "decimal", placeOf(decimal))
  ].filter((finding) => finding !== undefined)

  const readers = new Map<string, Dates.Read>()
  const settled = Dates.ordered(date.state === "settled" ? date.choice : "dd/MM/yyyy", reporting.zone)
  for (const format of new Set([source.dateFormat, ...located.map((one) => one.reading.dateFormat)])) {
    if (format === undefined) continue
    const read = Dates.format(format, reporting.zone)
    if (read !== undefined) readers.set(format, read)
    else {
      const message = `dateFormat "${format}" does not say where day, month and year stand`
      const advice = "write it as dd.MM.yyyy"
      findings.push({ severity: "error", rule: "import/date-format", message, advice, place: { file } })
    }
  }
  const taxes = taxesOf(source, located, file)
  findings.push(...taxes.findings)
  const style = ({ reading }: Headers.Located): Field.Style => ({
    ...taxes.styleOf(reading),
    ...((reading.dateFormat ?? source.dateFormat) === Dates.excel ? { isSerial: true } : {}),
    zone: reporting.zone,
    currency,
    notation: {
      decimal: reading.decimal ?? source.decimal ?? (decimal.state === "settled" ? decimal.choice : "."),
      ...(source.thousands === undefined ? {} : { thousands: source.thousands })
    },
    readDay: readers.get(reading.dateFormat ?? source.dateFormat ?? "") ?? settled,
    scale: reading.scale ?? 1
  })
  return { style, findings }
}

/** What the value map makes of a value; a cell without one is mapped only where the map names the empty text. */
const mapped = (text: string | undefined, { values }: Headers.Located["reading"]): string | undefined => {
  const meant =
    values === undefined ? text : (values[text ?? ""] ?? (text === undefined ? text : (values["*"] ?? text)))
  return meant === "" ? undefined : meant
}

/** A reason not to take the row, with the column it lies in. */
interface Problem extends Field.Fault {
  readonly located?: Headers.Located
}

const formatIssue = SchemaIssue.makeFormatterStandardSchemaV1()

const inSchema = (issue: SchemaIssue.Issue, located: ReadonlyArray<Headers.Located>): Problem => {
  const [first] = formatIssue(issue).issues
  const path = (first?.path ?? []).map((part) => String(typeof part === "object" ? part.key : part))
  const name = path.filter((part) => !/^\d+$/u.test(part)).join(".")
  const at = located.find((one) => one.name === name) ?? located.find((one) => one.name.startsWith(`${name}.`))
  const isMissing = first?.message === "Missing key"
  const reason = isMissing ? `there is no ${name}` : `${name}: ${first?.message ?? "does not fit its schema"}`
  const problem = Field.fault(isMissing ? "missing-value" : "bad-value", reason)
  return at === undefined ? problem : { ...problem, located: at }
}

const put = (target: Record<string, unknown>, name: string, value: unknown, kind: RecordKind): void => {
  const [head = "", tail] = name.split(".", 2)
  if (tail === undefined) target[head] = value
  else if (Array.isArray(kind.defaults[head]))
    target[head] = [{ ...(target[head] as Array<object> | undefined)?.[0], [tail]: value }]
  else target[head] = { ...(target[head] as object | undefined), [tail]: value }
}

/** Reads all rows of a file. `references` resolves names that stand for ids. */
export const decode = (input: Input, reporting: Reporting, references: References): Decoded => {
  const kind: RecordKind = kinds[input.kind]
  const { file, table } = input
  const source = Presets.applied(input.kind, input.source)
  const headers = Headers.locate(table.header, input.kind, source, file)
  const writing = writingOf(input, source, headers.located, reporting)
  const findings = [...headers.findings, ...writing.findings]
  if (findings.some((finding) => finding.severity === "error")) return { input, rows: [], rejected: [], findings }

  const blank = Reading.blanks(source.blank)
  const split = (own: string | undefined): RegExp | string => own ?? source.split ?? /[|;]/u
  const exact = { notation: { decimal: "." as const }, readDay: Dates.iso(reporting.zone) }
  const columns = headers.located.map((located) => ({ ...located, located, style: writing.style(located) }))
  const currencyAt = headers.located.find((one) => one.name === "currency")
  const decodeRecord = Schema.decodeUnknownResult(kind.schema as Schema.Codec<Draft, unknown>)

  const cellOf = (row: Csv.Row, { also, constant, place }: Headers.Located): string | undefined => {
    const first = constant ?? Reading.text(place === undefined ? undefined : row.cells[place], blank)
    if (also === undefined) return first
    const parts = [first, ...also.map((one) => Reading.text(row.cells[one], blank))]
    const joined = parts.filter((part) => part !== undefined).join(" ")
    return joined === "" ? undefined : joined
  }
  const currencyOf = (row: Csv.Row, style: Field.Style): Money.Currency | Problem => {
    const text =
      currencyAt === undefined ? undefined : mapped(cellOf(row, currencyAt), currencyAt.reading)?.toUpperCase()
    const currency = text ?? style.currency
    if (isCurrency(currency)) return currency
    const problem = Field.fault("bad-currency", "it is not a currency code of ISO 4217")
    return { ...problem, ...(currencyAt === undefined ? {} : { located: currencyAt }) }
  }
  /** Amounts of the draft in the reporting currency, by the rate of the row's own day. */
  const converted = (draft: Record<string, unknown>): Problem | undefined => {
    for (const { field, located, name } of columns) {
      const amount = draft[name]
      if (field.type !== "money" || !isMoney(amount) || amount.currency === reporting.currency) continue
      const day = kind.ratedOn.map((one) => draft[one]).find((value) => value !== undefined)
      const rates = reporting.rates ?? Rates.none(reporting.currency)
      const money =
        typeof day === "string"
          ? Rates.convert(rates, amount, day as Calendar.Day)
          : `there is no day by whose rate ${amount.currency} becomes ${reporting.currency}`
      const reason =
        typeof money === "string"
          ? money
          : Rates.isMissing(money)
            ? Rates.explain(money, reporting.currency)
            : undefined
      if (reason !== undefined) return { ...Field.fault("no-rate", reason), located }
      draft[name] = money
    }
    return undefined
  }
  const valueOf = (row: Csv.Row, { field, located, reading, style }: (typeof columns)[number]): unknown => {
    const text = cellOf(row, located)
    const parts = field.list === true ? (text?.split(split(reading.split)) ?? []) : [text]
    const values: Array<unknown> = []
    for (const part of parts) {
      const trimmed = mapped(part === undefined ? part : part.trim(), reading)
      if (trimmed === undefined) continue
      const named = reading.ref === undefined ? { id: trimmed } : references.resolve(reading.ref, trimmed)
      const isExact = located.place !== undefined && row.exact?.has(located.place) === true
      const read = "rule" in named ? named : Field.read(field, named.id, isExact ? { ...style, ...exact } : style)
      if (Field.isFault(read)) return { ...read, located }
      values.push(read.value)
    }
    return field.list === true && values.length > 0 ? values : values[0]
  }
  const decodeRow = (row: Csv.Row): DecodedRow | Problem => {
    if (row.fault !== undefined) return Field.fault(row.fault, Csv.explain[row.fault])
    const draft: Record<string, unknown> = {}
    let updatedAt: Calendar.Instant | undefined
    for (const column of columns) {
      const currency = column.field.type === "money" ? currencyOf(row, column.style) : column.style.currency
      if (typeof currency !== "string") return currency
      const value = valueOf(
        row,
        currency === column.style.currency ? column : { ...column, style: { ...column.style, currency } }
      )
      if (isProblem(value)) return value
      if (value === undefined) continue
      if (column.name === "updatedAt") updatedAt = value as Calendar.Instant
      else if (column.name !== "currency" || kind.fields.some((field) => field.name === "currency")) {
        put(draft, column.name, value, kind)
      }
    }
    const filled = merged(kind.defaults, draft)
    const whole: Record<string, unknown> = { ...(kind.complete === undefined ? filled : kind.complete(filled, file)) }
    const problem = kind.ratedOn.length === 0 ? undefined : converted(whole)
    if (problem !== undefined) return problem
    const hasId = whole["id"] !== undefined || kind.identity === undefined
    const decoded = decodeRecord(hasId ? whole : { ...whole, id: "-" })
    if (Result.isFailure(decoded)) return inSchema(decoded.failure.issue, headers.located)
    const { id, ...rest } = decoded.success
    return { row, record: hasId ? { id, ...rest } : rest, ...(updatedAt === undefined ? {} : { updatedAt }) }
  }

  const rows: Array<DecodedRow> = []
  const problems: Array<{ readonly row: Csv.Row; readonly problem: Problem }> = []
  for (const row of table.rows) {
    const decoded = decodeRow(row)
    if ("record" in decoded) rows.push(decoded)
    else problems.push({ row, problem: decoded })
  }
  const netAt = kind.ratedOn.length === 0 ? undefined : columns.find((column) => column.name === "amount")
  // A sum is of the amounts as they stand in the file, with the tax in them.
  const amountAt = netAt?.style.tax === undefined ? netAt : { ...netAt, style: { ...netAt.style, tax: undefined } }
  const totals = Totals.among(
    amountAt === undefined || amountAt === netAt
      ? rows
      : rows.map(({ row }) => ({ row, record: { amount: valueOf(row, amountAt) } }))
  )
  const isTotal = (row: Csv.Row): boolean => {
    const amount = amountAt === undefined ? undefined : valueOf(row, amountAt)
    const isBlank = columns.every(({ located, name }) => {
      const cell = cellOf(row, located)
      return cell === undefined || Totals.isLabel(cell) || (name !== "id" && !kind.ratedOn.includes(name))
    })
    return isMoney(amount) && isBlank && totals.isSum(amount.minor, row.line)
  }
  const rejected = problems.map(({ problem, row }) => {
    if (row.fault !== undefined || !isTotal(row)) return rejection(row, problem, file)
    const total = Field.fault("totals-row", "the row has no date and its amount is a sum of the rows above it")
    return rejection(row, { ...total, ...(amountAt === undefined ? {} : { located: amountAt.located }) }, file)
  })
  const idPlace = headers.located.find((one) => one.name === "id")?.place
  return { input, rows, rejected, findings, ...(idPlace === undefined ? {} : { idPlace }) }
}

const isMoney = Schema.is(Money.Money)

const isCurrency = Schema.is(Money.Currency)

const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "rule" in value && "reason" in value

/** Defaults under the draft; a nested record keeps the defaults of the fields that no column gave. */
const merged = (defaults: Draft, draft: Draft): Draft => {
  const whole: Record<string, unknown> = { ...defaults, ...draft }
  for (const [name, value] of Object.entries(defaults)) {
    const own = draft[name]
    if (typeof own === "object" && typeof value === "object" && !Array.isArray(value))
      whole[name] = { ...value, ...own }
  }
  return whole
}

/** The rejected row of a problem, with its column and value where it has one. */
export const rejection = (row: Csv.Row, problem: Problem, file: string): Rejects.Rejected => {
  const { located, reason, rule } = problem
  const place = located?.place
  const cell = place === undefined ? undefined : row.cells[place]
  return {
    row,
    rule,
    reason,
    file,
    ...(place === undefined ? {} : { column: place + 1 }),
    ...(located === undefined ? {} : { field: located.name }),
    ...(cell === undefined ? {} : { value: cell })
  }
}
