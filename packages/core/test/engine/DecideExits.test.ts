import { assert, describe, it } from "@effect/vitest"
import type { AccountStatus } from "../../src/account/Account.ts"
import type { GroupContact } from "../../src/account/Records.ts"
import type { Input } from "../../src/journal/Event.ts"
import type { Staying } from "../../src/market/AccountMarket.ts"
import { account, at, contact, live, program, records, touching } from "./Life.ts"

const nine = "2026-03-09T09:00"
const ten = "2026-03-09T10:00"

const unsubscribed = (contactId: string, topic = "news"): Input => ({
  _tag: "ActivityRecorded",
  activity: { kind: "unsubscribed", contactId, topic, at: at(nine) }
})
const noForAll = (contactId: string): Input => ({
  _tag: "ConsentChanged",
  contactId,
  consent: {
    topic: "*",
    purpose: "marketing",
    basis: "consent",
    status: "withdrawn",
    at: at("2026-03-09T09:30"),
    source: "phone"
  },
  scope: "account"
})
const talks: Input = {
  _tag: "HoldPlaced",
  hold: { id: "h1", kind: "negotiation", reason: "frame contract", by: "mia", placedAt: at(nine) }
}
const call = { to: undefined, slot: undefined, task: { kind: "call", text: "Call them." } }
const two = records({ contacts: [contact("anna"), contact("ben")] })
const evidenceOf = (life: ReturnType<typeof live>) =>
  life.log.flatMap((event) => (event._tag === "Exited" ? [event.evidence] : []))

describe("leaving a program: opted out", () => {
  it("when everybody who could be written to has withdrawn, and what waits is withdrawn", () => {
    const life = live({ records: two, programs: [program({}, [{}, { after: "30 days", ...call }])] })
    life.tick(ten)
    life.tell("2026-03-09T11:00", unsubscribed("anna"))
    assert.deepStrictEqual(touching(life.tick("2026-03-09T11:00")), ["t1 anna withdrawn: unsubscribed"])
    life.tell("2026-03-09T12:00", unsubscribed("ben"))
    assert.deepStrictEqual(life.tick("2026-03-09T12:00"), ["arrow left care: opted-out", "t1 ben withdrawn: opted-out"])
    assert.deepStrictEqual(evidenceOf(life), [{ "consent.topic": "news", "consent.withdrawnBy": ["anna", "ben"] }])
    assert.isUndefined(life.wakes())
  })

  it("not for another topic, nor while one of them may still be written to", () => {
    const life = live({ records: two })
    life.tick(ten)
    life.tell("2026-03-09T11:00", unsubscribed("anna"))
    life.tell("2026-03-09T11:00", unsubscribed("ben", "events"))
    assert.notInclude(life.tick("2026-03-09T11:00").join(), "left")
  })

  it("not while a colleague waits for a later step: one person's no reaches nobody else", () => {
    const steps = [{ to: 'contact.name == "anna"' }, { after: "2 days", to: 'contact.name == "ben"' }]
    const life = live({ records: two, programs: [program({}, steps)] })
    life.tick(ten)
    life.tell("2026-03-09T11:00", unsubscribed("anna"))
    assert.notInclude(life.tick("2026-03-09T11:00").join(), "left")
    assert.include(touching(life.tick("2026-03-13T10:00")), "t2 ben queued")
  })

  it("a shared mailbox that said nothing keeps the account inside; who has left or has no address does not", () => {
    const desk = contact("desk", "arrow", { kind: "mailbox" })
    const gone = contact("gone", "arrow", { leftAt: at("2026-03-01T10:00") })
    const mute = contact("mute", "arrow", { addressHash: null })
    const shared = live({ records: records({ contacts: [contact("anna"), desk] }) })
    const alone = live({ records: records({ contacts: [contact("anna"), gone, mute] }) })
    for (const life of [shared, alone]) {
      life.tick(ten)
      life.tell("2026-03-09T11:00", unsubscribed("anna"))
    }
    assert.notInclude(shared.tick("2026-03-09T11:00").join(), "left")
    assert.include(alone.tick("2026-03-09T11:00"), "arrow left care: opted-out")
    shared.tell("2026-03-09T12:00", unsubscribed("desk"))
    assert.include(shared.tick("2026-03-09T12:00"), "arrow left care: opted-out")
  })

  it("at once when the account says no for all, and with that word nobody enters", () => {
    const life = live({ records: two, programs: [program({ entry: "always" })] })
    life.tick(ten)
    life.tell("2026-03-09T11:00", noForAll("anna"))
    assert.include(life.tick("2026-03-09T11:00"), "arrow left care: opted-out")
    assert.deepStrictEqual(evidenceOf(life), [
      { "consent.topic": "*", "consent.source": "phone", "consent.scope": "account" }
    ])
    assert.deepStrictEqual(life.tick("2026-03-12T10:00"), [])
  })

  it("not when somebody consented anew after that word", () => {
    const anew: GroupContact["consent"][number] = {
      topic: "news",
      purpose: "marketing",
      basis: "consent",
      status: "given",
      at: at("2026-03-09T09:45"),
      source: "form"
    }
    const life = live({
      records: records({ contacts: [contact("anna"), contact("ben", "arrow", { consent: [anew] })] })
    })
    life.tell("2026-03-09T09:30", noForAll("anna"))
    assert.deepStrictEqual(touching(life.tick(ten)), ["t1 anna skipped: unsubscribed", "t1 ben queued"])
  })

  it("not from a play that sends nothing promotional", () => {
    const tasks = program({}, [{ ...call, to: '"champion" in contact.roles' }])
    const life = live({ programs: [tasks] })
    life.tick(ten)
    life.tell("2026-03-09T11:00", noForAll("anna"))
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), [])
  })
})

describe("versions that change under an account", () => {
  const older = program({}, [{}, { after: "1 day" }, { after: "30 days" }])
  const migrate = (life: ReturnType<typeof live>, when: string, version: string): void =>
    life.tell(when, {
      _tag: "EnrolmentMigrated",
      enrolmentId: life.enrolmentIds()[0] ?? "",
      version,
      by: "mia"
    })

  it("a version that has no such play is left, and what waits is withdrawn", () => {
    const other = program({ play: { id: "other" } })
    const life = live({ programs: [older] })
    life.tick(ten)
    life.define([other], [older])
    migrate(life, "2026-03-09T11:00", other.version)
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), [
      "arrow left care: play gone",
      "t1 anna withdrawn: play gone"
    ])
    assert.deepStrictEqual(evidenceOf(life), [{ "enrolment.version": other.version, "enrolment.play": "main" }])
  })

  it("a version that nobody knows decides nothing until the account is taken elsewhere", () => {
    const life = live({ programs: [older] })
    life.tick(ten)
    life.define([program({ play: { id: "other" } })], [])
    assert.deepStrictEqual(life.tick("2026-03-11T10:00"), [])
    life.define([program()], [])
    migrate(life, "2026-03-12T10:00", program().version)
    life.answer("2026-03-12T10:00")
    life.tick("2026-03-12T10:00")
    assert.strictEqual(life.wakes(), "2026-03-14T10:00")
    assert.deepStrictEqual(life.tick("2026-03-14T10:00"), ["t2 opened for anna", "t2 anna queued"])
  })

  it("what is queued, held or asked for a touch that the new version lacks does not go; the rest repeats nothing", () => {
    const call = { slot: undefined, task: { kind: "call", text: "Call." } }
    const wide = program({}, [{}, { after: "1 day" }, { ...call }, {}])
    const narrow = program({}, [{}, { id: "t4", after: "1 day" }])
    const queued = live({ programs: [wide] })
    queued.tick(ten)
    queued.answer(ten)
    queued.tick("2026-03-10T10:00")
    queued.define([narrow], [wide])
    migrate(queued, "2026-03-10T11:00", narrow.version)
    assert.deepStrictEqual(queued.tick("2026-03-10T11:00"), [
      "t2 anna withdrawn: touch gone",
      "t4 opened for anna",
      "t4 anna queued"
    ])
    const asked = live({ programs: [wide] })
    asked.run("2026-03-09T10:00", "2026-03-11T00:00")
    asked.define([narrow], [wide])
    migrate(asked, "2026-03-11T10:00", narrow.version)
    const lines = asked.run("2026-03-11T10:00", "2026-04-30T00:00")
    assert.include(lines, "2026-03-11T10:00 task withdrawn: touch gone")
    for (const life of [queued, asked]) {
      const ids = life.messageIds()
      assert.lengthOf(new Set(ids), ids.length)
      assert.notInclude(life.tick("2026-05-01T10:00").join(), "t1")
    }
  })
})

describe("leaving a program: negotiation", () => {
  const negotiating = program({ play: { exits: ["negotiation"] } })

  it("ends a play that names it and only holds one that does not", () => {
    const ends = live({ programs: [negotiating] })
    const holds = live()
    for (const life of [ends, holds]) {
      life.tick(ten)
      life.tell("2026-03-09T11:00", talks)
    }
    assert.deepStrictEqual(ends.tick("2026-03-09T11:00"), [
      "arrow left care: negotiation",
      "t1 anna withdrawn: negotiation"
    ])
    assert.deepStrictEqual(evidenceOf(ends), [{ "hold.id": "h1", "hold.by": "mia", "hold.reason": "frame contract" }])
    assert.deepStrictEqual(holds.tick("2026-03-09T11:00"), ["t1 anna deferred: negotiation"])
  })

  it("is looked at when a planned one comes near, and who negotiates enters when it is over", () => {
    const planned = {
      id: "i1",
      accountId: "arrow",
      kind: "negotiation",
      status: "planned",
      plannedAt: at("2026-03-18T10:00"),
      by: "mia"
    } as const
    const life = live({ programs: [negotiating], records: records({ interactions: [planned] }) })
    const lines = life.run("2026-03-09T10:00", "2026-03-20T00:00")
    assert.include(lines, "2026-03-11T00:00 arrow left care: negotiation")
    const late = live({ programs: [negotiating], records: records({ interactions: [planned] }) })
    assert.deepStrictEqual(late.run("2026-03-12T10:00", "2026-03-20T00:00").slice(0, 1), [
      "2026-03-19T00:00 arrow entered care (1)"
    ])
  })
})

describe("leaving a program: lost", () => {
  const staying = (found: Staying["class"]): Staying => ({
    class: found,
    lostOn: null,
    health: null,
    causes: null,
    act: null
  })
  const entering = (status: AccountStatus | undefined, found: Staying["class"] = null, objective = "retain") =>
    live({
      programs: [program({ objective }, [{}])],
      records: records({ accounts: [account("arrow", status === undefined ? {} : { status })] }),
      staying: staying(found)
    })
      .tick(ten)
      .includes("arrow entered care (1)")

  it("by the status of the record, which wins over what retention says", () => {
    assert.isFalse(entering("lost"))
    assert.isFalse(entering("lost", "active"))
    assert.isTrue(entering("customer", "lost"))
    assert.isTrue(entering("regained", "lost"))
  })

  it("by what retention says of a client who is lapsed or has no status; unknown is not lost", () => {
    assert.isFalse(entering(undefined, "lost"))
    assert.isFalse(entering("lapsed", "lost"))
    assert.isTrue(entering("lapsed", "at risk"))
    assert.isTrue(entering(undefined, null))
  })

  it("never from a program that wins back", () => {
    assert.isTrue(entering("lost", "lost", "win back"))
  })

  it("once the records say so, with the status as evidence", () => {
    const life = live()
    life.tick(ten)
    life.bring("2026-03-09T11:00", { accounts: [account("arrow", { status: "lost" })] })
    assert.deepStrictEqual(life.tick("2026-03-09T11:00"), ["arrow left care: lost", "t1 anna withdrawn: lost"])
    assert.deepStrictEqual(evidenceOf(life), [{ "account.status": "lost" }])
  })

  it("not where the play names no exits", () => {
    const life = live({
      programs: [program({ play: { exits: [] } })],
      records: records({ accounts: [account("arrow", { status: "lost" })] })
    })
    assert.include(life.tick(ten), "arrow entered care (1)")
  })
})
