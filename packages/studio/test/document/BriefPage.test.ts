import { assert, describe, it } from "@effect/vitest"
import type { Brief, BriefLine, Calendar } from "@market-of-one/core"
import * as BriefPage from "../../src/document/BriefPage.ts"

const on = "2026-09-11" as Calendar.Day
const source = { source: "promises", file: "data/promises.csv", line: 18 }
const kept = (said: BriefLine.Said): BriefLine.Line => ({ said, isKept: true, source })
const lines: ReadonlyArray<BriefLine.Line> = [
  kept({
    _tag: "Promise",
    id: "P-1",
    text: "Send <b>certificates</b> *today*",
    dueOn: on,
    madeBy: "Ann",
    isBroken: true
  }),
  kept({
    _tag: "RivalOffer",
    competitor: null,
    terms: "cheaper",
    price: null,
    until: on,
    standing: "claimed",
    isOver: false
  })
]
const brief: Brief.Brief = {
  groupId: "A-1",
  name: "Acme & Sons",
  asOf: on,
  currency: "EUR",
  completeness: 0.5,
  sections: [
    { name: "complaints and promises", lines, cut: 0 },
    { name: "people", lines: [], cut: 3 }
  ],
  cut: 3
}
const english = { locale: "en", timeZone: "Europe/Berlin" } as const

describe("a brief as Markdown", () => {
  it("tells each line with its row, escaped, and counts what was cut", () => {
    assert.strictEqual(
      BriefPage.markdown(brief, english),
      [
        "# Negotiation brief: Acme & Sons\n",
        "A-1 · as of 11 Sept 2026 · dossier 50% complete\n",
        "## Open complaints and promises\n",
        "- Promise broken, due 11 Sept 2026, by Ann: Send \\<b\\>certificates\\</b\\> \\*today\\* `data/promises.csv:18`",
        "- a competitor, claimed: cheaper, until 11 Sept 2026 `data/promises.csv:18`\n",
        "## People\n\n\n3 more\n",
        "Cut to fit the page: 3. Complaints, promises and competitor offers are never cut.\n"
      ].join("\n")
    )
  })

  it("speaks Russian", () => {
    const told = BriefPage.markdown(brief, { ...english, locale: "ru" })
    assert.include(told, "# Справка к переговорам: Acme & Sons")
    assert.include(told, "Обещание нарушено, срок 11 сент. 2026 (Ann)")
    assert.include(told, "конкурент, со слов клиента: cheaper, до 11 сент. 2026")
  })
})

describe("a brief as a page", () => {
  it("escapes what records say", () => {
    const page = BriefPage.render(brief, english)
    assert.include(page, "<title>Negotiation brief: Acme &amp; Sons</title>")
    assert.include(page, "Send &lt;b>certificates&lt;/b> *today*")
    assert.notInclude(page, "<b>certificates")
  })

  it("is set smaller when more must stay", () => {
    const sizeOf = (times: number): number => {
      const many = Array.from({ length: times }).flatMap(() => lines)
      const page = BriefPage.render({ ...brief, sections: [{ name: "people", lines: many, cut: 0 }] }, english)
      return Number(page.match(/font: ([\d.]+)pt/u)?.[1])
    }
    assert.strictEqual(sizeOf(1), 8.6)
    assert.isBelow(sizeOf(50), sizeOf(30))
  })

  it("carries its own style, with nothing in it that markup would escape", () => {
    const [, style = ""] = BriefPage.render(brief, english).split(/<\/?style>/u)
    assert.include(style, "@page { size: A4;")
    assert.notMatch(style, /[<>&"]/u)
  })
})
