import { assert, describe, it } from "@effect/vitest"
import type { KindName } from "../../src/intake/RecordKind.ts"
import { bookOf } from "../market/Books.ts"

type Files = ReadonlyArray<readonly [kind: KindName, lines: ReadonlyArray<string>]>

const said = (files: Files) =>
  bookOf(files)
    .findings.filter(({ rule }) => rule === "import/unknown-product" || rule === "import/misspelt")
    .map(({ advice, message, place }) => [message, advice, place?.line])

// Values as in the CRM export of the examples; the rest is invented.
const deals = (...names: ReadonlyArray<string>) =>
  ["opportunities", ["id,product,outcome", ...names.map((name, at) => `O-${at},${name},open`)]] as const
const products = ["products", ["id,name", "GTX Pro,GTX Pro", "MG Special,MG Special"]] as const

describe("proposals for mending", () => {
  it("a product by another spelling is proposed with the map that mends it, once for all rows", () => {
    assert.deepStrictEqual(said([products, deals("GTX Pro", "GTXPro", "GTXPro")]), [
      [
        'product "GTXPro" of opportunities is not among the products (named 2 times)',
        'did you mean "GTX Pro"? Map it: values: { product: { GTXPro: GTX Pro } }',
        3
      ]
    ])
  })

  it("a product unlike all others is said without a guess, and without products nothing is missed", () => {
    const [[, advice] = []] = said([products, deals("Zeppelin")])
    assert.strictEqual(advice, "bring the product's row, or map its name under `values`")
    assert.deepStrictEqual(said([deals("Zeppelin")]), [])
  })

  const industries: ReadonlyArray<readonly [industry: string, meant: string | undefined]> = [
    ["technolgy", "technology"],
    ["Telecomunications", "telecommunications"],
    ["машиностроени", "машиностроение"],
    ["technology", undefined],
    ["medical", undefined],
    ["steal", undefined],
    ["beekeeping", undefined]
  ]
  for (const [industry, meant] of industries) {
    it(`industry ${industry} ${meant === undefined ? "stays" : `is proposed to be ${meant}`}`, () => {
      const found = said([["accounts", ["id,name,industry", `A,Acme,${industry}`]]])
      assert.deepStrictEqual(
        found.map(([, advice]) => advice),
        meant === undefined ? [] : [`did you mean "${meant}"? Map it: values: { industry: { ${industry}: ${meant} } }`]
      )
    })
  }

  it("a rare spelling beside a frequent one is proposed to be it", () => {
    const rows = ["beekeeping", "beekeeping", "beekeeping", "beekeeping", "beekeeping", "bekeeping"]
    const accounts = ["accounts", ["id,name,industry", ...rows.map((one, at) => `A-${at},Acme ${at},${one}`)]] as const
    assert.deepStrictEqual(
      said([accounts]).map(([, advice]) => advice),
      ['did you mean "beekeeping"? Map it: values: { industry: { bekeeping: beekeeping } }']
    )
  })
})
