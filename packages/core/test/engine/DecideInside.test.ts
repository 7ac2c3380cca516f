/** Decisions over time about who is inside a program, and what they say. */
import { assert, describe, it } from "@effect/vitest"
import type { Hold } from "../../src/account/Hold.ts"
import type { Input } from "../../src/journal/Event.ts"
import * as Holdout from "../../src/program/Holdout.ts"
import * as Policy from "../../src/program/Policy.ts"
import { account, at, contact, live, program, records, touching, wideOpen } from "./Life.ts"

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

describe("who belongs to a step", () => {
  it("a new contact joins at the next step, and one who leaves is skipped", () => {
    const life = live({ records: records({ contacts: [contact("anna"), contact("ben")] }) })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.bring("2026-03-10T10:00", {
      contacts: [contact("anna"), contact("ben", "arrow", { leftAt: at("2026-03-10T00:00") }), contact("cara")]
    })
    assert.deepStrictEqual(life.tick("2026-03-10T10:00"), [
      "signal contact-left ben",
      "task loss for nobody about arrow"
    ])
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
    assert.deepStrictEqual(life.tick("2026-03-09T12:00"), [
      "task reply for nobody about arrow, anna",
      "t1 anna withdrawn: replied",
      "t1 ben deferred: reply-waiting"
    ])
    life.closeTasks("2026-03-09T12:30")
    life.tick("2026-03-09T12:30")
    life.answer("2026-03-09T12:30")
    assert.deepStrictEqual(touching(life.run("2026-03-09T12:30", "2026-03-14T00:00")), [
      "2026-03-11T12:00 t2 anna skipped: replied",
      "2026-03-11T12:30 t2 ben queued",
      "2026-03-11T12:30 arrow left care: completed"
    ])
  })

  it("an earlier reply that is told later does not undo a later one", () => {
    const life = live()
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T12:00", did("replied", "anna", "2026-03-09T12:00"))
    life.tell("2026-03-09T13:00", did("replied", "anna", "2026-03-01T12:00"))
    assert.deepStrictEqual(life.tick("2026-03-09T13:00"), [
      "task reply for nobody about arrow, anna",
      "t1 anna withdrawn: replied"
    ])
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
    const stays = { play: { exits: [] } }
    const life = live({ programs: [program(stays, [{}, { after: "1 day" }, { after: "1 day" }])] })
    life.tick("2026-03-09T10:00")
    life.tell("2026-03-09T12:00", did("unsubscribed"))
    assert.deepStrictEqual(life.tick("2026-03-09T12:00"), ["t1 anna withdrawn: unsubscribed"])
    assert.deepStrictEqual(touching(life.tick("2026-03-10T12:00")), ["t2 anna skipped: unsubscribed"])
    const again = { topic: "news", purpose: "marketing", basis: "consent", status: "given", source: "form" } as const
    life.tell("2026-03-10T13:00", { _tag: "ConsentChanged", contactId: "anna", consent: again })
    assert.deepStrictEqual(touching(life.tick("2026-03-11T12:00")), ["t3 anna queued"])
  })

  it("an unsubscribe holds for every record of the person, also after the CRM gave the person another id", () => {
    const life = live({ programs: [program({ play: { exits: [] } }, [{}, { after: "1 day" }])] })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T10:00")
    life.tell("2026-03-09T12:00", did("unsubscribed"))
    life.bring("2026-03-09T13:00", { contacts: [contact("a-77", "arrow", { addressHash: "hash of anna" })] })
    assert.deepStrictEqual(touching(life.tick("2026-03-10T12:00")), [
      "t2 a-77 skipped: unsubscribed",
      "arrow left care: completed"
    ])
  })

  it("caps and an absence hold for the person also after the CRM gave the person another id", () => {
    const policy = {
      ...wideOpen,
      contactCap: { per24Hours: 1, per7Days: 3 },
      oneVoice: { count: "off", quietDays: 14 }
    } as const
    const reborn = { contacts: [contact("a-77", "arrow", { addressHash: "hash of anna" })] }
    const life = live({
      policy,
      programs: [program({ id: "a" }, [{}]), program({ id: "b", startsOn: "2026-03-10" }, [{}])]
    })
    life.tick("2026-03-09T23:00")
    life.answer("2026-03-09T23:00")
    life.bring("2026-03-09T23:30", reborn)
    assert.deepStrictEqual(touching(life.tick("2026-03-10T01:00")), [
      "arrow left a: completed",
      "t1 a-77 held: contact-cap until 2026-03-10T23:00"
    ])
    const until = at("2026-03-20T10:00")
    const away = { kind: "out of office", contactId: "anna", at: at("2026-03-10T02:00"), until } as const
    life.tell("2026-03-10T02:00", { _tag: "ActivityRecorded", activity: away })
    assert.deepStrictEqual(touching(life.tick("2026-03-10T02:00")), [
      "t1 a-77 held: out-of-office until 2026-03-23T10:00"
    ])
  })

  it("a withdrawal for the account reaches all its contacts, and a consent for it nobody", () => {
    const no = { topic: "news", purpose: "marketing", basis: "consent", status: "withdrawn", source: "letter" } as const
    const group = records({
      accounts: [account("arrow"), account("bolt", { parentId: "arrow" })],
      contacts: [contact("anna"), contact("ben"), contact("cara", "arrow", { consent: [] }), contact("dora", "bolt")]
    })
    const lines = (status: "given" | "withdrawn") => {
      const life = live({ records: group, programs: [program({ play: { exits: [] } }, [{}])] })
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

  it("keeps an account on its side when the tree changes and it enters again, and who joins its group too", () => {
    const drawn = (is: boolean) =>
      Array.from({ length: 50 }, (_, index) => `g${index}`).find((id) => Holdout.isHoldout("care", id, 0.3) === is) ??
      ""
    const life = live({
      records: records({ groupId: drawn(true) }),
      programs: [program({ holdout: 0.3, entry: "always" }, [{}])]
    })
    assert.include(life.tick("2026-03-09T10:00"), "arrow entered care (1), held out")
    const accounts = [account("arrow", { parentId: "bolt" }), account("bolt")]
    life.bring("2026-03-10T10:00", { groupId: drawn(false), accounts, contacts: [contact("anna")] })
    const lines = life.tick("2026-03-10T10:00").filter((text) => / entered | queued/u.test(text))
    assert.deepStrictEqual(lines, ["arrow entered care (2), held out", "bolt entered care (1), held out"])
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
    assert.deepStrictEqual(life.tick("2026-03-10T11:00"), [
      "task reply for nobody about arrow, anna",
      "t1 anna withdrawn: replied"
    ])
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
