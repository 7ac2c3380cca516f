/** What decisions make of messages, which are ready, and the conditions of a hand-over one by one. */
import assert from "node:assert/strict"
import * as Effect from "effect/Effect"
import type { Pause } from "../delivery/DeliveryState.ts"
import {
  activity,
  deferred,
  fact,
  facts,
  handOne,
  later,
  minute,
  queued,
  rowOf,
  type StoreCase,
  tags,
  tick,
  ticked,
  told,
  withdrawn,
  withQueue
} from "./StoreFixture.ts"

const pauses: ReadonlyArray<Pause> = [
  { scope: "program", id: "spare-parts", reason: "by hand" },
  { scope: "sender", id: "program", reason: "5.7.1" },
  { scope: "template", id: "hello.hbs", reason: "5.6.0" },
  { scope: "host", id: "*", reason: "554" }
]

/** The cases. */
export const queueCases: ReadonlyArray<StoreCase> = [
  fact("a queued decision makes a row", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      const row = yield* rowOf(store, "m1")
      const { _tag, due, trace, ...decided } = queued("m1")
      assert.ok(_tag === "MessageQueued" && due === minute(0) && trace.length === 0)
      assert.deepEqual(row, {
        ...decided,
        groupId: "north",
        state: "queued",
        attempt: 0,
        date: null,
        handedAt: null,
        offerEndsOn: null,
        runner: null,
        reason: null
      })
      assert.deepEqual(yield* store.messages(), [row])
      assert.deepEqual(yield* store.messages("north"), [row])
      assert.deepEqual(yield* store.messages("south"), [])
    })
  ),
  fact("one mailbox gets a touch of an enrolment once, and the journal says what became of the second", (store) =>
    Effect.gen(function* () {
      const same = { enrolmentId: "e1", addressHash: "h1" }
      yield* withQueue(store, [
        queued("m1", same),
        queued("m2", { ...same, contactId: "anna-2" }),
        queued("m3", { ...same, touchId: "next" })
      ])
      assert.deepEqual(
        (yield* store.messages()).map((message) => message.messageId),
        ["m1", "m3"]
      )
      const settled = (yield* store.journal("north")).at(-1)?.event
      assert.ok(settled?._tag === "MessageSettled" && settled.messageId === "m2" && settled.state === "withdrawn")
      assert.deepEqual(yield* store.due(minute(0), 10), ["north"])
    })
  ),
  fact("a message id is queued once for all time", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      yield* tick(store, "north", [withdrawn("m1")])
      yield* tick(store, "north", [queued("m1")])
      assert.equal((yield* rowOf(store, "m1")).state, "withdrawn")
      assert.equal((yield* tags(store)).at(-1), "MessageSettled")
    })
  ),
  fact("a tick defers and withdraws what is queued", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2"), queued("m3")])
      yield* tick(store, "north", [deferred("m1", minute(30), minute(90)), deferred("m2", null, null), withdrawn("m3")])
      const [m1, m2, m3] = yield* store.messages()
      assert.deepEqual(
        [m1?.state, m1?.notBefore, m1?.notAfter, m1?.reason],
        ["queued", minute(30), minute(90), "sales-hold"]
      )
      assert.deepEqual([m2?.state, m2?.notBefore], ["queued", null])
      assert.deepEqual([m3?.state, m3?.reason], ["withdrawn", "replied"])
      assert.ok(!(yield* tags(store)).includes("MessageSettled"), "what a tick withdraws is not told twice")
      assert.equal(yield* store.next, minute(30))
    })
  ),
  fact("a tick that comes after the hand-over does not stop it", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2")])
      yield* handOne(store, "m1")
      yield* handOne(store, "m2")
      yield* tick(store, "north", [deferred("m1", null, null), withdrawn("m2")])
      assert.deepEqual(
        (yield* store.messages()).map((message) => message.state),
        ["handing", "handing"]
      )
    })
  ),
  fact("messages are ready by (notBefore, id) while their slot is open", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [
        queued("m4", { notBefore: minute(5) }),
        queued("m3", { notBefore: minute(5) }),
        queued("m2", { notBefore: minute(2), notAfter: minute(9) }),
        queued("m1", { notBefore: minute(20) })
      ])
      const ids = (at: number, limit = 10) =>
        Effect.map(store.ready(minute(at), limit), (all) => all.map((message) => message.messageId))
      assert.deepEqual(yield* ids(1), [])
      assert.deepEqual(yield* ids(2), ["m2"])
      assert.deepEqual(yield* ids(5), ["m2", "m3", "m4"])
      assert.deepEqual(yield* ids(5, 2), ["m2", "m3"])
      assert.deepEqual(yield* ids(9), ["m3", "m4"])
      assert.deepEqual(yield* ids(20), ["m3", "m4", "m1"])
      assert.deepEqual(yield* ids(600), [])
      assert.equal(yield* store.next, minute(2))
    })
  ),
  fact("nothing of a group with an undecided input is ready", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      yield* withQueue(store, [queued("m2")], "south")
      yield* store.record([told("north", activity("replied", "m1"), minute(1))])
      assert.deepEqual(
        (yield* store.ready(minute(1), 10)).map((message) => message.messageId),
        ["m2"]
      )
      yield* tick(store, "north", [])
      assert.deepEqual(
        (yield* store.ready(minute(1), 10)).map((message) => message.messageId),
        ["m1", "m2"]
      )
    })
  ),
  fact("a hand-over counts the attempt and fixes the date", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      const [handing] = yield* store.hand([{ messageId: "m1", attempt: 0 }], "runner", minute(0))
      assert.ok(handing?._tag === "Handed")
      const { attempt, date, handedAt, runner, state } = handing.message
      assert.deepEqual(
        { attempt, date, handedAt, runner, state },
        { attempt: 1, date: minute(0), handedAt: minute(0), runner: "runner", state: "handing" }
      )
      assert.deepEqual(yield* rowOf(store, "m1"), handing.message)
      assert.deepEqual(yield* store.ready(minute(0), 10), [])
    })
  ),
  fact("H1: only what is queued is handed over, once, at the attempt that was seen", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2")])
      assert.equal(yield* handOne(store, "m1", 1), "not queued")
      assert.equal(yield* handOne(store, "nothing"), "not queued")
      const both = yield* Effect.all([handOne(store, "m1"), handOne(store, "m1")], { concurrency: "unbounded" })
      assert.deepEqual([...both].toSorted(), ["handed", "not queued"])
      yield* tick(store, "north", [withdrawn("m2")])
      assert.equal(yield* handOne(store, "m2"), "not queued")
    })
  ),
  fact("H2: not before notBefore, not at notAfter", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1", { notBefore: minute(1), notAfter: minute(2) }), queued("m2")])
      assert.equal(yield* handOne(store, "m1", 0, later(minute(1), -1)), "too early")
      yield* store.heartbeat("runner", minute(2))
      assert.equal(yield* handOne(store, "m1", 0, minute(2)), "too late")
      assert.equal(yield* handOne(store, "m1", 0, later(minute(2), -1)), "handed")
      yield* tick(store, "north", [deferred("m2", null, null)])
      assert.equal(yield* handOne(store, "m2", 0, minute(2)), "too early")
    })
  ),
  fact("H3: a reply that came meanwhile is decided on first", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      yield* store.record([told("north", activity("replied", "m1"), minute(0))])
      assert.equal(yield* handOne(store, "m1"), "undecided input")
      yield* tick(store, "north", [])
      assert.equal(yield* handOne(store, "m1"), "handed")
    })
  ),
  fact("H4: nothing goes to a suppressed address, and its group is woken to decide on that", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      yield* store.suppress({ addressHash: "hash of m1", reason: "by hand", at: minute(0), source: "test" })
      assert.equal(yield* handOne(store, "m1"), "suppressed")
      assert.deepEqual(yield* store.due(minute(0), 10), ["north"])
      assert.equal((yield* rowOf(store, "m1")).state, "queued")
    })
  ),
  ...pauses.map((pause) =>
    fact(`H4: nothing goes while its ${pause.scope} is paused, and its group is woken to decide on that`, (store) =>
      Effect.gen(function* () {
        yield* withQueue(store, [queued("m1")])
        yield* store.pause({ ...pause, id: pause.scope === "host" ? "*" : "another" }, minute(0))
        yield* store.pause(pause, minute(0))
        assert.equal(yield* handOne(store, "m1"), "paused")
        assert.deepEqual(yield* store.due(minute(0), 10), ["north"])
        yield* store.resume(pause.scope, pause.id, minute(0))
        assert.equal(yield* handOne(store, "m1"), "handed")
      })
    )
  ),
  fact("a pause of something else stops nothing", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      for (const scope of ["program", "sender", "template"] as const)
        yield* store.pause({ scope, id: "another", reason: "by hand" }, minute(0))
      assert.equal(yield* handOne(store, "m1"), "handed")
    })
  ),
  fact("H5: a runner that is silent for more than five seconds, buried or unknown hands nothing over", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2")])
      assert.equal(yield* handOne(store, "m1", 0, minute(0), "stranger"), "runner dead")
      assert.equal(yield* handOne(store, "m1", 0, later(minute(0), 5_001)), "runner dead")
      assert.equal(yield* handOne(store, "m1", 0, later(minute(0), 5_000)), "handed")
      yield* store.reap(later(minute(0), 5_001))
      assert.equal(yield* handOne(store, "m2", 0, later(minute(0), 5_000)), "runner dead", "a buried one stays dead")
      yield* store.heartbeat("runner", minute(1))
      assert.equal(yield* handOne(store, "m2", 0, minute(1)), "handed", "until its heart beats again")
    })
  ),
  fact("a batch answers for each message, in order", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2", { notBefore: minute(9) }), queued("m3")])
      const answers = yield* store.hand(
        ["m3", "m2", "m1"].map((messageId) => ({ messageId, attempt: 0 })),
        "runner",
        minute(0)
      )
      assert.deepEqual(
        answers.map((answer) => (answer._tag === "Handed" ? answer.message.messageId : answer.why)),
        ["m3", "too early", "m1"]
      )
    })
  ),
  fact("the end of a pause wakes every group, also one that was being decided on meanwhile", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", facts("r1"), minute(0)), told("south", facts("r1"), minute(0))])
      yield* tick(store, "north", [ticked(minute(0)), queued("m1")])
      yield* tick(store, "south", [])
      yield* store.pause({ scope: "host", id: "*", reason: "554" }, minute(1))
      const { head } = yield* store.load("north", [])
      yield* store.resume("host", "*", minute(2))
      yield* store.commitTick({
        groupId: "north",
        seq: head.seq,
        wakes: head.wakes,
        now: minute(1),
        factsRevision: "r1",
        decisions: [deferred("m1", null, null)],
        wakeAt: null,
        snapshot: { version: "1", seq: head.seq + 1, state: {} }
      })
      assert.deepEqual(yield* store.pauses, [])
      assert.deepEqual(yield* store.due(minute(2), 10), ["north", "south"])
      yield* tick(store, "north", [], { now: minute(2) })
      yield* store.resume("host", "*", minute(3))
      assert.deepEqual(yield* store.due(minute(3), 10), ["south"], "nothing ended, nobody is woken")
    })
  )
]
