import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Records, RecordsError } from "../../src/account/Records.ts"
import * as GroupState from "../../src/engine/GroupState.ts"
import { Setup, type SetupShape } from "../../src/engine/Setup.ts"
import * as Ticker from "../../src/engine/Ticker.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store } from "../../src/journal/Store.ts"
import { instant, type Instant } from "../../src/kernel/Calendar.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as Retry from "../../src/delivery/Retry.ts"
import { segment } from "../program/GuardSample.ts"
import { account, at, contact, program, records, wideOpen } from "./Life.ts"

const setup: SetupShape = {
  definitions: Definition.collect([program({}, [{}])]),
  policy: wideOpen,
  retry: Retry.standard,
  sender: { name: "Vendor", email: "news@vendor.example", postalAddress: "1 Sample Street", company: "Vendor" },
  unsubscribe: { mailto: "unsubscribe@vendor.example" },
  locale: "en",
  segmentOf: () => null
}
const group = (groupId: string) =>
  records({ groupId, accounts: [account(groupId)], contacts: [contact(`${groupId}-anna`, groupId)] })
const now = at("2026-03-09T10:00")
const later = (millis: number): Instant => instant(now + millis)

const run = <A, E>(
  work: Effect.Effect<A, E, Store | Records | Setup>,
  given: { readonly setup?: Partial<SetupShape>; readonly records?: Layer.Layer<Records> } = {}
) =>
  Effect.provide(
    work,
    Layer.mergeAll(
      MemoryStore.layer({ mode: "rehearsal" }),
      given.records ?? RecordsInMemory.layer([group("arrow"), group("bolt")]),
      Layer.succeed(Setup, { ...setup, ...given.setup })
    )
  )

const tell = Effect.gen(function* () {
  const store = yield* Store
  yield* store.record(
    ["arrow", "bolt"].map((groupId) => ({
      groupId,
      at: now,
      input: { _tag: "FactsImported", revision: "r1" } as const
    }))
  )
})

/** An analysis that dies for one group. */
const diesFor = (groupId: string): Partial<SetupShape> => ({
  segmentOf: (asked) => {
    if (asked === groupId) throw new Error("a bug of ours")
    return null
  }
})

describe("the ticker", () => {
  it.effect("decides, and a second tick at the same instant has nothing to add", () =>
    run(
      Effect.gen(function* () {
        yield* tell
        assert.deepInclude(yield* Ticker.tick("arrow", now), { _tag: "Decided", groupId: "arrow", events: 4 })
        assert.deepInclude(yield* Ticker.tick("arrow", now), { _tag: "Decided", groupId: "arrow", events: 0 })
        const store = yield* Store
        assert.lengthOf(yield* store.messages("arrow"), 1)
      })
    )
  )

  it.effect("sets a group with a defect aside, longer each time, and others go on", () =>
    run(
      Effect.gen(function* () {
        yield* tell
        const store = yield* Store
        let clock = now
        for (const minutes of [1, 2, 4, 8]) {
          const ticked = yield* Ticker.tick("arrow", clock)
          const until = instant(clock + minutes * 60_000)
          assert.deepStrictEqual(ticked, { _tag: "SetAside", groupId: "arrow", until, reason: "a bug of ours" })
          assert.notInclude(yield* store.due(instant(until - 1), 9), "arrow")
          assert.include(yield* store.due(until, 9), "arrow")
          clock = until
        }
        assert.strictEqual((yield* Ticker.tick("bolt", now))._tag, "Decided")
        assert.deepStrictEqual((yield* store.load("arrow", [])).head.failures, 4)
        assert.lengthOf(yield* store.messages(), 1)
      }),
      { setup: diesFor("arrow") }
    )
  )

  it.effect("sets a group aside that the records do not know, and fails when they cannot be read", () =>
    Effect.gen(function* () {
      const aside = yield* run(Ticker.tick("cedar", now))
      assert.strictEqual(aside._tag, "SetAside")
      const broken = Layer.succeed(Records, {
        groupIds: Effect.succeed(["arrow"]),
        group: () =>
          Effect.fail(new RecordsError({ reason: "unavailable", message: "the source is away", retryable: true }))
      })
      const failed = yield* Effect.flip(run(Ticker.tick("arrow", now), { records: broken }))
      assert.strictEqual(failed._tag, "RecordsError")
    })
  )

  it.effect("never decides earlier than the last decision, when the clock went back", () =>
    run(
      Effect.gen(function* () {
        yield* tell
        yield* Ticker.tick("arrow", now)
        const store = yield* Store
        const revised = { _tag: "FactsImported", revision: "r2" } as const
        yield* store.record([{ groupId: "arrow", at: later(-9_000_000), input: revised }])
        yield* Ticker.tick("arrow", later(-9_000_000))
        assert.strictEqual((yield* store.load("arrow", [])).head.decidedAt, now)
      })
    )
  )

  it.effect("reads its state from the snapshot and from the whole journal alike", () =>
    run(
      Effect.gen(function* () {
        yield* tell
        yield* Ticker.tick("arrow", now)
        const store = yield* Store
        const loaded = yield* store.load("arrow", [])
        const snapshot = yield* Ticker.stateOf(loaded)
        const foreign = {
          ...loaded,
          snapshot: { version: "another fold", seq: loaded.head.seq, state: {} },
          entries: []
        }
        assert.deepStrictEqual(yield* Ticker.stateOf(foreign), snapshot)
        assert.notDeepEqual(snapshot, GroupState.empty)
      })
    )
  )

  it.effect("gives the same market for the same records, and another when the analysis changed", () =>
    Effect.gen(function* () {
      const one = group("arrow")
      const layer = RecordsInMemory.layer([one])
      const market = (more: Partial<SetupShape> = {}) => run(Ticker.marketOf("arrow"), { records: layer, setup: more })
      const first = yield* market()
      assert.strictEqual(yield* market(), first)
      const other = yield* market({ segmentOf: () => ({ ...segment, abc: "A" }) })
      assert.notStrictEqual(other.records.revision, first.records.revision)
    })
  )
})
