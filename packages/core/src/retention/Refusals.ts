/**
 * Refusals: the five ways in which a client says no. Each is counted once, in the window and in the one before, with its
 * money where that is known, and where it happened. Source: docs/explanation/retention.md.
 */
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Money } from "../kernel/Money.ts"
import type * as Window from "../analysis/Window.ts"
import type { Look } from "./AsOf.ts"
import * as RefusalsReversal from "./RefusalsReversal.ts"
import * as RefusalsTrend from "./RefusalsTrend.ts"
import type { RetentionPolicy, Source } from "./RetentionPolicy.ts"
import type { ClientRecords } from "./RetentionRecords.ts"

/** The kinds of refusals. */
export type RefusalKind = RefusalsTrend.RefusalKind

/** One refusal. Null is unknown. */
export type Refusal = RefusalsTrend.Refusal

/** An offer of ours that the client declined, told by whoever made it. */
export interface DeclinedOffer {
  readonly id: string
  readonly groupId: string
  readonly accountId?: string
  readonly on: Calendar.Day
  readonly minor?: number
  readonly product?: string
  readonly reason?: string
  readonly competitor?: string
}

/** What refusals are found in: one client's records as they were known at the look. */
export interface RefusalFacts {
  readonly records: ClientRecords
  readonly declined: ReadonlyArray<DeclinedOffer>
  /** The reporting currency; an amount in another one is unknown. */
  readonly currency: string
  readonly look: Look
}

/** One row of the table of kinds. */
export interface RefusalRule {
  readonly id: RefusalKind
  readonly source: Source
  readonly find: (facts: RefusalFacts) => ReadonlyArray<Refusal>
}

const regionOf = ({ accounts }: ClientRecords, accountId: string | undefined): string | null =>
  accounts.find(({ id }) => id === accountId)?.region ?? null

const minorOf = (money: Money | undefined, currency: string): number | null =>
  money === undefined || money.currency !== currency ? null : money.minor

/** What is the same for all kinds. */
const refusal = (
  { records }: RefusalFacts,
  kind: RefusalKind,
  one: Pick<Refusal, "id" | "on"> & Partial<Refusal> & { readonly accountId?: string | undefined }
): Refusal => {
  const account = records.accounts.find(({ id }) => id === one.accountId)
  return {
    kind,
    id: one.id,
    groupId: records.groupId,
    on: one.on,
    minor: one.minor ?? null,
    product: one.product ?? null,
    region: one.region ?? regionOf(records, one.accountId),
    reason: one.reason ?? null,
    competitor: one.competitor ?? null,
    manager: one.manager ?? account?.ownerId ?? records.manager?.id ?? null
  }
}

/** A lost deal or tender; one without a day of its end is counted on the day on which the records were taken. */
const lostOpportunities = (facts: RefusalFacts): ReadonlyArray<Refusal> =>
  facts.records.opportunities.flatMap((one) =>
    one.outcome === "lost"
      ? [
          refusal(facts, "lost opportunity", {
            id: one.id,
            accountId: one.accountId,
            on: one.closedAt ?? facts.look.recordsOn,
            minor: minorOf(one.amount, facts.currency),
            product: one.product ?? null,
            reason: one.lossReason ?? null,
            competitor: one.competitor ?? null,
            manager: one.ownerId ?? null
          })
        ]
      : []
  )

/** A notice is worth what its asset costs; that of a whole account has no price of its own. */
const departureNotices = (facts: RefusalFacts): ReadonlyArray<Refusal> => {
  const assets = new Map(facts.records.assets.map((asset) => [asset.id, asset]))
  return facts.records.departures.map((one) => {
    const asset = assets.get(one.assetId ?? "")
    return refusal(facts, "departure notice", {
      id: one.id,
      accountId: one.accountId ?? asset?.accountId,
      on: Calendar.dayOf(one.at, facts.look.zone),
      minor: minorOf(asset?.price, facts.currency),
      product: asset?.product ?? null,
      reason: one.reason ?? null,
      competitor: one.competitor ?? null
    })
  })
}

/** Assets that the client ended: not those that we blocked, nor those that a notice already counts for. */
const endedAssets = (facts: RefusalFacts): ReadonlyArray<Refusal> => {
  const noticed = new Set(facts.records.departures.map(({ assetId }) => assetId))
  return facts.records.assets.flatMap((asset) =>
    asset.status === "ended" && asset.blockReason === undefined && !noticed.has(asset.id)
      ? [
          refusal(facts, "asset ended", {
            id: asset.id,
            accountId: asset.accountId,
            on: asset.endsAt ?? facts.look.recordsOn,
            minor: minorOf(asset.price, facts.currency),
            product: asset.product ?? null
          })
        ]
      : []
  )
}

const reversedOrders = (facts: RefusalFacts): ReadonlyArray<Refusal> =>
  RefusalsReversal.of(facts.records.orders ?? []).map((one) =>
    refusal(facts, "order reversed", {
      id: one.orderId,
      accountId: one.accountId ?? undefined,
      on: one.on,
      minor: one.minor,
      product: one.product,
      region: one.region
    })
  )

const declinedOffers = (facts: RefusalFacts): ReadonlyArray<Refusal> =>
  facts.declined.flatMap(({ minor = null, product = null, ...one }) =>
    one.groupId === facts.records.groupId && one.on <= facts.look.day
      ? [
          refusal(facts, "offer declined", {
            ...one,
            minor,
            product,
            reason: one.reason ?? null,
            competitor: one.competitor ?? null
          })
        ]
      : []
  )

/** The table of kinds. */
export const rules: ReadonlyArray<RefusalRule> = [
  { id: "lost opportunity", source: "founding", find: lostOpportunities },
  { id: "departure notice", source: "founding", find: departureNotices },
  { id: "asset ended", source: "founding", find: endedAssets },
  { id: "order reversed", source: "founding", find: reversedOrders },
  { id: "offer declined", source: "founding", find: declinedOffers }
]

/** The refusals of one client up to the look, in the order of the table. */
export const find = (facts: RefusalFacts): ReadonlyArray<Refusal> => rules.flatMap((rule) => rule.find(facts))

/** The windows that are compared, and whether the data reach back into the one before. */
export interface Windows {
  readonly window: Window.Window
  readonly previousWindow: Window.Window
  readonly isCovered: boolean
}

/** Refusals of a portfolio: what happened, against the window before, and the directions in which they gather. */
export interface RefusalReport extends Windows {
  readonly total: RefusalsTrend.Count
  readonly byKind: ReadonlyArray<RefusalsTrend.Direction>
  /** All directions with a refusal in the window, most first, ties by dimension and name. */
  readonly directions: ReadonlyArray<RefusalsTrend.Direction>
  /** Those of them that are raised. */
  readonly raised: ReadonlyArray<RefusalsTrend.Direction>
  /** The refusals of the window, the latest first. */
  readonly refusals: ReadonlyArray<Refusal>
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** The report. The order of refusals is irrelevant. */
export const report = (all: ReadonlyArray<Refusal>, windows: Windows, policy: RetentionPolicy): RefusalReport => {
  const within =
    ({ from, to }: Window.Window) =>
    ({ on }: Refusal): boolean =>
      on >= from && on < to
  const now = all.filter(within(windows.window))
  const before = windows.isCovered ? all.filter(within(windows.previousWindow)) : null
  const directions = RefusalsTrend.directions(now, before, policy)
  const raised = directions.filter(({ isRaised }) => isRaised)
  return {
    ...windows,
    total: RefusalsTrend.count(now, before),
    byKind: RefusalsTrend.byKind(
      rules.map(({ id }) => id),
      now,
      before,
      policy
    ),
    directions,
    raised,
    refusals: now.toSorted((a, b) =>
      a.on > b.on ? -1 : a.on < b.on ? 1 : `${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1
    ),
    findings: raised.map(RefusalsTrend.toFinding)
  }
}
