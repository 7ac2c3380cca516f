import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Xyz from "../../src/analysis/Xyz.ts"

const letterOf = (sums: ReadonlyArray<number>, set: Xyz.ThresholdSet = "stock"): Xyz.Letter =>
  Xyz.byVariation(Xyz.variationOf(sums), sums, { from: 0, to: sums.length }, Xyz.variationThresholds[set])

const amounts = Arbitrary.array(Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 100_000 }))))

describe("Xyz", () => {
  it("reads frequency by the decimals: three in four is X, one in three is Y", () => {
    const table: ReadonlyArray<readonly [active: number, periods: number, letter: Xyz.Letter]> = [
      [12, 12, "X"],
      [9, 12, "X"],
      [8, 12, "Y"],
      [4, 12, "Y"],
      [3, 12, "Z"],
      [1, 3, "Y"],
      [33, 100, "Y"],
      [32, 100, "Z"],
      [0, 12, "Z"],
      [2, 2, "Z"]
    ]
    for (const [active, periods, letter] of table) {
      assert.strictEqual(Xyz.byFrequency(active, periods), letter, `${active} of ${periods}`)
    }
  })

  it("measures variation by the population's deviation over the mean", () => {
    // Textbook: mean 5, deviation 2 (2, 4, 4, 4, 5, 5, 7, 9).
    assert.strictEqual(Xyz.variationOf([2, 4, 4, 4, 5, 5, 7, 9]), 0.4)
    assert.strictEqual(Xyz.variationOf([5]), 0)
    assert.strictEqual(Xyz.variationOf([]), null)
    assert.strictEqual(Xyz.variationOf([5, -5]), null)
    assert.strictEqual(Xyz.variationOf([9, 9, 2, 4, 4, 4, 5, 5, 7, 9], 2), 0.4)
  })

  it("puts a variation exactly on a threshold on its nearer side", () => {
    // 90, 110: mean 100, deviation 10: exactly 0.10. 75, 125: exactly 0.25.
    assert.strictEqual(letterOf([90, 110, 90, 110]), "X")
    assert.strictEqual(letterOf([75, 125, 75, 125]), "Y")
    assert.strictEqual(letterOf([74, 126, 75, 125]), "Z")
    assert.strictEqual(letterOf([50, 150, 50, 150], "customers"), "X")
    assert.strictEqual(letterOf([0, 200, 0, 200], "customers"), "Y")
  })

  it("leaves letters undetermined below three periods and without a positive mean", () => {
    assert.strictEqual(letterOf([100, 100]), "Z")
    assert.strictEqual(Xyz.undeterminedOf(2, 0), "too-short")
    assert.strictEqual(Xyz.undeterminedOf(3, null), "no-mean")
    assert.strictEqual(Xyz.undeterminedOf(3, 0.1), null)
    assert.isTrue(Xyz.isKnown("no-mean", "frequency"))
    assert.isFalse(Xyz.isKnown("no-mean", "variation"))
    assert.isFalse(Xyz.isKnown("too-short", "frequency"))
  })

  it.prop("does not depend on the unit of money nor on the order of periods", [amounts], ([sums]) => {
    const plain = letterOf(sums)
    return letterOf(sums.map((sum) => sum * 100)) === plain && letterOf(sums.toReversed()) === plain
  })
})
