import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as TaskLink from "../../src/desk/TaskLink.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import { at, task } from "./DeskSample.ts"

const key = "a key of the tests, long enough"
const claim: TaskLink.Claim = { taskId: "task-1", groupId: "A", by: "ann", act: "done", until: at("2026-10-12") }
const now = at("2026-10-05")
const token = TaskLink.sign(claim, key)

describe("a signed link", () => {
  it.prop("says again what was signed", [Arbitrary.schema(TaskLink.Claim)], ([any]) => {
    // JSON knows one zero.
    const one = { ...any, until: Calendar.instant(any.until + 0) }
    const before = Calendar.instant(one.until - 1)
    assert.deepStrictEqual(TaskLink.verify(TaskLink.sign(one, key), key, before), { ok: true, claim: one })
  })

  it("is refused when any character of it is another", () => {
    for (let place = 0; place < token.length; place += 1) {
      const other = token[place] === "a" ? "b" : "a"
      const altered = token.slice(0, place) + other + token.slice(place + 1)
      assert.deepStrictEqual(TaskLink.verify(altered, key, now), { ok: false, refusal: "forged" }, `at ${place}`)
    }
  })

  it("is refused under another key, without its signature, and with that of another link", () => {
    const [, signature = ""] = TaskLink.sign({ ...claim, taskId: "task-2" }, key).split(".")
    const [payload = ""] = token.split(".")
    for (const forged of [`${payload}.${signature}`, payload, `${payload}.`, "", "….…", token.repeat(50), ` ${token}`])
      assert.deepStrictEqual(TaskLink.verify(forged, key, now), { ok: false, refusal: "forged" })
    assert.deepStrictEqual(TaskLink.verify(token, `${key}!`, now), { ok: false, refusal: "forged" })
  })

  it("ends at its instant", () => {
    assert.isTrue(TaskLink.verify(token, key, Calendar.instant(claim.until - 1)).ok)
    assert.deepStrictEqual(TaskLink.verify(token, key, claim.until), { ok: false, refusal: "expired" })
  })
})

describe("what a link can do about a task", () => {
  const closed = { at: at("2026-10-04"), by: "cid", outcome: "done" as const }
  const accepted = { at: at("2026-10-04"), by: "ann" }
  it("is its deed once", () => {
    assert.deepStrictEqual(TaskLink.standingOf(claim, task("task-1")), { state: "open" })
    assert.deepStrictEqual(TaskLink.standingOf(claim, task("task-1", { closed })), { state: "closed", ...closed })
    assert.deepStrictEqual(TaskLink.standingOf({ ...claim, act: "accept" }, task("task-1", { accepted })), {
      state: "accepted",
      ...accepted
    })
    assert.deepStrictEqual(TaskLink.standingOf(claim, task("task-1", { accepted })), { state: "open" })
    assert.deepStrictEqual(TaskLink.standingOf(claim, undefined), { state: "unknown" })
  })
  it("is nothing once the task is somebody else's, unless it was raised to them", () => {
    const other = task("task-1", { ownerId: "cid" })
    assert.deepStrictEqual(TaskLink.standingOf(claim, other), { state: "not theirs", ownerId: "cid" })
    const escalated = { at: at("2026-10-04"), to: "ann", reason: "overdue" }
    assert.deepStrictEqual(TaskLink.standingOf(claim, { ...other, escalated }), { state: "open" })
  })
})
