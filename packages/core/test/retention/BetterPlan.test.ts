import { assert, describe, it } from "@effect/vitest"
import type { Asset } from "../../src/account/Asset.ts"
import type { Product } from "../../src/account/Product.ts"
import type { Day } from "../../src/kernel/Calendar.ts"
import * as BetterPlan from "../../src/retention/BetterPlan.ts"

const today = "2026-03-03" as Day
const rub = (minor: number) => ({ minor, currency: "RUB" })
const asset = (fields: Partial<Asset> = {}): Asset => ({
  id: "line",
  label: "line",
  status: "active",
  product: "M",
  price: rub(1000),
  ...fields
})
const product = (id: string, minor: number, fields: Partial<Product> = {}): Product => ({
  id,
  name: `Plan ${id}`,
  series: "mobile",
  listPrice: rub(minor),
  facts: [],
  ...fields
})
const own = product("M", 1000)
const chosen = (products: ReadonlyArray<Product>, of: Partial<Asset> = {}) => {
  const { productId, reason, standing } = BetterPlan.choose(asset(of), [own, ...products], today)
  return [standing, productId, reason.rule]
}

describe("BetterPlan", () => {
  it("takes the dearest product of the series below what the asset costs", () => {
    assert.deepStrictEqual(chosen([product("S", 500), product("L", 900), product("XL", 1500)]), [
      "found",
      "L",
      "better-plan/series"
    ])
  })
  it("takes what replaces the present product first, even at the same price", () => {
    assert.deepStrictEqual(chosen([product("L", 900), product("M2", 1000, { replaces: "M" })]), [
      "found",
      "M2",
      "better-plan/successor"
    ])
  })
  it("finds none among other series, other currencies, replaced products and those not launched yet", () => {
    const others = [
      product("fixed", 500, { series: "fixed" }),
      product("abroad", 500, { listPrice: { minor: 500, currency: "EUR" } }),
      product("old", 500),
      product("new", 1200, { replaces: "old" }),
      product("later", 500, { launchedAt: "2026-03-04" as Day }),
      product("same", 1000)
    ]
    assert.deepStrictEqual(chosen(others), ["none", null, "better-plan/none"])
  })
  it("does not know without the product, its series or the price, and says which", () => {
    assert.deepStrictEqual(chosen([], { product: "gone" }), ["unknown", null, "better-plan/unknown-product"])
    assert.deepStrictEqual(chosen([product("X", 5, { id: "X" })], { product: "Plan X" })[0], "none")
    const { price: _, ...unpriced } = asset()
    assert.strictEqual(BetterPlan.choose(unpriced, [own], today).reason.rule, "better-plan/unknown-price")
    const { series: __, ...serieless } = own
    assert.strictEqual(BetterPlan.choose(asset(), [serieless], today).reason.rule, "better-plan/unknown-series")
  })
  it("says what the client saves", () => {
    const plan = BetterPlan.choose(asset(), [own, product("L", 900)], today)
    assert.strictEqual(plan.savesMinor, 100)
    assert.include(plan.reason.says, "9.00 instead of 10.00 RUB")
  })
})
