/**
 * Money: whole minor units of a currency (cents, pence, yen). Amounts are parsed from text digit by digit and rounded
 * half to even, so that no amount ever passes through a binary fraction.
 */
import * as Schema from "effect/Schema"

/** The code of ISO 4217 for amounts whose currency nobody has named; counted with two decimals. */
export const noCurrency = "XXX"

const decimalsKnown = new Map<string, number | undefined>()

const decimalsIn = (currency: string): number | undefined => {
  if (!decimalsKnown.has(currency)) {
    // XXX is the standard's own code for "no currency"; lists of currencies leave it out.
    const known = currency === noCurrency || Intl.supportedValuesOf("currency").includes(currency)
    const format = known ? new Intl.NumberFormat("en", { style: "currency", currency }) : undefined
    decimalsKnown.set(currency, format?.resolvedOptions().maximumFractionDigits)
  }
  return decimalsKnown.get(currency)
}

/** A currency code of ISO 4217 that this machine knows, such as `GBP`. */
export const Currency = Schema.String.pipe(
  Schema.check(
    Schema.makeFilter(
      (code: string) => decimalsIn(code) !== undefined || `"${code}" is not a currency code of ISO 4217, such as EUR`
    )
  )
)
export type Currency = typeof Currency.Type

/** An amount: `minor` is a whole, safe number of the currency's smallest unit (GBP 12.34 is 1234, JPY 12 is 12). */
export const Money = Schema.Struct({ minor: Schema.Int, currency: Currency })
export type Money = typeof Money.Type

/** Why text is not an amount. `too-large`: beyond 2^53 minor units. `foreign`: it names another currency. */
export type Fault = "empty" | "not-a-number" | "scientific" | "too-large" | "foreign"

/** How amounts are written: the decimal sign, and the sign between thousands where only one is to be taken. */
export interface Notation {
  readonly decimal: "." | ","
  readonly thousands?: string
}

/** An amount, or throws a RangeError when `minor` is not a safe integer. */
export const make = (minor: number, currency: Currency): Money => ({ minor: safe(minor), currency })

/** How many decimals the currency has (ISO 4217): 2 for GBP, 0 for JPY, 3 for KWD. */
export const decimals = (currency: Currency): number => decimalsIn(currency) ?? 2

const safe = (minor: number): number => {
  if (!Number.isSafeInteger(minor)) throw new RangeError("an amount passes 2^53 minor units and would lose digits")
  return minor
}

/** The sum. Throws a RangeError when currencies differ or the sum passes 2^53 minor units. */
export const add = (a: Money, b: Money): Money => {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${b.currency} to ${a.currency} without a rate`)
  return make(a.minor + b.minor, a.currency)
}

/** The sum of minor units, or throws a RangeError when it passes 2^53. */
export const addMinor = (a: number, b: number): number => safe(a + b)

const zero = 48
const nine = 57

/** Plain digits with an optional minus and at most `digits` decimals: what most files hold, read without allocation. */
const parsePlain = (text: string, digits: number, decimal: number): number => {
  const length = text.length
  let at = text.charCodeAt(0) === 45 ? 1 : 0
  const negative = at === 1
  if (length - at > 15 || length === at) return Number.NaN
  let value = 0
  let fraction = -1
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code >= zero && code <= nine) {
      value = value * 10 + (code - zero)
      if (fraction >= 0) fraction += 1
    } else if (code === decimal && fraction < 0 && at > (negative ? 1 : 0)) fraction = 0
    else return Number.NaN
  }
  if (fraction === 0 || fraction > digits) return Number.NaN
  for (let left = digits - Math.max(fraction, 0); left > 0; left -= 1) value *= 10
  return Number.isSafeInteger(value) ? (negative ? 0 - value : value) : Number.NaN
}

const roundHalfEven = (whole: string, fraction: string, digits: number): number => {
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0"))
  const rest = fraction.slice(digits).replace(/0+$/u, "")
  const half = rest === "5" ? kept % 2n === 1n : rest >= "5"
  const minor = half ? kept + 1n : kept
  return minor > BigInt(Number.MAX_SAFE_INTEGER) ? Number.NaN : Number(minor)
}

/** What stands between thousands when the source does not say: the other sign, an apostrophe, any space. */
const groupings = (decimal: "." | ","): ReadonlyArray<string> => [decimal === "." ? "," : ".", "'", "’", " "]

/** `1.234,5` → its digits before and after the decimal sign; undefined when the text is not written this way. */
const split = (text: string, notation: Notation): { readonly whole: string; readonly fraction: string } | undefined => {
  const point = text.indexOf(notation.decimal)
  const whole = point < 0 ? text : text.slice(0, point)
  const fraction = point < 0 ? "" : text.slice(point + 1)
  if (!/^\d*$/u.test(fraction) || whole + fraction === "") return undefined
  if (/^\d*$/u.test(whole)) return { whole: whole === "" ? "0" : whole, fraction }
  const asked = notation.thousands?.replace(/\s/u, " ")
  for (const sign of asked === undefined ? groupings(notation.decimal) : [asked]) {
    const groups = whole.split(sign)
    const [first = "", ...others] = groups
    const last = others.at(-1)
    // Two digits between signs are Indian lakhs; the last group always has three.
    if (last === undefined || !/^[1-9]\d{0,2}$/u.test(first) || !/^\d{3}$/u.test(last)) continue
    if (others.slice(0, -1).every((group) => /^\d{2,3}$/u.test(group))) return { whole: groups.join(""), fraction }
  }
  return undefined
}

const signsKnown = new Map<string, string>()

/** The sign that stands for a currency, `€` or the `$` of many; its code where it has none. */
const signOf = (currency: Currency): string => {
  let sign = signsKnown.get(currency)
  if (sign === undefined) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" })
    sign = format.formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency
    signsKnown.set(currency, sign)
  }
  return sign
}

/** What people write behind an amount where the currency has no sign on the keyboard. */
const wordsFor: Readonly<Record<string, RegExp>> = {
  RUB: /руб(?:\.|лей|ля|ль)?|р\./iu,
  UAH: /грн\.?/iu,
  KZT: /тенге|тг\.?/iu
}

/** Signs, parentheses and the currency taken off: what is left are digits and separators. */
const strip = (text: string, currency: Currency): { readonly body: string; readonly negative: boolean } | Fault => {
  let body = text.trim().replace(/\s+/gu, " ").replace(/[−–]/gu, "-")
  if (body === "") return "empty"
  const code = body.match(/[A-Za-z]{3,}/u)?.[0]?.toUpperCase()
  if (code !== undefined && code !== currency) return decimalsIn(code) === undefined ? "not-a-number" : "foreign"
  const sign = body.match(/\p{Sc}/u)?.[0]?.normalize("NFKC")
  if (sign !== undefined && currency !== noCurrency && !signOf(currency).includes(sign)) return "foreign"
  let negative = false
  const inner = body.match(/^\((.*)\)$/u)?.[1]
  if (inner !== undefined) {
    negative = true
    body = inner
  }
  body = body
    .replace(signOf(currency), "")
    .replace(wordsFor[currency] ?? "", "")
    .replace(/\p{Sc}/u, "")
    .replace(new RegExp(currency, "iu"), "")
    .trim()
  const mark = body.match(/^[+-]|[+-]$/u)?.[0]
  if (mark !== undefined) {
    if (negative) return "not-a-number"
    negative = mark === "-"
    body = (body.startsWith(mark) ? body.slice(1) : body.slice(0, -1)).replace(/\p{Sc}/u, "").trim()
  }
  return { body, negative }
}

/**
 * Minor units of an amount written in text, or why it is none. Taken: a sign before or after, parentheses for negative,
 * a currency sign or the currency's own code, thousands in groups. More decimals than the currency has are rounded half
 * to even. Scientific notation is refused: the digits behind it are lost.
 */
export const parseMinor = (text: string, currency: Currency, notation: Notation): number | Fault => {
  const digits = decimals(currency)
  const plain = parsePlain(text, digits, notation.decimal.charCodeAt(0))
  if (!Number.isNaN(plain)) return plain
  const stripped = strip(text, currency)
  if (typeof stripped === "string") return stripped
  if (/^\d+(?:[.,]\d+)?e[+-]?\d+$/iu.test(stripped.body)) return "scientific"
  const parts = split(stripped.body, notation)
  if (parts === undefined) return "not-a-number"
  const minor = roundHalfEven(parts.whole, parts.fraction, digits)
  if (Number.isNaN(minor)) return "too-large"
  return stripped.negative ? 0 - minor : minor
}

/** The amount written in text, or why it is none; see `parseMinor`. */
export const parse = (text: string, currency: Currency, notation: Notation): Money | Fault => {
  const minor = parseMinor(text, currency, notation)
  return typeof minor === "number" ? { minor, currency } : minor
}

/** The amount as plain decimal text, `-1234.50`: what files and other programs read. */
export const show = (minor: number, currency: Currency): string => {
  const digits = decimals(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, "0")
  const at = text.length - digits
  return `${minor < 0 ? "-" : ""}${text.slice(0, at)}${digits === 0 ? "" : `.${text.slice(at)}`}`
}

/** The amount as people of a locale write it, `£1,234.50`; `whole` leaves the decimals out, rounded. */
export const format = (money: Money, locale: string, options: { readonly whole?: boolean } = {}): string =>
  new Intl.NumberFormat(locale, {
    style: "currency",
    currency: money.currency,
    ...(options.whole === true ? { maximumFractionDigits: 0 } : {})
    // Decimal text keeps every digit; a number would pass through a binary fraction.
  }).format(show(money.minor, money.currency) as `${number}`)
