/** Plans compared: any plan is as itself, and each way in which a touch can differ, by table. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Decision } from "../../src/journal/Event.ts"
import { instant, type Instant } from "../../src/kernel/Calendar.ts"
import * as PlanDiff from "../../src/measurement/PlanDiff.ts"
import type { Decided } from "../../src/measurement/TouchFates.ts"
import * as Planned from "./Planned.ts"

const hour = 3_600_000
const at = (hours: number): Instant => instant(Date.UTC(2026, 9, 5) + hours * hour)
const place = {
  enrolmentId: "e1",
  programId: "grow",
  playId: "main",
  touchId: "one",
  accountId: "arrow",
  contactId: "anna"
}
const queued = (hours: number, variantId = "a"): Decision => ({
  _tag: "MessageQueued",
  ...place,
  due: at(0),
  messageId: "m1",
  version: "v1",
  addressHash: "h",
  topic: "news",
  class: "promotional",
  slot: "main",
  variantId,
  templateId: `main.${variantId}`,
  sender: "program",
  notBefore: at(hours),
  notAfter: at(hours + 8),
  trace: []
})
const held = (rule: string): Decision => ({
  _tag: "TouchHeld",
  ...place,
  due: at(0),
  rule,
  evidence: {},
  others: [],
  until: null
})
const skipped = (reason: string): Decision => ({ _tag: "TouchSkipped", ...place, reason, evidence: {} })
const deferred = (rule: string, notBefore: number | null): Decision => ({
  _tag: "MessageDeferred",
  ...place,
  messageId: "m1",
  rule,
  evidence: {},
  until: null,
  notBefore: notBefore === null ? null : at(notBefore),
  notAfter: null
})
const task = (dueAt: number): Decision => ({
  _tag: "TaskCreated",
  taskId: "t1",
  kind: "call",
  accountId: "arrow",
  contactIds: [],
  enrolmentId: "e1",
  touchId: "call",
  ownerId: "mia",
  followers: [],
  text: "call",
  dueAt: at(dueAt),
  acceptBy: null,
  evidence: {}
})
const ticked = (hashes: Readonly<Record<string, string>>, factsRevision: string): Decision => ({
  _tag: "Ticked",
  now: at(0),
  factsRevision,
  hashes
})
const entered = (version: string): Decision => ({
  _tag: "Enrolled",
  enrolmentId: "e1",
  programId: "grow",
  version,
  playId: "main",
  accountId: "arrow",
  occurrence: 1,
  holdout: false,
  evidence: {}
})
const plan = (...events: ReadonlyArray<Decision>): ReadonlyArray<Decided> =>
  events.map((event) => ({ groupId: "g", at: at(0), event }))

describe("two plans", () => {
  it("differ in a touch in one of these ways", () => {
    const table: ReadonlyArray<
      readonly [string, ReadonlyArray<Decision>, ReadonlyArray<Decision>, ReadonlyArray<PlanDiff.What>]
    > = [
      ["never due, then sent", [], [queued(9)], ["added"]],
      ["held, then sent", [held("open-complaint")], [held("window"), queued(9)], ["added"]],
      ["sent, then never due", [queued(9)], [], ["gone"]],
      ["sent, then held", [queued(9)], [held("broken-promise")], ["gone"]],
      ["sent, then withdrawn in the queue", [queued(9)], [queued(9), deferred("sales-hold", null)], ["gone"]],
      ["later", [queued(9)], [queued(10)], ["moved"]],
      ["later by a deferral", [queued(9)], [queued(9), deferred("released", 30)], ["moved"]],
      ["other content", [queued(9)], [queued(9, "b")], ["variant"]],
      ["later and other content", [queued(9)], [queued(33, "b")], ["moved", "variant"]],
      ["held for another reason", [held("open-complaint")], [held("broken-promise")], ["reason"]],
      ["skipped instead of held", [held("no-consent")], [skipped("no-consent")], ["reason"]],
      ["not due any more where it was held", [held("no-consent")], [], ["reason"]],
      ["a task that is due later", [task(9)], [task(33)], ["moved"]],
      ["a task that is not there", [task(9)], [], ["gone"]],
      ["held in between for another reason", [held("window"), queued(9)], [held("stagger"), queued(9)], []],
      ["the same hold", [held("window")], [held("window")], []]
    ]
    for (const [name, before, after, what] of table) {
      const { changes, counts } = PlanDiff.compare(plan(...before), plan(...after))
      assert.deepStrictEqual(
        changes.flatMap((one) => one.what),
        what,
        name
      )
      for (const [one, times] of Object.entries(counts))
        assert.strictEqual(times, what.filter((other) => other === one).length, name)
    }
  })

  it("are the same where times are nearer than the tolerance", () => {
    const later = [plan(queued(9)), plan(queued(10))] as const
    assert.isEmpty(PlanDiff.compare(...later, { toleranceMillis: hour }).changes)
    assert.lengthOf(PlanDiff.compare(...later, { toleranceMillis: hour - 1 }).changes, 1)
  })

  it("differ in other decisions as well, which are counted by type", () => {
    const raised: Decision = { _tag: "SignalEnded", key: "k", kind: "silent" }
    const diff = PlanDiff.compare(plan(raised, task(9)), plan(raised, task(33)))
    assert.deepStrictEqual(diff.others, { TaskCreated: 2 })
    assert.isTrue(PlanDiff.isSame(PlanDiff.compare(plan(entered("v1")), plan(entered("v2")))))
    assert.isFalse(PlanDiff.isSame(diff))
    assert.isFalse(PlanDiff.isSame(PlanDiff.compare([], plan(raised))))
  })

  it("tell by what they were decided differently", () => {
    const before = plan(ticked({ engine: "1", policy: "p", definitions: "d" }, "r1"))
    const after = plan(ticked({ engine: "1", policy: "q", definitions: "e" }, "r2"))
    assert.deepStrictEqual(PlanDiff.grounds(before, after), { hashes: ["definitions", "policy"], groups: ["g"] })
    assert.deepStrictEqual(PlanDiff.grounds(before, before), { hashes: [], groups: [] })
    assert.deepStrictEqual(PlanDiff.grounds([], after), { hashes: [], groups: [] })
  })

  it.effect("of which one is the other differ in nothing, and each the other way round is its mirror", () =>
    Effect.gen(function* () {
      let differing = 0
      for (const seed of [1, 2, 3, 4, 5, 6]) {
        const portfolio = Planned.portfolio(seed)
        const { decisions } = yield* Planned.plan(portfolio)
        assert.isTrue(PlanDiff.isSame(PlanDiff.compare(decisions, decisions)), `seed ${seed}`)
        const rates = { reply: 0.4, outOfOffice: 0.2, softBounce: 0, hardBounce: 0.1, unsubscribe: 0.2 }
        const other = (yield* Planned.plan(portfolio, { responses: { seed, rates } })).decisions
        const there = PlanDiff.compare(decisions, other)
        const back = PlanDiff.compare(other, decisions)
        differing += there.changes.length
        assert.strictEqual(there.counts.added, back.counts.gone, `seed ${seed}`)
        assert.strictEqual(there.counts.gone, back.counts.added, `seed ${seed}`)
        for (const what of ["moved", "variant", "reason"] as const)
          assert.strictEqual(there.counts[what], back.counts[what], `seed ${seed}: ${what}`)
        assert.deepStrictEqual(there.others, back.others)
      }
      assert.isAbove(differing, 5)
    })
  )
})
