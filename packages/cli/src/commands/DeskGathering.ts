/** Everything that the desk looks at: the clients of a workspace with what the journal tells of our people's work. */
import { existsSync } from "node:fs"
import {
  type Agenda,
  type Calendar,
  type DeskClient,
  GroupBook,
  GroupState,
  type Manager,
  NewestFact,
  Plan,
  PlanProgress,
  Scoreboard,
  Store
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Ports from "../session/Ports.ts"
import type * as Session from "../session/Session.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as TaskTexts from "../session/TaskTexts.ts"

/** What is gathered. */
export interface Gathered extends Omit<Agenda.Input, "managerId"> {
  readonly managers: ReadonlyMap<string, Manager.Manager>
  /** The journal's state of each group; empty where nothing has run. */
  readonly states: ReadonlyMap<string, GroupState.GroupState>
}

/** Where and when to look. */
export interface Where {
  readonly directory: string
  readonly rehearsal: boolean
  readonly now: Calendar.Instant
  /** Whether a day was asked for: what the journal tells later is left out. */
  readonly isPast: boolean
}

const nothing: ReadonlyMap<string, GroupState.GroupState> = new Map()

/** The states of all groups at the head of the store, or as they were at an instant. */
const read = Effect.fnUntraced(function* ({ isPast, now }: Where) {
  if (!isPast) return new Map((yield* Plan.states).map(({ groupId, state }) => [groupId, state] as const))
  const store = yield* Store.Store
  const heads = yield* store.heads
  const past = yield* Effect.forEach(heads, ({ groupId }) =>
    Effect.map(store.journal(groupId), (journal) => {
      const known = journal.filter(({ at }) => at <= now)
      return [groupId, known.reduce(GroupState.evolve, GroupState.empty)] as const
    })
  )
  return new Map(past)
})

const statesOf = Effect.fnUntraced(function* ({ workspace }: Session.Session, where: Where) {
  const { directory, rehearsal } = where
  const live = StoreFile.live(directory, workspace.config.store, process.env)
  const hasLive = live.filename.includes("://") || existsSync(live.filename)
  if (!rehearsal && !hasLive) {
    yield* Output.stderr("abm: nothing has run here yet: tasks and words to give are not known\n")
    return nothing
  }
  const file = rehearsal ? yield* StoreFile.existing(directory, workspace.config.store, process.env, true) : live
  return yield* read(where).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
})

const clientOf = (
  session: Session.Session,
  records: Session.Session["groups"][number],
  state: GroupState.GroupState,
  marginMinor: number | null,
  { dataFrom, now }: { readonly dataFrom: Calendar.Day; readonly now: Calendar.Instant }
): DeskClient.DeskClient => {
  const book = GroupBook.of(session.workspace.records, records.groupId)
  const progress = book === undefined ? [] : PlanProgress.of(book, session.asOf, dataFrom)
  return {
    records,
    segment: session.segments.get(records.groupId) ?? null,
    marginMinor,
    tasks: Object.values(state.tasks),
    words: Object.values(state.approvals).flatMap(({ accountId, answer, approvalId, of, requestedAt, touchId }) =>
      answer === null ? [{ accountId, approvalId, of, requestedAt, touchId }] : []
    ),
    replies: state.replies,
    briefReads: Object.entries(state.briefsRead).flatMap(([accountId, reads]) =>
      reads.map(({ at, by, producedAt }) => ({ accountId, by, at, producedAt }))
    ),
    exitAnswered: Object.keys(state.exitAnswers),
    newestFact: book === undefined ? null : NewestFact.of(book, now),
    orders: book?.orders.map(({ record }) => record) ?? [],
    plans: (book?.plans ?? []).flatMap(({ record }) => {
      const own = progress.find(({ planId }) => planId === record.id)
      return own === undefined ? [] : [{ plan: record, progress: own }]
    })
  }
}

/** The clients of a session with what states of their groups tell, as of an instant. */
export const of = (session: Session.Session, states: Gathered["states"], now: Calendar.Instant): Gathered => {
  const { asOf, groups, portfolio, workspace } = session
  const { config, policy, records } = workspace
  const margins = new Map(portfolio.items.map(({ expectedValue, id }) => [id, expectedValue.marginMinor]))
  const dataFrom = records.records.orders.reduce(
    (first, { record }) => (record.date < first ? record.date : first),
    asOf
  )
  return {
    managers: new Map(records.records.managers.map(({ record }) => [record.id, record])),
    clients: groups.map((group) => {
      const state = states.get(group.groupId) ?? GroupState.empty
      const margin = margins.get(group.groupId) ?? null
      return clientOf(session, group, state, margin, { dataFrom, now })
    }),
    look: { now, calendars: policy, policy: config.desk, save: config.saveDesk },
    states
  }
}

/** Gathers the clients of a session with what the store tells. */
export const gather = Effect.fn("DeskGathering.gather")(function* (session: Session.Session, where: Where) {
  const telling = TaskTexts.telling(session.workspace)
  const states = [...(yield* statesOf(session, where))].map(
    ([id, state]) => [id, TaskTexts.spoken(state, telling)] as const
  )
  return of(session, new Map(states), where.now)
})

/** The scoreboard of what was gathered. */
export const scoreboard = (
  { portfolio, workspace }: Session.Session,
  { clients, look, managers }: Gathered
): Scoreboard.Scoreboard =>
  Scoreboard.of({
    managers,
    clients,
    look,
    basis: portfolio.basis,
    currency: portfolio.currency,
    capacity: { "one-to-one": workspace.config.tiers.oneToOne, "one-to-few": workspace.config.tiers.oneToFew }
  })

/** The manager that a text names, by id or e-mail; nobody is refused with who there is. */
export const managerOf = (
  { managers }: Pick<Gathered, "managers">,
  asked: string
): Effect.Effect<Manager.Manager, Failure.Failure> => {
  const wanted = asked.trim().toLowerCase()
  const found = [...managers.values()].find(
    ({ email, id, name }) => id === asked || email?.toLowerCase() === wanted || name.toLowerCase() === wanted
  )
  if (found !== undefined) return Effect.succeed(found)
  const named = [...managers.keys()].toSorted().slice(0, 10).join(", ")
  return Effect.fail(
    Failure.refused("there is no such manager", named === "" ? "bring the managers' file" : `name one of ${named}`)
  )
}
