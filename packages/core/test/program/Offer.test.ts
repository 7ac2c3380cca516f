import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Offer from "../../src/program/Offer.ts"

const eur = "EUR"
const money = (minor: number, currency = "EUR") => ({ minor, currency })
const margin = (revenue: number, cost: number) => ({ revenue: money(revenue), cost: money(cost) })
const offer = (more: Partial<Offer.Offer>): Offer.Offer => ({ kind: "discount", title: "an offer", ...more })

describe("an offer's cost", () => {
  it("is what it says, else a gift's value, else nothing", () => {
    assert.strictEqual(Offer.costOf(offer({ costMinor: 500 })), 500)
    assert.strictEqual(Offer.costOf(offer({ kind: "gift", value: money(2_000) })), 2_000)
    assert.strictEqual(Offer.costOf(offer({ kind: "gift", value: money(2_000), costMinor: 0 })), 0)
    assert.strictEqual(Offer.costOf(offer({ kind: "fee waiver", value: money(2_000) })), 0)
  })
})

describe("the margin after an offer", () => {
  const table: ReadonlyArray<
    readonly [
      what: string,
      terms: Partial<Offer.Offer>,
      revenue: number,
      cost: number,
      after: number | null,
      keeps: boolean
    ]
  > = [
    ["a discount that leaves the floor exactly", { percent: 20, marginFloor: 0.25 }, 1_000, 600, 25, true],
    ["a discount that leaves less", { percent: 21, marginFloor: 0.25 }, 1_000, 600, 24, false],
    ["a gift, whose value is a cost", { kind: "gift", value: money(100), marginFloor: 0.3 }, 1_000, 600, 30, true],
    [
      "a waived fee, which is not sold",
      { kind: "fee waiver", value: money(200), marginFloor: 0.3 },
      1_000,
      600,
      25,
      false
    ],
    ["terms that cost something", { kind: "special terms", costMinor: 150, marginFloor: 0.3 }, 1_000, 600, 25, false],
    ["everything given away", { percent: 100, marginFloor: 0 }, 1_000, 600, null, false],
    ["a client that costs more than it brings", { percent: 10, marginFloor: 0 }, 1_000, 1_200, -33.3, false]
  ]
  for (const [what, terms, revenue, cost, after, keeps] of table)
    it(`is told of ${what}`, () => {
      const found = Offer.marginAfter(offer(terms), margin(revenue, cost), eur)
      assert.deepStrictEqual([found?.afterPercent, found?.keepsFloor], [after, keeps])
    })

  it("is unknown with the client's margin, and where currencies differ", () => {
    const ten = offer({ percent: 10, marginFloor: 0.1 })
    assert.isNull(Offer.marginAfter(ten, null, eur))
    assert.isNull(Offer.marginAfter(ten, undefined, eur))
    assert.isNull(Offer.marginAfter(ten, margin(0, 0), eur))
    assert.isNull(Offer.marginAfter(offer({ kind: "gift", value: money(9, "USD") }), margin(1_000, 600), eur))
    assert.isNull(Offer.marginAfter(offer({ percent: 10, costMinor: 5 }), margin(1_000, 600), "USD"))
  })

  const between = (minimum: number, maximum: number) =>
    Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum, maximum })))

  it.prop(
    "keeps a floor under a smaller discount that it keeps under a larger one",
    [between(1, 1_000_000_000), between(0, 1_000_000_000), between(2, 100), between(0, 100)],
    ([revenue, cost, percent, floor]) => {
      const keeps = (of: number) =>
        Offer.marginAfter(offer({ percent: of, marginFloor: floor / 100 }), margin(revenue, cost), eur)?.keepsFloor
      assert.isTrue(keeps(percent) !== true || keeps(percent - 1) === true)
    }
  )
})

describe("the offer of a touch", () => {
  it("is the chosen variant's, else its own", () => {
    const variants = [{ id: "a", offer: "autumn" }, { id: "b" }]
    assert.strictEqual(Offer.namedBy({ offer: "usual" }, variants, "a"), "autumn")
    assert.strictEqual(Offer.namedBy({ offer: "usual" }, variants, "b"), "usual")
    assert.strictEqual(Offer.namedBy({ offer: "usual" }, variants, undefined), "usual")
    assert.isUndefined(Offer.namedBy({}, variants, "b"))
  })
})
