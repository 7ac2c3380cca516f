import { assert, describe, expect, it } from "@effect/vitest"
import type { Assignment } from "@market-of-one/core"
import { join } from "node:path"
import * as DeskMail from "../../src/document/DeskMail.ts"
import * as DeskPage from "../../src/document/DeskPage.ts"
import * as DeskSentence from "../../src/sentence/DeskSentence.ts"
import { at, desk } from "../DeskSample.ts"

const timeZone = "Europe/Berlin"
const golden = (name: string): string => join(import.meta.dirname, "../goldens", name)
const links: DeskMail.Links = {
  of: ({ taskId }, act) => `https://desk.example.com/task/${taskId}-${act}`,
  until: at("2026-10-12T06:00:00Z")
}

describe("a manager's day as a page", () => {
  for (const locale of ["en", "ru"] as const)
    it(`tells every line in ${locale}`, async () => {
      await expect(DeskPage.render(desk, { locale, timeZone })).toMatchFileSnapshot(golden(`desk.${locale}.html.txt`))
    })

  it("loads, runs and sends nothing, and shows text as text", () => {
    const page = DeskPage.render(desk, { locale: "en", timeZone })
    assert.include(page, "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'")
    assert.notMatch(page, /<script|<b>|src=|https?:/u)
    assert.include(page, "&lt;script>certificates")
  })

  it("says so when nothing is due", () => {
    const empty = { ...desk, warnings: [], followed: [], agenda: { ...desk.agenda, lines: [] } }
    assert.include(DeskPage.render(empty, { locale: "ru", timeZone }), "Ничего не назначено.")
    assert.include(DeskMail.render(empty, { locale: "en", timeZone, links: null }).text, "Nothing is due.")
  })
})

describe("a manager's day as a mail", () => {
  for (const locale of ["en", "ru"] as const)
    it(`is the same in text and HTML, in ${locale}`, async () => {
      const { html, subject, text } = DeskMail.render(desk, { locale, timeZone, links })
      await expect(`${subject}\n\n${text}`).toMatchFileSnapshot(golden(`desk-mail.${locale}.txt`))
      await expect(html).toMatchFileSnapshot(golden(`desk-mail.${locale}.html.txt`))
    })

  it("has no line that is due later, and the links of each task", () => {
    const { html, text } = DeskMail.render(desk, { locale: "en", timeZone, links })
    assert.notInclude(text, "Renew")
    for (const part of [html, text]) {
      assert.include(part, "https://desk.example.com/task/task-1-done")
      assert.include(part, "https://desk.example.com/task/task-2-accept")
      // Only a task that has to be taken on asks whether it is.
      assert.notInclude(part, "task-1-accept")
    }
  })

  it("names the command where there is no endpoint", () => {
    const { html, text } = DeskMail.render(desk, { locale: "en", timeZone, links: null })
    for (const part of [html, text]) {
      assert.include(part, "abm task done task-1 --by bob")
      assert.notInclude(part, "http")
    }
  })
})

describe("proposals", () => {
  const reasons = [
    { rule: "industry" as const, points: 3, matches: ["dairy"] },
    { rule: "products" as const, points: 2, matches: ["A", "B", "C", "D"] }
  ]
  const proposal = {
    groupId: "A",
    name: "Acme & Sons",
    need: "left" as const,
    from: "ann",
    tier: "one-to-one" as const,
    to: "bob",
    candidates: [{ managerId: "bob", points: 5, room: 1, clients: 0, reasons }]
  }
  const told = (locale: "en" | "ru", one: Assignment.Proposal) =>
    DeskSentence.proposals(DeskSentence.languageOf({ locale, timeZone }), [one], desk.nameOf)
  it("say who should take a client, and why", () => {
    assert.deepStrictEqual(told("en", proposal), [
      "Acme & Sons (A; Ann <b>Example</b> has left): Bob Example (industry dairy; products A, B, C)"
    ])
    assert.deepStrictEqual(told("ru", { ...proposal, need: "nobody", from: null, to: null, candidates: [] }), [
      "Acme & Sons (A; без менеджера): мест ни у кого нет"
    ])
  })
})

describe("the scoreboard", () => {
  it("names ten persons without a deputy and counts the others", () => {
    const managerIds = Array.from({ length: 13 }, (_, at) => `M${at}`)
    const scoreboard = { ...desk.scoreboard, withoutDeputy: { share: 1, managerIds } }
    const notes = DeskSentence.scoreNotes(DeskSentence.languageOf({ locale: "en", timeZone }), { ...desk, scoreboard })
    assert.match(notes.at(-1) ?? "", /M0, .*, M9 and 3 more$/u)
  })

  it("begins with the manager whose day it is, and shows how hard the portfolio is", () => {
    const language = DeskSentence.languageOf({ locale: "en", timeZone })
    const { columns, rows } = DeskSentence.scores(language, desk)
    assert.deepStrictEqual(
      [columns[0], columns.at(-1), rows.map((row) => [row[0], row.at(-1)])],
      [
        "manager",
        "difficulty",
        [
          ["Bob Example", "1.25"],
          ["Ann <b>Example</b>", "1.25"]
        ]
      ]
    )
    assert.include(DeskSentence.scoreNotes(language, desk).join(" "), "25.0% hangs on persons without a deputy")
  })
})
