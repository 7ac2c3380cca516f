import { assert, describe, it } from "@effect/vitest"
import type { Calendar } from "@market-of-one/core"
import * as Activity from "../../src/section/Activity.ts"
import { knowledgeOf } from "../KnowledgeSample.ts"
import { journal } from "../Sample.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const known = knowledgeOf("Norvik Chemie")
const months = Activity.of(known, [day("2026-09-30"), day("2026-10-02")], day("2026-10-01"))

describe("Activity", () => {
  it("has the last 24 months in order, the one that has begun among them", () => {
    assert.strictEqual(months.length, Activity.monthsBack)
    assert.deepStrictEqual([months[0]?.first, months.at(-1)?.first], ["2024-11-01", "2026-10-01"])
  })

  it("counts each order and event in its month, and nothing of later days", () => {
    const september = months.at(-2)
    assert.deepStrictEqual(september, {
      first: day("2026-09-01"),
      orders: 1,
      minor: 900_000,
      counts: { interaction: 1, case: 0, promise: 1, won: 0, lost: 0, message: 1 }
    })
    const sum = Activity.kinds.map((kind) => months.reduce((all, { counts }) => all + counts[kind], 0))
    assert.deepStrictEqual(sum, [2, 0, 1, 0, 1, 1])
  })

  it("knows the days on which a mail server took a message", () => {
    const own = journal.filter(({ groupId }) => groupId === "ACC-1")
    assert.deepStrictEqual(Activity.messageDays(own, "Europe/Berlin" as Calendar.Zone), [day("2026-10-01")])
  })

  it("lists the events of these months, latest first", () => {
    assert.deepStrictEqual(
      Activity.eventsOf(known, months.slice(-7)).map(({ id }) => id),
      ["I-1", "PRM-1", "T-1"]
    )
  })
})
