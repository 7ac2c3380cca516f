/**
 * What other engines get wrong, one short case each: a hold that lasts for ever, a message at night, a doubled letter.
 * How each part behaves in full is told by its own tests.
 */
import { assert, describe, it } from "@effect/vitest"
import { account, at, contact, live, program, records, touching, wideOpen, zone } from "./Life.ts"

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const days = [1, 2, 3, 4, 5]
const inZone = (name: string) => records({ accounts: [account("arrow", { timeZone: zone(name) })] })

/** Instants and persons of what was queued. */
const queued = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.flatMap((text) => {
    const [when = "", touchId = "", contactId = "", verb] = text.split(" ")
    return verb === "queued" ? [`${when} ${touchId} ${contactId}`] : []
  })

describe("known defects of other engines", () => {
  it("a window 22:00–06:00 is open at 23:30 and at 05:59, and shut at 06:00 and at noon", () => {
    const window = { from: "22:00", to: "06:00", weekdays: everyDay }
    const tick = (when: string) => touching(live({ programs: [program({}, [{ window }])] }).tick(when))
    assert.deepStrictEqual(tick("2026-03-10T23:30"), ["t1 anna queued"])
    assert.deepStrictEqual(tick("2026-03-11T05:59"), ["t1 anna queued"])
    assert.deepStrictEqual(tick("2026-03-11T06:00"), ["t1 anna held: window until 2026-03-11T22:00"])
    assert.deepStrictEqual(tick("2026-03-11T12:00"), ["t1 anna held: window until 2026-03-11T22:00"])
  })

  it("a recipient twelve hours away is written to in their day, not in ours", () => {
    // Noon in UTC is midnight in Auckland (UTC+12 in June): nine o'clock there is 21:00 of the day before here.
    const window = { from: "09:00", to: "18:00", weekdays: days }
    const life = live({ records: inZone("Pacific/Auckland"), programs: [program({}, [{ window }])] })
    assert.deepStrictEqual(queued(life.run("2026-06-09T12:00", "2026-06-11T00:00")), ["2026-06-09T21:00 t1 anna"])
  })

  it("a weekday is judged where the recipient is, after the hour was placed", () => {
    // Sunday 22:00 in UTC is Monday 07:00 in Tokyo; Friday 22:00 in UTC is Saturday there.
    const window = { from: "06:00", to: "09:00", weekdays: days }
    const from = (when: string) =>
      queued(
        live({ records: inZone("Asia/Tokyo"), programs: [program({}, [{ window }])] }).run(when, "2026-03-17T00:00")
      )
    assert.deepStrictEqual(from("2026-03-08T22:00"), ["2026-03-08T22:00 t1 anna"])
    assert.deepStrictEqual(from("2026-03-13T22:00"), ["2026-03-15T21:00 t1 anna"])
  })

  it("a member in three programs hears one voice a day, the most important first", () => {
    const programs = ["low", "middle", "high"].map((id, priority) => program({ id, priority }, [{}]))
    const policy = { ...wideOpen, contactCap: { per24Hours: 1, per7Days: 3 } }
    const life = live({ programs, policy })
    const lines = life.run("2026-03-09T10:00", "2026-04-20T00:00")
    assert.deepStrictEqual(
      queued(lines).map((text) => text.slice(0, 10)),
      ["2026-03-09", "2026-03-10", "2026-03-11"]
    )
    assert.deepStrictEqual(
      life.log.flatMap((event) => (event._tag === "MessageQueued" ? [event.programId] : [])),
      ["high", "middle", "low"]
    )
  })

  it("a reply stops what is queued too, not only what comes next", () => {
    const life = live({ programs: [program({}, [{}, { after: "2 days" }])] })
    assert.include(life.tick("2026-03-09T10:00"), "t1 anna queued")
    life.tell("2026-03-09T10:05", {
      _tag: "ActivityRecorded",
      activity: { kind: "replied", contactId: "anna", at: at("2026-03-09T10:05") }
    })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:05")), ["t1 anna withdrawn: replied"])
    assert.deepStrictEqual(queued(life.run("2026-03-09T10:06", "2026-03-20T00:00")), [])
  })

  it("a program that is changed does not change for those inside", () => {
    const before = program({}, [{}, { after: "2 days" }])
    const after = program({}, [{}, { after: "9 days" }, { after: "1 day" }])
    const life = live({ programs: [before] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.define([after], [before])
    assert.deepStrictEqual(queued(life.run("2026-03-10T10:00", "2026-04-01T00:00")), ["2026-03-11T10:00 t2 anna"])
  })

  it("an account taken to a changed program gets nothing a second time", () => {
    const before = program({}, [{}, { after: "2 days" }])
    const after = program({}, [{}, { after: "9 days" }, { after: "1 day" }])
    const life = live({ programs: [before] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.define([after], [before])
    const [enrolmentId = ""] = life.enrolmentIds()
    life.tell("2026-03-10T10:00", { _tag: "EnrolmentMigrated", enrolmentId, version: after.version, by: "mia" })
    assert.deepStrictEqual(queued(life.run("2026-03-10T10:00", "2026-04-01T00:00")), [
      "2026-03-18T10:00 t2 anna",
      "2026-03-19T10:00 t3 anna"
    ])
  })

  it("one mailbox under two contacts gets one message", () => {
    const twice = [contact("anna"), contact("office", "arrow", { addressHash: "hash of anna", kind: "mailbox" })]
    const life = live({ records: records({ contacts: twice }), programs: [program({}, [{}])] })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), [
      "t1 anna queued",
      "t1 office skipped: same-mailbox"
    ])
  })
})
