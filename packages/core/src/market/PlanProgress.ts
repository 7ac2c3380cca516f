/** How account plans stand: target, actual from orders, forecast, gap, goals past due. Source: docs/explanation/account-market.md (план). */
import type { Goal } from "../account/AccountPlan.ts"
import { addDays, addMonths, daysBetween, isDay, type Day } from "../kernel/Calendar.ts"
import type { Provenance } from "../kernel/Provenance.ts"
import type { GroupBook } from "./GroupBook.ts"

/** A plan's period as days: from, included, to, excluded. */
export interface PlanPeriod {
  readonly from: Day
  readonly to: Day
}

/** One plan at a day. Minor units of the reporting currency. */
export interface PlanProgress {
  readonly planId: string
  readonly accountId: string
  /** Null when the period is not written as a year, half, quarter or month: then nothing is computed. */
  readonly period: PlanPeriod | null
  readonly targetMinor: number
  /** Orders of the account and all below it, in the period, before the as-of day. */
  readonly actualMinor: number | null
  readonly forecastMinor: number | null
  /** How the forecast was made; null when there is none. */
  readonly method: "ended" | "season of last year" | "daily rate" | null
  /** Target less forecast; positive is missing. */
  readonly gapMinor: number | null
  readonly overdueGoals: ReadonlyArray<typeof Goal.Type>
  readonly source: Provenance
}

/** The days of `2026`, `2026-H1`, `2026-Q4` or `2026-10`; null for anything else. */
export const periodOf = (text: string): PlanPeriod | null => {
  const [, year, half, quarter, month] = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?$/u.exec(text.trim()) ?? []
  if (year === undefined) return null
  const months = half !== undefined ? 6 : quarter !== undefined ? 3 : month !== undefined ? 1 : 12
  const first = month !== undefined ? Number(month) : (Number(half ?? quarter ?? 1) - 1) * months + 1
  const from = `${year}-${String(first).padStart(2, "0")}-01`
  return isDay(from) ? { from: from as Day, to: addMonths(from as Day, months) } : null
}

/** The accounts below one, and itself. */
const subtree = (book: GroupBook, accountId: string): ReadonlySet<string> => {
  const found = new Set([accountId])
  for (let size = 0; size !== found.size;) {
    size = found.size
    for (const { record } of book.accounts) if (found.has(record.parentId ?? "")) found.add(record.id)
  }
  return found
}

const soldIn = (book: GroupBook, accounts: ReadonlySet<string>, from: Day, to: Day): number =>
  book.orders.reduce(
    (sum, { record }) =>
      accounts.has(record.accountId ?? "") && record.date >= from && record.date < to ? sum + record.amount.minor : sum,
    0
  )

const forecastOf = (
  book: GroupBook,
  accounts: ReadonlySet<string>,
  { from, to }: PlanPeriod,
  end: Day,
  dataFrom: Day
): { readonly minor: number; readonly method: NonNullable<PlanProgress["method"]> } | null => {
  const actual = soldIn(book, accounts, from, end)
  if (end >= to) return { minor: actual, method: "ended" }
  const elapsed = daysBetween(from, end)
  if (elapsed <= 0) return null
  const before = { from: addMonths(from, -12), end: addMonths(end, -12), to: addMonths(to, -12) }
  const sameThen = soldIn(book, accounts, before.from, before.end)
  if (dataFrom <= before.from && sameThen > 0) {
    const rest = soldIn(book, accounts, before.end, before.to)
    return { minor: actual + Math.round((rest * actual) / sameThen), method: "season of last year" }
  }
  return { minor: Math.round((actual * daysBetween(from, to)) / elapsed), method: "daily rate" }
}

/**
 * Each plan of the group, sorted by id. The forecast is what was sold, plus last year's sales of the days that remain
 * times the growth so far; where last year's data do not cover the period (`dataFrom` is the first day of the data), the
 * daily rate so far. A period that has not begun has no forecast.
 */
export const of = (book: GroupBook, asOf: Day, dataFrom: Day): ReadonlyArray<PlanProgress> =>
  book.plans.map(({ provenance, record }) => {
    const period = periodOf(record.period)
    const accounts = subtree(book, record.accountId)
    const end = period === null || asOf < period.to ? asOf : period.to
    const forecast = period === null ? null : forecastOf(book, accounts, period, end, dataFrom)
    return {
      planId: record.id,
      accountId: record.accountId,
      period,
      targetMinor: record.target.minor,
      actualMinor: period === null ? null : soldIn(book, accounts, period.from, end),
      forecastMinor: forecast?.minor ?? null,
      method: forecast?.method ?? null,
      gapMinor: forecast === null ? null : record.target.minor - forecast.minor,
      overdueGoals: record.goals.filter((goal) => goal.due !== undefined && addDays(goal.due, 1) <= asOf),
      source: provenance
    }
  })
