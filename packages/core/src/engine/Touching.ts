/**
 * From one due touch to one event: looks at the guard rails, the deadline and the content, and says what becomes of it.
 * Nothing is said when nothing changed.
 */
import type { Decision, Evidence } from "../journal/Event.ts"
import type { Shared } from "../journal/Store.ts"
import type { Opening } from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as Absence from "../program/Absence.ts"
import * as Deadline from "../program/Deadline.ts"
import type { TouchState } from "../program/Enrolment.ts"
import * as Ground from "../program/Ground.ts"
import * as Guard from "../program/Guard.ts"
import * as LocalCalendar from "../program/LocalCalendar.ts"
import * as OneVoice from "../program/OneVoice.ts"
import type { Policy } from "../program/Policy.ts"
import * as Recipient from "../program/Recipient.ts"
import * as SalesTouches from "../program/SalesTouches.ts"
import type { DueTouch } from "../program/Steps.ts"
import type { Definitions } from "../program/Definition.ts"
import * as Offer from "../program/Offer.ts"
import * as Budget from "./Budget.ts"
import * as Content from "./Content.ts"
import * as Duties from "./Duties.ts"
import type * as GroupState from "./GroupState.ts"
import * as Offers from "./Offers.ts"

/** What the decision about a touch is made from. */
export interface Context {
  readonly horizon: Horizon
  readonly policy: Policy
  readonly market: AccountMarket
  readonly shared: Shared
  /** With what was decided about earlier touches of the same pass. */
  readonly state: GroupState.GroupState
  readonly definitions: Definitions
  /** The templates that there are; absent, every one is taken to be there. */
  readonly templates?: ReadonlySet<string>
}

const placeOf = (due: DueTouch) => ({
  enrolmentId: due.enrolment.enrolmentId,
  programId: due.enrolment.programId,
  playId: due.enrolment.playId,
  touchId: due.touch.touch.id,
  accountId: due.account.id,
  contactId: due.contactId
})

/** The stable Message-ID of (program, enrolment, touch, contact): the version is no part of it, so that a migrated account repeats nothing. */
const messageIdOf = (place: ReturnType<typeof placeOf>, sendingDomain: string): string =>
  `${Hash.sha256(JSON.stringify([place.programId, place.enrolmentId, place.touchId, place.contactId])).slice(0, 32)}@${sendingDomain}`

/** Where the touch stands for every member. */
const touchesOf = (due: DueTouch, state: GroupState.GroupState): Readonly<Record<string, TouchState>> =>
  state.enrolments[due.enrolment.enrolmentId]?.touches[due.touch.touch.id] ?? {}

/** The touch's message, once there is one. */
type Queued = TouchState & { readonly messageId: string }

const isQueued = (touch: TouchState | undefined): touch is Queued =>
  touch?.status === "queued" && touch.messageId !== undefined

const hasSlot = (touch: TouchState | undefined): touch is Queued =>
  isQueued(touch) && touch.notAfter !== undefined && touch.notAfter !== null

/** Whether another message to the person waits in its slot. One that is held there is passed by. */
const isInFlight = (
  contactIds: ReadonlyArray<string>,
  messageId: string | undefined,
  state: GroupState.GroupState
): boolean => {
  for (const { exited, touches } of Object.values(state.enrolments)) {
    if (exited !== null) continue
    for (const byContact of Object.values(touches))
      for (const contactId of contactIds) {
        const touch = byContact[contactId]
        if (hasSlot(touch) && touch.messageId !== messageId) return true
      }
  }
  return false
}

const pausedBy = (due: DueTouch, before: TouchState | undefined, { market, shared }: Context): string | undefined => {
  if (shared.pauses.length === 0) return undefined
  const template = before?.message?.templateId ?? Content.choose(due, market)?.templateId
  const ids = { program: due.enrolment.programId, sender: due.touch.touch.sender, host: "*", template }
  return shared.pauses.find((pause) => ids[pause.scope] === pause.id)?.reason
}

const approvalOf = (
  due: DueTouch,
  offer: Offers.Brought | undefined,
  state: GroupState.GroupState
): Guard.Approval | undefined => {
  const word = Offers.wordFor(due, offer, state)
  if (word === undefined) return undefined
  const { answer, of } = state.approvals[word.approvalId] ?? { of: null, answer: null }
  return { of, answer, ...(word.why === undefined ? {} : { why: word.why }) }
}

/** What a touch and its offer take of the budget; undefined where neither says. */
const costOf = ({ touch }: DueTouch, brought: Offers.Brought | undefined): number | undefined => {
  const { costMinor } = touch.touch
  const more = brought === undefined ? 0 : Offer.costOf(brought.offer)
  return costMinor === undefined && more === 0 ? undefined : (costMinor ?? 0) + more
}

/** A message that is queued has taken its part already. */
const overBudget = (
  due: DueTouch,
  before: TouchState | undefined,
  costMinor: number,
  context: Context
): Guard.GuardFacts["overBudget"] => {
  if (costMinor === 0 || isQueued(before)) return undefined
  return Budget.over({ ...context, programId: due.enrolment.programId, costMinor })
}

/** What shows the ground of a service message now; promotion needs none. */
const groundOf = (due: DueTouch, { horizon, market }: Context): Ground.Shown | undefined => {
  const { account, calendar, touch } = due
  if (touch.touch.class !== "service") return undefined
  return Ground.show(touch.touch.ground, { account, records: market.records, horizon, zone: calendar.zone })
}

const missingTemplate = (due: DueTouch, { market, templates }: Context): string | undefined => {
  if (templates === undefined) return undefined
  const chosen = Content.choose(due, market)?.templateId
  return chosen === undefined || templates.has(chosen) ? undefined : chosen
}

/** Who speaks to the account, if it is another program than the touch's own. */
const speakerOf = (due: DueTouch, context: Context): Guard.GuardFacts["speaker"] => {
  const { policy, state } = context
  const enrolments = Object.values(state.enrolments)
  if (enrolments.length < 2) return undefined
  const { account, enrolment } = due
  const asks = { programId: enrolment.programId, accountId: account.id, zone: account.timeZone ?? policy.timeZone }
  return OneVoice.speaker(enrolments, asks, { ...context, tasks: state.tasks })
}

const guardFactsOf = (
  due: DueTouch,
  before: TouchState | undefined,
  { offer, opening }: { readonly offer: Offers.Brought | undefined; readonly opening: Opening },
  context: Context
): Guard.GuardFacts => {
  const { horizon, market, policy, shared, state } = context
  const { account, contact } = due
  const { topic } = due.definition.program
  const recipient = Recipient.of({ ...due, topic }, due.enrolment.enteredAt, market, Recipient.toldOf(state, shared))
  const messageId = before?.messageId
  const hash = contact?.addressHash ?? null
  const members = touchesOf(due, state)
  const reply = Duties.replyWaiting(state.tasks, account.id)
  return {
    horizon,
    policy,
    market,
    account,
    contact,
    ...recipient,
    suppression: shared.suppressions.find((one) => one.addressHash === hash),
    addressChanged: isQueued(before) && before.message !== undefined && before.message.addressHash !== hash,
    sameMailbox:
      messageId === undefined &&
      recipient.contactIds.some((id) => id !== due.contactId && members[id]?.messageId !== undefined),
    holdout: due.enrolment.holdout,
    programEnded: due.programEnded,
    holds: state.holds,
    calendar: due.calendar,
    replyWaiting: reply && { taskId: reply.taskId, contactId: reply.contactIds[0] ?? null },
    approval: approvalOf(due, offer, state),
    overBudget: overBudget(due, before, costOf(due, offer) ?? 0, context),
    offer: offer && Offers.reasons(offer, due, context),
    ground: groundOf(due, context),
    missingTemplate: missingTemplate(due, context),
    awayUntil: Absence.awayUntil(recipient.contactIds, state.absences, due.calendar, context),
    restUntil: Absence.restUntil({ ...recipient, addressHash: hash }, state.softBounces, context),
    speaker: speakerOf(due, context),
    paused: pausedBy(due, before, context),
    inFlight: isInFlight(recipient.contactIds, messageId, state),
    counted: SalesTouches.withRecords(
      messageId === undefined ? state.counted : state.counted.filter((one) => one.messageId !== messageId),
      market.records,
      horizon
    ),
    topic,
    class: due.touch.touch.class,
    window: due.touch.touch.window,
    opening
  }
}

const end = (due: DueTouch, before: TouchState | undefined, reason: string, evidence: Evidence): Decision =>
  isQueued(before)
    ? { _tag: "MessageWithdrawn", ...placeOf(due), messageId: before.messageId, reason, evidence }
    : { _tag: "TouchSkipped", ...placeOf(due), reason, evidence }

const hold = (
  due: DueTouch,
  before: TouchState | undefined,
  primary: Guard.Held,
  stops: boolean,
  facts: Guard.GuardFacts
): Decision | undefined => {
  const { evidence, rule, until } = primary
  const isSame = before?.rule !== undefined && Guard.isSameHold(before.rule, before.until ?? null, primary)
  if (isSame && Deadline.isStopped(before) === stops) return undefined
  const others = Guard.check(facts).flatMap((one) => (one.rule === rule ? [] : [one.rule]))
  if (isQueued(before)) {
    const { messageId } = before
    const slot = { notBefore: null, notAfter: null }
    return { _tag: "MessageDeferred", ...placeOf(due), messageId, rule, evidence, others, until, ...slot }
  }
  return { _tag: "TouchHeld", ...placeOf(due), due: due.due, rule, evidence, others, until }
}

/** The message for a touch that may go; a message that waits gets the slot that is open now. */
const go = (
  due: DueTouch,
  before: TouchState | undefined,
  { notAfter, offer }: { readonly notAfter: Instant; readonly offer: Offers.Brought | undefined },
  context: Context
): Decision | undefined => {
  const { market, policy } = context
  const { now } = context.horizon
  const place = placeOf(due)
  if (isQueued(before)) {
    if (before.notAfter !== undefined && before.notAfter !== null && before.notAfter > now) return undefined
    const { messageId } = before
    const rule = "released"
    return { _tag: "MessageDeferred", ...place, messageId, rule, evidence: {}, until: null, notBefore: now, notAfter }
  }
  const content = Content.choose(due, market)
  const addressHash = due.contact?.addressHash ?? null
  if (content === undefined || addressHash === null) return undefined
  const { class: klass, sender } = due.touch.touch
  const { evidence = null, is = null } = groundOf(due, context) ?? {}
  const costMinor = costOf(due, offer)
  return {
    _tag: "MessageQueued",
    ...place,
    due: due.due,
    messageId: before?.messageId ?? messageIdOf(place, policy.sendingDomain),
    version: due.enrolment.version,
    addressHash,
    topic: due.definition.program.topic,
    class: klass,
    slot: due.touch.slot.id,
    variantId: content.variantId,
    templateId: content.templateId,
    sender,
    notBefore: now,
    notAfter,
    ...(costMinor === undefined ? {} : { costMinor }),
    ...(offer === undefined ? {} : { offer: offer.told }),
    ...(evidence === null || is === null ? {} : { ground: { is, evidence } }),
    trace: content.trace
  }
}

/** What becomes of a due touch now; undefined when that is already known. */
export const decide = (due: DueTouch, context: Context): Decision | undefined => {
  const { horizon, policy, state } = context
  const { touch } = due.touch
  const before = touchesOf(due, state)[due.contactId]
  const opening = LocalCalendar.opening(horizon.now, touch.window ?? policy.window, due.calendar)
  const offer = Offers.of(due, context)
  const facts = guardFactsOf(due, before, { offer, opening }, context)
  const primary = Guard.primary(facts)
  if (primary?.class === "for good") return end(due, before, primary.rule, primary.evidence)
  const stops = Guard.stoppedBy(facts, primary) !== undefined
  if (!stops) {
    const from = Deadline.from(before, due.due, false, horizon.now)
    if (horizon.passed(LocalCalendar.deadline(from, touch, due.calendar)))
      return end(due, before, "too-late", { "touch.deadlineBusinessDays": touch.deadlineBusinessDays })
  }
  if (primary !== undefined) return hold(due, before, primary, stops, facts)
  if (!opening.open) return undefined
  horizon.watch(opening.until)
  return go(due, before, { notAfter: opening.until, offer }, context)
}
