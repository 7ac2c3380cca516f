/** The retention wing over a workspace: as of which day clients are judged, by which rules, and what the store told. */
import {
  AsOf,
  BookFacts,
  Calendar,
  type Causes,
  type Churn,
  type DepartureNotice,
  type Finding,
  GroupBook,
  type GroupState,
  type Refusals,
  Retention,
  RetentionBook,
  RetentionRecords,
  type Review,
  SaveCase,
  type SavePolicy,
  ServiceTimes,
  Window
} from "@market-of-one/core"
import * as RoleTemplates from "../workspace/RoleTemplates.ts"
import type * as Workspace from "../workspace/Workspace.ts"
import * as Analysis from "./Analysis.ts"

/** What the store of a workspace knows of its clients; what is absent nobody has told. */
export interface Told {
  readonly outcomes?: ReadonlyArray<Churn.NoticeOutcome>
  readonly declined?: ReadonlyArray<Refusals.DeclinedOffer>
  readonly tasks?: ReadonlyMap<string, ReadonlyArray<Causes.Task>>
}

/** The day of the newest order; undefined without orders. */
const newestOrder = ({ records }: Workspace.Workspace["records"]): Calendar.Day | undefined => {
  let newest: Calendar.Day | undefined
  for (const { record } of records.orders) if (newest === undefined || record.date > newest) newest = record.date
  return newest
}

/** The day clients are judged as of, and who chose it. */
export const chosen = (
  workspace: Workspace.Workspace,
  asked: Calendar.Day | undefined,
  now: Calendar.Instant
): AsOf.AsOf => {
  const newest = newestOrder(workspace.records)
  return AsOf.choose({
    today: Calendar.dayOf(now, workspace.policy.timeZone),
    ...(asked === undefined ? {} : { at: asked }),
    ...(newest === undefined ? {} : { newest })
  })
}

/** A look at the records of a workspace as of a day; they are as new as its newest order. */
export const lookAt = (workspace: Workspace.Workspace, day: Calendar.Day, now: Calendar.Instant): AsOf.Look => {
  const zone = workspace.policy.timeZone
  const today = Calendar.dayOf(now, zone)
  const taken = Window.asOf(newestOrder(workspace.records), today, undefined)
  const recordsOn = taken > day ? taken : day
  return AsOf.look(day, zone, { recordsOn, ...(day === today ? { now } : {}) })
}

/**
 * Judges the clients of a workspace. A review of its groups as of the look's day is taken as it is, unless there are
 * orders after that day.
 */
export const of = (
  workspace: Workspace.Workspace,
  look: AsOf.Look,
  {
    findings = [],
    review,
    told = {}
  }: {
    readonly review?: Review.Review
    readonly told?: Told
    readonly findings?: ReadonlyArray<Finding.Finding>
  } = {}
): Retention.Retention => {
  const { config, policy, records: book } = workspace
  const options = Analysis.optionsOf(workspace, look.day, { level: "group" })
  const { grossMargin } = options
  const shared = {
    ...told,
    policy: config.retention,
    template: RoleTemplates.of(workspace).template,
    holidays: ServiceTimes.calendarOf(null, policy).holidays,
    findings
  }
  const newest = newestOrder(book)
  if (review === undefined || review.asOf !== look.day || (newest !== undefined && newest > look.day)) {
    const { asOf: _, level: __, today: ___, ...asked } = options
    return RetentionBook.make(book, look, { ...shared, review: asked })
  }
  return Retention.make({
    ...shared,
    facts: BookFacts.ofOrders(book),
    clients: [...GroupBook.all(book).values()].map(RetentionRecords.ofBook),
    groupOf: (account) => book.grouping.groupOf.get(account) ?? account,
    review,
    look,
    ...(grossMargin === undefined ? {} : { grossMargin })
  })
}

const dayOf = (at: Calendar.Instant, { zone }: AsOf.Look): Calendar.Day => Calendar.dayOf(at, zone)

/** An accepted offer keeps the client: every notice of its case is answered. */
const outcomesOf = (
  { offers }: GroupState.GroupState,
  cases: ReadonlyArray<SaveCase.SaveCase>
): ReadonlyArray<Churn.NoticeOutcome> =>
  Object.values(offers).flatMap(({ answer, noticeId }) => {
    if (answer?.answer !== "accepted" || noticeId === null) return []
    const own = cases.find(({ notices }) => notices.some(({ id }) => id === noticeId))
    const ids = own?.notices.map(({ id }) => id) ?? [noticeId]
    return ids.map((id) => ({ noticeId: id, at: answer.at, outcome: "stayed" as const }))
  })

const declinedOf = (
  groupId: string,
  { exitAnswers, offers }: GroupState.GroupState,
  look: AsOf.Look
): ReadonlyArray<Refusals.DeclinedOffer> =>
  Object.values(offers).flatMap(({ accountId, answer, noticeId, offerId }) => {
    if (answer?.answer !== "declined" || answer.at > look.now) return []
    const { competitor, reason } = exitAnswers[noticeId ?? ""]?.answers ?? {}
    return [
      {
        id: offerId,
        groupId,
        accountId,
        on: dayOf(answer.at, look),
        ...(reason === undefined || reason === "" ? {} : { reason }),
        ...(competitor === undefined || competitor === "" ? {} : { competitor })
      }
    ]
  })

const tasksOf = ({ tasks }: GroupState.GroupState, look: AsOf.Look): ReadonlyArray<Causes.Task> =>
  Object.values(tasks).flatMap(({ closed, createdAt, dueAt, taskId }): ReadonlyArray<Causes.Task> => {
    if (dueAt === null || createdAt > look.now || closed?.outcome === "withdrawn") return []
    const isDone = closed !== null && closed.at <= look.now
    return [{ id: taskId, dueOn: dayOf(dueAt, look), ...(isDone ? { doneOn: dayOf(closed.at, look) } : {}) }]
  })

/** A group's state, and the notices that it gave. */
export interface Known {
  readonly groupId: string
  readonly state: GroupState.GroupState
  readonly notices: ReadonlyArray<DepartureNotice.DepartureNotice>
}

/** What the states of a store say, as far as it had been told by the look. */
export const toldBy = (
  all: ReadonlyArray<Known>,
  look: AsOf.Look,
  save: Pick<SavePolicy.SavePolicy, "windowHours">
): Told => ({
  outcomes: all
    .flatMap(({ notices, state }) => outcomesOf(state, SaveCase.of(notices, save)))
    .filter(({ at }) => at <= look.now),
  declined: all.flatMap(({ groupId, state }) => declinedOf(groupId, state, look)),
  tasks: new Map(all.map(({ groupId, state }) => [groupId, tasksOf(state, look)]))
})
