import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as BusinessCalendar from "../../src/kernel/BusinessCalendar.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const day = (text: string): Calendar.Day => Schema.decodeSync(Calendar.Day)(text)
const at = (text: string): Calendar.Instant => {
  const parsed = Calendar.parseInstant(text)
  if (parsed === undefined) throw new Error(`${text} is no instant`)
  return parsed
}
// Berlin is UTC+1 in November.
const berlin: BusinessCalendar.BusinessCalendar = {
  zone: Schema.decodeSync(Calendar.Zone)("Europe/Berlin"),
  holidays: new Set([day("2026-11-18"), day("2026-11-20")])
}
const open = (text: string, window = BusinessCalendar.officeHours, calendar = berlin) => {
  const found = BusinessCalendar.opening(at(text), window, calendar)
  return found.open
    ? `until ${Calendar.showInstant(found.until)}`
    : `${found.why} until ${found.next === null ? "ever" : Calendar.showInstant(found.next)}`
}

const isBusinessDay = (text: string) => BusinessCalendar.isBusinessDay(day(text), berlin.holidays)
const add = (text: string, count: number) => BusinessCalendar.addBusinessDays(day(text), count, berlin.holidays)

describe("BusinessCalendar", () => {
  it("takes Monday to Friday without holidays as business days", () => {
    assert.deepStrictEqual(["2026-11-17", "2026-11-18", "2026-11-21", "2026-11-22"].map(isBusinessDay), [
      true,
      false,
      false,
      false
    ])
  })

  it("adds business days over weekends and holidays", () => {
    assert.strictEqual(add("2026-11-17", 1), "2026-11-19")
    assert.strictEqual(add("2026-11-19", 1), "2026-11-23")
    assert.strictEqual(add("2026-11-21", 3), "2026-11-25")
    assert.strictEqual(add("2026-11-18", 0), "2026-11-18")
  })

  it("keeps the local time of day over a change of the clocks", () => {
    // Friday 16 October to Monday 26 October: the clocks went back on Sunday 25.
    assert.strictEqual(
      BusinessCalendar.addBusinessDaysTo(at("2026-10-16T07:00:00Z"), 6, berlin),
      at("2026-10-26T08:00:00Z")
    )
  })

  it("says whether the window is open, until when, and why not", () => {
    assert.strictEqual(open("2026-11-17T08:00:00Z"), "until 2026-11-17T17:00:00Z")
    assert.strictEqual(open("2026-11-17T07:59:00Z"), "window until 2026-11-17T08:00:00Z")
    assert.strictEqual(open("2026-11-16T17:00:00Z"), "window until 2026-11-17T08:00:00Z")
    assert.strictEqual(open("2026-11-18T10:00:00Z"), "holiday until 2026-11-19T08:00:00Z")
    assert.strictEqual(open("2026-11-21T10:00:00Z"), "weekend until 2026-11-23T08:00:00Z")
  })

  it("gives the holiday or weekend ahead as the reason on the evening before", () => {
    assert.strictEqual(open("2026-11-17T17:00:00Z"), "holiday until 2026-11-19T08:00:00Z")
    assert.strictEqual(open("2026-11-13T17:00:00Z"), "weekend until 2026-11-16T08:00:00Z")
  })

  it("lets a window that passes midnight belong to the day on which it opens", () => {
    const night = { from: "22:00", to: "06:00", weekdays: [4] }
    assert.strictEqual(open("2026-11-20T04:00:00Z", night), "until 2026-11-20T05:00:00Z")
    assert.strictEqual(open("2026-11-20T05:00:00Z", night), "holiday until 2026-11-26T21:00:00Z")
  })

  it("finds no opening where there is none", () => {
    const never = { ...BusinessCalendar.officeHours, weekdays: [] }
    assert.strictEqual(open("2026-11-17T10:00:00Z", never, { ...berlin, holidays: new Set() }), "weekend until ever")
  })

  const instants = Arbitrary.schema(
    Schema.Int.check(Schema.isBetween({ minimum: 1_767_225_600, maximum: 1_830_297_600 }))
  )

  it.prop("opens next at an instant at which it is open", [instants], ([seconds]) => {
    const found = BusinessCalendar.opening(Calendar.instant(seconds * 1000), BusinessCalendar.officeHours, berlin)
    const next = found.open ? found.until : found.next
    if (next === null) return false
    return BusinessCalendar.opening(next, BusinessCalendar.officeHours, berlin).open !== found.open
  })
})
