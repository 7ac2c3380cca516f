/** The ticker decides about one group: load, decide, commit; on conflict nothing was written and it loads again. */
import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { Records, type GroupRecords, type RecordsError } from "../account/Records.ts"
import type { Decision, Entry } from "../journal/Event.ts"
import { Store, type LoadedGroup, type StoreError } from "../journal/Store.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import type { AccountMarket, Segment } from "../market/AccountMarket.ts"
import * as Budget from "./Budget.ts"
import * as Decide from "./Decide.ts"
import * as GroupState from "./GroupState.ts"
import { Setup } from "./Setup.ts"

/** What a tick did: what it decided, or that the group was set aside until an instant, and why. */
export type Ticked =
  | {
      readonly _tag: "Decided"
      readonly groupId: string
      readonly events: number
      readonly decisions: ReadonlyArray<Decision>
    }
  | { readonly _tag: "SetAside"; readonly groupId: string; readonly until: Instant; readonly reason: string }

const mostTries = 5
const second = 1_000

/** Whether a snapshot, if there is one, was made by this fold. */
const fits = ({ snapshot }: LoadedGroup): boolean => snapshot === null || snapshot.version === GroupState.version

/** What the entries make of a snapshot, or of nothing. */
const folded = (snapshot: LoadedGroup["snapshot"], entries: ReadonlyArray<Entry>): GroupState.GroupState => {
  let state = snapshot === null ? GroupState.empty : (snapshot.state as GroupState.GroupState)
  for (const entry of entries) if (entry.seq > state.seq) state = GroupState.evolve(state, entry)
  return state
}

/** The state of a loaded group: its snapshot, if this fold made it, and the entries after it. */
export const stateOf = Effect.fnUntraced(function* (loaded: LoadedGroup) {
  if (fits(loaded)) return folded(loaded.snapshot, loaded.entries)
  return folded(null, yield* (yield* Store).journal(loaded.head.groupId))
})

const known = new WeakMap<GroupRecords, AccountMarket>()

/** A group's records and segment as one value. */
export const joined = (records: GroupRecords, segment: Segment | null): AccountMarket => {
  const before = known.get(records)
  if (before !== undefined && before.segment === segment) return before
  const revision = Hash.ofValue([records.revision, segment]).slice(0, 12)
  const market: AccountMarket = { records: { ...records, revision }, segment }
  known.set(records, market)
  return market
}

/**
 * Everything known of a group: its records and its segment. The revision names both, so that a new analysis wakes the
 * group as new records do. The same records and segment give the same value.
 */
export const marketOf = Effect.fnUntraced(function* (groupId: string) {
  const { segmentOf } = yield* Setup
  return joined(yield* (yield* Records).group(groupId), segmentOf(groupId))
})

const addressesOf = ({ records }: AccountMarket): ReadonlyArray<string> => {
  const hashes: Array<string> = []
  for (const { addressHash } of records.contacts) if (addressHash !== null) hashes.push(addressHash)
  return hashes
}

/** How long a group with so many dead ticks in a row rests: a minute, doubling, at most a day. */
const restMillis = (failures: number): number => Math.min(86_400_000, 60_000 * 2 ** Math.min(failures, 12))

const setAside = Effect.fnUntraced(function* (groupId: string, now: Instant, reason: string) {
  const store = yield* Store
  const { head } = yield* store.load(groupId, [])
  const until = instant(now + restMillis(head.failures))
  yield* store.setAside(groupId, until, reason)
  const aside: Ticked = { _tag: "SetAside", groupId, until, reason }
  return aside
})

/** The revision of the facts of a group that the records do not have any more and of which nothing is under way. */
export const gone = "gone"

const isUnderWay = ({ enrolments }: GroupState.GroupState): boolean =>
  Object.values(enrolments).some(
    ({ exited, touches }) =>
      exited === null ||
      Object.values(touches).some((byContact) => Object.values(byContact).some(({ status }) => status === "queued"))
  )

/**
 * A group that the records do not have any more. Where its accounts belong to other groups now, nothing is left to
 * decide and it is quiet; while something is under way, it is set aside, so that a person sees it.
 */
const retire = Effect.fnUntraced(function* (groupId: string, clock: Instant, reason: string) {
  const store = yield* Store
  const loaded = yield* store.load(groupId, [])
  const state = yield* stateOf(loaded)
  const { decidedAt, seq, wakes } = loaded.head
  if (decidedAt === null || isUnderWay(state)) return yield* setAside(groupId, clock, reason)
  // On a conflict the group is still due, and looked at again.
  yield* store.commitTick({
    groupId,
    seq,
    wakes,
    now: instant(Math.max(clock, decidedAt)),
    factsRevision: gone,
    decisions: [],
    wakeAt: null,
    snapshot: { version: GroupState.version, seq: state.seq, state }
  })
  return { _tag: "Decided" as const, groupId, events: 0, decisions: [] }
})

/** Ticks one group. A defect, or a group under way without records, is set aside; only a failing store or source fails. */
export type Tick = (groupId: string, now: Instant) => Failing
type Failing = Effect.Effect<Ticked, StoreError | RecordsError>

interface Attempt {
  readonly groupId: string
  readonly clock: Instant
  /** Which one it is, from 1. */
  readonly tried: number
}

/** How groups are ticked, with what that needs looked up once: whoever ticks many makes one. */
export const make: Effect.Effect<Tick, never, Store | Records | Setup> = Effect.gen(function* () {
  const store = yield* Store
  const records = yield* Records
  const { definitions, policy, save, segmentOf, templates } = yield* Setup
  const given = { definitions, policy, ...(templates && { templates }), ...(save && { save }) }

  const setAsideUntil = (groupId: string, until: Instant, reason: string): Failing =>
    Effect.as(store.setAside(groupId, until, reason), { _tag: "SetAside", groupId, until, reason })

  const decideOn = (
    { clock, groupId, tried }: Attempt,
    market: AccountMarket,
    { head, shared, withdrawals }: LoadedGroup,
    state: GroupState.GroupState
  ): Failing => {
    // A clock that went back never makes a decision earlier than the last one.
    const now = instant(Math.max(clock, head.decidedAt ?? clock))
    const decided = Decide.decide({ now, market, state, shared, ...given })
    const spending = Budget.spendingOf(definitions, decided.state)
    const committed = store.commitTick({
      groupId,
      seq: head.seq,
      wakes: head.wakes,
      withdrawals,
      now,
      factsRevision: market.records.revision,
      decisions: decided.events,
      wakeAt: decided.wakeAt,
      ...(spending === undefined ? {} : { spending }),
      snapshot: { version: GroupState.version, seq: decided.state.seq, state: decided.state }
    })
    return Effect.flatMap(committed, (answer): Failing => {
      if (answer === "committed")
        return Effect.succeed({ _tag: "Decided", groupId, events: decided.events.length, decisions: decided.events })
      // On a conflict nothing was written.
      if (tried < mostTries) return attempt({ clock, groupId, tried: tried + 1 })
      return setAsideUntil(
        groupId,
        instant(clock + second),
        `others wrote to it ${mostTries} times while it was decided`
      )
    })
  }

  const attempt = (one: Attempt): Failing =>
    Effect.flatMap(records.group(one.groupId), (group) => {
      const market = joined(group, segmentOf(one.groupId))
      return Effect.flatMap(store.load(one.groupId, addressesOf(market)), (loaded) =>
        fits(loaded)
          ? decideOn(one, market, loaded, folded(loaded.snapshot, loaded.entries))
          : Effect.flatMap(store.journal(one.groupId), (journal) =>
              decideOn(one, market, loaded, folded(null, journal))
            )
      )
    })

  const alone = Effect.provideService(Store, store)
  const afterFailure = (cause: Cause.Cause<StoreError | RecordsError>, groupId: string, now: Instant): Failing =>
    Effect.failCause(cause).pipe(
      Effect.catchTag("RecordsError", (error): Failing =>
        error.retryable ? Effect.fail(error) : alone(retire(groupId, now, error.message))
      ),
      Effect.catchDefect((defect) =>
        alone(setAside(groupId, now, defect instanceof Error ? defect.message : String(defect)))
      )
    )
  // A tick is a few steps long: what handles failures is put together when there is one, not with each tick.
  return (groupId, clock) =>
    Effect.catchCause(attempt({ groupId, clock, tried: 1 }), (cause) => afterFailure(cause, groupId, clock))
})

/** Ticks one group, once. */
export const tick = (groupId: string, now: Instant) => Effect.flatMap(make, (ticked) => ticked(groupId, now))
