/**
 * Days out of text. A source declares how it writes dates (`dd.MM.yyyy`); without a declaration only ISO 8601 is taken,
 * and what could be read in two ways is settled by a row that has one reading, or asked about; never assumed.
 */
import * as Calendar from "../kernel/Calendar.ts"

/** Why text is not a day. `serial`: a bare number, as spreadsheets show dates of an unformatted column. */
export type Fault = "empty" | "not-a-date" | "no-such-day" | "serial" | "no-zone"

/** Reads one cell into a day number (days since 1970-01-01), or says why not. */
export type Read = (text: string) => number | Fault

/** The orders of day, month and year that are tried when a source declares none; the sign between is `/`, `.` or `-`. */
export type Order = "dd/MM/yyyy" | "MM/dd/yyyy"

const tokens: Readonly<Record<string, string>> = {
  yyyy: String.raw`(?<year>\d{4})`,
  yy: String.raw`(?<short>\d{2})`,
  MM: String.raw`(?<month>\d{2})`,
  M: String.raw`(?<month>\d{1,2})`,
  dd: String.raw`(?<day>\d{2})`,
  d: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`\d{2}`,
  H: String.raw`\d{1,2}`,
  hh: String.raw`\d{2}`,
  h: String.raw`\d{1,2}`,
  mm: String.raw`\d{2}`,
  ss: String.raw`\d{2}`,
  SSS: String.raw`\d{3}`,
  a: String.raw`[AaPp][Mm]`
}
const token = /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|ss|SSS|a|'([^']*)'|[^A-Za-z]|[A-Za-z]/gu
/** A time of day after the date; the date counts, since it is a local one. */
const time = String.raw`(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?)?`

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/gu, String.raw`\$&`)

const pad = (text: string): string => text.padStart(2, "0")

/** Two digits of a year count from 1970 to 2069. */
const century = (short: string): string => (Number(short) < 70 ? `20${short}` : `19${short}`)

const numberOf = (year: string, month: string, day: string): number | Fault => {
  const text = `${year}-${pad(month)}-${pad(day)}`
  return Calendar.isDay(text) ? Calendar.dayNumber(text as Calendar.Day) : "no-such-day"
}

/** The pattern of a format, or undefined when it lacks day, month or year or holds a letter that means nothing. */
const patternOf = (format: string): RegExp | undefined => {
  let pattern = ""
  const seen = new Set<string>()
  for (const [part, quoted] of format.matchAll(token)) {
    const known = tokens[part]
    if (known === undefined && quoted === undefined && /[A-Za-z]/u.test(part)) return undefined
    const name = known?.match(/<(\w+)>/u)?.[1]?.replace("short", "year")
    if (name !== undefined && seen.has(name)) return undefined
    if (name !== undefined) seen.add(name)
    pattern += known ?? escape(quoted ?? part)
  }
  if (seen.size < 3) return undefined
  return new RegExp(`^${pattern}${/H|h/u.test(format) ? "" : time}$`, "u")
}

const cached = (read: Read): Read => {
  // Orders of one day stand side by side in most files, and days repeat in all of them.
  const known = new Map<string, number | Fault>()
  return (text) => {
    let day = known.get(text)
    if (day === undefined) {
      day = read(text)
      if (known.size > 50_000) known.clear()
      known.set(text, day)
    }
    return day
  }
}

const missing = (text: string): Fault =>
  text === "" ? "empty" : /^\d{5}(?:\.\d+)?$/u.test(text) ? "serial" : "not-a-date"

/** The `dateFormat` of spreadsheets' day numbers. */
export const excel = "excel"

const serial = /^(\d{1,7})(?:[.,](\d+))?$/u
/** The numbers of 1900-02-29, a day that spreadsheets count and no calendar has, and of 9999-12-31. */
const leapDay = 60
const lastSerial = 2_958_465
/** The day number of 1899-12-30, from which days count after 1900-02-29; before it they count from the day after. */
const serialBase = -25_569

/** The day of a spreadsheet's day number in the system of 1900: 1 is 1900-01-01, 45231 is 2023-11-01. */
const readSerial = (text: string): number | Fault => {
  const whole = serial.exec(text)?.[1]
  if (whole === undefined) return text === "" ? "empty" : "not-a-date"
  const number = Number(whole)
  if (number === 0 || number === leapDay || number > lastSerial) return "no-such-day"
  return serialBase + (number < leapDay ? number + 1 : number)
}

/** The minute of the day that the fraction of a spreadsheet's day number names, to the nearest; undefined without one. */
export const minuteOfSerial = (text: string): number | undefined => {
  const fraction = serial.exec(text.trim())?.[2]
  if (fraction === undefined) return undefined
  return Math.min(1439, Math.round(Number(`0.${fraction}`) * 1440))
}

/** ISO 8601 as files have it: a date, with a time of day, or with a zone (then brought into the reporting zone). */
const readIso = (text: string, zone: Calendar.Zone | undefined): number | Fault => {
  const plain = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/u.exec(text)
  if (plain !== null) return numberOf(plain[1] ?? "", plain[2] ?? "", plain[3] ?? "")
  const at = Calendar.parseInstant(text.replace(" ", "T"))
  if (at !== undefined) return zone === undefined ? "no-zone" : Calendar.dayNumber(Calendar.dayOf(at, zone))
  const other = /^(\d{4})([/.]?)(\d{2})\2(\d{2})$/u.exec(text)
  return other === null ? missing(text) : numberOf(other[1] ?? "", other[3] ?? "", other[4] ?? "")
}

/** Reads ISO 8601 dates; a date-time with a zone becomes the day in the reporting zone. */
export const iso = (zone?: Calendar.Zone): Read => cached((text) => readIso(text.trim(), zone))

/**
 * Reads dates written in a format of `yyyy yy MM M dd d HH H hh h mm ss SSS a`, literal letters in single quotes.
 * Undefined when the format names no day, month or year. A time of day may follow; a date-time with a zone is taken in
 * any format, being unambiguous. `excel` reads the day numbers of spreadsheets, counted from 1900.
 */
export const format = (pattern: string, zone?: Calendar.Zone): Read | undefined => {
  if (pattern === excel) return cached((text) => readSerial(text.trim()))
  const expression = patternOf(pattern)
  if (expression === undefined) return undefined
  return cached((text) => {
    const trimmed = text.trim()
    const found = expression.exec(trimmed)?.groups
    if (found !== undefined) {
      return numberOf(found["year"] ?? century(found["short"] ?? ""), found["month"] ?? "", found["day"] ?? "")
    }
    return trimmed.includes("T") && Calendar.parseInstant(trimmed) !== undefined
      ? readIso(trimmed, zone)
      : missing(trimmed)
  })
}

const numeric = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})${time}$`, "u")

/**
 * Which orders a date without declaration could have: `["dd/MM/yyyy"]` for 25/04/2011, both for 03/04/2011, none for
 * text that is no such date. Equal day and month (04/04/2011) decide nothing and read the same: both.
 */
export const ordersOf = (text: string): ReadonlyArray<Order> => {
  const found = numeric.exec(text.trim())
  if (found === null) return []
  const [, first = "", , second = "", year = ""] = found
  const orders: Array<Order> = []
  if (typeof numberOf(year, second, first) === "number") orders.push("dd/MM/yyyy")
  if (typeof numberOf(year, first, second) === "number") orders.push("MM/dd/yyyy")
  return orders
}

/** Reads dates of one order with any of `/`, `.` and `-` between, one or two digits; ISO 8601 as well. */
export const ordered = (order: Order, zone?: Calendar.Zone): Read =>
  cached((text) => {
    const found = numeric.exec(text.trim())
    if (found === null) return readIso(text.trim(), zone)
    const [, first = "", , second = "", year = ""] = found
    return order === "dd/MM/yyyy" ? numberOf(year, second, first) : numberOf(year, first, second)
  })

/** What a fault means, for the reader of a finding. */
export const explain: Readonly<Record<Fault, string>> = {
  empty: "there is no date",
  "not-a-date": "it is not a date in the declared or any unmistakable format",
  "no-such-day": "the calendar has no such day",
  serial:
    "it is a spreadsheet's day number: declare `dateFormat: excel`, or format the column as a date and save again",
  "no-zone": "it is an instant, and no reporting zone is given to say on which day it falls"
}
