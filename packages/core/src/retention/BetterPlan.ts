/**
 * The plan that fits an asset better: of the same series, not dearer, still sold. What replaces the present product
 * comes first, else the dearest of those that cost less, which takes the least away. An unknown product, series or
 * price is an answer of its own: a person has to look.
 */
import type { Asset } from "../account/Asset.ts"
import type { Product } from "../account/Product.ts"
import type { Day } from "../kernel/Calendar.ts"
import * as Money from "../kernel/Money.ts"
import * as Reason from "./Reason.ts"

/** What was found for one asset. */
export interface BetterPlan {
  readonly assetId: string
  readonly standing: "found" | "none" | "unknown"
  /** Null unless found. */
  readonly productId: string | null
  readonly price: Money.Money | null
  /** What the client pays less per month of the price, in minor units; 0 or more. Null unless found. */
  readonly savesMinor: number | null
  readonly reason: Reason.Reason
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const answer = (
  asset: Asset,
  standing: "none" | "unknown",
  [rule, says, otherwise]: readonly [rule: string, says: string, otherwise: string]
): BetterPlan => {
  const price = asset.price === undefined ? null : Money.show(asset.price.minor, asset.price.currency)
  const facts = { asset: asset.id, product: asset.product ?? null, price }
  const reason = Reason.make(`better-plan/${rule}`, says, facts, otherwise)
  return { assetId: asset.id, standing, productId: null, price: null, savesMinor: null, reason }
}

/** The better-fitting plan of an asset on a day. Products are known by id or by name; ties by id. */
export const choose = (asset: Asset, products: ReadonlyArray<Product>, on: Day): BetterPlan => {
  const { price } = asset
  const own = products.find(({ id, name }) => id === asset.product || name === asset.product)
  if (asset.product === undefined || own === undefined)
    return answer(asset, "unknown", [
      "unknown-product",
      `which product asset ${asset.id} has is unknown`,
      "a product of the asset that is in the list of products"
    ])
  if (own.series === undefined)
    return answer(asset, "unknown", [
      "unknown-series",
      `product ${own.id} of asset ${asset.id} belongs to no known series`,
      "the series of the product"
    ])
  if (price === undefined)
    return answer(asset, "unknown", [
      "unknown-price",
      `what asset ${asset.id} costs the client is unknown`,
      "the price of the asset"
    ])
  const replaced = new Set(products.flatMap(({ replaces }) => replaces ?? []))
  const fitting = products.flatMap((product) => {
    const { id, launchedAt, listPrice, series } = product
    return id !== own.id &&
      series === own.series &&
      !replaced.has(id) &&
      (launchedAt === undefined || launchedAt <= on) &&
      listPrice?.currency === price.currency &&
      listPrice.minor <= price.minor &&
      (listPrice.minor < price.minor || product.replaces === own.id)
      ? [{ id, listPrice, isSuccessor: product.replaces === own.id }]
      : []
  })
  const [best] = fitting.toSorted(
    (a, b) =>
      Number(b.isSuccessor) - Number(a.isSuccessor) || b.listPrice.minor - a.listPrice.minor || compare(a.id, b.id)
  )
  if (best === undefined)
    return answer(asset, "none", [
      "none",
      `no product of series ${own.series} suits asset ${asset.id} for less than it pays`,
      "a product of the series at a lower price"
    ])
  const savesMinor = price.minor - best.listPrice.minor
  const [now, then] = [price.minor, best.listPrice.minor].map((minor) => Money.show(minor, price.currency))
  const why = best.isSuccessor ? `replaces ${own.id}` : `is the dearest of series ${own.series} below its price`
  return {
    assetId: asset.id,
    standing: "found",
    productId: best.id,
    price: best.listPrice,
    savesMinor,
    reason: Reason.make(
      best.isSuccessor ? "better-plan/successor" : "better-plan/series",
      `${best.id} for asset ${asset.id}: it ${why}, ${then} instead of ${now} ${price.currency}`,
      { asset: asset.id, product: own.id, series: own.series, "price now": now ?? null, "price then": then ?? null }
    )
  }
}
