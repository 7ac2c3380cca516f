import { assert, describe, it } from "@effect/vitest"
import { day } from "./Clients.ts"
import { atRiskRules, lostRules } from "../../src/retention/ChurnRules.ts"
import type * as Churn from "../../src/retention/Churn.ts"
import * as AsOf from "../../src/retention/AsOf.ts"
import * as RetentionBook from "../../src/retention/RetentionBook.ts"
import * as RetentionText from "../../src/retention/RetentionText.ts"
import * as Books from "../market/Books.ts"

const silent: Churn.Reason = {
  rule: "long-silence",
  class: "lost",
  on: day("2026-09-30"),
  evidence: { "client.silenceDays": 71, "client.usualIntervalDays": 23, "client.intervalOf": "own" }
}

describe("RetentionText", () => {
  it("says a reason with its facts in both languages", () => {
    assert.deepStrictEqual(
      [RetentionText.say(silent, "en"), RetentionText.say(silent, "ru")],
      [
        "presumed lost: no order for 71 days; the usual interval is 23 (its own)",
        "предположительно потерян: нет заказов 71 дн.; обычный интервал 23 (собственный)"
      ]
    )
  })

  const down: Churn.Reason = {
    rule: "spend-down",
    class: "at risk",
    on: null,
    evidence: { "client.recentChange": null, "client.change": -0.42, "policy.spendDown": 0.3 }
  }
  it("writes a change as people of the language do", () => {
    assert.include(RetentionText.say(down, "en"), "changed by -42% against")
    assert.include(RetentionText.say(down, "ru"), "изменились на -42 % к тому же сезону")
  })

  it("calls what nobody told unknown", () => {
    const notice: Churn.Reason = {
      rule: "departure-notice",
      class: "at risk",
      on: day("2026-09-29"),
      evidence: { "notice.kind": "cancellation", "notice.reason": null }
    }
    assert.strictEqual(
      RetentionText.say(notice, "ru"),
      "заявление об уходе от 2026-09-29 (расторжение); причина: неизвестно"
    )
    assert.strictEqual(
      RetentionText.say(notice, "en"),
      "departure notice of 2026-09-29 (cancellation); reason: unknown"
    )
  })

  it("has something to do for every rule", () => {
    for (const { id } of [...atRiskRules, ...lostRules]) {
      for (const locale of ["en", "ru"] as const) assert.isNotEmpty(RetentionText.advise(id, locale))
    }
  })

  it("fills every sentence that the example asks for", () => {
    const { atRisk, lost } = RetentionBook.make(Books.example(), AsOf.look(Books.exampleDay, Books.zone))
    const reasons = [...atRisk, ...lost].flatMap((row) => row.reasons)
    assert.isAbove(reasons.length, 15)
    for (const reason of reasons) {
      for (const locale of ["en", "ru"] as const) {
        assert.notMatch(RetentionText.say(reason, locale), /[{}]|undefined|null|NaN/u)
      }
    }
  })

  it("names classes, causes and parts in Russian", () => {
    assert.deepStrictEqual(
      [
        RetentionText.nameOf("at risk", "ru"),
        RetentionText.nameOf("forgotten", "ru"),
        RetentionText.nameOf("payment", "en")
      ],
      ["под угрозой", "о клиенте забыли", "payment"]
    )
    assert.deepStrictEqual(
      [RetentionText.by(day("2026-10-02"), "ru"), RetentionText.askCause.en],
      ["до 2026-10-02", "unknown, ask"]
    )
  })
})
