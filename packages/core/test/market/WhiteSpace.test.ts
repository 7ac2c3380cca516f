import { assert, describe, it } from "@effect/vitest"
import * as WhiteSpace from "../../src/market/WhiteSpace.ts"
import { bookOf, day, example, exampleDay, turned } from "./Books.ts"

const asOf = day("2026-10-01")
const account = (n: number, industry = "chemicals", employees = "120") => `A-${n},Acme ${n},${industry},${employees}`
const order = (n: number, product: string, date = "2026-05-01", amount = "100.00", cost = "60.00") =>
  `O-${n}-${product}-${date},A-${n},${date},${amount},${cost},${product}`
const six = [1, 2, 3, 4, 5, 6]
const bookFor = (accounts: ReadonlyArray<string>, orders: ReadonlyArray<string>) =>
  bookOf([
    ["accounts", ["account_id,name,industry,employees", ...accounts]],
    ["orders", ["id,account_id,date,amount,cost,product", ...orders]]
  ])
const of = (accounts: ReadonlyArray<string>, orders: ReadonlyArray<string>, of = "A-6") =>
  WhiteSpace.of(bookFor(accounts, orders), { asOf }).get(of)

const all = six.map((n) => account(n))
const pumps = [1, 2, 3, 4, 5].map((n) => order(n, "pump"))
const own = order(6, "seal")

describe("white space", () => {
  it("is what five similar clients buy and this one does not, with the five named", () => {
    assert.deepStrictEqual(of(all, [...pumps, own]), [
      {
        product: "pump",
        buyers: ["A-1", "A-2", "A-3", "A-4", "A-5"],
        similar: 5,
        ground: "industry and size",
        probability: 1,
        marginMinor: 4000,
        basis: "costs",
        expectedMinor: 4000,
        boughtBefore: null,
        because: "5 of 5 similar clients (industry and size) bought it; mean gross profit of the last 12 months"
      }
    ])
  })

  const none: ReadonlyArray<readonly [string, ReadonlyArray<string>, ReadonlyArray<string>]> = [
    ["four buyers are too few", all, [...pumps.slice(1), own]],
    ["another industry is not similar", [...all.slice(0, 5), account(6, "energy")], [...pumps, own]],
    ["another size is not similar", [...all.slice(0, 5), account(6, "chemicals", "250")], [...pumps, own]],
    ["an unknown size is like nobody", [...all.slice(0, 5), account(6, "chemicals", "")], [...pumps, own]],
    ["what it buys itself is none", all, [...pumps, order(6, "pump")]],
    ["a return is no purchase", all, [...pumps.slice(1), order(1, "pump", "2026-05-01", "-100.00", "-60.00"), own]],
    ["purchases of 12 months ago do not count", all, [...pumps.slice(1), order(1, "pump", "2025-09-30"), own]],
    ["purchases of the day itself do not count", all, [...pumps.slice(1), order(1, "pump", "2026-10-01"), own]]
  ]
  for (const [name, accounts, orders] of none) it(name, () => assert.deepStrictEqual(of(accounts, orders), []))

  it("the probability is the share of similar clients with orders that buy it", () => {
    const seven = [...all, account(7)]
    const [space] = of(seven, [...pumps, own, order(7, "seal")]) ?? []
    assert.strictEqual(space?.probability, 5 / 6)
    assert.strictEqual(space?.expectedMinor, Math.round((4000 * 5) / 6))
  })

  it("a product bought long ago says when", () => {
    assert.strictEqual(of(all, [...pumps, own, order(6, "pump", "2025-03-01")])?.[0]?.boughtBefore, day("2025-03-01"))
  })

  it("without costs the figure is revenue and says so, with a gross margin it is a margin", () => {
    const bare = pumps.map((line) => line.replace(",60.00,", ",,"))
    const book = bookFor(all, [...bare, own.replace(",60.00,", ",,")])
    assert.include(WhiteSpace.of(book, { asOf }).get("A-6")?.[0], { basis: "revenue", marginMinor: 10_000 })
    const assumed = WhiteSpace.of(book, { asOf, grossMargin: 0.25 }).get("A-6")
    assert.include(assumed?.[0], { basis: "assumed margin", marginMinor: 2500 })
  })

  it("size bands end at 50, 250, 1,000 and 5,000", () => {
    assert.deepStrictEqual([undefined, 0, 49, 50, 249, 250, 999, 1000, 4999, 5000].map(WhiteSpace.sizeBand), [
      null,
      "<50",
      "<50",
      "<250",
      "<250",
      "<1000",
      "<1000",
      "<5000",
      "<5000",
      "5000+"
    ])
  })

  it("the example: ACC-1370 is the one group with five that are alike in industry and size", () => {
    const spaces = WhiteSpace.of(example(), { asOf: exampleDay })
    assert.deepStrictEqual(
      [...spaces].flatMap(([id, own]) => own.map((one) => [id, one.product, one.buyers.length, one.expectedMinor])),
      [
        ["ACC-1370", "FL-STER", 5, 899_699],
        ["ACC-1370", "SG-SET", 5, 500_092]
      ]
    )
  })

  it("the order of records is irrelevant", () => {
    for (const ground of ["industry and size", "industry"] as const) {
      const options = { asOf: exampleDay, ground }
      assert.deepStrictEqual(WhiteSpace.of(turned(example()), options), WhiteSpace.of(example(), options))
    }
  })
})
