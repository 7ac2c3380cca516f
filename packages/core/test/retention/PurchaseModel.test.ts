import { assert, describe, it } from "@effect/vitest"
import * as Facts from "../../src/analysis/Facts.ts"
import * as Tally from "../../src/analysis/Tally.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as PurchaseModel from "../../src/retention/PurchaseModel.ts"
import { beta, gamma, uniform } from "./Draws.ts"

const first = Calendar.dayNumber("2024-01-01" as Calendar.Day)
const until = "2025-12-31" as Calendar.Day

/** Orders of clients that live and buy as the models say, over two years. */
const rows = (size: number, seed: number): ReadonlyArray<Facts.Row> => {
  const random = uniform(seed)
  return Array.from({ length: size }, (_, client): ReadonlyArray<Facts.Row> => {
    const rate = gamma(1, random) / 40
    const leaves = beta(0.9, 3, random)
    const scale = gamma(6, random) / 30_000
    const own: Array<Facts.Row> = []
    for (let at = 600 * random(); at < 800; at -= Math.log(random()) / rate) {
      const day = first + Math.floor(at)
      own.push({ account: `c${client}`, day, minor: Math.max(1, Math.round(gamma(2, random) / scale)) })
      if (own.length > 1 && random() < leaves) break
    }
    return own
  }).flat()
}
const model = (orders: Iterable<Facts.Row>) => {
  const facts = Facts.ofRows(orders, "GBP")
  return PurchaseModel.of(facts, Tally.accounts(facts), { until, horizonDays: 69 })
}

describe("PurchaseModel", () => {
  const orders = rows(1500, 3)
  const whole = model(orders)

  it("foretells what clients buy after the day, within 10 % in number and 15 % in money", () => {
    const end = Calendar.dayNumber(until)
    const later = orders.filter(({ day }) => day > end)
    const clients = new Set(whole.rows.map(({ id }) => id))
    const own = later.filter(({ account }) => clients.has(account ?? ""))
    const [bought, brought] = [own.length, own.reduce((sum, { minor }) => sum + minor, 0)]
    const purchases = whole.rows.reduce((sum, { outlook }) => sum + outlook.purchases, 0)
    const expected = whole.rows.reduce((sum, { expectedMinor }) => sum + (expectedMinor ?? 0), 0)
    assert.approximately(purchases, bought, 0.1 * bought)
    assert.approximately(expected, brought, 0.15 * brought)
    assert.deepStrictEqual(whole.findings, [])
  })
  it("does not look beyond the day, nor at returns", () => {
    const end = Calendar.dayNumber(until)
    const known = orders.filter(({ day }) => day <= end)
    const returned = known.map((row) => ({ ...row, minor: -row.minor }))
    assert.deepStrictEqual(model([...known, ...returned]), whole)
  })
  it("lists every client once, most expected value first", () => {
    const values = whole.rows.map(({ expectedMinor }) => expectedMinor ?? Number.NEGATIVE_INFINITY)
    assert.deepStrictEqual(
      values,
      values.toSorted((a, b) => b - a)
    )
    assert.strictEqual(new Set(whole.rows.map(({ id }) => id)).size, whole.frequency?.clients)
  })
  it("says what keeps it from foretelling, and what makes it doubtful", () => {
    const few = model(orders.slice(0, 5))
    assert.deepStrictEqual(
      [few.rows.length, few.findings.map(({ rule }) => rule)],
      [0, ["purchase-model/few-repeats", "purchase-model/few-amounts"]]
    )
    // Everyone buys on, each at its own pace, and the frequent ones buy more each time: nobody is ever lost.
    const steady = Array.from({ length: 60 }, (_, client) =>
      Array.from({ length: 2 + client }, (_, nth) => ({
        account: `c${client}`,
        day: first + Math.floor((nth * 730) / (2 + client)),
        minor: 1000 * (1 + client) + 10 * (nth % 3)
      }))
    ).flat()
    const rules = model(steady).findings.map(({ rule }) => rule)
    assert.include(rules, "purchase-model/degenerate")
    assert.include(rules, "purchase-model/dependent")
  })
})
