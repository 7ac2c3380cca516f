/**
 * What a manager's agenda is made of, from one client: who wants to leave, promises, cases, words asked for, meetings,
 * tasks, contracts that end. Each rule gives the manager's own lines and what is raised to the manager.
 */
import * as Case from "../account/Case.ts"
import * as Commitment from "../account/Commitment.ts"
import * as Manager from "../account/Manager.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as CaseRoute from "../market/CaseRoute.ts"
import { heldAt } from "../market/GroupBook.ts"
import * as ServiceTimes from "../market/ServiceTimes.ts"
import * as SaveCase from "../retention/SaveCase.ts"
import { standard } from "../retention/SavePolicy.ts"
import type { BriefState, Draft } from "./AgendaLine.ts"
import * as DeskClient from "./DeskClient.ts"
import { isTwoWay } from "./DutyCadence.ts"
import { limits } from "./Mistake.ts"
import * as Task from "./Task.ts"

/** Whose agenda is made, from which client, when. */
export interface Setting {
  readonly client: DeskClient.DeskClient
  readonly managerId: string
  /** Ours by id. */
  readonly managers: ReadonlyMap<string, Manager.Manager>
  readonly look: DeskClient.Look
}

/** One source of lines. */
export type Matter = (setting: Setting) => ReadonlyArray<Draft>

/** To whom what is late goes. */
const above = (manager: Manager.Manager | null, { look, managers }: Setting): string | null =>
  manager === null
    ? null
    : Manager.aboveOf(
        manager,
        (id) => managers.get(id),
        (at) => at <= look.now
      )

const isInCharge = ({ client, look, managerId }: Setting): boolean => DeskClient.inCharge(client, look) === managerId

/** The key of a signal, as noticing makes it: rule and subject. */
const signalKeyOf = (rule: string, id: string): string => `${rule} ${id}`

const openTask = ({ client }: Setting, keys: ReadonlyArray<string>): Task.TaskState | undefined =>
  client.tasks.find((task) => Task.isOpen(task) && task.signalKey !== undefined && keys.includes(task.signalKey))

/** The task that a matter has, for whoever may close it. */
const taskIdOf = (setting: Setting, keys: ReadonlyArray<string>): string | null => {
  const task = openTask(setting, keys)
  return task !== undefined && isTheirs(task, setting.managerId) ? task.taskId : null
}

const isTheirs = (task: Task.TaskState, managerId: string): boolean =>
  task.ownerId === managerId || task.escalated?.to === managerId

/** Clients that want to leave and were not called yet. */
const leaving: Matter = (setting) => {
  const { client, look } = setting
  const { departures, groupId, interactions, manager } = client.records
  if (!isInCharge(setting)) return []
  const calendar = ServiceTimes.calendarOf(manager, look.calendars)
  const { save = standard } = look
  const known = departures.filter(({ at }) => at <= look.now)
  return SaveCase.of(known, save).flatMap((one): ReadonlyArray<Draft> => {
    const isCalled =
      one.notices.some(({ id }) => client.exitAnswered.includes(id)) ||
      client.tasks.some((task) => task.signalKey === signalKeyOf("departure-notice", one.id) && task.closed !== null) ||
      interactions.some(
        (talk) => isTwoWay(talk) && (heldAt(talk) ?? 0) > one.openedAt && (heldAt(talk) ?? 0) <= look.now
      )
    if (isCalled || one.windowEndsAt <= look.now) return []
    const { openedAt, windowEndsAt } = one
    const reason = one.notices.find((notice) => notice.reason !== undefined)?.reason ?? null
    return [
      {
        kind: "save",
        key: `save ${one.id}`,
        accountId: one.notices[0]?.accountId ?? groupId,
        dueAt: SaveCase.firstContact(one, calendar, save).dueAt,
        raised: null,
        taskId: taskIdOf(setting, [signalKeyOf("departure-notice", one.id)]),
        because: {
          _tag: "Leaving",
          noticeIds: one.notices.map(({ id }) => id),
          reason,
          openedAt,
          windowEndsAt,
          unanswered: SaveCase.unanswered(SaveCase.facts(one, []))
        }
      }
    ]
  })
}

const promiseState = (one: Commitment.Commitment, now: Calendar.Instant): "due" | "near" | "broken" => {
  if (Commitment.isBroken(one, now)) return "broken"
  return (one.dueAt - now) / Math.max(1, one.dueAt - one.madeAt) < limits.timeLeft ? "near" : "due"
}

/** Promises not kept yet: of whoever made them, else of who is in charge; a broken one goes one step up as well. */
const promises: Matter = (setting) => {
  const { client, look, managerId, managers } = setting
  return client.records.commitments.flatMap((one): ReadonlyArray<Draft> => {
    const { accountId, dueAt, id, keptAt, madeAt, madeBy, settled, text } = one
    const isMade = (keptAt ?? look.now + 1) <= look.now || (settled?.at ?? look.now + 1) <= look.now
    if (madeAt > look.now || isMade) return []
    const maker = managers.get(madeBy)
    const isHere = maker !== undefined && (maker.leftAt ?? look.now + 1) > look.now
    const ownerId = isHere ? madeBy : DeskClient.inCharge(client, look)
    const state = promiseState(one, look.now)
    const isRaised = state === "broken" && above(maker ?? client.records.manager, setting) === managerId
    if (ownerId !== managerId && !isRaised) return []
    return [
      {
        kind: "promise",
        key: `promise ${id}`,
        accountId,
        dueAt,
        raised: ownerId === managerId ? null : { from: ownerId, reason: "broken" },
        taskId: taskIdOf(setting, [signalKeyOf("promise-overdue", id)]),
        because: { _tag: "Promised", promiseId: id, text, madeBy, madeAt, state }
      }
    ]
  })
}

/** Open cases by the group's response time: of their owner and of who is in charge; late or handed on ones one step up. */
const cases: Matter = (setting) => {
  const { client, look, managerId } = setting
  const { manager } = client.records
  const context = { now: look.now, isKey: DeskClient.isKey(client, look), calendars: look.calendars }
  const charged = DeskClient.inCharge(client, look)
  return client.records.cases.flatMap((one): ReadonlyArray<Draft> => {
    if (!Case.isOpen(one, look.now)) return []
    const { isAnswered, isLate, isRaised, respondBy, transfers } = CaseRoute.of(one, client.records, context)
    const isOwn = one.ownerId === managerId || charged === managerId
    const isUp = (isLate || isRaised) && above(manager, setting) === managerId
    if (!isOwn && !isUp) return []
    const { id, kind, openedAt, severity, topic } = one
    return [
      {
        kind: "case",
        key: `case ${id}`,
        accountId: one.accountId ?? client.records.groupId,
        // An answered one has no service level of its own any more: it is to be closed.
        dueAt: isAnswered ? null : respondBy,
        raised: isOwn ? null : { from: one.ownerId ?? charged, reason: isRaised ? "handed on" : "late" },
        taskId: taskIdOf(
          setting,
          ["unanswered", "first-complaint", "forgotten-complaint"].map((rule) => signalKeyOf(rule, id))
        ),
        because: { _tag: "CaseOpen", caseId: id, kind, topic, severity, openedAt, isAnswered, isLate, transfers }
      }
    ]
  })
}

/** Words that are asked of this person. */
const words: Matter = ({ client, managerId }) =>
  client.words.flatMap(({ accountId, approvalId, of, requestedAt, touchId }): ReadonlyArray<Draft> =>
    of === managerId
      ? [
          {
            kind: "approval",
            key: `approval ${approvalId}`,
            accountId,
            dueAt: null,
            raised: null,
            taskId: null,
            because: { _tag: "WordAsked", approvalId, touchId, requestedAt }
          }
        ]
      : []
  )

const briefOf = ({ client, look, managerId }: Setting): BriefState => {
  const own = client.briefReads.filter(({ at, by }) => by === managerId && at <= look.now)
  if (own.length === 0) return "not read"
  const producedAt = Math.max(...own.map((one) => one.producedAt))
  return client.newestFact !== null && client.newestFact.at > producedAt ? "outdated" : "read"
}

/** Meetings that this person has planned; a negotiation with the state of its brief. */
const meetings: Matter = (setting) => {
  const { client, look, managerId, managers } = setting
  const { calendar, soonEnds, today } = DeskClient.bounds(managers.get(managerId) ?? null, look)
  const begins = Calendar.instantOf(today, 0, calendar.zone)
  return client.records.interactions.flatMap((one): ReadonlyArray<Draft> => {
    const at = one.plannedAt ?? heldAt(one)
    if (one.status !== "planned" || one.by !== managerId || at === null || at < begins || at >= soonEnds) return []
    const { accountId, id, kind } = one
    return [
      {
        kind: "meeting",
        key: `meeting ${id}`,
        accountId,
        dueAt: at,
        raised: null,
        taskId: null,
        because: {
          _tag: "MeetingPlanned",
          interactionId: id,
          kind,
          at,
          isAllDay: Calendar.minuteOf(at, look.calendars.timeZone) === 0,
          brief: kind === "negotiation" ? briefOf(setting) : null
        }
      }
    ]
  })
}

/** Open tasks, own and raised; those of which another line tells are left to it. */
const tasks: Matter = ({ client, managerId }) =>
  Task.open(Object.fromEntries(client.tasks.map((task) => [task.taskId, task])))
    .filter((task) => isTheirs(task, managerId))
    .map((task): Draft => {
      const { acceptBy, accepted, accountId, contactIds, createdAt, dueAt, escalated, kind, ownerId, taskId, text } =
        task
      const isReply = kind === "reply"
      return {
        kind: isReply ? "reply" : "task",
        key: `task ${taskId}`,
        accountId: accountId ?? client.records.groupId,
        dueAt,
        raised: ownerId === managerId || escalated === null ? null : { from: ownerId, reason: escalated.reason },
        taskId,
        because: isReply
          ? { _tag: "ReplyWaits", taskId, contactIds }
          : { _tag: "TaskOpen", taskId, kind, text, createdAt, acceptBy, isAccepted: accepted !== null }
      }
    })

/** Contracts that end within the policy's days, and those past their end that still run. */
const renewals: Matter = (setting) => {
  const { client, look } = setting
  if (!isInCharge(setting)) return []
  const { calendar, today } = DeskClient.bounds(client.records.manager, look)
  const last = Calendar.addDays(today, look.policy.renewalDays)
  return client.records.assets.flatMap(({ accountId, endsAt, id, label, renewsAt, status }): ReadonlyArray<Draft> => {
    if (endsAt === undefined || status === "ended" || endsAt > last) return []
    return [
      {
        kind: "renewal",
        key: `renewal ${id}`,
        accountId: accountId ?? client.records.groupId,
        dueAt: Calendar.instantOf(Calendar.addDays(endsAt, 1), 0, calendar.zone),
        raised: null,
        taskId: null,
        because: { _tag: "ContractEnds", assetId: id, label, endsOn: endsAt, renewsOn: renewsAt ?? null }
      }
    ]
  })
}

/** All sources. */
export const matters: ReadonlyArray<Matter> = [leaving, promises, cases, words, meetings, tasks, renewals]
