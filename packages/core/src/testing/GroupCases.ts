/** The journal of a group: compare-and-set, inputs, what is due, snapshots and what groups share. */
import assert from "node:assert/strict"
import * as Effect from "effect/Effect"
import type { Decision, Input } from "../journal/Event.ts"
import type { Suppression } from "../account/Suppression.ts"
import {
  activity,
  fact,
  facts,
  later,
  minute,
  queued,
  type StoreCase,
  tags,
  tick,
  ticked,
  told,
  withdrawn
} from "./StoreFixture.ts"

const inputs: ReadonlyArray<Input> = [
  facts("r1"),
  activity("replied", "nothing", { contactId: "bob" }),
  {
    _tag: "ConsentChanged",
    contactId: "anna",
    consent: {
      topic: "*",
      purpose: "marketing",
      basis: "consent",
      status: "withdrawn",
      at: minute(1),
      source: "reply"
    },
    scope: "account"
  },
  { _tag: "HoldReleased", accountId: "arrow", by: "manager" },
  { _tag: "EnrolmentAborted", enrolmentId: "e1", by: "manager" },
  { _tag: "MessageResolved", messageId: "nothing", as: "drop", by: "manager" }
]

const decisions: ReadonlyArray<Decision> = [
  ticked(minute(2)),
  {
    _tag: "Enrolled",
    enrolmentId: "e1",
    programId: "spare-parts",
    version: "v1",
    playId: "first-order",
    accountId: "arrow",
    occurrence: 1,
    holdout: false,
    evidence: {
      "account.tier": "A",
      "account.silenceDays": 41.5,
      "account.isKey": true,
      "contact.roles": ["buyer"],
      "contact.name": null
    }
  },
  { _tag: "StepOpened", enrolmentId: "e1", touchId: "hello", members: ["anna", "bob"] },
  {
    _tag: "Exited",
    enrolmentId: "e1",
    programId: "spare-parts",
    accountId: "arrow",
    reason: "Цель достигнута – “done”",
    evidence: {}
  }
]

const suppression: Suppression = { addressHash: "h1", reason: "by hand", at: minute(0), source: "test" }

/** The cases. */
export const groupCases: ReadonlyArray<StoreCase> = [
  fact("a group never heard of loads as an empty head", (store) =>
    Effect.gen(function* () {
      const loaded = yield* store.load("north", ["h1"])
      assert.deepEqual(loaded.entries, [])
      assert.equal(loaded.snapshot, null)
      assert.deepEqual(loaded.shared, { suppressions: [], pauses: [] })
      assert.deepEqual(
        [loaded.head.groupId, loaded.head.seq, loaded.head.decidedSeq, loaded.head.wakeAt],
        ["north", 0, 0, null]
      )
      assert.deepEqual(yield* store.heads, [])
      assert.equal(yield* store.next, null)
    })
  ),
  fact("a group comes to be with its first input", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", facts("r1"), minute(1))])
      const [head] = yield* store.heads
      assert.deepEqual([head?.groupId, head?.seq, head?.decidedSeq, head?.wakeAt], ["north", 1, 0, minute(1)])
    })
  ),
  fact("every event comes back as it was told or decided, numbered from 1 without gaps", (store) =>
    Effect.gen(function* () {
      yield* store.record(inputs.map((input, index) => told("north", input, minute(index))))
      yield* tick(store, "north", decisions, { now: minute(10) })
      const entries = yield* store.journal("north")
      assert.deepEqual(
        entries.map((entry) => entry.event),
        [...inputs, ...decisions]
      )
      assert.deepEqual(
        entries.map((entry) => entry.seq),
        entries.map((_, index) => index + 1)
      )
      assert.deepEqual(
        entries.slice(0, 6).map((entry) => entry.at),
        inputs.map((_, index) => minute(index))
      )
      assert.ok(entries.slice(6).every((entry) => entry.at === minute(10) && entry.groupId === "north"))
    })
  ),
  fact("a tick on a head that moved is a conflict and writes nothing", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", facts("r1"), minute(0))])
      const { head } = yield* store.load("north", [])
      yield* store.record([told("north", activity("replied", "m1"), minute(1))])
      const before = yield* store.heads
      const answer = yield* store.commitTick({
        groupId: "north",
        seq: head.seq,
        now: minute(2),
        factsRevision: "r1",
        decisions: [ticked(minute(2)), queued("m1")],
        wakeAt: null,
        snapshot: { version: "1", seq: 3, state: {} }
      })
      assert.equal(answer, "conflict")
      assert.deepEqual(yield* store.heads, before)
      assert.equal(yield* store.message("m1"), undefined)
      assert.deepEqual(yield* tags(store), ["FactsImported", "ActivityRecorded"])
      assert.equal((yield* store.load("north", [])).snapshot, null)
    })
  ),
  fact("of two ticks on the same head one commits", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", facts("r1"), minute(0))])
      const one = {
        groupId: "north",
        seq: 1,
        now: minute(0),
        factsRevision: "r1",
        decisions: [ticked(minute(0))],
        wakeAt: null
      }
      const both = yield* Effect.all(
        [1, 2].map((state) => store.commitTick({ ...one, snapshot: { version: "1", seq: 2, state } })),
        { concurrency: "unbounded" }
      )
      assert.deepEqual([...both].toSorted(), ["committed", "conflict"])
      assert.deepEqual(yield* tags(store), ["FactsImported", "Ticked"])
    })
  ),
  fact("a committed tick sets the head", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", facts("r1"), minute(0))])
      yield* tick(store, "north", [ticked(minute(3)), queued("m1")], { now: minute(3), wakeAt: minute(90) })
      const { head } = yield* store.load("north", [])
      assert.deepEqual(head, {
        groupId: "north",
        seq: 3,
        decidedSeq: 3,
        decidedAt: minute(3),
        factsRevision: "r1",
        wakeAt: minute(90),
        failures: 0,
        aside: null,
        wakes: 0,
        withdrawals: 0
      })
    })
  ),
  fact("a tick without decisions still says that the inputs were looked at", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", facts("r1"), minute(0))])
      yield* tick(store, "north", [])
      assert.deepEqual(yield* store.due(minute(60), 10), [])
      assert.equal((yield* store.load("north", [])).head.decidedSeq, 1)
    })
  ),
  fact("inputs never conflict, in whatever order and however many", (store) =>
    Effect.gen(function* () {
      const all = Array.from({ length: 40 }, (_, index) =>
        told(index % 2 === 0 ? "north" : "south", facts(`r${index}`), minute(index))
      )
      const answers = yield* Effect.forEach(all, (one) => store.record([one]), { concurrency: "unbounded" })
      assert.ok(answers.every((answer) => answer.accepted === 1))
      for (const groupId of ["north", "south"])
        assert.deepEqual(
          (yield* store.journal(groupId)).map((entry) => entry.seq),
          Array.from({ length: 20 }, (_, index) => index + 1)
        )
    })
  ),
  fact("an input's id is taken once, across groups and within a batch", (store) =>
    Effect.gen(function* () {
      const first = yield* store.record([
        told("north", facts("r1"), minute(0), "i1"),
        told("north", facts("r1"), minute(0), "i1")
      ])
      assert.deepEqual(first, { accepted: 1, duplicates: ["i1"] })
      const second = yield* store.record([
        told("south", facts("r1"), minute(1), "i1"),
        told("south", facts("r2"), minute(1), "i2"),
        told("south", facts("r3"), minute(1))
      ])
      assert.deepEqual(second, { accepted: 2, duplicates: ["i1"] })
      assert.equal((yield* store.journal("north")).length, 1)
      assert.equal((yield* store.journal("south")).length, 2)
    })
  ),
  fact("due groups come by (wakeAt, id), as many as asked for", (store) =>
    Effect.gen(function* () {
      yield* store.record(["b", "a", "d", "c"].map((id) => told(id, facts("r1"), minute(0))))
      for (const [id, at] of [
        ["a", 30],
        ["b", 10],
        ["c", 10],
        ["d", 50]
      ] as const)
        yield* tick(store, id, [], { wakeAt: minute(at) })
      assert.deepEqual(yield* store.due(later(minute(10), -1), 10), [])
      assert.deepEqual(yield* store.due(minute(10), 10), ["b", "c"])
      assert.deepEqual(yield* store.due(minute(40), 10), ["b", "c", "a"])
      assert.deepEqual(yield* store.due(minute(60), 3), ["b", "c", "a"])
      assert.deepEqual(yield* store.due(minute(60), 3), ["b", "c", "a"], "asking takes nothing away")
      assert.equal(yield* store.next, minute(10))
    })
  ),
  fact("a group with an undecided input is due whatever its wakeAt", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", facts("r1"), minute(0))])
      yield* tick(store, "north", [], { wakeAt: minute(500) })
      yield* store.record([told("south", facts("r1"), minute(7)), told("north", activity("opened", "m1"), minute(5))])
      assert.equal((yield* store.load("north", [])).head.wakeAt, minute(5))
      assert.deepEqual(yield* store.due(minute(6), 10), ["north", "south"])
      assert.deepEqual(yield* store.due(minute(6), 1), ["north"])
    })
  ),
  fact("a group set aside is not due before, whatever is told, and a good tick forgives it", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("north", facts("r1"), minute(0)), told("south", facts("r1"), minute(0))])
      yield* store.setAside("north", minute(20), "a defect")
      assert.deepEqual(yield* store.due(minute(1), 10), ["south"])
      yield* tick(store, "south", [])
      yield* store.record([told("north", facts("r2"), minute(2))])
      assert.deepEqual(yield* store.due(minute(19), 10), [])
      assert.equal(yield* store.next, minute(20))
      assert.deepEqual(yield* store.due(minute(20), 10), ["north"])
      yield* store.setAside("north", minute(40), "again")
      const { head } = yield* store.load("north", [])
      assert.equal(head.failures, 2)
      assert.deepEqual(head.aside, { until: minute(40), reason: "again" })
      yield* tick(store, "north", [], { now: minute(40) })
      const after = (yield* store.load("north", [])).head
      assert.deepEqual([after.failures, after.aside, after.wakeAt], [0, null, null])
    })
  ),
  fact("a snapshot comes back as plain JSON with only the entries after it", (store) =>
    Effect.gen(function* () {
      const state = { text: "Größe", list: [1, 2.5, null, true], nested: { a: {} } }
      yield* store.record([told("north", facts("r1"), minute(0))])
      yield* tick(store, "north", [ticked(minute(0))], { state })
      yield* store.record([told("north", facts("r2"), minute(1))])
      const { entries, snapshot } = yield* store.load("north", [])
      assert.deepEqual(snapshot, { version: "1", seq: 2, state })
      assert.deepEqual(
        entries.map((entry) => [entry.seq, entry.event._tag]),
        [[3, "FactsImported"]]
      )
    })
  ),
  fact("decisions of all groups come in the order of their commits", (store) =>
    Effect.gen(function* () {
      yield* store.record(["a", "b"].map((id) => told(id, facts("r1"), minute(0))))
      yield* tick(store, "b", [ticked(minute(1)), queued("m1")], { now: minute(1) })
      yield* tick(store, "a", [ticked(minute(2))], { now: minute(2) })
      yield* store.record([told("b", facts("r2"), minute(3))])
      yield* tick(store, "b", [ticked(minute(3)), withdrawn("m1")], { now: minute(3) })
      const all = yield* store.decisions
      assert.deepEqual(
        all.map((entry) => [entry.groupId, entry.seq, entry.event._tag]),
        [
          ["b", 2, "Ticked"],
          ["b", 3, "MessageQueued"],
          ["a", 2, "Ticked"],
          ["b", 5, "Ticked"],
          ["b", 6, "MessageWithdrawn"]
        ]
      )
    })
  ),
  fact("loading shows the suppressions asked for and all pauses", (store) =>
    Effect.gen(function* () {
      yield* store.suppress(suppression)
      yield* store.suppress({ ...suppression, addressHash: "h2" })
      yield* store.suppress({ ...suppression, source: "later" })
      yield* store.pause({ scope: "program", id: "spare-parts", reason: "by hand" }, minute(0))
      yield* store.pause({ scope: "program", id: "spare-parts", reason: "again" }, minute(1))
      const { shared } = yield* store.load("north", ["h1", "h3"])
      assert.deepEqual(shared.suppressions, [suppression], "the first word stands")
      assert.deepEqual(shared.pauses, [{ scope: "program", id: "spare-parts", reason: "by hand" }])
      assert.deepEqual(yield* store.pauses, shared.pauses)
    })
  ),
  fact("definitions are kept by version", (store) =>
    Effect.gen(function* () {
      yield* store.keepDefinition("v1", '{"id":"a"}')
      yield* store.keepDefinition("v2", '{"id":"b"}')
      yield* store.keepDefinition("v1", '{"id":"a"}')
      assert.deepEqual(
        [...(yield* store.definitions)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
        [
          ["v1", '{"id":"a"}'],
          ["v2", '{"id":"b"}']
        ]
      )
    })
  ),
  fact("a store has a mode for life", (store) => Effect.sync(() => assert.equal(store.mode, "live")))
]
