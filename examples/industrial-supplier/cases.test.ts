/** The cases in `tests/` hold, and together they try most of what there is to try. */
import { assert, describe, it } from "@effect/vitest"
import { Cases } from "@market-of-one/cli"
import * as Effect from "effect/Effect"

describe("the cases of the industrial supplier", () => {
  it.effect("pass, and leave little untried", () =>
    Effect.gen(function* () {
      const { findings, percent, results } = yield* Cases.run({ directory: import.meta.dirname, env: {} })
      assert.isAtLeast(results.length, 15)
      assert.deepStrictEqual(findings, [])
      assert.deepStrictEqual(
        results.filter(({ misses }) => misses.length > 0).map(({ misses, name }) => ({ name, misses })),
        []
      )
      assert.isAtLeast(percent, 80)
    })
  )
})
