/**
 * What people of ours are asked to do by the programs and by the clients: the task of a step, the answer to a reply, the
 * word that a touch waits for.
 */
import * as AccountTeam from "../account/AccountTeam.ts"
import * as TaskWork from "../desk/TaskWork.ts"
import type { Decision, Evidence } from "../journal/Event.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import * as ServiceTimes from "../market/ServiceTimes.ts"
import { approvalIdOf, taskIdOf } from "../program/Enrolment.ts"
import type { OurRole, Touch } from "../program/Program.ts"
import type { DueTouch, Opening } from "../program/Steps.ts"
import * as Budget from "./Budget.ts"
import type { GroupState } from "./GroupState.ts"
import type { Setting } from "./Noticing.ts"
import * as Offers from "./Offers.ts"
import type { TaskState } from "../desk/Task.ts"

/** The person of ours who has a role for an account; whoever answers for the group where nobody is named. */
const personOf = (role: OurRole, accountId: string, { horizon, market }: Setting): string | null => {
  const { records } = market
  const inCharge = TaskWork.inCharge(records, horizon)
  if (role === "superior") return TaskWork.superiorOf(records, horizon) ?? inCharge
  return AccountTeam.withRole(records.team, role, accountId)[0] ?? inCharge
}

const later = (from: Instant, days: number, { market, policy }: Setting): Instant =>
  BusinessCalendar.addBusinessDaysTo(from, days, ServiceTimes.calendarOf(market.records.manager, policy))

/** A step whose task would pass the program's budget is passed over, and says so. */
export const affordable = (opening: Opening, context: Omit<Budget.Asked, "programId" | "costMinor">): Opening => {
  const { costMinor = 0, task } = opening.step.touch
  if (task === undefined || costMinor === 0 || opening.passedOver !== undefined) return opening
  const over = Budget.over({ ...context, programId: opening.inside.enrolment.programId, costMinor })
  if (over === undefined) return opening
  const evidence = { "program.budgetMinor": over.limitMinor, "program.spentMinor": over.spentMinor }
  return { ...opening, members: [], passedOver: { ...evidence, "touch.costMinor": costMinor } }
}

/** A step that opens, or the question that has to be answered first; neither while the answer is waited for. */
export interface Worded {
  readonly opening?: Opening
  readonly request?: Decision
}

/** A task that needs a word opens when it is given; refused, the step is passed over. Messages ask when they are due. */
export const worded = (opening: Opening, state: GroupState, setting: Setting): Worded => {
  const { inside, passedOver, step } = opening
  const { approval, id, task } = step.touch
  const { enrolment } = inside
  if (task === undefined || approval === undefined || passedOver !== undefined || enrolment.holdout) return { opening }
  const approvalId = approvalIdOf(enrolment.enrolmentId, id)
  const asked = state.approvals[approvalId]
  if (asked === undefined) return { request: requestOf({ approvalId, role: approval }, step.touch, inside, setting) }
  if (asked.answer === null) return {}
  if (asked.answer.given) return { opening }
  const evidence = { "approval.by": asked.answer.by, "approval.reason": asked.answer.reason ?? null }
  return { opening: { ...opening, members: [], passedOver: evidence, reason: "approval-refused" } }
}

const requestOf = (
  { approvalId, role, why }: { readonly approvalId: string; readonly role: OurRole; readonly why?: Evidence },
  touch: Touch,
  { account, enrolment: { enrolmentId, programId } }: Pick<DueTouch, "account" | "enrolment">,
  setting: Setting
): Decision => ({
  _tag: "ApprovalRequested",
  approvalId,
  enrolmentId,
  programId,
  touchId: touch.id,
  accountId: account.id,
  of: personOf(role, account.id, setting),
  ...(touch.task === undefined ? {} : { asks: touch.task.text }),
  ...(why === undefined ? {} : { why })
})

/** The task of a step that opens; none for an account that is held out, or for which the step is passed over. */
export const ofStep = ({ inside, members, passedOver, step }: Opening, setting: Setting): Decision | undefined => {
  const { task } = step.touch
  const { account, enrolment } = inside
  if (task === undefined || enrolment.holdout || passedOver !== undefined) return undefined
  const { now } = setting.horizon
  return {
    _tag: "TaskCreated",
    taskId: taskIdOf(enrolment.enrolmentId, step.touch.id),
    kind: task.kind,
    accountId: account.id,
    contactIds: members,
    enrolmentId: enrolment.enrolmentId,
    touchId: step.touch.id,
    ownerId: personOf(task.owner, account.id, setting),
    followers: AccountTeam.withRole(setting.market.records.team, "follower", account.id),
    text: task.text,
    dueAt: later(now, task.dueBusinessDays, setting),
    ...(step.touch.costMinor === undefined ? {} : { costMinor: step.touch.costMinor }),
    acceptBy: task.acceptBusinessDays === undefined ? null : later(now, task.acceptBusinessDays, setting),
    evidence: { "program.id": enrolment.programId, "task.owner": task.owner }
  }
}

const accountOf = (contactId: string, state: GroupState, setting: Setting): string | null => {
  const known = RecordIndex.of(setting.market.records).contact(contactId)?.accountId
  if (known !== undefined) return known
  for (const { accountId, touches } of Object.values(state.enrolments))
    if (Object.values(touches).some((byContact) => byContact[contactId] !== undefined)) return accountId
  return null
}

/** A task for each reply that nobody was asked to answer yet. */
export const ofReplies = (state: GroupState, setting: Setting): ReadonlyArray<Decision> =>
  Object.keys(state.replies)
    .toSorted()
    .flatMap((contactId): ReadonlyArray<Decision> => {
      const at = state.replies[contactId]
      const taskId = `task-${Hash.ofValue(["reply", contactId, at ?? 0]).slice(0, 12)}`
      if (at === undefined || state.tasks[taskId] !== undefined) return []
      const accountId = accountOf(contactId, state, setting)
      return [
        {
          _tag: "TaskCreated",
          taskId,
          kind: "reply",
          accountId,
          contactIds: [contactId],
          ownerId: TaskWork.inCharge(setting.market.records, setting.horizon),
          followers: AccountTeam.withRole(setting.market.records.team, "follower", accountId),
          text: "answer the reply",
          dueAt: later(at, setting.policy.replyBusinessDays, setting),
          acceptBy: null,
          evidence: { "contact.id": contactId, "contact.repliedAt": at }
        }
      ]
    })

const openReplies = new WeakMap<GroupState["tasks"], ReadonlyArray<TaskState>>()

/** The open task for a reply that pauses an account: its own, or one of which the account is not known. */
export const replyWaiting = (tasks: GroupState["tasks"], accountId: string): TaskState | undefined => {
  let open = openReplies.get(tasks)
  if (open === undefined) {
    open = Object.values(tasks)
      .filter((task) => task.kind === "reply" && task.closed === null)
      .toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1))
    openReplies.set(tasks, open)
  }
  return open.find((task) => task.accountId === null || task.accountId === accountId)
}

/** The request for the word that holds a touch, for itself or for its offer; none when it was asked for before. */
export const approvalOf = (due: DueTouch, state: GroupState, setting: Setting): Decision | undefined => {
  const { account, enrolment } = due
  const { touch } = due.touch
  const held = state.enrolments[enrolment.enrolmentId]?.touches[touch.id]?.[due.contactId]
  if (held?.rule !== "awaiting-approval") return undefined
  const word = Offers.wordFor(due, Offers.of(due, { ...setting, state }), state)
  return word === undefined || state.approvals[word.approvalId] !== undefined
    ? undefined
    : requestOf(word, touch, { account, enrolment }, setting)
}
