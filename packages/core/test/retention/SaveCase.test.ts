import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as SaveCase from "../../src/retention/SaveCase.ts"
import { standard } from "../../src/retention/SavePolicy.ts"
import { at, notice, noticed, zone } from "./SaveSample.ts"

const hour = 3_600_000
const later = (hours: number): Calendar.Instant => Calendar.instant(noticed + hours * hour)
const one = (...notices: ReadonlyArray<Parameters<typeof notice>[0]>): SaveCase.SaveCase => {
  const [found] = SaveCase.of(notices.map(notice), standard)
  if (found === undefined) throw new Error("there is no case")
  return found
}

describe("SaveCase", () => {
  it("opens 168 hours, whatever the clocks do", () => {
    // Clocks in Berlin go forward on 2026-03-29.
    assert.strictEqual(one({ at: at("2026-03-26T12:00:00Z") }).windowEndsAt, at("2026-04-02T12:00:00Z"))
  })
  it("takes notices for several assets as one case, whose window is that of the newest asset", () => {
    const cases = SaveCase.of(
      [notice({ id: "n2", assetId: "second", at: later(100) }), notice(), notice({ id: "n3", at: later(120) })],
      standard
    )
    assert.deepStrictEqual(
      cases.map(({ id, notices, windowEndsAt }) => [id, notices.map((one) => one.id), windowEndsAt]),
      [["n1", ["n1", "n2", "n3"], later(268)]]
    )
  })
  it("does not start anew for a word said again, and opens another case once the window is over", () => {
    assert.strictEqual(one({}, { id: "n2", at: later(100) }).windowEndsAt, later(168))
    const cases = SaveCase.of([notice(), notice({ id: "n2", at: later(168) })], standard)
    assert.deepStrictEqual(
      cases.map(({ id }) => id),
      ["n1", "n2"]
    )
  })

  it("has the client called by the end of the manager's next business day", () => {
    const table: ReadonlyArray<readonly [notice: string, due: string, holidays: ReadonlyArray<string>]> = [
      // Tuesday afternoon, Friday evening, Saturday; then with Monday the 9th a holiday.
      ["2026-03-03T12:00:00Z", "2026-03-04T15:00:00Z", []],
      ["2026-03-06T20:00:00Z", "2026-03-09T15:00:00Z", []],
      ["2026-03-07T09:00:00Z", "2026-03-09T15:00:00Z", []],
      ["2026-03-06T20:00:00Z", "2026-03-10T15:00:00Z", ["2026-03-09"]],
      // 23:30 UTC on Thursday is Friday in Moscow.
      ["2026-03-05T23:30:00Z", "2026-03-09T15:00:00Z", []]
    ]
    for (const [written, due, holidays] of table) {
      const calendar = { zone, holidays: new Set(holidays as ReadonlyArray<Calendar.Day>) }
      const contact = SaveCase.firstContact(one({ at: at(written) }), calendar, standard)
      assert.deepStrictEqual([contact.dueAt, contact.reason.rule], [at(due), "save-desk/first-contact"], written)
    }
  })
  it("has it called at once when no business day ends within the window", () => {
    const holidays = Array.from({ length: 10 }, (_, day) => Calendar.addDays("2025-12-31" as Calendar.Day, day))
    const written = at("2025-12-30T12:00:00Z")
    const contact = SaveCase.firstContact(one({ at: written }), { zone, holidays: new Set(holidays) }, standard)
    assert.deepStrictEqual([contact.dueAt, contact.reason.rule], [written, "save-desk/first-contact-at-once"])
  })

  it("takes what the notices say for answers, and what was said later before it", () => {
    const told = one({ reason: "price", competitor: "rival", competitorOffer: "half" })
    const asked: SaveCase.Answer = { question: "competitor", said: null, at: later(2), by: "anna" }
    const facts = SaveCase.facts(told, [asked])
    assert.deepStrictEqual(
      facts.map(({ by, question, said }) => [question, said, by]),
      [
        ["why", "price", "n1"],
        ["which service", "line", "n1"],
        ["competitor", null, "anna"],
        ["price", "half", "n1"]
      ]
    )
    assert.deepStrictEqual(SaveCase.unanswered(facts), ["until when"])
  })
  it("does not take answers of an earlier case", () => {
    const early: SaveCase.Answer = { question: "why", said: "price", at: later(-1), by: "anna" }
    assert.deepStrictEqual(SaveCase.unanswered(SaveCase.facts(one({}), [early])), [
      "why",
      "competitor",
      "price",
      "until when"
    ])
  })

  const hours = Arbitrary.schema(
    Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 }))).check(Schema.isMaxLength(12))
  )
  it.prop("puts every notice into one case, whatever their order, and no two windows overlap", [hours], ([all]) => {
    const notices = all.map((after, index) => notice({ id: `n${index}`, assetId: `a${after % 4}`, at: later(after) }))
    const cases = SaveCase.of(notices, standard)
    assert.deepStrictEqual(SaveCase.of(notices.toReversed(), standard), cases)
    assert.strictEqual(cases.flatMap((one) => one.notices).length, notices.length)
    for (const [index, { windowEndsAt }] of cases.entries())
      assert.isAtLeast(cases[index + 1]?.openedAt ?? Number.POSITIVE_INFINITY, windowEndsAt)
  })
})
