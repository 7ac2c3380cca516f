import { assert, describe, it } from "@effect/vitest"
import type { ContactRole } from "../../src/account/Contact.ts"
import * as Offering from "../../src/market/Offering.ts"
import { bookOf, day, example, exampleDay } from "./Books.ts"

const header = "product_id,name,fact_kind,fact_text,fact_roles,fact_industries,fact_against,fact_valid_until"
const usp = "unique selling point"
const products = bookOf([
  [
    "products",
    [
      header,
      `P-1,Pump,${usp},for everyone,,,,`,
      `P-2,Seal,${usp},for users,user,,,`,
      `P-3,Valve,${usp},for chemicals,,chemicals,,`,
      `P-4,Filter,${usp},against X,,,X,`,
      `P-5,Sensor,${usp},all three,user,chemicals,X,`,
      "P-6,Oil,limit,not for food,,,,",
      `P-7,Hub,${usp},until September,,,,2026-09-30`
    ]
  ]
]).records.products
const told = (roles: ReadonlyArray<ContactRole>, industry: string | null, competitors: ReadonlyArray<string>) =>
  Offering.choose(products, {
    asOf: day("2026-10-01"),
    industry,
    roles: new Set(roles),
    competitors: new Set(competitors)
  }).map((one) => [one.product, one.fit])

describe("unique selling points", () => {
  const table: ReadonlyArray<
    readonly [ReadonlyArray<ContactRole>, string | null, ReadonlyArray<string>, ReadonlyArray<unknown>]
  > = [
    [[], null, [], [["P-1", 0]]],
    [["legal"], "energy", ["Y"], [["P-1", 0]]],
    [
      ["user"],
      null,
      [],
      [
        ["P-2", 2],
        ["P-1", 0]
      ]
    ],
    [
      [],
      "chemicals",
      [],
      [
        ["P-3", 1],
        ["P-1", 0]
      ]
    ],
    [
      [],
      null,
      ["X"],
      [
        ["P-4", 4],
        ["P-1", 0]
      ]
    ],
    [
      ["user"],
      "chemicals",
      ["X"],
      [
        ["P-5", 7],
        ["P-4", 4],
        ["P-2", 2],
        ["P-3", 1],
        ["P-1", 0]
      ]
    ]
  ]
  for (const [roles, industry, competitors, expected] of table) {
    it(`for ${roles.join() || "nobody"} in ${industry ?? "an unknown industry"} beside ${competitors.join() || "nobody"}`, () =>
      assert.deepStrictEqual(told(roles, industry, competitors), expected))
  }

  it("the example: what is told to a chemical client's technical evaluator where Strömvik is present", () => {
    const facts = Offering.choose(example().records.products, {
      asOf: exampleDay,
      industry: "chemicals",
      roles: new Set(["technical evaluator"]),
      competitors: new Set(["CMP-02"])
    })
    assert.strictEqual(facts[0]?.product, "SM-DUAL")
    assert.strictEqual(facts[0]?.proof, "Warranty terms NS-D")
  })
})
