/**
 * What a store does inside its transactions, written once over rows: every store brings its own `Rows` and runs these
 * functions between beginning and committing. The state of a message changes only through `DeliveryState.apply`, and
 * every message that comes to an end, or becomes unknown, is journaled in its group.
 */
import type { Suppression } from "../account/Suppression.ts"
import type { Withdrawal } from "../account/Withdrawal.ts"
import type { DeliveryOutcome, Unsendable } from "../delivery/DeliveryOutcome.ts"
import * as DeliveryState from "../delivery/DeliveryState.ts"
import type { Message, Pause } from "../delivery/DeliveryState.ts"
import * as Retry from "../delivery/Retry.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"
import type { Decision, Entry, Input } from "./Event.ts"
import * as HandRules from "./HandRules.ts"
import * as Mailbox from "./Mailbox.ts"
import type { GroupHead, Handing, Move, NotHanded, Snapshot, Tick, Told } from "./Store.ts"

/** How long a runner counts as alive, how long a dead one's hand-overs may still end, and when to try again. */
export interface Timing {
  /** Without a heartbeat for longer, a runner is dead. Default 5 seconds. */
  readonly aliveMillis: number
  /** The longest send: what a dead runner was handing over becomes unknown after it. Default 60 seconds. */
  readonly graceMillis: number
  readonly retry: Retry.RetryPolicy
}

/** The defaults. */
export const timing: Timing = { aliveMillis: 5_000, graceMillis: 60_000, retry: Retry.standard }

/** A runner's last sign of life; `buriedAt` is when it ceased to count as alive. */
export interface RunnerRow {
  readonly runner: string
  readonly heartbeat: Instant
  readonly buriedAt: Instant | null
}

/** The rows that a transaction sees and changes. Whatever is written is seen by later reads. */
export interface Rows {
  /** The head; an empty one when the group was never heard of. */
  readonly head: (groupId: string) => GroupHead
  readonly putHead: (head: GroupHead) => void
  /** Every group that was ever heard of. */
  readonly groupIds: () => ReadonlyArray<string>
  readonly append: (entry: Entry, inputId?: string) => void
  readonly heard: (inputId: string) => boolean
  readonly putSnapshot: (groupId: string, snapshot: Snapshot) => void
  readonly message: (messageId: string) => Message | undefined
  /** The messages of an account that a group has. */
  readonly messagesOf: (groupId: string, accountId: string) => ReadonlyArray<Message>
  /** What all groups but one have taken of a program's budget, in minor units. */
  readonly spentElsewhere: (programId: string, groupId: string) => number
  /** Keeps what a group has taken of a program's budget in all. */
  readonly putSpent: (programId: string, groupId: string, minor: number) => void
  /** Whether another message has the same enrolment, touch and address. */
  readonly twin: (message: Message) => boolean
  /** Writes a message, perhaps into another group than before. */
  readonly putMessage: (message: Message) => void
  readonly suppressed: (addressHash: string) => boolean
  /** Keeps a suppression; the first word for an address stands. */
  readonly suppress: (suppression: Suppression) => void
  /** The place, counted from 1, of the newest withdrawal from an address of a topic or of all; 0 when there is none. */
  readonly withdrawnAt: (addressHash: string, topic: string) => number
  /** Keeps a withdrawal, unless one of the same address and topic is as late. */
  readonly withdraw: (withdrawal: Withdrawal) => void
  readonly pauses: () => ReadonlyArray<Pause>
  /** Keeps a pause; the first word for a scope and id stands. */
  readonly pause: (pause: Pause, now: Instant) => void
  readonly dropPause: (scope: Pause["scope"], id: string) => void
  readonly runner: (runner: string) => RunnerRow | undefined
  readonly putRunner: (row: RunnerRow) => void
  readonly dropRunner: (runner: string) => void
  readonly runners: () => ReadonlyArray<RunnerRow>
  /** What a runner is handing over, by message id. */
  readonly handing: (runner: string) => ReadonlyArray<Message>
}

/** The head of a group of which nothing was heard. */
export const emptyHead = (groupId: string): GroupHead => ({
  groupId,
  seq: 0,
  decidedSeq: 0,
  decidedAt: null,
  factsRevision: null,
  wakeAt: null,
  failures: 0,
  aside: null,
  wakes: 0,
  withdrawals: 0
})

/** Whether a group has inputs that no tick has looked at. */
export const isUndecided = (head: GroupHead): boolean => head.seq > head.decidedSeq

/** Whether a pause stops a message. */
export const stops = (pause: Pause, message: Message): boolean => {
  switch (pause.scope) {
    case "program":
      return pause.id === message.programId
    case "sender":
      return pause.id === message.sender
    case "template":
      return pause.id === message.templateId
    case "host":
      return true
  }
}

/** The message that an input names. */
export const messageOf = (input: Input): string | undefined => {
  if (input._tag === "MessageResolved") return input.messageId
  return input._tag === "ActivityRecorded" ? input.activity.messageId : undefined
}

const wakeAt = (head: GroupHead, at: Instant): Instant =>
  instant(Math.max(Math.min(head.wakeAt ?? at, at), head.aside?.until ?? at))

const wake = (rows: Rows, groupId: string, now: Instant): void => {
  const head = rows.head(groupId)
  rows.putHead({ ...head, wakeAt: wakeAt(head, now), wakes: head.wakes + 1 })
}

const tell = (rows: Rows, groupId: string, at: Instant, input: Input, id?: string): void => {
  const head = rows.head(groupId)
  const seq = head.seq + 1
  rows.append({ groupId, seq, at, event: input }, id)
  rows.putHead({ ...head, seq, wakeAt: wakeAt(head, at) })
}

const tellEnd = (rows: Rows, message: Message, now: Instant): void => {
  if (message.state === "queued" || message.state === "handing") return
  const { attempt, groupId, handedAt, messageId, reason, state } = message
  tell(rows, groupId, now, { _tag: "MessageSettled", messageId, attempt, state, handedAt, reason })
}

/** Writes what a cause changes: the row, the suppression or pause it implies, and the journal's line when it is an end. */
const land = (rows: Rows, message: Message, cause: DeliveryState.Cause, now: Instant): Message => {
  const step = DeliveryState.apply(message, cause)
  if (!step.changed) return message
  rows.putMessage(step.message)
  if (step.suppress)
    rows.suppress({ addressHash: message.addressHash, reason: "hard bounce", at: now, source: message.messageId })
  if (step.pause !== null) rows.pause(step.pause, now)
  // What a tick withdraws is in the journal already, as its decision.
  if (cause._tag !== "Withdrawn") tellEnd(rows, step.message, now)
  return step.message
}

/** The row that a queued decision makes. */
const rowOf = (groupId: string, queued: Extract<Decision, { _tag: "MessageQueued" }>): Message => ({
  messageId: queued.messageId,
  groupId,
  accountId: queued.accountId,
  contactId: queued.contactId,
  programId: queued.programId,
  version: queued.version,
  enrolmentId: queued.enrolmentId,
  playId: queued.playId,
  touchId: queued.touchId,
  addressHash: queued.addressHash,
  topic: queued.topic,
  class: queued.class,
  slot: queued.slot,
  variantId: queued.variantId,
  templateId: queued.templateId,
  sender: queued.sender,
  offerEndsOn: queued.offer?.endsOn ?? null,
  state: "queued",
  notBefore: queued.notBefore,
  notAfter: queued.notAfter,
  attempt: 0,
  date: null,
  handedAt: null,
  runner: null,
  reason: null
})

/** What became of a message that was queued before, for the group that asks. */
const toldHere = (same: Message, { groupId }: Message): Message => {
  if (same.groupId === groupId) return same
  const isOpen = same.state === "queued" || same.state === "handing"
  return isOpen
    ? { ...same, groupId, state: "withdrawn", reason: "it was queued in another group" }
    : { ...same, groupId }
}

/** Carries a decision out; answers a message that could not be made, as it is told instead. */
const carryOut = (rows: Rows, tick: Tick, decision: Decision): Message | undefined => {
  if (decision._tag === "MessageQueued") {
    const row = rowOf(tick.groupId, decision)
    const same = rows.message(row.messageId)
    if (same !== undefined) return toldHere(same, row)
    if (rows.twin(row))
      return { ...row, state: "withdrawn", reason: "its mailbox has this touch under another contact" }
    rows.putMessage(row)
    return undefined
  }
  if (decision._tag !== "MessageDeferred" && decision._tag !== "MessageWithdrawn") return undefined
  const message = rows.message(decision.messageId)
  if (message === undefined) return undefined
  const cause: DeliveryState.Cause =
    decision._tag === "MessageWithdrawn"
      ? { _tag: "Withdrawn", reason: decision.reason }
      : { _tag: "Deferred", notBefore: decision.notBefore, notAfter: decision.notAfter, reason: decision.rule }
  land(rows, message, cause, tick.now)
  return undefined
}

/** Whether what the group takes of each budget is still there. What was taken before a limit was lowered stays. */
const isAffordable = (rows: Rows, { decisions, groupId, spending }: Tick): boolean => {
  if (spending === undefined) return true
  const takes = new Set(
    decisions.flatMap((one) =>
      "programId" in one && "costMinor" in one && (one.costMinor ?? 0) > 0 ? [one.programId] : []
    )
  )
  return Object.entries(spending.own).every(([programId, minor]) => {
    const limit = spending.limits[programId]
    return limit === undefined || !takes.has(programId) || rows.spentElsewhere(programId, groupId) + minor <= limit
  })
}

/** `Store.commitTick`. */
export const commitTick = (rows: Rows, tick: Tick): "committed" | "conflict" => {
  const { decisions, factsRevision, groupId, now } = tick
  const head = rows.head(groupId)
  if (head.seq !== tick.seq || !isAffordable(rows, tick)) return "conflict"
  for (const [programId, minor] of Object.entries(tick.spending?.own ?? {})) rows.putSpent(programId, groupId, minor)
  let seq = head.seq
  for (const event of decisions) rows.append({ groupId, seq: (seq += 1), at: now, event })
  const awake = head.wakes === (tick.wakes ?? head.wakes) ? null : head.wakeAt
  const next = awake === null || tick.wakeAt === null ? (awake ?? tick.wakeAt) : instant(Math.min(awake, tick.wakeAt))
  const { withdrawals = head.withdrawals } = tick
  const decided = { seq, decidedSeq: seq, decidedAt: now, factsRevision, withdrawals }
  rows.putHead({ ...head, ...decided, wakeAt: next, failures: 0, aside: null })
  rows.putSnapshot(groupId, tick.snapshot)
  for (const decision of decisions) {
    const unmade = carryOut(rows, tick, decision)
    if (unmade !== undefined) tellEnd(rows, unmade, now)
  }
  return "committed"
}

/** `Store.setAside`. */
export const setAside = (rows: Rows, groupId: string, until: Instant, reason: string): void => {
  const head = rows.head(groupId)
  const next = head.wakeAt === null ? until : instant(Math.max(head.wakeAt, until))
  rows.putHead({ ...head, failures: head.failures + 1, aside: { until, reason }, wakeAt: next })
}

const imply = (rows: Rows, { at, id, input }: Told): void => {
  const message = rows.message(messageOf(input) ?? "")
  const addressHash = message?.addressHash ?? Mailbox.addressOf(input)
  const { suppressed, withdrawn } = Mailbox.saidBy(input, at)
  if (addressHash !== undefined && withdrawn !== undefined) rows.withdraw({ addressHash, ...withdrawn })
  if (addressHash !== undefined && suppressed !== undefined)
    rows.suppress({ addressHash, reason: suppressed, at, source: message?.messageId ?? id ?? "told" })
  if (message === undefined) return
  if (input._tag === "MessageResolved") land(rows, message, { _tag: "Resolved", as: input.as, by: input.by }, at)
  if (input._tag !== "ActivityRecorded") return
  const { hard = false, kind } = input.activity
  if (kind === "bounced" && hard) land(rows, message, { _tag: "Evidence", delivered: false, reason: "bounced" }, at)
  if (kind === "replied" || kind === "unsubscribed" || kind === "complained")
    land(rows, message, { _tag: "Evidence", delivered: true, reason: `its recipient ${kind}` }, at)
}

/** The group in which an input is told: the one that has the message it names. */
const homeOf = (rows: Rows, { groupId, input }: Told): string =>
  rows.message(messageOf(input) ?? "")?.groupId ?? groupId

/** `Store.record`: appends inputs in order and what each implies. */
export const record = (
  rows: Rows,
  inputs: ReadonlyArray<Told>
): { readonly accepted: number; readonly duplicates: ReadonlyArray<string> } => {
  const duplicates: Array<string> = []
  for (const told of inputs) {
    const { at, id, input } = told
    if (id !== undefined && rows.heard(id)) {
      duplicates.push(id)
      continue
    }
    tell(rows, homeOf(rows, told), at, input, id)
    imply(rows, told)
  }
  return { accepted: inputs.length - duplicates.length, duplicates }
}

/** `Store.move`. */
export const move = (rows: Rows, { at, fromSeq, moved }: Move): "committed" | "conflict" => {
  const { accountId, from, into, to } = moved
  if (rows.head(from).seq !== fromSeq) return "conflict"
  tell(rows, from, at, { ...moved, carried: null })
  tell(rows, to, at, moved)
  // Both groups have undecided inputs now, so that nothing of the account leaves before its new group was looked at.
  for (const message of rows.messagesOf(from, accountId))
    rows.putMessage({ ...message, groupId: to, accountId: into ?? accountId })
  return "committed"
}

const isAlive = (row: RunnerRow | undefined, now: Instant, { aliveMillis }: Timing): boolean =>
  row !== undefined && row.buriedAt === null && now - row.heartbeat <= aliveMillis

/** What a group has to decide on of which it was told nothing. */
const wakers: ReadonlySet<NotHanded | undefined> = new Set(["suppressed", "withdrawn", "paused"])

/** Whether what a message goes under was withdrawn since its group was decided: what was known then was decided on. */
const isWithdrawn = (rows: Rows, { addressHash, class: klass, topic }: Message, head: GroupHead): boolean =>
  klass === "promotional" && rows.withdrawnAt(addressHash, topic) > head.withdrawals

/** `Store.hand`, under the rules given. */
export const hand = (
  rows: Rows,
  messages: ReadonlyArray<Pick<Message, "messageId" | "attempt">>,
  by: {
    readonly runner: string
    readonly now: Instant
    readonly timing: Timing
    readonly rules: ReadonlyArray<HandRules.HandRule>
  }
): ReadonlyArray<Handing> => {
  const { now, rules, runner } = by
  const alive = isAlive(rows.runner(runner), now, by.timing)
  const pauses = rows.pauses()
  return messages.map(({ attempt, messageId }): Handing => {
    const message = rows.message(messageId)
    const head = message === undefined ? undefined : rows.head(message.groupId)
    const why = HandRules.refuse(rules, {
      message,
      attempt,
      now,
      alive,
      undecided: head !== undefined && isUndecided(head),
      suppressed: message !== undefined && rows.suppressed(message.addressHash),
      withdrawn: message !== undefined && head !== undefined && isWithdrawn(rows, message, head),
      paused: message !== undefined && pauses.some((pause) => stops(pause, message))
    })
    if (message === undefined || why !== undefined) {
      if (message !== undefined && wakers.has(why)) wake(rows, message.groupId, now)
      return { _tag: "NotHanded", messageId, why: why ?? "not queued" }
    }
    return { _tag: "Handed", message: land(rows, message, { _tag: "Handed", runner, now }, now) }
  })
}

/** `Store.settle`. */
export const settle = (
  rows: Rows,
  answer: {
    readonly messageId: string
    readonly attempt: number
    readonly outcome: DeliveryOutcome | Unsendable
    readonly now: Instant
  },
  { retry }: Timing
): Message => {
  const { attempt, messageId, now, outcome } = answer
  const message = rows.message(messageId)
  if (message === undefined) throw new Error(`message ${messageId} is settled but is not in the store`)
  return land(rows, message, { _tag: "Answered", attempt, outcome, now, retry }, now)
}

/** `Store.reap`. */
export const reap = (rows: Rows, now: Instant, timing: Timing): ReadonlyArray<Message> => {
  const lost: Array<Message> = []
  for (const row of rows.runners()) {
    if (isAlive(row, now, timing)) continue
    const buriedAt = row.buriedAt ?? instant(row.heartbeat + timing.aliveMillis)
    if (now - buriedAt <= timing.graceMillis) {
      if (row.buriedAt === null) rows.putRunner({ ...row, buriedAt })
      continue
    }
    for (const message of rows.handing(row.runner)) lost.push(land(rows, message, { _tag: "RunnerDied" }, now))
    rows.dropRunner(row.runner)
  }
  return lost
}

/** `Store.leave`: a runner that still hands over is buried, so that what it leaves behind is reaped. */
export const leave = (rows: Rows, runner: string): void => {
  const row = rows.runner(runner)
  if (row === undefined || rows.handing(runner).length === 0) return rows.dropRunner(runner)
  rows.putRunner({ ...row, buriedAt: row.heartbeat })
}

/** `Store.resume`: ends a pause and wakes every group; nothing when there is no such pause. */
export const resume = (rows: Rows, scope: Pause["scope"], id: string, now: Instant): void => {
  if (!rows.pauses().some((pause) => pause.scope === scope && pause.id === id)) return
  rows.dropPause(scope, id)
  for (const groupId of rows.groupIds()) wake(rows, groupId, now)
}
