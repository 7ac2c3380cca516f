/**
 * What is noticed about a group and raised as signals: things that should not be, people who leave, notices of
 * departure, clients at risk or lost. A signal holds as long as what it tells of; most have a task, which ends with
 * them. Whatever looks at the clock is watched by the horizon: waking too often is harmless, too late is not.
 */
import type { Decision, Evidence, TaskKind } from "../journal/Event.ts"
import type { GroupContact, GroupRecords } from "../account/Records.ts"
import * as Task from "../desk/Task.ts"
import * as TaskWork from "../desk/TaskWork.ts"
import * as AccountTeam from "../account/AccountTeam.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import { addMonths, dayMillis, dayOf, instant, instantOf, type Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket, Staying } from "../market/AccountMarket.ts"
import * as Anomaly from "../market/Anomaly.ts"
import * as AnomalyChecks from "../market/AnomalyChecks.ts"
import * as AnomalyText from "../market/AnomalyText.ts"
import * as CaseRoute from "../market/CaseRoute.ts"
import * as KeyStatus from "../market/KeyStatus.ts"
import * as ServiceTimes from "../market/ServiceTimes.ts"
import type { Policy } from "../program/Policy.ts"
import * as SaveCase from "../retention/SaveCase.ts"
import type { SavePolicy } from "../retention/SavePolicy.ts"
import type { SignalState } from "./WorkState.ts"

/** Something that holds now, and what is to be done about it. */
export interface Noticed {
  readonly key: string
  readonly kind: string
  readonly accountId: string | null
  readonly subjectId: string
  readonly severity: SignalState["severity"]
  readonly evidence: Evidence
  readonly task: {
    readonly kind: TaskKind
    readonly ownerId: string | null
    readonly contactIds: ReadonlyArray<string>
    readonly text: string
    readonly dueAt: Instant | null
  } | null
}

/** What noticing is made from. */
export interface Setting {
  readonly horizon: Horizon
  readonly market: AccountMarket
  readonly policy: Policy
  readonly save: SavePolicy
}

/** For how long a departure is a signal. */
const freshMillis = 90 * dayMillis

const weighty: ReadonlySet<string> = new Set(["decision maker", "economic buyer", "champion"])

const contextOf = ({ horizon, market, policy }: Setting): Anomaly.Context => ({
  now: horizon.now,
  isKey: KeyStatus.of(market, horizon.passed),
  calendars: policy,
  forgottenComplaintDays: policy.forgottenComplaintDays,
  activations: market.records.activations ?? []
})

const raisesAnything = new WeakMap<GroupRecords, boolean>()

/** Whether the records hold anything that could be noticed: most groups have nothing of the kind. */
const canRaise = (records: GroupRecords): boolean => {
  let known = raisesAnything.get(records)
  if (known === undefined) {
    known =
      records.assets.length + records.cases.length + records.commitments.length + records.departures.length > 0 ||
      (records.activations ?? []).length > 0 ||
      records.contacts.some((contact) => contact.leftAt !== undefined)
    raisesAnything.set(records, known)
  }
  return known
}

const instants = new WeakMap<AccountMarket, ReadonlyArray<Instant>>()

/** Every instant in the records at which something may come to be or be over. */
const turningPoints = (setting: Setting): ReadonlyArray<Instant> => {
  const { market } = setting
  let known = instants.get(market)
  if (known !== undefined) return known
  const { records } = market
  const context = contextOf(setting)
  const points: Array<Instant | null | undefined> = []
  for (const one of records.cases)
    points.push(one.openedAt, one.closedAt, one.firstResponseAt, CaseRoute.of(one, records, context).respondBy)
  points.push(...AnomalyChecks.forgettingPoints(records, setting.policy.forgottenComplaintDays))
  for (const one of records.commitments) points.push(one.dueAt, one.keptAt, one.settled?.at)
  for (const one of records.activations ?? []) points.push(one.at)
  for (const one of [...records.departures.map(({ at }) => at), ...records.contacts.map(({ leftAt }) => leftAt)])
    if (one !== undefined) points.push(one, instant(one + freshMillis))
  // Some rules say "after", some "from": both sides of an instant are looked at.
  known = [...new Set(points.flatMap((one) => (one === null || one === undefined ? [] : [one, instant(one + 1)])))]
  instants.set(market, known)
  return known
}

const anomalies = (setting: Setting): ReadonlyArray<Noticed> =>
  Anomaly.ofGroup(setting.market.records, contextOf(setting)).map((one) => ({
    key: one.key,
    kind: one.rule,
    accountId: one.accountId,
    subjectId: one.subjectId,
    severity: one.severity,
    evidence: one.evidence,
    task: {
      kind: "anomaly",
      ownerId: one.task.ownerId,
      contactIds: [],
      text: `${Anomaly.describe(one)}: ${AnomalyText.advise(one.rule, "en")}`,
      dueAt: one.task.dueAt
    }
  }))

const calendarOf = ({ market, policy }: Setting) => ServiceTimes.calendarOf(market.records.manager, policy)

/** The instant so many business days of the manager later. */
const businessDaysLater = (setting: Setting, days: number): Instant =>
  BusinessCalendar.addBusinessDaysTo(setting.horizon.now, days, calendarOf(setting))

const isFresh = (at: Instant, { horizon }: Setting): boolean =>
  horizon.passed(at) && !horizon.passed(instant(at + freshMillis))

const departed = (contact: GroupContact, setting: Setting): ReadonlyArray<Noticed> => {
  if (contact.leftAt === undefined || !isFresh(contact.leftAt, setting)) return []
  const isWeighty = contact.roles.some((role) => weighty.has(role))
  const ownerId = TaskWork.inCharge(setting.market.records, setting.horizon)
  const text = `${contact.name} has left: find who takes over (${contact.roles.join(", ")})`
  return [
    {
      key: `contact-left ${contact.id}`,
      kind: "contact-left",
      accountId: contact.accountId,
      subjectId: contact.id,
      severity: isWeighty ? "high" : "medium",
      evidence: { "contact.roles": contact.roles, "contact.leftAt": contact.leftAt },
      task: isWeighty ? { kind: "loss", ownerId, contactIds: [], text, dueAt: businessDaysLater(setting, 2) } : null
    }
  ]
}

/** Notices of departure: each opens a case of the save desk with a first contact to be made; several are one case. */
const notices = (setting: Setting): ReadonlyArray<Noticed> => {
  const fresh = setting.market.records.departures.filter((one) => isFresh(one.at, setting))
  const ownerId = TaskWork.inCharge(setting.market.records, setting.horizon)
  return SaveCase.of(fresh, setting.save).map((one): Noticed => {
    const [first] = one.notices
    const { dueAt } = SaveCase.firstContact(one, calendarOf(setting), setting.save)
    const noticeIds = one.notices.map(({ id }) => id)
    const text = `the client wants to leave: call, ask ${SaveCase.questions.join(", ")}, and write the answers down`
    return {
      key: `departure-notice ${one.id}`,
      kind: "departure-notice",
      accountId: first?.accountId ?? null,
      subjectId: one.id,
      severity: "high",
      evidence: { "notice.ids": noticeIds, "notice.kind": first?.kind ?? null, "notice.reason": first?.reason ?? null },
      task: { kind: "departure", ownerId, contactIds: [], text, dueAt }
    }
  })
}

/** Signals whose task says already what a rule of the retention wing asks for. */
const answeredBy: Readonly<Record<string, ReadonlyArray<string>>> = {
  "departure-notice": ["departure-notice"],
  "notice-ran-out": ["departure-notice"],
  "promise-broken": ["promise-overdue"],
  "complaints-open": ["unanswered", "first-complaint", "forgotten-complaint"],
  "person-gone": ["contact-left"]
}

/** A loss older than this is no news: it is for win-back, not for a task. */
const newsMonths = 12

/** The end of the manager's hours on the day to act by; two business days from now when that has gone by. */
const actBy = (setting: Setting, { by }: Pick<NonNullable<Staying["act"]>, "by">): Instant => {
  const { horizon, save } = setting
  const ends = instantOf(by, BusinessCalendar.minuteOfTime(save.hours.to), calendarOf(setting).zone)
  return ends > horizon.now ? ends : businessDaysLater(setting, 2)
}

/** A client at risk or lost, as the analysis judges it: one signal, and a task unless another signal has it. */
const leaving = (setting: Setting, others: ReadonlyArray<Noticed>): ReadonlyArray<Noticed> => {
  const { horizon, market } = setting
  const { groupId } = market.records
  const staying = market.segment?.outlook?.retention
  if (staying === undefined || (staying.class !== "at risk" && staying.class !== "lost")) return []
  const { act, causes, class: found, lostOn } = staying
  const ownerId = TaskWork.inCharge(market.records, horizon)
  const isAnswered =
    act !== null && others.some(({ kind, task }) => task !== null && (answeredBy[act.rule] ?? []).includes(kind))
  const isOld = lostOn !== null && addMonths(lostOn, newsMonths) < dayOf(horizon.now, calendarOf(setting).zone)
  const kind = found === "lost" ? "lost" : "at-risk"
  return [
    {
      key: `${kind} ${groupId}`,
      kind,
      accountId: null,
      subjectId: groupId,
      severity: KeyStatus.of(market, horizon.passed) === true ? "high" : "medium",
      evidence: {
        "retention.rule": act?.rule ?? null,
        "retention.says": act?.says ?? null,
        "retention.causes": causes,
        "retention.lostOn": lostOn
      },
      task:
        act === null || ownerId === null || isAnswered || isOld
          ? null
          : { kind: "loss", ownerId, contactIds: [], text: `${act.says}: ${act.what}`, dueAt: actBy(setting, act) }
    }
  ]
}

/** Everything that holds now, by key. */
const look = (setting: Setting): ReadonlyMap<string, Noticed> => {
  const { market, policy, horizon } = setting
  const others: Array<Noticed> = []
  if (canRaise(market.records)) {
    for (const at of turningPoints(setting)) horizon.watch(at)
    if (policy.anomalies) others.push(...anomalies(setting))
    others.push(...market.records.contacts.flatMap((contact) => departed(contact, setting)), ...notices(setting))
  }
  const all = [...others, ...leaving(setting, others)]
  if (all.length === 0) return new Map()
  return new Map(all.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map((one) => [one.key, one]))
}

const raise = (one: Noticed, setting: Setting): ReadonlyArray<Decision> => {
  const { accountId, evidence, key, kind, severity, subjectId, task } = one
  const raised: Decision = { _tag: "SignalRaised", key, kind, accountId, subjectId, severity, evidence }
  if (task === null) return [raised]
  const followers = AccountTeam.withRole(setting.market.records.team, "follower", accountId)
  const taskId = `task-${Hash.ofValue(["signal", key, setting.horizon.now]).slice(0, 12)}`
  return [
    raised,
    { _tag: "TaskCreated", taskId, accountId, ...task, signalKey: key, followers, acceptBy: null, evidence }
  ]
}

/** What is to be said of signals now: those that came to be, those that are over, and the tasks of both. */
export const propose = (
  setting: Setting,
  signals: Readonly<Record<string, SignalState>>,
  tasks: Readonly<Record<string, Task.TaskState>>
): ReadonlyArray<Decision> => {
  const noticed = look(setting)
  const found: Array<Decision> = []
  for (const key of Object.keys(signals).toSorted()) {
    const signal = signals[key]
    if (signal === undefined || noticed.has(key)) continue
    found.push({ _tag: "SignalEnded", key, kind: signal.kind })
    for (const task of Task.open(tasks))
      if (task.signalKey === key)
        found.push({ _tag: "TaskWithdrawn", taskId: task.taskId, reason: "what was noticed is over" })
  }
  for (const one of noticed.values()) if (signals[one.key] === undefined) found.push(...raise(one, setting))
  return found
}
