/**
 * Rates by date: how many units of the reporting currency one unit of another one was worth on a day. Rates come from the
 * host as decimal text and stay exact; an amount is converted by the day's rate, else by the nearest earlier one of at
 * most 7 days, else not at all: the row that holds it is then in error, never worth zero.
 */
import type { Day } from "./Calendar.ts"
import { dayNumber, ofDayNumber } from "./Calendar.ts"
import { decimals, type Currency, type Money } from "./Money.ts"

/** A rate as whole digits with its decimals taken off: `1.0873` is 10873 with 4 decimals. */
export interface Factor {
  readonly digits: bigint
  readonly decimals: number
}

/** What one unit of `currency` was worth on a day, in the reporting currency. */
export interface Rate {
  readonly day: Day
  readonly currency: Currency
  readonly factor: Factor
}

interface Series {
  /** Day numbers, ascending. */
  readonly days: ReadonlyArray<number>
  readonly factors: ReadonlyArray<Factor>
}

/** All rates into one reporting currency. */
export interface Rates {
  readonly currency: Currency
  readonly series: ReadonlyMap<Currency, Series>
}

/** Why an amount could not be converted: no rate on its day nor in the 7 days before. */
export interface Missing {
  readonly currency: Currency
  readonly day: Day
  /** The newest rate before the day, when there is one: too old to be used. */
  readonly newest: Day | null
}

/** A rate may be this many days old. */
export const oldestDays = 7

/** A rate from decimal text with a point, such as `1.0873`; undefined when the text is not a positive number. */
export const parse = (text: string): Factor | undefined => {
  const [, whole, fraction = ""] = /^(\d{1,15})(?:\.(\d{1,15}))?$/u.exec(text.trim()) ?? []
  if (whole === undefined) return undefined
  const digits = BigInt(whole + fraction)
  return digits === 0n ? undefined : { digits, decimals: fraction.length }
}

/** The rates in order of their days. Of two for one currency and day the later given one holds. */
export const make = (rates: Iterable<Rate>, currency: Currency): Rates => {
  const found = new Map<Currency, Map<number, Factor>>()
  for (const rate of rates) {
    let own = found.get(rate.currency)
    if (own === undefined) found.set(rate.currency, (own = new Map()))
    own.set(dayNumber(rate.day), rate.factor)
  }
  const series = new Map<Currency, Series>()
  for (const [code, own] of found) {
    const sorted = [...own].toSorted(([a], [b]) => a - b)
    series.set(code, { days: sorted.map(([day]) => day), factors: sorted.map(([, factor]) => factor) })
  }
  return { currency, series }
}

/** No rates: only amounts of the reporting currency itself are known. */
export const none = (currency: Currency): Rates => ({ currency, series: new Map() })

/** The place of the last day that is not after `day`; -1 when all are. */
const placeOf = (days: ReadonlyArray<number>, day: number): number => {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? 0) <= day) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** numerator ÷ denominator, rounded half to even; the denominator is positive. */
export const divide = (numerator: bigint, denominator: bigint): bigint => {
  const sign = numerator < 0n ? -1n : 1n
  const size = numerator * sign
  const whole = size / denominator
  const twice = (size % denominator) * 2n
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n)
  return sign * (up ? whole + 1n : whole)
}

const powerOfTen = (exponent: number): bigint => 10n ** BigInt(exponent)

/**
 * The amount in the reporting currency at the rate of a day, or why there is none. Exact until the last step, which
 * rounds half to even. Throws a RangeError when the result passes 2^53 minor units.
 */
export const convert = (rates: Rates, money: Money, day: Day): Money | Missing => {
  const { currency } = rates
  if (money.currency === currency) return money
  const series = rates.series.get(money.currency)
  const number = dayNumber(day)
  const place = series === undefined ? -1 : placeOf(series.days, number)
  const rateDay = series?.days[place]
  const factor = series?.factors[place]
  if (rateDay === undefined || factor === undefined) return { currency: money.currency, day, newest: null }
  if (number - rateDay > oldestDays) return { currency: money.currency, day, newest: ofDayNumber(rateDay) }
  const numerator = BigInt(money.minor) * factor.digits * powerOfTen(decimals(currency))
  const minor = Number(divide(numerator, powerOfTen(factor.decimals + decimals(money.currency))))
  if (!Number.isSafeInteger(minor)) throw new RangeError("an amount passes 2^53 minor units and would lose digits")
  return { minor, currency }
}

/** Whether a conversion found no rate. */
export const isMissing = (result: Money | Missing): result is Missing => "newest" in result

/** What a reader of an error is told. */
export const explain = ({ currency, day, newest }: Missing, reporting: Currency): string =>
  newest === null
    ? `there is no rate from ${currency} to ${reporting} on ${day} or before it`
    : `the newest rate from ${currency} to ${reporting} before ${day} is of ${newest}, more than ${oldestDays} days older`
