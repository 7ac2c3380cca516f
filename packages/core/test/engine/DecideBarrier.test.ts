/** The time of barriers: it runs from the real hand-over of the step before. */
import { assert, describe, it } from "@effect/vitest"
import type { Input } from "../../src/journal/Event.ts"
import * as Policy from "../../src/program/Policy.ts"
import { at, contact, live, program, records } from "./Life.ts"

const reply = { event: "reply", timeout: "5 days", otherwise: "leave" }
const waiting = [program({}, [{}, { waitFor: reply }])]
const gated = [program({}, [{}, { gate: { roles: ["champion"], within: "5 days" } }])]
const placed: Input = {
  _tag: "HoldPlaced",
  hold: { id: "h1", kind: "sales", reason: "talks", by: "mia", placedAt: at("2026-03-09T09:00") }
}
const replied = (contactId: string, when: string): Input => ({
  _tag: "ActivityRecorded",
  activity: { kind: "replied", contactId, at: at(when) }
})

describe("the time of a barrier", () => {
  it("does not run while the step before is held, and then runs from the hand-over", () => {
    for (const [programs, reason] of [
      [waiting, "no-reply"],
      [gated, "gate-not-passed"]
    ] as const) {
      const life = live({ programs })
      life.tell("2026-03-09T09:00", placed)
      assert.deepStrictEqual(life.run("2026-03-09T10:00", "2026-03-30T10:00").slice(-1), [
        "2026-03-09T10:00 t1 anna held: sales-hold"
      ])
      life.tell("2026-03-30T10:00", { _tag: "HoldReleased", by: "mia" })
      assert.deepStrictEqual(life.run("2026-03-30T10:00", "2026-04-30T10:00"), [
        "2026-03-30T10:00 t1 anna queued",
        `2026-04-04T10:00 arrow left care: ${reason}`
      ])
    }
  })

  it("runs from the last hand-over to the members, over a weekend too", () => {
    const contacts = [contact("anna"), contact("ben")]
    const life = live({ policy: Policy.standard, records: records({ contacts }), programs: waiting })
    // A Friday evening: the window opens on Monday, and Ben is written to half an hour after Anna.
    const lines = life.run("2026-03-13T18:30", "2026-03-30T10:00")
    assert.deepStrictEqual(lines.slice(-2), [
      "2026-03-16T09:30 t1 ben queued",
      "2026-03-21T09:30 arrow left care: no-reply"
    ])
  })

  it("does not run for a message in the queue, and runs once its fate is unknown", () => {
    const life = live({ programs: [program({}, [{ deadlineBusinessDays: 20 }, { waitFor: reply }])] })
    life.tick("2026-03-09T10:00")
    assert.deepStrictEqual(life.tick("2026-03-20T10:00"), ["t1 anna goes on"])
    life.answer("2026-03-20T12:00", "unknown")
    life.tick("2026-03-20T12:00")
    assert.strictEqual(life.wakes(), "2026-03-25T12:00")
  })

  it("runs from the last end where nothing was handed over, and from the hand-over where one was skipped later", () => {
    const life = live({ programs: waiting })
    life.tick("2026-03-09T10:00")
    life.answer("2026-03-09T11:00", "failed")
    life.tick("2026-03-09T11:00")
    assert.strictEqual(life.wakes(), "2026-03-14T11:00")

    const contacts = [contact("anna"), contact("ben")]
    const two = live({ records: records({ contacts }), programs: waiting })
    two.tell("2026-03-09T09:00", {
      _tag: "ActivityRecorded",
      activity: { kind: "out of office", contactId: "ben", at: at("2026-03-09T09:00"), until: at("2026-03-10T10:00") }
    })
    two.run("2026-03-09T10:00", "2026-03-10T10:00")
    two.tell("2026-03-10T10:00", {
      _tag: "ActivityRecorded",
      activity: { kind: "unsubscribed", contactId: "ben", at: at("2026-03-10T10:00") }
    })
    assert.deepStrictEqual(two.tick("2026-03-10T10:00"), ["t1 ben skipped: unsubscribed"])
    assert.strictEqual(two.wakes(), "2026-03-14T10:00")
  })

  it("is no reason to wait: a reply while another touch is still to go passes the barrier", () => {
    const contacts = [contact("anna"), contact("ben")]
    const life = live({ records: records({ contacts }), programs: waiting })
    life.tell("2026-03-09T09:00", {
      _tag: "ActivityRecorded",
      activity: { kind: "out of office", contactId: "ben", at: at("2026-03-09T09:00"), until: at("2026-03-10T10:00") }
    })
    life.run("2026-03-09T10:00", "2026-03-09T12:00")
    life.tell("2026-03-09T12:00", replied("anna", "2026-03-09T12:00"))
    assert.include(life.tick("2026-03-09T12:00"), "t2 passed by event")
  })
})
