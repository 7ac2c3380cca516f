import { assert, describe, it } from "@effect/vitest"
import * as KeyCriteria from "../../src/analysis/KeyCriteria.ts"
import type * as Calendar from "../../src/kernel/Calendar.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const to = day("2026-07-01")
const unknown: KeyCriteria.Finding = { score: null, because: "unknown" }
const known = (score: number): KeyCriteria.Finding => ({ score, because: "known" })

const found = (
  given: Partial<Record<KeyCriteria.Criterion, KeyCriteria.Finding>>
): Record<KeyCriteria.Criterion, KeyCriteria.Finding> => ({
  profit: unknown,
  reliability: unknown,
  "long-term intent": unknown,
  "growth influence": unknown,
  "new ways to earn": unknown,
  reputation: unknown,
  ...given
})

const paid = (due: number, onTime: number, openDisputes: number) =>
  KeyCriteria.reliability({ due, onTime, openDisputes }).score
const intent = (given: Omit<KeyCriteria.Intent, "to">) => KeyCriteria.longTermIntent({ to, ...given }).score
const ways = (products: number, channels: number, referrals: number) =>
  KeyCriteria.newWaysToEarn({ products, channels, referrals }).score

describe("KeyCriteria", () => {
  it("has weights that sum to one", () => {
    assert.strictEqual(
      Object.values(KeyCriteria.standardWeights).reduce((sum, weight) => sum + weight, 0),
      100
    )
  })

  it("scores profit by what stands before", () => {
    assert.strictEqual(KeyCriteria.profit(0.25, "revenue").score, 0.75)
  })

  it("scores reliability by invoices in time less a tenth for each dispute, from three invoices on", () => {
    assert.deepStrictEqual([paid(4, 3, 0), paid(4, 3, 2), paid(4, 0, 3), paid(2, 2, 0)], [0.75, 0.55, 0, null])
    assert.isNull(KeyCriteria.reliability(undefined).score)
  })

  it("scores long-term intent by contract, else by tenure and regularity as far as known", () => {
    assert.strictEqual(intent({ contractUntil: day("2027-07-01") }), 1)
    assert.isNull(intent({ contractUntil: day("2027-06-30") }))
    assert.strictEqual(intent({ renewedAt: day("2026-02-01") }), 1)
    assert.strictEqual(intent({ regularity: { active: 6, periods: 12 } }), 0.5 / 0.75)
    assert.strictEqual(intent({ regularity: { active: 12, periods: 12 } }), 1)
    assert.strictEqual(intent({ start: day("2020-01-01"), regularity: { active: 0, periods: 12 } }), 0.5)
    assert.approximately(intent({ start: day("2025-01-01") }) ?? 0, 0.5, 0.01)
  })

  it("scores growth by the share that larger growers brought", () => {
    assert.strictEqual(KeyCriteria.growthInfluence(100, 0.25).score, 0.75)
    assert.strictEqual(KeyCriteria.growthInfluence(0, 0).score, 0)
    assert.isNull(KeyCriteria.growthInfluence(undefined, 0).score)
  })

  it("gives half a point for each new way to earn", () => {
    assert.deepStrictEqual([ways(0, 0, 0), ways(1, 0, 0), ways(0, 1, 1), ways(2, 1, 1)], [0, 0.5, 1, 1])
    assert.isNull(KeyCriteria.newWaysToEarn(undefined).score)
  })

  it("gives reputation to the named, less to the largest, none to the others, and leaves the unknown unknown", () => {
    assert.strictEqual(KeyCriteria.reputation({ isNamed: true, isComparable: false }).score, 1)
    assert.strictEqual(KeyCriteria.reputation({ isNamed: false, isComparable: true, largestOf: "pumps" }).score, 0.7)
    assert.strictEqual(KeyCriteria.reputation({ isNamed: false, isComparable: true }).score, 0)
    assert.isNull(KeyCriteria.reputation({ isNamed: false, isComparable: false }).score)
  })

  it("weighs the known only, and says how much was known", () => {
    const verdict = KeyCriteria.judge(found({ profit: known(0.8), reliability: known(0.5) }), { asOf: to })
    assert.approximately(verdict.score ?? 0, (35 * 0.8 + 15 * 0.5) / 50, 1e-12)
    assert.strictEqual(verdict.confidence, 0.5)
    assert.isTrue(verdict.isKey)
    assert.isNull(KeyCriteria.judge(found({}), { asOf: to }).score)
  })

  it("compares score and confidence in hundredths", () => {
    const isKey = (profit: number) =>
      KeyCriteria.judge(found({ profit: known(profit), "long-term intent": known(profit) }), { asOf: to }).isKey
    assert.deepStrictEqual([isKey(0.645), isKey(0.6449)], [true, false])
    assert.isFalse(KeyCriteria.judge(found({ profit: known(1) }), { asOf: to }).isKey)
  })

  it("lets a person's word win, both ways, until it ends", () => {
    const byHand = { is: true, by: "Nora", at: day("2026-01-01"), reason: "entering a new branch" }
    const said = KeyCriteria.judge(found({}), { asOf: to, byHand })
    assert.deepStrictEqual([said.isKey, said.computed, said.byHand?.by], [true, false, "Nora"])
    const against = { ...byHand, is: false, until: day("2026-07-02") }
    const strong = found({ profit: known(1), reliability: known(1) })
    assert.isFalse(KeyCriteria.judge(strong, { asOf: to, byHand: against }).isKey)
    assert.isTrue(KeyCriteria.judge(strong, { asOf: to, byHand: { ...against, until: to } }).isKey)
  })
})
