import { assert, describe, it } from "@effect/vitest"
import * as BusinessCalendar from "../../src/kernel/BusinessCalendar.ts"
import { instant, type Day } from "../../src/kernel/Calendar.ts"
import * as LocalCalendar from "../../src/program/LocalCalendar.ts"
import * as Wait from "../../src/program/Wait.ts"
import { account, at, contact, program, wideOpen, zone } from "../engine/Life.ts"

const day = "2026-05-01" as Day
const policy = { ...wideOpen, country: "FR", timeZone: zone("Europe/Paris"), holidays: { DE: [day], "*": [] } }
const bare = account("arrow")
const anna = contact("anna")

describe("whose calendar", () => {
  it("is the contact's, else the account's, else the program's, else the policy's, zone and country each", () => {
    const german = { timeZone: zone("Europe/Berlin"), country: "DE" }
    const japanese = { timeZone: zone("Asia/Tokyo"), country: "JP" }
    const care = program()
    const american = program({ timeZone: "America/New_York", country: "US" })
    const zones = [
      LocalCalendar.of({ ...anna, ...german }, { ...bare, ...japanese }, american, policy),
      LocalCalendar.of(anna, { ...bare, ...japanese }, american, policy),
      LocalCalendar.of(anna, bare, american, policy),
      LocalCalendar.of(anna, bare, care, policy),
      LocalCalendar.of(undefined, bare, care, policy)
    ].map((calendar) => calendar.zone)
    assert.deepStrictEqual(zones, ["Europe/Berlin", "Asia/Tokyo", "America/New_York", "Europe/Paris", "Europe/Paris"])
    const mixed = LocalCalendar.of({ ...anna, country: "DE" }, { ...bare, timeZone: zone("Asia/Tokyo") }, care, policy)
    assert.deepStrictEqual([mixed.zone, [...mixed.holidays]], ["Asia/Tokyo", [day]])
  })

  it("is one value for one zone and country of a policy", () => {
    const care = program()
    assert.strictEqual(
      LocalCalendar.of(anna, bare, care, policy),
      LocalCalendar.of(contact("ben"), account("bolt"), care, policy)
    )
    assert.notStrictEqual(
      LocalCalendar.of(anna, bare, care, policy),
      LocalCalendar.of(anna, bare, care, { ...policy, holidays: {} })
    )
  })
})

describe("answers from memory", () => {
  it("are those that the calendar gives", () => {
    const calendar = LocalCalendar.of(anna, bare, program(), policy)
    const wait: Wait.Wait = { amount: 2, unit: "business day" }
    const [touch] = program().program.plays[0].touches
    const { officeHours } = BusinessCalendar
    // More instants than are kept, some of them asked again.
    for (let index = 0; index < 6_000; index += 1) {
      const when = instant(at("2026-03-09T10:00") + (index % 5_000) * 1_800_000)
      assert.strictEqual(LocalCalendar.after(when, wait, calendar), Wait.after(when, wait, calendar))
      assert.deepStrictEqual(
        LocalCalendar.opening(when, officeHours, calendar),
        BusinessCalendar.opening(when, officeHours, calendar)
      )
      assert.strictEqual(
        LocalCalendar.deadline(when, touch, calendar),
        BusinessCalendar.addBusinessDaysTo(when, touch.deadlineBusinessDays, calendar)
      )
    }
  })
})
