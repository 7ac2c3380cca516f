/**
 * Who belongs to another group than before: a changed parent, a confirmed merge or a person with another employer. What
 * a group's state holds of them goes along before anything is decided on the new records, so that nothing is repeated,
 * forgotten or ended for want of the account. Nothing is asked of groups whose records did not change.
 */
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import { Records, type GroupContact, type GroupRecords, type RecordsError } from "../account/Records.ts"
import { Store, StoreError, type GroupHead } from "../journal/Store.ts"
import { isUndecided } from "../journal/StoreRules.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import * as GroupState from "./GroupState.ts"
import type { Setup } from "./Setup.ts"
import * as Slice from "./Slice.ts"
import * as Ticker from "./Ticker.ts"

/** The account of something and its group, as the records have it now. */
interface Place {
  readonly groupId: string
  readonly accountId: string
}

/** Where everything is in the records; undefined for what is not in them. Former ids lead to what they have become. */
export interface Places {
  readonly account: (id: string) => Place | undefined
  readonly contact: (id: string) => Place | undefined
  readonly notice: (id: string) => Place | undefined
}

const collect = () => {
  const accounts = new Map<string, Place>()
  const contacts = new Map<string, Place>()
  const former = new Map<string, Place>()
  const notices = new Map<string, Place>()
  const add = ({ accounts: own, contacts: people, departures, formerAccountIds = {}, groupId }: GroupRecords): void => {
    for (const { id } of own) accounts.set(id, { groupId, accountId: id })
    for (const [id, accountId] of Object.entries(formerAccountIds)) former.set(id, { groupId, accountId })
    for (const { accountId, formerIds = [], id } of people)
      for (const each of [id, ...formerIds]) contacts.set(each, { groupId, accountId })
    for (const { accountId, id } of departures) if (accountId !== undefined) notices.set(id, { groupId, accountId })
  }
  const places: Places = {
    account: (id) => accounts.get(id) ?? former.get(id),
    contact: (id) => contacts.get(id),
    notice: (id) => notices.get(id)
  }
  return { add, places }
}

/** The places that some groups' records tell. */
export const placesOf = (groups: Iterable<GroupRecords>): Places => {
  const { add, places } = collect()
  for (const group of groups) add(group)
  return places
}

const everywhere = Effect.gen(function* () {
  const { add, places } = collect()
  for (const groupId of yield* (yield* Records).groupIds) add((yield* Ticker.marketOf(groupId)).records)
  return places
})

/** An account of which a group's state holds something that belongs to another group, or to another account of it. */
export interface Found extends Slice.Whose {
  /** The account that it was merged into. */
  readonly into?: string
  readonly to: string
}

/** Whether an account's messages or tasks name a person. */
const names = (state: GroupState.GroupState, accountId: string, contactId: string): boolean =>
  Object.values(state.enrolments).some(
    (one) =>
      one.accountId === accountId && Object.values(one.touches).some((byContact) => byContact[contactId] !== undefined)
  ) || Object.values(state.tasks).some((task) => task.accountId === accountId && task.contactIds.includes(contactId))

/** What of a group's state belongs elsewhere, by account id. Of a group that is no more, its root at any rate does. */
export const find = (
  state: GroupState.GroupState,
  { groupId, isGone }: { readonly groupId: string; readonly isGone: boolean },
  places: Places
): ReadonlyArray<Found> => {
  const { accountIds, contactIds, noticeIds } = Slice.mentioned(state)
  const found: Array<Found & { readonly contactIds: Array<string>; readonly noticeIds: Array<string> }> = []
  const add = (accountId: string, place: Place) => {
    const merged = place.accountId === accountId ? {} : { into: place.accountId }
    const one = { accountId, ...merged, to: place.groupId, contactIds: [], noticeIds: [] }
    found.push(one)
    return one
  }
  for (const accountId of [...accountIds, ...(isGone && !accountIds.has(groupId) ? [groupId] : [])].toSorted()) {
    const place = places.account(accountId)
    if (place !== undefined && (place.groupId !== groupId || place.accountId !== accountId)) add(accountId, place)
  }
  const goingTo = (place: Place) =>
    found.find((one) => one.to === place.groupId && (one.into ?? one.accountId) === place.accountId) ??
    add(place.accountId, place)
  for (const contactId of [...contactIds].toSorted()) {
    const place = places.contact(contactId)
    if (place !== undefined && place.groupId !== groupId) goingTo(place).contactIds.push(contactId)
    // Who is gone from the records goes with the account that wrote to them, or that owes them something.
    if (place === undefined)
      found.find((one) => one.to !== groupId && names(state, one.accountId, contactId))?.contactIds.push(contactId)
  }
  for (const noticeId of [...noticeIds].toSorted()) {
    const place = places.notice(noticeId)
    if (place !== undefined && place.groupId !== groupId) goingTo(place).noticeIds.push(noticeId)
  }
  return found.toSorted((a, b) => (a.accountId < b.accountId ? -1 : a.accountId > b.accountId ? 1 : 0))
}

/**
 * What was said of the whole group holds for the account that leaves it, and for no other account of its new group: the
 * group's holds when the group is no more, and the no of a person who spoke for all and is gone from the records.
 */
const withWords = (
  slice: Slice.Slice,
  state: GroupState.GroupState,
  by: {
    readonly accountId: string
    readonly isGone: boolean
    readonly places: Places
    readonly people: ReadonlyArray<GroupContact>
  }
): Slice.Slice => {
  const { accountId, isGone, people, places } = by
  const isStranger = ({ contactId }: { readonly contactId: string }): boolean => places.contact(contactId) === undefined
  const forAll = state.accountConsents.filter(isStranger).map(({ consent }) => consent)
  const holds = isGone ? state.holds.filter((hold) => hold.accountId === undefined) : []
  return {
    ...slice,
    ...(holds.length > 0 && {
      holds: [...(slice.holds ?? []), ...holds.map((hold) => ({ ...hold, id: `${hold.id}/${accountId}`, accountId }))]
    }),
    ...(slice.accountConsents && { accountConsents: slice.accountConsents.filter((one) => !isStranger(one)) }),
    ...(forAll.length > 0 && {
      consents: {
        ...slice.consents,
        ...Object.fromEntries(people.map(({ id }) => [id, [...(slice.consents?.[id] ?? []), ...forAll]]))
      }
    })
  }
}

/** Whether all that a state holds is of accounts and people that the group still has. */
const isAtHome = (state: GroupState.GroupState, records: GroupRecords): boolean => {
  const index = RecordIndex.of(records)
  const { accountIds, contactIds, noticeIds } = Slice.mentioned(state)
  const notices = new Set(noticeIds.size === 0 ? [] : records.departures.map(({ id }) => id))
  return (
    [...accountIds].every((id) => index.account(id) !== undefined) &&
    [...contactIds].every((id) => index.contact(id) !== undefined) &&
    [...noticeIds].every((id) => notices.has(id))
  )
}

type Failure = StoreError | RecordsError
type Needs = Store | Records | Setup

/** What clearing a group needs to know. */
interface Clearing {
  readonly groupId: string
  /** The records do not have the group any more. */
  readonly isGone: boolean
  /** Made when it is first asked for: most imports move nobody. */
  readonly places: Effect.Effect<Places, Failure, Needs>
  readonly now: Instant
}

/** Moves out of a group what belongs elsewhere; answers false when others wrote to the group meanwhile. */
const clear = Effect.fnUntraced(function* ({ groupId, isGone, now, places: placesOnce }: Clearing) {
  const store = yield* Store
  let state = yield* Ticker.stateOf(yield* store.load(groupId, []))
  if (!isGone && isAtHome(state, (yield* Ticker.marketOf(groupId)).records)) return true
  const places = yield* placesOnce
  for (const found of find(state, { groupId, isGone }, places)) {
    const { accountId, into, to } = found
    const { slice } = Slice.take(state, found)
    const people = RecordIndex.of((yield* Ticker.marketOf(to)).records).contactsOf(into ?? accountId)
    const carried = to === groupId ? slice : withWords(slice, state, { accountId, isGone, places, people })
    if (Object.keys(carried).length === 0) continue
    // The state is plain JSON, and so is any part of it.
    const moved = { _tag: "AccountMoved", ...found, from: groupId, carried: carried as Schema.Json } as const
    if ((yield* store.move({ moved, fromSeq: state.seq, at: now })) === "conflict") return false
    for (const event of to === groupId ? [{ ...moved, carried: null }, moved] : [{ ...moved, carried: null }])
      state = GroupState.evolve(state, { seq: state.seq + 1, at: now, event })
  }
  return true
})

const mostTries = 5

/**
 * Moves whoever belongs to another group than before. `revisions` are those of the records by group id; of the heads,
 * only groups at another revision, or without records, are looked at.
 */
export const settle = (
  heads: ReadonlyArray<GroupHead>,
  revisions: ReadonlyMap<string, string>,
  now: Instant
): Effect.Effect<void, Failure, Needs> =>
  Effect.gen(function* () {
    const places = yield* Effect.cached(everywhere)
    for (const head of heads) {
      const { groupId } = head
      const isGone = !revisions.has(groupId)
      if ((revisions.get(groupId) ?? Ticker.gone) === head.factsRevision && !(isGone && isUndecided(head))) continue
      let tried = 0
      while (!(yield* clear({ groupId, isGone, places, now }))) {
        tried += 1
        if (tried < mostTries) continue
        return yield* new StoreError({
          reason: "busy",
          message: `others wrote to group ${groupId} ${mostTries} times while accounts were moved out of it; run again`,
          retryable: true
        })
      }
    }
  })
