/** What is gathered for the warnings of mistakes before a client is met: records, dossier, scheme, who read which brief. */
import {
  type Calendar,
  ContactMap,
  DecisionScheme,
  Dossier,
  GroupBook,
  type GroupState,
  Mistake,
  Mistakes,
  NewestFact,
  Standing,
  Task
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as LiveState from "./LiveState.ts"
import type * as Session from "./Session.ts"
import * as TaskTexts from "./TaskTexts.ts"

/** What the journal tells of a group. */
export type Told = Required<Pick<Mistake.Input, "briefReads" | "tasks" | "touches">>

const nothing: Told = { briefReads: [], tasks: [], touches: [] }

/** Messages that are on their way out, at the end of the time that they may go in. */
const queued = ({ enrolments }: GroupState.GroupState): ReadonlyArray<Mistake.PlannedTouch> =>
  Object.values(enrolments).flatMap(({ accountId, touches }) =>
    Object.values(touches)
      .flatMap((byContact) => Object.values(byContact))
      .flatMap(({ at, messageId, notAfter, status }) =>
        status === "queued" && messageId !== undefined ? [{ id: messageId, accountId, at: notAfter ?? at }] : []
      )
  )

/** What a group's state tells: briefs marked as read, open tasks, messages to go. */
export const told = (state: GroupState.GroupState): Told => ({
  briefReads: Object.entries(state.briefsRead).flatMap(([accountId, reads]) =>
    reads.map(({ at, by, producedAt }) => ({ accountId, by, at, producedAt }))
  ),
  tasks: Task.open(state.tasks).map(Mistake.openTask),
  touches: queued(state)
})

/** What the live store tells of a group. Nothing where there is none. */
const toldOf = (session: Session.Session, directory: string, groupId: string) =>
  Effect.map(LiveState.of(session, directory, groupId), (state) =>
    state === null ? nothing : told(TaskTexts.spoken(state, TaskTexts.telling(session.workspace)))
  )

/** The warnings of a group at an instant by what its journal tells; none for a group that is not in the data. */
export const check = (
  { asOf, groups, segments, workspace }: Session.Session,
  groupId: string,
  now: Calendar.Instant,
  journal: Told
): ReadonlyArray<Mistake.Warning> => {
  const { policy, records: book } = workspace
  const records = groups.find((one) => one.groupId === groupId)
  const group = GroupBook.of(book, groupId)
  if (records === undefined || group === undefined) return []
  const segment = segments.get(groupId) ?? null
  const map = ContactMap.of(group, { asOf })
  return Mistakes.check({
    now,
    calendars: policy,
    records,
    isKey: Standing.of({ records, segment }, { now, holds: [] }).isKey,
    managers: new Map(book.records.managers.map(({ record }) => [record.id, record])),
    team: records.team ?? [],
    products: book.records.products.map(({ record }) => record),
    dossier: Dossier.of(group, { asOf }),
    schemes: group.accounts.map(({ record }) => DecisionScheme.of(group, map, record.id)),
    newestFact: NewestFact.of(group, now),
    ...journal
  })
}

/** The warnings of a group at an instant; none for a group that is not in the data. */
export const of = Effect.fn("AccountMistakes.of")(function* (
  session: Session.Session,
  directory: string,
  groupId: string,
  now: Calendar.Instant
) {
  return check(session, groupId, now, yield* toldOf(session, directory, groupId))
})
