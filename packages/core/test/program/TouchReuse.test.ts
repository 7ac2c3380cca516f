import { assert, describe, it } from "@effect/vitest"
import * as CanonicalJson from "../../src/kernel/CanonicalJson.ts"
import type { EnrolmentState } from "../../src/program/Enrolment.ts"
import { type Program, versionOf } from "../../src/program/Program.ts"
import * as TouchReuse from "../../src/program/TouchReuse.ts"
import { at } from "../engine/Life.ts"
import { programOf } from "./ProgramSample.ts"

const entered = at("2026-03-09T10:00")
const slots = { body: { fallback: { template: "plain" } }, terms: { fallback: { template: "terms" } } }
const letter = (id: string, slot = "body") => ({ id, to: "contact.hasAddress", slot })
const call = (id: string, text = "Call them.", kind = "call") => ({ id, task: { kind, text } })
const having = (...touches: ReadonlyArray<object>): Program => programOf({ plays: [{ id: "all", touches }], slots })

const inside = (program: Program, opened: ReadonlyArray<string> = [], more: Partial<EnrolmentState> = {}) => ({
  enrolmentId: "e1",
  programId: program.id,
  version: versionOf(program),
  playId: "all",
  accountId: "arrow",
  occurrence: 1,
  holdout: false,
  enteredAt: entered,
  opened: Object.fromEntries(opened.map((id) => [id, { at: entered, members: [] }])),
  touches: {},
  exited: null,
  ...more
})
const found = (now: Program, older: ReadonlyArray<Program>, enrolments: ReadonlyArray<EnrolmentState>) =>
  TouchReuse.check(now, new Map(older.map((one) => [versionOf(one), one])), enrolments).map(
    ({ message, path }) => `${path.join(".")} ${message}`
  )
const change = (then: Program, now: Program) => found(now, [then], [inside(then)])

describe("TouchReuse", () => {
  it("finds a message that became a task, and a task that became a message", () => {
    assert.deepStrictEqual(change(having(letter("one"), letter("two")), having(letter("one"), call("two"))), [
      "plays.0.touches.1.id program retain, play all, touch two: its id was a message and is a task for accounts inside an older version: arrow"
    ])
    assert.lengthOf(change(having(call("one")), having(letter("one"))), 1)
  })

  it("finds other content at another place", () => {
    const then = having(letter("one"), letter("two"), letter("three"))
    assert.include(
      change(then, having(letter("one"), letter("three"), letter("two", "terms")))[0],
      "touch two: its id stood elsewhere with other content"
    )
    const other = programOf({
      plays: [
        { id: "all", touches: [letter("one")] },
        { id: "rest", touches: [letter("two", "terms")] }
      ],
      slots
    })
    assert.lengthOf(change(having(letter("one"), letter("two")), other), 1)
    assert.lengthOf(
      change(having(call("one"), letter("two")), having(letter("two"), call("one", "Visit.", "visit"))),
      1
    )
  })

  it("says nothing of texts and slots that change in place, nor of what moves as it was", () => {
    assert.isEmpty(change(having(letter("one"), call("two")), having(letter("one"), call("two", "Ring them up."))))
    assert.isEmpty(change(having(letter("one"), letter("two")), having(letter("one"), letter("two", "terms"))))
    assert.isEmpty(change(having(letter("one"), letter("two", "terms")), having(letter("two", "terms"), letter("one"))))
    // New steps around it do not move a step.
    assert.isEmpty(
      change(
        having(letter("one"), call("two")),
        having(letter("new"), letter("one"), letter("newer"), call("two", "Ring."))
      )
    )
  })

  it("finds an id that an account had, that was taken away and is back as something else", () => {
    const first = having(letter("one"), letter("two"))
    const second = having(letter("one"))
    const migrated = inside(second, ["one", "two"])
    assert.include(
      found(having(letter("one"), letter("two", "terms")), [first, second], [migrated])[0],
      "touch two: its id was taken away and is back with other content"
    )
    const restored = having(letter("one"), letter("two"), letter("three"))
    assert.isEmpty(found(restored, [first, second], [migrated]))
    // Who never had it gets it as a new one.
    assert.isEmpty(found(having(letter("one"), letter("two", "terms")), [first, second], [inside(second, ["one"])]))
  })

  it("looks at those who are inside an older version, and names five of them", () => {
    const then = having(letter("one"))
    const now = having(call("one"))
    assert.isEmpty(found(now, [then], []))
    assert.isEmpty(found(now, [then], [inside(then, [], { exited: { reason: "completed", at: entered } })]))
    assert.isEmpty(found(now, [then, now], [inside(now, ["one"])]))
    assert.isEmpty(found(now, [], [inside(then)]))
    const many = Array.from({ length: 7 }, (_, index) => inside(then, [], { accountId: `a${index}` }))
    assert.include(found(now, [then], many)[0], "a0, a1, a2, a3, a4, 2 more")
  })

  it("reads a stored definition, and nothing from what is none", () => {
    const program = having(letter("one"))
    assert.deepStrictEqual(TouchReuse.definitionOf(CanonicalJson.encode(program)), program)
    assert.isUndefined(TouchReuse.definitionOf("{}"))
    assert.isUndefined(TouchReuse.definitionOf("no JSON"))
  })
})
