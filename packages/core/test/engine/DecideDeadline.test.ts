/** The deadline of a touch: under which holds it runs, under which it stands still. */
import { assert, describe, it } from "@effect/vitest"
import type { Activity } from "../../src/account/Activity.ts"
import type { Input } from "../../src/journal/Event.ts"
import { at, live, program, touching, wideOpen } from "./Life.ts"

const told = (kind: Activity["kind"], when: string, more: Partial<Activity> = {}): Input => ({
  _tag: "ActivityRecorded",
  activity: { kind, contactId: "anna", at: at(when), ...more }
})
const two = [program({}, [{}, { after: "2 days" }])]
const begun = (life: ReturnType<typeof live>) => {
  life.tick("2026-03-09T10:00")
  life.answer("2026-03-09T10:00")
  return life
}

describe("the deadline of a touch", () => {
  it("stands still while the person is away, longer than it is", () => {
    const life = begun(live({ programs: two }))
    life.tell("2026-03-09T11:00", told("out of office", "2026-03-09T11:00", { until: at("2026-03-23T10:00") }))
    assert.deepStrictEqual(touching(life.run("2026-03-09T11:00", "2026-04-01T00:00")), [
      "2026-03-11T10:00 t2 anna held: out-of-office until 2026-03-24T10:00",
      "2026-03-24T10:00 t2 anna queued",
      "2026-03-24T10:00 arrow left care: completed"
    ])
  })

  it("stands still while the address rests, also for what is in the queue", () => {
    const life = live({ programs: [program({}, [{}])] })
    life.tick("2026-03-09T10:00")
    for (const when of ["2026-03-07T09:00", "2026-03-08T09:00", "2026-03-09T11:00"])
      life.tell("2026-03-09T11:00", told("bounced", when))
    assert.deepStrictEqual(touching(life.run("2026-03-09T11:00", "2026-05-01T00:00")), [
      "2026-03-09T11:00 t1 anna deferred: soft-bounce-rest until 2026-04-08T11:00",
      "2026-04-08T11:00 t1 anna goes on",
      "2026-04-08T11:00 arrow left care: completed"
    ])
  })

  it("stands still while another program has the word, and the touch goes when that one has left", () => {
    const high = program({ id: "high", priority: 5 }, [{}, { after: "10 days" }, { after: "10 days" }])
    const low = program({ id: "low" }, [{ id: "l1" }, { id: "l2", after: "2 days" }])
    const lines = live({ programs: [high, low] }).run("2026-03-09T10:00", "2026-05-01T00:00")
    assert.deepStrictEqual(touching(lines).slice(-5), [
      "2026-03-29T10:00 arrow left high: completed",
      "2026-03-29T10:00 l1 anna held: another-program until 2026-03-30T00:00",
      "2026-03-30T00:00 l1 anna queued",
      "2026-04-01T00:00 l2 anna queued",
      "2026-04-01T00:00 arrow left low: completed"
    ])
  })

  it("does not keep what waits for the word beyond the end of its program", () => {
    const high = program({ id: "high", priority: 5 }, [{}, { after: "10 days" }, { after: "10 days" }])
    const low = program({ id: "low", endsOn: "2026-03-25" }, [{ id: "l1" }])
    const lines = live({ programs: [high, low] }).run("2026-03-09T10:00", "2026-05-01T00:00")
    assert.include(lines, "2026-03-26T00:00 l1 anna skipped: program-ended")
    assert.notInclude(lines.join(), "l1 anna queued")
  })

  it("runs under a cap, and starts anew where the word of another program was beneath it and is over", () => {
    const policy = { ...wideOpen, contactCap: { per24Hours: 9, per7Days: 1 } }
    const alone = begun(live({ programs: two, policy }))
    assert.deepStrictEqual(touching(alone.run("2026-03-09T11:00", "2026-04-01T00:00")).slice(0, 2), [
      "2026-03-11T10:00 t2 anna held: contact-cap until 2026-03-16T10:00",
      // Monday comes at the same instant as the deadline of three business days.
      "2026-03-16T10:00 t2 anna skipped: too-late"
    ])
    const high = program({ id: "high", priority: 5 }, [{}])
    const low = program({ id: "low" }, [{ id: "l1" }])
    const life = live({ programs: [low, high], policy })
    assert.deepStrictEqual(touching(life.run("2026-03-09T10:00", "2026-04-01T00:00")).slice(-3), [
      // Said again when the other one's day is over: from then on the deadline runs.
      "2026-03-10T00:00 l1 anna held: contact-cap until 2026-03-16T10:00",
      "2026-03-13T00:00 l1 anna skipped: too-late",
      "2026-03-13T00:00 arrow left low: completed"
    ])
  })
})
