/** What groups take of a program's budget: reserved at the commit, and never more than there is. */
import assert from "node:assert/strict"
import * as Effect from "effect/Effect"
import type { Spending } from "../journal/Store.ts"
import { fact, facts, minute, queued, type Port, type StoreCase, tick, told } from "./StoreFixture.ts"

const spending = (own: number): Spending => ({ own: { "spare-parts": own }, limits: { "spare-parts": 100 } })

/** A tick of a group that queues a message at a cost and has taken so much in all. */
const take = (store: Port, groupId: string, own: number, costMinor: number) =>
  tick(
    store,
    groupId,
    [queued(`${groupId}-${own}`, { enrolmentId: `${groupId}-${own}`, addressHash: groupId, costMinor })],
    { spending: spending(own) }
  )

const begin = (store: Port) =>
  store.record(["north", "south"].map((groupId) => told(groupId, facts("r1"), minute(0), groupId)))

/** The cases. */
export const budgetCases: ReadonlyArray<StoreCase> = [
  fact("a budget is shared: what one group took, the others see, and no group sees its own", (store) =>
    Effect.gen(function* () {
      yield* begin(store)
      assert.equal(yield* take(store, "north", 60, 60), "committed")
      assert.equal((yield* store.load("south", [])).shared.spent?.["spare-parts"], 60)
      assert.equal((yield* store.load("north", [])).shared.spent?.["spare-parts"] ?? 0, 0)
    })
  ),
  fact("a tick that would pass the budget conflicts and writes nothing", (store) =>
    Effect.gen(function* () {
      yield* begin(store)
      yield* take(store, "north", 60, 60)
      const before = yield* store.load("south", [])
      assert.equal(yield* take(store, "south", 60, 60), "conflict")
      assert.deepEqual(yield* store.load("south", []), before)
      assert.deepEqual(yield* store.messages("south"), [])
      assert.equal(yield* take(store, "south", 40, 40), "committed")
    })
  ),
  fact("what a group gives back is free again, and what costs nothing always goes", (store) =>
    Effect.gen(function* () {
      yield* begin(store)
      yield* take(store, "north", 100, 100)
      assert.equal(yield* take(store, "south", 0, 0), "committed")
      assert.equal(yield* take(store, "north", 0, 0), "committed")
      assert.equal(yield* take(store, "south", 100, 100), "committed")
      assert.equal((yield* store.load("north", [])).shared.spent?.["spare-parts"], 100)
    })
  ),
  fact("two groups that commit at once do not pass a budget together", (store) =>
    Effect.gen(function* () {
      yield* begin(store)
      const answers = yield* Effect.all([take(store, "north", 70, 70), take(store, "south", 70, 70)], {
        concurrency: "unbounded"
      })
      assert.deepEqual([...answers].toSorted(), ["committed", "conflict"])
    })
  )
]
