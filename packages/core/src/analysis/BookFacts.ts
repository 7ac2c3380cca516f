/** From a record book to what the analysis reads: orders in columns, and what the criteria need beside them. */
import type { Account } from "../account/Account.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Expression from "../kernel/Expression.ts"
import type { Money } from "../kernel/Money.ts"
import * as Rates from "../kernel/Rates.ts"
import * as AccountFacts from "./AccountFacts.ts"
import * as Facts from "./Facts.ts"
import * as Fit from "./Fit.ts"
import type * as KeyFacts from "./KeyFacts.ts"
import * as Qualification from "./Qualification.ts"
import * as Tier from "./Tier.ts"

/** The orders of a record book in columns. An order without a region is of its account's. */
export const ofOrders = (book: RecordBook): Facts.Facts => {
  const regions = new Map(book.records.accounts.map(({ record }) => [record.id, record.region]))
  return Facts.ofRows(
    book.records.orders.map(({ record }) => ({
      account: record.accountId,
      day: Calendar.dayNumber(record.date),
      minor: record.amount.minor,
      cost: record.cost?.minor,
      order: record.orderId ?? record.id,
      product: record.product,
      channel: record.channel,
      region: record.region ?? regions.get(record.accountId ?? "")
    })),
    book.reporting.currency
  )
}

/** The line of a product: its series where the products say one, else the product itself. */
export const lineOf = (book: RecordBook): ((product: string) => string) => {
  const lines = new Map<string, string>()
  for (const { record } of book.records.products) {
    if (record.series === undefined) continue
    lines.set(record.id, record.series)
    lines.set(record.name, record.series)
  }
  return (product) => lines.get(product) ?? product
}

/** How many accounts of each tier a manager can carry: what its record says, else the standard. */
export const capacityOf = (
  book: RecordBook,
  standard: Tier.Capacity = Tier.standard
): ((manager: string) => Tier.Capacity) => {
  const capacities = new Map(
    book.records.managers.map(({ record: { capacity, id } }) => [
      id,
      {
        "one-to-one": capacity?.oneToOne ?? standard["one-to-one"],
        "one-to-few": capacity?.oneToFew ?? standard["one-to-few"]
      }
    ])
  )
  return (manager) => capacities.get(manager) ?? standard
}

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

/** Rules of the host over accounts as the CRM describes them. */
export interface Rules {
  readonly fit?: ReadonlyArray<Fit.CompiledRule>
  /** Accounts for which it holds are left out of all tiers. */
  readonly exclude?: Expression.Compiled
}

const present = <A extends object>(fields: A): { [K in keyof A]: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof A]: Exclude<A[K], undefined>
  }

/** Whoever bought most speaks first where only one can, and is asked for the group's manager when the root has none. */
const largestFirst = (book: RecordBook): ReadonlyArray<Account> => {
  const bought = sumBy(
    book.records.orders,
    ({ record }) => record.accountId,
    ({ record }) => record.amount.minor
  )
  return book.records.accounts
    .map(({ record }) => record)
    .toSorted((a, b) => (bought.get(b.id) ?? 0) - (bought.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1))
}

const keyByHandOf = ({ keyByHand }: Account, zone: Calendar.Zone): KeyFacts.Profile["keyByHand"] => {
  if (keyByHand === undefined) return undefined
  const { at, by, is, reason, until } = keyByHand
  const said = { is, by, reason, at: Calendar.dayOf(at, zone) }
  return until === undefined ? said : { ...said, until: Calendar.dayOf(until, zone) }
}

/** Amounts in the reporting currency at the rate of a day; undefined where no rate is known. */
const converter = ({ reporting }: RecordBook, day: Calendar.Day) => {
  const rates = reporting.rates ?? Rates.none(reporting.currency)
  return (money: Money | undefined): number | undefined => {
    const converted = money === undefined ? undefined : Rates.convert(rates, money, day)
    return converted === undefined || Rates.isMissing(converted) ? undefined : converted.minor
  }
}

/** Profiles of all accounts; see `keyFacts`. */
const profilesOf = (book: RecordBook, asOf: Calendar.Day, rules: Rules): ReadonlyArray<KeyFacts.Profile> => {
  const { cases, competitorPresence, contacts, departures, managers, opportunities } = book.records
  const { zone } = book.reporting
  const end = Calendar.instantOf(asOf, 0, zone)
  const yearAgo = Calendar.instantOf(Calendar.addMonths(asOf, -12), 0, zone)
  const minorOf = converter(book, asOf)
  const budgets = sumBy(
    opportunities,
    ({ record }) => (record.outcome === "open" && minorOf(record.amount) !== undefined ? record.accountId : undefined),
    ({ record }) => minorOf(record.amount) ?? 0
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
    ({ record }) =>
      record.roles.includes("technical evaluator") && (record.leftAt === undefined || record.leftAt > end)
        ? record.accountId
        : undefined,
    ({ record }) => record.influence
  )
  const leaving = new Set(
    departures.flatMap(({ record }) => (record.at >= yearAgo && record.at < end ? [record.accountId] : []))
  )
  const isManager = new Set(managers.map(({ record }) => record.id))
  const qualificationOf = Qualification.make(book, asOf)
  return largestFirst(book).map((account): KeyFacts.Profile => {
    const excluded =
      rules.exclude !== undefined && Expression.test(rules.exclude, AccountFacts.of(account)) === "yes"
        ? rules.exclude.source
        : undefined
    const hasManager = account.ownerId !== undefined && (isManager.size === 0 || isManager.has(account.ownerId))
    return {
      ...present({
        account: account.id,
        since: account.since,
        isProspect: account.status === undefined ? undefined : account.status === "prospect",
        isNamed: account.reference,
        industry: account.industry,
        region: account.region,
        annualRevenueMinor: minorOf(account.annualRevenue),
        employees: account.employees,
        referredBy: account.referredBy,
        budgetMinor: minorOf(account.budget) ?? budgets.get(account.id),
        competitorShare: shares.get(account.id),
        keyByHand: keyByHandOf(account, zone),
        managerId: hasManager ? account.ownerId : undefined,
        isLeaving: leaving.has(account.id) ? true : undefined,
        isLost: account.status === undefined ? undefined : account.status === "lost",
        excludedBy: excluded,
        fit: rules.fit === undefined || rules.fit.length === 0 ? undefined : Fit.score(rules.fit, account)
      }),
      account: account.id,
      qualification: qualificationOf(account),
      expertise: present({
        questions: cases.length === 0 ? undefined : (questions.get(account.id) ?? 0),
        evaluatorInfluence: evaluators.get(account.id)
      })
    }
  })
}

/**
 * What the criteria, types and three P need beside orders, as of a day. A kind of record without any row says nothing; an
 * amount in a currency without a rate is unknown.
 */
export const keyFacts = (book: RecordBook, asOf: Calendar.Day, rules: Rules = {}): KeyFacts.KeyFacts => {
  const { assets, cases, invoices } = book.records
  const end = Calendar.instantOf(asOf, 0, book.reporting.zone)
  return {
    profiles: profilesOf(book, asOf, rules),
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
