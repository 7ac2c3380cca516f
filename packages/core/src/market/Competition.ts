/**
 * Competitors at an account: where they are, their share of the wallet, and what they offer until when. An offer that
 * nobody has seen is claimed, not evidenced. Source: docs/explanation/account-market.md.
 */
import type { Day } from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Provenance } from "../kernel/Provenance.ts"
import { day, type GroupBook } from "./GroupBook.ts"
import * as History from "./History.ts"

/** What a competitor offers. */
export interface RivalOffer {
  /** Null when the notice that tells of it names nobody. */
  readonly competitorId: string | null
  readonly accountId: string
  readonly terms: string
  readonly price: string | null
  readonly until: Day | null
  readonly standing: "evidenced" | "claimed"
  readonly evidence: string | null
  /** Its last day is before the as-of day. */
  readonly isOver: boolean
  readonly source: Provenance
}

/** One competitor at one account, with one product or at large. */
export interface Presence {
  readonly accountId: string
  readonly product: string | null
  /** 0 to 1; null when nobody knows. */
  readonly shareOfWallet: number | null
  readonly since: Day | null
  readonly source: Provenance
}

/** One competitor in the group. */
export interface Rival {
  readonly competitorId: string
  readonly presences: ReadonlyArray<Presence>
  /** The largest share recorded; null when none is. */
  readonly shareOfWallet: number | null
  /** Half of a wallet or more: the client is a breadwinner of theirs. */
  readonly isTheirBreadwinner: boolean
  readonly lostToThem: ReadonlyArray<History.Decided>
}

/** All competitors of a group at a day. */
export interface Competition {
  readonly groupId: string
  /** Largest share first, unknown last, ties by id. */
  readonly rivals: ReadonlyArray<Rival>
  /** Those that still stand first, then by last day. */
  readonly offers: ReadonlyArray<RivalOffer>
  readonly findings: ReadonlyArray<Finding.Finding>
}

const breadwinnerShare = 0.5

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const offersOf = (book: GroupBook, asOf: Day): ReadonlyArray<RivalOffer> => {
  const recorded = book.competitorPresence.flatMap(({ provenance, record }): ReadonlyArray<RivalOffer> => {
    const { offer } = record
    if (offer === undefined) return []
    const until = offer.until ?? null
    return [
      {
        competitorId: record.competitorId,
        accountId: record.accountId,
        terms: offer.terms,
        price: offer.price ?? null,
        until,
        standing: offer.evidence === undefined ? "claimed" : "evidenced",
        evidence: offer.evidence ?? null,
        isOver: until !== null && until < asOf,
        source: provenance
      }
    ]
  })
  const told = book.departures.flatMap(({ provenance, record }): ReadonlyArray<RivalOffer> =>
    record.competitorOffer === undefined || day(book, record.at) > asOf
      ? []
      : [
          {
            competitorId: record.competitor ?? null,
            accountId: record.accountId ?? book.group.id,
            terms: record.competitorOffer,
            price: null,
            until: null,
            standing: "claimed",
            evidence: null,
            isOver: false,
            source: provenance
          }
        ]
  )
  return [...recorded, ...told].toSorted(
    (a, b) =>
      Number(a.isOver) - Number(b.isOver) ||
      compare(a.until ?? "9999", b.until ?? "9999") ||
      compare(a.competitorId ?? "", b.competitorId ?? "") ||
      compare(a.terms, b.terms)
  )
}

/** Shares of one wallet that sum to more than the whole contradict each other. */
const overfull = (book: GroupBook): ReadonlyArray<Finding.Finding> => {
  const wallets = new Map<string, number>()
  for (const { record } of book.competitorPresence) {
    if (record.shareOfWallet === undefined) continue
    const key = `${record.accountId}\u0000${record.product ?? ""}`
    wallets.set(key, (wallets.get(key) ?? 0) + Math.round(record.shareOfWallet * 10_000))
  }
  return [...wallets].flatMap(([key, sum]): ReadonlyArray<Finding.Finding> => {
    const [accountId = "", product = ""] = key.split("\u0000")
    if (sum <= 10_000) return []
    const what = product === "" ? "" : ` for ${product}`
    const message = `the competitors' shares of the wallet of account ${accountId}${what} sum to ${sum / 100} %`
    return [{ severity: "warning", rule: "market/wallet", message, advice: "ask again: a wallet has 100 %" }]
  })
}

/** The competitors of a group. Total; the order of records is irrelevant. */
export const of = (book: GroupBook, asOf: Day): Competition => {
  const { decided } = History.of(book, asOf)
  const present = book.competitorPresence.filter(({ record }) => record.since === undefined || record.since <= asOf)
  const lost = decided.filter((one) => one.outcome === "lost")
  const ids = new Set([
    ...present.map(({ record }) => record.competitorId),
    ...lost.flatMap((one) => one.competitor ?? []),
    ...book.departures.flatMap(({ record }) => (day(book, record.at) > asOf ? [] : (record.competitor ?? [])))
  ])
  const rivals = [...ids].map((competitorId): Rival => {
    const presences = present
      .filter(({ record }) => record.competitorId === competitorId)
      .map(({ provenance, record }) => ({
        accountId: record.accountId,
        product: record.product ?? null,
        shareOfWallet: record.shareOfWallet ?? null,
        since: record.since ?? null,
        source: provenance
      }))
    const shares = presences.flatMap((one) => one.shareOfWallet ?? [])
    const shareOfWallet = shares.length === 0 ? null : Math.max(...shares)
    return {
      competitorId,
      presences,
      shareOfWallet,
      isTheirBreadwinner: shareOfWallet !== null && shareOfWallet >= breadwinnerShare,
      lostToThem: lost.filter((one) => one.competitor === competitorId)
    }
  })
  return {
    groupId: book.group.id,
    rivals: rivals.toSorted(
      (a, b) => (b.shareOfWallet ?? -1) - (a.shareOfWallet ?? -1) || compare(a.competitorId, b.competitorId)
    ),
    offers: offersOf(book, asOf),
    findings: overfull(book)
  }
}
