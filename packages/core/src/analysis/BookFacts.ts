/** From a record book to what the analysis reads: orders in columns, and what the criteria need beside them. */
import type { RecordBook } from "../intake/RecordBook.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Facts from "./Facts.ts"
import type * as KeyFacts from "./KeyFacts.ts"

/** The orders of a record book in columns. */
export const ofOrders = (book: RecordBook): Facts.Facts =>
  Facts.ofRows(
    book.records.orders.map(({ record }) => ({
      account: record.accountId,
      day: Calendar.dayNumber(record.date),
      minor: record.amount.minor,
      cost: record.cost?.minor,
      order: record.orderId ?? record.id,
      product: record.product,
      channel: record.channel,
      region: record.region
    })),
    book.reporting.currency
  )

const questionKinds: ReadonlySet<string> = new Set(["question", "suggestion"])

const sumBy = <T>(
  items: Iterable<T>,
  key: (item: T) => string | undefined,
  value: (item: T) => number
): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const item of items) {
    const name = key(item)
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + value(item))
  }
  return sums
}

const mostBy = <T>(
  items: Iterable<T>,
  key: (item: T) => string | undefined,
  value: (item: T) => number | undefined
): Map<string, number> => {
  const most = new Map<string, number>()
  for (const item of items) {
    const name = key(item)
    const amount = value(item)
    if (name !== undefined && amount !== undefined) most.set(name, Math.max(most.get(name) ?? amount, amount))
  }
  return most
}

/** What the criteria and types need beside orders, as of a day. A kind of record without any row says nothing. */
export const keyFacts = (book: RecordBook, asOf: Calendar.Day): KeyFacts.KeyFacts => {
  const { accounts, assets, cases, competitorPresence, contacts, invoices, opportunities } = book.records
  const end = Calendar.instantOf(asOf, 0, book.reporting.zone)
  const yearAgo = Calendar.instantOf(Calendar.addMonths(asOf, -12), 0, book.reporting.zone)
  const budgets = sumBy(
    opportunities,
    ({ record }) => (record.outcome === "open" ? record.accountId : undefined),
    ({ record }) => record.amount?.minor ?? 0
  )
  const shares = mostBy(
    competitorPresence,
    ({ record }) => record.accountId,
    ({ record }) => record.shareOfWallet
  )
  const questions = sumBy(
    cases,
    ({ record }) =>
      questionKinds.has(record.kind) && record.openedAt >= yearAgo && record.openedAt < end
        ? record.accountId
        : undefined,
    () => 1
  )
  const evaluators = mostBy(
    contacts,
    ({ record }) => (record.roles.includes("technical evaluator") ? record.accountId : undefined),
    ({ record }) => record.influence
  )
  return {
    profiles: accounts.map(({ record }) => {
      const budget = record.budget?.minor ?? budgets.get(record.id)
      const competitorShare = shares.get(record.id)
      const evaluatorInfluence = evaluators.get(record.id)
      return {
        account: record.id,
        ...(record.since === undefined ? {} : { since: record.since }),
        ...(record.status === undefined ? {} : { isProspect: record.status === "prospect" }),
        ...(record.reference === undefined ? {} : { isNamed: record.reference }),
        ...(record.industry === undefined ? {} : { industry: record.industry }),
        ...(record.region === undefined ? {} : { region: record.region }),
        ...(record.annualRevenue === undefined ? {} : { annualRevenueMinor: record.annualRevenue.minor }),
        ...(record.employees === undefined ? {} : { employees: record.employees }),
        ...(record.referredBy === undefined ? {} : { referredBy: record.referredBy }),
        ...(budget === undefined ? {} : { budgetMinor: budget }),
        ...(competitorShare === undefined ? {} : { competitorShare }),
        ...(record.keyByHand === undefined
          ? {}
          : {
              keyByHand: {
                is: record.keyByHand.is,
                by: record.keyByHand.by,
                reason: record.keyByHand.reason,
                at: Calendar.dayOf(record.keyByHand.at, book.reporting.zone),
                ...(record.keyByHand.until === undefined
                  ? {}
                  : { until: Calendar.dayOf(record.keyByHand.until, book.reporting.zone) })
              }
            }),
        expertise: {
          ...(cases.length === 0 ? {} : { questions: questions.get(record.id) ?? 0 }),
          ...(evaluatorInfluence === undefined ? {} : { evaluatorInfluence })
        }
      }
    }),
    ...(invoices.length === 0
      ? {}
      : {
          invoices: invoices.map(({ record }) => ({
            account: record.accountId,
            dueAt: record.dueAt,
            ...(record.paidAt === undefined ? {} : { paidAt: record.paidAt })
          }))
        }),
    ...(cases.length === 0
      ? {}
      : {
          openDisputes: cases.flatMap(({ record }) =>
            record.kind === "dispute" &&
            record.accountId !== undefined &&
            record.openedAt < end &&
            (record.closedAt === undefined || record.closedAt >= end)
              ? [{ account: record.accountId }]
              : []
          )
        }),
    ...(assets.length === 0
      ? {}
      : {
          contracts: assets.flatMap(({ record }) =>
            record.accountId === undefined || record.status === "ended"
              ? []
              : [{ account: record.accountId, ...(record.endsAt === undefined ? {} : { endsAt: record.endsAt }) }]
          )
        })
  }
}
