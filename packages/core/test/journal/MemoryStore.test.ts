import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store } from "../../src/journal/Store.ts"
import * as StoreSuite from "../../src/testing/StoreSuite.ts"

describe("the store in memory", () => {
  for (const { name, run } of StoreSuite.cases) it.effect(name, () => run(MemoryStore.make({ mode: "live" })))

  it.effect("has the mode it was made with", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Store).mode, "rehearsal")
    }).pipe(Effect.provide(MemoryStore.layer({ mode: "rehearsal" })))
  )
})
