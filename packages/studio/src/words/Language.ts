/** One language for one page: its words, and how it writes money, shares, days and counts. */
import { Money, type Calendar } from "@market-of-one/core"
import type { Locale } from "./Glossary.ts"
import { counted, words, type Countable, type Word } from "./Words.ts"

/** Values for the `{places}` of a word. */
export type Values = Readonly<Record<string, string | number>>

/** Everything that depends on the locale and the zone. */
export interface Language {
  readonly locale: Locale
  readonly say: (word: Word, values?: Values) => string
  /** A word by a key that is only known at run time; the key itself when the table has none. */
  readonly sayAny: (key: string) => string
  readonly count: (thing: Countable, n: number) => string
  readonly number: (n: number, decimals?: number) => string
  /** Whole units of the currency. */
  readonly money: (minor: number, currency: string) => string
  /** The same with its sign. */
  readonly change: (minor: number, currency: string) => string
  readonly percent: (ratio: number, decimals?: number) => string
  readonly day: (day: Calendar.Day) => string
  /** The month of a day, such as Sep 26. */
  readonly month: (day: Calendar.Day) => string
  readonly dayOf: (at: Calendar.Instant) => string
  readonly instant: (at: Calendar.Instant) => string
  readonly list: (items: ReadonlyArray<string>) => string
  readonly quote: (text: string) => string
}

/** British dates and numbers for English: a day is written 12 May 2026. */
const tags: Readonly<Record<Locale, string>> = { en: "en-GB", ru: "ru-RU" }

/** Text with its `{places}` filled; a place without a value stays as it is. */
export const fill = (text: string, values: Values = {}): string =>
  text.replaceAll(/\{([^{}]+)\}/gu, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place
  )

/** A minus that is as wide as a plus. */
const minus = (text: string): string => text.replace(/^-/u, "−")

/** Day, month and year alone: Russian adds "г." otherwise. */
const plain = (format: Intl.DateTimeFormat, at: number): string =>
  format
    .formatToParts(at)
    .filter(({ type }) => type === "day" || type === "month" || type === "year")
    .map(({ value }) => value)
    .join(" ")

/** The language of a locale; instants are told in the zone. */
export const make = (locale: Locale, timeZone: string): Language => {
  const tag = tags[locale]
  const date = { day: "numeric", month: "short", year: "numeric" } as const
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const
  const onlyDay = new Intl.DateTimeFormat(tag, { ...date, timeZone: "UTC" })
  const onlyMonth = new Intl.DateTimeFormat(tag, { month: "short", year: "2-digit", timeZone: "UTC" })
  const localDay = new Intl.DateTimeFormat(tag, { ...date, timeZone })
  const localTime = new Intl.DateTimeFormat(tag, { ...clock, timeZone })
  const plurals = new Intl.PluralRules(tag)
  const joined = new Intl.ListFormat(tag, { type: "conjunction" })
  const numbers = new Map<string, Intl.NumberFormat>()
  const numberFormat = (style: "decimal" | "percent", decimals: number): Intl.NumberFormat => {
    const key = `${style}${decimals}`
    let known = numbers.get(key)
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
    if (known === undefined) numbers.set(key, (known = new Intl.NumberFormat(tag, { style, ...digits })))
    return known
  }
  const number = (n: number, decimals = 0): string => minus(numberFormat("decimal", decimals).format(n))
  const money = (minor: number, currency: string): string =>
    minus(Money.format({ minor, currency }, tag, { whole: true }))
  return {
    locale,
    say: (word, values) => fill(words[word][locale], values),
    sayAny: (key) => (Object.hasOwn(words, key) ? words[key as Word][locale] : key),
    count: (thing, n) => {
      const forms: Readonly<Record<string, string>> & { readonly other: string } = counted[thing][locale]
      return fill(forms[plurals.select(n)] ?? forms.other, { n: number(n) })
    },
    number,
    money,
    change: (minor, currency) => `${minor > 0 ? "+" : ""}${money(minor, currency)}`,
    percent: (ratio, decimals = 1) => minus(numberFormat("percent", decimals).format(ratio)),
    day: (day) => plain(onlyDay, Date.parse(`${day}T00:00:00Z`)),
    month: (day) => plain(onlyMonth, Date.parse(`${day}T00:00:00Z`)),
    dayOf: (at) => plain(localDay, at),
    instant: (at) => `${plain(localDay, at)} ${localTime.format(at)}`,
    list: (items) => joined.format(items),
    quote: (text) => (locale === "ru" ? `«${text}»` : `“${text}”`)
  }
}
