import { assert, describe, it } from "@effect/vitest"
import { parse } from "yaml"
import * as SourceEntry from "../../src/workspace/SourceEntry.ts"

const text = (put: SourceEntry.Put): string => {
  if (!put.ok) throw new Error(put.message)
  return put.text
}
const base = `# Ours.
currency: EUR # what we report in

sources:
  # From the warehouse.
  orders:
    file: data/orders.csv # monthly
`

describe("a source put into abm.yaml", () => {
  it("stands under its kind, and every comment stays", () => {
    const put = text(SourceEntry.put(base, "accounts", { file: "crm.csv", preset: "hubspot" }))
    for (const comment of ["# Ours.", "# what we report in", "# From the warehouse.", "# monthly"])
      assert.include(put, comment)
    assert.deepStrictEqual(parse(put), {
      currency: "EUR",
      sources: { orders: { file: "data/orders.csv" }, accounts: { file: "crm.csv", preset: "hubspot" } }
    })
  })

  it("replaces one of the same file, and is added beside others", () => {
    const replaced = text(SourceEntry.put(base, "orders", { file: "data/orders.csv", decimal: "," }))
    assert.deepStrictEqual(parse(replaced).sources.orders, { file: "data/orders.csv", decimal: "," })
    const added = text(SourceEntry.put(base, "orders", { file: "old.csv" }))
    assert.deepStrictEqual(parse(added).sources.orders, [{ file: "data/orders.csv" }, { file: "old.csv" }])
    assert.include(added, "# monthly")
    const again = text(SourceEntry.put(added, "orders", { file: "old.csv", decimal: "." }))
    assert.deepStrictEqual(parse(again).sources.orders, [
      { file: "data/orders.csv" },
      { file: "old.csv", decimal: "." }
    ])
  })

  it("makes the place where there is none", () => {
    const put = text(SourceEntry.put("currency: EUR\n", "orders", { file: "x.csv" }))
    assert.deepStrictEqual(parse(put), { currency: "EUR", sources: { orders: { file: "x.csv" } } })
  })

  it("does not take the place of won opportunities, nor mend a broken file", () => {
    const won = SourceEntry.put("sources:\n  orders: { from: opportunities, where: won }\n", "orders", {
      file: "x.csv"
    })
    assert.isFalse(won.ok)
    assert.isFalse(SourceEntry.put("sources: [", "orders", { file: "x.csv" }).ok)
  })
})
