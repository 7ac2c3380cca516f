/**
 * A Store in memory: for plans, rehearsals of a whole portfolio and tests. It keeps entries and states by reference and
 * finds what is due by heaps, so that the cost of a run is linear in what happens, not in how many groups there are.
 */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Suppression } from "../account/Suppression.ts"
import type { Withdrawal } from "../account/Withdrawal.ts"
import type { Message, Pause } from "../delivery/DeliveryState.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"
import { isDecision, type Entry } from "./Event.ts"
import * as HandRules from "./HandRules.ts"
import { Store, type GroupHead, type Shared, type Snapshot } from "./Store.ts"
import * as StoreRules from "./StoreRules.ts"
import * as WakeQueue from "./WakeQueue.ts"

/** How a memory store is made. */
export interface Options extends Partial<StoreRules.Timing> {
  readonly mode: "live" | "rehearsal"
  /** The conditions of a hand-over; a test leaves one out to see what it is for. Default `HandRules.standard`. */
  readonly rules?: ReadonlyArray<HandRules.HandRule>
}

interface Group {
  head: GroupHead
  snapshot: Snapshot | null
  readonly entries: Array<Entry>
  readonly messages: Map<string, Message>
  /** Those that wait in the queue: all that a change of the head can concern. */
  readonly queued: Map<string, Message>
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const pauseKey = (scope: Pause["scope"], id: string): string => `${scope}\n${id}`
const touchKey = (message: Message): string => `${message.enrolmentId}\n${message.touchId}\n${message.addressHash}`

/** Everything the store holds. Two heaps hold the groups: those with undecided inputs, and those that wait for a time. */
const makeTables = () => {
  const groups = new Map<string, Group>()
  const messages = new Map<string, Message>()
  const touches = new Set<string>()
  const heard = new Set<string>()
  const decisions: Array<Entry> = []
  const suppressions = new Map<string, Suppression>()
  /** By address: each withdrawal with its place among all. */
  const withdrawn = new Map<string, ReadonlyArray<{ readonly withdrawal: Withdrawal; readonly place: number }>>()
  let withdrawals = 0
  const pauses = new Map<string, Pause>()
  const runners = new Map<string, StoreRules.RunnerRow>()
  const handing = new Map<string, Message>()
  const spent = new Map<string, Map<string, number>>()
  const undecided = WakeQueue.make()
  const waiting = WakeQueue.make()
  const sendable = WakeQueue.make()

  const group = (groupId: string): Group => {
    const known = groups.get(groupId)
    if (known !== undefined) return known
    const made: Group = {
      head: StoreRules.emptyHead(groupId),
      snapshot: null,
      entries: [],
      messages: new Map(),
      queued: new Map()
    }
    groups.set(groupId, made)
    return made
  }
  const leaveGroup = ({ groupId, messageId }: Message): void => {
    groups.get(groupId)?.messages.delete(messageId)
    groups.get(groupId)?.queued.delete(messageId)
  }
  const placeMessage = (message: Message, head: GroupHead): void =>
    message.state === "queued" && message.notBefore !== null && !StoreRules.isUndecided(head)
      ? sendable.set(message.messageId, message.notBefore)
      : sendable.remove(message.messageId)
  const placeGroup = (head: GroupHead): void => {
    const { aside, groupId, wakeAt } = head
    const now = StoreRules.isUndecided(head) && aside === null
    if (wakeAt === null || !now) undecided.remove(groupId)
    else undecided.set(groupId, wakeAt)
    if (wakeAt === null || now) waiting.remove(groupId)
    else waiting.set(groupId, wakeAt)
  }

  const rows: StoreRules.Rows = {
    head: (groupId) => groups.get(groupId)?.head ?? StoreRules.emptyHead(groupId),
    putHead: (head) => {
      const row = group(head.groupId)
      const turned = StoreRules.isUndecided(row.head) !== StoreRules.isUndecided(head)
      row.head = head
      placeGroup(head)
      if (turned) for (const message of row.queued.values()) placeMessage(message, head)
    },
    groupIds: () => [...groups.keys()],
    append: (entry, inputId) => {
      group(entry.groupId).entries.push(entry)
      if (inputId !== undefined) heard.add(inputId)
      if (isDecision(entry.event)) decisions.push(entry)
    },
    heard: (inputId) => heard.has(inputId),
    putSnapshot: (groupId, snapshot) => {
      group(groupId).snapshot = snapshot
    },
    message: (messageId) => messages.get(messageId),
    messagesOf: (groupId, accountId) =>
      [...(groups.get(groupId)?.messages.values() ?? [])].filter((message) => message.accountId === accountId),
    spentElsewhere: (programId, groupId) => {
      let sum = 0
      for (const [id, minor] of spent.get(programId) ?? []) if (id !== groupId) sum += minor
      return sum
    },
    putSpent: (programId, groupId, minor) => {
      const own = spent.get(programId) ?? new Map<string, number>()
      spent.set(programId, own.set(groupId, minor))
    },
    twin: (message) => touches.has(touchKey(message)),
    putMessage: (message) => {
      const row = group(message.groupId)
      const before = messages.get(message.messageId)
      if (before === undefined) touches.add(touchKey(message))
      if (before !== undefined && before.groupId !== message.groupId) leaveGroup(before)
      messages.set(message.messageId, message)
      row.messages.set(message.messageId, message)
      if (message.state === "queued") row.queued.set(message.messageId, message)
      else row.queued.delete(message.messageId)
      placeMessage(message, row.head)
      if (message.state === "handing") handing.set(message.messageId, message)
      else handing.delete(message.messageId)
    },
    suppressed: (addressHash) => suppressions.has(addressHash),
    suppress: (suppression) => {
      if (!suppressions.has(suppression.addressHash)) suppressions.set(suppression.addressHash, suppression)
    },
    withdrawnAt: (addressHash, topic) =>
      withdrawn.get(addressHash)?.findLast(({ withdrawal }) => withdrawal.topic === topic || withdrawal.topic === "*")
        ?.place ?? 0,
    withdraw: (withdrawal) => {
      const { addressHash, at, topic } = withdrawal
      const own = withdrawn.get(addressHash) ?? []
      if (own.some(({ withdrawal: known }) => known.topic === topic && known.at >= at)) return
      withdrawals += 1
      withdrawn.set(addressHash, [...own, { withdrawal, place: withdrawals }])
    },
    pauses: () => [...pauses.values()],
    pause: (pause) => {
      const key = pauseKey(pause.scope, pause.id)
      if (!pauses.has(key)) pauses.set(key, pause)
    },
    dropPause: (scope, id) => {
      pauses.delete(pauseKey(scope, id))
    },
    runner: (runner) => runners.get(runner),
    putRunner: (row) => {
      runners.set(row.runner, row)
    },
    runners: () => [...runners.values()],
    dropRunner: (runner) => {
      runners.delete(runner)
    },
    handing: (runner) =>
      [...handing.values()]
        .filter((message) => message.runner === runner)
        .toSorted((a, b) => byText(a.messageId, b.messageId))
  }
  const shared = (groupId: string, addressHashes: ReadonlyArray<string>): Shared => {
    const told = addressHashes.flatMap((hash) => withdrawn.get(hash) ?? []).map(({ withdrawal }) => withdrawal)
    const taken = [...spent.keys()].map((id) => [id, rows.spentElsewhere(id, groupId)] as const)
    return {
      suppressions: addressHashes.flatMap((hash) => suppressions.get(hash) ?? []),
      pauses: rows.pauses(),
      ...(told.length === 0 ? {} : { withdrawals: told }),
      ...(taken.length === 0 ? {} : { spent: Object.fromEntries(taken) })
    }
  }
  return { decisions, groups, messages, rows, sendable, shared, undecided, waiting, withdrawals: () => withdrawals }
}

/** A fresh store in memory. */
export const make = (options: Options): Effect.Effect<Store["Service"]> =>
  Effect.sync(() => {
    const tables = makeTables()
    const { groups, messages, rows, sendable, undecided, waiting } = tables
    const timing: StoreRules.Timing = { ...StoreRules.timing, ...options }
    const rules = options.rules ?? HandRules.standard
    const definitions = new Map<string, string>()

    const due = (now: Instant, limit: number): ReadonlyArray<string> =>
      [...undecided.first(Number.POSITIVE_INFINITY, limit), ...waiting.first(now, limit)]
        .toSorted((a, b) => (WakeQueue.before(a, b) ? -1 : 1))
        .slice(0, limit)
        .map((wake) => wake.id)
    const ready = (now: Instant, limit: number): ReadonlyArray<Message> => {
      const open = (id: string): boolean => {
        const notAfter = messages.get(id)?.notAfter ?? null
        return notAfter === null || now < notAfter
      }
      return sendable.first(now, limit, open).flatMap((wake) => messages.get(wake.id) ?? [])
    }
    const next = (): Instant | null => {
      const wakes = [undecided.peek(), waiting.peek(), sendable.peek()].flatMap((wake) => wake?.at ?? [])
      return wakes.length === 0 ? null : instant(Math.min(...wakes))
    }

    return Store.of({
      mode: options.mode,
      load: (groupId, addressHashes) =>
        Effect.sync(() => {
          const { entries = [], snapshot = null } = groups.get(groupId) ?? {}
          return {
            head: rows.head(groupId),
            snapshot,
            entries: entries.slice(snapshot?.seq ?? 0),
            shared: tables.shared(groupId, addressHashes),
            withdrawals: tables.withdrawals()
          }
        }),
      due: (now, limit) => Effect.sync(() => due(now, limit)),
      next: Effect.sync(next),
      commitTick: (tick) => Effect.sync(() => StoreRules.commitTick(rows, tick)),
      setAside: (groupId, until, reason) => Effect.sync(() => StoreRules.setAside(rows, groupId, until, reason)),
      record: (inputs) => Effect.sync(() => StoreRules.record(rows, inputs)),
      move: (move) => Effect.sync(() => StoreRules.move(rows, move)),
      ready: (now, limit) => Effect.sync(() => ready(now, limit)),
      hand: (batch, runner, now) => Effect.sync(() => StoreRules.hand(rows, batch, { runner, now, timing, rules })),
      settle: (messageId, attempt, outcome, now) =>
        Effect.sync(() => StoreRules.settle(rows, { messageId, attempt, outcome, now }, timing)),
      heartbeat: (runner, now) => Effect.sync(() => rows.putRunner({ runner, heartbeat: now, buriedAt: null })),
      reap: (now) => Effect.sync(() => StoreRules.reap(rows, now, timing)),
      leave: (runner) => Effect.sync(() => StoreRules.leave(rows, runner)),
      heads: Effect.sync(() =>
        [...groups.values()].map((group) => group.head).toSorted((a, b) => byText(a.groupId, b.groupId))
      ),
      message: (messageId) => Effect.sync(() => messages.get(messageId)),
      messages: (groupId) =>
        Effect.sync(() =>
          [
            ...(groupId === undefined
              ? messages
              : (groups.get(groupId)?.messages ?? new Map<string, Message>())
            ).values()
          ].toSorted((a, b) => byText(a.messageId, b.messageId))
        ),
      journal: (groupId) => Effect.sync(() => [...(groups.get(groupId)?.entries ?? [])]),
      decisions: Effect.sync(() => [...tables.decisions]),
      suppress: (suppression) => Effect.sync(() => rows.suppress(suppression)),
      withdraw: (withdrawal) => Effect.sync(() => rows.withdraw(withdrawal)),
      pauses: Effect.sync(rows.pauses),
      pause: (pause, now) => Effect.sync(() => rows.pause(pause, now)),
      resume: (scope, id, now) => Effect.sync(() => StoreRules.resume(rows, scope, id, now)),
      keepDefinition: (version, json) =>
        Effect.sync(() => {
          definitions.set(version, json)
        }),
      definitions: Effect.sync(() => new Map(definitions))
    })
  })

/** The store of one process that is gone when the process is. */
export const layer = (options: Options): Layer.Layer<Store> => Layer.effect(Store, make(options))
