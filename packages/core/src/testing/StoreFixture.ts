/** Small pieces from which the cases of the store's suite are made. All names are invented. */
import assert from "node:assert/strict"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Activity } from "../account/Activity.ts"
import type { DeliveryOutcome } from "../delivery/DeliveryOutcome.ts"
import type { Message } from "../delivery/DeliveryState.ts"
import type { Decision, Input } from "../journal/Event.ts"
import type { Spending, Store, StoreError, Told } from "../journal/Store.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"

/** The port as the cases use it. */
export type Port = Store["Service"]

/** One fact that every store must hold. `make` opens a fresh, empty, live store with the default timing. */
export interface StoreCase {
  readonly name: string
  readonly run: (make: Effect.Effect<Port, StoreError, Scope.Scope>) => Effect.Effect<void, StoreError>
}

/** A case over a fresh store. */
export const fact = (name: string, body: (store: Port) => Effect.Effect<void, StoreError>): StoreCase => ({
  name,
  run: (make) => Effect.scoped(Effect.flatMap(make, body))
})

/** Minutes after the morning on which every case begins. */
export const minute = (minutes: number): Instant => instant(Date.UTC(2026, 9, 1, 9) + minutes * 60_000)

/** So many milliseconds later. */
export const later = (at: Instant, millis: number): Instant => instant(at + millis)

/** The import of a revision. */
export const facts = (revision: string): Input => ({ _tag: "FactsImported", revision })

/** Something a person did. */
export const activity = (kind: Activity["kind"], messageId: string, more: Partial<Activity> = {}): Input => ({
  _tag: "ActivityRecorded",
  activity: { kind, contactId: "anna", at: minute(0), messageId, ...more }
})

/** The account `arrow` moves from north to south, with nothing known of it. */
export const moved = (
  more: Partial<Extract<Input, { _tag: "AccountMoved" }>> = {}
): Extract<Input, { _tag: "AccountMoved" }> => ({
  _tag: "AccountMoved",
  accountId: "arrow",
  from: "north",
  to: "south",
  contactIds: ["anna"],
  noticeIds: [],
  carried: {},
  ...more
})

/** An input for a group. */
export const told = (groupId: string, input: Input, at: Instant, id?: string): Told => ({
  groupId,
  at,
  input,
  ...(id === undefined ? {} : { id })
})

/** The decision to send a message, in a slot from minute 0 to minute 600. */
export const queued = (
  messageId: string,
  more: Partial<Extract<Decision, { _tag: "MessageQueued" }>> = {}
): Extract<Decision, { _tag: "MessageQueued" }> => ({
  _tag: "MessageQueued",
  due: minute(0),
  enrolmentId: `enrolment of ${messageId}`,
  programId: "spare-parts",
  playId: "first-order",
  touchId: "hello",
  accountId: "arrow",
  contactId: "anna",
  messageId,
  version: "v1",
  addressHash: `hash of ${messageId}`,
  topic: "news",
  class: "promotional",
  slot: "body",
  variantId: "a",
  templateId: "hello.hbs",
  sender: "program",
  notBefore: minute(0),
  notAfter: minute(600),
  trace: [],
  ...more
})

const named = (messageId: string) => ({
  messageId,
  enrolmentId: `enrolment of ${messageId}`,
  programId: "spare-parts",
  playId: "first-order",
  touchId: "hello",
  accountId: "arrow",
  contactId: "anna",
  evidence: {}
})

/** The decision that a queued message goes later, or not before a later decision. */
export const deferred = (messageId: string, notBefore: Instant | null, notAfter: Instant | null): Decision => ({
  _tag: "MessageDeferred",
  ...named(messageId),
  rule: "sales-hold",
  until: null,
  notBefore,
  notAfter
})

/** The decision that a queued message will not go. */
export const withdrawn = (messageId: string): Decision => ({
  _tag: "MessageWithdrawn",
  ...named(messageId),
  reason: "replied"
})

/** What a tick begins with. */
export const ticked = (now: Instant): Decision => ({
  _tag: "Ticked",
  now,
  factsRevision: "r1",
  hashes: { engine: "1" }
})

/** Loads a group and commits decisions on what was loaded. */
export const tick = (
  store: Port,
  groupId: string,
  decisions: ReadonlyArray<Decision>,
  more: {
    readonly now?: Instant
    readonly wakeAt?: Instant | null
    readonly state?: unknown
    readonly spending?: Spending
  } = {}
): Effect.Effect<"committed" | "conflict", StoreError> =>
  Effect.gen(function* () {
    const { head, withdrawals } = yield* store.load(groupId, [])
    const now = more.now ?? minute(0)
    const snapshot = { version: "1", seq: head.seq + decisions.length, state: more.state ?? {} }
    const { seq, wakes } = head
    return yield* store.commitTick({
      groupId,
      seq,
      wakes,
      withdrawals,
      now,
      factsRevision: "r1",
      decisions,
      wakeAt: more.wakeAt ?? null,
      snapshot,
      ...(more.spending === undefined ? {} : { spending: more.spending })
    })
  })

/** A group with a decided queue of messages, and a runner that lives at minute 0. */
export const withQueue = (
  store: Port,
  decisions: ReadonlyArray<Decision>,
  groupId = "north"
): Effect.Effect<void, StoreError> =>
  Effect.gen(function* () {
    yield* store.record([told(groupId, facts("r1"), minute(0))])
    assert.equal(yield* tick(store, groupId, decisions), "committed")
    yield* store.heartbeat("runner", minute(0))
  })

/** Hands one message over at minute 0, by the runner, and answers why not when it was not. */
export const handOne = (
  store: Port,
  messageId: string,
  attempt = 0,
  now: Instant = minute(0),
  runner = "runner"
): Effect.Effect<string, StoreError> =>
  Effect.map(store.hand([{ messageId, attempt }], runner, now), ([handing]) =>
    handing?._tag === "NotHanded" ? handing.why : "handed"
  )

/** The row of a message, which must be there. */
export const rowOf = (store: Port, messageId: string): Effect.Effect<Message, StoreError> =>
  Effect.map(store.message(messageId), (message) => message ?? assert.fail(`message ${messageId} is in the store`))

/** The tags of a group's journal, in order. */
export const tags = (store: Port, groupId = "north"): Effect.Effect<ReadonlyArray<string>, StoreError> =>
  Effect.map(store.journal(groupId), (entries) => entries.map((entry) => entry.event._tag))

/** The relay took it. */
export const accepted: DeliveryOutcome = { _tag: "Accepted", response: "250 ok" }

/** Nobody knows whether it went. */
export const indeterminate: DeliveryOutcome = { _tag: "Indeterminate", cause: "no answer after the dot" }

/** It certainly did not go. */
export const notAccepted: DeliveryOutcome = { _tag: "NotAccepted", cause: "connection refused" }

/** The relay said no. */
export const refused = (more: Partial<Extract<DeliveryOutcome, { _tag: "Refused" }>> = {}): DeliveryOutcome => ({
  _tag: "Refused",
  scope: "recipient",
  retryable: false,
  hard: true,
  text: "550 5.1.1 no such mailbox",
  ...more
})
