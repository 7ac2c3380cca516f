import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { defineProgram, type WrittenProgram } from "../../src/program/Define.ts"
import { Program, versionOf } from "../../src/program/Program.ts"

// Fictional.
const steps = [
  { id: "call", task: { kind: "call", text: "Call first" } },
  { id: "hello", to: '"champion" in contact.roles', after: "2 business days", slot: "body", approval: "manager" }
] as const
const written = {
  id: "retain",
  name: "Retain",
  objective: "retain",
  topic: "news",
  audience: 'account.status == "customer"',
  plays: [{ id: "all", touches: steps }],
  slots: { body: { fallback: { template: "plain" } } }
} as const

/** Types alone: whether the compiler takes a definition. The function is never called. */
const types = (): ReadonlyArray<Program> => [
  defineProgram(written),
  // @ts-expect-error -- there is no slot "bodi"
  defineProgram({ ...written, plays: [{ id: "all", touches: [{ id: "hello", to: "true", slot: "bodi" }] }] }),
  // @ts-expect-error -- a step that sends says to whom
  defineProgram({ ...written, plays: [{ id: "all", touches: [{ id: "hello", slot: "body" }] }] }),
  defineProgram({
    ...written,
    // @ts-expect-error -- a step sends or is a task, not both
    plays: [{ id: "all", touches: [{ id: "hello", to: "true", slot: "body", task: { kind: "call", text: "Call" } }] }]
  }),
  defineProgram({
    ...written,
    // @ts-expect-error -- a wait has a unit that is known
    plays: [{ id: "all", touches: [{ id: "hello", to: "true", slot: "body", after: "2 moons" }] }]
  }),
  defineProgram({
    ...written,
    // @ts-expect-error -- no buying committee has a clown
    plays: [{ id: "all", touches: [{ id: "call", gate: { roles: ["clown"] }, task: { kind: "call", text: "Call" } }] }]
  }),
  defineProgram({
    ...written,
    // @ts-expect-error -- a task has no sender
    plays: [{ id: "all", touches: [{ id: "call", sender: "manager", task: { kind: "call", text: "Call" } }] }]
  }),
  // @ts-expect-error -- a play has at least one step
  defineProgram({ ...written, plays: [{ id: "all", touches: [] }] }),
  // @ts-expect-error -- not one of the objectives
  defineProgram({ ...written, objective: "annoy" })
]

const wrong = (changes: object): string => {
  // What comes from outside is not checked by the compiler.
  const definition = { ...written, ...changes } as unknown as WrittenProgram
  try {
    defineProgram(definition)
  } catch (error) {
    return error instanceof Error ? error.message : "no error"
  }
  return "nothing is wrong"
}

describe("defineProgram", () => {
  it("refuses keys that only a message uses on a task, also with the value that is the default", () => {
    const call = { id: "call", task: { kind: "call", text: "Call first" } }
    const withKey = (more: object) => wrong({ plays: [{ id: "all", touches: [{ ...call, ...more }] }], slots: {} })
    assert.include(
      withKey({ sender: "manager" }),
      'plays[0].touches[0].sender: the key "sender" has no effect on a task; take it away'
    )
    for (const more of [{ class: "promotional" }, { ground: "p1" }, { window: {} }, { deadlineBusinessDays: 3 }])
      assert.include(withKey(more), `the key "${Object.keys(more)[0] ?? ""}" has no effect on a task`)
    assert.strictEqual(withKey({ approval: "superior", when: "account.isKey" }), "nothing is wrong")
  })

  it("gives the program that the same definition gives as YAML, defaults filled in", () => {
    const program = defineProgram(written)
    assert.strictEqual(versionOf(program), versionOf(Schema.decodeUnknownSync(Program)(written)))
    assert.strictEqual(program.priority, 0)
    assert.strictEqual(program.plays[0].touches[0].task?.dueBusinessDays, 2)
    assert.isFunction(types)
  })

  it("gives a value that decodes to itself", () => {
    const program = defineProgram(written)
    assert.deepStrictEqual(Schema.decodeUnknownSync(Program)(program), program)
  })

  it.each([
    {
      what: "a wait of no length",
      changes: { plays: [{ id: "all", touches: [{ ...steps[1], after: "0 days" }] }] },
      says: [
        "program retain cannot be used:",
        "plays[0].touches[0].after: expected a wait",
        "write a whole number from 1"
      ]
    },
    {
      what: "a key that is misspelt",
      changes: { audiense: "true" },
      says: ['audiense: unknown key "audiense"; did you mean "audience"?']
    },
    {
      what: "a slot without a fallback",
      changes: { slots: { body: { variants: [] } } },
      says: ['slots.body.fallback: "fallback" is missing; add `fallback: { template: … }`']
    },
    {
      what: "several things at once",
      changes: { objective: "annoy", priority: 1.5 },
      says: ["objective: expected", "priority: expected"]
    }
  ])("throws for $what, with path and advice", ({ changes, says }) => {
    const message = wrong(changes)
    for (const part of says) assert.include(message, part)
  })
})
