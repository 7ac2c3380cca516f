import { assert, describe, it } from "@effect/vitest"
import * as Concentration from "../../src/analysis/Concentration.ts"

const candidate = (
  id: string,
  measureMinor: number,
  score: number,
  isKey = score >= 0.65
): Concentration.Candidate => ({
  id,
  measureMinor,
  isKey,
  score,
  isCandidate: true,
  byHand: null
})

const verdict = (keyMoney: number) =>
  Concentration.check([candidate("k", keyMoney, 0.9), candidate("o", 100 - keyMoney, 0.1)], 100).verdict

describe("Concentration", () => {
  it("expects key accounts to bring 30 to 55 %, both included", () => {
    assert.deepStrictEqual([29, 30, 55, 56].map(verdict), ["too-few", "in-range", "in-range", "risk"])
  })

  it("names the score that would reach the nearest bound", () => {
    const few = Concentration.check([candidate("a", 25, 0.9), candidate("b", 10, 0.61), candidate("c", 65, 0.2)], 100)
    assert.deepStrictEqual([few.verdict, few.threshold], ["too-few", 61])
    const risk = Concentration.check([candidate("a", 50, 0.9), candidate("b", 10, 0.7), candidate("c", 40, 0.2)], 100)
    assert.deepStrictEqual([risk.verdict, risk.threshold], ["risk", 71])
  })

  it("names no score where none reaches a bound", () => {
    assert.isNull(Concentration.check([{ ...candidate("a", 100, 1, false), isCandidate: false }], 100).threshold)
  })

  it("keeps what a person said whatever the score", () => {
    const byHand = { ...candidate("a", 60, 0.1, true), byHand: true }
    const check = Concentration.check([byHand, candidate("b", 40, 0.9)], 100)
    assert.deepStrictEqual([check.verdict, check.threshold], ["risk", null])
  })

  it("names the largest and the ten largest, and says nothing without positive money", () => {
    const check = Concentration.check([candidate("a", 60, 0.1), candidate("b", 40, 0.1), candidate("c", -5, 0)], 100)
    assert.deepStrictEqual(check.largest, { id: "a", share: 0.6 })
    assert.strictEqual(check.topTenShare, 1)
    assert.strictEqual(Concentration.check([candidate("c", -5, 0)], 0).verdict, "unknown")
    assert.strictEqual(Concentration.check([], 0).verdict, "unknown")
  })
})
