/**
 * Offers of due touches: which one a touch brings, as which it is told, why it may not be made, and whose word it needs.
 * What was told to one person of an enrolment is told to the others alike: one offer, one last day.
 */
import type { Evidence } from "../journal/Event.ts"
import { addDays, type Day, dayOf, type Instant, instantOf } from "../kernel/Calendar.ts"
import * as Expression from "../kernel/Expression.ts"
import * as Hash from "../kernel/Hash.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import { approvalIdOf, type TouchState } from "../program/Enrolment.ts"
import * as Offer from "../program/Offer.ts"
import type { Policy } from "../program/Policy.ts"
import type { Touch } from "../program/Program.ts"
import * as RuleFacts from "../program/RuleFacts.ts"
import type { DueTouch } from "../program/Steps.ts"
import * as Gifts from "../retention/Gifts.ts"
import * as Content from "./Content.ts"
import * as Giving from "./Giving.ts"
import type { GroupState } from "./GroupState.ts"

/** What offers are weighed by. */
export interface Context {
  readonly horizon: Horizon
  readonly policy: Policy
  readonly market: AccountMarket
  readonly state: GroupState
}

/** The offer that a touch brings. */
export interface Brought extends Offer.CompiledOffer {
  readonly told: Offer.OfferTold
  /** When it is over; undefined while its last day still counts from the day on which it will be made. */
  readonly over: Instant | undefined
  /** What it does to the client's margin; null when unknown, undefined when it has no floor to keep. */
  readonly margin: Offer.MarginAfter | null | undefined
}

const made: ReadonlySet<string> = new Set(["queued", "sent", "unknown"])

const stateOf = ({ contactId, enrolment, touch }: DueTouch, state: GroupState): TouchState | undefined =>
  state.enrolments[enrolment.enrolmentId]?.touches[touch.touch.id]?.[contactId]

/** As it was told, or is about to be told, in this enrolment already: its last day is promised. */
const promised = ({ enrolment }: DueTouch, offerId: string, state: GroupState): Offer.OfferTold | undefined => {
  let found: Offer.OfferTold | undefined
  for (const byContact of Object.values(state.enrolments[enrolment.enrolmentId]?.touches ?? {}))
    for (const { message, status } of Object.values(byContact)) {
      const offer = message?.offer
      if (offer?.offerId === offerId && made.has(status) && offer.endsAt < (found?.endsAt ?? Infinity)) found = offer
    }
  return found
}

/** A gift is each person's; other offers are the account's. */
const offerIdOf = ({ contactId, enrolment }: DueTouch, { id, offer }: Offer.CompiledOffer): string =>
  `offer-${Hash.ofValue([enrolment.enrolmentId, id, ...(offer.kind === "gift" ? [contactId] : [])]).slice(0, 12)}`

const earliest = (...days: ReadonlyArray<Day | undefined>): Day | undefined =>
  days.flatMap((day) => day ?? []).toSorted()[0]

/** The offer of a touch, by the content chosen or, once there is a message, by what it was queued with. */
export const of = (due: DueTouch, { horizon, market, policy, state }: Context): Brought | undefined => {
  const { account, definition, touch } = due
  if (definition.offers.size === 0) return undefined
  const before = stateOf(due, state)?.message
  const id =
    before === undefined
      ? Offer.namedBy(touch.touch, touch.slot.slot.variants, Content.choose(due, market)?.variantId)
      : before.offer?.id
  const compiled = definition.offers.get(id ?? "")
  if (compiled === undefined) return undefined
  const { program } = definition
  const { kind, marginFloor, percent, title, until, validDays, value } = compiled.offer
  const zone = account.timeZone ?? program.timeZone ?? policy.timeZone
  const offerId = offerIdOf(due, compiled)
  const known = before?.offer ?? promised(due, offerId, state)
  const today = dayOf(horizon.now, zone)
  const lasts = validDays === undefined ? undefined : addDays(today, validDays)
  // Checked: an offer ends by one of these.
  const endsOn = known?.endsOn ?? earliest(until, lasts, program.endsOn) ?? today
  const endOf = (day: Day): Instant => instantOf(addDays(day, 1), 0, zone)
  return {
    ...compiled,
    told: {
      offerId,
      id: compiled.id,
      kind,
      title,
      ...(percent === undefined ? {} : { percent }),
      ...(value === undefined ? {} : { value }),
      endsOn,
      endsAt: known?.endsAt ?? endOf(endsOn)
    },
    over: known?.endsAt ?? (until === undefined ? undefined : endOf(until)),
    margin:
      marginFloor === undefined
        ? undefined
        : Offer.marginAfter(compiled.offer, market.segment?.margin, program.budget?.currency)
  }
}

const ineligible = ({ eligible }: Brought, { account }: DueTouch, { market }: Context): Evidence | undefined => {
  if (eligible === null) return undefined
  const facts = RuleFacts.ofAccount(market, account)
  return Expression.test(eligible, facts) === "yes" ? undefined : Expression.explain(eligible, facts).evidence
}

/** The kind of terms that a rung of the save desk offers; a better-fitting plan is no special terms. */
const kindOfRung: Readonly<Record<string, Offer.OfferKind>> = {
  discount: "discount",
  "answer to the competitor": "discount",
  "waived services": "fee waiver"
}

/** Terms of the save desk that the account holds, of the kind and at least as good; those declined are none. */
const betterFor = (
  { offer: { kind, percent = 0 } }: Brought,
  { account }: DueTouch,
  { horizon, state }: Context
): Evidence | undefined => {
  const better = Object.values(state.offers)
    .filter(
      (one) =>
        one.noticeId !== null &&
        one.approvalId === null &&
        one.accountId === account.id &&
        kindOfRung[one.rung] === kind &&
        (one.discountPercent ?? 0) >= percent &&
        one.answer?.answer !== "declined" &&
        !horizon.passed(one.endsAt)
    )
    .toSorted((a, b) => (a.offerId < b.offerId ? -1 : 1))[0]
  return (
    better && { "better.id": better.offerId, "better.terms": better.terms, "better.percent": better.discountPercent }
  )
}

const overLimit = (
  { offer: { kind, value } }: Brought,
  due: DueTouch,
  { horizon, market, policy, state }: Context
): Evidence | undefined => {
  if (kind !== "gift" || value === undefined || due.contact === undefined) return undefined
  const { account, contact, contactId } = due
  const on = dayOf(horizon.now, policy.timeZone)
  const own = stateOf(due, state)?.messageId
  const verdict = Gifts.check(
    { contactId, value, on },
    { contactIds: Giving.samePerson(contact, market), country: contact.country ?? account.country ?? null },
    { given: Giving.givenBy(state, value.currency, policy, own), limits: policy.giftLimits }
  )
  return verdict.isAllowed ? undefined : { "gift.refused": verdict.reason.says }
}

const belowFloor = ({ margin, offer }: Brought): Evidence | undefined =>
  margin === undefined || margin === null || margin.keepsFloor
    ? undefined
    : {
        "account.marginPercent": margin.beforePercent,
        "offer.marginAfterPercent": margin.afterPercent,
        "offer.marginFloorPercent": Math.round((offer.marginFloor ?? 0) * 1_000) / 10
      }

/** Every reason why an offer may not be made now, with its evidence; empty when it may. */
export const reasons = (
  brought: Brought,
  due: DueTouch,
  context: Context
): Readonly<Partial<Record<Offer.OfferReason, Evidence>>> => {
  const { over, told } = brought
  const answer = context.state.offers[told.offerId]?.answer ?? null
  const found: Readonly<Record<Offer.OfferReason, Evidence | undefined>> = {
    "not-eligible": ineligible(brought, due, context),
    "offer-ended": over !== undefined && context.horizon.passed(over) ? { "offer.endsOn": told.endsOn } : undefined,
    "offer-answered": answer === null ? undefined : { "offer.answer": answer.answer, "offer.answeredTo": answer.by },
    "better-offer": betterFor(brought, due, context),
    "gift-limit": overLimit(brought, due, context),
    "margin-floor": belowFloor(brought)
  }
  const holds = Object.entries(found).flatMap(([reason, evidence]) =>
    evidence === undefined ? [] : [[reason, { "offer.id": told.id, ...evidence }] as const]
  )
  return Object.fromEntries(holds)
}

/** A word that a touch needs before it goes. */
export interface Word {
  readonly role: NonNullable<Touch["approval"]>
  readonly approvalId: string
  /** What makes it needed, where the touch itself does not. */
  readonly why?: Evidence
}

/** Whose word a touch needs: its own, or a higher one that its offer asks for; nobody knows a margin: the superior's. */
export const wordFor = (due: DueTouch, brought: Brought | undefined, { approvals }: GroupState): Word | undefined => {
  const { approval: own, id } = due.touch.touch
  const { enrolmentId } = due.enrolment
  const asked = brought?.margin === null ? "superior" : brought?.offer.approval
  if (brought === undefined || asked === undefined || asked === own || own === "superior")
    return own === undefined ? undefined : { role: own, approvalId: approvalIdOf(enrolmentId, id) }
  const idOf = (role: Word["role"]): string => approvalIdOf(enrolmentId, id, brought.id, role)
  const why = { "offer.id": brought.id, ...(brought.margin === null ? { "account.marginPercent": null } : {}) }
  // The superior's word is the manager's too.
  const higher = idOf("superior")
  if (approvals[higher]?.answer != null) return { role: "superior", approvalId: higher, why }
  return { role: asked, approvalId: idOf(asked), why }
}
