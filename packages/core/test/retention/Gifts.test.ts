import { assert, describe, it } from "@effect/vitest"
import type { Day } from "../../src/kernel/Calendar.ts"
import * as Gifts from "../../src/retention/Gifts.ts"

const gift = (minor: number, on = "2026-03-03", contactId = "p1", currency = "RUB"): Gifts.Gift => ({
  contactId,
  value: { minor, currency },
  on: on as Day
})
const limits: Gifts.GiftLimits = { RU: { minor: 300_000, currency: "RUB" }, DE: { minor: 0, currency: "EUR" } }
const person: Gifts.Receiver = { contactIds: ["p1", "p1-elsewhere"], country: "RU" }
const given = [
  gift(100_000, "2026-01-10"),
  gift(50_000, "2026-02-10", "p1-elsewhere"),
  gift(290_000, "2025-12-31"),
  gift(290_000, "2026-02-01", "p2")
]
const rule = (one: Gifts.Gift, receiver = person, of: Gifts.GiftLimits = limits) =>
  Gifts.check(one, receiver, { given, limits: of }).reason.rule

describe("Gifts", () => {
  it("counts what one person was given in the calendar year under any of its contacts", () => {
    assert.deepStrictEqual(Gifts.check(gift(150_000), person, { given, limits }).leftMinor, 150_000)
    assert.strictEqual(rule(gift(150_000)), "gift/within-limit")
    assert.strictEqual(rule(gift(150_001)), "gift/over-limit")
    assert.strictEqual(rule(gift(300_000, "2027-01-01")), "gift/within-limit")
  })
  it("refuses where gifts are forbidden or no limit is written down", () => {
    assert.strictEqual(rule(gift(1, "2026-03-03", "p1", "EUR"), { contactIds: [], country: "DE" }), "gift/over-limit")
    assert.strictEqual(rule(gift(1), { ...person, country: "FR" }), "gift/no-limit")
    assert.strictEqual(rule(gift(1), { ...person, country: null }), "gift/no-limit")
    const everywhere = { "*": { minor: 200_000, currency: "RUB" } }
    assert.strictEqual(rule(gift(50_000), { ...person, country: null }, everywhere), "gift/within-limit")
  })
  it("refuses what it cannot compare", () => {
    assert.strictEqual(rule(gift(1, "2026-03-03", "p1", "EUR")), "gift/other-currency")
  })
  it("says what is left and what would change the answer", () => {
    const { isAllowed, leftMinor, reason } = Gifts.check(gift(200_000), person, { given, limits })
    assert.deepStrictEqual([isAllowed, leftMinor], [false, 150_000])
    assert.strictEqual(reason.says, "2000.00 RUB passes what is left in 2026: 1500.00 RUB")
    assert.strictEqual(reason.otherwise, "a smaller gift")
  })
})
