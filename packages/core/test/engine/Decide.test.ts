/** Decisions over time: deadlines, holds, windows, caps and pauses. */
import { assert, describe, it } from "@effect/vitest"
import type { Hold } from "../../src/account/Hold.ts"
import type { Input } from "../../src/journal/Event.ts"
import * as Policy from "../../src/program/Policy.ts"
import { account, at, contact, live, program, records, touching, wideOpen, zone } from "./Life.ts"

// 2026-03-09 is a Monday. Times are UTC; so is every calendar that nothing else is said of.
const office: Policy.Policy = { ...wideOpen, window: Policy.standard.window }
const placed = (more: Partial<Hold> = {}): Input => ({
  _tag: "HoldPlaced",
  hold: { id: "h1", kind: "sales", reason: "talks", by: "mia", placedAt: at("2026-03-09T00:00"), ...more }
})

describe("a late tick", () => {
  it("decides about now: one touch for a contact, and the wait counts from the hand-over", () => {
    const life = live()
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [
      "arrow entered care (1)",
      "t1 opened for anna",
      "t1 anna queued"
    ])
    life.answer("2026-03-11T10:00")
    assert.deepStrictEqual(life.tick("2026-03-11T10:00"), [])
    assert.strictEqual(life.wakes(), "2026-03-13T10:00")
    assert.deepStrictEqual(life.tick("2026-03-16T09:00"), ["t2 opened for anna", "t2 anna queued"])
  })

  it("skips what comes too late, and the next wait counts from there", () => {
    const life = live()
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    // Due on Wednesday the 11th; three business days later is Monday the 16th.
    assert.deepStrictEqual(touching(life.tick("2026-03-16T10:00")), [
      "t2 anna skipped: too-late",
      "arrow left care: completed"
    ])
  })

  it("may go until a moment before the deadline", () => {
    const life = live()
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    assert.deepStrictEqual(touching(life.tick("2026-03-16T09:59")), ["t2 anna queued"])
  })

  it("withdraws what waits in the queue beyond its deadline", () => {
    const life = live()
    life.tick("2026-03-09T10:00")
    assert.deepStrictEqual(life.tick("2026-03-12T10:00"), ["t1 anna withdrawn: too-late"])
  })
})

describe("a hold by a person", () => {
  it("uses up neither a wait nor a deadline", () => {
    const life = live({ programs: [program({}, [{ deadlineBusinessDays: 1 }, { after: "2 days" }])] })
    life.tell("2026-03-09T09:00", placed())
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna held: sales-hold"])
    assert.isUndefined(life.wakes(), "a hold without end wakes nobody")
    life.tell("2026-03-19T10:00", { _tag: "HoldReleased", holdId: "h1", by: "mia" })
    assert.deepStrictEqual(life.tick("2026-03-19T10:00"), ["t1 anna queued"])
    life.answer("2026-03-19T10:00")
    life.tick("2026-03-19T10:00")
    assert.strictEqual(life.wakes(), "2026-03-21T10:00", "two days after it was handed over")
  })

  it("gives a fresh deadline when it ends outside the window", () => {
    const life = live({ policy: office, programs: [program({}, [{ deadlineBusinessDays: 1 }])] })
    life.tell("2026-03-09T09:00", placed({ until: at("2026-03-13T20:00") }))
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna held: sales-hold until 2026-03-13T20:00"])
    assert.deepStrictEqual(life.run("2026-03-09T10:00", "2026-03-17T00:00"), [
      "2026-03-13T20:00 t1 anna held: weekend until 2026-03-16T09:00",
      "2026-03-16T09:00 t1 anna queued",
      "2026-03-16T09:00 arrow left care: completed"
    ])
  })

  it("calls back what waits in the queue, and lets it go on when it is over", () => {
    const life = live({ policy: office })
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T11:00", placed({ until: at("2026-03-10T12:00") }))
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["t1 anna deferred: sales-hold until 2026-03-10T12:00"])
    assert.deepStrictEqual(life.tick("2026-03-10T12:00"), ["t1 anna goes on"])
  })

  it("of one account leaves the others of the group alone", () => {
    const group = records({
      accounts: [account("arrow"), account("bolt", { parentId: "arrow" })],
      contacts: [contact("anna"), contact("ben", "bolt")]
    })
    const life = live({ records: group })
    life.tell("2026-03-09T09:00", placed({ accountId: "bolt" }))
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), ["t1 anna queued", "t1 ben held: sales-hold"])
  })
})

describe("the window", () => {
  it("defers to the next opening, and the message gets that slot", () => {
    const life = live({ policy: office })
    assert.deepStrictEqual(touching(life.tick("2026-03-13T19:00")), ["t1 anna held: weekend until 2026-03-16T09:00"])
    assert.strictEqual(life.wakes(), "2026-03-16T09:00")
    assert.deepStrictEqual(life.tick("2026-03-16T09:00"), ["t1 anna queued"])
    const queued = life.log.find((event) => event._tag === "MessageQueued")
    assert.deepInclude(queued, { notBefore: at("2026-03-16T09:00"), notAfter: at("2026-03-16T18:00") })
  })

  it("that ends over a greylisted message gives it the next opening", () => {
    const life = live({ policy: office, programs: [program({}, [{}])] })
    life.tick("2026-03-10T17:50")
    assert.strictEqual(life.wakes(), "2026-03-10T18:00")
    assert.deepStrictEqual(life.tick("2026-03-10T18:00"), ["t1 anna deferred: window until 2026-03-11T09:00"])
    assert.deepStrictEqual(life.tick("2026-03-11T09:00"), ["t1 anna goes on"])
    const released = life.log.at(-1)
    assert.deepInclude(released, { notBefore: at("2026-03-11T09:00"), notAfter: at("2026-03-11T18:00") })
    life.answer("2026-03-11T09:05")
    assert.deepStrictEqual(life.tick("2026-03-11T09:05"), ["arrow left care: completed"])
  })

  it("may pass midnight", () => {
    const night = { from: "22:00", to: "06:00", weekdays: [1, 2, 3, 4, 5] }
    const life = live({ programs: [program({}, [{ window: night }, { window: night, after: "1 hour" }])] })
    assert.deepStrictEqual(touching(life.run("2026-03-09T12:00", "2026-03-11T00:00")), [
      "2026-03-09T12:00 t1 anna held: window until 2026-03-09T22:00",
      "2026-03-09T22:00 t1 anna queued",
      "2026-03-09T23:00 t2 anna queued",
      "2026-03-09T23:00 arrow left care: completed"
    ])
    const early = live({ programs: [program({}, [{ window: night }])] })
    assert.deepStrictEqual(touching(early.tick("2026-03-10T05:59")), ["t1 anna queued"], "Monday's night")
    const late = live({ programs: [program({}, [{ window: night }])] })
    assert.deepStrictEqual(touching(late.tick("2026-03-14T07:00")), ["t1 anna held: weekend until 2026-03-16T22:00"])
  })

  it("is the contact's, twelve hours away too", () => {
    const group = records({
      accounts: [account("arrow", { timeZone: zone("Europe/Berlin") })],
      contacts: [
        contact("anna"),
        contact("hina", "arrow", { timeZone: zone("Asia/Tokyo") }),
        contact("leilani", "arrow", { timeZone: zone("Pacific/Honolulu") })
      ]
    })
    const life = live({ records: group, policy: office, programs: [program({}, [{}])] })
    assert.deepStrictEqual(touching(life.run("2026-03-10T06:00", "2026-03-12T00:00")), [
      "2026-03-10T06:00 t1 anna held: window until 2026-03-10T08:00",
      "2026-03-10T06:00 t1 hina queued",
      "2026-03-10T06:00 t1 leilani held: window until 2026-03-10T19:00",
      "2026-03-10T08:00 t1 anna queued",
      "2026-03-10T19:00 t1 leilani queued",
      "2026-03-10T19:00 arrow left care: completed"
    ])
  })

  it("keeps local time over both changes of the clocks", () => {
    const berlin = records({ accounts: [account("arrow", { timeZone: zone("Europe/Berlin") })] })
    const sendsAt = (from: string, until: string) =>
      live({ records: berlin, policy: office, programs: [program({}, [{}, { after: "3 days" }])] })
        .run(from, until)
        .flatMap((text) => (text.endsWith("queued") ? [text.slice(0, 16)] : []))
    // Clocks go forward on Sunday 29 March 2026 and back on Sunday 25 October 2026: nine o'clock stays nine o'clock.
    assert.deepStrictEqual(sendsAt("2026-03-27T08:00", "2026-04-01T00:00"), ["2026-03-27T08:00", "2026-03-30T07:00"])
    assert.deepStrictEqual(sendsAt("2026-10-23T07:00", "2026-10-28T00:00"), ["2026-10-23T07:00", "2026-10-26T08:00"])
  })

  it("at a time that the clocks skip opens after the gap, and at one that happens twice opens once", () => {
    const berlin = records({ accounts: [account("arrow", { timeZone: zone("Europe/Berlin") })] })
    const nightly = (from: string, until: string) =>
      live({
        records: berlin,
        programs: [program({}, [{ window: { from: "02:30", to: "03:30", weekdays: [1, 2, 3, 4, 5, 6, 7] } }])]
      })
        .run(from, until)
        .flatMap((text) => (text.endsWith("queued") ? [text.slice(0, 16)] : []))
    assert.deepStrictEqual(nightly("2026-03-28T22:00", "2026-03-30T00:00"), ["2026-03-29T01:00"])
    assert.deepStrictEqual(nightly("2026-10-24T20:00", "2026-10-26T00:00"), ["2026-10-25T00:30"])
  })

  it("is shut on the holidays of the contact's country", () => {
    const group = records({
      accounts: [account("arrow", { country: "US" })],
      contacts: [contact("anna"), contact("dieter", "arrow", { country: "DE" })]
    })
    const day = "2026-05-01" as Policy.Policy["holidays"][string][number]
    const life = live({
      records: group,
      policy: { ...office, holidays: { DE: [day] } },
      programs: [program({}, [{}])]
    })
    assert.deepStrictEqual(touching(life.run("2026-05-01T10:00", "2026-05-05T00:00")), [
      "2026-05-01T10:00 t1 anna queued",
      "2026-05-01T10:00 t1 dieter held: holiday until 2026-05-04T09:00",
      "2026-05-04T09:00 t1 dieter queued",
      "2026-05-04T09:00 arrow left care: completed"
    ])
  })
})

describe("several programs", () => {
  it("the higher priority comes first, and one message at a time", () => {
    const loud = program({ id: "loud", priority: 5 }, [{}])
    const quiet = program({ id: "quiet" }, [{}])
    const life = live({ programs: [quiet, loud], policy: { ...wideOpen, contactCap: { per24Hours: 1, per7Days: 3 } } })
    assert.deepStrictEqual(touching(life.run("2026-03-09T10:00", "2026-03-11T00:00")), [
      "2026-03-09T10:00 t1 anna queued",
      "2026-03-09T10:00 t1 anna held: in-flight",
      "2026-03-09T10:00 arrow left loud: completed",
      "2026-03-09T10:00 t1 anna held: contact-cap until 2026-03-10T10:00",
      // The loud one's day is over: from now on the deadline runs.
      "2026-03-10T00:00 t1 anna held: contact-cap until 2026-03-10T10:00",
      "2026-03-10T10:00 t1 anna queued",
      "2026-03-10T10:00 arrow left quiet: completed"
    ])
    const programs = life.log.flatMap((event) => (event._tag === "MessageQueued" ? [event.programId] : []))
    assert.deepStrictEqual(programs, ["loud", "quiet"])
  })
})

describe("caps", () => {
  it("defer to the next free slot until the deadline", () => {
    const people = ["anna", "ben", "cara", "dora"].map((id) => contact(id))
    const life = live({
      records: records({ contacts: people }),
      policy: Policy.standard,
      programs: [program({}, [{}])]
    })
    assert.deepStrictEqual(
      life.run("2026-03-09T10:00", "2026-03-12T00:00").filter((text) => text.endsWith("queued")),
      [
        "2026-03-09T10:00 t1 anna queued",
        "2026-03-09T10:30 t1 ben queued",
        "2026-03-09T11:00 t1 cara queued",
        "2026-03-10T10:00 t1 dora queued"
      ]
    )
  })

  it("count a message from when it goes on, not from when it was called back", () => {
    const people = ["anna", "ben"].map((id) => contact(id))
    const policy = { ...wideOpen, staggerMinutes: 30 }
    const life = live({ records: records({ contacts: people }), policy, programs: [program({}, [{}])] })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), [
      "t1 anna queued",
      "t1 ben held: stagger until 2026-03-09T10:30"
    ])
    life.tell("2026-03-09T10:10", placed())
    life.tick("2026-03-09T10:10")
    life.tell("2026-03-10T12:00", { _tag: "HoldReleased", holdId: "h1", by: "mia" })
    assert.deepStrictEqual(life.tick("2026-03-10T12:00"), [
      "t1 anna goes on",
      "t1 ben held: stagger until 2026-03-10T12:30"
    ])
  })

  it("are passed by a service message, which still counts", () => {
    const service = program({ id: "service", priority: 9 }, [{ class: "service", ground: "law: of the post" }])
    const news = program({ id: "news" }, [{}])
    const life = live({
      programs: [service, news],
      policy: { ...wideOpen, contactCap: { per24Hours: 1, per7Days: 3 } }
    })
    const lines = life.run("2026-03-09T10:00", "2026-03-10T00:00")
    assert.include(lines, "2026-03-09T10:00 t1 anna held: contact-cap until 2026-03-10T10:00")
    const withdrawn = live({
      programs: [service],
      records: records({ contacts: [contact("anna", "arrow", { consent: [] })] })
    })
    assert.include(withdrawn.tick("2026-03-09T10:00"), "t1 anna queued")
  })
})

describe("a pause", () => {
  it("of a template holds what would use it, by what the message was queued with", () => {
    const life = live({ programs: [program({}, [{}])] })
    life.tick("2026-03-09T10:00")
    life.share({ pauses: [{ scope: "template", id: "main.en", reason: "refused" }] })
    assert.deepStrictEqual(life.tick("2026-03-09T10:01"), ["t1 anna deferred: paused"])
    life.share({ pauses: [] })
    assert.deepStrictEqual(life.tick("2026-03-09T10:02"), ["t1 anna goes on"])
  })

  it("of another template, program or sender does not", () => {
    const pauses = [
      { scope: "template", id: "other", reason: "refused" },
      { scope: "program", id: "other", reason: "refused" },
      { scope: "sender", id: "manager", reason: "refused" }
    ] as const
    const life = live({ shared: { suppressions: [], pauses } })
    assert.include(life.tick("2026-03-09T10:00"), "t1 anna queued")
  })
})
