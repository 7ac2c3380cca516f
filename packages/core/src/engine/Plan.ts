/**
 * A plan is a run on a virtual clock over the memory store with a courier that accepts at once: the same loop, the same
 * decisions, nothing sent.
 */
import * as Effect from "effect/Effect"
import { Records, type RecordsError } from "../account/Records.ts"
import { Courier } from "../delivery/Courier.ts"
import type { Decision, Entry } from "../journal/Event.ts"
import { isDecision } from "../journal/Event.ts"
import * as MemoryStore from "../journal/MemoryStore.ts"
import { Store, type StoreError } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as ProgramReport from "../measurement/ProgramReport.ts"
import type { Renderer } from "../message/Renderer.ts"
import type { Definitions } from "../program/Definition.ts"
import type { EnrolmentState } from "../program/Enrolment.ts"
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

const toDecided = (entry: Entry): ReadonlyArray<Decided> =>
  isDecision(entry.event) ? [{ groupId: entry.groupId, seq: entry.seq, at: entry.at, event: entry.event }] : []

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
  return { decisions: entries.flatMap(toDecided), totals: yield* totals }
})

const acceptsAtOnce = Courier.of({
  mode: "rehearsal",
  connections: 1,
  deliver: () => Effect.succeed({ _tag: "Accepted", response: "planned" })
})

/** What was decided, in order, and the enrolments that came of it. */
interface Part {
  readonly decisions: ReadonlyArray<Decided>
  readonly enrolments: ReadonlyArray<EnrolmentState>
}

/** A run of the records' groups in a store of its own. */
const planned = (span: Runner.VirtualSpan): Effect.Effect<Part, StoreError | RecordsError, Needs> =>
  Effect.gen(function* () {
    yield* Runner.runVirtual(span)
    const entries = yield* (yield* Store).decisions
    const enrolments = (yield* states).flatMap(({ state }) => Object.values(state.enrolments))
    return { decisions: entries.flatMap(toDecided), enrolments }
  }).pipe(Effect.provideService(Courier, acceptsAtOnce), Effect.provide(MemoryStore.layer({ mode: "rehearsal" })))

/** What a plan needs. */
type Needs = Records | Setup | Renderer

/** So few groups that what is known of them is still at hand, in a processor's cache, when their next turn comes. */
const blockSize = 256

/** Whether nothing that one group is told or takes concerns another: no budget, and nobody speaks of a mailbox meanwhile. */
const areApart = ({ current }: Definitions, { known, responses }: Runner.VirtualSpan): boolean =>
  responses === undefined &&
  (known === undefined || known.told.length === 0) &&
  current.every(({ program }) => program.budget === undefined)

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Plans from an instant until (excluded) another. Groups that share nothing are planned by blocks, one after the other,
 * so that what `span.report` hears begins anew with each; the decisions come in the order of their instants all the same.
 */
export const plan = Effect.fn("Plan.plan")(function* (
  span: Runner.VirtualSpan
): Effect.fn.Return<RunResult, StoreError | RecordsError, Needs> {
  const records = yield* Records
  const { definitions } = yield* Setup
  const groupIds = (yield* records.groupIds).toSorted(byText)
  const size = areApart(definitions, span) ? blockSize : Math.max(groupIds.length, 1)
  const parts: Array<Part> = []
  for (let from = 0; from === 0 || from < groupIds.length; from += size) {
    const block = { ...records, groupIds: Effect.succeed(groupIds.slice(from, from + size)) }
    parts.push(yield* Effect.provideService(planned(span), Records, block))
  }
  return {
    decisions: parts.flatMap(({ decisions }) => decisions).toSorted((a, b) => a.at - b.at),
    totals: ProgramReport.count(parts.flatMap(({ enrolments }) => enrolments))
  }
})
