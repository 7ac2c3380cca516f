import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { logGamma } from "../../src/kernel/LogGamma.ts"

const positive = Arbitrary.schema(Schema.Finite.check(Schema.isBetween({ minimum: 1e-6, maximum: 1e6 })))

/** Abramowitz and Stegun, tables 6.1, 6.2 and 6.3, and factorials. */
const table: ReadonlyArray<readonly [x: number, value: number]> = [
  [1, 0],
  [2, 0],
  [0.5, 0.5723649429247001],
  [1.5, -0.12078223763524522],
  [0.001, 6.907178885383853],
  [10, Math.log(362_880)],
  [18, Math.log(355_687_428_096_000)],
  [100, 359.1342053695754]
]

describe("LogGamma", () => {
  for (const [x, value] of table)
    it(`is ${value.toFixed(6)} at ${x}`, () => assert.approximately(logGamma(x), value, 1e-12 * (1 + Math.abs(value))))

  it.prop("rises by the logarithm of x from x to x + 1", [positive], ([x]) => {
    const value = logGamma(x + 1)
    assert.approximately(value, logGamma(x) + Math.log(x), 1e-12 * (1 + Math.abs(value)) + 1e-9)
  })

  it("has no value for zero and below", () => {
    assert.deepStrictEqual([0, -1, Number.NaN].map(logGamma), [Number.NaN, Number.NaN, Number.NaN])
  })
})
