/** What is wrong with a decoded program besides its rules: names, dates, windows, grounds, content that is never chosen. */
import type { Problem } from "../kernel/Expression.ts"
import { showPath } from "../kernel/StrictDecode.ts"
import * as DefinitionFinding from "./DefinitionFinding.ts"
import type { Path, Said } from "./DefinitionFinding.ts"
import * as Exits from "./Exits.ts"
import * as Ground from "./Ground.ts"
import * as OfferCheck from "./OfferCheck.ts"
import * as OverrideCheck from "./OverrideCheck.ts"
import type { Policy } from "./Policy.ts"
import type { ContentSlot, Program, Touch, Variant } from "./Program.ts"
import * as StepCheck from "./StepCheck.ts"

export type { DefinitionFinding, Path } from "./DefinitionFinding.ts"

/** The rule of a ground that says nothing to check. */
export const unknownGround = "program/unknown-ground"

type Told = Said & { readonly path: Path }
type Report = (finding: Told, severity?: "warning") => void

/** The finding for a problem inside a rule. */
export const ofRule = (program: Program, path: Path, problem: Problem): DefinitionFinding.DefinitionFinding => {
  const field = String(path.at(-1) ?? "rule")
  const { severity, rule, message, advice, offset } = problem
  return {
    severity,
    rule,
    message: `${DefinitionFinding.nameOf(program, path)}, ${field}: ${message}`,
    ...(advice === undefined ? {} : { advice }),
    place: { field: showPath(path), line: problem.line, column: problem.column },
    path,
    offset
  }
}

const compareParts = (a: string | number, b: string | number): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0

/** The order of findings: by path, then by offset. */
export const inOrder = (a: DefinitionFinding.DefinitionFinding, b: DefinitionFinding.DefinitionFinding): number => {
  for (let at = 0; at < Math.min(a.path.length, b.path.length); at += 1) {
    const order = compareParts(a.path[at] ?? "", b.path[at] ?? "")
    if (order !== 0) return order
  }
  return a.path.length - b.path.length || (a.offset ?? 0) - (b.offset ?? 0)
}

const checkIds = (kind: string, ids: ReadonlyArray<readonly [id: string, path: Path]>, report: Report): void => {
  const taken = new Set<string>()
  for (const [id, path] of ids) {
    if (taken.has(id)) {
      const advice = `give each ${kind} its own id; an id is never used again, also not in a later version`
      report({ rule: "program/repeated-id", message: `the ${kind} id ${id} is used twice`, advice, path })
    }
    taken.add(id)
  }
}

const endsBeforeStart = ({ endsOn, startsOn }: Program): boolean =>
  startsOn !== undefined && endsOn !== undefined && endsOn < startsOn

const checkTouch = (program: Program, policy: Policy, touch: Touch, path: Path, report: Report): void => {
  if ((touch.slot === undefined) === (touch.task === undefined)) {
    const both = touch.slot !== undefined
    const message = both ? "it has both a slot and a task" : "it has neither a slot nor a task"
    const advice = "a step either sends (`slot`) or is a task for one of us (`task`)"
    report({ rule: "program/kind-of-step", message, advice, path })
  }
  if (touch.slot !== undefined && touch.to === undefined) {
    const advice = 'add `to`: a rule over contact, such as contact.kind == "person"'
    report({ rule: "program/nobody-to-send-to", message: "it sends, and does not say to whom", advice, path })
  }
  if (touch.slot !== undefined && !Object.hasOwn(program.slots, touch.slot)) {
    const slots = Object.keys(program.slots)
    const advice = slots.length === 0 ? "add slots to the program" : `its slots are ${slots.join(", ")}`
    const at = { path: [...path, "slot"], advice }
    report({ rule: "program/unknown-slot", message: `there is no slot ${touch.slot}`, ...at })
  }
  if (touch.class === "service" && touch.ground === undefined) {
    const advice = "add `ground`: promise, case, contract or `law: which`; or make it promotional"
    const message = "a service message needs a ground"
    report({ rule: "program/service-without-ground", message, advice, path: [...path, "class"] })
  }
  if (touch.class === "service" && touch.ground !== undefined && Ground.parse(touch.ground) === null) {
    const message = `"${touch.ground}" is no ground that can be checked`
    report({ rule: unknownGround, message, advice: Ground.advice, path: [...path, "ground"] })
  }
  if (touch.class !== "service" && touch.ground !== undefined) {
    const advice = "add `class: service` if it serves that ground, or take `ground` away"
    const message = "a ground has no effect on a promotional message"
    report({ rule: "program/ground-without-service", message, advice, path: [...path, "ground"] }, "warning")
  }
  if (!StepCheck.everOpens(touch.window ?? policy.window, program, policy)) {
    const own = touch.window !== undefined
    const advice = "name weekdays (1 is Monday) and hours that the program's days contain"
    const message = own ? "its window never opens" : "the policy's window never opens for it"
    report({ rule: "program/never-open", message, advice, path: own ? [...path, "window"] : path })
  }
}

/** Exits that a play names and that never hold for it. */
const checkExits = ({ objective, plays }: Program, report: Report): void => {
  for (const [at, play] of plays.entries())
    for (const [place, exit] of (play.exits ?? []).entries()) {
      const path = ["plays", at, "exits", place]
      if (exit === "lost" && objective === "win back")
        report(
          {
            rule: "program/exit-without-effect",
            message: "a program that wins back is not left by the lost",
            advice: "take the exit lost away, or give the program another objective",
            path
          },
          "warning"
        )
      if (exit === "opted-out" && !Exits.asksConsent(play))
        report(
          {
            rule: "program/exit-without-effect",
            message: "it writes nothing that needs consent, so that nobody opts out of it",
            advice: "take the exit opted-out away",
            path
          },
          "warning"
        )
    }
}

const checkPlays = (program: Program, policy: Policy, report: Report): void => {
  checkIds(
    "play",
    program.plays.map(({ id }, play) => [id, ["plays", play, "id"]] as const),
    report
  )
  const touches = program.plays.flatMap((play, one) =>
    play.touches.map((touch, two) => ({ touch, path: ["plays", one, "touches", two] }))
  )
  checkIds(
    "touch",
    touches.map(({ touch, path }) => [touch.id, [...path, "id"]] as const),
    report
  )
  for (const { touch, path } of touches) checkTouch(program, policy, touch, path, report)
  checkExits(program, report)
  const open = program.plays.findIndex(({ when }) => when === undefined)
  if (open < 0) return
  const byHand = OverrideCheck.playsByHand(program)
  for (const [play, { id }] of program.plays.entries()) {
    if (play <= open || byHand.has(id)) continue
    const message = `is never entered: play ${program.plays[open]?.id ?? ""} before it takes every account`
    const advice = "put the play without `when` last"
    report({ rule: "program/unreachable-play", message, advice, path: ["plays", play] }, "warning")
  }
}

/** A variant that fits at least as often as another, by the text of the rules alone, and comes before it. */
export const behind = (variants: ContentSlot["variants"], at: number): Variant | undefined => {
  const variant = variants[at]
  if (variant === undefined) return undefined
  return variants.find(
    (other) =>
      other.priority > variant.priority && (other.when === undefined || other.when.trim() === variant.when?.trim())
  )
}

const checkContent = (program: Program, id: string, { variants }: ContentSlot, report: Report): void => {
  const byHand = OverrideCheck.variantsByHand(program, id)
  for (const at of variants.keys()) {
    const before = behind(variants, at)
    if (before === undefined || byHand.has(variants[at]?.id ?? "")) continue
    const why = before.when === undefined ? "always fits" : "has the same rule"
    const message = `is never chosen: variant ${before.id} ${why} and has a higher priority`
    const advice = "change its rule or its priority, or take it away"
    report({ rule: "program/unreachable-variant", message, advice, path: ["slots", id, "variants", at] }, "warning")
  }
}

const checkSlots = (program: Program, report: Report): void => {
  const used = new Set(program.plays.flatMap(({ touches }) => touches.map(({ slot }) => slot)))
  for (const [id, slot] of Object.entries(program.slots)) {
    if (!used.has(id)) {
      const message = "is not used by any touch"
      report({ rule: "program/unused-slot", message, advice: "use it or take it away", path: ["slots", id] }, "warning")
    }
    const ids = slot.variants.map((variant, at) => [variant.id, ["slots", id, "variants", at, "id"]] as const)
    checkIds("variant", [...ids, [slot.fallback.id, ["slots", id, "fallback", "id"]]], report)
    checkContent(program, id, slot, report)
  }
}

/** Checks a program against a policy; rules are checked where they are compiled. */
export const check = (program: Program, policy: Policy): ReadonlyArray<DefinitionFinding.DefinitionFinding> => {
  const findings: Array<DefinitionFinding.DefinitionFinding> = []
  const report: Report = ({ path, ...said }, severity) => {
    findings.push(DefinitionFinding.at(program, path, severity ?? "error", said))
  }
  if (endsBeforeStart(program)) {
    const message = `ends on ${program.endsOn ?? ""}, before it starts on ${program.startsOn ?? ""}`
    report({ rule: "program/ends-before-start", message, advice: "change one of the days", path: ["endsOn"] })
  }
  checkPlays(program, policy, report)
  checkSlots(program, report)
  return [
    ...findings,
    ...StepCheck.check(program, policy),
    ...OfferCheck.check(program, policy),
    ...OverrideCheck.check(program)
  ]
}
