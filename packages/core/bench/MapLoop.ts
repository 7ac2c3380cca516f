/** ABC-XYZ as it is written without a library: one `Map` of accounts, a `Map` of months in each, then a sort. */
import type * as Calendar from "../src/kernel/Calendar.ts"

/** An order as a host holds it. */
export interface PlainOrder {
  readonly account: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly minor: number
}

/** What every contender finds of an account. */
export interface Placed {
  readonly id: string
  readonly measure: number
  readonly share: number
  readonly shareBefore: number
  readonly abc: string
  readonly byFrequency: string
  readonly byVariation: string
  readonly undetermined: string | null
  readonly active: number
  readonly periods: number
  readonly orders: number
  readonly first: string
  readonly last: string
}

interface Month {
  sum: number
  positive: boolean
}
interface Gathered {
  readonly id: string
  measure: number
  orders: number
  first: string
  last: string
  firstEver: string
  readonly months: Map<string, Month>
}

/** Gathers orders one by one. */
export const gather = (window: { readonly from: Calendar.Day; readonly to: Calendar.Day }) => {
  const accounts = new Map<string, Gathered>()
  const { from, to } = window
  return {
    add: (id: string, date: string, minor: number): void => {
      if (id === "") return
      let account = accounts.get(id)
      if (account === undefined) {
        account = { id, measure: 0, orders: 0, first: date, last: date, firstEver: date, months: new Map() }
        accounts.set(id, account)
      }
      if (date < account.firstEver) account.firstEver = date
      if (date < from || date >= to) return
      if (account.orders === 0 || date < account.first) account.first = date
      if (account.orders === 0 || date > account.last) account.last = date
      account.orders += 1
      account.measure += minor
      const name = date.slice(0, 7)
      const month = account.months.get(name)
      if (month === undefined) account.months.set(name, { sum: minor, positive: minor > 0 })
      else {
        month.sum += minor
        month.positive ||= minor > 0
      }
    },
    accounts
  }
}

const letter = (value: number, x: number, y: number): string => (value >= x ? "X" : value >= y ? "Y" : "Z")

/** Letters and classes of what was gathered, largest first. The window is whole months. */
export const place = (
  accounts: Iterable<Gathered>,
  window: { readonly from: Calendar.Day; readonly to: Calendar.Day }
): ReadonlyArray<Placed> => {
  const monthsBetween = (from: string, to: string): number =>
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
  const listed = [...accounts].filter(({ orders }) => orders > 0)
  listed.sort((a, b) => b.measure - a.measure || (a.id < b.id ? -1 : 1))
  let positive = 0
  for (const { measure } of listed) positive += Math.max(0, measure)
  let running = 0
  let before = 0
  let last = Number.NaN
  return listed.map((account): Placed => {
    const { firstEver, id, measure, months, orders } = account
    if (measure !== last) before = running
    last = measure
    running += Math.max(0, measure)
    const periods = monthsBetween(firstEver < window.from ? window.from : firstEver, window.to)
    let active = 0
    let squares = 0
    const mean = measure / periods
    for (const month of months.values()) {
      if (month.positive) active += 1
      squares += (month.sum - mean) ** 2
    }
    squares += (periods - months.size) * mean ** 2
    const variation = measure > 0 ? Math.sqrt(squares / periods) / mean : null
    const short = periods < 3
    return {
      id,
      measure,
      share: measure > 0 ? measure / positive : 0,
      shareBefore: measure > 0 ? before / positive : 1,
      abc: measure <= 0 ? "C" : before * 100 < 80 * positive ? "A" : before * 100 < 95 * positive ? "B" : "C",
      byFrequency: short ? "Z" : letter(active / periods, 0.75, 0.33),
      byVariation: short || variation === null ? "Z" : variation <= 0.5 ? "X" : variation <= 1 ? "Y" : "Z",
      undetermined: short ? "too-short" : variation === null ? "no-mean" : null,
      active,
      periods,
      orders,
      first: account.first,
      last: account.last
    }
  })
}
