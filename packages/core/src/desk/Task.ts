/**
 * A task is something that a person of ours has to do by an instant. It is a fold of the journal: created, taken on,
 * escalated, handed over, closed. A task that is closed stays known, so that it is not created again.
 */
import type { TaskKind } from "../journal/Event.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type { Instant } from "../kernel/Calendar.ts"

/** Where a task stands. */
export interface TaskState {
  readonly taskId: string
  readonly kind: TaskKind
  readonly accountId: string | null
  readonly contactIds: ReadonlyArray<string>
  readonly enrolmentId?: string
  readonly touchId?: string
  readonly signalKey?: string
  /** Null when nobody is named for it. */
  readonly ownerId: string | null
  readonly followers: ReadonlyArray<string>
  readonly text: string
  readonly createdAt: Instant
  readonly dueAt: Instant | null
  readonly acceptBy: Instant | null
  /** What it takes of the program's budget, in minor units. */
  readonly costMinor?: number
  readonly evidence: Evidence
  readonly accepted: { readonly at: Instant; readonly by: string } | null
  /** The last time it went one step up, and to whom. */
  readonly escalated: { readonly at: Instant; readonly to: string | null; readonly reason: string } | null
  readonly closed: { readonly at: Instant; readonly by: string; readonly outcome: TaskOutcome } | null
}

/** How a task ended; `withdrawn`: what it was for is over. */
export type TaskOutcome = "done" | "dismissed" | "withdrawn"

/** Whether somebody still has to do it. */
export const isOpen = (task: TaskState | undefined): task is TaskState => task !== undefined && task.closed === null

/** Open tasks of a state, the soonest due first, those without a time last, ties by id. */
export const open = (tasks: Readonly<Record<string, TaskState>>): ReadonlyArray<TaskState> =>
  Object.values(tasks)
    .filter(isOpen)
    .toSorted(
      (a, b) =>
        (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY) ||
        (a.taskId < b.taskId ? -1 : a.taskId > b.taskId ? 1 : 0)
    )
