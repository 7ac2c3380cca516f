/**
 * What an account hears of us and when, in one list: what marketing sent, queued or holds, what sales did, plans or is
 * asked to do. Touches come from the live store, else from the last rehearsal; interactions from the data.
 */
import { existsSync } from "node:fs"
import { Calendar, GroupState, type Records, Store, Task } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as LiveState from "./LiveState.ts"
import * as Ports from "./Ports.ts"
import type * as Session from "./Session.ts"
import * as StoreFile from "./StoreFile.ts"

/** One entry. */
export interface Entry {
  /** When it was or is to be; null where nobody can say, as for what waits for a person. */
  readonly at: Calendar.Instant | null
  readonly side: "marketing" | "sales"
  /** The kind of an interaction or a task, or the touch of a program. */
  readonly what: string
  readonly state: "sent" | "queued" | "held" | "unknown" | "met" | "planned" | "task"
  readonly accountId: string | null
  readonly contactIds: ReadonlyArray<string>
  /** The person of ours, or the program; null where nobody is named. */
  readonly by: string | null
  /** Why it is held. */
  readonly because: string | null
}

/** How far back the list goes. */
const pastDays = 90

const ofTouches = (state: GroupState.GroupState): ReadonlyArray<Entry> =>
  Object.values(state.enrolments).flatMap(({ accountId, programId, touches }) =>
    Object.entries(touches).flatMap(([touchId, byContact]) =>
      Object.entries(byContact).flatMap(([contactId, touch]): ReadonlyArray<Entry> => {
        const { at, rule, status, until } = touch
        if (status === "skipped" || status === "refused" || status === "failed") return []
        // A message that was called back waits as a held touch does.
        const isHeld = status === "held" || (status === "queued" && touch.notAfter === null)
        return [
          {
            at: isHeld ? (until ?? null) : at,
            side: "marketing",
            what: touchId,
            state: isHeld ? "held" : status,
            accountId,
            contactIds: [contactId],
            by: programId,
            because: isHeld ? (rule ?? null) : null
          }
        ]
      })
    )
  )

const ofTasks = (state: GroupState.GroupState): ReadonlyArray<Entry> =>
  Task.open(state.tasks).map(({ accountId, contactIds, dueAt, kind, ownerId }) => ({
    at: dueAt,
    side: "sales",
    what: kind,
    state: "task",
    accountId,
    contactIds,
    by: ownerId,
    because: null
  }))

const ofInteractions = ({ interactions }: Records.GroupRecords): ReadonlyArray<Entry> =>
  interactions.flatMap(({ accountId, at, by, contactId, kind, plannedAt, startedAt, status }) =>
    status !== "held" && status !== "planned"
      ? []
      : [
          {
            at: (status === "held" ? (at ?? startedAt) : plannedAt) ?? null,
            side: "sales",
            what: kind,
            state: status === "held" ? "met" : "planned",
            accountId,
            contactIds: contactId === undefined ? [] : [contactId],
            by,
            because: null
          }
        ]
  )

const inTime = (a: Entry, b: Entry): number => {
  const [left, right] = [a.at ?? Number.POSITIVE_INFINITY, b.at ?? Number.POSITIVE_INFINITY]
  if (left !== right) return left < right ? -1 : 1
  const [one, other] = [a, b].map(({ contactIds, side, what }) => [side, what, ...contactIds].join(" "))
  return (one ?? "") < (other ?? "") ? -1 : 1
}

/** The entries of a group by time, from 90 days before an instant on; those without a time come last. */
export const list = (
  records: Records.GroupRecords,
  state: GroupState.GroupState | null,
  now: Calendar.Instant
): ReadonlyArray<Entry> => {
  const from = now - pastDays * Calendar.dayMillis
  const told = state === null ? [] : [...ofTouches(state), ...ofTasks(state)]
  return [...told, ...ofInteractions(records)].filter(({ at }) => at === null || at >= from).toSorted(inTime)
}

const rehearsed = Effect.fnUntraced(function* (directory: string, groupId: string) {
  const file = StoreFile.rehearsal(directory)
  if (!existsSync(file.filename)) return null
  const journal = yield* Effect.gen(function* () {
    return yield* (yield* Store.Store).journal(groupId)
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  return journal.reduce(GroupState.evolve, GroupState.empty)
})

/** The entries of a group as the data and the store tell. */
export const of = Effect.fn("AccountCalendar.of")(function* (
  session: Session.Session,
  directory: string,
  records: Records.GroupRecords,
  now: Calendar.Instant
) {
  const { groupId } = records
  const state = (yield* LiveState.of(session, directory, groupId)) ?? (yield* rehearsed(directory, groupId))
  return list(records, state, now)
})
