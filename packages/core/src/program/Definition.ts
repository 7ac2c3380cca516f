/**
 * A program made ready to run: rules compiled, waits parsed, slots in order. Findings of the checks carry the path of
 * what they are about, so that whoever read the definition from a file can say line and column.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Expression from "../kernel/Expression.ts"
import { type CompiledSlot, makeSlot } from "./ContentRules.ts"
import * as DefinitionCheck from "./DefinitionCheck.ts"
import type { CompiledOffer } from "./Offer.ts"
import { Policy, standard } from "./Policy.ts"
import * as Exits from "./Exits.ts"
import { type ContentSlot, type ExitReason, type Play, Program, type Touch, versionOf } from "./Program.ts"
import { accountRules, contactRules } from "./RuleFacts.ts"
import * as Wait from "./Wait.ts"

export type { DefinitionFinding, Path } from "./DefinitionCheck.ts"

/** A step ready to run; `after` is null when it is due at once, `to` when it is about the account. */
export interface CompiledTouch {
  readonly touch: Touch
  readonly to: Expression.Compiled | null
  readonly after: Wait.Wait | null
  readonly when: Expression.Compiled | null
  /** The content of a message; null for a task. */
  readonly slot: CompiledSlot | null
  /** How long its gate may take; null for as long as the program lasts. */
  readonly gateWithin: Wait.Wait | null
  readonly waitTimeout: Wait.Wait | null
}

/** A step that sends. */
export interface SendingTouch extends CompiledTouch {
  readonly slot: CompiledSlot
}

/** Whether a step sends messages. */
export const isSending = (touch: CompiledTouch): touch is SendingTouch => touch.slot !== null

/** A play ready to run; a `when` of null fits every account of the audience, a `goal` of null is never met. */
export interface CompiledPlay {
  readonly play: Play
  readonly when: Expression.Compiled | null
  readonly goal: Expression.Compiled | null
  readonly exits: ReadonlyArray<ExitReason>
  readonly touches: ReadonlyArray<CompiledTouch>
}

/** A program ready to run, in one version. */
export interface CompiledProgram {
  readonly program: Program
  readonly version: string
  readonly audience: Expression.Compiled
  readonly plays: ReadonlyArray<CompiledPlay>
  readonly slots: ReadonlyMap<string, CompiledSlot>
  readonly offers: ReadonlyMap<string, CompiledOffer>
}

/** A compiled program, or null when a finding is an error. */
export interface Compilation {
  readonly program: CompiledProgram | null
  readonly findings: ReadonlyArray<DefinitionCheck.DefinitionFinding>
}

/** Compiles rules and gathers what is wrong with them. */
const compiler = (program: Program, findings: Array<DefinitionCheck.DefinitionFinding>) => {
  const rule = (environment: Expression.Environment, source: string, path: DefinitionCheck.Path) => {
    const { compiled, problems } = Expression.compile(environment, source)
    for (const problem of problems) findings.push(DefinitionCheck.ofRule(program, path, problem))
    return compiled
  }
  const maybe = (environment: Expression.Environment, source: string | undefined, path: DefinitionCheck.Path) =>
    source === undefined ? null : rule(environment, source, path)
  const slot = (id: string, content: ContentSlot): CompiledSlot => {
    const rules = new Map<string, Expression.Compiled>()
    for (const [at, { id: variantId, when }] of content.variants.entries()) {
      const compiled = maybe(contactRules, when, ["slots", id, "variants", at, "when"])
      if (compiled !== null) rules.set(variantId, compiled)
    }
    return makeSlot(id, content, rules)
  }
  return { rule, maybe, slot }
}

const waitOf = (text: string | undefined): Wait.Wait | null => (text === undefined ? null : (Wait.parse(text) ?? null))

/** Compiles and checks a program against a policy (the standard one unless given). Never throws for a decoded program. */
export const compile = (program: Program, policy: Policy = standard): Compilation =>
  compileWith(program, policy, ({ severity }) => severity === "error")

const compileWith = (
  program: Program,
  policy: Policy,
  stops: (finding: DefinitionCheck.DefinitionFinding) => boolean
): Compilation => {
  const findings = [...DefinitionCheck.check(program, policy)]
  const { rule, maybe, slot } = compiler(program, findings)
  const audience = rule(accountRules, program.audience, ["audience"])
  const slots = new Map(Object.entries(program.slots).map(([id, content]) => [id, slot(id, content)]))
  const offers = new Map(
    Object.entries(program.offers ?? {}).map(([id, offer]): [string, CompiledOffer] => [
      id,
      { id, offer, eligible: maybe(accountRules, offer.eligible, ["offers", id, "eligible"]) }
    ])
  )
  const plays = program.plays.map((play, at): CompiledPlay => {
    const touches = play.touches.map((touch, step): CompiledTouch => {
      const path = ["plays", at, "touches", step]
      return {
        touch,
        to: maybe(contactRules, touch.to, [...path, "to"]),
        after: waitOf(touch.after),
        when: maybe(accountRules, touch.when, [...path, "when"]),
        slot: touch.slot === undefined ? null : (slots.get(touch.slot) ?? null),
        gateWithin: waitOf(touch.gate?.within),
        waitTimeout: waitOf(touch.waitFor?.timeout)
      }
    })
    const when = maybe(accountRules, play.when, ["plays", at, "when"])
    const goal = maybe(accountRules, play.goal, ["plays", at, "goal"])
    return { play, when, goal, exits: Exits.of(program, play), touches }
  })
  findings.sort(DefinitionCheck.inOrder)
  if (audience === null || findings.some(stops)) return { program: null, findings }
  return { program: { program, version: versionOf(program), audience, plays, slots, offers }, findings }
}

const decode = Schema.decodeUnknownResult(Schema.fromJsonString(Program))

/**
 * Compiles a stored version from its canonical JSON. Text that is no program is a finding, not an exception. Accounts
 * inside a version from before grounds were checked stay inside: its service messages are held, the rest goes on.
 */
export const restore = (canonicalJson: string, policy: Policy = standard): Compilation => {
  const decoded = decode(canonicalJson)
  if (Result.isSuccess(decoded))
    return compileWith(
      decoded.success,
      policy,
      ({ rule, severity }) => severity === "error" && rule !== DefinitionCheck.unknownGround
    )
  const finding: DefinitionCheck.DefinitionFinding = {
    severity: "error",
    rule: "program/unreadable",
    message: `a stored definition cannot be read: ${decoded.failure.message}`,
    advice: "it was written by another release, or damaged; restore the store from its copy",
    path: []
  }
  return { program: null, findings: [finding] }
}

/** All definitions that an engine runs by. */
export interface Definitions {
  /** Programs open to new entries, highest priority first, then by id. */
  readonly current: ReadonlyArray<CompiledProgram>
  /** Every version in use, current ones included. */
  readonly byVersion: ReadonlyMap<string, CompiledProgram>
}

/** Puts programs in the order in which they speak; `stored` are older versions that accounts are still inside. */
export const collect = (
  current: ReadonlyArray<CompiledProgram>,
  stored: ReadonlyArray<CompiledProgram> = []
): Definitions => ({
  current: current.toSorted(
    (a, b) =>
      b.program.priority - a.program.priority ||
      (a.program.id < b.program.id ? -1 : a.program.id > b.program.id ? 1 : 0)
  ),
  byVersion: new Map([...stored, ...current].map((one) => [one.version, one]))
})
