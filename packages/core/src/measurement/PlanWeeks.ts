/** The calendar of a plan: messages and tasks by week, program and account. Weeks begin on Monday, in the reporting zone. */
import * as Schema from "effect/Schema"
import { Day, dayOf, instant, startOfPeriod, type Zone } from "../kernel/Calendar.ts"
import type { Decided, Fate } from "./TouchFates.ts"

const both = { messages: Schema.Int, tasks: Schema.Int }

/** What one account gets. */
export const AccountCount = Schema.Struct({ accountId: Schema.String, ...both })
export type AccountCount = typeof AccountCount.Type

/** One week. The programs' numbers add up to the week's; tasks that no program asked for have none. */
export const Week = Schema.Struct({
  /** Its Monday. */
  week: Day,
  ...both,
  /** How many accounts get anything. */
  accounts: Schema.Int,
  programs: Schema.Array(Schema.Struct({ programId: Schema.NullOr(Schema.String), ...both })),
  /** The five accounts that get most. */
  busiest: Schema.Array(AccountCount)
})
export type Week = typeof Week.Type

/** One message that goes, or one task that is due: counted once, in the week of its day. */
export interface Doing {
  readonly kind: "message" | "task"
  readonly week: Day
  readonly accountId: string | null
  readonly programId: string | null
  /** Whose task it is in the end. */
  readonly ownerId: string | null
  /** In minor units; null where none is declared. */
  readonly costMinor: number | null
}

const mostBusy = 5

/**
 * Tasks of programs and all others, in the week of the day they are due; those that are late when they are asked for,
 * in the week of that day. Those withdrawn are left out; who they were handed to owns them.
 */
const tasks = (decisions: ReadonlyArray<Decided>, zone: Zone): Iterable<Doing> => {
  const programs = new Map<string, string>()
  const found = new Map<string, Doing>()
  for (const { at, event } of decisions) {
    if (event._tag === "Enrolled") programs.set(event.enrolmentId, event.programId)
    if (event._tag === "TaskWithdrawn") found.delete(event.taskId)
    if (event._tag === "TaskCreated")
      found.set(event.taskId, {
        kind: "task",
        week: startOfPeriod(dayOf(instant(Math.max(at, event.dueAt ?? at)), zone), "week"),
        accountId: event.accountId,
        programId: programs.get(event.enrolmentId ?? "") ?? null,
        ownerId: event.ownerId,
        costMinor: event.costMinor ?? null
      })
    const given = event._tag === "TaskHandedOver" ? found.get(event.taskId) : undefined
    if (given !== undefined && event._tag === "TaskHandedOver")
      found.set(event.taskId, { ...given, ownerId: event.to ?? given.ownerId })
  }
  return found.values()
}

/** Everything that a plan does. */
export const doings = (
  decisions: ReadonlyArray<Decided>,
  fates: ReadonlyArray<Fate>,
  zone: Zone
): ReadonlyArray<Doing> => [
  ...fates.flatMap(({ accountId, at, message, programId, state }): ReadonlyArray<Doing> => {
    if (state !== "message") return []
    const week = startOfPeriod(dayOf(at, zone), "week")
    return [{ kind: "message", week, accountId, programId, ownerId: null, costMinor: message?.costMinor ?? null }]
  }),
  ...tasks(decisions, zone)
]

/** How many messages and tasks. */
export const counts = (doings: ReadonlyArray<Doing>): { readonly messages: number; readonly tasks: number } => {
  const messages = doings.reduce((sum, { kind }) => sum + (kind === "message" ? 1 : 0), 0)
  return { messages, tasks: doings.length - messages }
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** By week, the earliest first. */
export const byWeek = (doings: ReadonlyArray<Doing>): ReadonlyArray<readonly [Day, ReadonlyArray<Doing>]> =>
  [...Map.groupBy(doings, ({ week }) => week)].toSorted(([a], [b]) => byText(a, b))

/** By account: most first, ties by id. What is about no account is left out. */
export const byAccount = (doings: ReadonlyArray<Doing>): ReadonlyArray<AccountCount> =>
  [...Map.groupBy(doings, ({ accountId }) => accountId)]
    .flatMap(([accountId, of]) => (accountId === null ? [] : [{ accountId, ...counts(of) }]))
    .toSorted((a, b) => b.messages + b.tasks - a.messages - a.tasks || byText(a.accountId, b.accountId))

/** The weeks in which anything happens. */
export const weeks = (doings: ReadonlyArray<Doing>): ReadonlyArray<Week> =>
  byWeek(doings).map(([week, of]) => {
    const accounts = byAccount(of)
    return {
      week,
      ...counts(of),
      accounts: accounts.length,
      programs: [...Map.groupBy(of, ({ programId }) => programId)]
        .toSorted(([a], [b]) => Number(a === null) - Number(b === null) || byText(a ?? "", b ?? ""))
        .map(([programId, these]) => ({ programId, ...counts(these) })),
      busiest: accounts.slice(0, mostBusy)
    }
  })
