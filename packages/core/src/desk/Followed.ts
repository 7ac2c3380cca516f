/**
 * What a follower of a client is told: what people of ours are asked to do there. A follower does nothing and is told of
 * everything. Source: docs/explanation/desk.md (followers).
 */
import * as AccountTeam from "../account/AccountTeam.ts"
import type { TaskKind } from "../journal/Event.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { DeskClient } from "./DeskClient.ts"
import * as Task from "./Task.ts"

/** One open task at a client that is followed. */
export interface Followed {
  readonly groupId: string
  /** The group's name. */
  readonly name: string
  readonly accountId: string
  readonly taskId: string
  readonly kind: TaskKind
  readonly text: string
  /** Null when nobody is named for it. */
  readonly ownerId: string | null
  readonly createdAt: Instant
  readonly dueAt: Instant | null
}

const byTime = (a: Followed, b: Followed): number =>
  (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER) ||
  (a.taskId < b.taskId ? -1 : a.taskId > b.taskId ? 1 : 0)

/**
 * The open tasks of others of which a person is told, the soonest due first: those that name the person as a follower, and
 * those of accounts that the person follows now. What the person has to do is told by the agenda.
 */
export const of = (
  clients: ReadonlyArray<Pick<DeskClient, "records" | "tasks">>,
  managerId: string
): ReadonlyArray<Followed> =>
  clients
    .flatMap(({ records: { groupId, name, team }, tasks }) =>
      tasks.filter(Task.isOpen).flatMap((task): ReadonlyArray<Followed> => {
        const { accountId, createdAt, dueAt, escalated, followers, kind, ownerId, taskId, text } = task
        const isTold =
          followers.includes(managerId) || AccountTeam.withRole(team, "follower", accountId).includes(managerId)
        if (!isTold || ownerId === managerId || escalated?.to === managerId) return []
        return [{ groupId, name, accountId: accountId ?? groupId, taskId, kind, text, ownerId, createdAt, dueAt }]
      })
    )
    .toSorted(byTime)
