/**
 * What becomes of tasks as time goes by: a late one, or one that nobody took on, goes one step up; when its owner no
 * longer answers for the client, it goes to whoever does. Every comparison with a future instant goes through the
 * horizon. Source: docs/explanation/desk.md.
 */
import * as Manager from "../account/Manager.ts"
import type { GroupRecords } from "../account/Records.ts"
import type { Decision } from "../journal/Event.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import * as Task from "./Task.ts"

/** Who answers for the group now: its manager, or, when that one has left, the deputy, else the superior, whoever is here. */
export const inCharge = (
  { manager, standIns }: Pick<GroupRecords, "manager" | "standIns">,
  { passed }: Horizon
): string | null => {
  if (manager === null) return null
  if (Manager.isHere(manager, passed)) return manager.id
  if (standIns === undefined) return manager.deputyId ?? manager.managerId ?? null
  return Manager.standInOf(manager, (id) => standIns.find((one) => one.id === id), passed)
}

/** By which calendar tasks go, and how many of its business days whoever gets one has to take it on. */
export interface Terms {
  /** That of the group's manager. */
  readonly calendar: BusinessCalendar.BusinessCalendar
  readonly acceptBusinessDays: number
}

/** The group's nearest superior who is still here, as far as the source knows; null where there is none. */
export const superiorOf = (
  { manager, standIns = [] }: Pick<GroupRecords, "manager" | "standIns">,
  { passed }: Horizon
): string | null =>
  manager === null ? null : Manager.superiorOf(manager, (id) => standIns.find((one) => one.id === id), passed)

const escalation = (
  task: Task.TaskState,
  { manager, standIns = [] }: Pick<GroupRecords, "manager" | "standIns">,
  horizon: Horizon
): Decision | undefined => {
  if (task.escalated?.reason === "overdue") return undefined
  const known = (id: string) => standIns.find((one) => one.id === id)
  const to = manager === null ? null : Manager.aboveOf(manager, known, horizon.passed)
  if (task.dueAt !== null && horizon.passed(task.dueAt))
    return { _tag: "TaskEscalated", taskId: task.taskId, to, reason: "overdue" }
  if (task.escalated !== null || task.accepted !== null || task.acceptBy === null) return undefined
  return horizon.passed(task.acceptBy)
    ? { _tag: "TaskEscalated", taskId: task.taskId, to, reason: "not accepted" }
    : undefined
}

const handOver = (
  task: Task.TaskState,
  records: Pick<GroupRecords, "manager" | "standIns" | "team">,
  horizon: Horizon,
  { acceptBusinessDays, calendar }: Terms
): Decision | undefined => {
  const { ownerId, taskId } = task
  const { manager, standIns, team } = records
  const isHere = (one: Manager.Manager): boolean => Manager.isHere(one, horizon.passed)
  const superior = superiorOf(records, horizon)
  // What belonged to a superior who left goes to the next one.
  const wasSuperiors = ownerId !== null && ownerId === manager?.managerId
  const to = (wasSuperiors ? superior : null) ?? inCharge(records, horizon)
  if (to === null || ownerId === to || to === task.escalated?.to) return undefined
  // What belongs to an expert, a marketer or the superior stays with them.
  if (ownerId !== null && ownerId === superior) return undefined
  if (ownerId !== null && ownerId !== manager?.id && (team ?? []).some((one) => one.personId === ownerId))
    return undefined
  const hasLeft =
    ownerId !== null && (ownerId === manager?.id || (standIns ?? []).some((one) => one.id === ownerId && !isHere(one)))
  const reason =
    ownerId === null ? "somebody is named now" : hasLeft ? "its owner left" : "the client's manager changed"
  const acceptBy = BusinessCalendar.addBusinessDaysTo(horizon.now, acceptBusinessDays, calendar)
  return { _tag: "TaskHandedOver", taskId, from: ownerId, to, acceptBy, reason }
}

/** What is to be said of open tasks now, by task id. */
export const propose = (
  tasks: Readonly<Record<string, Task.TaskState>>,
  records: Pick<GroupRecords, "manager" | "standIns" | "team">,
  horizon: Horizon,
  terms: Terms
): ReadonlyArray<Decision> =>
  Object.values(tasks)
    .filter(Task.isOpen)
    .toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1))
    .flatMap((task) => handOver(task, records, horizon, terms) ?? escalation(task, records, horizon) ?? [])
