/**
 * What was offered to a client that wants to leave, who approved it, and what became of it. Accepted terms end on a day
 * that the client was told, with a reminder before, and start the cooldown.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"
import * as Money from "../kernel/Money.ts"
import * as Ladder from "./Ladder.ts"
import * as Reason from "./Reason.ts"
import type { SavePolicy } from "./SavePolicy.ts"

/** One offer as it was made. */
export const OfferRecord = Schema.Struct({
  id: Schema.NonEmptyString,
  /** The id of the case: that of its first notice. */
  caseId: Schema.NonEmptyString,
  rung: Ladder.Rung,
  percent: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })),
  madeAt: Calendar.Instant,
  /** The last day of the terms, as the client was told. */
  endsOn: Calendar.Day,
  /** Who said yes to making it; null when it was within the manager's own powers. */
  approvedBy: Schema.NullOr(Schema.String),
  /** `unavailable`: it turned out that it could not be given. */
  outcome: Schema.optionalKey(Schema.Literals(["accepted", "declined", "unavailable"])),
  answeredAt: Schema.optionalKey(Calendar.Instant)
})
export type OfferRecord = typeof OfferRecord.Type

/** A word on an offer that waits for approval: it covers terms up to these and no more. */
export const ApprovalRecord = Schema.Struct({
  caseId: Schema.NonEmptyString,
  rung: Ladder.Rung,
  /** Up to so many percent. */
  percent: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })),
  by: Schema.String,
  at: Calendar.Instant,
  isGiven: Schema.Boolean
})
export type ApprovalRecord = typeof ApprovalRecord.Type

/** An offer to make: the terms and the days that the client is told. */
export interface Offer extends Ladder.Terms {
  readonly rung: Ladder.Rung
  /** The last day of the terms. */
  readonly endsOn: Calendar.Day
  /** When the client is reminded of it. */
  readonly remindOn: Calendar.Day
  /** Until when the client can take it: the end of the window. */
  readonly answerBy: Calendar.Instant
}

/** An offer in one line, as it is journaled. */
export const describe = ({ percent, plans, rival, rung, waived }: Offer): string => {
  const parts = [
    ...plans.map(({ assetId, price, productId }) =>
      productId === null || price === null
        ? `${assetId}: to be found`
        : `${assetId}: ${productId} at ${Money.show(price.minor, price.currency)} ${price.currency}`
    ),
    ...(rival === null ? [] : [`"${rival.terms}"`]),
    ...(percent === 0 ? [] : [`${percent} %`]),
    ...waived.map(({ service }) => service)
  ]
  return parts.length === 0 ? `${rung}: to be found` : `${rung}: ${parts.join(", ")}`
}

/** The day of the reminder before the last day of terms. */
export const remindOn = (endsOn: Calendar.Day, { reminderDays }: Pick<SavePolicy, "reminderDays">): Calendar.Day =>
  Calendar.addDays(endsOn, -reminderDays)

/** The last day of terms offered on a day, and the day of the reminder before it. */
export const termOf = (
  day: Calendar.Day,
  policy: Pick<SavePolicy, "reminderDays" | "termMonths">
): Pick<Offer, "endsOn" | "remindOn"> => {
  const endsOn = Calendar.addMonths(day, policy.termMonths)
  return { endsOn, remindOn: remindOn(endsOn, policy) }
}

/** An accepted offer that still keeps other rewards away. */
export interface Cooldown {
  readonly offerId: string
  /** The first day on which it does not. */
  readonly until: Calendar.Day
  readonly reason: Reason.Reason
}

/**
 * The cooldown that a notice of a day falls into; null when none does. `answered` are accepted offers of other cases up
 * to now; of several the one that lasts longest.
 */
export const cooldownOf = (
  day: Calendar.Day,
  answered: ReadonlyArray<OfferRecord>,
  { policy, zone }: { readonly policy: Pick<SavePolicy, "cooldownMonths">; readonly zone: Calendar.Zone }
): Cooldown | null => {
  const cooling = answered
    .flatMap(({ answeredAt, id, outcome }) =>
      outcome === "accepted" && answeredAt !== undefined
        ? [{ id, until: Calendar.addMonths(Calendar.dayOf(answeredAt, zone), policy.cooldownMonths) }]
        : []
    )
    .filter(({ until }) => day < until)
    .toSorted((a, b) => (a.until > b.until ? -1 : a.until < b.until ? 1 : a.id < b.id ? -1 : 1))
  const [longest] = cooling
  if (longest === undefined) return null
  const { id, until } = longest
  const says = `offer ${id} was accepted within ${policy.cooldownMonths} months before: a better-fitting plan only`
  const facts = { offer: id, "day of the notice": day, "cooldown ends": until }
  return { offerId: id, until, reason: Reason.make("save-desk/cooldown", says, facts, `a notice from ${until} on`) }
}
