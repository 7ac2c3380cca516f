/**
 * The state of one account group: a fold of its journal and nothing else. Plain JSON, so that a store can keep it as a
 * snapshot; `version` changes when the fold does, and old snapshots are then dropped.
 */
import type { Consent } from "../account/Consent.ts"
import * as Hold from "../account/Hold.ts"
import type { Activity } from "../account/Activity.ts"
import * as Withdrawal from "../account/Withdrawal.ts"
import * as SoftBounce from "../engagement/SoftBounce.ts"
import type { Event } from "../journal/Event.ts"
import { dayMillis, type Instant } from "../kernel/Calendar.ts"
import type { Counted } from "../program/Caps.ts"
import * as Deadline from "../program/Deadline.ts"
import { approvalIdOf, type EnrolmentState, type TouchState, type TouchStatus } from "../program/Enrolment.ts"
import * as MessageFold from "./MessageFold.ts"
import * as Slice from "./Slice.ts"
import * as WorkState from "./WorkState.ts"

/** The name of this fold. */
export const version = "7"

/** The whole state. */
export interface GroupState extends WorkState.WorkState {
  readonly seq: number
  readonly decidedAt: Instant | null
  readonly factsRevision: string | null
  readonly enrolments: Readonly<Record<string, EnrolmentState>>
  /** Messages of the last seven days that count for caps. */
  readonly counted: ReadonlyArray<Counted>
  readonly holds: ReadonlyArray<Hold.Hold>
  /** Consents told since the records, by contact. */
  readonly consents: Readonly<Record<string, ReadonlyArray<Consent>>>
  /** Consents told for every contact of the account that the named contact belongs to. */
  readonly accountConsents: ReadonlyArray<{ readonly contactId: string; readonly consent: Consent }>
  /** When a contact last replied. */
  readonly replies: Readonly<Record<string, Instant>>
  /** Until when a contact said to be away; without a stated return, when it was said. */
  readonly absences: Readonly<Record<string, { readonly at: Instant; readonly until: Instant | null }>>
  /** When messages to a contact bounced for a time: those of the last two years, in order. */
  readonly softBounces: Readonly<Record<string, ReadonlyArray<SoftBounce.Bounce>>>
  /** What persons did in the last year, in the order in which it was told: what engagement is judged by. */
  readonly activities: ReadonlyArray<Activity>
}

/** The state of a group of which nothing was heard. */
export const empty: GroupState = {
  ...WorkState.empty,
  seq: 0,
  decidedAt: null,
  factsRevision: null,
  enrolments: {},
  counted: [],
  holds: [],
  consents: {},
  accountConsents: [],
  replies: {},
  absences: {},
  softBounces: {},
  activities: []
}

/** A touch of an enrolment by its message id. */
export const touchOfMessage = (
  state: GroupState,
  messageId: string
):
  | {
      readonly enrolment: EnrolmentState
      readonly touchId: string
      readonly contactId: string
      readonly touch: TouchState
    }
  | undefined => {
  for (const enrolment of Object.values(state.enrolments))
    for (const [touchId, byContact] of Object.entries(enrolment.touches))
      for (const [contactId, touch] of Object.entries(byContact))
        if (touch.messageId === messageId) return { enrolment, touchId, contactId, touch }
  return undefined
}

const setEnrolment = (state: GroupState, enrolment: EnrolmentState): GroupState => ({
  ...state,
  enrolments: { ...state.enrolments, [enrolment.enrolmentId]: enrolment }
})

const changeEnrolment = (
  state: GroupState,
  enrolmentId: string,
  change: (enrolment: EnrolmentState) => Partial<EnrolmentState>
): GroupState => {
  const enrolment = state.enrolments[enrolmentId]
  return enrolment === undefined ? state : setEnrolment(state, { ...enrolment, ...change(enrolment) })
}

const setTouch = (
  state: GroupState,
  at: { readonly enrolmentId: string; readonly touchId: string; readonly contactId: string },
  touch: (before: TouchState | undefined) => TouchState
): GroupState =>
  changeEnrolment(state, at.enrolmentId, ({ touches }) => {
    const byContact = touches[at.touchId] ?? {}
    return { touches: { ...touches, [at.touchId]: { ...byContact, [at.contactId]: touch(byContact[at.contactId]) } } }
  })

const uncount = (state: GroupState, messageId: string): GroupState => ({
  ...state,
  counted: state.counted.filter((one) => one.messageId !== messageId)
})

/** Counts a message at an instant, wherever it was counted before. */
const count = (state: GroupState, one: Counted): GroupState => ({
  ...state,
  counted: [...state.counted.filter(({ messageId }) => messageId !== one.messageId), one]
})

const settle = (
  state: GroupState,
  messageId: string,
  status: TouchStatus,
  at: Instant,
  reason: string | null
): GroupState => {
  const found = touchOfMessage(state, messageId)
  if (found === undefined) return state
  const place = { enrolmentId: found.enrolment.enrolmentId, touchId: found.touchId, contactId: found.contactId }
  const next = setTouch(state, place, () => ({
    status,
    at,
    deadlineFrom: found.touch.deadlineFrom,
    ...MessageFold.kept(found.touch),
    ...(status === "sent" || status === "unknown" ? { spokenAt: at } : {}),
    ...(reason === null ? {} : { rule: reason })
  }))
  const settled = MessageFold.offered(next, found, status, at)
  return status === "sent" || status === "unknown"
    ? count(settled, { messageId, contactId: found.contactId, accountId: found.enrolment.accountId, at })
    : uncount(settled, messageId)
}

/** What evidence after the fact says of a message whose fate was unknown. */
const onActivity = (state: GroupState, activity: Activity): GroupState => {
  const found = activity.messageId === undefined ? undefined : touchOfMessage(state, activity.messageId)
  const known =
    found === undefined || found.touch.status !== "unknown" || activity.messageId === undefined
      ? state
      : activity.kind === "bounced"
        ? activity.hard === true
          ? settle(state, activity.messageId, "refused", activity.at, "bounced")
          : state
        : activity.kind === "replied" || activity.kind === "unsubscribed" || activity.kind === "complained"
          ? settle(state, activity.messageId, "sent", found.touch.at, null)
          : state
  const addressHash = found?.touch.message?.addressHash ?? activity.addressHash ?? null
  return onWord({ ...known, activities: remembered(known.activities, activity) }, activity, addressHash)
}

const remembered = (before: ReadonlyArray<Activity>, activity: Activity): ReadonlyArray<Activity> => [
  ...before.filter((one) => one.at > activity.at - 365 * dayMillis),
  activity
]

/** What the person's own word, or that of the mail system, changes. */
const onWord = (state: GroupState, activity: Activity, addressHash: string | null): GroupState => {
  const { at, contactId, kind } = activity
  if (kind === "replied") return onReply(state, contactId, at)
  if (kind === "out of office") return onAbsence(state, activity)
  if (kind === "bounced" && activity.hard !== true) return onSoftBounce(state, contactId, { at, addressHash })
  const withdrawn = Withdrawal.ofActivity(activity)
  return withdrawn === undefined ? state : addConsent(state, contactId, Withdrawal.asConsent(withdrawn))
}

/** The latest word on an absence counts, in whatever order it is told. */
const onAbsence = (state: GroupState, { at, contactId, until }: Activity): GroupState =>
  (state.absences[contactId]?.at ?? Number.NEGATIVE_INFINITY) >= at
    ? state
    : { ...state, absences: { ...state.absences, [contactId]: { at, until: until ?? null } } }

const onSoftBounce = (state: GroupState, contactId: string, bounce: SoftBounce.Bounce): GroupState => {
  const all = [...(state.softBounces[contactId] ?? []), bounce].toSorted((a, b) => a.at - b.at)
  const oldest = (all.at(-1)?.at ?? bounce.at) - SoftBounce.memoryMillis
  return { ...state, softBounces: { ...state.softBounces, [contactId]: all.filter(({ at }) => at > oldest) } }
}

/** Replies may be told in any order: the latest counts. */
const onReply = (state: GroupState, contactId: string, at: Instant): GroupState =>
  (state.replies[contactId] ?? Number.NEGATIVE_INFINITY) >= at
    ? state
    : { ...state, replies: { ...state.replies, [contactId]: at } }

const addConsent = (state: GroupState, contactId: string, consent: Consent): GroupState => ({
  ...state,
  consents: { ...state.consents, [contactId]: [...(state.consents[contactId] ?? []), consent] }
})

/** What is told without a date counts from when it was told. */
const onConsent = (
  state: GroupState,
  { consent, contactId, scope }: Extract<Event, { _tag: "ConsentChanged" }>,
  at: Instant
): GroupState => {
  const dated = { ...consent, at: consent.at ?? at }
  return scope === "account"
    ? { ...state, accountConsents: [...state.accountConsents, { contactId, consent: dated }] }
    : addConsent(state, contactId, dated)
}

const onResolved = (
  state: GroupState,
  messageId: string,
  as: "delivered" | "resend" | "drop",
  by: string,
  at: Instant
): GroupState => {
  const found = touchOfMessage(state, messageId)
  if (found === undefined || found.touch.status !== "unknown") return state
  if (as === "delivered") return settle(state, messageId, "sent", found.touch.at, null)
  if (as === "drop") return settle(state, messageId, "skipped", at, `dropped by ${by}`)
  const place = { enrolmentId: found.enrolment.enrolmentId, touchId: found.touchId, contactId: found.contactId }
  const queued = setTouch(state, place, () => ({
    status: "queued",
    at,
    deadlineFrom: at,
    ...MessageFold.kept(found.touch),
    notAfter: null
  }))
  return uncount(queued, messageId)
}

/** The state after one more event of the journal. Total: an event that names what is not known changes nothing else. */
export const evolve = (
  before: GroupState,
  entry: { readonly seq: number; readonly at: Instant; readonly event: Event }
): GroupState => {
  const { at, event, seq } = entry
  const state: GroupState = { ...before, seq }
  switch (event._tag) {
    case "FactsImported":
      return { ...state, factsRevision: event.revision }
    case "AccountMoved":
      return Slice.moved(state, event, at)
    case "ActivityRecorded":
      return onActivity(state, event.activity)
    case "ConsentChanged":
      return onConsent(state, event, at)
    case "HoldPlaced":
      return { ...state, holds: [...state.holds.filter((hold) => hold.id !== event.hold.id), event.hold] }
    case "HoldReleased":
      return { ...state, holds: state.holds.filter((hold) => !Hold.isReleased(hold, event)) }
    case "EnrolmentAborted":
      return exit(state, event.enrolmentId, `aborted by ${event.by}`, at)
    case "EnrolmentMigrated":
      return changeEnrolment(state, event.enrolmentId, () => ({ version: event.version }))
    case "TaskClosed":
      return closeTask(state, event, at)
    case "MessageResolved":
      return onResolved(state, event.messageId, event.as, event.by, at)
    case "MessageSettled":
      return settle(state, event.messageId, settledAs(event.state), event.handedAt ?? at, event.reason)
    case "Ticked":
      return {
        ...state,
        decidedAt: event.now,
        counted: state.counted.filter((one) => one.at > event.now - 7 * dayMillis)
      }
    case "Enrolled":
      return setEnrolment(state, {
        enrolmentId: event.enrolmentId,
        programId: event.programId,
        version: event.version,
        playId: event.playId,
        accountId: event.accountId,
        occurrence: event.occurrence,
        holdout: event.holdout,
        enteredAt: at,
        opened: {},
        touches: {},
        exited: null
      })
    case "StepOpened": {
      const { enrolmentId, members, touchId } = event
      const worded = { ...state, ...WorkState.withoutWord(state, approvalIdOf(enrolmentId, touchId)) }
      return changeEnrolment(worded, enrolmentId, ({ opened }) => ({
        opened: { ...opened, [touchId]: { at, members } }
      }))
    }
    case "GatePassed": {
      const { by, enrolmentId, touchId } = event
      return changeEnrolment(state, enrolmentId, ({ passed }) => ({ passed: { ...passed, [touchId]: { at, by } } }))
    }
    case "TouchHeld":
      return setTouch(state, event, (touch) => ({
        status: "held",
        ...Deadline.waiting(touch, event, event.due, at)
      }))
    case "TouchSkipped":
      return setTouch(state, event, (touch) => ({
        status: "skipped",
        at,
        deadlineFrom: touch?.deadlineFrom ?? at,
        rule: event.reason
      }))
    case "MessageQueued": {
      const { accountId, contactId, messageId } = event
      const queued = setTouch(state, event, (touch) => ({
        status: "queued",
        at,
        deadlineFrom: Deadline.from(touch, event.due, false, at),
        messageId,
        spokenAt: at,
        message: MessageFold.queuedWith(event),
        notAfter: event.notAfter
      }))
      return count(queued, { messageId, contactId, accountId, at: event.notBefore })
    }
    case "MessageDeferred": {
      const { accountId, contactId, messageId } = event
      const deferred = setTouch(state, event, (touch) => ({
        status: "queued",
        ...Deadline.waiting(touch, event, at, at),
        ...(touch === undefined ? { messageId } : MessageFold.kept(touch)),
        ...(event.notAfter === null ? {} : { spokenAt: at }),
        notAfter: event.notAfter
      }))
      return event.notBefore === null
        ? uncount(deferred, messageId)
        : count(deferred, { messageId, contactId, accountId, at: event.notBefore })
    }
    case "MessageWithdrawn":
      return settle(state, event.messageId, "skipped", at, event.reason)
    case "Exited":
      return exit(state, event.enrolmentId, event.reason, at)
    default:
      return { ...state, ...WorkState.evolve(state, event, at) }
  }
}

/** Tasks in which an account was met, also where the task names no person. */
const meetings: ReadonlySet<string> = new Set(["call", "meeting", "visit"])

/** A task done with persons is a touch of theirs, a meeting one of the account: it counts for caps as a message does. */
const closeTask = (state: GroupState, event: Extract<Event, { _tag: "TaskClosed" }>, at: Instant): GroupState => {
  const task = state.tasks[event.taskId]
  const closed = { ...state, ...WorkState.evolve(state, event, at) }
  if (task === undefined || task.closed !== null || task.accountId === null || event.outcome !== "done") return closed
  const { accountId, contactIds, kind, taskId } = task
  const touch = { accountId, at, by: "sales" } as const
  if (contactIds.length === 0)
    return meetings.has(kind) ? count(closed, { ...touch, messageId: taskId, contactId: null }) : closed
  return contactIds.reduce(
    (counted, contactId) => count(counted, { ...touch, messageId: `${taskId} ${contactId}`, contactId }),
    closed
  )
}

const exit = (state: GroupState, enrolmentId: string, reason: string, at: Instant): GroupState => {
  const enrolment = state.enrolments[enrolmentId]
  return enrolment === undefined || enrolment.exited !== null
    ? state
    : setEnrolment(
        { ...state, ...WorkState.withoutWordsOf(state, enrolmentId) },
        { ...enrolment, exited: { reason, at } }
      )
}

const settledAs = (state: string): TouchStatus => {
  if (state === "accepted") return "sent"
  if (state === "withdrawn") return "skipped"
  if (state === "refused" || state === "unknown") return state
  return "failed"
}
