/** The lines of a brief about the company itself. */
import type { RecordBook } from "../intake/RecordBook.ts"
import { addMonths, dayOf, type Day, type Instant } from "../kernel/Calendar.ts"
import * as GroupBook from "../market/GroupBook.ts"
import * as PlanProgress from "../market/PlanProgress.ts"
import { may, type Line, type Said } from "./BriefLine.ts"

const firstOrder = (book: RecordBook): Day | undefined => {
  let first: Day | undefined
  for (const { record } of book.records.orders) if (first === undefined || record.date < first) first = record.date
  return first
}

/** The company in a few lines: what it is, what it bought, what is planned with it, how its plan stands, who belongs to it. */
export const of = (book: RecordBook, group: GroupBook.GroupBook, asOf: Day, at: Instant): ReadonlyArray<Line> => {
  const root = GroupBook.root(group)
  if (root === undefined) return []
  const { provenance, record } = root
  const company: Said = {
    _tag: "Company",
    industry: record.industry ?? null,
    region: record.region ?? null,
    country: record.country ?? null,
    employees: record.employees ?? null,
    since: record.since ?? null
  }
  const members = group.accounts.filter((one) => one.record.id !== record.id).map((one) => one.record.name)
  const [yearAgo, before] = [addMonths(asOf, -12), addMonths(asOf, -24)]
  const sold = (from: Day, to: Day): number =>
    group.orders.reduce(
      (sum, one) => (one.record.date >= from && one.record.date < to ? sum + one.record.amount.minor : sum),
      0
    )
  const [last] = group.orders
    .filter((one) => one.record.amount.minor > 0 && one.record.date < asOf)
    .toSorted(GroupBook.latestFirst((one) => one.date))
  const meetings = group.interactions
    .filter((one) => one.record.status === "planned" && (GroupBook.heldAt(one.record) ?? 0) >= at)
    .toSorted(GroupBook.latestFirst((one) => GroupBook.heldAt(one)))
    .toReversed()
  const plans = PlanProgress.of(group, asOf, firstOrder(book) ?? asOf)
  return [
    may(company, provenance),
    ...(last === undefined
      ? []
      : [
          may(
            { _tag: "Sold", minor: sold(yearAgo, asOf), beforeMinor: sold(before, yearAgo), last: last.record.date },
            last.provenance
          )
        ]),
    ...meetings.map((one) =>
      may(
        {
          _tag: "Meeting",
          kind: one.record.kind,
          on: dayOf(GroupBook.heldAt(one.record) ?? at, group.zone),
          text: one.record.summary ?? null
        },
        one.provenance
      )
    ),
    ...plans.flatMap((plan) => {
      const { actualMinor, forecastMinor, gapMinor, period, source, targetMinor } = plan
      if (actualMinor === null || period === null || period.from > asOf || period.to <= asOf) return []
      return [may({ _tag: "Plan", targetMinor, actualMinor, forecastMinor, gapMinor }, source)]
    }),
    ...(members.length === 0 ? [] : [may({ _tag: "Group", members: members.toSorted() }, provenance)])
  ]
}
