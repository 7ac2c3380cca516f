import { assert, describe, expect, it } from "@effect/vitest"
import type { Calendar, Health, ReviewPack } from "@market-of-one/core"
import * as DeskReview from "../../src/document/DeskReview.ts"
import { at, nameOf, task } from "../DeskSample.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const part = (one: Pick<Health.Contribution, "part" | "weight" | "score" | "points">) => ({ ...one, evidence: {} })

// Invented.
const pack: ReviewPack.ReviewPack = {
  groupId: "A",
  name: "Acme *& Sons*",
  asOf: day("2026-10-05"),
  managerId: "bob",
  class: "at risk",
  valueAtRiskMinor: 1_234_500,
  marginMinor: null,
  health: {
    score: 50,
    knownWeight: 45,
    contributions: [
      part({ part: "rhythm", weight: 30, score: 0.25, points: 17 }),
      part({ part: "cases", weight: 15, score: 1, points: 33 }),
      part({ part: "people", weight: 10, score: null, points: 0 })
    ]
  },
  reasons: [
    {
      rule: "promise-broken",
      class: "at risk",
      on: day("2026-09-01"),
      evidence: { "promise.id": "P" }
    }
  ],
  causes: { primary: null, found: [], unknownSignals: [], isToAsk: true },
  years: [
    { from: day("2025-10-05"), to: day("2026-10-05"), purchaseDays: 3, minor: 500_000 },
    { from: day("2024-10-05"), to: day("2025-10-05"), purchaseDays: 9, minor: 900_000 }
  ],
  lastContact: { at: at("2026-06-18T08:00:00Z"), kind: "meeting", id: "I" },
  talks: [
    {
      id: "I",
      accountId: "A",
      kind: "meeting",
      status: "held",
      startedAt: at("2026-06-18T08:00:00Z"),
      by: "bob",
      summary: "Asked for\npapers"
    }
  ],
  open: {
    cases: [
      {
        id: "C",
        kind: "complaint",
        topic: "leaks",
        severity: "low",
        openedAt: at("2026-10-01T08:00:00Z"),
        reopenedAt: []
      }
    ],
    promises: [
      {
        id: "P",
        accountId: "A",
        text: "papers",
        madeAt: at("2026-08-01T08:00:00Z"),
        dueAt: at("2026-09-01T08:00:00Z"),
        madeBy: "bob"
      }
    ],
    tasks: [task]
  },
  steps: [
    { act: "keep the promise", subject: "P", by: null },
    { act: "answer the case", subject: "C", by: null },
    { act: "ask for the reason", subject: "A", by: day("2026-10-07") },
    { act: "follow the rule", subject: "promise-broken", by: day("2026-10-07") }
  ]
}
const telling = { timeZone: "Europe/Berlin", currency: "EUR", nameOf }

describe("a client at risk on one page", () => {
  for (const locale of ["en", "ru"] as const)
    it(`is told in ${locale}`, async () => {
      const golden = `../goldens/desk-review.${locale}.txt`
      await expect(DeskReview.markdown(pack, { ...telling, locale })).toMatchFileSnapshot(golden)
    })

  it("says what is unknown, and that nothing is open", () => {
    const open = { cases: [], promises: [], tasks: [] }
    const unknown = { ...pack, health: null, causes: null, managerId: null, lastContact: null, steps: [], open }
    const page = DeskReview.markdown(unknown, { ...telling, locale: "en" })
    for (const text of ["Health: too little is known", "nobody answers for it", "No two-way contact is known"])
      assert.include(page, text)
    assert.match(page, /## Proposed\n\n- Nothing\n\n## Open\n\n- Nothing/u)
  })
})
