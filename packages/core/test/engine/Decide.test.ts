import { assert, describe, it } from "@effect/vitest"
import type { Hold } from "../../src/account/Hold.ts"
import type { Input } from "../../src/journal/Event.ts"
import * as Holdout from "../../src/program/Holdout.ts"
import * as Policy from "../../src/program/Policy.ts"
import { account, at, contact, live, program, records, touching, wideOpen, zone } from "./Life.ts"

// 2026-03-09 is a Monday. Times are UTC; so is every calendar that nothing else is said of.
const office: Policy.Policy = { ...wideOpen, window: Policy.standard.window }
const placed = (more: Partial<Hold> = {}): Input => ({
  _tag: "HoldPlaced",
  hold: { id: "h1", kind: "sales", reason: "talks", by: "mia", placedAt: at("2026-03-09T00:00"), ...more }
})
const did = (
  kind: "replied" | "unsubscribed" | "complained",
  contactId = "anna",
  when = "2026-03-09T12:00"
): Input => ({
  _tag: "ActivityRecorded",
  activity: { kind, contactId, at: at(when) }
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

describe("who belongs to a step", () => {
  it("a new contact joins at the next step, and one who leaves is skipped", () => {
    const life = live({ records: records({ contacts: [contact("anna"), contact("ben")] }) })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.bring("2026-03-10T10:00", {
      contacts: [contact("anna"), contact("ben", "arrow", { leftAt: at("2026-03-10T00:00") }), contact("cara")]
    })
    assert.deepStrictEqual(life.tick("2026-03-10T10:00"), [])
    assert.deepStrictEqual(life.tick("2026-03-11T10:00"), [
      "t2 opened for anna, ben, cara",
      "t2 anna queued",
      "t2 ben skipped: left-company",
      "t2 cara queued"
    ])
  })

  it("one who is gone from the records is skipped, and what waits is withdrawn", () => {
    const life = live({ records: records({ contacts: [contact("anna"), contact("ben")] }), policy: Policy.standard })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T10:00")), [
      "t1 anna queued",
      "t1 ben held: stagger until 2026-03-09T10:30"
    ])
    life.bring("2026-03-09T10:10", { contacts: [] })
    assert.deepStrictEqual(life.tick("2026-03-09T10:10"), [
      "t1 anna withdrawn: left-company",
      "t1 ben skipped: left-company"
    ])
  })

  it("two contacts with one mailbox get one message", () => {
    const shared = { addressHash: "hash of both" }
    const life = live({
      records: records({ contacts: [contact("anna", "arrow", shared), contact("office", "arrow", shared)] })
    })
    assert.deepStrictEqual(touching(life.run("2026-03-09T10:00", "2026-03-12T00:00")), [
      "2026-03-09T10:00 t1 anna queued",
      "2026-03-09T10:00 t1 office skipped: same-mailbox",
      "2026-03-11T10:00 t2 anna queued",
      "2026-03-11T10:00 t2 office skipped: same-mailbox",
      "2026-03-11T10:00 arrow left care: completed"
    ])
  })

  it("a message for an address that has changed meanwhile is withdrawn", () => {
    const life = live()
    life.tick("2026-03-09T10:00")
    life.bring("2026-03-09T11:00", { contacts: [contact("anna", "arrow", { addressHash: "another hash" })] })
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["t1 anna withdrawn: invalid-address"])
  })
})

describe("what a person says", () => {
  it("a reply ends the sequence for that person, and withdraws what waits", () => {
    const life = live({ records: records({ contacts: [contact("anna"), contact("ben")] }) })
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T12:00", did("replied"))
    assert.deepStrictEqual(life.tick("2026-03-09T12:00"), ["t1 anna withdrawn: replied"])
    life.answer("2026-03-09T12:00")
    assert.deepStrictEqual(touching(life.run("2026-03-09T12:00", "2026-03-14T00:00")), [
      "2026-03-11T12:00 t2 anna skipped: replied",
      "2026-03-11T12:00 t2 ben queued",
      "2026-03-11T12:00 arrow left care: completed"
    ])
  })

  it("an earlier reply that is told later does not undo a later one", () => {
    const life = live()
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T12:00", did("replied", "anna", "2026-03-09T12:00"))
    life.tell("2026-03-09T13:00", did("replied", "anna", "2026-03-01T12:00"))
    assert.deepStrictEqual(life.tick("2026-03-09T13:00"), ["t1 anna withdrawn: replied"])
  })

  it("a reply counts for every record of the same mailbox", () => {
    const shared = { addressHash: "hash of both" }
    const life = live({
      records: records({ contacts: [contact("anna", "arrow", shared), contact("anna-2", "arrow", shared)] })
    })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.tell("2026-03-09T12:00", did("replied", "anna-2"))
    assert.deepStrictEqual(touching(life.run("2026-03-09T12:00", "2026-03-14T00:00")), [
      "2026-03-11T10:00 t2 anna skipped: replied",
      "2026-03-11T10:00 t2 anna-2 skipped: replied",
      "2026-03-11T10:00 arrow left care: completed"
    ])
  })

  it("an unsubscribe withdraws, and lasts until a later consent", () => {
    const life = live({ programs: [program({}, [{}, { after: "1 day" }, { after: "1 day" }])] })
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T12:00", did("unsubscribed"))
    assert.deepStrictEqual(life.tick("2026-03-09T12:00"), ["t1 anna withdrawn: unsubscribed"])
    assert.deepStrictEqual(touching(life.tick("2026-03-10T12:00")), ["t2 anna skipped: unsubscribed"])
    const again = { topic: "news", purpose: "marketing", basis: "consent", status: "given", source: "form" } as const
    life.tell("2026-03-10T13:00", { _tag: "ConsentChanged", contactId: "anna", consent: again })
    assert.deepStrictEqual(touching(life.tick("2026-03-11T12:00")), ["t3 anna queued"])
  })

  it("an unsubscribe holds for every record of the person, also after the CRM gave the person another id", () => {
    const life = live({ programs: [program({}, [{}, { after: "1 day" }])] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.tell("2026-03-09T12:00", did("unsubscribed"))
    life.bring("2026-03-09T13:00", { contacts: [contact("a-77", "arrow", { addressHash: "hash of anna" })] })
    assert.deepStrictEqual(touching(life.tick("2026-03-10T12:00")), [
      "t2 a-77 skipped: unsubscribed",
      "arrow left care: completed"
    ])
  })

  it("a withdrawal for the account reaches all its contacts, and a consent for it nobody", () => {
    const no = { topic: "news", purpose: "marketing", basis: "consent", status: "withdrawn", source: "letter" } as const
    const group = records({
      accounts: [account("arrow"), account("bolt", { parentId: "arrow" })],
      contacts: [contact("anna"), contact("ben"), contact("cara", "arrow", { consent: [] }), contact("dora", "bolt")]
    })
    const lines = (status: "given" | "withdrawn") => {
      const life = live({ records: group, programs: [program({}, [{}])] })
      life.tell("2026-03-09T09:00", {
        _tag: "ConsentChanged",
        contactId: "anna",
        consent: { ...no, status },
        scope: "account"
      })
      return touching(life.tick("2026-03-09T10:00")).filter((text) => text.startsWith("t1"))
    }
    assert.deepStrictEqual(lines("withdrawn"), [
      "t1 anna skipped: unsubscribed",
      "t1 ben skipped: unsubscribed",
      "t1 cara skipped: unsubscribed",
      "t1 dora queued"
    ])
    assert.deepStrictEqual(lines("given"), [
      "t1 anna queued",
      "t1 ben queued",
      "t1 cara skipped: no-consent",
      "t1 dora queued"
    ])
  })
})

describe("leaving a program", () => {
  it("the goal met withdraws what waits and ends it", () => {
    const life = live({ programs: [program({ play: { goal: "account.openOpportunities > 0" } })] })
    life.tick("2026-03-09T10:00")
    life.bring("2026-03-09T11:00", {
      opportunities: [{ id: "o1", accountId: "arrow", kind: "deal", outcome: "open" }]
    })
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["arrow left care: goal met", "t1 anna withdrawn: goal met"])
    assert.isUndefined(life.wakes())
  })

  it("its last day over, what is due is skipped and what waits is withdrawn", () => {
    const ends = program({ endsOn: "2026-03-10" }, [{}])
    const held = live({ programs: [ends], records: records({ contacts: [contact("anna"), contact("ben")] }) })
    held.tell("2026-03-10T09:00", placed({ accountId: "bolt" }))
    held.tick("2026-03-10T10:00")
    assert.strictEqual(held.wakes(), "2026-03-11T00:00")
    assert.deepStrictEqual(held.tick("2026-03-11T00:00"), [
      "t1 anna withdrawn: program-ended",
      "t1 ben withdrawn: program-ended",
      "arrow left care: program-ended"
    ])
    const late = live({ programs: [program({ endsOn: "2026-03-10" }, [{}, { after: "1 day" }])] })
    late.tick("2026-03-10T10:00")
    late.answer("2026-03-10T10:00")
    assert.deepStrictEqual(touching(late.tick("2026-03-11T12:00")), [
      "t2 anna skipped: program-ended",
      "arrow left care: program-ended"
    ])
  })

  it("before its first day, and after its last, nobody enters", () => {
    const life = live({ programs: [program({ startsOn: "2026-03-10", endsOn: "2026-03-10" }, [{}])] })
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [])
    assert.strictEqual(life.wakes(), "2026-03-10T00:00")
    assert.deepStrictEqual(live({ programs: [program({ endsOn: "2026-03-10" })] }).tick("2026-03-11T00:00"), [])
  })

  it("an account that is gone from the group has left", () => {
    const life = live()
    life.tick("2026-03-09T10:00")
    life.bring("2026-03-09T11:00", { accounts: [account("bolt")], contacts: [] })
    assert.deepStrictEqual(touching(life.tick("2026-03-09T11:00")), [
      "arrow left care: account left the group",
      "t1 anna withdrawn: account left the group"
    ])
  })

  it("a person can take an account out", () => {
    const life = live()
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T11:00", { _tag: "EnrolmentAborted", enrolmentId: life.enrolmentIds()[0] ?? "", by: "mia" })
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["t1 anna withdrawn: aborted by mia"])
  })
})

describe("entering again", () => {
  const entries = (entry: unknown, until = "2026-03-20T00:00") =>
    live({ programs: [program({ entry }, [{}])] })
      .run("2026-03-09T10:00", until)
      .filter((text) => text.includes("entered"))

  it("happens once, after so many days, or on the day after", () => {
    assert.deepStrictEqual(entries("once"), ["2026-03-09T10:00 arrow entered care (1)"])
    assert.deepStrictEqual(entries({ everyDays: 5 }), [
      "2026-03-09T10:00 arrow entered care (1)",
      "2026-03-14T10:00 arrow entered care (2)",
      "2026-03-19T10:00 arrow entered care (3)"
    ])
    assert.deepStrictEqual(entries("always", "2026-03-12T00:00"), [
      "2026-03-09T10:00 arrow entered care (1)",
      "2026-03-10T00:00 arrow entered care (2)",
      "2026-03-11T00:00 arrow entered care (3)"
    ])
  })

  it("never while inside", () => {
    const life = live({ programs: [program({ entry: { everyDays: 1 } }, [{}, { after: "4 days" }])] })
    assert.deepStrictEqual(
      life.run("2026-03-09T10:00", "2026-03-15T00:00").filter((text) => text.includes("entered")),
      ["2026-03-09T10:00 arrow entered care (1)", "2026-03-13T10:00 arrow entered care (2)"]
    )
  })

  it("is a new occurrence with messages of its own", () => {
    const life = live({ programs: [program({ entry: "always" }, [{}])] })
    life.run("2026-03-09T10:00", "2026-03-12T00:00")
    assert.strictEqual(new Set(life.messageIds()).size, 3)
  })
})

describe("versions", () => {
  it("who is inside keeps theirs, and who enters gets the current one", () => {
    const old = program({ entry: "always" })
    const changed = program({ entry: "always" }, [{}, { after: "1 week" }])
    const life = live({ programs: [old] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.define([changed], [old])
    assert.deepStrictEqual(touching(life.run("2026-03-10T00:00", "2026-03-12T12:00")), [
      "2026-03-11T10:00 t2 anna queued",
      "2026-03-11T10:00 arrow left care: completed",
      "2026-03-12T00:00 t1 anna queued"
    ])
    assert.deepStrictEqual(
      Object.values(life.state().enrolments).map(({ version }) => version),
      [old.version, changed.version]
    )
    assert.strictEqual(life.wakes(), "2026-03-19T00:00")
  })
})

describe("a holdout", () => {
  it("holds out whole groups: their accounts enter and get nothing", () => {
    const groupId = Array.from({ length: 50 }, (_, index) => `g${index}`).find((id) =>
      Holdout.isHoldout("care", id, 0.3)
    )
    const group = records({
      groupId: groupId ?? "",
      accounts: [account("arrow"), account("bolt", { parentId: "arrow" })],
      contacts: [contact("anna"), contact("ben", "bolt")]
    })
    const life = live({ records: group, programs: [program({ holdout: 0.3 }, [{}])] })
    assert.sameMembers(
      [...life.tick("2026-03-09T10:00")],
      [
        "arrow entered care (1), held out",
        "bolt entered care (1), held out",
        "t1 opened for anna",
        "t1 opened for ben",
        "t1 anna skipped: holdout",
        "t1 ben skipped: holdout",
        "arrow left care: completed",
        "bolt left care: completed"
      ]
    )
  })
})

describe("a send whose fate is unknown", () => {
  const unknown = (touches: ReadonlyArray<object>, policy = wideOpen) => {
    const life = live({ policy, programs: [program({}, touches)] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00", "unknown")
    return life
  }
  const resolved = (messageId: string, as: "delivered" | "resend" | "drop"): Input => ({
    _tag: "MessageResolved",
    messageId,
    as,
    by: "mia"
  })

  it("counts as sent for waits, and is sent again by a fresh decision with a fresh deadline", () => {
    const life = unknown([{ deadlineBusinessDays: 1 }], office)
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [], "the account stays inside")
    life.tell("2026-03-13T19:00", resolved(life.messageIds()[0] ?? "", "resend"))
    assert.deepStrictEqual(life.tick("2026-03-13T19:00"), ["t1 anna deferred: weekend until 2026-03-16T09:00"])
    assert.deepStrictEqual(life.tick("2026-03-16T09:00"), ["t1 anna goes on"])
    life.answer("2026-03-16T09:00")
    assert.deepStrictEqual(life.tick("2026-03-16T09:00"), ["arrow left care: completed"])
  })

  it("is not sent again to who replied meanwhile", () => {
    const life = unknown([{}, { after: "2 days" }])
    life.tell("2026-03-10T10:00", did("replied", "anna", "2026-03-10T10:00"))
    life.tell("2026-03-10T11:00", resolved(life.messageIds()[0] ?? "", "resend"))
    assert.deepStrictEqual(life.tick("2026-03-10T11:00"), ["t1 anna withdrawn: replied"])
  })

  it("sent again while the next is on its way waits for that one, and does not block it", () => {
    const life = unknown([{}, { after: "1 day" }])
    assert.deepStrictEqual(touching(life.tick("2026-03-10T10:00")), ["t2 anna queued"])
    life.tell("2026-03-10T11:00", resolved(life.messageIds()[0] ?? "", "resend"))
    assert.deepStrictEqual(life.tick("2026-03-10T11:00"), ["t1 anna deferred: in-flight"])
    life.answer("2026-03-10T12:00")
    assert.deepStrictEqual(life.tick("2026-03-10T12:00"), ["t1 anna goes on"])
  })

  it("may be said to have arrived, or be dropped", () => {
    const life = unknown([{}])
    life.tell("2026-03-10T11:00", resolved(life.messageIds()[0] ?? "", "drop"))
    assert.deepStrictEqual(life.tick("2026-03-10T11:00"), ["arrow left care: completed"])
    const other = unknown([{}, { after: "2 days" }])
    other.tell("2026-03-10T11:00", resolved(other.messageIds()[0] ?? "", "delivered"))
    other.tick("2026-03-10T11:00")
    assert.strictEqual(other.wakes(), "2026-03-11T10:00", "the wait counts from the hand-over")
  })

  it("accepted although it was withdrawn has been sent", () => {
    const life = live({ programs: [program({}, [{}])] })
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T10:01", did("replied"))
    life.tick("2026-03-09T10:01")
    const [messageId = ""] = life.messageIds()
    const handedAt = at("2026-03-09T10:00")
    life.tell("2026-03-09T10:02", {
      _tag: "MessageSettled",
      messageId,
      attempt: 1,
      state: "accepted",
      handedAt,
      reason: null
    })
    const touch = Object.values(life.state().enrolments)[0]?.touches["t1"]?.["anna"]
    assert.deepInclude(touch, { status: "sent", at: handedAt })
    assert.deepStrictEqual(
      life.state().counted.map((one) => one.messageId),
      [messageId]
    )
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
    const service = program({ id: "service", priority: 9 }, [{ class: "service", ground: "a promise" }])
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
