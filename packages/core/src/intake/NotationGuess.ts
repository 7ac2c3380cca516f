/**
 * How columns of a file write dates and amounts, by their cells: the notation that one of them leaves no other reading
 * of, with that cell; or the question, when none decides or two contradict each other.
 */
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Money from "../kernel/Money.ts"
import * as Dates from "./Dates.ts"
import * as Reading from "./Reading.ts"

/** What the cells of a column say. Without a value nothing needs to be declared. */
export interface Guess<A> {
  readonly value?: A
  readonly because: string
  readonly question?: Finding.Finding
}

/** Whether a cell is an instant does not depend on the zone in which its day is told. */
const utc = Calendar.Zone.make("UTC")

const shown = (cell: Reading.Cell): string => `line ${cell.line} ("${cell.value.trim()}")`

const two = (text: string): boolean => /^\d\d\D\d\d\D/u.test(text)

/** The format of dates of four-digit years with one sign between, in the order that was settled. */
const formatOf = (order: Dates.Order, cells: ReadonlyArray<Reading.Cell>): string | undefined => {
  const signs = new Set(cells.map(({ value }) => /^\d{1,2}([/.-])/u.exec(value.trim())?.[1]))
  const [sign] = signs
  if (signs.size !== 1 || sign === undefined) return undefined
  const padded = cells.every(({ value }) => two(value.trim()))
  const [day, month] = padded ? ["dd", "MM"] : ["d", "M"]
  return order === "dd/MM/yyyy" ? `${day}${sign}${month}${sign}yyyy` : `${month}${sign}${day}${sign}yyyy`
}

const shortFormats = ["d.M.yy", "M.d.yy", "yy.M.d"]

/** Two-digit years: every order that reads all cells. */
const shortYears = (cells: ReadonlyArray<Reading.Cell>, place: Finding.Place): Guess<string> | undefined => {
  const [first] = cells
  const sign = /^\d{1,2}([/.-])\d{1,2}\1\d{2}(?:\D|$)/u.exec(first?.value.trim() ?? "")?.[1]
  if (first === undefined || sign === undefined) return undefined
  const fits = shortFormats
    .map((format) => format.replaceAll(".", sign))
    .filter((format) => {
      const read = Dates.format(format)
      return read !== undefined && cells.every(({ value }) => typeof read(value) === "number")
    })
  const [format, ...others] = fits
  if (format === undefined) return undefined
  if (others.length === 0) return { value: format, because: "years have two digits, and no other order reads all rows" }
  const message = `${shown(first)} has several readings (${fits.join(", ")}) and no row decides between them`
  const advice = "name it: --date-format"
  const question: Finding.Finding = {
    severity: "error",
    rule: Reading.undecided,
    message,
    advice,
    place: { ...place, line: first.line }
  }
  return { because: "years have two digits", question }
}

/** What is said of a column that needs no format. */
export const allIso = "all dates are ISO 8601"

/** How a column writes dates. */
export const dates = (cells: ReadonlyArray<Reading.Cell>, place: Finding.Place): Guess<string> => {
  const iso = Dates.iso(utc)
  if (cells.every(({ value }) => typeof iso(value) === "number")) return { because: allIso }
  const serial = cells.find(({ value }) => iso(value) === "serial")
  if (serial !== undefined && cells.every(({ value }) => iso(value) === "serial")) {
    const day = Dates.format(Dates.excel)?.(serial.value)
    const read = typeof day === "number" ? `: ${Calendar.ofDayNumber(day)}, counted from 1900` : ""
    return { value: Dates.excel, because: `all are numbers, and ${shown(serial)} is a spreadsheet's day number${read}` }
  }
  if (serial !== undefined) {
    const message = `${shown(serial)} is a spreadsheet's day number, and other rows have dates`
    const advice = "format the column as a date in the spreadsheet and save it again, or give the .xlsx file itself"
    const question: Finding.Finding = {
      severity: "error",
      rule: "import/serial-date",
      message,
      advice,
      place: { ...place, line: serial.line }
    }
    return { because: "dates are numbers", question }
  }
  const settler = Reading.dateSettler()
  for (const { line, value } of cells) settler.see(value, line)
  const settled = settler.result()
  if (settled.state === "settled") {
    const numeric = cells.filter(({ value }) => Dates.ordersOf(value).length > 0)
    const format = numeric.length === cells.length ? formatOf(settled.choice, cells) : undefined
    const because = `${shown(settled.by)} can only be ${settled.choice}`
    return format === undefined ? { because } : { value: format, because }
  }
  const asked = Reading.question(settled, "dateFormat", place)
  if (asked !== undefined)
    return { because: "dates have two readings", question: { ...asked, advice: "name it: --date-format dd.MM.yyyy" } }
  return shortYears(cells, place) ?? { because: "the dates read the same in any order" }
}

const grouped = /^[^\d]*[1-9]\d{0,2}(?:([\s'’.,])\d{3})+(?!\d)/u

/** What separates thousands, when cells show one sign only. */
const thousandsOf = (cells: ReadonlyArray<Reading.Cell>, decimal: "." | ","): string | undefined => {
  const signs = new Set(
    cells.flatMap(({ value }) => {
      const sign = grouped.exec(value.trim())?.[1]?.replace(/\s/u, " ")
      return sign === undefined || sign === decimal ? [] : [sign]
    })
  )
  const [sign] = signs
  return signs.size === 1 ? sign : undefined
}

/** How a column writes amounts. */
export interface Amounts {
  readonly decimal: "." | ","
  readonly thousands?: string
}

/** How a column writes amounts of a currency. */
export const amounts = (
  cells: ReadonlyArray<Reading.Cell>,
  currency: Money.Currency,
  place: Finding.Place
): Guess<Amounts> => {
  const settler = Reading.decimalSettler(currency)
  for (const { line, value } of cells) settler.see(value, line)
  const settled = settler.result()
  const asked = Reading.question(settled, "decimal", place)
  if (asked !== undefined)
    return {
      because: "amounts have two readings",
      question: { ...asked, advice: "name it: --decimal . or --decimal ," }
    }
  if (settled.state !== "settled") return { because: "the amounts read the same with either decimal sign" }
  const thousands = thousandsOf(cells, settled.choice)
  const value = thousands === undefined ? { decimal: settled.choice } : { decimal: settled.choice, thousands }
  return { value, because: `${shown(settled.by)} has no other reading` }
}

const codes: Readonly<Record<string, Money.Currency>> = {
  "€": "EUR",
  "£": "GBP",
  "₽": "RUB",
  "₸": "KZT",
  "₴": "UAH",
  "₺": "TRY",
  "₹": "INR"
}

const isCurrency = (code: string): boolean => code !== "XXX" && Intl.supportedValuesOf("currency").includes(code)

/** A column's name without the currency behind it, and that currency: `amount_gbp`, `Betrag (EUR)`. */
export const currencyInName = (
  name: string
): { readonly name: string; readonly currency: Money.Currency } | undefined => {
  const [, rest, code] = /^(.*?)[\s_,.([]+([A-Za-z]{3})[)\]]?$/u.exec(name.trim()) ?? []
  const currency = code?.toUpperCase()
  return rest === undefined || rest === "" || currency === undefined || !isCurrency(currency)
    ? undefined
    : { name: rest, currency }
}

/** The currency that the cells name, when they name one and the same; a `$` or `¥` is of several. */
export const currency = (cells: ReadonlyArray<Reading.Cell>): Guess<Money.Currency> | undefined => {
  const named = new Map<string, Reading.Cell>()
  for (const cell of cells) {
    const code = /[A-Za-z]{3,}/u.exec(cell.value)?.[0]?.toUpperCase()
    const sign = /\p{Sc}/u.exec(cell.value)?.[0]
    const known = code !== undefined && isCurrency(code) ? code : sign === undefined ? undefined : (codes[sign] ?? sign)
    if (known !== undefined && !named.has(known)) named.set(known, cell)
  }
  const [[code, cell] = [undefined, undefined], ...others] = named
  if (code === undefined || cell === undefined || others.length > 0 || !isCurrency(code)) return undefined
  return { value: code, because: `${shown(cell)} names it` }
}
