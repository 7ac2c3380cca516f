/** New ways to earn, counted from orders: products bought among the first buyers, channels opened, referrals won. */
import * as Calendar from "../kernel/Calendar.ts"
import type * as Facts from "./Facts.ts"
import type * as KeyCriteria from "./KeyCriteria.ts"
import type * as KeyFacts from "./KeyFacts.ts"
import type * as Tally from "./Tally.ts"

/** The first day on which each item ordered each name of a column, returns left out. */
const firstDays = (facts: Facts.Facts, items: Tally.Items, column: Facts.Coded): ReadonlyArray<Map<number, number>> => {
  const byName = column.names.map(() => new Map<number, number>())
  for (let row = 0; row < facts.size; row += 1) {
    const account = facts.account.codes[row] ?? -1
    const name = column.codes[row] ?? -1
    if (account < 0 || name < 0 || (facts.minor[row] ?? 0) <= 0) continue
    const item = items.ofAccount[account] ?? -1
    const day = facts.day[row] ?? 0
    const known = byName[name]?.get(item)
    if (known === undefined || day < known) byName[name]?.set(item, day)
  }
  return byName
}

/**
 * Counts by item code what happened first in the window; undefined when the data have no product, channel or referral.
 * Among the first three buyers: fewer than three others bought the product on an earlier day. A channel is opened by
 * its first order in the window when the item had ordered through another before.
 */
export const count = (
  facts: Facts.Facts,
  items: Tally.Items,
  tally: Tally.Tally,
  known: ReadonlyMap<string, KeyFacts.OfItem>
): ReadonlyArray<KeyCriteria.NewWays> | undefined => {
  const referrals = new Map<string, number>()
  let hasReferrals = false
  const codeOf = new Map(tally.ids.map((id, code) => [id, code]))
  for (const [id, { profile }] of known) {
    if (profile.referredBy === undefined) continue
    hasReferrals = true
    const code = codeOf.get(id)
    const isCustomer = code !== undefined && (tally.firstEver[code] ?? 0) < 0x7fffffff
    if (isCustomer) referrals.set(profile.referredBy, (referrals.get(profile.referredBy) ?? 0) + 1)
  }
  if (facts.product === undefined && facts.channel === undefined && !hasReferrals) return undefined

  const from = Calendar.dayNumber(tally.window.from)
  const to = Calendar.dayNumber(tally.window.to)
  const products = new Int32Array(tally.ids.length)
  const channels = new Int32Array(tally.ids.length)
  const isWithin = (day: number): boolean => day >= from && day < to
  if (facts.product !== undefined) {
    for (const buyers of firstDays(facts, items, facts.product)) {
      const days = [...buyers.values()].toSorted((a, b) => a - b)
      const third = days[2] ?? Number.POSITIVE_INFINITY
      for (const [item, day] of buyers) if (day <= third && isWithin(day)) products[item] = (products[item] ?? 0) + 1
    }
  }
  if (facts.channel !== undefined) {
    const firsts = firstDays(facts, items, facts.channel)
    const earliest = new Map<number, number>()
    for (const byItem of firsts) {
      for (const [item, day] of byItem) earliest.set(item, Math.min(day, earliest.get(item) ?? day))
    }
    for (const byItem of firsts) {
      for (const [item, day] of byItem) {
        if (day > (earliest.get(item) ?? day) && isWithin(day)) channels[item] = (channels[item] ?? 0) + 1
      }
    }
  }
  return tally.ids.map((id, item) => ({
    products: products[item] ?? 0,
    channels: channels[item] ?? 0,
    referrals: referrals.get(id) ?? 0
  }))
}
