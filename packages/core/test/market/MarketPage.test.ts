import { assert, describe, it } from "@effect/vitest"
import * as MarketPage from "../../src/market/MarketPage.ts"
import * as RollUp from "../../src/market/RollUp.ts"
import { bookOf, day, example, turned } from "./Books.ts"

const window = { from: day("2025-10-01"), to: day("2026-10-01") }

describe("the market page", () => {
  const markets = MarketPage.of(example(), window)

  it("conserves money: all markets together are what the portfolio sold", () => {
    // The total of the analysis of the example, 16,096,727.99.
    assert.strictEqual(
      markets.reduce((sum, one) => sum + one.soldMinor, 0),
      1_609_672_799
    )
    assert.closeTo(
      markets.reduce((sum, one) => sum + one.share, 0),
      1,
      1e-12
    )
    assert.strictEqual(
      markets.reduce((sum, one) => sum + one.accounts, 0),
      62
    )
  })

  it("tells of the largest market", () => {
    assert.deepStrictEqual(
      { ...markets[0], share: 0, growth: 0 },
      {
        industry: "mechanical engineering",
        region: "DACH",
        accounts: 6,
        prospects: 0,
        soldMinor: 219_939_092,
        share: 0,
        growth: 0,
        competitors: [{ name: "CMP-01", times: 1 }],
        lossReasons: [{ name: "price", times: 1 }],
        prospectSources: []
      }
    )
  })

  it("names where prospects come from", () => {
    const prospects = markets.filter((one) => one.prospects > 0)
    assert.deepStrictEqual(
      prospects
        .map((one) => [one.industry, one.region, one.prospectSources.map((source) => source.name).join()])
        .slice(0, 2),
      [
        ["energy", "Central Asia", "referral"],
        ["mining and metals", "Western Europe", "press"]
      ]
    )
  })

  it("growth is unknown where the data do not reach back", () => {
    const early = MarketPage.of(example(), { from: day("2024-10-01"), to: day("2025-10-01") })
    assert.isTrue(early.every((one) => one.growth === null))
    assert.isTrue(markets.some((one) => one.growth !== null))
  })

  it("the order of records is irrelevant", () => {
    assert.deepStrictEqual(MarketPage.of(turned(example()), window), markets)
  })
})

describe("roll-up revenue", () => {
  const of = (...accounts: ReadonlyArray<string>) =>
    RollUp.of(
      bookOf([
        ["accounts", ["account_id,name,parent_id", ...accounts]],
        [
          "orders",
          ["id,account_id,date,amount", "O-1,A,2026-01-01,1.00", "O-2,B,2026-01-01,2.00", "O-3,C,2026-01-01,4.00"]
        ]
      ])
    ).map((one) => [one.accountId, one.ownMinor, one.rollUpMinor, one.below])

  it("adds what is below", () => {
    assert.deepStrictEqual(of("A,A,", "B,B,A", "C,C,B"), [
      ["A", 100, 700, 2],
      ["B", 200, 600, 1],
      ["C", 400, 400, 0]
    ])
  })

  it("ends in a circle of parents", () => {
    assert.deepStrictEqual(of("A,A,C", "B,B,A", "C,C,B"), [
      ["A", 100, 700, 2],
      ["B", 200, 700, 2],
      ["C", 400, 700, 2]
    ])
  })

  it("of a root is the sum of its group", () => {
    const book = example()
    const all = new Map(RollUp.of(book).map((one) => [one.accountId, one]))
    for (const group of book.grouping.groups) {
      const own = group.accountIds.reduce((sum, id) => sum + (all.get(id)?.ownMinor ?? 0), 0)
      assert.strictEqual(all.get(group.id)?.rollUpMinor, own)
    }
  })
})
