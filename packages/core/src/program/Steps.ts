/**
 * Inside a program: which steps open and whose turn has come, before guard rails. A step fixes its members when it
 * opens; each goes at their own pace from there. Every comparison with a future instant goes through the horizon.
 */
import type { Account } from "../account/Account.ts"
import type { GroupContact } from "../account/Records.ts"
import type { BusinessCalendar } from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as Expression from "../kernel/Expression.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import * as Barrier from "./Barrier.ts"
import { type CompiledProgram, type CompiledTouch, isSending, type SendingTouch } from "./Definition.ts"
import { finishedAt, taskIdOf, type EnrolmentState } from "./Enrolment.ts"
import * as LocalCalendar from "./LocalCalendar.ts"
import { hasEnded, type Context, type Inside } from "./Propose.ts"
import * as RuleFacts from "./RuleFacts.ts"
import type * as Wait from "./Wait.ts"

/** A step whose turn has come, with the contacts that it is for; `passedOver` tells why it is for nobody. */
export interface Opening {
  readonly inside: Present
  readonly step: CompiledTouch
  readonly members: ReadonlyArray<string>
  readonly passedOver: Expression.Evidence | undefined
  /** Why it is passed over, where no condition of its own says so. */
  readonly reason?: string
}

/** A barrier that is passed, or at which the account leaves. */
export interface Passing {
  readonly inside: Present
  readonly step: CompiledTouch
  readonly verdict: NonNullable<Barrier.Verdict>
}

/** One touch of one contact, and when its turn comes. */
interface Turn {
  readonly enrolment: EnrolmentState
  readonly definition: CompiledProgram
  readonly touch: SendingTouch
  readonly touchIndex: number
  readonly account: Account
  /** Undefined when the contact is no longer among the group's records. */
  readonly contact: GroupContact | undefined
  readonly contactId: string
  /** The calendar of the contact, by which its waits, window and deadline go. */
  readonly calendar: BusinessCalendar
  readonly due: Instant
}

/** One touch of one contact whose turn has come. */
export interface DueTouch extends Turn {
  readonly programEnded: boolean
}

/** An enrolment whose account is among the group's records. */
export type Present = Inside & { readonly account: Account }

const isPresent = (one: Inside): one is Present => one.account !== undefined

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const afterWait = (from: Instant, wait: Wait.Wait | null, calendar: BusinessCalendar): Instant =>
  wait === null ? from : LocalCalendar.after(from, wait, calendar)

/** From when the step after this one counts, seen from the account; undefined while the step or its task is to go. */
const stepEnd = (
  enrolment: EnrolmentState,
  step: CompiledTouch | undefined,
  { heard }: Context
): Instant | undefined => {
  if (step === undefined) return enrolment.enteredAt
  const opened = enrolment.opened[step.touch.id]
  if (opened === undefined || step.touch.task === undefined) return opened?.at
  const task = heard.tasks[taskIdOf(enrolment.enrolmentId, step.touch.id)]
  return task === undefined ? opened.at : task.closed?.at
}

/**
 * From when the time of a barrier behind a step runs: from the last hand-over to its members, or from the last of their
 * ends when nothing was handed over; undefined while a touch of them is still to go. Without members, from its end.
 */
const handedOver = (enrolment: EnrolmentState, step: CompiledTouch | undefined, end: Instant): Instant | undefined => {
  let handed: Instant | undefined
  let finished: Instant | undefined
  for (const member of pacers(enrolment, step)) {
    const touch = enrolment.touches[step?.touch.id ?? ""]?.[member]
    const at = finishedAt(touch)
    if (at === undefined) return undefined
    finished = latest(finished ?? at, at)
    if (touch?.status === "sent" || touch?.status === "unknown") handed = latest(handed ?? at, at)
  }
  return handed ?? finished ?? end
}

/** Those for whom a step was opened and whose pace the next one follows: who only got a task has none of their own. */
const pacers = (enrolment: EnrolmentState, step: CompiledTouch | undefined): ReadonlyArray<string> =>
  step === undefined || step.touch.task !== undefined ? [] : (enrolment.opened[step.touch.id]?.members ?? [])

/** Where the last opened step before a place stands, -1 for none: a step that a later version put before it never opens. */
const lastOpened = (enrolment: EnrolmentState, steps: ReadonlyArray<CompiledTouch>, place: number): number => {
  for (let at = place - 1; at >= 0; at -= 1) if (enrolment.opened[steps[at]?.touch.id ?? ""] !== undefined) return at
  return -1
}

/** When a member's turn for a touch comes; undefined while an earlier touch of the member is still to go. */
const dueAt = (
  { enrolment, play }: Present,
  index: number,
  contactId: string,
  calendar: BusinessCalendar
): Instant | undefined => {
  const wait = play.touches[index]?.after ?? null
  const id = play.touches[index]?.touch.id ?? ""
  const before = play.touches[lastOpened(enrolment, play.touches, index)]
  const passedAt = enrolment.passed?.[id]?.at ?? (0 as Instant)
  if (before === undefined) return latest(afterWait(enrolment.enteredAt, wait, calendar), passedAt)
  // Who joins later, or finds nobody there before, is due when the step opens.
  if (!pacers(enrolment, before).includes(contactId)) return enrolment.opened[id]?.at
  const finished = finishedAt(enrolment.touches[before.touch.id]?.[contactId])
  return finished === undefined ? undefined : latest(afterWait(finished, wait, calendar), passedAt)
}

const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** The next step to open, and since when it is waited for; undefined when all are open or a task is to be closed first. */
const nextStep = (one: Present, context: Context) => {
  const { enrolment, play } = one
  const at = lastOpened(enrolment, play.touches, play.touches.length) + 1
  const step = play.touches[at]
  if (step === undefined) return undefined
  const before = play.touches[at - 1]
  const since = stepEnd(enrolment, before, context)
  return since === undefined ? undefined : { step, at, since, from: handedOver(enrolment, before, since) }
}

/** When the next step opens: with the first of the members before whose turn comes. */
const opensAt = (one: Present, next: NonNullable<ReturnType<typeof nextStep>>, { market, policy }: Context) => {
  const { account, definition, enrolment, play } = one
  const passedAt = enrolment.passed?.[next.step.touch.id]?.at
  if (Barrier.isBefore(next.step) && passedAt === undefined) return undefined
  const members = pacers(enrolment, play.touches[next.at - 1])
  if (members.length === 0) {
    const calendar = LocalCalendar.of(undefined, account, definition, policy)
    return latest(afterWait(next.since, next.step.after, calendar), passedAt ?? next.since)
  }
  const index = RecordIndex.of(market.records)
  let least: Instant | undefined
  for (const member of members) {
    const calendar = LocalCalendar.of(index.contact(member), account, definition, policy)
    const due = dueAt(one, next.at, member, calendar)
    if (due !== undefined && (least === undefined || due < least)) least = due
  }
  return least
}

/** The turns of all members of open steps that are still to go and do not wait for an earlier touch. */
const turnsOf = (one: Present, { market, policy }: Context) => {
  const { account, definition, enrolment, play } = one
  const index = RecordIndex.of(market.records)
  const turns: Array<Turn> = []
  for (const [touchIndex, touch] of play.touches.entries()) {
    const opened = enrolment.opened[touch.touch.id]
    if (opened === undefined || !isSending(touch)) continue
    for (const contactId of opened.members) {
      if (finishedAt(enrolment.touches[touch.touch.id]?.[contactId]) !== undefined) continue
      const contact = index.contact(contactId)
      const calendar = LocalCalendar.of(contact, account, definition, policy)
      const due = dueAt(one, touchIndex, contactId, calendar)
      if (due !== undefined)
        turns.push({ enrolment, definition, touch, touchIndex, account, contact, contactId, calendar, due })
    }
  }
  return turns
}

interface Ahead {
  readonly next: ReturnType<typeof nextStep>
  readonly opensAt: Instant | undefined
  readonly turns: ReadonlyArray<Turn>
}

const known = new WeakMap<
  EnrolmentState,
  Pick<Context, "market" | "policy"> & Pick<Inside, "play"> & { tasks: Context["heard"]["tasks"]; ahead: Ahead }
>()

/** What lies ahead of an account in its program. It is kept: until something is told, time only decides what has come. */
const aheadOf = (one: Present, context: Context): Ahead => {
  const { market, policy } = context
  const { tasks } = context.heard
  const { enrolment, play } = one
  const before = known.get(enrolment)
  if (before?.market === market && before.policy === policy && before.play === play && before.tasks === tasks)
    return before.ahead
  const next = nextStep(one, context)
  const ahead: Ahead = {
    next,
    opensAt: next === undefined ? undefined : opensAt(one, next, context),
    turns: turnsOf(one, context)
  }
  known.set(enrolment, { market, policy, play, tasks, ahead })
  return ahead
}

/** Barriers of the next steps that are passed now, or at which the account leaves. */
export const passings = (context: Context): ReadonlyArray<Passing> => {
  const found: Array<Passing> = []
  for (const one of context.inside) {
    if (!isPresent(one)) continue
    const { next } = aheadOf(one, context)
    if (next === undefined || !Barrier.isBefore(next.step)) continue
    if (one.enrolment.passed?.[next.step.touch.id] !== undefined) continue
    const verdict = Barrier.verdict(next.step, one, next, context)
    if (verdict !== undefined) found.push({ inside: one, step: next.step, verdict })
  }
  return found
}

/** Steps that open now, with the contacts of the account for which the touch's rule holds. */
export const openings = (context: Context): ReadonlyArray<Opening> => {
  const found: Array<Opening> = []
  for (const one of context.inside) {
    if (!isPresent(one)) continue
    const { next, opensAt: at } = aheadOf(one, context)
    if (next === undefined || at === undefined || !context.horizon.passed(at)) continue
    const { to, touch, when } = next.step
    const facts = RuleFacts.ofAccount(context.market, one.account)
    const passedOver = when === null || Expression.test(when, facts) === "yes" ? undefined : evidenceOf(when, facts)
    const isLeftOut = passedOver !== undefined || to === null || isSkipped(one, touch.id)
    const members = isLeftOut
      ? []
      : RecordIndex.of(context.market.records)
          .contactsOf(one.account.id)
          .filter((contact) => Expression.test(to, RuleFacts.ofContact(facts, contact)) === "yes")
          .map((contact) => contact.id)
    const skipped = isSkipped(one, touch.id) ? { "program.overrides.skip": touch.id } : undefined
    found.push({ inside: one, step: next.step, members, passedOver: skipped ?? passedOver })
  }
  return found
}

const evidenceOf = (rule: Expression.Compiled, facts: RuleFacts.AccountFacts): Expression.Evidence =>
  Expression.explain(rule, facts).evidence

/** Whether the account does not get this step by a person's word. */
const isSkipped = ({ account, definition }: Present, touchId: string): boolean =>
  definition.program.overrides[account.id]?.skip.includes(touchId) === true

/** Touches whose turn has come and that are still to go, in the order of decision: priority, turn, touch, contact. */
export const dueTouches = (context: Context): ReadonlyArray<DueTouch> => {
  const found: Array<DueTouch> = []
  for (const one of context.inside) {
    if (!isPresent(one)) continue
    for (const turn of aheadOf(one, context).turns)
      if (context.horizon.passed(turn.due)) found.push({ ...turn, programEnded: hasEnded(one.definition, context) })
  }
  return found.length < 2 ? found : found.toSorted(inOrder)
}

// A program speaks from its first touch, so that of those that are due together the highest priority comes first, then
// the one that the account entered first.
const inOrder = (a: DueTouch, b: DueTouch): number =>
  b.definition.program.priority - a.definition.program.priority ||
  a.due - b.due ||
  a.enrolment.enteredAt - b.enrolment.enteredAt ||
  a.touchIndex - b.touchIndex ||
  byText(a.contactId, b.contactId) ||
  byText(a.enrolment.enrolmentId, b.enrolment.enrolmentId)
