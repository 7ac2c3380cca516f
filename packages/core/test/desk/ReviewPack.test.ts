import { assert, describe, it } from "@effect/vitest"
import * as ReviewPack from "../../src/desk/ReviewPack.ts"
import type * as Retention from "../../src/retention/Retention.ts"
import { day } from "../market/Books.ts"
import { at, client, euro, task } from "./DeskSample.ts"

const reason = { rule: "silence", class: "at risk", on: day("2026-09-01"), evidence: {} } as const
const row: Retention.Row = {
  id: "A",
  class: "at risk",
  computed: "at risk",
  status: "customer",
  how: null,
  reasons: [reason],
  buying: { purchases: 3, firstOn: null, lastOn: null, silenceDays: 71, gaps: 2, interval: null },
  lostOn: null,
  monthsSinceLoss: null,
  regainedOn: null,
  name: "Client A",
  managerId: "ann",
  abc: "A",
  valueAtRiskMinor: 100,
  marginMinor: 2000,
  health: 40,
  causes: { primary: null, found: [], unknownSignals: [], isToAsk: true },
  act: { rule: "silence", by: day("2026-10-07") }
}
const health = [{ id: "A", score: 40, knownWeight: 60, contributions: [] }]
const retention = { asOf: day("2026-10-05"), atRisk: [row], lost: [], regained: [], health }
const order = (id: string, date: string, minor: number) => ({
  id,
  accountId: "A",
  date: day(date),
  amount: euro(minor)
})

const pack = (id: string) =>
  ReviewPack.of(
    client(id, {
      records: {
        commitments: [
          { id: "P", accountId: "A", text: "", madeAt: at("2026-08-01"), dueAt: at("2026-09-01"), madeBy: "ann" }
        ],
        cases: [{ id: "C", kind: "complaint", topic: "", severity: "low", openedAt: at("2026-10-01"), reopenedAt: [] }],
        interactions: [
          { id: "1", accountId: "A", kind: "call", status: "held", startedAt: at("2026-09-01"), by: "ann" },
          { id: "2", accountId: "A", kind: "call", status: "held", startedAt: at("2024-09-01"), by: "ann" }
        ]
      },
      rest: {
        tasks: [task("t")],
        orders: [order("1", "2026-01-01", 70), order("2", "2026-01-01", -20), order("3", "2025-01-01", 30)]
      }
    }),
    retention,
    at("2026-10-05")
  )

describe("a review pack", () => {
  it("has health, reasons, both years, talks and what is open on one page", () => {
    const found = pack("A")
    assert.deepStrictEqual(found?.years, [
      { from: day("2025-10-05"), to: day("2026-10-05"), purchaseDays: 1, minor: 50 },
      { from: day("2024-10-05"), to: day("2025-10-05"), purchaseDays: 1, minor: 30 }
    ])
    assert.deepStrictEqual(
      [found?.health?.score, found?.reasons, found?.talks.map(({ id }) => id), found?.lastContact?.id],
      [40, [reason], ["1"], "1"]
    )
    assert.deepStrictEqual([found?.open.cases.length, found?.open.promises.length, found?.open.tasks.length], [1, 1, 1])
  })

  it("proposes what is owed first, then to ask, then what the rule says", () => {
    assert.deepStrictEqual(pack("A")?.steps, [
      { act: "keep the promise", subject: "P", by: null },
      { act: "answer the case", subject: "C", by: null },
      { act: "ask for the reason", subject: "A", by: day("2026-10-07") },
      { act: "follow the rule", subject: "silence", by: day("2026-10-07") }
    ])
  })

  it("is there for clients of the lists alone", () => assert.isUndefined(pack("B")))
})
