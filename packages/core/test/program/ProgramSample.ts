/** A small sound program for tests of what is wrong with definitions. Fictional. */
import * as Schema from "effect/Schema"
import { Program } from "../../src/program/Program.ts"

const decode = Schema.decodeUnknownSync(Program)

const touch = { id: "hello", to: '"champion" in contact.roles', slot: "body" }

/** The program with another audience, other plays, slots or days. */
export const programOf = (changes: object = {}): Program =>
  decode({
    id: "retain",
    name: "Retain",
    objective: "retain",
    topic: "news",
    audience: 'account.status == "customer"',
    plays: [{ id: "all", touches: [touch] }],
    slots: { body: { fallback: { template: "plain" } } },
    ...changes
  })

/** The program with one play of these touches; each is the usual one where nothing else is said. */
export const withTouches = (touches: ReadonlyArray<object>, changes: object = {}): Program =>
  programOf({
    plays: [{ id: "all", touches: touches.map((one, at) => ({ ...touch, id: `t${at}`, ...one })) }],
    ...changes
  })

/** The program with plays that each have one usual touch. */
export const withPlays = (plays: ReadonlyArray<object>, changes: object = {}): Program =>
  programOf({
    plays: plays.map((one, at) => ({ id: `p${at}`, touches: [{ ...touch, id: `t${at}` }], ...one })),
    ...changes
  })

/** The program with one slot of these variants. */
export const withVariants = (variants: ReadonlyArray<object>): Program =>
  programOf({
    slots: { body: { variants: variants.map((one) => ({ template: "t", ...one })), fallback: { template: "plain" } } }
  })
