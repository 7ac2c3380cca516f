import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Ratio from "../../src/kernel/Ratio.ts"

const amount = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })))
const percentage = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100 })))

describe("Ratio", () => {
  it("puts exact thresholds where the rule says, where binary fractions do not", () => {
    // 0.07 × 100 is 7.000000000000001 in binary fractions.
    assert.strictEqual(Ratio.comparePercent(7, 100, 7), 0)
    assert.isTrue(Ratio.isBelow(79, 100, 80))
    assert.isFalse(Ratio.isBelow(80, 100, 80))
    assert.isTrue(Ratio.isAtLeast(1, 3, 33))
    assert.isFalse(Ratio.isAtLeast(1, 3, 34))
  })

  it("stays exact where products pass 2^53", () => {
    const whole = 9_007_199_254_740_900
    const part = (whole / 100) * 80
    assert.deepStrictEqual(
      [part - 1, part, part + 1].map((value) => Ratio.comparePercent(value, whole, 80)),
      [-1, 0, 1]
    )
  })

  it.prop("agrees with arithmetic on big integers", [amount, amount, percentage], ([part, whole, percent]) => {
    const left = BigInt(part) * 100n
    const right = BigInt(whole) * BigInt(percent)
    return Ratio.comparePercent(part, whole, percent) === (left < right ? -1 : left > right ? 1 : 0)
  })

  it("rounds to hundredths and shows percentages", () => {
    assert.deepStrictEqual([0.645, 0.6449, 0.65].map(Ratio.hundredths), [65, 64, 65])
    assert.strictEqual(Ratio.percent(0.12345, "en"), "12.3%")
    assert.strictEqual(Ratio.share(1, 0), 0)
  })
})
