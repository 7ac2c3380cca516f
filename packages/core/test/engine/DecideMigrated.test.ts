/** Accounts that are moved to another version of their program while they are inside. */
import { assert, describe, it } from "@effect/vitest"
import { at, live, program, touching } from "./Life.ts"

const before = program({}, [{}, { after: "2 days" }])
const migrated = (touches: ReadonlyArray<object>, hasGone: boolean) => {
  const after = program({}, touches)
  const life = live({ programs: [before] })
  if (!hasGone)
    life.tell("2026-03-09T09:00", {
      _tag: "HoldPlaced",
      hold: { id: "h1", kind: "sales", reason: "talks", by: "mia", placedAt: at("2026-03-09T09:00") }
    })
  life.tick("2026-03-09T10:00")
  if (hasGone) life.answer("2026-03-09T10:00")
  life.define([after], [before])
  const [enrolmentId = ""] = life.enrolmentIds()
  life.tell("2026-03-09T10:05", { _tag: "EnrolmentMigrated", enrolmentId, version: after.version, by: "mia" })
  return life
}

describe("a step that a new version inserts", () => {
  it("is passed over where a later one is open, and the account completes without it", () => {
    const life = migrated([{ id: "t0" }, { id: "t1" }, { id: "t2", after: "2 days" }], true)
    assert.deepStrictEqual(life.run("2026-03-09T10:05", "2026-04-30T00:00"), [
      "2026-03-11T10:00 t2 opened for anna",
      "2026-03-11T10:00 t2 anna queued",
      "2026-03-11T10:00 arrow left care: completed"
    ])
  })

  it("keeps nothing from going that was open and waited", () => {
    const life = migrated([{ id: "t0" }, { id: "t1" }, { id: "t2", after: "2 days" }], false)
    assert.deepStrictEqual(life.tick("2026-03-09T10:05"), [])
    life.tell("2026-03-10T10:00", { _tag: "HoldReleased", by: "mia" })
    assert.deepStrictEqual(touching(life.run("2026-03-10T10:00", "2026-04-30T00:00")), [
      "2026-03-10T10:00 t1 anna queued",
      "2026-03-12T10:00 t2 anna queued",
      "2026-03-12T10:00 arrow left care: completed"
    ])
  })

  it("opens where it comes behind the last open one, and the next counts from it", () => {
    const life = migrated([{ id: "t1" }, { id: "t1b", after: "1 day" }, { id: "t2", after: "2 days" }], true)
    assert.deepStrictEqual(touching(life.run("2026-03-09T10:05", "2026-04-30T00:00")), [
      "2026-03-10T10:00 t1b anna queued",
      "2026-03-12T10:00 t2 anna queued",
      "2026-03-12T10:00 arrow left care: completed"
    ])
  })

  it("does not let the account leave before the steps behind the open one are done", () => {
    const life = migrated([{ id: "t0" }, { id: "t1" }, { id: "t2", after: "4 weeks" }], true)
    assert.deepStrictEqual(life.tick("2026-03-20T10:00"), [])
    assert.strictEqual(life.wakes(), "2026-04-06T10:00")
  })
})
