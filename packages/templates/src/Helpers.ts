/**
 * What the helpers do, for one language. Intl objects are made once and kept: making one costs far more than using it.
 * A helper that cannot do its work with a value stops the rendering; it never writes out half a sentence.
 */
import { Calendar, Money } from "@market-of-one/core"
import Handlebars from "handlebars"
import { internal } from "./HelperTable.ts"
import { Stop } from "./Stop.ts"

/** What one rendering carries along: the brief, and how much it has done so far. */
interface Frame {
  readonly root: { readonly today?: unknown }
  readonly spent: { turns: number }
  readonly mostTurns: number
  readonly mostCharacters: number
  readonly chosen?: { readonly value: unknown; done: boolean }
}

interface Options {
  readonly hash: Readonly<Record<string, unknown>>
  readonly data: Frame
  readonly fn: (
    context: unknown,
    options?: { readonly data: Frame; readonly blockParams?: ReadonlyArray<unknown> }
  ) => string
  readonly inverse: (context: unknown) => string
}

type Helper = (this: unknown, ...given: ReadonlyArray<never>) => unknown

const unusable = (helper: string, wanted: string): Stop =>
  new Stop("missing value", `\`${helper}\` needs ${wanted}, and the value is not one`)

const isMissing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "")

const isTrue = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : !isMissing(value) && value !== false && value !== 0

const text = (helper: string, value: unknown): string => {
  if (typeof value === "string") return value
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  throw unusable(helper, "text")
}
const number = (helper: string, value: unknown): number => {
  if (typeof value === "number" && Number.isFinite(value)) return value
  throw unusable(helper, "a number")
}
/** More keys than any mailing has kinds of; keeps what recipients' data can fill from growing without end. */
const mostCached = 10_000

const cached = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new Map<K, V>()
  return (key) => {
    let value = made.get(key)
    if (value === undefined) {
      if (made.size >= mostCached) made.clear()
      made.set(key, (value = make(key)))
    }
    return value
  }
}

const dayMillis = 86_400_000

/** Milliseconds of a day's midnight in UTC, NaN for text that is no day of the calendar. */
const midnights = cached((text: string) => (Calendar.isDay(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN))
const midnight = (helper: string, value: unknown): number => {
  const millis = typeof value === "string" && value.length === 10 ? midnights(value) : Number.NaN
  if (Number.isNaN(millis)) throw unusable(helper, "a day written YYYY-MM-DD")
  return millis
}

const decimalsOf = (value: unknown, otherwise: number): number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 20 ? value : otherwise

const numbersOf = (locale: string): Readonly<Record<string, Helper>> => {
  const plain = cached((most: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: most }))
  const ratios = cached(
    (most: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: most })
  )
  const amounts = cached((key: string) => {
    const [currency = "", whole] = key.split(" ")
    const digits = whole === "whole" ? { maximumFractionDigits: 0 } : {}
    return new Intl.NumberFormat(locale, { style: "currency", currency, ...digits })
  })
  const rules = new Intl.PluralRules(locale)
  return {
    number: (value: unknown, { hash }: Options) =>
      plain(decimalsOf(hash["decimals"], 3)).format(number("number", value)),
    percent: (value: unknown, { hash }: Options) =>
      ratios(decimalsOf(hash["decimals"], 0)).format(number("percent", value)),
    money: (value: unknown, { hash }: Options) => {
      const { minor, currency } = (typeof value === "object" && value !== null ? value : {}) as Partial<Money.Money>
      if (!Number.isSafeInteger(minor) || minor === undefined || currency === undefined)
        throw unusable("money", "money")
      const format = amounts(hash["whole"] === true ? `${currency} whole` : currency)
      // Decimal text keeps every digit; a number would pass through a binary fraction.
      return format.format(Money.show(minor, currency) as `${number}`)
    },
    plural: (value: unknown, { hash }: Options) => {
      const count = number("plural", value)
      const form = hash[rules.select(count)] ?? hash["other"]
      if (typeof form !== "string") throw new Stop("broken template", "`plural` lacks a form for this number")
      return form.replaceAll("#", () => plain(3).format(count))
    }
  }
}

/** Units by the least number of days from which they are used. */
const units = [
  { unit: "year", days: 365.25, from: 730 },
  { unit: "month", days: 30.4375, from: 60 },
  { unit: "week", days: 7, from: 14 },
  { unit: "day", days: 1, from: 0 }
] as const

const datesOf = (locale: string): Readonly<Record<string, Helper>> => {
  const format = cached(
    (dateStyle: "short" | "medium" | "long" | "full") => new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC" })
  )
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" })
  return {
    date: (value: unknown, { hash }: Options) => {
      const style = hash["style"]
      const known = style === "short" || style === "medium" || style === "full" ? style : "long"
      return format(known).format(midnight("date", value))
    },
    relativeDate: (value: unknown, { data }: Options) => {
      const days = (midnight("relativeDate", value) - midnight("relativeDate", data.root.today)) / dayMillis
      const scale = units.find(({ from }) => Math.abs(days) >= from) ?? { unit: "day", days: 1 }
      return relative.format(Math.trunc(days / scale.days), scale.unit)
    }
  }
}

const wordsOf = (locale: string): Readonly<Record<string, Helper>> => {
  const lists = cached((type: "conjunction" | "disjunction") => new Intl.ListFormat(locale, { type }))
  const letters = new Intl.Segmenter(locale, { granularity: "grapheme" })
  return {
    list: (value: unknown, { hash }: Options) => {
      if (!Array.isArray(value)) throw unusable("list", "a list")
      if (value.length === 0) throw new Stop("missing value", "`list` needs a list that is not empty")
      return lists(hash["type"] === "or" ? "disjunction" : "conjunction").format(
        value.map((item) => text("list", item))
      )
    },
    upper: (value: unknown) => text("upper", value).toLocaleUpperCase(locale),
    lower: (value: unknown) => text("lower", value).toLocaleLowerCase(locale),
    title: (value: unknown) =>
      text("title", value).replace(/(?<![\p{L}\p{M}\p{N}'’])\p{L}/gu, (letter) => letter.toLocaleUpperCase(locale)),
    truncate: (value: unknown, most: unknown) => {
      const whole = text("truncate", value)
      const limit = number("truncate", most)
      if (whole.length <= limit) return whole
      const parts = Array.from(letters.segment(whole), ({ segment }) => segment)
      return parts.length <= limit
        ? whole
        : `${parts
            .slice(0, Math.max(limit - 1, 0))
            .join("")
            .trimEnd()}…`
    }
  }
}

const order = (a: unknown, b: unknown): number =>
  (typeof a === "number" && typeof b === "number") || (typeof a === "string" && typeof b === "string")
    ? a < b
      ? -1
      : a > b
        ? 1
        : 0
    : Number.NaN

const tests: Readonly<Record<string, Helper>> = {
  default: (...given: ReadonlyArray<unknown>) => given.slice(0, -1).find((value) => !isMissing(value)),
  eq: (a: unknown, b: unknown) => a === b,
  ne: (a: unknown, b: unknown) => a !== b,
  gt: (a: unknown, b: unknown) => order(a, b) > 0,
  lt: (a: unknown, b: unknown) => order(a, b) < 0,
  and: (...given: ReadonlyArray<unknown>) => given.slice(0, -1).every(isTrue),
  or: (...given: ReadonlyArray<unknown>) => given.slice(0, -1).some(isTrue),
  not: (value: unknown) => !isTrue(value)
}

/** Schemes that a link in a mail may have. */
const linkSchemes = new Set(["http:", "https:", "mailto:", "tel:"])
const encode = (value: string): string => encodeURIComponent(value.toWellFormed())

const inner: Readonly<Record<string, Helper>> = {
  [internal.value]: (value: unknown, field: string) => {
    if (isMissing(value)) throw new Stop("missing value", `there is no value for ${field}`, field)
    return value
  },
  [internal.print]: (value: unknown, field: string) => {
    if (isMissing(value)) throw new Stop("missing value", `there is no value for ${field}`, field)
    if (typeof value === "object") throw new Stop("broken template", `${field} is not a single value`, field)
    return value
  },
  [internal.wholeUrl]: (value: unknown) => {
    const link = URL.parse(text("url", value).trim())
    if (link === null || !linkSchemes.has(link.protocol))
      throw unusable("url", "a link with http, https, mailto or tel")
    return link.href
  },
  [internal.urlPart]: (value: unknown) => encode(text("url", value)),
  // RFC 6068: the @ between local part and domain stands as it is.
  [internal.mailto]: (value: unknown) => encode(text("url", value)).replaceAll("%40", "@")
}

const blocks: Readonly<Record<string, Helper>> = {
  each(this: unknown, items: unknown, { fn, inverse, data }: Options) {
    if (typeof items !== "object" || items === null) return inverse(this)
    const entries = Object.entries(items)
    if (entries.length === 0) return inverse(this)
    const list = Array.isArray(items)
    let out = ""
    for (const [index, [name, item]] of entries.entries()) {
      data.spent.turns += 1
      if (data.spent.turns > data.mostTurns || out.length > data.mostCharacters) {
        throw new Stop("too large", "the lists of this recipient make the message too large")
      }
      const key = list ? index : name
      const frame = { ...data, key, index, first: index === 0, last: index === entries.length - 1 }
      out += fn(item, { data: frame, blockParams: [item, key] })
    }
    return out
  },
  switch(this: unknown, value: unknown, { fn, inverse, data }: Options) {
    const chosen = { value, done: false }
    const out = fn(this, { data: { ...data, chosen } })
    return chosen.done ? out : inverse(this)
  },
  case(this: unknown, ...given: ReadonlyArray<unknown>) {
    const { fn, data } = given.at(-1) as Options
    const { chosen } = data
    if (chosen === undefined || chosen.done || !given.slice(0, -1).includes(chosen.value)) return ""
    chosen.done = true
    return fn(this)
  }
}

const builtIn = { if: Handlebars.helpers["if"], unless: Handlebars.helpers["unless"], with: Handlebars.helpers["with"] }

/** All helpers for a language, by name. */
export const make = (locale: string): Readonly<Record<string, Handlebars.HelperDelegate>> =>
  ({
    ...builtIn,
    ...numbersOf(locale),
    ...datesOf(locale),
    ...wordsOf(locale),
    ...tests,
    ...blocks,
    ...inner
  }) as Record<string, Handlebars.HelperDelegate>
