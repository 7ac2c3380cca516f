/**
 * The market page: per industry and region how many accounts there are, what they bought and whether it grows, which
 * competitors are met, why deals are lost, where prospects come from. Source: docs/explanation/account-market.md.
 */
import * as Window from "../analysis/Window.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import * as Ratio from "../kernel/Ratio.ts"

/** How often something was met; the most frequent first, ties by name. */
export type Counted = ReadonlyArray<{ readonly name: string; readonly times: number }>

/** One market. Null is an industry or region that the accounts do not name. Minor units of the reporting currency. */
export interface Market {
  readonly industry: string | null
  readonly region: string | null
  readonly accounts: number
  readonly prospects: number
  readonly soldMinor: number
  /** Of the money of all accounts in the window, 0 to 1. */
  readonly share: number
  /** Sales against the window before, less 1; null where the data do not cover it or nothing was sold then. */
  readonly growth: number | null
  /** Competitors by the number of accounts where they are met. */
  readonly competitors: Counted
  readonly lossReasons: Counted
  /** Prospects by source; `unknown` where nobody says. */
  readonly prospectSources: Counted
}

interface Draft {
  accounts: number
  prospects: number
  sold: number
  soldBefore: number
  readonly met: Map<string, Set<string>>
  readonly reasons: Map<string, number>
  readonly sources: Map<string, number>
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const counted = (counts: Iterable<readonly [string, number]>): Counted =>
  [...counts].map(([name, times]) => ({ name, times })).toSorted((a, b) => b.times - a.times || compare(a.name, b.name))

const add = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/**
 * All markets, most money first, ties by industry and region. Each account counts where it is itself, so that money is
 * conserved. The window before is of the same length; its days are those of calendar months where both ends are.
 */
export const of = (book: RecordBook, window: Window.Window): ReadonlyArray<Market> => {
  const { accounts, competitorPresence, opportunities, orders } = book.records
  const before = Window.previous(window, "month")
  const keyOf = new Map<string, string>()
  const drafts = new Map<string, Draft>()
  for (const { record } of accounts) {
    const key = JSON.stringify([record.industry ?? null, record.region ?? null])
    keyOf.set(record.id, key)
    let draft = drafts.get(key)
    if (draft === undefined) {
      const counts = { accounts: 0, prospects: 0, sold: 0, soldBefore: 0 }
      drafts.set(key, (draft = { ...counts, met: new Map(), reasons: new Map(), sources: new Map() }))
    }
    draft.accounts += 1
    if (record.status !== "prospect") continue
    draft.prospects += 1
    add(draft.sources, record.source ?? "unknown")
  }
  const draftOf = (accountId: string | undefined): Draft | undefined => drafts.get(keyOf.get(accountId ?? "") ?? "")
  const meet = (accountId: string, competitor: string): void => {
    const draft = draftOf(accountId)
    const met = draft?.met.get(competitor)
    if (met === undefined) draft?.met.set(competitor, new Set([accountId]))
    else met.add(accountId)
  }
  let first: (typeof orders)[number]["record"]["date"] | undefined
  let all = 0
  for (const { record } of orders) {
    if (first === undefined || record.date < first) first = record.date
    const draft = draftOf(record.accountId)
    if (draft === undefined) continue
    if (record.date >= window.from && record.date < window.to) {
      draft.sold += record.amount.minor
      all += record.amount.minor
    } else if (record.date >= before.from && record.date < before.to) draft.soldBefore += record.amount.minor
  }
  for (const { record } of competitorPresence) {
    if (record.since === undefined || record.since < window.to) meet(record.accountId, record.competitorId)
  }
  for (const { record } of opportunities) {
    const { accountId, closedAt, competitor, lossReason, outcome } = record
    const isIn = closedAt !== undefined && closedAt >= window.from && closedAt < window.to
    if (outcome !== "lost" || accountId === undefined || !isIn) continue
    const draft = draftOf(accountId)
    if (draft !== undefined && lossReason !== undefined) add(draft.reasons, lossReason)
    if (competitor !== undefined) meet(accountId, competitor)
  }
  const isCovered = first !== undefined && Window.isCovered(before, "month", first)
  return [...drafts]
    .map(([key, draft]): Market => {
      const [industry, region] = JSON.parse(key) as readonly [string | null, string | null]
      return {
        industry,
        region,
        accounts: draft.accounts,
        prospects: draft.prospects,
        soldMinor: draft.sold,
        share: Ratio.share(draft.sold, all),
        growth: isCovered && draft.soldBefore > 0 ? draft.sold / draft.soldBefore - 1 : null,
        competitors: counted([...draft.met].map(([name, met]) => [name, met.size] as const)),
        lossReasons: counted(draft.reasons),
        prospectSources: counted(draft.sources)
      }
    })
    .toSorted(
      (a, b) =>
        b.soldMinor - a.soldMinor ||
        compare(a.industry ?? "", b.industry ?? "") ||
        compare(a.region ?? "", b.region ?? "")
    )
}
