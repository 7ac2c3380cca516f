/** Segments bring the portfolio analysis and each group's rhythm into the one value that programs and templates read. */
import type { Portfolio } from "../analysis/Portfolio.ts"
import type * as Review from "../analysis/Review.ts"
import * as Rhythm from "../analysis/Rhythm.ts"
import * as Xyz from "../analysis/Xyz.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import type { Day } from "../kernel/Calendar.ts"
import type { Currency, Money } from "../kernel/Money.ts"
import type { Margin, Outlook, Segment } from "./AccountMarket.ts"

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

type Judged = Portfolio["items"][number] | Portfolio["unlisted"][number]

const isListed = (item: Judged): item is Portfolio["items"][number] => "abc" in item

const isReviewed = (item: Judged): item is Review.Item => "expectedValue" in item

const outlookOf = (item: Judged, money: (minor: number | null) => Money | null): Outlook => ({
  isNew: item.isNew,
  trend: isReviewed(item) ? item.trend.change : null,
  lossBand: isReviewed(item) ? item.rhythm.band : null,
  expectedValue: money(isReviewed(item) ? item.expectedValue.minor : null),
  valueAtRisk: money(isReviewed(item) ? item.valueAtRisk.minor : null),
  qualification: item.threeP.outcome,
  fit: item.fit?.points ?? null,
  targets: []
})

const marginOf = ({ costed }: Review.Item, currency: Currency): Margin | null =>
  costed && { revenue: { minor: costed.revenueMinor, currency }, cost: { minor: costed.costMinor, currency } }

/**
 * The segment of each group with an order, or of which the analysis knows more than an id, by group id. `portfolio` is of
 * level `group`, reviewed or not; `asOf` is the day silence counts to.
 */
export const of = (book: RecordBook, portfolio: Portfolio, asOf: Day): ReadonlyMap<string, Segment> => {
  const { currency } = book.reporting
  const days = purchaseDays(book)
  const items = new Map<string, Judged>([...portfolio.unlisted, ...portfolio.items].map((item) => [item.id, item]))
  const segments = new Map<string, Segment>()
  for (const group of new Set([...days.keys(), ...items.keys()])) {
    const judged = items.get(group)
    const item = judged !== undefined && isListed(judged) ? judged : undefined
    const bought = [...(days.get(group) ?? [])].toSorted()
    const { silenceDays, usualIntervalDays } = Rhythm.of(bought, asOf)
    const money = (minor: number | null): Money | null => (minor === null ? null : { minor, currency })
    // Without orders a key status is known only from a person.
    const isKey = judged === undefined || (item === undefined && judged.key.byHand === null) ? null : judged.key.isKey
    segments.set(group, {
      abc: item?.abc ?? null,
      xyz: item !== undefined && Xyz.isKnown(item.undetermined, portfolio.method) ? item.xyz : null,
      isKey,
      keyScore: item?.key.score ?? null,
      keyConfidence: item?.key.confidence ?? null,
      types: judged?.types.filter((held) => held.isCertain).map((held) => held.type) ?? [],
      tier: judged?.tier.tier ?? null,
      measure: money(item?.measureMinor ?? null),
      share: item?.share ?? null,
      firstOrderOn: bought[0] ?? null,
      lastOrderOn: bought.findLast((day) => day <= asOf) ?? null,
      silenceDays,
      usualIntervalDays,
      ...(item !== undefined && isReviewed(item) ? { margin: marginOf(item, currency) } : {}),
      ...(judged === undefined ? {} : { outlook: outlookOf(judged, money) })
    })
  }
  return segments
}
