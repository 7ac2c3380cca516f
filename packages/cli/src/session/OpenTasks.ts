/** The open tasks of all groups as one list, for whoever has to do them. */
import { type GroupState, Task } from "@market-of-one/core"

/** An open task, and the group whose it is: a task of the group as a whole names no account. */
export type OpenTask = Task.TaskState & { readonly groupId: string }

const dueAt = ({ dueAt: at }: OpenTask): number => at ?? Number.MAX_SAFE_INTEGER

/** Open tasks of the groups, the soonest due first, those without a time last, ties by id. */
export const of = (
  groups: Iterable<{ readonly groupId: string; readonly state: GroupState.GroupState }>
): ReadonlyArray<OpenTask> =>
  [...groups]
    .flatMap(({ groupId, state }) => Task.open(state.tasks).map((task): OpenTask => ({ ...task, groupId })))
    .toSorted((a, b) => dueAt(a) - dueAt(b) || (a.taskId < b.taskId ? -1 : a.taskId > b.taskId ? 1 : 0))

/** Whom a task is about, as a list shows it: its account, or its group as a whole. `names` are those of accounts. */
export const clientOf = (
  { accountId, groupId }: Pick<OpenTask, "accountId" | "groupId">,
  names: ReadonlyMap<string, string>
): string => accountId ?? `${groupId} (the group ${names.get(groupId) ?? groupId})`
