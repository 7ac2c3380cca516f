/**
 * An offer is special terms that a program makes to a client: a discount, a gift, a waived fee, other terms. A touch or a
 * variant of its slot names it. What it leaves of the client's margin is computed in whole minor units.
 */
import * as Schema from "effect/Schema"
import { Day, Instant } from "../kernel/Calendar.ts"
import type * as Expression from "../kernel/Expression.ts"
import { type Currency, Money } from "../kernel/Money.ts"
import type { Margin } from "../market/AccountMarket.ts"

/** What kind of terms. */
export const OfferKind = Schema.Literals(["discount", "gift", "fee waiver", "special terms"])
export type OfferKind = typeof OfferKind.Type

const Percent = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 100 }))

/** An offer as people write it. It ends with the earliest of `until`, `validDays` and the end of the program. */
export const Offer = Schema.Struct({
  kind: OfferKind,
  /** What it is, in the words that the client is told. */
  title: Schema.NonEmptyString,
  /** The terms in full, as the client is told. */
  text: Schema.optionalKey(Schema.NonEmptyString),
  /** What it is for, as the client is told; without it, all that the client buys. */
  product: Schema.optionalKey(Schema.NonEmptyString),
  /** Of a discount. */
  percent: Schema.optionalKey(Percent),
  /** What a gift is worth to each person; which fees are waived to an account in 12 months. */
  value: Schema.optionalKey(Money),
  /** Which accounts may have it: a rule over `account` and `group`. Unknown is not eligible. */
  eligible: Schema.optionalKey(
    Schema.NonEmptyString.annotate({ description: 'a rule in CEL over account and group, such as account.abc == "A"' })
  ),
  /** Whose word it needs, beside the touch's. */
  approval: Schema.optionalKey(Schema.Literals(["manager", "superior"])),
  /** The least share of the client's sales that has to stay as margin, 0 to 1. */
  marginFloor: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))),
  /** What it takes of the program's budget for each person, in minor units; of a gift its value unless said. */
  costMinor: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  /** The last day of the terms. */
  until: Schema.optionalKey(Day),
  /** How many days after it is made the terms last. */
  validDays: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0)))
})
export type Offer = typeof Offer.Type

/** An offer ready to be weighed; an `eligible` of null is for every account. */
export interface CompiledOffer {
  readonly id: string
  readonly offer: Offer
  readonly eligible: Expression.Compiled | null
}

/** An offer as one account is told it, and as the journal keeps it. */
export const OfferTold = Schema.Struct({
  /** What an answer names. It is the same for all whom the offer is told in one enrolment, and a gift is each person's. */
  offerId: Schema.String,
  /** The id in the program. */
  id: Schema.String,
  kind: OfferKind,
  title: Schema.String,
  percent: Schema.optionalKey(Schema.Int),
  value: Schema.optionalKey(Money),
  /** The last day of the terms, as the client is told. */
  endsOn: Day,
  /** The end of that day in the account's zone. */
  endsAt: Instant
})
export type OfferTold = typeof OfferTold.Type

/** Why a touch with an offer may not go, beside all that may hold any other; by the id of the guard rail. */
export type OfferReason =
  | "not-eligible"
  | "offer-ended"
  | "offer-answered"
  | "better-offer"
  | "gift-limit"
  | "margin-floor"

/** The offer that a touch brings with a variant: the variant's own, else the touch's. */
export const namedBy = (
  touch: { readonly offer?: string },
  variants: ReadonlyArray<{ readonly id: string; readonly offer?: string }>,
  variantId: string | undefined
): string | undefined => variants.find(({ id }) => id === variantId)?.offer ?? touch.offer

/** What an offer takes of the program's budget for each person, in minor units. */
export const costOf = ({ costMinor, kind, value }: Offer): number =>
  costMinor ?? (kind === "gift" ? (value?.minor ?? 0) : 0)

/** What an offer does to the margin: exact, with the shares rounded to a tenth of a percent to be shown. */
export interface MarginAfter {
  readonly keepsFloor: boolean
  readonly beforePercent: number
  /** Null when nothing would be left to take a share of. */
  readonly afterPercent: number | null
}

const percentOf = (revenue: bigint, cost: bigint): number => Number(((revenue - cost) * 1_000n) / revenue) / 10

/**
 * The margin after an offer to one person of the client; null when it is unknown, because the client's is, or because
 * amounts in two currencies cannot be added. A margin that equals the floor keeps it.
 */
export const marginAfter = (
  offer: Offer,
  margin: Margin | null | undefined,
  budget: Currency | undefined
): MarginAfter | null => {
  if (margin === null || margin === undefined || margin.revenue.minor <= 0) return null
  const { currency } = margin.revenue
  const { kind, marginFloor = 0, percent = 0, value } = offer
  const cost = costOf(offer)
  if (value !== undefined && value.currency !== currency) return null
  if (cost > 0 && (offer.costMinor === undefined ? value?.currency : budget) !== currency) return null
  const waived = kind === "fee waiver" ? (value?.minor ?? 0) : 0
  const sales = BigInt(margin.revenue.minor)
  const costs = BigInt(margin.cost.minor)
  // In hundredths of minor units, so that no amount passes through a fraction.
  const salesAfter = sales * BigInt(100 - percent) - BigInt(waived) * 100n
  const costsAfter = (costs + BigInt(cost)) * 100n
  const floor = BigInt(Math.round(marginFloor * 10_000))
  const isLeft = salesAfter > 0n
  return {
    keepsFloor: isLeft && (salesAfter - costsAfter) * 10_000n >= floor * salesAfter,
    beforePercent: percentOf(sales, costs),
    afterPercent: isLeft ? percentOf(salesAfter, costsAfter) : null
  }
}
