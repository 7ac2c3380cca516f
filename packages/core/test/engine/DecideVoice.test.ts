/** One voice: whose the word is, what takes it, what keeps it and how long. */
import { assert, describe, it } from "@effect/vitest"
import type { Input } from "../../src/journal/Event.ts"
import type { Manager } from "../../src/account/Manager.ts"
import { account, contact, live, program, records, touching, wideOpen, zone } from "./Life.ts"

const mia: Manager = {
  id: "mia",
  name: "Mia",
  timeZone: zone("UTC"),
  skills: { languages: [], industries: [], products: [] }
}
const call = (dueBusinessDays: number, more: object = {}) => ({
  to: undefined,
  slot: undefined,
  task: { kind: "call", text: "call them", dueBusinessDays },
  ...more
})
const champions = '"champion" in contact.roles'
const patient = { deadlineBusinessDays: 40 }
/** What went, and who left. */
const gone = (lines: ReadonlyArray<string>) => lines.filter((line) => /queued| left /u.test(line))

describe("the word", () => {
  it("is the last speaker's: two programs that both spoke do not silence each other", () => {
    const high = program({ id: "high", priority: 5 }, [{}, { after: "20 days", ...patient }])
    const low = program({ id: "low", priority: 1 }, [
      { id: "l1", ...patient },
      { id: "l2", after: "8 days" }
    ])
    const life = live({ programs: [high, low] })
    assert.deepStrictEqual(gone(life.run("2026-03-09T10:00", "2026-06-10T00:00")), [
      "2026-03-09T10:00 t1 anna queued",
      // The high one was silent for fourteen days.
      "2026-03-23T10:00 l1 anna queued",
      // Its next is due on the 29th, while the low one speaks, which goes on on the 31st and has left then.
      "2026-03-31T10:00 l2 anna queued",
      "2026-03-31T10:00 arrow left low: completed",
      "2026-04-01T00:00 t2 anna queued",
      "2026-04-01T00:00 arrow left high: completed"
    ])
  })

  it("is neither taken nor kept by a service message", () => {
    const high = program({ id: "high", priority: 5 }, [{}, { after: "3 days" }, { after: "3 days" }])
    const service = { class: "service", ground: "law: of the post" }
    const low = program({ id: "low", startsOn: "2026-03-10" }, [
      { id: "s1", ...service },
      { id: "s2", after: "60 days" }
    ])
    const life = live({ programs: [high, low] })
    assert.deepStrictEqual(gone(life.run("2026-03-09T10:00", "2026-03-20T00:00")), [
      "2026-03-09T10:00 t1 anna queued",
      "2026-03-10T00:00 s1 anna queued",
      "2026-03-12T10:00 t2 anna queued",
      "2026-03-15T10:00 t3 anna queued",
      "2026-03-15T10:00 arrow left high: completed"
    ])
    // The speaker sends a service message twelve days later: the fourteen days are over all the same.
    const serving = program({ id: "high", priority: 5 }, [{}, { after: "12 days", ...service }, { after: "60 days" }])
    const other = program({ id: "low" }, [{ id: "l1", ...patient }])
    assert.deepStrictEqual(gone(live({ programs: [serving, other] }).run("2026-03-09T10:00", "2026-03-30T00:00")), [
      "2026-03-09T10:00 t1 anna queued",
      "2026-03-21T10:00 t2 anna queued",
      "2026-03-23T10:00 l1 anna queued",
      "2026-03-23T10:00 arrow left low: completed"
    ])
  })

  it("is kept while a message of the program waits for the next window, and given back after the quiet days", () => {
    const high = program({ id: "high", priority: 5 }, [{ window: { from: "09:00", to: "11:00", weekdays: [1, 2] } }])
    const low = program({ id: "low" }, [{ id: "l1", ...patient }])
    const life = live({ programs: [high, low], records: records({ contacts: [contact("anna")] }) })
    assert.include(life.tick("2026-03-09T10:00"), "t1 anna queued")
    // Nobody took it: the next opening is tomorrow.
    const lines = life.tick("2026-03-09T11:00")
    assert.include(lines, "t1 anna deferred: window until 2026-03-10T09:00")
    assert.include(lines, "l1 anna held: another-program until 2026-03-23T10:00")
  })

  it("is each account's alone, unless the policy gives the group one", () => {
    const contacts = [contact("anna"), contact("ben", "bolt")]
    const group = records({ accounts: [account("arrow"), account("bolt")], contacts })
    const first = program({ id: "first", priority: 1, audience: 'account.id == "arrow"' }, [{}, { after: "5 days" }])
    const second = program({ id: "second", audience: 'account.id == "bolt"' }, [{ id: "s1", ...patient }])
    const one = live({ programs: [first, second], records: group })
    assert.include(one.tick("2026-03-09T10:00"), "s1 ben queued")
    const policy = { ...wideOpen, oneVoice: { count: "group" as const, quietDays: 14 } }
    const all = live({ programs: [first, second], records: group, policy })
    assert.include(all.tick("2026-03-09T10:00"), "s1 ben held: another-program until 2026-03-23T10:00")
  })
})

describe("a task of a step", () => {
  const managed = records({ manager: mia })
  const low = program({ id: "low", priority: 1 }, [{ id: "l1", ...patient }])

  it("keeps the word of a program that spoke, while it is open and after it is closed", () => {
    const high = program({ id: "high", priority: 5 }, [{}, call(10, { after: "10 days" }), {}])
    const open = live({ records: managed, programs: [high, low] })
    // Due on Thursday the 2nd of April; nobody does it.
    assert.deepStrictEqual(gone(open.run("2026-03-09T10:00", "2026-04-30T00:00")), [
      "2026-03-09T10:00 t1 anna queued",
      "2026-04-16T10:00 l1 anna queued",
      "2026-04-16T10:00 arrow left low: completed"
    ])
    const done = live({
      records: managed,
      programs: [program({ id: "high", priority: 5 }, [{}, call(10), { after: "10 days" }]), low]
    })
    done.run("2026-03-09T10:00", "2026-03-20T10:00")
    done.closeTasks("2026-03-20T10:00")
    assert.deepStrictEqual(gone(done.run("2026-03-20T10:00", "2026-04-30T00:00")), [
      "2026-03-30T10:00 t3 anna queued",
      "2026-03-30T10:00 arrow left high: completed",
      "2026-03-31T00:00 l1 anna queued",
      "2026-03-31T00:00 arrow left low: completed"
    ])
  })

  it("takes the word when it is done with persons and nobody has it", () => {
    const high = (to: string | undefined) =>
      program({ id: "high", priority: 5 }, [call(2, { to }), { after: "5 days" }])
    const withPersons = live({ records: managed, programs: [high(champions), low] })
    assert.include(withPersons.tick("2026-03-09T10:00"), "l1 anna held: another-program until 2026-03-25T10:00")
    const ofOurs = live({ records: managed, programs: [high(undefined), low] })
    assert.include(ofOurs.tick("2026-03-09T10:00"), "l1 anna queued")
  })

  it("takes it from nobody who has it by a message, nor from the one whose task came first", () => {
    const speaking = program({ id: "low", priority: 5 }, [{ id: "l1" }, { id: "l2", after: "2 days" }])
    const calling = program({ id: "high", startsOn: "2026-03-10" }, [call(2, { to: champions }), { ...patient }])
    const life = live({ records: managed, programs: [calling, speaking] })
    life.run("2026-03-09T10:00", "2026-03-10T12:00")
    life.closeTasks("2026-03-10T12:00")
    assert.deepStrictEqual(gone(life.run("2026-03-10T12:00", "2026-03-30T00:00")), [
      "2026-03-11T10:00 l2 anna queued",
      "2026-03-11T10:00 arrow left low: completed",
      "2026-03-12T00:00 t2 anna queued",
      "2026-03-12T00:00 arrow left high: completed"
    ])
    const first = program({ id: "first" }, [call(2, { to: champions }), { id: "f2", after: "1 day", ...patient }])
    const second = program({ id: "second", startsOn: "2026-03-10" }, [
      call(2, { to: champions }),
      { id: "s2", after: "1 day", ...patient }
    ])
    const both = live({ records: managed, programs: [first, second] })
    both.run("2026-03-09T10:00", "2026-03-10T12:00")
    both.closeTasks("2026-03-10T12:00")
    assert.deepStrictEqual(gone(both.run("2026-03-10T12:00", "2026-03-30T00:00")), [
      "2026-03-11T12:00 f2 anna queued",
      "2026-03-11T12:00 arrow left first: completed",
      "2026-03-12T00:00 s2 anna queued",
      "2026-03-12T00:00 arrow left second: completed"
    ])
  })

  it("that was dismissed is as a touch that was skipped", () => {
    const high = program({ id: "high", priority: 5 }, [call(2, { to: champions }), { after: "5 days" }])
    const life = live({ records: managed, programs: [high, low] })
    life.tick("2026-03-09T10:00")
    const [taskId = ""] = Object.keys(life.state().tasks)
    const dismissed: Input = { _tag: "TaskClosed", taskId, by: "mia", outcome: "dismissed" }
    life.tell("2026-03-09T12:00", dismissed)
    assert.deepStrictEqual(touching(life.tick("2026-03-09T12:00")), ["l1 anna queued"])
  })
})
