import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Program from "../../src/program/Program.ts"
import * as Wait from "../../src/program/Wait.ts"

const berlin = {
  zone: Schema.decodeUnknownSync(Calendar.Zone)("Europe/Berlin"),
  holidays: new Set([Schema.decodeUnknownSync(Calendar.Day)("2026-12-25")])
}
const instant = (text: string): Calendar.Instant => {
  const at = Calendar.parseInstant(text)
  return at === undefined ? assert.fail(text) : at
}

describe("Wait", () => {
  it("reads what programs say", () => {
    const table = [
      ["30 minutes", { amount: 30, unit: "minute" }],
      ["1 hour", { amount: 1, unit: "hour" }],
      ["2 days", { amount: 2, unit: "day" }],
      ["3 business days", { amount: 3, unit: "business day" }],
      ["2 weeks", { amount: 2, unit: "week" }],
      ["0 days", undefined],
      ["2 months", undefined],
      ["two days", undefined]
    ] as const
    for (const [text, expected] of table) assert.deepStrictEqual(Wait.parse(text), expected, text)
  })

  it.prop("reads every wait that a program may say", [Arbitrary.schema(Program.Wait)], ([text]) => {
    assert.isDefined(Wait.parse(text))
  })

  it("keeps the local time of day over days and adds real time over hours", () => {
    // Berlin's clocks go back on 2026-10-25 at 03:00; 2026-12-25 is a holiday, a Friday.
    const table = [
      ["2026-10-24T07:00:00Z", "1 day", "2026-10-25T08:00:00Z"],
      ["2026-10-24T07:00:00Z", "24 hours", "2026-10-25T07:00:00Z"],
      ["2026-10-24T07:00:00Z", "1 week", "2026-10-31T08:00:00Z"],
      ["2026-10-24T07:00:00Z", "90 minutes", "2026-10-24T08:30:00Z"],
      ["2026-12-24T08:00:00Z", "1 business day", "2026-12-28T08:00:00Z"]
    ] as const
    for (const [from, text, to] of table) {
      const wait = Wait.parse(text)
      const at = wait === undefined ? undefined : Wait.after(instant(from), wait, berlin)
      assert.strictEqual(at === undefined ? undefined : Calendar.showInstant(at), to, `${from} + ${text}`)
    }
  })
})
