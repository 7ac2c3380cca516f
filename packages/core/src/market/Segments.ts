/** Segments bring the portfolio analysis and each group's rhythm into the one value that programs and templates read. */
import type { Portfolio } from "../analysis/Portfolio.ts"
import * as Rhythm from "../analysis/Rhythm.ts"
import * as Xyz from "../analysis/Xyz.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import type { Day } from "../kernel/Calendar.ts"
import type { Segment } from "./AccountMarket.ts"

/** Distinct purchase days by group: days with a positive order. */
const purchaseDays = (book: RecordBook): ReadonlyMap<string, ReadonlySet<Day>> => {
  const days = new Map<string, Set<Day>>()
  for (const { record } of book.records.orders) {
    const group = record.accountId === undefined ? undefined : book.grouping.groupOf.get(record.accountId)
    if (group === undefined || record.amount.minor <= 0) continue
    let known = days.get(group)
    if (known === undefined) days.set(group, (known = new Set()))
    known.add(record.date)
  }
  return days
}

/** The segment of each group with an order, by group id. `portfolio` is of level `group`; `asOf` is the day silence counts to. */
export const of = (book: RecordBook, portfolio: Portfolio, asOf: Day): ReadonlyMap<string, Segment> => {
  const days = purchaseDays(book)
  const items = new Map(portfolio.items.map((item) => [item.id, item]))
  const segments = new Map<string, Segment>()
  for (const group of new Set([...days.keys(), ...items.keys()])) {
    const item = items.get(group)
    const bought = [...(days.get(group) ?? [])].toSorted()
    const { silenceDays, usualIntervalDays } = Rhythm.of(bought, asOf)
    segments.set(group, {
      abc: item?.abc ?? null,
      xyz: item !== undefined && Xyz.isKnown(item.undetermined, portfolio.method) ? item.xyz : null,
      isKey: item?.key.isKey ?? null,
      keyScore: item?.key.score ?? null,
      keyConfidence: item?.key.confidence ?? null,
      types: item?.types.filter((held) => held.isCertain).map((held) => held.type) ?? [],
      tier: item?.tier.tier ?? null,
      measure: item === undefined ? null : { minor: item.measureMinor, currency: book.reporting.currency },
      share: item?.share ?? null,
      firstOrderOn: bought[0] ?? null,
      lastOrderOn: bought.findLast((day) => day <= asOf) ?? null,
      silenceDays,
      usualIntervalDays
    })
  }
  return segments
}
