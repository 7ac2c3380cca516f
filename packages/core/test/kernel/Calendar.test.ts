import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Calendar from "../../src/kernel/Calendar.ts"

const day = (text: string): Calendar.Day => Schema.decodeSync(Calendar.Day)(text)
const zone = (name: string): Calendar.Zone => Schema.decodeSync(Calendar.Zone)(name)
const at = (text: string): Calendar.Instant => {
  const parsed = Calendar.parseInstant(text)
  if (parsed === undefined) throw new Error(`${text} is no instant`)
  return parsed
}

const numbers = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: -200_000, maximum: 200_000 })))
const periods = Arbitrary.schema(Calendar.Period)
const zones = Arbitrary.schema(
  Schema.Literals(["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu"])
)

describe("Calendar", () => {
  it("takes days that exist, written as YYYY-MM-DD", () => {
    const taken = ["2024-02-29", "2011-12-31", "0001-01-01"].map(Calendar.isDay)
    assert.deepStrictEqual(taken, [true, true, true])
    const refused = ["2023-02-29", "2011-13-01", "2011-1-1", "2011-01-01T00:00", "", "2011/01/01"].map(Calendar.isDay)
    assert.deepStrictEqual(refused, [false, false, false, false, false, false])
  })

  it("takes instants with a zone only", () => {
    assert.strictEqual(at("2026-10-01T09:00:00+02:00"), at("2026-10-01T07:00:00Z"))
    for (const text of ["2026-10-01T09:00:00", "2026-10-01", "2026-02-30T00:00:00Z", "soon"]) {
      assert.isUndefined(Calendar.parseInstant(text), text)
    }
    assert.strictEqual(Calendar.showInstant(at("2026-10-01T09:00:00+02:00")), "2026-10-01T07:00:00Z")
  })

  it("adds months without leaving the month", () => {
    assert.strictEqual(Calendar.addMonths(day("2024-01-31"), 1), "2024-02-29")
    assert.strictEqual(Calendar.addMonths(day("2024-03-31"), -1), "2024-02-29")
    assert.strictEqual(Calendar.addMonths(day("2024-02-29"), -12), "2023-02-28")
  })

  it("counts weeks as ISO 8601 does", () => {
    assert.strictEqual(Calendar.weekday(day("2026-11-23")), 1)
    assert.strictEqual(Calendar.startOfPeriod(day("2027-01-03"), "week"), "2026-12-28")
    assert.strictEqual(Calendar.startOfPeriod(day("2026-11-23"), "quarter"), "2026-10-01")
    assert.strictEqual(Calendar.addPeriods(day("2026-11-23"), "quarter", -4), "2025-10-01")
  })

  it.prop("has day numbers and back", [numbers], ([number]) => {
    const text = Calendar.ofDayNumber(number)
    return Calendar.dayNumber(text) === number && Calendar.addDays(text, 1) === Calendar.ofDayNumber(number + 1)
  })

  it.prop("numbers consecutive periods consecutively", [numbers, periods], ([number, period]) => {
    const text = Calendar.ofDayNumber(number)
    const next = Calendar.addPeriods(text, period, 1)
    return (
      Calendar.periodNumber(next, period) === Calendar.periodNumber(text, period) + 1 &&
      Calendar.periodNumber(Calendar.addDays(next, -1), period) === Calendar.periodNumber(text, period) &&
      Calendar.startOfPeriod(text, period) <= text
    )
  })

  it("knows the day of an instant in its zone", () => {
    assert.strictEqual(Calendar.dayOf(at("2026-03-28T23:30:00Z"), zone("Europe/Berlin")), "2026-03-29")
    assert.strictEqual(Calendar.dayOf(at("2026-03-28T03:30:00Z"), zone("America/New_York")), "2026-03-27")
    assert.strictEqual(Calendar.minuteOf(at("2026-03-28T23:30:00Z"), zone("Asia/Kathmandu")), 5 * 60 + 15)
    assert.throws(() => Schema.decodeSync(Calendar.Zone)("Europe/Atlantis"), /is not a time zone name/)
  })

  it("moves a local time that the clocks skip to the first instant after the gap", () => {
    const berlin = zone("Europe/Berlin")
    assert.strictEqual(Calendar.instantOf(day("2026-03-29"), 2 * 60 + 30, berlin), at("2026-03-29T01:00:00Z"))
    assert.strictEqual(Calendar.instantOf(day("2026-03-29"), 3 * 60, berlin), at("2026-03-29T01:00:00Z"))
  })

  it("takes the first of a local time that happens twice", () => {
    const berlin = zone("Europe/Berlin")
    assert.strictEqual(Calendar.instantOf(day("2026-10-25"), 2 * 60 + 30, berlin), at("2026-10-25T00:30:00Z"))
  })

  it.prop("finds the instant of any local time that exists once", [numbers, zones], ([number, name]) => {
    const here = zone(name)
    const local = Calendar.ofDayNumber(10_000 + (number % 10_000))
    // Noon is never skipped nor repeated, save on the day that Samoa left out.
    const noon = Calendar.instantOf(local, 12 * 60, here)
    return (
      (Calendar.dayOf(noon, here) === local && Calendar.minuteOf(noon, here) === 12 * 60) ||
      (name === "Pacific/Apia" && local === "2011-12-30")
    )
  })
})
