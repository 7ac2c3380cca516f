/**
 * What the criteria and types need beside orders, as plain values keyed by account id, every part optional: a part that
 * is not given is unknown, never empty. Figures of a group are drawn together from its accounts.
 */
import * as Calendar from "../kernel/Calendar.ts"
import type * as Fit from "./Fit.ts"
import type * as KeyAccountType from "./KeyAccountType.ts"
import type * as KeyCriteria from "./KeyCriteria.ts"
import type * as ThreeP from "./ThreeP.ts"
import type * as Window from "./Window.ts"

/** An invoice of an account. */
export interface Invoice {
  readonly account: string
  readonly dueAt: Calendar.Day
  readonly paidAt?: Calendar.Day
}

/** A contract or subscription of an account. */
export interface Contract {
  readonly account: string
  readonly endsAt?: Calendar.Day
  readonly renewedAt?: Calendar.Day
}

/** Who an account is. Sizes are compared within its industry and within its region. */
export interface Profile {
  readonly account: string
  readonly since?: Calendar.Day
  readonly isProspect?: boolean
  /** A reference or a named leader, by a sourced fact. */
  readonly isNamed?: boolean
  readonly industry?: string
  readonly region?: string
  readonly annualRevenueMinor?: number
  readonly employees?: number
  /** Known budget in minor units: its own, of open opportunities, or a competitor's sales to it. */
  readonly budgetMinor?: number
  /** The largest share of wallet of a competitor, 0 to 1. */
  readonly competitorShare?: number
  readonly referredBy?: string
  readonly keyByHand?: KeyCriteria.ByHand
  readonly expertise?: KeyAccountType.Expertise
  /** Qualified by need, solvency and authority: the host's own word, which wins over the three P. */
  readonly isQualified?: boolean
  /** What the three P are judged by beside invoices. */
  readonly qualification?: Omit<ThreeP.Facts, "asOf" | "payments" | "overdueDays">
  readonly managerId?: string
  readonly fit?: Fit.Fit
  /** Left out of all tiers by a rule of the host, with that rule. */
  readonly excludedBy?: string
  /** It said that it leaves, and has not left yet. */
  readonly isLeaving?: boolean
  /** It is known to be lost: there is nothing left to lose. */
  readonly isLost?: boolean
}

/** All that a host may know. A list that is absent says nothing; an empty one says that there is none. */
export interface KeyFacts {
  readonly profiles?: ReadonlyArray<Profile>
  readonly invoices?: ReadonlyArray<Invoice>
  /** One entry for each dispute that is open. */
  readonly openDisputes?: ReadonlyArray<{ readonly account: string }>
  readonly contracts?: ReadonlyArray<Contract>
}

/** Figures of one item, drawn together from its accounts. */
export interface OfItem {
  readonly profile: Omit<Profile, "account">
  readonly payments?: KeyCriteria.Payments
  /** Days by which its oldest unpaid invoice is overdue at the end of the window. */
  readonly overdueDays?: number
  readonly contractUntil?: Calendar.Day
  readonly renewedAt?: Calendar.Day
}

const later = <A extends string | number>(a: A | undefined, b: A | undefined): A | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : a + b

type Qualification = NonNullable<Profile["qualification"]>

const either = (a: boolean | undefined, b: boolean | undefined): boolean | undefined =>
  a === true || b === true ? true : (a ?? b)

/** A stated answer is that of the account that speaks first; what was seen of either counts for both. */
const mergeQualification = (a: Qualification | undefined, b: Qualification | undefined): Qualification | undefined =>
  a === undefined || b === undefined
    ? (a ?? b)
    : {
        ...b,
        ...a,
        openOpportunities: sum(a.openOpportunities, b.openOpportunities),
        offersAsked: sum(a.offersAsked, b.offersAsked),
        isWhiteSpaceConfirmed: either(a.isWhiteSpaceConfirmed, b.isWhiteSpaceConfirmed),
        statedNeed: a.statedNeed ?? b.statedNeed,
        statedSolvency: a.statedSolvency ?? b.statedSolvency,
        statedAuthority: a.statedAuthority ?? b.statedAuthority,
        hasDecider: either(a.hasDecider, b.hasDecider),
        deciderReachedOn: later(a.deciderReachedOn, b.deciderReachedOn)
      }

/** Two accounts of a group as one: the earliest start, the largest size, the sum of budgets, the word of either. */
const merge = (a: Omit<Profile, "account">, b: Omit<Profile, "account">): Omit<Profile, "account"> => {
  const since = a.since !== undefined && b.since !== undefined && b.since < a.since ? b.since : (a.since ?? b.since)
  const merged = {
    ...b,
    ...a,
    since,
    isProspect: a.isProspect === true && b.isProspect === true,
    isNamed: a.isNamed === true || b.isNamed === true,
    isQualified: either(a.isQualified, b.isQualified),
    qualification: mergeQualification(a.qualification, b.qualification),
    isLeaving: either(a.isLeaving, b.isLeaving),
    // A lost member of a live group is not a lost client.
    isLost: a.isLost === true && b.isLost === true,
    annualRevenueMinor: later(a.annualRevenueMinor, b.annualRevenueMinor),
    employees: later(a.employees, b.employees),
    budgetMinor: sum(a.budgetMinor, b.budgetMinor),
    competitorShare: later(a.competitorShare, b.competitorShare)
  }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined))
}

/**
 * The figures by item. `itemOf` names the item of an account (its group); the account that bears the item's own id
 * speaks first where only one can.
 */
export const byItem = (
  facts: KeyFacts,
  itemOf: (account: string) => string,
  window: Window.Window
): ReadonlyMap<string, OfItem> => {
  const items = new Map<string, { -readonly [Key in keyof OfItem]: OfItem[Key] }>()
  const at = (account: string) => {
    const id = itemOf(account)
    const known = items.get(id)
    if (known !== undefined) return known
    const made = { profile: {} }
    items.set(id, made)
    return made as { -readonly [Key in keyof OfItem]: OfItem[Key] }
  }
  const rootsFirst = (facts.profiles ?? []).toSorted(
    (a, b) => Number(itemOf(b.account) === b.account) - Number(itemOf(a.account) === a.account)
  )
  const started = new Set<string>()
  for (const { account, ...given } of rootsFirst) {
    const item = at(account)
    const profile = given.referredBy === undefined ? given : { ...given, referredBy: itemOf(given.referredBy) }
    item.profile = started.has(itemOf(account)) ? merge(item.profile, profile) : profile
    started.add(itemOf(account))
  }
  if (facts.invoices !== undefined) {
    const disputes = new Map<string, number>()
    for (const { account } of facts.openDisputes ?? []) {
      disputes.set(itemOf(account), (disputes.get(itemOf(account)) ?? 0) + 1)
    }
    for (const { account, dueAt, paidAt } of facts.invoices) {
      const item = at(account)
      const overdue = Calendar.daysBetween(dueAt, window.to)
      if (paidAt === undefined && overdue > (item.overdueDays ?? 0)) item.overdueDays = overdue
      if (dueAt < window.from || dueAt >= window.to) continue
      const { due, onTime } = item.payments ?? { due: 0, onTime: 0 }
      const inTime = paidAt !== undefined && paidAt <= dueAt ? 1 : 0
      item.payments = { due: due + 1, onTime: onTime + inTime, openDisputes: disputes.get(itemOf(account)) ?? 0 }
    }
  }
  for (const { account, endsAt, renewedAt } of facts.contracts ?? []) {
    const item = at(account)
    const until = later(item.contractUntil, endsAt)
    if (until !== undefined) item.contractUntil = until
    if (renewedAt !== undefined && renewedAt >= window.from && renewedAt < window.to) item.renewedAt = renewedAt
  }
  return items
}

/** The item that is the largest of at least 5 comparable ones, with the branch or region in which it is. */
export const largest = (items: ReadonlyMap<string, OfItem>): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  const sizes = (branch: string, size: "annualRevenueMinor" | "employees") =>
    [...items].flatMap(([id, { profile }]) => {
      const value = profile[size]
      const isIn = profile.industry === branch || profile.region === branch
      return isIn && value !== undefined ? [{ id, value }] : []
    })
  const branches = new Set([...items.values()].flatMap(({ profile }) => [profile.industry, profile.region]))
  for (const branch of branches) {
    if (branch === undefined) continue
    const revenues = sizes(branch, "annualRevenueMinor")
    const compared = revenues.length >= 5 ? revenues : sizes(branch, "employees")
    if (compared.length < 5) continue
    const most = Math.max(...compared.map(({ value }) => value))
    for (const { id, value } of compared) if (value === most && !found.has(id)) found.set(id, branch)
  }
  return found
}
