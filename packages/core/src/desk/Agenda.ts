/**
 * The agenda of a manager's day: what is overdue, due today, soon and later, most valuable first, each line with its
 * evidence. What is the manager's own, and what was raised. Source: docs/explanation/desk.md (agenda).
 */
import type { Manager } from "../account/Manager.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as AgendaLine from "./AgendaLine.ts"
import * as AgendaMatters from "./AgendaMatters.ts"
import * as DeskClient from "./DeskClient.ts"
import * as DutyCadence from "./DutyCadence.ts"

/** One manager's day. */
export interface Agenda {
  readonly managerId: string
  /** The day in the manager's zone. */
  readonly day: Calendar.Day
  /** Urgency first, then what hangs on it, kind, time and key. */
  readonly lines: ReadonlyArray<AgendaLine.Line>
  readonly counts: Readonly<Record<AgendaLine.Urgency, number>>
}

/** What an agenda is made from. */
export interface Input {
  readonly managerId: string
  /** Ours by id. */
  readonly managers: ReadonlyMap<string, Manager>
  readonly clients: ReadonlyArray<DeskClient.DeskClient>
  readonly look: DeskClient.Look
}

const urgencyOf = (
  { dueAt, kind }: AgendaLine.Draft,
  { now }: DeskClient.Look,
  { soonEnds, todayEnds }: DeskClient.Bounds
): AgendaLine.Urgency => {
  if (dueAt === null) return AgendaLine.waits(kind) ? "soon" : "later"
  // What is due by the end of a day carries the first instant of the next one.
  if (dueAt <= now) return AgendaLine.waits(kind) && kind !== "meeting" ? "overdue" : "today"
  return dueAt <= todayEnds ? "today" : dueAt <= soonEnds ? "soon" : "later"
}

const dutyLine = (duty: DutyCadence.Duty, zone: Calendar.Zone): AgendaLine.Draft => {
  const { cell, dueOn, everyDays, groupId, last, overdueDays } = duty
  return {
    kind: "duty",
    key: `duty ${groupId}`,
    accountId: groupId,
    dueAt: Calendar.instantOf(Calendar.addDays(dueOn, 1), 0, zone),
    raised: null,
    taskId: null,
    because: { _tag: "DutyDue", cell, everyDays, last, overdueDays }
  }
}

/** A task that another line carries is told by that line alone. */
const withoutRepeats = (drafts: ReadonlyArray<AgendaLine.Draft>): ReadonlyArray<AgendaLine.Draft> => {
  const told = new Set(drafts.flatMap(({ kind, taskId }) => (kind === "task" || taskId === null ? [] : [taskId])))
  return drafts.filter(({ kind, taskId }) => kind !== "task" || taskId === null || !told.has(taskId))
}

const byUrgency = (a: AgendaLine.Line, b: AgendaLine.Line): number => {
  const value = (line: AgendaLine.Line): number => line.valueAtRiskMinor ?? -1
  const expected = (line: AgendaLine.Line): number => line.expectedMinor ?? Number.MIN_SAFE_INTEGER
  const due = (line: AgendaLine.Line): number => line.dueAt ?? Number.MAX_SAFE_INTEGER
  return (
    AgendaLine.urgencies.indexOf(a.urgency) - AgendaLine.urgencies.indexOf(b.urgency) ||
    value(b) - value(a) ||
    expected(b) - expected(a) ||
    AgendaLine.rank(a.kind) - AgendaLine.rank(b.kind) ||
    due(a) - due(b) ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  )
}

/** The agenda of a manager. Total; the order of what is given is irrelevant. */
export const of = ({ clients, look, managerId, managers }: Input): Agenda => {
  const bounds = DeskClient.bounds(managers.get(managerId) ?? null, look)
  const lines = clients
    .flatMap((client): ReadonlyArray<AgendaLine.Line> => {
      const setting = { client, managerId, managers, look }
      const duties = DutyCadence.of([client], look)
        .filter((duty) => duty.managerId === managerId)
        .map((duty) => dutyLine(duty, bounds.calendar.zone))
        .filter(({ dueAt }) => dueAt !== null && dueAt <= bounds.soonEnds)
      const drafts = [...AgendaMatters.matters.flatMap((matter) => matter(setting)), ...duties]
      const { groupId, name } = client.records
      const { outlook } = client.segment ?? {}
      return withoutRepeats(drafts).map((draft) => ({
        ...draft,
        urgency: urgencyOf(draft, look, bounds),
        groupId,
        name,
        valueAtRiskMinor: outlook?.valueAtRisk?.minor ?? null,
        expectedMinor: outlook?.expectedValue?.minor ?? null
      }))
    })
    .toSorted(byUrgency)
  const counts = { overdue: 0, today: 0, soon: 0, later: 0 }
  for (const { urgency } of lines) counts[urgency] += 1
  return { managerId, day: bounds.today, lines, counts }
}
