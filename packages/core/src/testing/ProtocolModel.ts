/**
 * The sending protocol under chance: several runners on one store, a relay that answers, loses and refuses, crashes,
 * processes that are stopped and go on, replies, pauses, suppressions, withdrawals and accounts that change their group, in an order
 * drawn from a seed. Each run says which promises it saw broken; a store that keeps the protocol breaks none, whatever
 * the seed.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { DeliveryOutcome } from "../delivery/DeliveryOutcome.ts"
import type { Message } from "../delivery/DeliveryState.ts"
import type { Move, StoreError, Tick } from "../journal/Store.ts"
import { instant } from "../kernel/Calendar.ts"
import * as ModelGroup from "./ModelGroup.ts"
import { accepted, facts, indeterminate, minute, notAccepted, type Port, refused, told } from "./StoreFixture.ts"

/** How a run departs from the protocol, to see that the check can fail. */
export interface Departure {
  /** What a dead runner was handing over is sent again. */
  readonly resendLost?: boolean
}

interface InFlight {
  readonly message: Message
  outcome: DeliveryOutcome | null
}

/** A process. `plan` and `tick` are what it read and has not acted on yet. */
interface Runner {
  name: string
  state: "running" | "stopped" | "crashed"
  beatAt: number
  plan: ReadonlyArray<Message>
  tick: Tick | null
  inFlight: Array<InFlight>
}

const connections = 2

/** Numbers in [0, 1) from a seed (mulberry32). */
const makeChance = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const makeWorld = (store: Port, seed: number, departure: Departure) => {
  const chance = makeChance(seed)
  const pick = <A>(items: ReadonlyArray<A>): A | undefined => items[Math.floor(chance() * items.length)]
  const groups = new Map(
    ["north", "south", "west", "east", "centre"]
      .slice(0, 2 + Math.floor(chance() * 4))
      .map((groupId) => [
        groupId,
        ["anna", "bob", "carol"].slice(0, 1 + Math.floor(chance() * 3)).map((contact) => `${groupId}/${contact}`)
      ])
  )
  const violations = new Set<string>()
  const inbox = new Map<string, number>()
  const replied = new Set<string>()
  const suppressed = new Set<string>()
  const disowned = new Set<string>()
  const runners: Array<Runner> = []
  let now = minute(0)
  let names = 0
  let lost = 0
  let accidents = 0
  let isCalm = false
  let pending: Move | null = null

  const start = (): Runner => ({
    name: `runner ${(names += 1)}`,
    state: "running",
    beatAt: now + 1_000,
    plan: [],
    tick: null,
    inFlight: []
  })
  const beat = (runner: Runner) => {
    runner.beatAt = now + 1_000
    return store.heartbeat(runner.name, now)
  }

  const relay = (messageId: string): DeliveryOutcome => {
    const dice = isCalm ? 1 : chance()
    if (dice < 0.15) return notAccepted
    if (dice < 0.22) return refused({ retryable: true, text: "450 4.2.0" })
    if (dice < 0.27) return refused()
    if (dice < 0.3) return refused({ scope: "sender", text: "550 5.7.1" })
    if (dice < 0.33) return { _tag: "Indeterminate", cause: "cut off before the relay took it" }
    inbox.set(messageId, (inbox.get(messageId) ?? 0) + 1)
    if (inbox.get(messageId) === 2) violations.add(`sent twice: ${messageId}`)
    return dice < 0.4 ? indeterminate : accepted
  }

  const readTick = (runner: Runner) =>
    Effect.gen(function* () {
      const groupId = pick(yield* store.due(now, 3))
      if (groupId === undefined) return
      const messageIds = groups.get(groupId) ?? []
      const loaded = yield* store.load(groupId, messageIds.map(ModelGroup.addressOf))
      // What was appended since the head was read is not part of this tick.
      const entries = (yield* store.journal(groupId)).slice(0, loaded.head.seq)
      runner.tick = ModelGroup.decide(loaded, entries, messageIds, now)
    })
  const commitTick = (runner: Runner) =>
    Effect.suspend(() => {
      const { tick } = runner
      runner.tick = null
      return tick === null ? Effect.void : Effect.asVoid(store.commitTick(tick))
    })
  const readReady = (runner: Runner) =>
    Effect.map(store.ready(now, connections - runner.inFlight.length), (ready) => {
      runner.plan = ready
    })
  const hand = (runner: Runner) =>
    Effect.gen(function* () {
      const { plan } = runner
      runner.plan = []
      const free = plan.slice(0, connections - runner.inFlight.length)
      for (const handing of yield* store.hand(free, runner.name, now)) {
        if (handing._tag === "NotHanded") continue
        const { groupId, messageId } = handing.message
        runner.inFlight.push({ message: handing.message, outcome: null })
        if (replied.has(groupId)) violations.add(`handed over after a reply: ${messageId}`)
        if (suppressed.has(messageId)) violations.add(`handed over to a suppressed address: ${messageId}`)
        if (disowned.has(messageId)) violations.add(`handed over under what was withdrawn: ${messageId}`)
      }
    })
  const deliver = (runner: Runner) =>
    Effect.sync(() => {
      const waiting = pick(runner.inFlight.filter((one) => one.outcome === null))
      if (waiting !== undefined) waiting.outcome = relay(waiting.message.messageId)
    })
  const settle = (runner: Runner) =>
    Effect.suspend(() => {
      const answered = pick(runner.inFlight.filter((one) => one.outcome !== null))
      if (answered === undefined || answered.outcome === null) return Effect.void
      runner.inFlight = runner.inFlight.filter((one) => one !== answered)
      const { attempt, messageId } = answered.message
      return Effect.asVoid(store.settle(messageId, attempt, answered.outcome, now))
    })
  const reap = Effect.gen(function* () {
    for (const { groupId, messageId } of yield* store.reap(now)) {
      lost += 1
      if (lost > connections * accidents) violations.add(`more unknown than connections times crashes: ${messageId}`)
      if (departure.resendLost)
        yield* store.record([told(groupId, { _tag: "MessageResolved", messageId, as: "resend", by: "policy" }, now)])
    }
  })

  const work: ReadonlyArray<(runner: Runner) => Effect.Effect<void, StoreError>> = [
    readTick,
    commitTick,
    readReady,
    hand,
    hand,
    deliver,
    deliver,
    settle,
    settle,
    () => reap
  ]

  const crash = (runner: Runner): void => {
    accidents += 1
    Object.assign(runner, { state: "crashed", plan: [], tick: null, inFlight: [] })
  }
  const accident = (runner: Runner): void => {
    const dice = chance()
    // Whoever comes back may act before its heart beats again.
    if (runner.state === "crashed") Object.assign(runner, start())
    else if (runner.state === "stopped") Object.assign(runner, { state: "running", beatAt: now + 1_000 })
    else if (dice < 0.5) crash(runner)
    else {
      accidents += 1
      runner.state = "stopped"
    }
  }
  const reply = Effect.gen(function* () {
    const groupId = pick([...groups.keys()]) ?? ""
    const messageId = pick((groups.get(groupId) ?? []).filter((id) => inbox.has(id)))
    const input = {
      _tag: "ActivityRecorded" as const,
      activity: {
        kind: "replied" as const,
        contactId: "anna",
        at: now,
        ...(messageId === undefined ? {} : { messageId })
      }
    }
    const id = `reply of ${groupId}`
    yield* store.record(
      chance() < 0.5 ? [told(groupId, input, now, id)] : [told(groupId, input, now, id), told(groupId, input, now, id)]
    )
    replied.add(groupId)
  })
  const suppress = Effect.suspend(() => {
    const messageId = pick([...groups.values()].flat()) ?? ""
    const addressHash = ModelGroup.addressOf(messageId)
    if (chance() < 0.5) {
      disowned.add(messageId)
      return store.withdraw({ addressHash, topic: "news", at: now, source: "model" })
    }
    suppressed.add(messageId)
    return store.suppress({ addressHash, reason: "by hand", at: now, source: "model" })
  })
  const readMove = Effect.gen(function* () {
    const from = pick([...groups.keys()]) ?? ""
    const to = pick([...groups.keys()].filter((id) => id !== from)) ?? ""
    const messageId = pick(groups.get(from) ?? [])
    if (messageId !== undefined) pending = ModelGroup.move(yield* store.journal(from), messageId, { from, to, at: now })
  })
  /** What was read some time ago: the group that gives may have been written to since. */
  const move = Effect.suspend(() => {
    const due = pending
    pending = null
    if (due === null) return readMove
    const { accountId, from, to } = due.moved
    return Effect.map(store.move({ ...due, at: now }), (answer) => {
      if (answer === "conflict") return
      groups.set(
        from,
        (groups.get(from) ?? []).filter((id) => id !== accountId)
      )
      groups.set(to, [...(groups.get(to) ?? []), accountId])
    })
  })
  const resumeAll = Effect.gen(function* () {
    for (const { id, scope } of yield* store.pauses) yield* store.resume(scope, id, now)
  })
  const outside = Effect.suspend((): Effect.Effect<unknown, StoreError> => {
    const dice = chance()
    if (dice < 0.35) return reply
    if (dice < 0.45) return suppress
    if (dice < 0.65) return store.pause({ scope: "program", id: "spare-parts", reason: "by hand" }, now)
    if (dice < 0.9) return resumeAll
    return store.record([told(pick([...groups.keys()]) ?? "", facts("r2"), now)])
  })

  const pass = (millis: number) =>
    Effect.gen(function* () {
      now = instant(now + millis)
      for (const runner of runners) if (runner.state === "running" && runner.beatAt <= now) yield* beat(runner)
    })

  const step = Effect.gen(function* () {
    const dice = chance()
    if (dice < 0.25) yield* pass(pick([1, 200, 1_000, 5_000, 30_000, 70_000, 400_000]) ?? 0)
    else if (dice < 0.265) yield* outside
    else if (dice < 0.28) yield* move
    if (dice < 0.28) return
    const runner = pick(runners)
    if (runner === undefined) return
    if (dice < 0.33) accident(runner)
    else if (runner.state === "running") yield* (pick(work) ?? readTick)(runner)
  })

  const open = Effect.gen(function* () {
    for (let count = 1 + Math.floor(chance() * 3); count > 0; count--) runners.push(start())
    for (const runner of runners) yield* beat(runner)
    for (const groupId of groups.keys()) yield* store.record([told(groupId, facts("r1"), now)])
  })

  /** No more accidents: everything must come to an end. */
  const calm = Effect.gen(function* () {
    isCalm = true
    for (const runner of runners) if (runner.state !== "running") accident(runner)
    for (let round = 0; round < 400; round++) {
      yield* resumeAll
      for (const runner of runners) {
        yield* beat(runner)
        for (const act of work) yield* act(runner)
      }
      const open = (yield* store.messages()).some(({ state }) => state === "queued" || state === "handing")
      const isIdle = runners.every((runner) => runner.inFlight.length === 0 && runner.tick === null)
      if (!open && isIdle && (yield* store.due(now, 1)).length === 0) return
      yield* pass(30_000)
    }
  })

  const check = Effect.gen(function* () {
    const rows = yield* store.messages()
    for (const { messageId, state } of rows) {
      const isIn = inbox.has(messageId)
      if (state === "queued" || state === "handing") violations.add(`stuck: ${messageId} is ${state}`)
      if (isIn && state !== "accepted" && state !== "unknown")
        violations.add(`sent and not known: ${messageId} is ${state}`)
      if (!isIn && state === "accepted") violations.add(`known and not sent: ${messageId}`)
    }
    for (const [groupId, messageIds] of groups) {
      const entries = yield* store.journal(groupId)
      if (entries.some((entry, index) => entry.seq !== index + 1)) violations.add(`gaps in the journal of ${groupId}`)
      for (const messageId of messageIds) {
        const told = entries.findLast(
          ({ event }) =>
            ("messageId" in event && event.messageId === messageId) ||
            (event._tag === "AccountMoved" && event.accountId === messageId)
        )?.event
        const state = rows.find((row) => row.messageId === messageId)?.state
        if (
          told?._tag === "MessageSettled"
            ? told.state !== state
            : told?._tag === "MessageWithdrawn" && state !== "withdrawn"
        )
          violations.add(`the journal says otherwise: ${messageId} is ${state}`)
      }
    }
  })

  return { calm, check, open, step, violations }
}

/** Runs one seed on a fresh store and answers the promises that were broken, each with the message it was about. */
export const run = (
  make: Effect.Effect<Port, StoreError, Scope.Scope>,
  seed: number,
  departure: Departure = {}
): Effect.Effect<ReadonlyArray<string>, StoreError> =>
  Effect.scoped(
    Effect.gen(function* () {
      const world = makeWorld(yield* make, seed, departure)
      yield* world.open
      for (let count = 0; count < 200; count++) yield* world.step
      yield* world.calm
      yield* world.check
      return [...world.violations]
    })
  )
