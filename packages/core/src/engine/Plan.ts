/**
 * A plan is a run on a virtual clock over the memory store with a courier that accepts at once: the same loop, the same
 * decisions, nothing sent.
 */
import * as Effect from "effect/Effect"
import type { Records, RecordsError } from "../account/Records.ts"
import { Courier } from "../delivery/Courier.ts"
import type { Decision, Entry } from "../journal/Event.ts"
import { isDecision } from "../journal/Event.ts"
import * as MemoryStore from "../journal/MemoryStore.ts"
import { Store, type StoreError } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as ProgramReport from "../measurement/ProgramReport.ts"
import type { Renderer } from "../message/Renderer.ts"
import * as Runner from "./Runner.ts"
import type { Setup } from "./Setup.ts"
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

/** Plans from an instant until (excluded) another. */
export const plan = (
  span: Runner.VirtualSpan
): Effect.Effect<RunResult, StoreError | RecordsError, Records | Setup | Renderer> =>
  Effect.gen(function* () {
    yield* Runner.runVirtual(span)
    return yield* result
  }).pipe(Effect.provideService(Courier, acceptsAtOnce), Effect.provide(MemoryStore.layer({ mode: "rehearsal" })))
