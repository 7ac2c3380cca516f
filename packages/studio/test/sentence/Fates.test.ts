import type { Event, ProgramReport } from "@market-of-one/core"
import { assert, describe, it } from "@effect/vitest"
import * as Fates from "../../src/sentence/Fates.ts"
import { at, journal, totalsOf } from "../Sample.ts"

const outcomes = ["sent", "waiting", "skipped", "refused", "failed", "unknown"] as const

/** The reasons that the fates of a journal add up to. */
const reasonsOf = (entries: ReadonlyArray<Event.Entry>): ProgramReport.Numbers["reasons"] => {
  const fates = Fates.follow(entries)
  const count = (outcome: ProgramReport.Outcome): Record<string, number> => {
    const counts: Record<string, number> = {}
    for (const fate of fates) if (fate.outcome === outcome) counts[fate.reason] = (counts[fate.reason] ?? 0) + 1
    return counts
  }
  return Object.fromEntries(outcomes.map((outcome) => [outcome, count(outcome)])) as ProgramReport.Numbers["reasons"]
}

const then = (event: Event.Event): ReadonlyArray<Event.Entry> => [
  ...journal,
  { groupId: "ACC-1", seq: 100, at: at("2026-10-02T09:00:00Z"), event }
]

describe("Fates", () => {
  it("agree with the closing numbers of the core after every entry of a journal", () => {
    for (let length = 0; length <= journal.length; length += 1) {
      const entries = journal.slice(0, length)
      assert.deepStrictEqual(reasonsOf(entries), totalsOf(entries).reasons, `after ${length} entries`)
    }
  })

  for (const [name, event] of [
    ["resolved as delivered", { _tag: "MessageResolved", messageId: "m2@example.com", as: "delivered", by: "KAM-2" }],
    ["resolved to go again", { _tag: "MessageResolved", messageId: "m2@example.com", as: "resend", by: "KAM-2" }],
    ["dropped", { _tag: "MessageResolved", messageId: "m2@example.com", as: "drop", by: "KAM-2" }],
    [
      "answered by its reader",
      {
        _tag: "ActivityRecorded",
        activity: { kind: "replied", contactId: "CON-2", at: at("2026-10-02T09:00:00Z"), messageId: "m2@example.com" }
      }
    ],
    [
      "bounced for good",
      {
        _tag: "ActivityRecorded",
        activity: {
          kind: "bounced",
          hard: true,
          contactId: "CON-2",
          at: at("2026-10-02T09:00:00Z"),
          messageId: "m2@example.com"
        }
      }
    ],
    [
      "only opened",
      {
        _tag: "ActivityRecorded",
        activity: { kind: "opened", contactId: "CON-2", at: at("2026-10-02T09:00:00Z"), messageId: "m2@example.com" }
      }
    ],
    [
      "of a message that is not known",
      { _tag: "MessageResolved", messageId: "other@example.com", as: "drop", by: "KAM-2" }
    ]
  ] as ReadonlyArray<readonly [string, Event.Event]>)
    it(`agree when an unknown send is ${name}`, () => {
      assert.deepStrictEqual(reasonsOf(then(event)), totalsOf(then(event)).reasons)
    })

  it("keep the content and why it was chosen once the message went", () => {
    const sent = Fates.follow(journal).find(({ outcome }) => outcome === "sent")
    assert.strictEqual(sent?.content?.templateId, "sensors.en")
    assert.strictEqual(sent?.at, at("2026-10-01T07:01:00Z"))
  })
})
