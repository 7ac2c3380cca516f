/** What a person withdrew: remembered by mailbox, seen by every group, and decided on before anything more is sent. */
import assert from "node:assert/strict"
import * as Effect from "effect/Effect"
import type { Withdrawal } from "../account/Withdrawal.ts"
import type { Input } from "../journal/Event.ts"
import {
  activity,
  fact,
  facts,
  handOne,
  minute,
  type Port,
  queued,
  rowOf,
  type StoreCase,
  tick,
  told,
  withQueue
} from "./StoreFixture.ts"

const mailbox = "hash of both"
const withdrawal: Withdrawal = { addressHash: mailbox, topic: "news", at: minute(0), source: "letter" }

const consent = (more: object = {}): Input => ({
  _tag: "ConsentChanged",
  contactId: "anna",
  addressHash: mailbox,
  consent: {
    topic: "news",
    purpose: "marketing",
    basis: "consent",
    status: "withdrawn",
    at: minute(0),
    source: "letter",
    ...more
  }
})

/** Two groups that write to one mailbox: a message each, `m1` of north and `m2` of south. */
const both = (store: Port) =>
  Effect.gen(function* () {
    yield* withQueue(store, [queued("m1", { addressHash: mailbox })])
    yield* withQueue(store, [queued("m2", { addressHash: mailbox })], "south")
  })

const known = (store: Port, groupId = "south") =>
  Effect.map(store.load(groupId, [mailbox]), ({ shared }) =>
    (shared.withdrawals ?? []).map(({ at, source, topic }) => [topic, at, source])
  )

const withdrawing: ReadonlyArray<readonly [name: string, input: Input, topic: string, source: string]> = [
  ["a consent withdrawn", consent(), "news", "letter"],
  ["a consent withdrawn without a date", consent({ at: undefined }), "news", "letter"],
  ["an unsubscribe that names a message", activity("unsubscribed", "m1", { topic: "news" }), "news", "unsubscribed"],
  ["an unsubscribe from everything", activity("unsubscribed", "m1"), "*", "unsubscribed"],
  [
    "an unsubscribe that carries the mailbox",
    activity("unsubscribed", "m0", { addressHash: mailbox }),
    "*",
    "unsubscribed"
  ],
  ["a complaint", activity("complained", "m1"), "*", "complained"]
]

const harmless: ReadonlyArray<readonly [name: string, input: Input]> = [
  ["a consent given", consent({ status: "given" })],
  ["a consent for another purpose withdrawn", consent({ purpose: "billing" })],
  ["a no for the whole account", { ...consent(), scope: "account" } as Input],
  ["an unsubscribe of whom no mailbox is known", activity("unsubscribed", "m0")],
  ["a reply", activity("replied", "m1")]
]

/** The cases. */
export const withdrawalCases: ReadonlyArray<StoreCase> = [
  ...withdrawing.map(([name, input, topic, source]) =>
    fact(`${name} is remembered for every group with the mailbox`, (store) =>
      Effect.gen(function* () {
        yield* both(store)
        yield* store.record([told("north", input, minute(0))])
        assert.deepEqual(yield* known(store), [[topic, minute(0), source]])
        assert.equal((yield* store.load("south", [])).shared.withdrawals, undefined)
      })
    )
  ),
  ...harmless.map(([name, input]) =>
    fact(`${name} withdraws nothing`, (store) =>
      Effect.gen(function* () {
        yield* both(store)
        yield* store.record([told("north", input, minute(0))])
        assert.deepEqual(yield* known(store), [])
        assert.equal(yield* handOne(store, "m2"), "handed")
      })
    )
  ),
  fact("H4: nothing goes under what was withdrawn in another group before its own has decided on that", (store) =>
    Effect.gen(function* () {
      yield* both(store)
      yield* store.record([told("north", consent(), minute(0))])
      assert.deepEqual(yield* store.due(minute(0), 10), ["north"])
      assert.equal(yield* handOne(store, "m2"), "withdrawn")
      assert.deepEqual(yield* store.due(minute(0), 10), ["north", "south"])
      assert.equal((yield* rowOf(store, "m2")).state, "queued")
    })
  ),
  fact("a group that has seen the withdrawal and lets its message go sends it", (store) =>
    Effect.gen(function* () {
      yield* both(store)
      yield* store.withdraw(withdrawal)
      assert.equal(yield* handOne(store, "m2"), "withdrawn")
      yield* tick(store, "south", [])
      assert.equal(yield* handOne(store, "m2"), "handed")
    })
  ),
  fact("a tick that was loaded before the withdrawal has not seen it", (store) =>
    Effect.gen(function* () {
      yield* store.record([told("south", facts("r1"), minute(0))])
      yield* store.heartbeat("runner", minute(0))
      const { head, withdrawals } = yield* store.load("south", [mailbox])
      yield* store.withdraw(withdrawal)
      const committed = yield* store.commitTick({
        groupId: "south",
        seq: head.seq,
        wakes: head.wakes,
        withdrawals,
        now: minute(0),
        factsRevision: "r1",
        decisions: [queued("m2", { addressHash: mailbox })],
        wakeAt: null,
        snapshot: { version: "1", seq: head.seq + 1, state: {} }
      })
      assert.equal(committed, "committed")
      assert.equal(yield* handOne(store, "m2"), "withdrawn")
    })
  ),
  fact("what is withdrawn stops no other topic, no other mailbox and no service message", (store) =>
    Effect.gen(function* () {
      yield* withQueue(store, [
        queued("topic", { addressHash: mailbox, topic: "events" }),
        queued("mailbox"),
        queued("service", { addressHash: mailbox, class: "service" })
      ])
      yield* store.withdraw(withdrawal)
      for (const messageId of ["topic", "mailbox", "service"])
        assert.equal(yield* handOne(store, messageId), "handed", messageId)
    })
  ),
  fact("said again it is nothing new, and a later one is", (store) =>
    Effect.gen(function* () {
      yield* both(store)
      yield* store.withdraw(withdrawal)
      yield* tick(store, "south", [])
      yield* store.withdraw(withdrawal)
      yield* store.withdraw({ ...withdrawal, at: minute(-1), source: "old list" })
      assert.deepEqual(yield* known(store), [["news", minute(0), "letter"]])
      yield* store.withdraw({ ...withdrawal, at: minute(1), source: "call" })
      assert.equal(yield* handOne(store, "m2"), "withdrawn")
      assert.deepEqual(yield* known(store), [
        ["news", minute(0), "letter"],
        ["news", minute(1), "call"]
      ])
    })
  ),
  fact("a hard bounce or a complaint that names no message suppresses the mailbox that it carries", (store) =>
    Effect.gen(function* () {
      for (const [kind, more, reason] of [
        ["bounced", { hard: true }, "hard bounce"],
        ["complained", {}, "complaint"]
      ] as const) {
        const addressHash = `hash ${kind}`
        yield* store.record([
          told("north", activity(kind, "m0", { ...more, addressHash }), minute(1), `${kind} by phone`)
        ])
        assert.deepEqual((yield* store.load("south", [addressHash])).shared.suppressions, [
          { addressHash, reason, at: minute(1), source: `${kind} by phone` }
        ])
      }
      yield* store.record([told("north", activity("bounced", "m0", { addressHash: "soft" }), minute(1))])
      assert.deepEqual((yield* store.load("south", ["soft"])).shared.suppressions, [])
    })
  )
]
