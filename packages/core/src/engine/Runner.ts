/**
 * The runner is the one loop: decide about what is due, send what is ready, wait for the next instant. On a virtual
 * clock it jumps there (a plan, a rehearsal); live it sleeps. There is no second simulation loop.
 */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { Records, type RecordsError } from "../account/Records.ts"
import type { Suppression } from "../account/Suppression.ts"
import type { Withdrawal } from "../account/Withdrawal.ts"
import { Courier } from "../delivery/Courier.ts"
import type { Pause } from "../delivery/DeliveryState.ts"
import type { Decision } from "../journal/Event.ts"
import { Store, StoreError, type Told } from "../journal/Store.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"
import * as CanonicalJson from "../kernel/CanonicalJson.ts"
import type { Renderer } from "../message/Renderer.ts"
import * as Addressing from "./Addressing.ts"
import * as Dispatch from "./Dispatch.ts"
import * as LiveClock from "./LiveClock.ts"
import * as Moves from "./Moves.ts"
import * as RelayWatch from "./RelayWatch.ts"
import * as Responses from "./Responses.ts"
import { Setup } from "./Setup.ts"
import * as StoredVersions from "./StoredVersions.ts"
import * as Ticker from "./Ticker.ts"

/** What a runner says while it works. */
export type Progress =
  | { readonly _tag: "Clock"; readonly now: Instant }
  | Ticker.Ticked
  | Dispatch.Dispatched
  /** Nothing else is left to do, but other runs still hand over so many messages, or died while they did. */
  | { readonly _tag: "Awaiting"; readonly messages: number }
  /** The machine's clock is too far behind the last decision: nothing is sent until it is right. */
  | { readonly _tag: "ClockBehind"; readonly millis: number; readonly decidedAt: Instant }
  /** The relay took nothing after several tries: messages wait until an instant before the next one is handed over. */
  | { readonly _tag: "RelaySilent"; readonly cause: string; readonly until: Instant }
  /** The relay refused a sender, a template or us: that scope is paused until a person ends the pause. */
  | { readonly _tag: "Paused"; readonly pause: Pause }

/** What a runner needs. */
export type Needs = Store | Records | Setup | Renderer | Courier

/** How a virtual run goes: from an instant until (excluded) another. */
export interface VirtualSpan {
  readonly from: Instant
  readonly until: Instant
  readonly report?: (progress: Progress) => Effect.Effect<void>
  /** What is known beside the records when it begins, such as what persons said while a live store was kept. */
  readonly known?: Known
  /**
   * Whether persons do what the run asks of them: approve at once, do each task when it is due (the default), or say
   * nothing but what is known.
   */
  readonly persons?: "in time" | "absent"
  /** What comes back to messages; nothing unless it is drawn. */
  readonly responses?: Responses.Draw
}

/** Suppressions and withdrawals that a run begins with, and inputs: those of a later instant are told when the clock gets there. */
export interface Known {
  readonly told: ReadonlyArray<Told>
  readonly suppressions: ReadonlyArray<Suppression>
  readonly withdrawals?: ReadonlyArray<Withdrawal>
}

const batch = 256
const runnerName = "virtual"

/** Tells every group whose records changed since it was last told, and those never heard of; accounts move first. */
export const importFacts = Effect.fnUntraced(function* (now: Instant) {
  const store = yield* Store
  const records = yield* Records
  const { definitions } = yield* Setup
  for (const one of definitions.current) yield* store.keepDefinition(one.version, CanonicalJson.encode(one.program))
  const heads = yield* store.heads
  const told = new Map(heads.map((head) => [head.groupId, head.factsRevision]))
  const revisions = new Map<string, string>()
  for (const groupId of yield* records.groupIds)
    revisions.set(groupId, (yield* Ticker.marketOf(groupId)).records.revision)
  yield* Moves.settle(heads, revisions, now)
  const news: Array<Told> = []
  for (const [groupId, revision] of revisions)
    if (told.get(groupId) !== revision) news.push({ groupId, at: now, input: { _tag: "FactsImported", revision } })
  for (let at = 0; at < news.length; at += batch) yield* store.record(news.slice(at, at + batch))
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

/** Says something of a run. */
type Report = (progress: Progress) => Effect.Effect<void>

/** Decides about everything due at an instant; answers whether anything was. */
const decideDue = Effect.fnUntraced(function* (tick: Ticker.Tick, now: Instant, concurrency: number, report: Report) {
  const store = yield* Store
  let any = false
  for (;;) {
    const due = yield* store.due(now, batch)
    if (due.length === 0) return any
    any = true
    yield* Effect.forEach(due, (groupId) => Effect.flatMap(tick(groupId, now), report), {
      concurrency,
      discard: true
    })
  }
})

/** Sends everything ready at an instant, one after the other; answers whether anything was. */
const sendReady = Effect.fnUntraced(function* (dispatch: Dispatch.Dispatch, now: Instant, report: Report) {
  const store = yield* Store
  const ready = yield* store.ready(now, batch)
  const clock = Effect.succeed(now)
  yield* Effect.forEach(ready, (message) => Effect.flatMap(dispatch(message, clock), report), { discard: true })
  return ready.length > 0
})

/** Tells inputs in the order of their instants, each when its instant has come; `hear` adds one for later. */
const makeTeller = (told: ReadonlyArray<Told>) => {
  const sorted = told.toSorted((a, b) => a.at - b.at)
  let done = 0
  const hear = (one: Told): void => {
    const after = sorted.findLastIndex(({ at }) => at <= one.at) + 1
    sorted.splice(Math.max(after, done), 0, one)
  }
  /** The instant of the next one; null when all are told. */
  const next = (): Instant | null => sorted[done]?.at ?? null
  const tell = Effect.fnUntraced(function* (now: Instant) {
    const first = done
    for (let at = next(); at !== null && at <= now; at = next()) done += 1
    if (done > first) yield* (yield* Store).record(yield* Addressing.complete(sorted.slice(first, done)))
  })
  return { next, tell, hear }
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : instant(Math.min(a, b))

const accepted = (groupId: string, taskId: string, at: Instant): Told => ({
  groupId,
  at,
  input: { _tag: "TaskAccepted", taskId, by: "plan" }
})

/** What persons would say to a decision who do what they are asked, in time: who approves and takes on at once, who does a task when it is due. */
const answersTo = (groupId: string, decision: Decision, now: Instant): ReadonlyArray<Told> => {
  if (decision._tag === "ApprovalRequested")
    return [{ groupId, at: now, input: { _tag: "ApprovalGiven", approvalId: decision.approvalId, by: "plan" } }]
  if (decision._tag === "TaskHandedOver") return [accepted(groupId, decision.taskId, now)]
  if (decision._tag !== "TaskCreated") return []
  const { acceptBy, dueAt, taskId } = decision
  const at = instant(Math.max(now, dueAt ?? now))
  const done: Told = { groupId, at, input: { _tag: "TaskClosed", taskId, by: "plan", outcome: "done" } }
  return acceptBy === null ? [done] : [accepted(groupId, taskId, now), done]
}

/** More decisions about one group at one instant than any program has steps. */
const mostTicks = 10_000

/** Counts the ticks of each group at an instant. A group that would be decided about for ever is a defect: the run says so and ends. */
const makeTickCount = () => {
  const ticks = new Map<string, number>()
  let at: Instant | null = null
  return (groupId: string, now: Instant): void => {
    if (at !== now) ticks.clear()
    at = now
    const count = (ticks.get(groupId) ?? 0) + 1
    ticks.set(groupId, count)
    if (count > mostTicks)
      throw new Error(`${groupId} was decided about ${mostTicks} times at ${new Date(now).toISOString()}, with no end`)
  }
}

/** The virtual loop: hears what is told, decides and sends all that an instant holds, then jumps to the next. */
const jump = Effect.fnUntraced(function* (span: VirtualSpan, report: Report) {
  const store = yield* Store
  const tick = yield* Ticker.make
  const dispatch = yield* Dispatch.make(runnerName)
  const teller = makeTeller(span.known?.told ?? [])
  const countTick = makeTickCount()
  let now = span.from
  const heard: Report = (progress) => {
    if (progress._tag === "Decided") countTick(progress.groupId, now)
    if (span.persons !== "absent" && progress._tag === "Decided")
      for (const decision of progress.decisions)
        for (const answer of answersTo(progress.groupId, decision, now)) teller.hear(answer)
    if (span.responses !== undefined && progress._tag === "Settled" && progress.message.state === "accepted")
      for (const response of Responses.draw(progress.message, now, span.responses)) teller.hear(response)
    return report(progress)
  }
  for (;;) {
    yield* report({ _tag: "Clock", now })
    yield* store.heartbeat(runnerName, now)
    do yield* teller.tell(now)
    while (
      (yield* decideDue(tick, now, 1, heard)) ||
      (yield* sendReady(dispatch, now, heard)) ||
      (teller.next() ?? now + 1) <= now
    )
    const next = earlier(yield* store.next, teller.next())
    if (next === null || next >= span.until) return
    // A group set aside or a paused scope may leave the store's next instant in the past: time still moves on.
    now = instant(Math.max(next, now + 1))
  }
})

/** Runs on a virtual clock. One group and one message at a time, in order, so that two runs are the same run. */
export const runVirtual = (span: VirtualSpan): Effect.Effect<void, StoreError | RecordsError, Needs> =>
  Effect.gen(function* () {
    yield* sameMode
    const store = yield* Store
    const report = span.report ?? (() => Effect.void)
    yield* importFacts(span.from)
    for (const suppression of span.known?.suppressions ?? []) yield* store.suppress(suppression)
    for (const withdrawal of span.known?.withdrawals ?? []) yield* store.withdraw(withdrawal)
    yield* StoredVersions.provide(jump(span, report))
  })

/** How a live runner goes. */
export interface LiveOptions {
  /** A name that no other living runner has. */
  readonly runner: string
  /** Stop when nothing is due or ready now and nobody's hand-over is open, instead of waiting for what comes. */
  readonly once: boolean
  readonly report?: Report
}

/** How a live run ended: with nothing left to do now, or short of it. What was not sent waits in the store. */
export type LiveEnd =
  | { readonly _tag: "Done" }
  | { readonly _tag: "RelaySilent"; readonly cause: string }
  | { readonly _tag: "ClockBehind"; readonly millis: number; readonly decidedAt: Instant }

const pollMillis = 1_000
/** Ticks at once: their commits share transactions. */
const liveTicks = 16
/** How long a silent relay is left alone: 15 seconds, doubling to 5 minutes. */
const restMillis = (rests: number): number => Math.min(300_000, 15_000 * 2 ** Math.min(rests, 10))

/** The sending half of a live run: hands over what is ready, and lets a silent relay rest. */
const makeSender = (options: LiveOptions, clock: LiveClock.LiveClock, watch: RelayWatch.RelayWatch, report: Report) => {
  const told = new Set<string>()
  let restUntil = 0
  let rests = 0

  const tellPauses = Effect.gen(function* () {
    for (const pause of yield* (yield* Store).pauses) {
      const name = `${pause.scope} ${pause.id}`
      if (!told.has(name)) yield* report({ _tag: "Paused", pause })
      told.add(name)
    }
  })
  const rest = Effect.fnUntraced(function* (cause: string) {
    const until = instant((yield* clock.now) + restMillis(rests))
    restUntil = until
    rests += 1
    if (!options.once) yield* report({ _tag: "RelaySilent", cause, until })
  })

  /** Answers whether anything came of it. */
  return Effect.gen(function* () {
    const store = yield* Store
    const dispatch = yield* Dispatch.make(options.runner)
    const now = yield* clock.now
    if (now < restUntil) return false
    const ready = yield* store.ready(now, batch)
    let moved = false
    let refused = false
    let isFirst = true
    const send = Effect.fnUntraced(function* (message: (typeof ready)[number]) {
      // After a rest the first one asks whether the relay is back; the others wait for its answer.
      const asks = isFirst
      isFirst = false
      if (watch.silence() !== undefined && !asks) return
      const dispatched = yield* dispatch(message, clock.now)
      if (dispatched._tag === "Settled" || dispatched.why !== "runner dead") moved = true
      else yield* store.heartbeat(options.runner, yield* clock.now)
      if (dispatched._tag === "Settled" && dispatched.message.state === "queued") refused = true
      yield* report(dispatched)
    })
    yield* Effect.forEach(ready, send, { concurrency: watch.courier.connections, discard: true })
    if (refused) yield* tellPauses
    const silence = watch.silence()
    if (silence === undefined) rests = 0
    else yield* rest(silence)
    return moved
  }).pipe(Effect.provideService(Courier, watch.courier))
}

/** How many messages of other runs are still being handed over. */
const handedByOthers = Effect.fnUntraced(function* (runner: string, known: ReadonlyArray<string>) {
  const store = yield* Store
  const open: Array<string> = []
  for (const messageId of known) if ((yield* store.message(messageId))?.state === "handing") open.push(messageId)
  if (open.length > 0) return open
  const messages = yield* store.messages()
  return messages.flatMap((one) => (one.state === "handing" && one.runner !== runner ? [one.messageId] : []))
})

/**
 * Runs on the real clock until interrupted (or, with `once`, until nothing is due). An interruption drains: what is on
 * its way gets its answer first. With `once` it waits for messages that a dead runner was handing over until their fate
 * is settled, and ends early when the relay takes nothing or the clock is wrong. Nothing is lost either way.
 */
export const runLive = (options: LiveOptions): Effect.Effect<LiveEnd, StoreError | RecordsError, Needs> =>
  Effect.scoped(
    Effect.gen(function* () {
      yield* sameMode
      const store = yield* Store
      const report = options.report ?? (() => Effect.void)
      const lastDecided = (yield* store.heads).reduce((last, head) => Math.max(last, head.decidedAt ?? 0), 0)
      const clock = LiveClock.make(lastDecided === 0 ? null : instant(lastDecided))
      const watch = RelayWatch.make(yield* Courier)
      const send = makeSender(options, clock, watch, report)
      const beat = Effect.flatMap(clock.now, (now) => store.heartbeat(options.runner, now))
      yield* beat
      yield* Effect.addFinalizer(() => Effect.ignore(store.leave(options.runner)))
      // A beat that fails once, in a store that is busy, must not be the last.
      yield* Effect.forkScoped(Effect.repeat(Effect.ignore(beat), Schedule.spaced(pollMillis)))
      yield* importFacts(yield* clock.now)
      const loop: Effect.Effect<LiveEnd, StoreError | RecordsError, Needs> = Effect.gen(function* () {
        let awaited: ReadonlyArray<string> = []
        let wasBehind = false
        const tick = yield* Ticker.make
        for (;;) {
          const now = yield* clock.now
          yield* report({ _tag: "Clock", now })
          yield* store.reap(now)
          const decided = yield* decideDue(tick, now, liveTicks, report)
          if (decided) clock.decided(now)
          const behind = yield* clock.behind
          if (behind !== undefined && !wasBehind) yield* report({ _tag: "ClockBehind", ...behind })
          wasBehind = behind !== undefined
          if (behind !== undefined && options.once) return { _tag: "ClockBehind", ...behind } satisfies LiveEnd
          const sent = behind === undefined && (yield* send)
          const silence = watch.silence()
          if (silence !== undefined && options.once) return { _tag: "RelaySilent", cause: silence } satisfies LiveEnd
          if (decided || sent) continue
          if (options.once) {
            const open = yield* handedByOthers(options.runner, awaited)
            if (open.length === 0) return { _tag: "Done" } satisfies LiveEnd
            if (open.length !== awaited.length) yield* report({ _tag: "Awaiting", messages: open.length })
            awaited = open
          }
          // A paused scope may leave the store's next instant in the past: that is no reason to hurry.
          const next = yield* store.next
          yield* Effect.sleep(next === null || next <= now ? pollMillis : Math.min(pollMillis, next - now))
        }
      })
      return yield* StoredVersions.provide(loop)
    })
  )
