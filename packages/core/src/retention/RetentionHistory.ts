/**
 * How the clients of a portfolio bought: their purchase days, the intervals they lend to each other at any day, and what a
 * client brought in the year up to its last purchase.
 */
import type * as Abc from "../analysis/Abc.ts"
import * as ExpectedValue from "../analysis/ExpectedValue.ts"
import type * as Facts from "../analysis/Facts.ts"
import * as Purchases from "../analysis/Purchases.ts"
import type * as Review from "../analysis/Review.ts"
import * as Rhythm from "../analysis/Rhythm.ts"
import * as Tally from "../analysis/Tally.ts"
import * as Calendar from "../kernel/Calendar.ts"

/** Purchase days by client and by account, as day numbers, ascending and distinct. */
export interface RetentionHistory {
  /** Clients with an order, in no meaningful order. */
  readonly ids: ReadonlyArray<string>
  readonly ofClient: (id: string) => Int32Array
  readonly ofAccount: (id: string) => Int32Array
  /** The interval lent to a client of a class at a day, by its number; at past days all borrow from the portfolio. */
  readonly lent: (abc: Abc.Class | null, day: number) => Rhythm.Interval | null
  /** The margin of the 12 months that end with the last purchase; null without one. */
  readonly marginBeforeLoss: (id: string) => ExpectedValue.Margin | null
}

const none = new Int32Array(0)

/** What is lent today: from the review's own rhythms, so that both judge by the same interval. */
const lentToday = (review: Review.Review): ((abc: Abc.Class | null) => Rhythm.Interval | null) => {
  const clients = review.items.map(({ abc, rhythm }) => ({
    own: rhythm.interval?.of === "own" ? rhythm.interval.days : null,
    abc
  }))
  const known = new Map<string, Rhythm.Interval | null>()
  return (abc) => {
    const key = abc ?? ""
    let interval = known.get(key)
    if (interval === undefined)
      known.set(key, (interval = Rhythm.intervals([...clients, { own: null, abc: key }]).at(-1) ?? null))
    return interval
  }
}

/**
 * What the whole portfolio lends at a past day: the interval at the beginning of its month. It changes slowly, and a look
 * through all clients for each day would cost more than all else.
 */
const lentAt = (purchases: Purchases.Purchases, size: number): ((day: number) => Rhythm.Interval | null) => {
  const known = new Map<number, Rhythm.Interval | null>()
  return (past) => {
    const month = Calendar.startOfPeriod(Calendar.ofDayNumber(past), "month")
    const day = Calendar.dayNumber(month)
    let interval = known.get(day)
    if (interval === undefined) {
      const from = Rhythm.historyFrom(month)
      const own: Array<number> = []
      for (let code = 0; code < size; code += 1) {
        const days = Rhythm.ofNumbers(Purchases.of(purchases, code), day, from).usualIntervalDays
        if (days !== null) own.push(days)
      }
      interval = own.length === 0 ? null : { days: Rhythm.median(own.toSorted((a, b) => a - b)), of: "portfolio" }
      known.set(day, interval)
    }
    return interval
  }
}

/** Sums of the 12 months up to each client's last purchase. */
const yearsBeforeLast = (facts: Facts.Facts, items: Tally.Items, purchases: Purchases.Purchases) => {
  const size = items.ids.length
  const revenue = new Float64Array(size)
  const knownRevenue = new Float64Array(size)
  const knownCost = new Float64Array(size)
  const last = Int32Array.from({ length: size }, (_, code) => Purchases.of(purchases, code).at(-1) ?? -1)
  const from = last.map((day) => (day < 0 ? 0 : Calendar.dayNumber(Calendar.addMonths(Calendar.ofDayNumber(day), -12))))
  for (let row = 0; row < facts.size; row += 1) {
    const item = items.ofAccount[facts.account.codes[row] ?? -1] ?? -1
    const day = facts.day[row] ?? 0
    if (item < 0 || day <= (from[item] ?? 0) || day > (last[item] ?? -1)) continue
    const minor = facts.minor[row] ?? 0
    const cost = facts.cost?.[row] ?? Number.NaN
    revenue[item] = (revenue[item] ?? 0) + minor
    if (Number.isNaN(cost)) continue
    knownRevenue[item] = (knownRevenue[item] ?? 0) + minor
    knownCost[item] = (knownCost[item] ?? 0) + cost
  }
  const total = (column: Float64Array): number => column.reduce((sum, one) => sum + one, 0)
  return {
    all: { revenue: total(revenue), knownRevenue: total(knownRevenue), knownCost: total(knownCost) },
    yearOf: (code: number): ExpectedValue.Year => ({
      revenue: revenue[code] ?? 0,
      knownRevenue: knownRevenue[code] ?? 0,
      knownCost: knownCost[code] ?? 0
    }),
    lastOf: (code: number): number => last[code] ?? -1
  }
}

/** What the history is made of; `facts` end with the day judged by. */
export interface Options {
  readonly groupOf: (account: string) => string
  readonly review: Review.Review
  readonly day: Calendar.Day
  /** Gross margin where costs are not known, 0 to 1. */
  readonly grossMargin?: number | undefined
}

/** Gathers the history; linear in orders. */
export const make = (facts: Facts.Facts, { day, groupOf, grossMargin, review }: Options): RetentionHistory => {
  const accounts = Tally.accounts(facts)
  const clients = Tally.groups(facts, groupOf)
  const purchases = { account: Purchases.make(facts, accounts), client: Purchases.make(facts, clients) }
  const codes = {
    account: new Map(accounts.ids.map((id, code) => [id, code])),
    client: new Map(clients.ids.map((id, code) => [id, code]))
  }
  const daysOf =
    (of: "account" | "client") =>
    (id: string): Int32Array => {
      const code = codes[of].get(id)
      return code === undefined ? none : Purchases.of(purchases[of], code)
    }
  const today = lentToday(review)
  const past = lentAt(purchases.client, clients.ids.length)
  const end = Calendar.dayNumber(day)
  let years: ReturnType<typeof yearsBeforeLast> | undefined
  return {
    ids: clients.ids,
    ofClient: daysOf("client"),
    ofAccount: daysOf("account"),
    lent: (abc, at) => (at === end ? today(abc) : past(at)),
    marginBeforeLoss: (id) => {
      const code = codes.client.get(id)
      if (code === undefined) return null
      years ??= yearsBeforeLast(facts, clients, purchases.client)
      const { all, lastOf, yearOf } = years
      const terms = { basis: review.basis, all, grossMargin, months: 12 }
      return lastOf(code) < 0 ? null : ExpectedValue.marginOf(yearOf(code), terms)
    }
  }
}
