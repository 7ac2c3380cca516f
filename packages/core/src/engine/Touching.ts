/**
 * From one due touch to one event: looks at the guard rails, the deadline and the content, and says what becomes of it.
 * Nothing is said when nothing changed.
 */
import type { Consent } from "../account/Consent.ts"
import type { Decision, Evidence } from "../journal/Event.ts"
import type { Shared } from "../journal/Store.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as ContentRules from "../program/ContentRules.ts"
import type { EnrolmentState, TouchState } from "../program/Enrolment.ts"
import * as Guard from "../program/Guard.ts"
import type { Policy } from "../program/Policy.ts"
import * as Propose from "../program/Propose.ts"
import * as RuleFacts from "../program/RuleFacts.ts"
import * as GroupState from "./GroupState.ts"

/** What the decision about a touch is made from. */
export interface Context {
  readonly horizon: Horizon
  readonly policy: Policy
  readonly market: AccountMarket
  readonly shared: Shared
  readonly state: GroupState.GroupState
}

const placeOf = (due: Propose.DueTouch) => ({
  enrolmentId: due.enrolment.enrolmentId,
  programId: due.enrolment.programId,
  playId: due.enrolment.playId,
  touchId: due.touch.touch.id,
  accountId: due.account.id,
  contactId: due.contactId
})

/** The enrolment as it stands now: earlier touches of the same pass may have changed it. */
const enrolmentOf = (due: Propose.DueTouch, state: GroupState.GroupState): EnrolmentState =>
  state.enrolments[due.enrolment.enrolmentId] ?? due.enrolment

/** The stable Message-ID of (program, enrolment, touch, contact): the version is no part of it, so that a migrated account repeats nothing. */
export const messageIdOf = (place: ReturnType<typeof placeOf>, sendingDomain: string): string =>
  `${Hash.ofValue([place.programId, place.enrolmentId, place.touchId, place.contactId]).slice(0, 32)}@${sendingDomain}`

const consentsOf = (due: Propose.DueTouch, { market, state }: Context): ReadonlyArray<Consent> => {
  const forAccount = state.accountConsents.filter((told) => {
    const teller = market.records.contacts.find((contact) => contact.id === told.contactId)
    return teller?.accountId === due.account.id
  })
  // A withdrawal reaches every record of the same person, told by the address.
  const hash = due.contact?.addressHash ?? null
  const samePerson =
    hash === null
      ? []
      : market.records.contacts.filter((contact) => contact.addressHash === hash && contact.id !== due.contactId)
  return [
    ...(due.contact?.consent ?? []),
    ...(state.consents[due.contactId] ?? []),
    ...forAccount.map((told) => told.consent),
    ...samePerson.flatMap((contact) =>
      [...contact.consent, ...(state.consents[contact.id] ?? [])].filter((consent) => consent.status === "withdrawn")
    )
  ]
}

const hasSameMailbox = (due: Propose.DueTouch, context: Context): boolean => {
  const hash = due.contact?.addressHash
  if (hash === undefined || hash === null) return false
  const others = enrolmentOf(due, context.state).touches[due.touch.touch.id] ?? {}
  return Object.entries(others).some(
    ([contactId, touch]) =>
      contactId !== due.contactId &&
      touch.messageId !== undefined &&
      context.market.records.contacts.find((contact) => contact.id === contactId)?.addressHash === hash
  )
}

const pausedBy = (due: Propose.DueTouch, templateId: string, { shared }: Context): string | undefined => {
  const ids = { program: due.enrolment.programId, sender: due.touch.touch.sender, host: "*", template: templateId }
  return shared.pauses.find((pause) => ids[pause.scope] === pause.id)?.reason
}

const isInFlight = (due: Propose.DueTouch, messageId: string, { state }: Context): boolean =>
  Object.values(state.enrolments).some((enrolment) =>
    Object.values(enrolment.touches).some((byContact) => {
      const touch = byContact[due.contactId]
      return touch?.status === "queued" && touch.messageId !== messageId
    })
  )

/** What becomes of a due touch now; undefined when that is already known. */
export const decide = (due: Propose.DueTouch, context: Context): Decision | undefined => {
  const { horizon, market, policy, shared, state } = context
  const { now } = horizon
  const { touch, slot } = due.touch
  const place = placeOf(due)
  const before: TouchState | undefined = enrolmentOf(due, state).touches[touch.id]?.[due.contactId]
  const messageId = before?.messageId ?? messageIdOf(place, policy.sendingDomain)
  const calendar = Propose.calendarOf(due.contact, due.account, due.definition, policy)
  const opening = BusinessCalendar.opening(now, touch.window ?? policy.window, calendar)
  if (opening.open) horizon.watch(opening.until)
  const choose = () =>
    due.contact === undefined
      ? undefined
      : ContentRules.choose(
          slot,
          RuleFacts.ofContact(RuleFacts.ofAccount(market, due.account), due.contact),
          `${place.programId}/${touch.slot}/${due.contactId}`
        )
  const choice = shared.pauses.some((pause) => pause.scope === "template") ? choose() : undefined
  const held = Guard.check({
    horizon,
    policy,
    market,
    account: due.account,
    contact: due.contact,
    consents: consentsOf(due, context),
    suppression: shared.suppressions.find((one) => one.addressHash === due.contact?.addressHash),
    repliedAt: repliedSince(due, state),
    sameMailbox: before?.messageId === undefined && hasSameMailbox(due, context),
    holdout: due.enrolment.holdout,
    programEnded: due.programEnded,
    holds: state.holds,
    paused: pausedBy(due, choice?.templateId ?? "", context),
    inFlight: isInFlight(due, messageId, context),
    counted: state.counted.filter((one) => one.messageId !== messageId),
    topic: due.definition.program.topic,
    class: touch.class,
    opening
  })
  const primary = held[0]
  const isQueued = before?.status === "queued"
  const end = (reason: string, evidence: Evidence): Decision =>
    isQueued
      ? { _tag: "MessageWithdrawn", ...place, messageId, reason, evidence }
      : { _tag: "TouchSkipped", ...place, reason, evidence }

  if (primary?.class === "for good") return end(primary.rule, primary.evidence)
  if (primary?.class !== "until a person acts") {
    const from = GroupState.deadlineFrom(before, due.due, primary?.rule, now)
    const deadline = BusinessCalendar.addBusinessDaysTo(from, touch.deadlineBusinessDays, calendar)
    if (horizon.passed(deadline)) return end("too-late", { "touch.deadlineBusinessDays": touch.deadlineBusinessDays })
  }
  if (primary !== undefined) {
    if (before?.rule !== undefined && Guard.isSameHold(before.rule, before.until ?? null, primary)) return undefined
    return isQueued
      ? {
          _tag: "MessageDeferred",
          ...place,
          messageId,
          rule: primary.rule,
          evidence: primary.evidence,
          until: primary.until,
          notBefore: null,
          notAfter: null
        }
      : {
          _tag: "TouchHeld",
          ...place,
          due: due.due,
          rule: primary.rule,
          evidence: primary.evidence,
          others: held.slice(1).map((one) => one.rule),
          until: primary.until
        }
  }
  if (!opening.open || due.contact === undefined || due.contact.addressHash === null) return undefined
  if (isQueued) {
    const notAfter = before.notAfter ?? null
    if (notAfter !== null && notAfter > now) return undefined
    return {
      _tag: "MessageDeferred",
      ...place,
      messageId,
      rule: "released",
      evidence: {},
      until: null,
      notBefore: now,
      notAfter: opening.until
    }
  }
  const content = choice ?? choose()
  if (content === undefined) return undefined
  return {
    _tag: "MessageQueued",
    ...place,
    due: due.due,
    messageId,
    version: due.enrolment.version,
    addressHash: due.contact.addressHash,
    topic: due.definition.program.topic,
    class: touch.class,
    slot: touch.slot,
    variantId: content.variantId,
    templateId: content.templateId,
    sender: touch.sender,
    notBefore: now,
    notAfter: opening.until,
    trace: content.trace
  }
}

const repliedSince = (due: Propose.DueTouch, state: GroupState.GroupState): Instant | undefined => {
  const at = state.replies[due.contactId]
  return at !== undefined && at >= due.enrolment.enteredAt ? at : undefined
}
