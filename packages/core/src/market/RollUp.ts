/** Own and roll-up revenue: what an account bought itself, and what it bought with all below it. Source: docs/explanation/account-market.md. */
import type { RecordBook } from "../intake/RecordBook.ts"
import type { Day } from "../kernel/Calendar.ts"

/** Sums of orders in minor units of the reporting currency, returns taken off. */
export interface RollUp {
  readonly accountId: string
  readonly ownMinor: number
  /** Its own and that of every account below it. */
  readonly rollUpMinor: number
  /** Accounts below it, at any depth. */
  readonly below: number
}

/** A span of days: from, included, to, excluded; open where absent. */
export interface Span {
  readonly from?: Day
  readonly to?: Day
}

/**
 * Every account, sorted by id. In a circle of parents each account counts once for each of the others. The roll-up of a
 * root is the sum of its group.
 */
export const of = (book: RecordBook, { from, to }: Span = {}): ReadonlyArray<RollUp> => {
  const parentOf = new Map(book.records.accounts.map(({ record }) => [record.id, record.parentId]))
  const own = new Map<string, number>()
  for (const { record } of book.records.orders) {
    const { accountId, amount, date } = record
    if (accountId === undefined || (from !== undefined && date < from) || (to !== undefined && date >= to)) continue
    own.set(accountId, (own.get(accountId) ?? 0) + amount.minor)
  }
  const sums = new Map<string, number>()
  const below = new Map<string, number>()
  for (const id of parentOf.keys()) {
    const minor = own.get(id) ?? 0
    const seen = new Set<string>()
    for (
      let at: string | undefined = id;
      at !== undefined && parentOf.has(at) && !seen.has(at);
      at = parentOf.get(at)
    ) {
      seen.add(at)
      sums.set(at, (sums.get(at) ?? 0) + minor)
      if (at !== id) below.set(at, (below.get(at) ?? 0) + 1)
    }
  }
  return [...parentOf.keys()].toSorted().map((accountId) => ({
    accountId,
    ownMinor: own.get(accountId) ?? 0,
    rollUpMinor: sums.get(accountId) ?? 0,
    below: below.get(accountId) ?? 0
  }))
}
