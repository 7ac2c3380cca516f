/**
 * The runner is the one loop: decide about what is due, send what is ready, wait for the next instant. On a virtual
 * clock it jumps there (a plan, a rehearsal); live it sleeps. There is no second simulation loop.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { Records, type RecordsError } from "../account/Records.ts"
import { Courier } from "../delivery/Courier.ts"
import { Store, StoreError } from "../journal/Store.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"
import type { Renderer } from "../message/Renderer.ts"
import * as Dispatch from "./Dispatch.ts"
import { Setup } from "./Setup.ts"
import * as Ticker from "./Ticker.ts"

/** What a runner says while it works. */
export type Progress = { readonly _tag: "Clock"; readonly now: Instant } | Ticker.Ticked | Dispatch.Dispatched

/** What a runner needs. */
export type Needs = Store | Records | Setup | Renderer | Courier

/** How a virtual run goes: from an instant until (excluded) another. */
export interface VirtualSpan {
  readonly from: Instant
  readonly until: Instant
  readonly report?: (progress: Progress) => Effect.Effect<void>
}

const batch = 256
const runnerName = "virtual"

/** Tells every group whose records changed since it was last told, and those never heard of. */
export const importFacts = Effect.fnUntraced(function* (now: Instant) {
  const store = yield* Store
  const records = yield* Records
  const { definitions } = yield* Setup
  for (const one of definitions.current) yield* store.keepDefinition(one.version, JSON.stringify(one.program))
  const told = new Map((yield* store.heads).map((head) => [head.groupId, head.factsRevision]))
  for (const groupId of yield* records.groupIds) {
    const { revision } = yield* records.group(groupId)
    if (told.get(groupId) === revision) continue
    yield* store.record([
      {
        id: `facts/${groupId}/${revision}/${told.get(groupId) ?? ""}`,
        groupId,
        at: now,
        input: { _tag: "FactsImported", revision }
      }
    ])
  }
})

/** Live and rehearsal never mix. */
const sameMode = Effect.gen(function* () {
  const store = yield* Store
  const courier = yield* Courier
  if (store.mode !== courier.mode)
    return yield* new StoreError({
      reason: "mode",
      message: `the store is ${store.mode} and the courier is ${courier.mode}: use a store of the courier's kind`,
      retryable: false
    })
})

/** Decides about everything due at an instant; answers whether anything was. */
const decideDue = Effect.fnUntraced(function* (now: Instant, report: (progress: Progress) => Effect.Effect<void>) {
  const store = yield* Store
  let any = false
  for (;;) {
    const due = yield* store.due(now, batch)
    if (due.length === 0) return any
    any = true
    for (const groupId of due) yield* report(yield* Ticker.tick(groupId, now))
  }
})

const sendReady = Effect.fnUntraced(function* (
  nowOf: Effect.Effect<Instant>,
  runner: string,
  concurrency: number,
  report: (progress: Progress) => Effect.Effect<void>
) {
  const store = yield* Store
  const ready = yield* store.ready(yield* nowOf, batch)
  yield* Effect.forEach(ready, (message) => Effect.flatMap(Dispatch.dispatch(message, runner, nowOf), report), {
    concurrency,
    discard: true
  })
  return ready.length > 0
})

/** Runs on a virtual clock. One group and one message at a time, in order, so that two runs are the same run. */
export const runVirtual = (span: VirtualSpan): Effect.Effect<void, StoreError | RecordsError, Needs> =>
  Effect.gen(function* () {
    yield* sameMode
    const store = yield* Store
    const report = span.report ?? (() => Effect.void)
    yield* importFacts(span.from)
    let now = span.from
    for (;;) {
      yield* report({ _tag: "Clock", now })
      const at = Effect.succeed(now)
      yield* store.heartbeat(runnerName, now)
      while ((yield* decideDue(now, report)) || (yield* sendReady(at, runnerName, 1, report)));
      const next = yield* store.next
      if (next === null || next >= span.until) return
      // A group set aside or a paused scope may leave the store's next instant in the past: time still moves on.
      now = instant(Math.max(next, now + 1))
    }
  })

/** How a live runner goes. */
export interface LiveOptions {
  /** A name that no other living runner has. */
  readonly runner: string
  /** Stop when nothing is due or ready now, instead of waiting for what comes. */
  readonly once: boolean
  readonly report?: (progress: Progress) => Effect.Effect<void>
}

const pollMillis = 1_000
const nowLive = Effect.map(Clock.currentTimeMillis, instant)

/** Runs on the real clock until interrupted (or, with `once`, until nothing is due). An interruption drains. */
export const runLive = (options: LiveOptions): Effect.Effect<void, StoreError | RecordsError, Needs> =>
  Effect.scoped(
    Effect.gen(function* () {
      yield* sameMode
      const store = yield* Store
      const courier = yield* Courier
      const report = options.report ?? (() => Effect.void)
      const beat = Effect.flatMap(nowLive, (now) => store.heartbeat(options.runner, now))
      yield* beat
      yield* Effect.addFinalizer(() => Effect.ignore(store.leave(options.runner)))
      yield* Effect.forkScoped(Effect.ignore(Effect.repeat(beat, Schedule.spaced(pollMillis))))
      yield* importFacts(yield* nowLive)
      for (;;) {
        const now = yield* nowLive
        yield* report({ _tag: "Clock", now })
        yield* store.reap(now)
        const decided = yield* decideDue(now, report)
        const sent = yield* sendReady(nowLive, options.runner, courier.connections, report)
        if (decided || sent) continue
        if (options.once) return
        const next = yield* store.next
        yield* Effect.sleep(next === null ? pollMillis : Math.min(pollMillis, Math.max(0, next - now)))
      }
    })
  )
