/** What comes of a hand-over: every row of the table, late answers, evidence, resolutions and dead runners. */
import assert from "node:assert/strict"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type { DeliveryOutcome, Unsendable } from "../delivery/DeliveryOutcome.ts"
import type { DeliveryState } from "../delivery/DeliveryState.ts"
import type { Input } from "../journal/Event.ts"
import type { StoreError } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import {
  accepted,
  activity,
  deferred,
  fact,
  handOne,
  indeterminate,
  later,
  minute,
  notAccepted,
  type Port,
  queued,
  refused,
  rowOf,
  type StoreCase,
  tags,
  told,
  tick,
  withdrawn,
  withQueue
} from "./StoreFixture.ts"

interface Row {
  readonly name: string
  readonly outcome: DeliveryOutcome
  readonly state: DeliveryState
  readonly suppressed?: boolean
  readonly pause?: readonly [scope: string, id: string]
}

const table: ReadonlyArray<Row> = [
  { name: "accepted", outcome: accepted, state: "accepted" },
  { name: "not accepted", outcome: notAccepted, state: "queued" },
  { name: "refused for now", outcome: refused({ retryable: true, text: "450 4.2.0 try later" }), state: "queued" },
  { name: "refused, no such mailbox", outcome: refused(), state: "refused", suppressed: true },
  { name: "refused, not hard", outcome: refused({ hard: false, text: "554 no" }), state: "refused" },
  {
    name: "the sender refused",
    outcome: refused({ scope: "sender", text: "550 5.7.1" }),
    state: "queued",
    pause: ["sender", "program"]
  },
  {
    name: "the host refusing",
    outcome: refused({ scope: "host", text: "554 go away" }),
    state: "queued",
    pause: ["host", "*"]
  },
  {
    name: "the message refused",
    outcome: refused({ scope: "message", text: "552 5.3.4" }),
    state: "queued",
    pause: ["template", "hello.hbs"]
  },
  { name: "indeterminate", outcome: indeterminate, state: "unknown" }
]

const isEnd = (state: DeliveryState): boolean => state !== "queued" && state !== "handing"
const unsendable: Unsendable = { _tag: "Unsendable", cause: "template hello.hbs has no text part" }

/** A message of group north, handed over at minute 0 as attempt 1. */
const handed = (store: Port, messageId = "m1"): Effect.Effect<void, StoreError> =>
  Effect.gen(function* () {
    yield* withQueue(store, [queued(messageId)])
    assert.equal(yield* handOne(store, messageId), "handed")
  })

const unknown = (store: Port): Effect.Effect<void, StoreError> =>
  Effect.gen(function* () {
    yield* handed(store)
    yield* store.settle("m1", 1, indeterminate, minute(1))
    yield* tick(store, "north", [], { now: minute(1) })
  })

const evidence: ReadonlyArray<readonly [input: Input, state: DeliveryState, suppressed: string | null]> = [
  [activity("replied", "m1"), "accepted", null],
  [activity("unsubscribed", "m1"), "accepted", null],
  [activity("complained", "m1"), "accepted", "complaint"],
  [activity("bounced", "m1", { hard: true }), "refused", "hard bounce"],
  [activity("bounced", "m1", { hard: false }), "unknown", null],
  [activity("opened", "m1"), "unknown", null],
  [activity("clicked", "m1"), "unknown", null],
  [activity("out of office", "m1"), "unknown", null]
]

const resolved = (as: "delivered" | "resend" | "drop"): Input => ({
  _tag: "MessageResolved",
  messageId: "m1",
  as,
  by: "manager"
})
const after = (millis: number): Instant => later(minute(0), millis)

/** The cases. */
export const settleCases: ReadonlyArray<StoreCase> = [
  ...table.map(({ name, outcome, pause, state, suppressed = false }) =>
    fact(`handing and ${name}: ${state}`, (store) =>
      Effect.gen(function* () {
        yield* handed(store)
        const row = yield* store.settle("m1", 1, outcome, minute(2))
        assert.equal(row.state, state)
        assert.deepEqual([row.attempt, row.runner, row.date], [1, null, minute(0)])
        assert.deepEqual(yield* rowOf(store, "m1"), row)
        const { entries, head, shared } = yield* store.load("north", ["hash of m1"])
        assert.deepEqual(
          shared.suppressions.map((one) => [one.reason, one.source, one.at]),
          suppressed ? [["hard bounce", "m1", minute(2)]] : []
        )
        assert.deepEqual(
          shared.pauses.map((one) => [one.scope, one.id]),
          pause === undefined ? [] : [pause]
        )
        assert.deepEqual(
          entries.map((entry) => entry.event),
          isEnd(state)
            ? [{ _tag: "MessageSettled", messageId: "m1", attempt: 1, state, handedAt: minute(0), reason: row.reason }]
            : []
        )
        assert.equal(head.wakeAt, isEnd(state) ? minute(2) : null)
        assert.deepEqual(yield* store.due(minute(2), 10), isEnd(state) ? ["north"] : [])
      })
    )
  ),
  fact("what was not accepted goes again by the back-off, under the same Message-ID and Date", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      const row = yield* store.settle("m1", 1, notAccepted, minute(1))
      assert.equal(row.notBefore, minute(6))
      yield* store.heartbeat("runner", minute(6))
      assert.equal(yield* handOne(store, "m1", 0, minute(6)), "not queued")
      assert.equal(yield* handOne(store, "m1", 1, minute(6)), "handed")
      const again = yield* rowOf(store, "m1")
      assert.deepEqual([again.attempt, again.date, again.handedAt], [2, minute(0), minute(6)])
      assert.equal((yield* store.settle("m1", 2, notAccepted, minute(7))).notBefore, minute(17), "twice as long")
    })
  ),
  fact("what was not accepted and goes again after its slot waits in the queue for a decision", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1", { notAfter: minute(5) })])
      yield* handOne(store, "m1")
      const row = yield* store.settle("m1", 1, refused({ retryable: true }), minute(1))
      assert.deepEqual([row.state, row.notBefore, row.notAfter], ["queued", minute(6), minute(5)])
      assert.deepEqual(yield* store.ready(minute(6), 10), [])
      assert.deepEqual((yield* store.load("north", ["hash of m1"])).shared.suppressions, [])
      yield* tick(store, "north", [deferred("m1", minute(60), minute(600))], { now: minute(60) })
      yield* store.heartbeat("runner", minute(60))
      assert.equal(yield* handOne(store, "m1", 1, minute(60)), "handed")
    })
  ),
  fact("what was called off while it was handed over does not go again when it was not accepted", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      yield* store.record([told("north", activity("replied", "m0"), minute(1))])
      yield* tick(store, "north", [withdrawn("m1")], { now: minute(1) })
      const row = yield* store.settle("m1", 1, notAccepted, minute(2))
      assert.deepEqual([row.state, row.reason], ["withdrawn", "replied"])
      assert.equal((yield* tags(store)).at(-1), "MessageSettled")
    })
  ),
  fact("what was called off while it was handed over and was accepted has been sent", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      yield* tick(store, "north", [withdrawn("m1")], { now: minute(1) })
      assert.equal((yield* store.settle("m1", 1, accepted, minute(2))).state, "accepted")
    })
  ),
  fact("what was deferred while it was handed over comes back into the slot decided meanwhile", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2")])
      yield* handOne(store, "m1")
      yield* handOne(store, "m2")
      yield* tick(store, "north", [deferred("m1", null, null), deferred("m2", minute(90), minute(120))])
      const held = yield* store.settle("m1", 1, notAccepted, minute(1))
      assert.deepEqual([held.state, held.notBefore], ["queued", null])
      const moved = yield* store.settle("m2", 1, refused({ scope: "host" }), minute(1))
      assert.deepEqual([moved.state, moved.notBefore, moved.notAfter], ["queued", minute(90), minute(120)])
    })
  ),
  fact("a message that cannot be made has failed without a hand-over", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      const row = yield* store.settle("m1", 0, unsendable, minute(1))
      assert.deepEqual([row.state, row.attempt, row.handedAt], ["failed", 0, null])
      assert.equal((yield* tags(store)).at(-1), "MessageSettled")
    })
  ),
  fact("an answer to another attempt changes nothing", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      const before = yield* rowOf(store, "m1")
      assert.deepEqual(yield* store.settle("m1", 2, accepted, minute(1)), before)
      assert.ok(!(yield* tags(store)).includes("MessageSettled"))
    })
  ),
  fact("an answer given twice is journaled once, and an end stays", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      const row = yield* store.settle("m1", 1, accepted, minute(1))
      assert.deepEqual(yield* store.settle("m1", 1, accepted, minute(2)), row)
      assert.deepEqual(yield* store.settle("m1", 1, refused(), minute(3)), row)
      assert.equal((yield* tags(store)).filter((tag) => tag === "MessageSettled").length, 1)
      assert.deepEqual((yield* store.load("north", ["hash of m1"])).shared.suppressions, [])
    })
  ),
  fact("a late answer to the attempt that became unknown is taken", (store) =>
    Effect.gen(function* () {
      yield* unknown(store)
      assert.equal((yield* store.settle("m1", 1, accepted, minute(9))).state, "accepted")
      assert.deepEqual((yield* tags(store)).filter((tag) => tag === "MessageSettled").length, 2)
    })
  ),
  fact("a late answer that is no end leaves it unknown: its group would not decide on it again", (store) =>
    Effect.gen(function* () {
      yield* unknown(store)
      for (const outcome of [notAccepted, refused({ retryable: true }), refused({ scope: "sender" }), indeterminate])
        assert.equal((yield* store.settle("m1", 1, outcome, minute(9))).state, "unknown")
    })
  ),
  fact("settling what the store does not hold is a defect", (store) =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(store.settle("nothing", 1, accepted, minute(0)))
      assert.equal(exit._tag, "Failure")
      assert.match(exit._tag === "Failure" ? String(Cause.squash(exit.cause)) : "", /nothing/u)
    })
  ),
  ...evidence.map(([input, state, reason]) =>
    fact(
      `unknown, and then its recipient ${input._tag === "ActivityRecorded" ? `${input.activity.kind} (hard: ${input.activity.hard ?? "-"})` : ""}: ${state}`,
      (store) =>
        Effect.gen(function* () {
          yield* unknown(store)
          yield* store.record([told("north", input, minute(9))])
          assert.equal((yield* rowOf(store, "m1")).state, state)
          assert.deepEqual(
            (yield* tags(store)).slice(-2),
            state === "unknown" ? ["MessageSettled", "ActivityRecorded"] : ["ActivityRecorded", "MessageSettled"]
          )
          assert.deepEqual(
            (yield* store.load("north", ["hash of m1"])).shared.suppressions.map((one) => [one.reason, one.source]),
            reason === null ? [] : [[reason, "m1"]]
          )
        })
    )
  ),
  fact("a hard bounce of an accepted message suppresses and leaves it accepted", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      yield* store.settle("m1", 1, accepted, minute(1))
      yield* store.record([told("north", activity("bounced", "m1", { hard: true }), minute(2))])
      assert.equal((yield* rowOf(store, "m1")).state, "accepted")
      assert.equal((yield* store.load("north", ["hash of m1"])).shared.suppressions.length, 1)
    })
  ),
  fact("evidence before the answer waits for the answer", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      yield* store.record([told("north", activity("replied", "m1"), minute(1))])
      assert.equal((yield* rowOf(store, "m1")).state, "handing")
      assert.equal((yield* store.settle("m1", 1, accepted, minute(2))).state, "accepted")
    })
  ),
  fact("an activity that names a message of nobody is only journaled", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", activity("complained", "nothing"), minute(0))])
      assert.deepEqual(yield* tags(store), ["ActivityRecorded"])
    })
  ),
  ...(
    [
      ["delivered", "accepted"],
      ["drop", "withdrawn"],
      ["resend", "queued"]
    ] as const
  ).map(([as, state]) =>
    fact(`unknown and resolved as ${as}: ${state}`, (store) =>
      Effect.gen(function* () {
        yield* unknown(store)
        yield* store.record([told("north", resolved(as), minute(9))])
        const row = yield* rowOf(store, "m1")
        assert.deepEqual([row.state, row.date, row.attempt], [state, minute(0), 1])
        assert.equal((yield* tags(store)).at(-1), as === "resend" ? "MessageResolved" : "MessageSettled")
        if (as === "resend") assert.equal(row.notBefore, null, "until a decision gives it a slot")
      })
    )
  ),
  fact("a resolution of what is not unknown changes nothing", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      yield* store.record([told("north", resolved("resend"), minute(1))])
      assert.equal((yield* rowOf(store, "m1")).state, "handing")
    })
  ),
  fact("what a dead runner was handing over becomes unknown after its grace, not before", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      assert.deepEqual(yield* store.reap(after(5_000)), [])
      assert.deepEqual(yield* store.reap(after(5_001)), [])
      assert.deepEqual(yield* store.reap(after(65_000)), [])
      assert.equal((yield* rowOf(store, "m1")).state, "handing")
      const [lost, ...more] = yield* store.reap(after(65_001))
      assert.deepEqual([lost?.messageId, lost?.state, lost?.runner, more.length], ["m1", "unknown", null, 0])
      assert.equal((yield* tags(store)).at(-1), "MessageSettled")
      assert.deepEqual(yield* store.reap(after(90_000)), [])
      assert.equal(
        (yield* store.settle("m1", 1, accepted, after(90_000))).state,
        "accepted",
        "its late answer is taken"
      )
    })
  ),
  fact("a runner that lives keeps what it hands over", (store) =>
    Effect.gen(function* () {
      yield* handed(store)
      yield* store.reap(after(30_000))
      yield* store.heartbeat("runner", after(60_000))
      assert.deepEqual(yield* store.reap(after(65_001)), [])
      assert.equal((yield* store.settle("m1", 1, accepted, after(65_002))).state, "accepted")
    })
  ),
  fact("reaping one runner leaves the others' messages alone", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2")])
      yield* store.heartbeat("other", minute(0))
      yield* handOne(store, "m1")
      yield* handOne(store, "m2", 0, minute(0), "other")
      yield* store.heartbeat("other", after(65_000))
      assert.deepEqual(
        (yield* store.reap(after(65_001))).map((message) => message.messageId),
        ["m1"]
      )
    })
  ),
  fact("a runner that leaves in good order hands nothing over any more", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2")])
      yield* handOne(store, "m1")
      yield* store.leave("runner")
      assert.equal(yield* handOne(store, "m2"), "runner dead")
      assert.deepEqual(
        (yield* store.reap(after(60_001))).map((message) => message.messageId),
        ["m1"],
        "what it left behind is not forgotten"
      )
      yield* store.leave("stranger")
    })
  ),
  fact("a refusal of the sender stops the next message", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2"), queued("m3", { sender: "manager" })])
      yield* handOne(store, "m1")
      yield* store.settle("m1", 1, refused({ scope: "sender" }), minute(0))
      assert.equal(yield* handOne(store, "m2"), "paused")
      assert.equal(yield* handOne(store, "m3"), "handed")
    })
  )
]
