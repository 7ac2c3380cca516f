/** The ticker decides about one group: load, decide, commit; on conflict nothing was written and it loads again. */
import * as Effect from "effect/Effect"
import { Records, type GroupRecords, type RecordsError } from "../account/Records.ts"
import type { Decision } from "../journal/Event.ts"
import { Store, type LoadedGroup, type StoreError } from "../journal/Store.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
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

/** The state of a loaded group: its snapshot, if this fold made it, and the entries after it. */
export const stateOf = Effect.fnUntraced(function* (loaded: LoadedGroup) {
  const store = yield* Store
  const { snapshot } = loaded
  const fits = snapshot === null || snapshot.version === GroupState.version
  const entries = fits ? loaded.entries : yield* store.journal(loaded.head.groupId)
  let state = fits && snapshot !== null ? (snapshot.state as GroupState.GroupState) : GroupState.empty
  for (const entry of entries) if (entry.seq > state.seq) state = GroupState.evolve(state, entry)
  return state
})

const markets = new WeakMap<GroupRecords, AccountMarket>()

/**
 * Everything known of a group: its records and its segment. The revision names both, so that a new analysis wakes the
 * group as new records do. The same records and segment give the same value.
 */
export const marketOf = Effect.fnUntraced(function* (groupId: string) {
  const records = yield* (yield* Records).group(groupId)
  const segment = (yield* Setup).segmentOf(groupId)
  const known = markets.get(records)
  if (known !== undefined && known.segment === segment) return known
  const revision = Hash.ofValue([records.revision, segment]).slice(0, 12)
  const market: AccountMarket = { records: { ...records, revision }, segment }
  markets.set(records, market)
  return market
})

const attempt = Effect.fnUntraced(function* (groupId: string, clock: Instant) {
  const store = yield* Store
  const { definitions, policy, save, templates } = yield* Setup
  const market = yield* marketOf(groupId)
  const hashes = market.records.contacts.flatMap(({ addressHash }) => (addressHash === null ? [] : [addressHash]))
  const loaded = yield* store.load(groupId, hashes)
  const state = yield* stateOf(loaded)
  // A clock that went back never makes a decision earlier than the last one.
  const now = instant(Math.max(clock, loaded.head.decidedAt ?? clock))
  const decided = yield* Effect.sync(() =>
    Decide.decide({
      now,
      market,
      state,
      definitions,
      policy,
      shared: loaded.shared,
      ...(templates === undefined ? {} : { templates }),
      ...(save === undefined ? {} : { save })
    })
  )
  const spending = Budget.spendingOf(definitions, decided.state)
  const committed = yield* store.commitTick({
    groupId,
    seq: loaded.head.seq,
    wakes: loaded.head.wakes,
    withdrawals: loaded.withdrawals,
    now,
    factsRevision: market.records.revision,
    decisions: decided.events,
    wakeAt: decided.wakeAt,
    ...(spending === undefined ? {} : { spending }),
    snapshot: { version: GroupState.version, seq: decided.state.seq, state: decided.state }
  })
  return committed === "committed" ? decided.events : undefined
})

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

type Needs = Store | Records | Setup

/** Ticks one group. A defect, or a group under way without records, is set aside; only a failing store or source fails. */
export const tick = (groupId: string, now: Instant): Effect.Effect<Ticked, StoreError | RecordsError, Needs> => {
  const tries: Effect.Effect<Ticked, StoreError | RecordsError, Needs> = Effect.gen(function* () {
    for (let tried = 0; tried < mostTries; tried += 1) {
      const decisions = yield* attempt(groupId, now)
      if (decisions !== undefined) return { _tag: "Decided" as const, groupId, events: decisions.length, decisions }
    }
    const store = yield* Store
    const reason = `others wrote to it ${mostTries} times while it was decided`
    const until = instant(now + second)
    yield* store.setAside(groupId, until, reason)
    return { _tag: "SetAside" as const, groupId, until, reason }
  })
  return tries.pipe(
    Effect.catchTag("RecordsError", (error): Effect.Effect<Ticked, StoreError | RecordsError, Needs> =>
      error.retryable ? Effect.fail(error) : retire(groupId, now, error.message)
    ),
    Effect.catchDefect((defect) => setAside(groupId, now, defect instanceof Error ? defect.message : String(defect)))
  )
}
