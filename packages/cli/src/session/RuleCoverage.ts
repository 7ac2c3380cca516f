/**
 * What a set of test cases has tried of a workspace's programs: rules answered yes and answered no, contents chosen,
 * touches that went, guard rails that held. Rules are counted where the engine asks them, so that nothing is counted
 * that a run would not look at.
 */
import { type Definition, type Event, type Expression, Guard, type Offer, type Program } from "@market-of-one/core"
import type { LoadedProgram } from "../workspace/Programs.ts"
import type { Ran } from "./CaseRun.ts"

/** What is counted; guard rails are those of all programs. */
export type Part = "rules" | "contents" | "touches" | "guards"

/** One thing to try. */
export interface Point {
  /** Null for a guard rail. */
  readonly program: string | null
  readonly part: Part
  /** What it is, in words that point to its place: `sensors/value to: no`. */
  readonly name: string
  readonly isCovered: boolean
}

/** A count in the making. */
export interface RuleCoverage {
  /** The same programs, with rules that are counted. */
  readonly programs: ReadonlyArray<LoadedProgram>
  /** Counts what came of a case. */
  readonly heard: (ran: Ran) => void
  /** All points so far, in the order of the programs. */
  readonly points: () => ReadonlyArray<Point>
}

type Mark = (rule: string, answer: "yes" | "no") => void

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

const isRule = (value: unknown): value is Expression.Compiled =>
  isObject(value) && typeof value["code"] === "function" && typeof value["source"] === "string"

/** The id of what a part of a program was made from. */
const idOf = (value: unknown): string | undefined => {
  for (const part of ["play", "touch", "variant"]) {
    const made = isObject(value) ? value[part] : undefined
    if (isObject(made) && typeof made["id"] === "string") return made["id"]
  }
  return undefined
}

const counted = (rule: Expression.Compiled, name: string, mark: Mark): Expression.Compiled => ({
  ...rule,
  code: (facts, seen) => {
    const answer = rule.code(facts, seen)
    if (answer === true) mark(name, "yes")
    else if (answer === false) mark(name, "no")
    return answer
  }
})

/** What the maps of a program hold. */
const parts: Readonly<Record<string, string>> = { slots: "slot", offers: "offer" }

/** A copy of a compiled program whose rules mark their answers; `found` hears of each rule once. */
const copyOf = (program: Definition.CompiledProgram, mark: Mark, found: (rule: string) => void) => {
  const made = new Map<unknown, unknown>()
  const copy = (value: unknown, names: ReadonlyArray<string>, key: string): unknown => {
    if (!isObject(value)) return value
    const known = made.get(value)
    if (known !== undefined) return known
    const result = copied(value, names, key)
    made.set(value, result)
    return result
  }
  const copied = (value: Readonly<Record<string, unknown>>, names: ReadonlyArray<string>, key: string): unknown => {
    if (isRule(value)) {
      const name = [names.join("/"), key].filter((part) => part !== "").join(" ")
      found(name)
      return counted(value, name, mark)
    }
    if (Array.isArray(value)) return value.map((item: unknown) => copy(item, names, key))
    if (value instanceof Map)
      return new Map(
        [...value].map(([id, item]: [string, unknown]) => [
          id,
          copy(item, [...names, `${parts[key] ?? key} ${id}`], key)
        ])
      )
    const id = idOf(value)
    const within = id === undefined ? names : [...names, id]
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item, within, name)]))
  }
  // Slots first: touches share them, and their rules are named by the slot.
  const slots = copy(program.slots, [], "slots")
  const { program: source, ...compiled } = program
  // A copy keeps the shape of what it copies.
  return { ...(copy(compiled, [], "") as object), slots, program: source } as unknown as Definition.CompiledProgram
}

const contentsOf = ({ program }: LoadedProgram): ReadonlyArray<string> =>
  Object.entries(program.slots).flatMap(([id, slot]) =>
    [...slot.variants.map((variant) => variant.id), slot.fallback.id].map((variant) => `slot ${id}: ${variant}`)
  )

const touchesOf = ({ program }: LoadedProgram): ReadonlyArray<string> =>
  program.plays.flatMap((play) => play.touches.map((touch) => `${play.id}/${touch.id}`))

/** What no case can state: a relay that refuses, an erasure, a template that a checked workspace lacks. */
const untold: ReadonlySet<string> = new Set(["paused", "erased", "missing-content"])
const has =
  (is: (offer: Offer.Offer) => boolean) =>
  ({ offers = {} }: Program.Program): boolean =>
    Object.values(offers).some(is)
const any = has(() => true)
const asks = ({ plays }: Program.Program): boolean =>
  plays.some(({ touches }) => touches.some(({ approval }) => approval !== undefined))
const waits = has(({ approval, marginFloor }) => approval !== undefined || marginFloor !== undefined)

/** What only some programs can meet. */
const metBy: Readonly<Record<string, (program: Program.Program) => boolean>> = {
  "awaiting-approval": (program) => asks(program) || waits(program),
  "approval-refused": (program) => asks(program) || waits(program),
  "not-eligible": has(({ eligible }) => eligible !== undefined),
  "offer-ended": any,
  "offer-answered": any,
  "better-offer": has(({ kind }) => kind === "discount" || kind === "fee waiver"),
  "gift-limit": has(({ kind }) => kind === "gift"),
  "margin-floor": has(({ marginFloor }) => marginFloor !== undefined)
}

/** The guard rails that cases of these programs can meet. */
const guardsOf = (programs: ReadonlyArray<LoadedProgram>): ReadonlyArray<string> =>
  Guard.rules.flatMap(({ id }) => {
    const meets = metBy[id]
    return untold.has(id) || (meets !== undefined && !programs.some(({ program }) => meets(program))) ? [] : [id]
  })

/** Starts to count. */
export const make = (programs: ReadonlyArray<LoadedProgram>): RuleCoverage => {
  const hits = new Set<string>()
  const keyOf = (program: string | null, part: Part, name: string): string => JSON.stringify([program, part, name])
  const hit = (program: string | null, part: Part, name: string) => hits.add(keyOf(program, part, name))
  const rules = new Map<string, Array<string>>()
  const counting = programs.map((loaded): LoadedProgram => {
    const { id } = loaded.program
    const own: Array<string> = []
    rules.set(id, own)
    const mark: Mark = (rule, answer) => hit(id, "rules", `${rule}: ${answer}`)
    return { ...loaded, compiled: copyOf(loaded.compiled, mark, (rule) => own.push(rule)) }
  })

  const heardOf = (event: Event.Event, { sent }: Ran, playOf: ReadonlyMap<string, readonly [string, string]>): void => {
    if (event._tag === "MessageQueued") {
      hit(event.programId, "contents", `slot ${event.slot}: ${event.variantId}`)
      if (sent.has(event.messageId)) hit(event.programId, "touches", `${event.playId}/${event.touchId}`)
    }
    // A task is a touch that went when somebody was given it.
    if (event._tag === "TaskCreated" && event.touchId !== undefined) {
      const [program, play] = playOf.get(event.enrolmentId ?? "") ?? []
      if (program !== undefined) hit(program, "touches", `${play}/${event.touchId}`)
    }
    if ("rule" in event) hit(null, "guards", event.rule)
    if (event._tag === "TouchSkipped" || event._tag === "MessageWithdrawn") hit(null, "guards", event.reason)
  }
  const heard = (ran: Ran): void => {
    const playOf = new Map(
      ran.journal.flatMap(({ event }) =>
        event._tag === "Enrolled" ? [[event.enrolmentId, [event.programId, event.playId] as const] as const] : []
      )
    )
    for (const { event } of ran.journal) heardOf(event, ran, playOf)
  }
  const pointsOf = (program: string | null, part: Part, all: ReadonlyArray<string>): ReadonlyArray<Point> =>
    all.map((name) => ({ program, part, name, isCovered: hits.has(keyOf(program, part, name)) }))
  const points = (): ReadonlyArray<Point> => [
    ...programs.flatMap((loaded) => {
      const { id } = loaded.program
      const answers = (rules.get(id) ?? []).flatMap((rule) => [`${rule}: yes`, `${rule}: no`])
      return [
        ...pointsOf(id, "rules", answers),
        ...pointsOf(id, "contents", contentsOf(loaded)),
        ...pointsOf(id, "touches", touchesOf(loaded))
      ]
    }),
    ...pointsOf(null, "guards", guardsOf(programs))
  ]
  return { programs: counting, heard, points }
}

/** Whole percent of the points that are covered, rounded down; 100 of none. */
export const percentOf = (points: ReadonlyArray<Point>): number =>
  points.length === 0 ? 100 : Math.floor((100 * points.filter((point) => point.isCovered).length) / points.length)
