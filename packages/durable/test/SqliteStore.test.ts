import { assert, describe, it } from "@effect/vitest"
import { MemoryStore, type Store } from "@market-of-one/core"
import { ProtocolModel, StoreSuite } from "@market-of-one/core/testing"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as SqliteStore from "../src/SqliteStore.ts"
import * as TempFile from "./TempFile.ts"

type Port = Store.Store["Service"]

const fresh = Effect.flatMap(TempFile.path, (filename) => SqliteStore.make({ filename, mode: "live" }))
const inMemory = SqliteStore.make({ filename: ":memory:", mode: "live" })

/** Everything that a store holds. */
const holdings = (store: Port) =>
  Effect.gen(function* () {
    const heads = yield* store.heads
    const journals = yield* Effect.forEach(heads, (head) => store.journal(head.groupId))
    return {
      heads,
      journals,
      messages: yield* store.messages(),
      decisions: yield* store.decisions,
      pauses: yield* store.pauses,
      next: yield* store.next
    }
  })

/** What the model's run of a seed leaves in a store. */
const leave = (make: Effect.Effect<Port, Store.StoreError, Scope.Scope>, seed: number) =>
  Effect.scoped(
    Effect.gen(function* () {
      const store = yield* make
      assert.deepStrictEqual(yield* ProtocolModel.run(Effect.succeed(store), seed), [])
      return yield* holdings(store)
    })
  )

describe("the store in SQLite", () => {
  for (const { name, run } of StoreSuite.cases) it.effect(name, () => run(fresh))

  it.effect("keeps the protocol under chance and ends up with what the store in memory has", () =>
    Effect.gen(function* () {
      for (let seed = 1; seed <= 40; seed++)
        assert.deepStrictEqual(
          yield* leave(inMemory, seed),
          yield* leave(MemoryStore.make({ mode: "live" }), seed),
          `seed ${seed}`
        )
    })
  )
})
