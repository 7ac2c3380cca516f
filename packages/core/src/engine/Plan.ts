/**
 * A plan is a run on a virtual clock over the memory store with a courier that accepts at once: the same loop, the same
 * decisions, nothing sent.
 */
import * as Effect from "effect/Effect"
import { Records, type GroupRecords, type RecordsError } from "../account/Records.ts"
import { Courier } from "../delivery/Courier.ts"
import type { Decision, Entry } from "../journal/Event.ts"
import { isDecision } from "../journal/Event.ts"
import * as MemoryStore from "../journal/MemoryStore.ts"
import { Store, type StoreError } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as ProgramReport from "../measurement/ProgramReport.ts"
import type { Renderer } from "../message/Renderer.ts"
import type { Definitions } from "../program/Definition.ts"
import * as Runner from "./Runner.ts"
import { Setup } from "./Setup.ts"
import * as Ticker from "./Ticker.ts"

/** One decision as told to people and machines: of which group, when, in which place of its journal. */
export interface Decided {
  readonly groupId: string
  readonly seq: number
  readonly at: Instant
  readonly event: Decision
}

/** What a run decided, in order, and its closing numbers. */
export interface RunResult {
  readonly decisions: ReadonlyArray<Decided>
  readonly totals: ProgramReport.Totals
}

const isDecided = (entry: Entry): entry is Entry & Decided => isDecision(entry.event)

/** The state of every group of the store, by group id. */
export const states = Effect.gen(function* () {
  const store = yield* Store
  const heads = yield* store.heads
  return yield* Effect.forEach(heads, (head) =>
    Effect.map(Effect.flatMap(store.load(head.groupId, []), Ticker.stateOf), (state) => ({
      groupId: head.groupId,
      state
    }))
  )
})

/** The closing numbers of a store. */
export const totals = Effect.map(states, (groups) =>
  ProgramReport.count(groups.flatMap(({ state }) => Object.values(state.enrolments)))
)

/** What the store's runs decided so far. */
export const result: Effect.Effect<RunResult, StoreError, Store> = Effect.gen(function* () {
  const store = yield* Store
  const entries = yield* store.decisions
  return { decisions: entries.filter(isDecided), totals: yield* totals }
})

const acceptsAtOnce = Courier.of({
  mode: "rehearsal",
  connections: 1,
  deliver: () => Effect.succeed({ _tag: "Accepted", response: "planned" })
})

/** Runs the records' groups in a store of its own; adds what was decided, in order, and counts the enrolments that came of it. */
const planInto = (
  decisions: Array<Decided>,
  counter: ProgramReport.Counter,
  span: Runner.VirtualSpan
): Effect.Effect<void, StoreError | RecordsError, Needs> =>
  Effect.gen(function* () {
    yield* Runner.runVirtual(span)
    for (const entry of yield* (yield* Store).decisions) if (isDecided(entry)) decisions.push(entry)
    for (const { state } of yield* states) for (const one of Object.values(state.enrolments)) counter.add(one)
  }).pipe(Effect.provideService(Courier, acceptsAtOnce), Effect.provide(MemoryStore.layer({ mode: "rehearsal" })))

/** What a plan needs. */
type Needs = Records | Setup | Renderer

/**
 * So few groups that what is known of them is still at hand, in a processor's cache, when their next turn comes, and
 * that most of what is made for them is dropped while it is young; so many that each has company at an instant.
 */
const blockSize = 64

/** Whether nothing that one group is told or takes concerns another: no budget, and nobody speaks of a mailbox meanwhile. */
const areApart = ({ current }: Definitions, { known, responses }: Runner.VirtualSpan): boolean =>
  responses === undefined &&
  (known === undefined || known.told.length === 0) &&
  current.every(({ program }) => program.budget === undefined)

/** Some of the groups, as values of their own: what is remembered of them while they are planned goes when they go. */
const someOf = (records: Records["Service"], groupIds: ReadonlyArray<string>): Records["Service"] => {
  const own = new Map<string, GroupRecords>()
  const group = (groupId: string): ReturnType<Records["Service"]["group"]> => {
    const before = own.get(groupId)
    if (before !== undefined) return Effect.succeed(before)
    return Effect.map(records.group(groupId), (found) => {
      const copy = { ...found }
      own.set(groupId, copy)
      return copy
    })
  }
  return { groupIds: Effect.succeed(groupIds), group }
}

/** How a plan goes: a virtual run that says how far it is. */
export interface PlanSpan extends Runner.VirtualSpan {
  /** Says of how many of the groups everything is decided. */
  readonly planned?: (groups: number, of: number) => Effect.Effect<void>
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Plans from an instant until (excluded) another. Groups that share nothing are planned by blocks, one after the other,
 * so that what `span.report` hears begins anew with each; the decisions come in the order of their instants all the same.
 */
export const plan = Effect.fn("Plan.plan")(function* (
  span: PlanSpan
): Effect.fn.Return<RunResult, StoreError | RecordsError, Needs> {
  const records = yield* Records
  const { definitions } = yield* Setup
  const groupIds = (yield* records.groupIds).toSorted(byText)
  const size = areApart(definitions, span) ? blockSize : Math.max(groupIds.length, 1)
  const decisions: Array<Decided> = []
  const counter = ProgramReport.counter()
  for (let from = 0; from === 0 || from < groupIds.length; from += size) {
    const block = groupIds.slice(from, from + size)
    yield* Effect.provideService(planInto(decisions, counter, span), Records, someOf(records, block))
    if (span.planned !== undefined) yield* span.planned(from + block.length, groupIds.length)
  }
  return { decisions: decisions.toSorted((a, b) => a.at - b.at), totals: counter.totals() }
})
