/**
 * Generated orders of a fixed seed: two years of days, accounts of very different size, steady and irregular buyers,
 * returns, orders of nobody, amounts that repeat so that sums tie. Fictional; the same numbers on every machine.
 */
import * as Calendar from "../src/kernel/Calendar.ts"

/** The window of the analysis; the data begin a year before it and end a few days after it. */
export const window = { from: "2025-11-01" as Calendar.Day, to: "2026-11-01" as Calendar.Day }
export const today = "2026-11-23" as Calendar.Day

const firstDay = Calendar.dayNumber("2024-11-01" as Calendar.Day)
const days = Calendar.dayNumber("2026-11-11" as Calendar.Day) - firstDay

/** One order as numbers; `account` is -1 for nobody. */
export interface Numbers {
  account: number
  day: number
  minor: number
}

/** A generator of 32 random bits (xorshift). */
const bits = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

/** Calls `take` with each order in turn; the object is the same one each time. */
export const generate = (orders: number, accounts: number, take: (order: Numbers, at: number) => void): void => {
  const next = bits(0x5eed)
  const order: Numbers = { account: 0, day: 0, minor: 0 }
  for (let at = 0; at < orders; at += 1) {
    const chance = next() / 2 ** 32
    // Most orders come from few accounts.
    const account = Math.floor(accounts * chance ** 1.5)
    const dice = next()
    order.account = dice % 97 === 0 ? -1 : account
    // Every third account buys on a few days of the year only, and every seventh starts late.
    const spread = account % 3 === 0 ? 90 : days
    const late = account % 7 === 0 ? Math.floor(days * 0.7) : 0
    order.day = firstDay + Math.min(days - 1, late + ((dice >>> 8) % Math.min(spread, days - late)))
    const price = account % 5 === 0 ? 10_000 : 100 + (next() % 50_000)
    order.minor = dice % 31 === 0 ? -price : price
    take(order, at)
  }
}

/** The id of an account: equal lengths, so that ids and numbers sort alike. */
export const idOf = (account: number): string => `A-${String(account).padStart(7, "0")}`
