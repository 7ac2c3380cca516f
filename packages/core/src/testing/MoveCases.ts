/** An account goes over to another group: what is told, where its messages are from then on, and when nothing is written. */
import assert from "node:assert/strict"
import * as Effect from "effect/Effect"
import type { StoreError } from "../journal/Store.ts"
import {
  accepted,
  activity,
  fact,
  facts,
  handOne,
  indeterminate,
  minute,
  moved,
  type Port,
  queued,
  rowOf,
  type StoreCase,
  tags,
  tick,
  ticked,
  told,
  withQueue
} from "./StoreFixture.ts"

/** Moves `arrow` from north to south as both stand. */
const move = (store: Port, carried = {}): Effect.Effect<"committed" | "conflict", StoreError> =>
  Effect.gen(function* () {
    const { head } = yield* store.load("north", [])
    return yield* store.move({ moved: moved({ carried }), fromSeq: head.seq, at: minute(5) })
  })

/** Group north with a queue, group south that is known, and the account moved over. */
const afterMove = (store: Port, ...queue: Parameters<typeof withQueue>[1]): Effect.Effect<void, StoreError> =>
  Effect.gen(function* () {
    yield* withQueue(store, queue)
    yield* store.record([told("south", facts("r1"), minute(0))])
    yield* tick(store, "south", [])
    assert.equal(yield* move(store), "committed")
  })

const ids = (messages: ReadonlyArray<{ readonly messageId: string }>): ReadonlyArray<string> =>
  messages.map(({ messageId }) => messageId)

/** The cases. */
export const moveCases: ReadonlyArray<StoreCase> = [
  fact("a move is told in both groups: one gives, the other is given what was carried", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [ticked(minute(0))])
      const carried = { stages: { arrow: { stage: "Größe", since: 1 } }, counted: [] }
      assert.equal(yield* move(store, carried), "committed")
      const last = (groupId: string) => Effect.map(store.journal(groupId), (entries) => entries.at(-1))
      assert.deepEqual(yield* last("north"), {
        groupId: "north",
        seq: 3,
        at: minute(5),
        event: { ...moved(), carried: null }
      })
      assert.deepEqual(yield* last("south"), {
        groupId: "south",
        seq: 1,
        at: minute(5),
        event: { ...moved(), carried }
      })
    })
  ),
  fact("a move wakes both groups", (store) =>
    Effect.gen(function* () {
      yield* afterMove(store, ticked(minute(0)))
      assert.deepEqual(yield* store.due(minute(5), 10), ["north", "south"])
      assert.equal((yield* store.load("south", [])).head.wakeAt, minute(5))
    })
  ),
  fact("all messages of the account move, whatever their state, and those of other accounts stay", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2"), queued("m3", { accountId: "bolt" })])
      yield* handOne(store, "m1")
      yield* store.settle("m1", 1, accepted, minute(1))
      assert.equal(yield* move(store), "committed")
      assert.deepEqual(ids(yield* store.messages("south")), ["m1", "m2"])
      assert.deepEqual(ids(yield* store.messages("north")), ["m3"])
      const before = { ...(yield* rowOf(store, "m2")), groupId: "north" }
      const { _tag, due, trace, ...decided } = queued("m2")
      assert.ok(_tag === "MessageQueued" && due === minute(0) && trace.length === 0)
      assert.deepEqual({ ...before, ...decided }, before, "nothing else of the row changes")
    })
  ),
  fact("a move on a head that moved is a conflict and writes nothing", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      const { head } = yield* store.load("north", [])
      yield* store.record([told("north", activity("opened", "m1"), minute(1))])
      const before = yield* store.heads
      const answer = yield* store.move({ moved: moved(), fromSeq: head.seq, at: minute(5) })
      assert.equal(answer, "conflict")
      assert.deepEqual(yield* store.heads, before)
      assert.equal((yield* rowOf(store, "m1")).groupId, "north")
      assert.deepEqual(yield* store.journal("south"), [])
    })
  ),
  fact("of two moves of one account one commits", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      const { seq } = (yield* store.load("north", [])).head
      const answers = yield* Effect.forEach(
        ["south", "west"],
        (to) => store.move({ moved: moved({ to }), fromSeq: seq, at: minute(5) }),
        { concurrency: "unbounded" }
      )
      assert.deepEqual([...answers].toSorted(), ["committed", "conflict"])
      assert.equal((yield* store.heads).length, 2)
    })
  ),
  fact("a tick decided before the move is a conflict", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      const { head } = yield* store.load("north", [])
      yield* move(store)
      const answer = yield* store.commitTick({
        groupId: "north",
        seq: head.seq,
        now: minute(6),
        factsRevision: "r1",
        decisions: [ticked(minute(6))],
        wakeAt: null,
        snapshot: { version: "1", seq: head.seq + 1, state: {} }
      })
      assert.equal(answer, "conflict")
    })
  ),
  fact("nothing of a moved account is handed over before its new group has looked (H3), then it is", (store) =>
    Effect.gen(function* () {
      yield* afterMove(store, queued("m1"))
      assert.deepEqual(yield* store.ready(minute(5), 10), [])
      assert.equal(yield* handOne(store, "m1"), "undecided input")
      yield* tick(store, "north", [])
      assert.equal(yield* handOne(store, "m1"), "undecided input", "the group that gave it is not asked")
      yield* tick(store, "south", [])
      assert.deepEqual(ids(yield* store.ready(minute(5), 10)), ["m1"])
      assert.equal(yield* handOne(store, "m1"), "handed")
      yield* store.settle("m1", 1, accepted, minute(6))
      assert.deepEqual(yield* tags(store, "south"), ["FactsImported", "AccountMoved", "MessageSettled"])
      assert.equal((yield* tags(store)).at(-1), "AccountMoved")
    })
  ),
  fact("an undecided input of the group that gave it holds a moved message no longer", (store) =>
    Effect.gen(function* () {
      yield* afterMove(store, queued("m1"))
      yield* tick(store, "south", [])
      yield* store.record([told("north", facts("r2"), minute(6))])
      assert.deepEqual(ids(yield* store.ready(minute(6), 10)), ["m1"])
    })
  ),
  fact("what is being handed over while its account moves settles in the new group", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1"), queued("m2"), queued("m3")])
      for (const messageId of ["m1", "m2", "m3"]) yield* handOne(store, messageId)
      yield* move(store)
      yield* store.settle("m1", 1, accepted, minute(6))
      yield* store.settle("m2", 1, indeterminate, minute(6))
      assert.deepEqual(ids(yield* store.reap(minute(10))), ["m3"])
      const settled = (yield* store.journal("south")).slice(1).map(({ event }) => event)
      assert.deepEqual(
        settled.map((event) => (event._tag === "MessageSettled" ? [event.messageId, event.state] : [])),
        [
          ["m1", "accepted"],
          ["m2", "unknown"],
          ["m3", "unknown"]
        ]
      )
    })
  ),
  fact("what names a moved message is told where the message is now", (store) =>
    Effect.gen(function* () {
      yield* afterMove(store, queued("m1"))
      yield* store.record([
        told("north", activity("unsubscribed", "m1"), minute(6)),
        told("north", { _tag: "MessageResolved", messageId: "m1", as: "drop", by: "manager" }, minute(6)),
        told("north", activity("replied", "nothing"), minute(6))
      ])
      assert.deepEqual((yield* tags(store, "south")).slice(2), ["ActivityRecorded", "MessageResolved"])
      assert.equal((yield* tags(store)).at(-1), "ActivityRecorded")
    })
  ),
  fact("an input's id stays taken when the account that it was about has moved", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      yield* store.record([told("north", activity("opened", "m1"), minute(1), "i1")])
      yield* move(store)
      const again = yield* store.record([told("south", activity("opened", "m1"), minute(6), "i1")])
      assert.deepEqual(again, { accepted: 0, duplicates: ["i1"] })
    })
  ),
  fact("one mailbox gets a touch of an enrolment once, also when a group decided each time", (store) =>
    Effect.gen(function* () {
      const same = { enrolmentId: "e1", addressHash: "h1" }
      yield* afterMove(store, queued("m1", same))
      yield* tick(store, "south", [queued("m2", { ...same, contactId: "anna-2" })], { now: minute(6) })
      assert.deepEqual(ids(yield* store.messages()), ["m1"])
      const event = (yield* store.journal("south")).at(-1)?.event
      assert.ok(event?._tag === "MessageSettled" && event.messageId === "m2" && event.state === "withdrawn")
    })
  ),
  fact("a message id is queued once for all time, also when another group asks for it", (store) =>
    Effect.gen(function* () {
      yield* afterMove(store, queued("m1"), queued("m2"))
      yield* tick(store, "south", [])
      yield* handOne(store, "m1")
      yield* store.settle("m1", 1, accepted, minute(5))
      yield* tick(store, "north", [queued("m1"), queued("m2")], { now: minute(6) })
      const states = (yield* store.journal("north")).flatMap(({ event }) =>
        event._tag === "MessageSettled" ? [[event.messageId, event.state]] : []
      )
      assert.deepEqual(states, [
        ["m1", "accepted"],
        ["m2", "withdrawn"]
      ])
      assert.deepEqual([(yield* rowOf(store, "m2")).state, (yield* rowOf(store, "m2")).groupId], ["queued", "south"])
    })
  ),
  fact("a merged account's messages are those of the account that it has become", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      const { seq } = (yield* store.load("north", [])).head
      yield* store.move({ moved: moved({ into: "bolt" }), fromSeq: seq, at: minute(5) })
      const { accountId, groupId } = yield* rowOf(store, "m1")
      assert.deepEqual([accountId, groupId], ["bolt", "south"])
    })
  ),
  fact("an account that is merged inside its group is told twice in it", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [queued("m1")])
      const { seq } = (yield* store.load("north", [])).head
      yield* store.move({ moved: moved({ into: "bolt", to: "north" }), fromSeq: seq, at: minute(5) })
      const entries = (yield* store.journal("north")).slice(-2)
      assert.deepEqual(
        entries.map((entry) => [entry.seq, entry.event._tag === "AccountMoved" && entry.event.carried === null]),
        [
          [seq + 1, true],
          [seq + 2, false]
        ]
      )
      assert.equal((yield* rowOf(store, "m1")).accountId, "bolt")
    })
  ),
  fact("an account comes back as it went", (store) =>
    Effect.gen(function* () {
      yield* afterMove(store, queued("m1"))
      yield* tick(store, "north", [])
      yield* tick(store, "south", [])
      const { seq } = (yield* store.load("south", [])).head
      yield* store.move({ moved: moved({ from: "south", to: "north" }), fromSeq: seq, at: minute(6) })
      yield* tick(store, "north", [])
      assert.equal(yield* handOne(store, "m1"), "handed")
      assert.deepEqual(ids(yield* store.messages("north")), ["m1"])
      assert.deepEqual(yield* store.messages("south"), [])
    })
  )
]
