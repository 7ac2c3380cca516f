/**
 * The ladder of offers to a client that wants to leave, as a table: a better-fitting plan, a discount, waived services,
 * an answer to the competitor's offer. Each row says from the same facts what it would offer, or why it offers nothing.
 * Source: the operators' article of the founding documents.
 */
import * as Schema from "effect/Schema"
import type { Activation } from "../account/Activation.ts"
import type { Asset } from "../account/Asset.ts"
import type { Product } from "../account/Product.ts"
import type { Day } from "../kernel/Calendar.ts"
import * as Money from "../kernel/Money.ts"
import type { RivalOffer } from "../market/Competition.ts"
import * as BetterPlan from "./BetterPlan.ts"
import * as Discount from "./Discount.ts"
import * as Reason from "./Reason.ts"
import type { SavePolicy } from "./SavePolicy.ts"

/** The rungs, first to last. */
export const Rung = Schema.Literals(["better-fitting plan", "discount", "waived services", "answer to the competitor"])
export type Rung = typeof Rung.Type

/** What a competitor offers, as far as the ladder reads it. */
export type Rival = Pick<RivalOffer, "competitorId" | "terms" | "price" | "until" | "standing" | "evidence">

/** What the rungs are weighed by. */
export interface LadderFacts extends Discount.DiscountFacts {
  /** Today, in the account's zone. */
  readonly day: Day
  readonly currency: Money.Currency
  /** The assets that the client wants to end. */
  readonly assets: ReadonlyArray<Asset>
  readonly products: ReadonlyArray<Product>
  /** Paid services of these assets; null when nobody knows them. */
  readonly services: ReadonlyArray<Activation> | null
  readonly rivals: ReadonlyArray<Rival>
}

/** A service whose fee is waived; the price is of a month, in minor units. */
export interface Waiver {
  readonly activationId: string
  readonly assetId: string
  readonly service: string
  readonly monthlyMinor: number
}

/** What a rung would offer. */
export interface Terms {
  /** Better-fitting plans, one an asset; empty on other rungs. */
  readonly plans: ReadonlyArray<BetterPlan.BetterPlan>
  /** 0 when there is no discount. */
  readonly percent: number
  readonly waived: ReadonlyArray<Waiver>
  /** The competitor's offer that is answered. */
  readonly rival: Rival | null
  /** What it costs us over its term; null when unknown. A plan at its list price costs nothing to be approved. */
  readonly costMinor: number | null
  /** Why somebody above the manager has to look; null when nobody has to. */
  readonly whyAbove: string | null
}

/** A rung weighed: terms, or null with the reason why it is skipped. */
export interface Weighed {
  readonly terms: Terms | null
  readonly reasons: ReadonlyArray<Reason.Reason>
}

const nothing: Terms = { plans: [], percent: 0, waived: [], rival: null, costMinor: 0, whyAbove: null }
const unknownMargin = "the margin is unknown"
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What so many percent of the revenue cost over the term, rounded up. */
const costOf = ({ figures }: LadderFacts, percent: number, { termMonths }: SavePolicy): number | null =>
  figures === null
    ? null
    : Number((BigInt(Math.max(0, figures.revenueMinor)) * BigInt(percent * termMonths) + 1199n) / 1200n)

const plan = ({ assets, day, products }: LadderFacts): Weighed => {
  const plans = assets.map((asset) => BetterPlan.choose(asset, products, day))
  const reasons = plans.map(({ reason }) => reason)
  if (assets.length === 0) {
    const says = "which assets the client wants to end is unknown: a person looks for a better-fitting plan"
    const reason = Reason.make("ladder/plan-by-hand", says, { assets: null }, "the asset of the notice")
    return { terms: nothing, reasons: [reason] }
  }
  return { terms: plans.every(({ standing }) => standing === "none") ? null : { ...nothing, plans }, reasons }
}

const discount = (facts: LadderFacts, policy: SavePolicy): Weighed => {
  const { isMarginUnknown, percent, reason } = Discount.choose(facts, policy)
  if (percent === null) return { terms: null, reasons: [reason] }
  const whyAbove = isMarginUnknown ? unknownMargin : null
  return { terms: { ...nothing, percent, costMinor: costOf(facts, percent, policy), whyAbove }, reasons: [reason] }
}

/** The services that can be waived: dearest first, as far as the margin floor goes. */
const waivers = (facts: LadderFacts, services: ReadonlyArray<Activation>, { marginFloor }: SavePolicy) => {
  const { currency, figures } = facts
  const margin = Discount.marginOf(figures)
  const paid = services
    .flatMap(({ assetId, id, price, service }) =>
      price !== undefined && price.minor > 0 && price.currency === currency
        ? [{ activationId: id, assetId, service, monthlyMinor: price.minor }]
        : []
    )
    .toSorted((a, b) => b.monthlyMinor - a.monthlyMinor || compare(a.activationId, b.activationId))
  let sum = 0
  const kept = paid.filter(({ monthlyMinor }) => {
    if (margin !== null && !Discount.keepsFloorWithout(margin, 12 * (sum + monthlyMinor), marginFloor)) return false
    sum += monthlyMinor
    return true
  })
  return { paid, kept, sum }
}

const waive = (facts: LadderFacts, policy: SavePolicy): Weighed => {
  const { currency, figures, services } = facts
  const skip = (rule: string, says: string, otherwise: string): Weighed => ({
    terms: null,
    reasons: [Reason.make(`ladder/${rule}`, says, { services: services?.length ?? null }, otherwise)]
  })
  if (services === null)
    return skip("unknown-services", "which paid services the client has is unknown", "the services of its assets")
  const { kept, paid, sum } = waivers(facts, services, policy)
  if (paid.length === 0) return skip("no-services", "the client pays for no service", "a paid service of its assets")
  if (kept.length === 0)
    return skip("services-floored", "the margin floor lets no service be waived", "lower costs, or a lower floor")
  const names = kept.map(({ service }) => service).join(", ")
  const fee = `${Money.show(sum, currency)} ${currency} a month`
  const says = `the fees of ${names} are waived, ${fee}${kept.length < paid.length ? "; the margin floor keeps others" : ""}`
  return {
    terms: {
      ...nothing,
      waived: kept,
      costMinor: sum * policy.termMonths,
      whyAbove: Discount.marginOf(figures) === null ? unknownMargin : null
    },
    reasons: [Reason.make("ladder/waived", says, { services: paid.length, waived: kept.length, fee })]
  }
}

/** The offer to answer: one that still stands, evidenced before claimed, the first to end, then by terms. */
const rivalOf = ({ day, rivals }: LadderFacts): Rival | undefined =>
  rivals
    .filter(({ until }) => until === null || until >= day)
    .toSorted(
      (a, b) =>
        Number(a.standing === "claimed") - Number(b.standing === "claimed") ||
        compare(a.until ?? "9999", b.until ?? "9999") ||
        compare(a.terms, b.terms)
    )[0]

/** A price in words as minor units; null when it is none, or two notations read it differently. */
const priceOf = (text: string | null, currency: Money.Currency): number | null => {
  if (text === null) return null
  const read = ([".", ","] as const).flatMap((decimal) => {
    const minor = Money.parseMinor(text, currency, { decimal })
    return typeof minor === "number" ? [minor] : []
  })
  return read[0] !== undefined && read.every((one) => one === read[0]) ? read[0] : null
}

/** The least multiple of the step that brings what the assets cost down to the rival's price; null when unknown. */
const percentTo = (facts: LadderFacts, rival: Rival, { discount }: SavePolicy): number | null => {
  const theirs = priceOf(rival.price, facts.currency)
  const [asset, ...others] = facts.assets
  const ours = asset?.price
  if (theirs === null || ours === undefined || others.length > 0 || ours.currency !== facts.currency) return null
  let percent = 0
  while (percent < 100 && BigInt(ours.minor) * BigInt(100 - percent) > BigInt(theirs) * 100n) percent += discount.step
  return percent
}

const answer = (facts: LadderFacts, policy: SavePolicy): Weighed => {
  const rival = rivalOf(facts)
  if (rival === undefined) {
    const over = facts.rivals.length > 0
    const says = over ? "the competitor's offer is over" : "no offer of a competitor is known"
    const reason = Reason.make("ladder/no-rival", says, { offers: facts.rivals.length }, "an offer that still stands")
    return { terms: null, reasons: [reason] }
  }
  const margin = Discount.marginOf(facts.figures)
  const kept = margin === null ? policy.discount.most : Discount.largestKept(margin, policy)
  const needed = percentTo(facts, rival, policy)
  // What was refused on an earlier rung is not undercut.
  const before = Discount.choose(facts, policy).percent ?? 0
  const percent = Math.min(kept, Math.max(needed ?? kept, before))
  const read = {
    "competitor's offer": rival.terms,
    "competitor's price": rival.price,
    until: rival.until,
    standing: rival.standing,
    evidence: rival.evidence,
    "discount that reaches it, %": needed,
    "discount that keeps the floor, %": margin === null ? null : kept
  }
  if (percent === 0) {
    const says = needed === 0 ? "the competitor is not cheaper" : "the margin floor leaves nothing to answer with"
    const otherwise = needed === 0 ? "a lower price of the competitor" : "lower costs, or a lower floor"
    return { terms: null, reasons: [Reason.make("ladder/nothing-to-answer", says, read, otherwise)] }
  }
  const whyAbove = [
    ...(rival.standing === "claimed" ? ["the competitor's offer is claimed, not evidenced"] : []),
    ...(needed === null ? ["what reaches the competitor's offer is unknown"] : []),
    ...(margin === null ? [unknownMargin] : [])
  ].join(", ")
  const reach =
    needed === null ? "at most" : needed > percent ? "as near as the margin floor lets," : "which reaches it,"
  const says = `the competitor's offer "${rival.terms}" is answered with ${reach} ${percent} %`
  return {
    terms: {
      ...nothing,
      percent,
      rival,
      costMinor: costOf(facts, percent, policy),
      whyAbove: whyAbove === "" ? null : whyAbove
    },
    reasons: [
      Reason.make("ladder/answer", says, read, rival.standing === "claimed" ? "the offer in writing" : undefined)
    ]
  }
}

/** One row of the ladder. */
export interface Row {
  readonly rung: Rung
  /** Whether a client in the cooldown, or one whose exit questions are open, can be offered it. */
  readonly isAlwaysOpen: boolean
  readonly weigh: (facts: LadderFacts, policy: SavePolicy) => Weighed
}

/** The ladder, first rung first. */
export const rows: ReadonlyArray<Row> = [
  { rung: "better-fitting plan", isAlwaysOpen: true, weigh: plan },
  { rung: "discount", isAlwaysOpen: false, weigh: discount },
  { rung: "waived services", isAlwaysOpen: false, weigh: waive },
  { rung: "answer to the competitor", isAlwaysOpen: false, weigh: answer }
]
