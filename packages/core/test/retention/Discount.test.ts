import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import type { Day } from "../../src/kernel/Calendar.ts"
import * as Discount from "../../src/retention/Discount.ts"
import { standard } from "../../src/retention/SavePolicy.ts"

const whole = (minimum: number, maximum: number) =>
  Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))
const spend = Arbitrary.schema(Schema.Literals(["A", "B", "C", "unknown"]))
const classOf = (one: typeof spend extends Arbitrary.Arbitrary<infer A> ? A : never) => (one === "unknown" ? null : one)
const ample: Discount.Figures = { revenueMinor: 1000, costMinor: 0 }

describe("Discount", () => {
  it("adds the steps of spending and tenure to 20 %, up to 50 %", () => {
    const table: ReadonlyArray<readonly [Discount.SpendClass | null, years: number | null, percent: number]> = [
      ["C", 0, 20],
      ["C", 1, 25],
      ["C", 2, 25],
      ["C", 3, 30],
      ["C", 6, 30],
      ["C", 7, 35],
      ["B", 0, 25],
      ["B", 7, 40],
      ["A", 0, 35],
      ["A", 3, 45],
      ["A", 7, 50],
      ["A", 30, 50],
      [null, 7, 35],
      ["A", null, 35],
      [null, null, 20]
    ]
    for (const [spend, tenureYears, percent] of table)
      assert.strictEqual(Discount.choose({ spend, tenureYears, figures: ample }, standard).percent, percent)
  })

  it("takes the largest multiple of 5 that keeps the margin floor, and skips the rung below 20 %", () => {
    // At a floor of 10 % a revenue of 1,000 may fall to cost ÷ 0.9; equality keeps the floor.
    const table: ReadonlyArray<readonly [costMinor: number, percent: number | null, rule: string]> = [
      [450, 50, "discount/steps"],
      [451, 45, "discount/floored"],
      [585, 35, "discount/floored"],
      [586, 30, "discount/floored"],
      [720, 20, "discount/floored"],
      [721, null, "discount/below-least"],
      [2000, null, "discount/below-least"]
    ]
    for (const [costMinor, percent, rule] of table) {
      const figures = { revenueMinor: 1000, costMinor }
      const discount = Discount.choose({ spend: "A", tenureYears: 9, figures }, standard)
      assert.deepStrictEqual([discount.percent, discount.reason.rule], [percent, rule])
    }
  })

  it("waits for approval where the margin is unknown, which is not a margin of zero", () => {
    const unknown = [null, { revenueMinor: 1000, costMinor: null }, { revenueMinor: 0, costMinor: 0 }]
    for (const figures of unknown) {
      const discount = Discount.choose({ spend: "A", tenureYears: 9, figures }, standard)
      assert.deepStrictEqual([discount.percent, discount.isMarginUnknown], [50, true])
    }
  })

  it("says which facts were unknown and what would change the answer", () => {
    const { reason } = Discount.choose({ spend: null, tenureYears: 2, figures: ample }, standard)
    assert.deepStrictEqual(reason.facts[0], { name: "class of spending", value: null })
    assert.strictEqual(reason.says, "25 %: 20 % + 0 % for spending + 5 % for tenure, at most 50 %")
    assert.strictEqual(reason.otherwise, "a known class of spending and start")
  })

  it("counts full years by the calendar", () => {
    const table = [
      ["2020-02-29", "2021-02-27", 0],
      ["2020-02-29", "2021-02-28", 1],
      ["2019-03-03", "2026-03-02", 6],
      ["2019-03-03", "2026-03-03", 7],
      ["2026-03-03", "2020-01-01", 0]
    ] as const
    for (const [since, asOf, years] of table)
      assert.strictEqual(Discount.fullYears(since as Day, asOf as Day), years, since)
  })

  it.prop(
    "is 20 to 50 %, a multiple of 5, and keeps the floor to the last unit",
    [spend, whole(0, 40), whole(1, Number.MAX_SAFE_INTEGER), whole(0, Number.MAX_SAFE_INTEGER)],
    ([one, tenureYears, revenueMinor, costMinor]) => {
      const figures = { revenueMinor, costMinor }
      const { percent } = Discount.choose({ spend: classOf(one), tenureYears, figures }, standard)
      if (percent === null) {
        assert.isFalse(Discount.keepsFloor(figures, 20, standard.marginFloor))
        return
      }
      assert.isTrue(percent >= 20 && percent <= 50 && percent % 5 === 0, String(percent))
      const left = BigInt(revenueMinor) * BigInt(100 - percent)
      assert.isTrue((left - BigInt(costMinor) * 100n) * 100n >= left * 10n)
    }
  )

  it.prop(
    "never gives less to a larger class or a longer tenure at equal margin",
    [whole(0, 12), whole(0, 12), whole(0, 1000)],
    ([years, more, costMinor]) => {
      const figures = { revenueMinor: 1000, costMinor }
      const given = (spend: Discount.SpendClass | null, tenureYears: number | null): number =>
        Discount.choose({ spend, tenureYears, figures }, standard).percent ?? 0
      const byClass = [given(null, years), given("C", years), given("B", years), given("A", years)]
      assert.deepStrictEqual(
        byClass,
        byClass.toSorted((a, b) => a - b)
      )
      assert.isTrue(given("B", years + more) >= given("B", years) && given("B", years) >= given("B", null))
    }
  )
})
