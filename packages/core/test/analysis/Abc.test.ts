import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Abc from "../../src/analysis/Abc.ts"

const measures = Arbitrary.array(
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: -1000, maximum: 100_000 })))
)

const classesOf = (values: ReadonlyArray<number>, ids = values.map((_, at) => `i${String(at).padStart(4, "0")}`)) => {
  const ranking = Abc.rank(Float64Array.from(values), ids)
  return new Map(
    ids.map((id, at) => [id, Abc.classify(values[at] ?? 0, ranking.before[at] ?? 0, ranking.positive)] as const)
  )
}

describe("Abc", () => {
  it("gives A while the share before is below 80 %, B below 95 %, else C", () => {
    // Before each: 0, 50, 80, 95, 99 of 100: exactly on a threshold is the next class.
    assert.deepStrictEqual([...classesOf([50, 30, 15, 4, 1]).values()], ["A", "A", "B", "C", "C"])
    assert.deepStrictEqual([...classesOf([50, 29, 16, 4, 1]).values()], ["A", "A", "A", "C", "C"])
  })

  it("gives equal measures the class and the share of the first of them", () => {
    // 40 + 35 stand before both 10s: 75 %.
    assert.deepStrictEqual([...classesOf([40, 35, 10, 10, 5]).values()], ["A", "A", "A", "A", "C"])
    const ranking = Abc.rank(Float64Array.from([10, 40, 10, 35, 5]), ["a", "b", "c", "d", "e"])
    assert.deepStrictEqual([...ranking.order], [1, 3, 0, 2, 4])
    assert.deepStrictEqual([...ranking.before], [75, 0, 75, 40, 95])
  })

  it("makes a measure of 0 or less C, with share 0 and everything before it", () => {
    assert.deepStrictEqual([...classesOf([10, 0, -5]).values()], ["A", "C", "C"])
    assert.deepStrictEqual([...classesOf([0, -5]).values()], ["C", "C"])
    assert.strictEqual(Abc.shareOf(-5, 10), 0)
    assert.strictEqual(Abc.shareBeforeOf(-5, 10, 10), 1)
  })

  it("sums all measures, and divides by the positive ones", () => {
    const { positive, total } = Abc.rank(Float64Array.from([10, 0, -5]), ["a", "b", "c"])
    assert.deepStrictEqual({ positive, total }, { positive: 10, total: 5 })
  })

  it("compares thresholds in whole numbers", () => {
    // 0.8 × 3 is 2.4000000000000004 in binary fractions; 24 of 30 is exactly 80 %.
    assert.strictEqual(Abc.classify(1, 24, 30), "B")
    assert.strictEqual(Abc.classify(1, 7_205_759_403_792_793, 9_007_199_254_740_991), "B")
    assert.strictEqual(Abc.classify(1, 7_205_759_403_792_792, 9_007_199_254_740_991), "A")
  })

  it.prop(
    "ranks as a plain sort by size and then by id does",
    [
      Arbitrary.array(
        Arbitrary.schema(
          Schema.Union([Schema.Int, Schema.Literals([0, -0, 1, -1, 2 ** 52, -(2 ** 52), 2 ** 31, 2 ** 32, 0.5, -0.25])])
        )
      )
    ],
    ([values]) => {
      const ids = values.map((_, at) => `i${(at * 7) % 5}-${at}`)
      const places = values.map((_, at) => at)
      const sorted = places.toSorted(
        (a, b) => (values[b] ?? 0) - (values[a] ?? 0) || ((ids[a] ?? "") < (ids[b] ?? "") ? -1 : 1)
      )
      assert.deepStrictEqual([...Abc.rank(Float64Array.from(values), ids).order], sorted)
    }
  )

  it.prop("has shares that sum to 1 where anything is positive", [measures], ([values]) => {
    const ranking = Abc.rank(Float64Array.from(values), values.map(String))
    const sum = values.reduce((all, value) => all + Abc.shareOf(value, ranking.positive), 0)
    return ranking.positive === 0 ? sum === 0 : Math.abs(sum - 1) < 1e-9
  })

  it.prop("does not depend on the order of items nor on the unit of money", [measures], ([values]) => {
    const ids = values.map((_, at) => `i${String(at).padStart(4, "0")}`)
    const plain = classesOf(values, ids)
    assert.deepStrictEqual(new Map([...classesOf(values.toReversed(), ids.toReversed())].toReversed()), plain)
    assert.deepStrictEqual(
      classesOf(
        values.map((value) => value * 7),
        ids
      ),
      plain
    )
  })
})
