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
import type { CompiledProgram, CompiledTouch } from "./Definition.ts"
import { finishedAt, type EnrolmentState } from "./Enrolment.ts"
import * as LocalCalendar from "./LocalCalendar.ts"
import { hasEnded, type Context, type Inside } from "./Propose.ts"
import * as RuleFacts from "./RuleFacts.ts"
import type * as Wait from "./Wait.ts"

/** A step whose turn has come, with the contacts that it is for. */
export interface Opening {
  readonly enrolment: EnrolmentState
  readonly touchId: string
  readonly members: ReadonlyArray<string>
}

/** One touch of one contact, and when its turn comes. */
interface Turn {
  readonly enrolment: EnrolmentState
  readonly definition: CompiledProgram
  readonly touch: CompiledTouch
  readonly touchIndex: number
  readonly account: Account
  readonly contact: GroupContact | undefined
  readonly contactId: string
  /** The contact's calendar, by which its waits, window and deadline go. */
  readonly calendar: BusinessCalendar
  readonly due: Instant
}

/** One touch of one contact whose turn has come. */
export interface DueTouch extends Turn {
  readonly programEnded: boolean
}

type Present = Inside & { readonly account: Account }

const isPresent = (one: Inside): one is Present => one.account !== undefined

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const afterWait = (from: Instant, wait: Wait.Wait | null, calendar: BusinessCalendar): Instant =>
  wait === null ? from : LocalCalendar.after(from, wait, calendar)

/** When a member's turn for a touch comes; undefined while an earlier touch of the member is still to go. */
const dueAt = (
  enrolment: EnrolmentState,
  touches: ReadonlyArray<CompiledTouch>,
  index: number,
  contactId: string,
  calendar: BusinessCalendar
): Instant | undefined => {
  const wait = touches[index]?.after ?? null
  const before = touches[index - 1]
  if (before === undefined) return afterWait(enrolment.enteredAt, wait, calendar)
  const opened = enrolment.opened[before.touch.id]
  if (opened === undefined) return undefined
  // Who joins later, or finds nobody there before, is due when the step opens.
  if (!opened.members.includes(contactId)) return enrolment.opened[touches[index]?.touch.id ?? ""]?.at
  const finished = finishedAt(enrolment.touches[before.touch.id]?.[contactId])
  return finished === undefined ? undefined : afterWait(finished, wait, calendar)
}

/** The next step to open, and when: with the first of the members before whose turn comes. */
const nextStep = ({ account, definition, enrolment, play }: Present, { market, policy }: Context) => {
  const at = play.touches.findIndex(({ touch }) => enrolment.opened[touch.id] === undefined)
  const next = play.touches[at]
  const before = play.touches[at - 1]
  if (next === undefined) return undefined
  const since = before === undefined ? enrolment.enteredAt : enrolment.opened[before.touch.id]?.at
  const members = before === undefined ? [] : (enrolment.opened[before.touch.id]?.members ?? [])
  if (since === undefined) return undefined
  if (members.length === 0) {
    const calendar = LocalCalendar.of(undefined, account, definition, policy)
    return { step: next, opensAt: afterWait(since, next.after, calendar) }
  }
  const index = RecordIndex.of(market.records)
  let least: Instant | undefined
  for (const member of members) {
    const calendar = LocalCalendar.of(index.contact(member), account, definition, policy)
    const due = dueAt(enrolment, play.touches, at, member, calendar)
    if (due !== undefined && (least === undefined || due < least)) least = due
  }
  return least === undefined ? undefined : { step: next, opensAt: least }
}

/** The turns of all members of open steps that are still to go and do not wait for an earlier touch. */
const turnsOf = ({ account, definition, enrolment, play }: Present, { market, policy }: Context) => {
  const index = RecordIndex.of(market.records)
  const turns: Array<Turn> = []
  for (const [touchIndex, touch] of play.touches.entries()) {
    const opened = enrolment.opened[touch.touch.id]
    if (opened === undefined) break
    for (const contactId of opened.members) {
      if (finishedAt(enrolment.touches[touch.touch.id]?.[contactId]) !== undefined) continue
      const contact = index.contact(contactId)
      const calendar = LocalCalendar.of(contact, account, definition, policy)
      const due = dueAt(enrolment, play.touches, touchIndex, contactId, calendar)
      if (due !== undefined)
        turns.push({ enrolment, definition, touch, touchIndex, account, contact, contactId, calendar, due })
    }
  }
  return turns
}

interface Ahead {
  readonly next: ReturnType<typeof nextStep>
  readonly turns: ReadonlyArray<Turn>
}

const known = new WeakMap<
  EnrolmentState,
  Pick<Context, "market" | "policy"> & Pick<Inside, "play"> & { ahead: Ahead }
>()

/** What lies ahead of an account in its program. It is kept: until something is told, time only decides what has come. */
const aheadOf = (one: Present, context: Context): Ahead => {
  const { market, policy } = context
  const { enrolment, play } = one
  const before = known.get(enrolment)
  if (before?.market === market && before.policy === policy && before.play === play) return before.ahead
  const ahead: Ahead = { next: nextStep(one, context), turns: turnsOf(one, context) }
  known.set(enrolment, { market, policy, play, ahead })
  return ahead
}

/** Steps that open now, with the contacts of the account for which the touch's rule holds. */
export const openings = (context: Context): ReadonlyArray<Opening> => {
  const found: Array<Opening> = []
  for (const one of context.inside) {
    if (!isPresent(one)) continue
    const { next } = aheadOf(one, context)
    if (next === undefined || !context.horizon.passed(next.opensAt)) continue
    const facts = RuleFacts.ofAccount(context.market, one.account)
    const members = RecordIndex.of(context.market.records)
      .contactsOf(one.account.id)
      .filter((contact) => Expression.test(next.step.to, RuleFacts.ofContact(facts, contact)) === "yes")
      .map((contact) => contact.id)
    found.push({ enrolment: one.enrolment, touchId: next.step.touch.id, members })
  }
  return found
}

/** Touches whose turn has come and that are still to go, in the order of decision: turn, priority, touch, contact. */
export const dueTouches = (context: Context): ReadonlyArray<DueTouch> => {
  const found: Array<DueTouch> = []
  for (const one of context.inside) {
    if (!isPresent(one)) continue
    for (const turn of aheadOf(one, context).turns)
      if (context.horizon.passed(turn.due)) found.push({ ...turn, programEnded: hasEnded(one.definition, context) })
  }
  return found.length < 2 ? found : found.toSorted(inOrder)
}

const inOrder = (a: DueTouch, b: DueTouch): number =>
  a.due - b.due ||
  b.definition.program.priority - a.definition.program.priority ||
  a.touchIndex - b.touchIndex ||
  byText(a.contactId, b.contactId) ||
  byText(a.enrolment.enrolmentId, b.enrolment.enrolmentId)
