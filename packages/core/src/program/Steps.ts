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

/** One touch of one contact whose turn has come. */
export interface DueTouch {
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

/** When the step at a place of the play opens: with the first of its members whose turn comes. */
const opensAt = ({ account, definition, enrolment, play }: Present, at: number, context: Context) => {
  const shared = LocalCalendar.of(undefined, account, definition, context.policy)
  const wait = play.touches[at]?.after ?? null
  const before = play.touches[at - 1]
  if (before === undefined) return afterWait(enrolment.enteredAt, wait, shared)
  const opened = enrolment.opened[before.touch.id]
  if (opened === undefined) return undefined
  if (opened.members.length === 0) return afterWait(opened.at, wait, shared)
  const index = RecordIndex.of(context.market.records)
  let least: Instant | undefined
  for (const member of opened.members) {
    const calendar = LocalCalendar.of(index.contact(member), account, definition, context.policy)
    const due = dueAt(enrolment, play.touches, at, member, calendar)
    if (due !== undefined && (least === undefined || due < least)) least = due
  }
  return least
}

/** Steps that open now, with the contacts of the account for which the touch's rule holds. */
export const openings = (context: Context): ReadonlyArray<Opening> => {
  const found: Array<Opening> = []
  const index = RecordIndex.of(context.market.records)
  for (const one of context.inside) {
    if (!isPresent(one)) continue
    const at = one.play.touches.findIndex(({ touch }) => one.enrolment.opened[touch.id] === undefined)
    const next = one.play.touches[at]
    const opens = next === undefined ? undefined : opensAt(one, at, context)
    if (next === undefined || opens === undefined || !context.horizon.passed(opens)) continue
    const facts = RuleFacts.ofAccount(context.market, one.account)
    const members = index
      .contactsOf(one.account.id)
      .filter((contact) => Expression.test(next.to, RuleFacts.ofContact(facts, contact)) === "yes")
      .map((contact) => contact.id)
    found.push({ enrolment: one.enrolment, touchId: next.touch.id, members })
  }
  return found
}

/** Touches whose turn has come and that are still to go, in the order of decision: turn, priority, touch, contact. */
export const dueTouches = (context: Context): ReadonlyArray<DueTouch> => {
  const found: Array<DueTouch> = []
  const index = RecordIndex.of(context.market.records)
  for (const one of context.inside) {
    if (!isPresent(one)) continue
    const { account, definition, enrolment, play } = one
    for (const [touchIndex, touch] of play.touches.entries()) {
      const opened = enrolment.opened[touch.touch.id]
      if (opened === undefined) break
      for (const contactId of opened.members) {
        if (finishedAt(enrolment.touches[touch.touch.id]?.[contactId]) !== undefined) continue
        const contact = index.contact(contactId)
        const calendar = LocalCalendar.of(contact, account, definition, context.policy)
        const due = dueAt(enrolment, play.touches, touchIndex, contactId, calendar)
        if (due === undefined || !context.horizon.passed(due)) continue
        const programEnded = hasEnded(definition, context)
        found.push({
          enrolment,
          definition,
          account,
          touch,
          touchIndex,
          contact,
          contactId,
          calendar,
          due,
          programEnded
        })
      }
    }
  }
  return found.length < 2 ? found : found.sort(inOrder)
}

const inOrder = (a: DueTouch, b: DueTouch): number =>
  a.due - b.due ||
  b.definition.program.priority - a.definition.program.priority ||
  a.touchIndex - b.touchIndex ||
  byText(a.contactId, b.contactId) ||
  byText(a.enrolment.enrolmentId, b.enrolment.enrolmentId)
