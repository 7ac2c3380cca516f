import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as HandRules from "../../src/journal/HandRules.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import * as ProtocolModel from "../../src/testing/ProtocolModel.ts"

const without = (...ids: ReadonlyArray<string>) => HandRules.standard.filter((rule) => !ids.includes(rule.id))

/** What was broken over the seeds, each with the first seed that shows it. */
const broken = (count: number, rules = without(), departure: ProtocolModel.Departure = {}) =>
  Effect.gen(function* () {
    const found = new Map<string, number>()
    for (let seed = 1; seed <= count; seed++)
      for (const violation of yield* ProtocolModel.run(MemoryStore.make({ mode: "live", rules }), seed, departure)) {
        const kind = violation.split(":")[0] ?? ""
        if (!found.has(kind)) found.set(kind, seed)
      }
    return Object.fromEntries(found)
  })

describe("the protocol under chance", () => {
  it.effect("keeps every promise over 2000 seeds", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* broken(2_000), {})
    })
  )

  it.effect("sends after replies without H3", () =>
    Effect.gen(function* () {
      assert.property(yield* broken(300, without("H3")), "handed over after a reply")
    })
  )

  it.effect("sends to suppressed addresses and under what was withdrawn without H4", () =>
    Effect.gen(function* () {
      const found = yield* broken(600, without("H4"))
      assert.property(found, "handed over to a suppressed address")
      assert.property(found, "handed over under what was withdrawn")
    })
  )

  it.effect("gets messages stuck without H5", () =>
    Effect.gen(function* () {
      assert.property(yield* broken(1_000, without("H5")), "stuck")
    })
  )

  it.effect("sends twice when what a dead runner was handing over goes back into the queue", () =>
    Effect.gen(function* () {
      assert.property(yield* broken(300, without(), { resendLost: true }), "sent twice")
    })
  )
})
