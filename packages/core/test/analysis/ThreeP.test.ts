import { assert, describe, it } from "@effect/vitest"
import * as ThreeP from "../../src/analysis/ThreeP.ts"
import type { Day } from "../../src/kernel/Calendar.ts"

const day = (text: string): Day => text as Day
const asOf = day("2026-06-01")
const qualified: ThreeP.Facts = {
  asOf,
  openOpportunities: 1,
  payments: { due: 5, onTime: 4 },
  hasDecider: true,
  deciderReachedOn: day("2026-05-01")
}

describe("ThreeP", () => {
  it("qualifies who needs, pays and decides", () => {
    assert.deepInclude(ThreeP.judge(qualified), { outcome: "qualified", next: null })
  })

  type Case = readonly [what: string, p: ThreeP.P, facts: Omit<ThreeP.Facts, "asOf">, answer: ThreeP.Answer]
  const table: ReadonlyArray<Case> = [
    ["an open opportunity", "need", { openOpportunities: 1 }, "yes"],
    ["a request for an offer", "need", { offersAsked: 1 }, "yes"],
    ["confirmed white space", "need", { isWhiteSpaceConfirmed: true }, "yes"],
    ["no open opportunity", "need", { openOpportunities: 0, offersAsked: 0 }, "unknown"],
    ["a stated lack of need beside an opportunity", "need", { statedNeed: false, openOpportunities: 2 }, "no"],
    ["four of five invoices on time", "solvency", { payments: { due: 5, onTime: 4 } }, "yes"],
    ["three of four invoices on time", "solvency", { payments: { due: 4, onTime: 3 } }, "unknown"],
    ["two invoices", "solvency", { payments: { due: 2, onTime: 2 } }, "unknown"],
    ["a credit fact of a year ago", "solvency", { statedSolvency: { is: true, on: day("2025-06-01") } }, "yes"],
    ["an older credit fact", "solvency", { statedSolvency: { is: true, on: day("2025-05-31") } }, "unknown"],
    ["a credit fact without a day", "solvency", { statedSolvency: { is: true } }, "unknown"],
    ["90 days overdue", "solvency", { payments: { due: 5, onTime: 5 }, overdueDays: 90 }, "yes"],
    ["91 days overdue", "solvency", { payments: { due: 5, onTime: 5 }, overdueDays: 91 }, "no"],
    ["insolvency", "solvency", { payments: { due: 5, onTime: 5 }, statedSolvency: { is: false } }, "no"],
    [
      "a decision maker reached 180 days ago",
      "authority",
      { hasDecider: true, deciderReachedOn: day("2025-12-03") },
      "yes"
    ],
    [
      "a decision maker reached 181 days ago",
      "authority",
      { hasDecider: true, deciderReachedOn: day("2025-12-02") },
      "unknown"
    ],
    ["no decision maker known", "authority", { hasDecider: false }, "unknown"],
    ["the word that others decide", "authority", { statedAuthority: false, hasDecider: true }, "no"]
  ]
  for (const [what, p, facts, answer] of table) {
    it(`reads ${what} as ${answer}`, () => {
      const part = ThreeP.judge({ asOf, ...facts }).parts.find((one) => one.p === p)
      assert.strictEqual(part?.answer, answer)
      assert.strictEqual(part?.question === null, answer !== "unknown", "an unknown one asks, a known one does not")
    })
  }

  it("says not now when one is a no, whatever the others are", () => {
    const verdict = ThreeP.judge({ ...qualified, overdueDays: 120 })
    assert.deepInclude(verdict, { outcome: "not now", because: "solvency: an invoice is 120 days overdue", next: null })
  })

  it("asks the first open question when nothing is known", () => {
    assert.deepInclude(ThreeP.judge({ asOf }), {
      outcome: "research needed",
      because: "need and solvency and authority unknown",
      next: "what does it plan to buy, and when?"
    })
  })
})
