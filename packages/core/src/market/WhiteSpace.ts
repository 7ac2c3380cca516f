/**
 * White space: products that at least five similar clients buy and this one does not, by expected value, with the
 * similar ones named. Similar is the same industry and the same size band. Source: docs/explanation/account-market.md.
 */
import * as ExpectedValue from "../analysis/ExpectedValue.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import { addMonths, type Day } from "../kernel/Calendar.ts"
import type { Account } from "../account/Account.ts"

/** What makes two clients similar. `industry` alone is the wider, weaker ground. */
export type Ground = "industry and size" | "industry"

/** How to look. */
export interface Options {
  /** Purchases of the 12 months before this day count. */
  readonly asOf: Day
  readonly ground?: Ground
  /** 0 to 1, for products whose costs are not known. */
  readonly grossMargin?: number
}

/** One product that a group could buy. Amounts are of 12 months. */
export interface Space {
  readonly product: string
  /** Groups that are similar and buy it, sorted by id. */
  readonly buyers: ReadonlyArray<string>
  /** All similar groups with orders in the 12 months. */
  readonly similar: number
  readonly ground: Ground
  /** Buyers ÷ similar: an assumption, until offers of the kind have been decided. */
  readonly probability: number
  /** The mean margin of a buyer, or its revenue: `basis` says which. */
  readonly marginMinor: number
  readonly basis: ExpectedValue.Basis
  readonly expectedMinor: number
  /** The last day on which the group bought it before; null when it never did. */
  readonly boughtBefore: Day | null
  /** What was computed from what, in words. */
  readonly because: string
}

/** Fewer similar buyers say nothing. */
export const fewestBuyers = 5

const bandEnds = [50, 250, 1000, 5000] as const

/** The band of a headcount: under 50, 250, 1,000, 5,000, or more; null when it is not known. */
export const sizeBand = (employees: number | undefined): string | null => {
  if (employees === undefined) return null
  const end = bandEnds.find((one) => employees < one)
  return end === undefined ? `${bandEnds.at(-1)}+` : `<${end}`
}

const segmentOf = (account: Account | undefined, ground: Ground): string | null => {
  const band = sizeBand(account?.employees)
  if (account?.industry === undefined) return null
  if (ground === "industry") return account.industry
  return band === null ? null : `${account.industry}\u0000${band}`
}

interface Bought extends ExpectedValue.Year {
  readonly isBought: boolean
}

const nothing: Bought = { revenue: 0, knownRevenue: 0, knownCost: 0, isBought: false }

const plus = <A extends ExpectedValue.Year>(sum: A, minor: number, cost: number | undefined): A => ({
  ...sum,
  revenue: sum.revenue + minor,
  knownRevenue: sum.knownRevenue + (cost === undefined ? 0 : minor),
  knownCost: sum.knownCost + (cost ?? 0)
})

interface Purchases {
  /** By group, then product: the 12 months. */
  readonly recent: ReadonlyMap<string, ReadonlyMap<string, Bought>>
  /** By group, then product: the last day before them. */
  readonly before: ReadonlyMap<string, ReadonlyMap<string, Day>>
  readonly all: ExpectedValue.Year
}

const purchasesOf = (book: RecordBook, asOf: Day): Purchases => {
  const from = addMonths(asOf, -12)
  const recent = new Map<string, Map<string, Bought>>()
  const before = new Map<string, Map<string, Day>>()
  let all: ExpectedValue.Year = nothing
  for (const { record } of book.records.orders) {
    const group = book.grouping.groupOf.get(record.accountId ?? "")
    const { amount, cost, date, product } = record
    if (group === undefined || product === undefined || date >= asOf) continue
    if (date < from) {
      const own = before.get(group) ?? new Map<string, Day>()
      if (amount.minor > 0 && date > (own.get(product) ?? "")) own.set(product, date)
      before.set(group, own)
      continue
    }
    const own = recent.get(group) ?? new Map<string, Bought>()
    const sum = plus(own.get(product) ?? nothing, amount.minor, cost?.minor)
    own.set(product, { ...sum, isBought: sum.isBought || amount.minor > 0 })
    recent.set(group, own)
    all = plus(all, amount.minor, cost?.minor)
  }
  return { recent, before, all }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The white space of every group, by group id, most expected value first, ties by product. A group whose industry or
 * size is not known has none and is nobody's likeness. Products that another one replaces are left out. Linear in orders.
 */
export const of = (book: RecordBook, options: Options): ReadonlyMap<string, ReadonlyArray<Space>> => {
  const { asOf, grossMargin, ground = "industry and size" } = options
  const accounts = new Map(book.records.accounts.map(({ record }) => [record.id, record]))
  const replaced = new Set(book.records.products.flatMap(({ record }) => record.replaces ?? []))
  const { all, before, recent } = purchasesOf(book, asOf)
  const basis = ExpectedValue.basisOf(all, grossMargin)
  const segments = new Map<string, Array<string>>()
  for (const group of book.grouping.groups) {
    const segment = segmentOf(accounts.get(group.id), ground)
    if (segment === null) continue
    const own = segments.get(segment)
    if (own === undefined) segments.set(segment, [group.id])
    else own.push(group.id)
  }
  const spaces = new Map<string, ReadonlyArray<Space>>(book.grouping.groups.map((group) => [group.id, []]))
  for (const members of segments.values()) {
    const buyersOf = new Map<string, Array<string>>()
    for (const group of members) {
      for (const [product, bought] of recent.get(group) ?? []) {
        if (!bought.isBought || replaced.has(product)) continue
        const own = buyersOf.get(product)
        if (own === undefined) buyersOf.set(product, [group])
        else own.push(group)
      }
    }
    const buying = members.filter((group) => recent.has(group)).length
    for (const group of members) {
      const similar = buying - (recent.has(group) ? 1 : 0)
      const own = [...buyersOf].flatMap(([product, buyers]): ReadonlyArray<Space> => {
        if (buyers.length < fewestBuyers || buyers.includes(group)) return []
        const year = buyers.reduce<ExpectedValue.Year>((sum, buyer) => {
          const bought = recent.get(buyer)?.get(product) ?? nothing
          return {
            revenue: sum.revenue + bought.revenue,
            knownRevenue: sum.knownRevenue + bought.knownRevenue,
            knownCost: sum.knownCost + bought.knownCost
          }
        }, nothing)
        const margin = ExpectedValue.marginOf(year, { all, basis, grossMargin, months: 12 })
        const marginMinor = Math.round(margin.minor / buyers.length)
        const probability = buyers.length / similar
        return [
          {
            product,
            buyers: buyers.toSorted(compare),
            similar,
            ground,
            probability,
            marginMinor,
            basis,
            expectedMinor: Math.round(marginMinor * probability),
            boughtBefore: before.get(group)?.get(product) ?? null,
            because: `${buyers.length} of ${similar} similar clients (${ground}) bought it; mean ${margin.because}`
          }
        ]
      })
      spaces.set(
        group,
        own.toSorted((a, b) => b.expectedMinor - a.expectedMinor || compare(a.product, b.product))
      )
    }
  }
  return spaces
}
