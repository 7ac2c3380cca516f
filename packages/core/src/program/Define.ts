/**
 * Programs as typed TypeScript: the schema of the YAML files, with types that know which slots there are and how a wait
 * is written. What types cannot hold is decoded at once; rules, windows and reach are checked where it is compiled.
 */
import * as StrictDecode from "../kernel/StrictDecode.ts"
import {
  type ContentSlot,
  type Gate,
  type OurRole,
  type Override,
  type Play,
  type Program,
  type TaskStep,
  type Touch,
  type WaitFor
} from "./Program.ts"
import * as ProgramReading from "./ProgramReading.ts"
import * as SchemaAdvice from "./SchemaAdvice.ts"

/** A wait as it is written: `2 days`, `3 business days`. */
type WrittenWait = `${number} ${"minute" | "hour" | "day" | "business day" | "week"}${"" | "s"}`

type Without<A, Fields extends keyof A> = Omit<A, Fields>

/** A gate as it is written. */
interface WrittenGate extends Without<(typeof Gate)["Encoded"], "within"> {
  readonly within?: WrittenWait
}

/** A wait for an event as it is written. */
interface WrittenWaitFor extends Without<(typeof WaitFor)["Encoded"], "timeout"> {
  readonly timeout: WrittenWait
}

type Shared = Without<(typeof Touch)["Encoded"], "after" | "gate" | "waitFor" | "slot" | "task" | "to"> & {
  /** How long after the step before; at once without it. */
  readonly after?: WrittenWait
  readonly gate?: WrittenGate
  readonly waitFor?: WrittenWaitFor
}

/** A step that sends: to whom, and the slot that chooses what. */
type MessageStep<Slot extends string> = Shared & {
  readonly to: string
  readonly slot: Slot
  readonly task?: never
}

/** A step that is a task for one of us; without `to` it is about the account as a whole. */
type OurStep = Without<Shared, ProgramReading.MessageKey> & {
  readonly [key in ProgramReading.MessageKey]?: never
} & {
  readonly to?: string
  readonly slot?: never
  readonly task: (typeof TaskStep)["Encoded"] & { readonly owner?: OurRole }
}

/** A play whose messages choose from the slots of its program. */
interface WrittenPlay<Slot extends string> extends Without<(typeof Play)["Encoded"], "touches"> {
  readonly touches: readonly [MessageStep<Slot> | OurStep, ...ReadonlyArray<MessageStep<Slot> | OurStep>]
}

/** A program as it is written; defaults may be left out, as in YAML. */
export interface WrittenProgram<Slot extends string = string> extends Without<
  (typeof Program)["Encoded"],
  "plays" | "slots" | "overrides"
> {
  readonly plays: readonly [WrittenPlay<NoInfer<Slot>>, ...ReadonlyArray<WrittenPlay<NoInfer<Slot>>>]
  readonly slots: Readonly<Record<Slot, (typeof ContentSlot)["Encoded"]>>
  /** By account id. */
  readonly overrides?: Readonly<Record<string, (typeof Override)["Encoded"]>>
}

const told = (miss: StrictDecode.Miss): string => {
  const path = StrictDecode.showPath(miss.path)
  const advice = miss.advice ?? SchemaAdvice.of(path)
  const where = path === "" ? "" : `${path}: `
  return `  ${where}${miss.message}${advice === undefined ? "" : `; ${advice}`}`
}

/**
 * A program from its definition, the same value that a YAML file gives. A definition that does not fit is a developer's
 * mistake and throws: the message names every path that is wrong, and what to do about it.
 */
export const defineProgram = <const Slot extends string>(definition: WrittenProgram<Slot>): Program => {
  const decoded = ProgramReading.read(definition)
  if (decoded.ok) return decoded.value
  throw new Error(`program ${definition.id} cannot be used:\n${decoded.misses.map(told).join("\n")}`)
}
