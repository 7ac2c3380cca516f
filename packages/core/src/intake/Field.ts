/**
 * Fields of records as cells hold them: each type of field reads text into a value of its schema, or says why it cannot.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"
import * as Money from "../kernel/Money.ts"
import type * as Rates from "../kernel/Rates.ts"
import { normalEmail } from "../account/Contact.ts"
import * as Countries from "./Countries.ts"
import * as Dates from "./Dates.ts"
import * as Reading from "./Reading.ts"
import * as Tax from "./Tax.ts"

/** What a field holds. `deadline` is an instant that, given as a day, means the end of that day. */
export type FieldType =
  | "id"
  | "text"
  | "phone"
  | "domain"
  | "country"
  | "zone"
  | "currency"
  | "day"
  | "instant"
  | "deadline"
  | "money"
  | "whole"
  | "number"
  | "truth"
  | "choice"

/** One field. A dotted name lies in a nested record: `settled.by`. A list is split at the source's separator. */
export interface Field {
  readonly name: string
  readonly type: FieldType
  readonly list?: true
  /** The values of a `choice`. */
  readonly among?: ReadonlyArray<string>
  /** Other names under which columns of this field are found without declaration. */
  readonly aliases?: ReadonlyArray<string>
}

/** How the cells of one column are written. */
export interface Style {
  readonly zone: Calendar.Zone
  readonly currency: Money.Currency
  readonly notation: Money.Notation
  readonly readDay: Dates.Read
  readonly scale: number
  /** The rate of the tax that amounts hold and that is taken out of them. */
  readonly tax?: Rates.Factor | undefined
  /** Dates are day numbers of a spreadsheet, their fraction a time of day. */
  readonly isSerial?: boolean
}

/** Why a cell was not read. */
export interface Fault {
  readonly rule: string
  readonly reason: string
}

/** A value, or why there is none. */
export type Read = { readonly value: unknown } | Fault

/** Whether the reading failed. */
export const isFault = (read: Read): read is Fault => "rule" in read

/** A fault of intake. */
export const fault = (rule: string, reason: string): Fault => ({ rule: `import/${rule}`, reason })

/** What an amount's fault means, for the reader of a finding. */
const amountReason: Readonly<Record<Money.Fault, string>> = {
  empty: "there is no amount",
  "not-a-number": "it is not an amount in the declared notation",
  scientific: "it is in scientific notation: the digits behind it are lost",
  "too-large": "it passes 2^53 minor units",
  foreign: "it names another currency than the source"
}

const plainDecimal = /^(-?\d+)(?:[.,](\d+))?$/u

/** Moves the decimal sign to the right by the zeros of the scale, in text, so that no digit passes through a fraction. */
const scaled = (text: string, style: Style): string => {
  const [, whole, fraction = ""] = plainDecimal.exec(text) ?? []
  if (style.scale === 1 || whole === undefined || (fraction !== "" && !text.includes(style.notation.decimal)))
    return text
  const places = String(style.scale).length - 1
  const moved = fraction.padEnd(places, "0")
  const rest = moved.slice(places)
  return `${whole}${moved.slice(0, places)}${rest === "" ? "" : `${style.notation.decimal}${rest}`}`
}

const readMoney = (text: string, style: Style): Read => {
  const moved = scaled(text, style)
  const minor = Money.parseMinor(moved, style.currency, style.notation)
  if (typeof minor === "string") return fault(minor === "scientific" ? "scientific" : "bad-amount", amountReason[minor])
  const whole = moved === text ? minor * style.scale : minor
  if (!Number.isSafeInteger(whole)) return fault("bad-amount", amountReason["too-large"])
  return { value: { minor: style.tax === undefined ? whole : Tax.net(whole, style.tax), currency: style.currency } }
}

const clock = /[ T](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?: ?([AaPp])[Mm])?$/u

const minuteOf = (text: string): number | undefined => {
  const [, hour, minute, half] = clock.exec(text) ?? []
  if (hour === undefined || minute === undefined) return undefined
  const turned = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === "p" ? 12 : 0)
  return turned * 60 + Number(minute)
}

const readDay = (text: string, style: Style): Read => {
  const day = style.readDay(text)
  return typeof day === "string" ? fault("bad-date", Dates.explain[day]) : { value: Calendar.ofDayNumber(day) }
}

const readInstant = (text: string, style: Style, deadline: boolean): Read => {
  const exact = Calendar.parseInstant(text.replace(" ", "T"))
  if (exact !== undefined) return { value: exact }
  const day = style.readDay(text)
  if (typeof day === "string") return fault("bad-date", Dates.explain[day])
  const minute = style.isSerial === true ? Dates.minuteOfSerial(text) : minuteOf(text)
  if (minute !== undefined && minute >= 1440) return fault("bad-date", "a day has 24 hours")
  return { value: Calendar.instantOf(Calendar.ofDayNumber(day), minute ?? (deadline ? 1440 : 0), style.zone) }
}

/** `12.5` of a hundred is `0.125`: the decimal sign moves two places to the left, in text. */
const hundredth = (digits: string, fraction: string): number => {
  const [, sign = "", whole = ""] = /^(-?)(\d+)$/u.exec(digits) ?? []
  const padded = whole.padStart(3, "0")
  return Number(`${sign}${padded.slice(0, -2)}.${padded.slice(-2)}${fraction}`)
}

const readNumber = (text: string, style: Style, whole: boolean): Read => {
  const isPercent = !whole && text.endsWith("%")
  const body = isPercent ? text.slice(0, -1) : text
  const [, digits, fraction] = plainDecimal.exec(body.replace(/[\s'’]/gu, "").replace(/^[−–]/u, "-")) ?? []
  // Three digits after the other sign could be thousands; any other count can only be decimals.
  const isDecimal = text.includes(style.notation.decimal) || fraction?.length !== 3
  if (digits === undefined || !isDecimal || (whole && fraction !== undefined)) {
    return fault("bad-number", whole ? "it is not a whole number" : "it is not a number in the declared notation")
  }
  if (isPercent) return { value: hundredth(digits, fraction ?? "") }
  const value = Number(fraction === undefined ? digits : `${digits}.${fraction}`)
  return whole && !Number.isSafeInteger(value) ? fault("bad-number", "it is not a whole number") : { value }
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "y", "1", "да"].map((word) => [word, true] as const),
  ...["false", "no", "n", "0", "нет"].map((word) => [word, false] as const)
])

/** Letters and digits only, lower case: how words are compared where spelling and signs do not matter. */
export const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")

const readChoice = (text: string, among: ReadonlyArray<string>): Read => {
  const found = among.find((choice) => folded(choice) === folded(text))
  if (found !== undefined) return { value: found }
  const near = Reading.nearest(text, among)
  const hint =
    near === undefined
      ? `it is none of ${among.join(", ")}`
      : `did you mean "${near}"? It is none of ${among.join(", ")}`
  return fault("unknown-value", `${hint}; map it under \`values\``)
}

const readCountry = (text: string): Read => {
  const code = Countries.codeOf(text)
  if (code !== undefined) return { value: code }
  const near = Countries.nearest(text)
  const hint = near === undefined ? "" : `did you mean "${near}"? `
  return fault("bad-country", `${hint}It is neither an ISO 3166 code nor a country's name; map it under \`values\``)
}

const readDomain = (text: string): Read => {
  const host = text
    .toLowerCase()
    .replace(/^[a-z]+:\/\//u, "")
    .replace(/^www\./u, "")
    .replace(/[/?#:].*$/u, "")
  const email = normalEmail(`x@${host}`)
  return email === undefined ? fault("bad-domain", "it is not a domain name") : { value: email.slice(2) }
}

const isZone = Schema.is(Calendar.Zone)

const readZone = (text: string): Read =>
  isZone(text) ? { value: text } : fault("bad-zone", "it is not a time zone name such as Europe/Berlin")

/** Reads one item of trimmed text that is not blank. */
export const read = (field: Field, text: string, style: Style): Read => {
  switch (field.type) {
    case "id":
      return text.length > 3 && Reading.isScientific(text) ? fault("scientific", Reading.scientificId) : { value: text }
    case "phone":
      return Reading.isScientific(text) ? fault("scientific", Reading.scientificPhone) : { value: text }
    case "text":
    case "currency":
      return { value: text }
    case "domain":
      return readDomain(text)
    case "country":
      return readCountry(text)
    case "zone":
      return readZone(text)
    case "day":
      return readDay(text, style)
    case "instant":
      return readInstant(text, style, false)
    case "deadline":
      return readInstant(text, style, true)
    case "money":
      return readMoney(text, style)
    case "whole":
      return readNumber(text, style, true)
    case "number":
      return readNumber(text, style, false)
    case "truth": {
      const truth = truths.get(text.toLowerCase())
      return truth === undefined ? fault("bad-truth", "it is neither yes nor no") : { value: truth }
    }
    case "choice":
      return readChoice(text, field.among ?? [])
  }
}
