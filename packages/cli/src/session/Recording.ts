/**
 * Statements become part of the journal, in order and in one transaction, each against what there is: what is not taken
 * says why, and a no to a topic that nobody knows is taken as a no to all.
 */
import { Calendar, type DeliveryState, GroupState, Store } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Statement from "../input/Statement.ts"
import * as StatementCheck from "../input/StatementCheck.ts"
import * as StatementInput from "../input/StatementInput.ts"

/** What statements are judged by. */
export interface Known {
  readonly people: StatementInput.Directory
  readonly topics: ReadonlyArray<string>
}

/** A statement, and where it was said. */
export interface Heard<P> {
  readonly place: P
  readonly statement: Statement.Statement
}

/** Something to say about a statement. */
export interface Remark<P> {
  readonly place: P
  readonly problem: Statement.Problem
}

/** How many statements counted, how many were known, what was not taken, and what was taken otherwise than it stands. */
export interface Recorded<P> {
  readonly accepted: number
  readonly duplicate: number
  readonly rejects: ReadonlyArray<Remark<P>>
  readonly warnings: ReadonlyArray<Remark<P>>
}

interface Taken<P> {
  readonly place: P
  readonly told: Store.Told
  /** What it may have been heard as before: as it stands, and as a no to all. */
  readonly meanings: ReadonlyArray<string>
  readonly warning: Statement.Problem | undefined
}

type Judged<P> =
  | { readonly ok: true; readonly taken: Taken<P> }
  | { readonly ok: false; readonly problem: Statement.Problem }

const journalOf = (groupId: string) => Effect.flatMap(Store.Store, (store) => store.journal(groupId))

const another: Statement.Problem = {
  field: "id",
  message: "same id, another statement",
  advice: "the first one counts; give this one an id of its own"
}

/** Of statements whose ids were heard before, those that say something else than what was heard. */
const changed = Effect.fnUntraced(function* <P>(repeated: ReadonlyArray<Taken<P>>) {
  const store = yield* Store.Store
  const known = new Map<string, ReadonlySet<string>>()
  const heard = Effect.fnUntraced(function* (groupId: string, meanings: ReadonlyArray<string>) {
    const all =
      known.get(groupId) ?? new Set((yield* journalOf(groupId)).map(({ event }) => StatementCheck.meaningOf(event)))
    known.set(groupId, all)
    return meanings.some((meaning) => all.has(meaning))
  })
  const found: Array<Taken<P>> = []
  for (const one of repeated) {
    if (yield* heard(one.told.groupId, one.meanings)) continue
    // It may have been told in the group to which the account belonged then.
    const groups = (yield* store.heads).map(({ groupId }) => groupId)
    const places = yield* Effect.forEach(groups, (groupId) => heard(groupId, one.meanings))
    if (!places.includes(true)) found.push(one)
  }
  return found
})

/** The statements that the store did not take: of an id that a batch has more than once, the last ones. */
const repeatedOf = <P>(taken: ReadonlyArray<Taken<P>>, duplicates: ReadonlyArray<string>): ReadonlyArray<Taken<P>> => {
  const left = new Map<string, number>()
  for (const id of duplicates) left.set(id, (left.get(id) ?? 0) + 1)
  return taken.toReversed().filter(({ told: { id = "" } }) => {
    const count = left.get(id) ?? 0
    left.set(id, count - 1)
    return count > 0
  })
}

/** Whether a topic that no program has any more was written under, to somebody of the group. */
const wroteUnder = (topic: string, message: DeliveryState.Message | undefined, groupId: string) =>
  message?.topic === topic
    ? Effect.succeed(true)
    : Effect.map(journalOf(groupId), (journal) =>
        journal.some(({ event }) => event._tag === "MessageQueued" && event.topic === topic)
      )

const judge = Effect.fnUntraced(function* <P>(
  { place, statement }: Heard<P>,
  { people, topics }: Known,
  now: Calendar.Instant
) {
  const store = yield* Store.Store
  const message = statement.message === undefined ? undefined : yield* store.message(statement.message)
  const made = StatementInput.make(statement, message, people, now)
  if (!made.ok) return made satisfies Judged<P>
  const { told } = made
  const no = StatementCheck.unknownNo(statement, topics)
  if (no !== undefined) {
    const toAll = StatementInput.make(no.toAll, message, people, now)
    if (!toAll.ok) return toAll satisfies Judged<P>
    const isRetired = yield* wroteUnder(no.topic, message, told.groupId)
    const taken = isRetired ? { told, warning: undefined } : { told: toAll.told, warning: no.warning }
    return { ok: true, taken: { ...taken, place, meanings: StatementCheck.meaningsOf(told.input) } } satisfies Judged<P>
  }
  const state = StatementCheck.needsState(statement)
    ? (yield* journalOf(told.groupId)).reduce(GroupState.evolve, GroupState.empty)
    : GroupState.empty
  const problem = StatementCheck.check(statement, topics, state)
  if (problem !== undefined) return { ok: false, problem } satisfies Judged<P>
  const meanings = StatementCheck.meaningsOf(told.input)
  return { ok: true, taken: { place, told, meanings, warning: undefined } } satisfies Judged<P>
})

/** Records statements together. */
export const record = Effect.fn("Recording.record")(function* <P>(all: ReadonlyArray<Heard<P>>, known: Known) {
  const store = yield* Store.Store
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const taken: Array<Taken<P>> = []
  const rejects: Array<Remark<P>> = []
  for (const heard of all) {
    const judged: Judged<P> = yield* judge(heard, known, now)
    if (judged.ok) taken.push(judged.taken)
    else rejects.push({ place: heard.place, problem: judged.problem })
  }
  const { accepted, duplicates } = yield* store.record(taken.map(({ told }) => told))
  const repeated = repeatedOf(taken, duplicates)
  const others = yield* changed(repeated)
  rejects.push(...others.map(({ place }) => ({ place, problem: another })))
  const isRepeated = new Set(repeated)
  return {
    accepted,
    duplicate: duplicates.length - others.length,
    rejects,
    warnings: taken.flatMap((one) =>
      one.warning === undefined || isRepeated.has(one) ? [] : [{ place: one.place, problem: one.warning }]
    )
  } satisfies Recorded<P>
})
