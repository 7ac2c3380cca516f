import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Facts from "../../src/analysis/Facts.ts"
import * as Migration from "../../src/analysis/Migration.ts"
import * as Portfolio from "../../src/analysis/Portfolio.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const options = { today: day("2026-11-23"), from: day("2026-01-01"), to: day("2026-05-01") }

interface Sale {
  readonly account: string
  readonly date: string
  readonly minor: number
  readonly product: string
}
const factsOf = (sales: ReadonlyArray<Sale>): Facts.Facts =>
  Facts.ofRows(
    sales.map(({ date, ...sale }) => ({ ...sale, day: Calendar.dayNumber(day(date)) })),
    "EUR"
  )
const monthly = (account: string, product: string, minor: number): ReadonlyArray<Sale> =>
  ["01", "02", "03", "04"].map((month) => ({ account, product, minor, date: `2026-${month}-10` }))

const sale = Arbitrary.schema(
  Schema.Struct({
    account: Schema.Literals(["a", "b", "c", ""]),
    date: Schema.Literals(["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01", "2026-04-30", "2026-05-01"]),
    minor: Schema.Int.check(Schema.isBetween({ minimum: -5000, maximum: 20_000 })),
    product: Schema.Literals(["X1", "X2", "Y1", ""])
  })
)

describe("Slices", () => {
  it("classes product lines, and within each the accounts that buy it", () => {
    const { slices } = Portfolio.analyze(
      factsOf([
        ...monthly("a", "X1", 500),
        ...monthly("a", "Y1", 20),
        ...monthly("b", "Y1", 70),
        ...monthly("b", "", 5)
      ]),
      { ...options, by: "product" }
    )
    assert.deepStrictEqual(
      slices.map(({ abc, accounts, id, measureMinor, xyz }) => [
        id,
        measureMinor,
        abc,
        xyz,
        accounts.map((one) => `${one.id} ${one.abc}${one.xyz}`)
      ]),
      [
        ["X1", 2000, "A", "X", ["a AX"]],
        ["Y1", 360, "B", "X", ["b AX", "a AX"]],
        [null, 20, null, null, ["b AX"]]
      ]
    )
    assert.strictEqual(slices[1]?.matrix.AX.accounts, 2)
  })

  it("draws products together into lines", () => {
    const { slices } = Portfolio.analyze(factsOf([...monthly("a", "X1", 500), ...monthly("b", "X2", 20)]), {
      ...options,
      by: "product",
      lineOf: (product) => product.slice(0, 1)
    })
    assert.deepStrictEqual(
      slices.map(({ id, measureMinor }) => [id, measureMinor]),
      [["X", 2080]]
    )
  })

  it("has none where the data do not say, or nobody asked", () => {
    const facts = factsOf(monthly("a", "X1", 500))
    assert.deepStrictEqual(Portfolio.analyze(facts, { ...options, by: "region" }).slices, [])
    assert.deepStrictEqual(Portfolio.analyze(facts, options).slices, [])
  })

  it.prop("conserves the money of every account", [Arbitrary.array(sale)], ([sales]) => {
    const { items, slices, total } = Portfolio.analyze(factsOf(sales), { ...options, by: "product" })
    const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, one) => all + one, 0)
    if (slices.length > 0) {
      assert.strictEqual(sum(slices.map(({ measureMinor }) => measureMinor)), total)
      for (const { id, measureMinor } of items) {
        const parts = slices.flatMap(({ accounts }) => accounts.filter((account) => account.id === id))
        assert.strictEqual(sum(parts.map((part) => part.measureMinor)), measureMinor)
      }
    }
    for (const slice of slices)
      assert.strictEqual(sum(slice.accounts.map(({ measureMinor }) => measureMinor)), slice.measureMinor)
  })
})

describe("The matrix of moves", () => {
  const standing = (abc: "A" | "B", letter: "X" | "Y" | null, measureMinor: number): Migration.Standing => ({
    abc,
    letter,
    measureMinor,
    activeShare: null
  })

  it("counts accounts and money from cell to cell", () => {
    const moves = [
      Migration.move("1", standing("A", "X", 500), standing("B", null, 100)),
      Migration.move("2", standing("A", "X", 400), standing("B", null, 300)),
      Migration.move("3", null, standing("B", "Y", 70)),
      Migration.move("4", standing("A", "Y", 90), null)
    ]
    assert.deepStrictEqual(Migration.flows(moves), [
      { from: "AX", to: "B?", accounts: 2, measureChangeMinor: -500 },
      { from: "AY", to: null, accounts: 1, measureChangeMinor: -90 },
      { from: null, to: "BY", accounts: 1, measureChangeMinor: 70 }
    ])
  })
})
