import { assert, describe, it } from "@effect/vitest"
import { officeHours } from "../../src/kernel/BusinessCalendar.ts"
import type { Program } from "../../src/program/Program.ts"
import { type Policy, standard } from "../../src/program/Policy.ts"
import * as StepCheck from "../../src/program/StepCheck.ts"
import { programOf, withTouches } from "./ProgramSample.ts"

const findings = (program: Program, policy = standard) =>
  StepCheck.check(program, policy).map(({ advice, message, place, rule }) => [rule, place?.field, message, advice])
const deadline = (window: object, deadlineBusinessDays: number) =>
  findings(withTouches([{ window: { ...officeHours, ...window }, deadlineBusinessDays }]))

describe("StepCheck: deadlines", () => {
  it("lets a deadline be that every turn of the week can meet", () => {
    assert.deepStrictEqual(findings(withTouches([{}])), [])
    assert.deepStrictEqual(deadline({}, 2), [])
    assert.deepStrictEqual(deadline({ weekdays: [1] }, 5), [])
    assert.deepStrictEqual(deadline({ from: "00:00", to: "24:00", weekdays: [1, 2, 3, 4, 5, 6, 7] }, 1), [])
    assert.deepStrictEqual(deadline({ from: "22:00", to: "06:00" }, 2), [])
  })

  it("finds one that passes before the window opens, with the turn, the opening and enough days", () => {
    assert.deepStrictEqual(deadline({ weekdays: [1] }, 3), [
      [
        "program/deadline-before-window",
        "plays[0].touches[0].deadlineBusinessDays",
        "program retain, play all, touch t0: its deadline of 3 business days passes before its window opens: due on Monday 18:00, it may go from Monday 09:00",
        "set deadlineBusinessDays to 5 or more, or open the window on more days"
      ]
    ])
    // Due on a Saturday, one business day is over at the beginning of Monday.
    assert.include(
      deadline({}, 1)[0]?.[2],
      "its deadline of 1 business day passes before its window opens: due on Saturday 00:00, it may go from Monday 09:00"
    )
    assert.deepStrictEqual(deadline({ weekdays: [] }, 1), [])
  })

  it("takes the policy's window for touches without their own", () => {
    const monthly = { ...standard, window: { ...officeHours, weekdays: [3] } }
    assert.strictEqual(findings(withTouches([{}]), monthly).length, 1)
    assert.deepStrictEqual(findings(withTouches([{ window: officeHours }]), monthly), [])
  })
})

describe("StepCheck: steps after the end", () => {
  const days = { startsOn: "2026-10-01", endsOn: "2026-10-14" }

  it("finds the first step whose waits are longer than the program", () => {
    assert.deepStrictEqual(
      findings(withTouches([{}, { after: "1 week" }, { after: "8 days" }, { after: "1 day" }], days)),
      [
        [
          "program/unreachable-step",
          "plays[0].touches[2].after",
          "program retain, play all, touch t2: is never reached: its turn comes on 2026-10-16 at the earliest, and the program ends on 2026-10-14",
          "shorten the waits, let the program last longer, or take the step away"
        ]
      ]
    )
    assert.strictEqual(findings(withTouches([{ after: "12 business days" }], days)).length, 1)
  })

  it("keeps quiet where a step may be reached, or nothing ends", () => {
    assert.deepStrictEqual(findings(withTouches([{}, { after: "1 week" }, { after: "6 days" }], days)), [])
    // 1 October and ten business days is 15 October here, but may be the evening before for somebody in the west.
    assert.deepStrictEqual(findings(withTouches([{ after: "10 business days" }], days)), [])
    assert.deepStrictEqual(findings(withTouches([{ after: "40 weeks" }], { endsOn: days.endsOn })), [])
    assert.deepStrictEqual(findings(withTouches([{ after: "40 weeks" }], { startsOn: days.startsOn })), [])
    assert.deepStrictEqual(findings(withTouches([{ after: "1 day" }], { ...days, endsOn: "2026-09-01" })), [])
  })
})

describe("StepCheck: gates and tasks", () => {
  const gate = (roles: ReadonlyArray<string>, atLeast: number) => findings(withTouches([{ gate: { roles, atLeast } }]))

  it("finds a gate that asks for more roles than it names, or names one twice", () => {
    assert.deepStrictEqual(gate(["champion", "user"], 2), [])
    assert.deepStrictEqual(gate(["champion", "user"], 3), [
      [
        "program/never-passes",
        "plays[0].touches[0].gate.atLeast",
        "program retain, play all, touch t0: its gate asks for 3 engaged roles of 2, so that nobody passes",
        "set atLeast to at most 2, or name more roles"
      ]
    ])
    assert.deepStrictEqual(
      gate(["user", "champion", "user"], 3).map(([rule, field]) => [rule, field]),
      [
        ["program/repeated-role", "plays[0].touches[0].gate.roles[2]"],
        ["program/never-passes", "plays[0].touches[0].gate.atLeast"]
      ]
    )
  })

  it("finds a task that may be taken on after it was due", () => {
    const withTask = (acceptBusinessDays: number) => {
      const task = { kind: "call", text: "Call", dueBusinessDays: 2, acceptBusinessDays }
      return programOf({ plays: [{ id: "all", touches: [{ id: "t0", task }] }] })
    }
    assert.deepStrictEqual(findings(withTask(2)), [])
    assert.deepStrictEqual(findings(withTask(3)), [
      [
        "program/accept-after-due",
        "plays[0].touches[0].task.acceptBusinessDays",
        "program retain, play all, touch t0: its task is due after 2 business days and need not be taken on before 3",
        "let acceptBusinessDays be at most dueBusinessDays"
      ]
    ])
  })

  it("finds what costs something without a budget, and a gift without a value", () => {
    const limited: Policy = { ...standard, giftLimits: { "*": { minor: 5_000, currency: "EUR" } } }
    const rules = (touch: object, more: object = {}, policy = limited) =>
      findings(programOf({ plays: [{ id: "all", touches: [{ id: "t0", ...touch }] }], ...more }), policy).map(
        ([rule, field]) => [rule, field]
      )
    const gift = { to: '"champion" in contact.roles', task: { kind: "gift", text: "a book" } }
    const budget = { budget: { minor: 100_000, currency: "EUR" } }
    assert.deepStrictEqual(rules({ ...gift, costMinor: 3_000 }, budget), [])
    assert.deepStrictEqual(rules({ ...gift, costMinor: 3_000 }), [
      ["program/cost-without-budget", "plays[0].touches[0].costMinor"]
    ])
    assert.deepStrictEqual(rules(gift, budget), [["program/cost-without-budget", "plays[0].touches[0].task"]])
    assert.deepStrictEqual(rules(gift), [["program/cost-without-budget", "plays[0].touches[0].task"]])
    assert.deepStrictEqual(rules({ ...gift, costMinor: 5_001 }, budget), [
      ["program/gift-limit", "plays[0].touches[0].costMinor"]
    ])
    assert.deepStrictEqual(rules({ ...gift, costMinor: 5_000 }, budget, standard), [
      ["program/gift-limit", "plays[0].touches[0].task"]
    ])
    assert.deepStrictEqual(rules({ slot: "body", costMinor: 100_001 }, budget), [
      ["program/dearer-than-budget", "plays[0].touches[0].costMinor"]
    ])
    assert.deepStrictEqual(rules({ slot: "body", costMinor: 100_000 }, budget), [])
  })
})
