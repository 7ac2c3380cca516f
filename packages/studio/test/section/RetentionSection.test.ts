import { assert, describe, it } from "@effect/vitest"
import { Report } from "../../src/index.ts"
import * as Markup from "../Markup.ts"
import { part } from "../RetentionSample.ts"
import { input } from "../Sample.ts"

const retention = part()
const pages = {
  en: Report.render({ ...input, retention }),
  ru: Report.render({ ...input, retention, locale: "ru" })
} as const

/** The section's text without tags, with plain spaces. */
const textOf = (page: string): string =>
  (/<section[^>]*id="retention"[\s\S]*?<\/section>/u.exec(page)?.[0] ?? "")
    .replaceAll(/<[^>]*>/gu, " ")
    .replaceAll(/[\s\u00a0\u202f]+/gu, " ")

describe("the retention section of the report", () => {
  it("is left out where nobody has judged", () => {
    assert.notInclude(Report.render(input), 'id="retention"')
  })

  it("names the clients at risk and lost, why, and what to do by when", () => {
    const text = textOf(pages.en)
    for (const said of [
      "as of 2026-10-01, as asked",
      "At risk: 1; lost: 1; regained: 0",
      "no order for 61 days; the usual interval is 23 (its own)",
      "call, ask what has changed and agree on the next order, by 2026-10-06",
      "presumed, since",
      "ask first: the cause is unknown"
    ])
      assert.include(text, said)
  })

  it("draws refusals with their table, and says where they gather", () => {
    const text = textOf(pages.en)
    assert.include(text, "Refusals by kind")
    assert.include(text, "lost opportunity: 4 (1)")
    assert.include(text, "product: pump 4 0")
    assert.match(pages.en, /aria-labelledby="refusals-wide-title refusals-wide-desc"/u)
  })

  it("shows the save desk: what is unanswered, by when to call, the next step", () => {
    const text = textOf(pages.en)
    for (const said of [
      "not yet answered: competitor, price, until when",
      "window until 2026-10-07 10:00",
      "first contact by 2026-10-01 18:00",
      ", by 2026-10-01 18:00 (nora)"
    ])
      assert.include(text, said)
  })

  it("lists renewals by manager", () => {
    assert.match(textOf(pages.en), /Frame agreement \S+ \S+ 31 Dec 2026 €1,200/u)
  })

  it("speaks Russian", () => {
    const text = textOf(pages.ru)
    for (const said of [
      "Стоимость под угрозой: ",
      "Под угрозой: 1; потеряно: 1; возвращено: 0",
      "нет заказов 61 дн.; обычный интервал 23 (собственный)",
      "позвонить, спросить, что изменилось, и договориться о следующем заказе, до 2026-10-06",
      "проигранная сделка",
      "сначала спросить: причина неизвестна"
    ])
      assert.include(text, said)
    assert.notMatch(text.replaceAll(/Frame agreement|ABC|XYZ|pump|valve|gull|heron|ibis|nora/gu, ""), /[a-z]{4,}/u)
  })

  for (const [locale, page] of Object.entries(pages))
    it(`nests every tag and has every id once (${locale})`, () => {
      assert.deepStrictEqual(Markup.faults(page), [])
      const ids = Markup.values(page, "id")
      assert.deepStrictEqual(ids.toSorted(), [...new Set(ids)].toSorted())
      for (const href of Markup.values(page, "href")) assert.include(ids, href.slice(1))
    })
})
