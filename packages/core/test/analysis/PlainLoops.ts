/**
 * The analysis once more, by plain loops over plain objects, months only: what the columnar one is compared with. It
 * shares no code with the source and computes shares and variation as one would by hand.
 */

/** An order as a person would write it down. */
export interface PlainOrder {
  readonly account: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  readonly minor: number
}

/** What the loops find of one account. */
export interface PlainAccount {
  readonly id: string
  readonly measureMinor: number
  readonly share: number
  readonly shareBefore: number
  readonly abc: string
  readonly byFrequency: string
  readonly byVariation: string
  readonly undetermined: string | null
  readonly variation: number | null
  readonly activePeriods: number
  readonly periods: number
  readonly orders: number
  readonly first: string
  readonly last: string
}

const monthsBetween = (from: string, to: string): Array<string> => {
  const months: Array<string> = []
  let year = Number(from.slice(0, 4))
  let month = Number(from.slice(5, 7))
  for (;;) {
    const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`
    if (`${next}-01` > to) return months
    months.push(`${year}-${String(month).padStart(2, "0")}`)
    year = Number(next.slice(0, 4))
    month = Number(next.slice(5, 7))
  }
}

const letterOfShare = (value: number, x: number, y: number): string => (value >= x ? "X" : value >= y ? "Y" : "Z")

/** The accounts of a window, largest first. */
export const analyze = (orders: ReadonlyArray<PlainOrder>, from: string, to: string): ReadonlyArray<PlainAccount> => {
  const byAccount = new Map<string, Array<PlainOrder>>()
  for (const order of orders) {
    if (order.account === "") continue
    byAccount.set(order.account, [...(byAccount.get(order.account) ?? []), order])
  }
  const months = monthsBetween(from, to)
  const found: Array<Omit<PlainAccount, "share" | "shareBefore" | "abc">> = []
  for (const [id, all] of byAccount) {
    const within = all.filter(({ date }) => date >= from && date < to)
    if (within.length === 0) continue
    const firstEver = all.map(({ date }) => date).toSorted()[0] ?? ""
    const start = (firstEver > from ? firstEver : from).slice(0, 7)
    const view = months.filter((month) => month >= start)
    const sums = view.map((month) =>
      within.filter(({ date }) => date.startsWith(month)).reduce((sum, { minor }) => sum + minor, 0)
    )
    const active = view.filter((month) => within.some(({ date, minor }) => date.startsWith(month) && minor > 0)).length
    const total = sums.reduce((sum, one) => sum + one, 0)
    const mean = total / view.length
    const deviation = Math.sqrt(sums.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / view.length)
    const variation = view.length >= 1 && total > 0 ? deviation / mean : null
    const dates = within.map(({ date }) => date).toSorted()
    found.push({
      id,
      measureMinor: within.reduce((sum, { minor }) => sum + minor, 0),
      byFrequency: view.length < 3 ? "Z" : letterOfShare(active / view.length, 0.75, 0.33),
      byVariation: view.length < 3 || variation === null ? "Z" : variation <= 0.1 ? "X" : variation <= 0.25 ? "Y" : "Z",
      undetermined: view.length < 3 ? "too-short" : variation === null ? "no-mean" : null,
      variation,
      activePeriods: active,
      periods: view.length,
      orders: within.length,
      first: dates[0] ?? "",
      last: dates.at(-1) ?? ""
    })
  }
  found.sort((a, b) => b.measureMinor - a.measureMinor || (a.id < b.id ? -1 : 1))
  const positive = found.reduce((sum, { measureMinor }) => sum + Math.max(0, measureMinor), 0)
  return found.map((account) => {
    const larger = found.filter(({ measureMinor }) => measureMinor > account.measureMinor && measureMinor > 0)
    const before = larger.reduce((sum, { measureMinor }) => sum + measureMinor, 0)
    const isPositive = account.measureMinor > 0
    const abc = !isPositive ? "C" : before * 100 < 80 * positive ? "A" : before * 100 < 95 * positive ? "B" : "C"
    return {
      ...account,
      share: isPositive ? account.measureMinor / positive : 0,
      shareBefore: isPositive ? before / positive : 1,
      abc
    }
  })
}
