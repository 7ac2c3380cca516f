import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Tax from "../../src/intake/Tax.ts"

const factor = (rate: number | string) => {
  const found = Tax.rateOf({ amounts: "included", rate })
  if (found === undefined || found === Tax.noRate) throw new Error(`${rate} is no rate`)
  return found
}

describe("Tax", () => {
  it("takes the tax out of gross amounts, halves to the even unit", () => {
    // gross × 100 ÷ (100 + rate), worked by hand.
    const table: ReadonlyArray<readonly [gross: number, rate: number | string, net: number]> = [
      [12_000, 20, 10_000],
      [11_900, 19, 10_000],
      [10_550, "5.5", 10_000],
      [10_810, 8.1, 10_000],
      [1, 20, 1],
      [2, 20, 2],
      // 2.5, 7.5 and their returns.
      [3, 20, 2],
      [9, 20, 8],
      [-3, 20, -2],
      [-9, 20, -8],
      [0, 20, 0],
      [10_000, 20, 8_333],
      [100_000, 22, 81_967],
      // 9007199254740991 × 100 ÷ 120 = 7505999378950825.83…
      [Number.MAX_SAFE_INTEGER, 20, 7_505_999_378_950_826]
    ]
    for (const [gross, rate, net] of table) assert.strictEqual(Tax.net(gross, factor(rate)), net, `${gross} ${rate}`)
  })

  it.prop(
    "gives back the gross amount within what was rounded",
    [
      Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: -1e12, maximum: 1e12 }))),
      Arbitrary.schema(Schema.Literals([5, 7, 10, 19, 20, 22]))
    ],
    ([gross, rate]) => {
      const net = Tax.net(gross, factor(rate))
      return Math.abs(net * (100 + rate) - gross * 100) * 2 <= 100 + rate
    }
  )

  it("is absent where amounts are net, and incomplete without a rate", () => {
    assert.isUndefined(Tax.rateOf(undefined))
    assert.isUndefined(Tax.rateOf("excluded"))
    assert.isUndefined(Tax.rateOf({ amounts: "excluded", rate: 20 }))
    assert.strictEqual(Tax.rateOf("included"), Tax.noRate)
    assert.strictEqual(Tax.rateOf({ amounts: "included" }), Tax.noRate)
  })

  it("takes a rate as a number or as text, and shows it", () => {
    const shown = [20, "20", 5.5, "5.50", 0.1].map((rate) => Tax.show(factor(rate)))
    assert.deepStrictEqual(shown, ["20 %", "20 %", "5.5 %", "5.50 %", "0.1 %"])
    const isTax = Schema.is(Tax.Tax)
    for (const rate of [0, -20, "20%", "0.0", "1e2", Number.NaN])
      assert.isFalse(isTax({ amounts: "included", rate }), String(rate))
  })
})
