import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as ProgramReport from "../../src/measurement/ProgramReport.ts"
import { instant } from "../../src/kernel/Calendar.ts"
import type { EnrolmentState, TouchState } from "../../src/program/Enrolment.ts"

const touch = (status: TouchState["status"], rule?: string): TouchState => ({
  status,
  at: instant(0),
  deadlineFrom: instant(0),
  ...(rule === undefined ? {} : { rule })
})
const enrolment = (more: Partial<EnrolmentState> = {}): EnrolmentState => ({
  enrolmentId: "e1",
  programId: "care",
  version: "v1",
  playId: "main",
  accountId: "arrow",
  occurrence: 1,
  holdout: false,
  enteredAt: instant(0),
  opened: {},
  touches: {},
  exited: null,
  ...more
})

const Drawn = Schema.Struct({
  program: Schema.Literals(["care", "grow"]),
  touch: Schema.Literals(["t1", "t2"]),
  status: Schema.Literals(["held", "queued", "sent", "skipped", "refused", "failed", "unknown"]),
  rule: Schema.Literals(["window", "replied", "released", "none"]),
  holdout: Schema.Boolean
})
const drawn = Arbitrary.schema(Schema.Array(Drawn).check(Schema.isMaxLength(40)))

describe("the closing numbers", () => {
  it("put every state of a touch into one of six, with its reason", () => {
    const table = [
      [touch("held", "window"), "waiting: window"],
      [touch("queued"), "waiting: queued"],
      [touch("queued", "released"), "waiting: queued"],
      [touch("queued", "sales-hold"), "waiting: sales-hold"],
      [touch("sent"), "sent: accepted"],
      [touch("unknown"), "unknown: no answer"],
      [touch("unknown", "its runner died"), "unknown: its runner died"],
      [touch("skipped", "replied"), "skipped: replied"],
      [touch("refused", "550"), "refused: 550"],
      [touch("failed", "no body"), "failed: no body"]
    ] as const
    for (const [state, expected] of table) {
      const { outcome, reason } = ProgramReport.outcomeOf(state)
      assert.strictEqual(`${outcome}: ${reason}`, expected)
    }
  })

  it("count by program, play and touch, most frequent reason first", () => {
    const totals = ProgramReport.count([
      enrolment({
        touches: {
          t1: { anna: touch("sent"), ben: touch("held", "window"), cara: touch("held", "stagger") },
          t2: { anna: touch("held", "window") }
        },
        exited: { reason: "goal met", at: instant(9) }
      }),
      enrolment({
        enrolmentId: "e2",
        programId: "grow",
        holdout: true,
        touches: { t1: { dora: touch("skipped", "holdout") } }
      })
    ])
    assert.deepInclude(totals, { enrolled: 2, holdout: 1, exited: { "goal met": 1 }, audience: 5, sent: 1, waiting: 3 })
    assert.deepStrictEqual(Object.entries(totals.reasons.waiting), [
      ["window", 2],
      ["stagger", 1]
    ])
    assert.deepStrictEqual(
      totals.touches.map((one) => [one.programId, one.playId, one.touchId, one.audience]),
      [
        ["care", "main", "t1", 3],
        ["care", "main", "t2", 1],
        ["grow", "main", "t1", 1]
      ]
    )
  })

  it("of nothing are nought", () => {
    const totals = ProgramReport.count([])
    assert.deepInclude(totals, { enrolled: 0, audience: 0, touches: [], exited: {} })
  })

  it.prop("close, in any order, and are what their schema says", [drawn], ([rows]) => {
    const all = rows.map((row, index) =>
      enrolment({
        enrolmentId: `e${index}`,
        programId: row.program,
        holdout: row.holdout,
        touches: { [row.touch]: { anna: touch(row.status, row.rule === "none" ? undefined : row.rule) } }
      })
    )
    const totals = ProgramReport.count(all)
    const sum = totals.sent + totals.waiting + totals.skipped + totals.refused + totals.failed + totals.unknown
    assert.deepStrictEqual([totals.audience, sum], [rows.length, rows.length])
    assert.strictEqual(
      totals.touches.reduce((total, one) => total + one.audience, 0),
      rows.length
    )
    assert.deepStrictEqual(ProgramReport.count(all.toReversed()), totals)
    assert.deepStrictEqual(Schema.decodeUnknownSync(ProgramReport.Totals)(JSON.parse(JSON.stringify(totals))), totals)
  })
})
