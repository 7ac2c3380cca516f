import { assert, describe, it } from "@effect/vitest"
import { Report } from "../../src/index.ts"
import { desk } from "../DeskSample.ts"
import * as Markup from "../Markup.ts"
import { input } from "../Sample.ts"

const scoreboard = {
  currency: desk.currency,
  scoreboard: {
    ...desk.scoreboard,
    scores: desk.scoreboard.scores.map((one) => ({
      ...one,
      difficulty: { index: 1.25, parts: [{ id: "load" as const, value: 0.5, times: 1.25 }] }
    }))
  }
}

describe("the managers in the report", () => {
  for (const [locale, texts] of [
    ["en", ["Managers", "Gross profit of 12 months", "load 1.25", "€75,000", "75.0%"]],
    ["ru", ["Менеджеры", "Валовая прибыль за 12 месяцев", "загрузка 1,25"]]
  ] as const)
    it(`are told with how hard their portfolios are, in ${locale}`, () => {
      const page = Report.render({ ...input, locale, scoreboard })
      assert.deepStrictEqual(Markup.faults(page), [])
      assert.include(page, '<a href="#managers">')
      const [, section = ""] = page.split('<section id="managers"')
      for (const text of texts) assert.include(section.split("</section>")[0], text)
    })

  it("have no section where nobody has counted", () => {
    assert.notInclude(Report.render(input), "managers")
  })
})
