/**
 * What programs propose for one account group, before guard rails: who enters, who leaves, which steps open, whose
 * turn has come. Every comparison with a future instant goes through the horizon.
 */
import type { Account } from "../account/Account.ts"
import type { GroupContact } from "../account/Records.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Expression from "../kernel/Expression.ts"
import * as Hash from "../kernel/Hash.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import type { CompiledPlay, CompiledProgram, CompiledTouch, Definitions } from "./Definition.ts"
import { finishedAt, type EnrolmentState } from "./Enrolment.ts"
import * as Holdout from "./Holdout.ts"
import type { Policy } from "./Policy.ts"
import * as RuleFacts from "./RuleFacts.ts"
import * as Wait from "./Wait.ts"

/** What proposals are made from. `enrolments` are the group's, in any order. */
export interface Context {
  readonly horizon: Horizon
  readonly policy: Policy
  readonly market: AccountMarket
  readonly definitions: Definitions
  readonly enrolments: ReadonlyArray<EnrolmentState>
}

/** An account that may enter a program. */
export interface Entry {
  readonly enrolmentId: string
  readonly definition: CompiledProgram
  readonly play: CompiledPlay
  readonly account: Account
  readonly occurrence: number
  readonly holdout: boolean
  readonly evidence: Expression.Evidence
}

/** An enrolment that ends, and why. */
export interface Exit {
  readonly enrolment: EnrolmentState
  readonly reason: string
  readonly evidence: Expression.Evidence
}

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
  readonly due: Calendar.Instant
  readonly programEnded: boolean
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const startOf = (day: Calendar.Day, definition: CompiledProgram, policy: Policy): Calendar.Instant =>
  Calendar.instantOf(day, 0, definition.program.timeZone ?? policy.timeZone)

/** Whether the program's last day is over. */
const hasEnded = (definition: CompiledProgram, { horizon, policy }: Context): boolean =>
  definition.program.endsOn !== undefined &&
  horizon.passed(startOf(Calendar.addDays(definition.program.endsOn, 1), definition, policy))

const hasStarted = (definition: CompiledProgram, { horizon, policy }: Context): boolean =>
  definition.program.startsOn === undefined || horizon.passed(startOf(definition.program.startsOn, definition, policy))

const calendars = new WeakMap<Policy, Map<string, BusinessCalendar.BusinessCalendar>>()

/** Whose calendar: the contact's zone and country, else the account's, else the program's, else the policy's. */
export const calendarOf = (
  contact: GroupContact | undefined,
  account: Account,
  definition: CompiledProgram,
  policy: Policy
): BusinessCalendar.BusinessCalendar => {
  const zone = contact?.timeZone ?? account.timeZone ?? definition.program.timeZone ?? policy.timeZone
  const country = contact?.country ?? account.country ?? definition.program.country ?? policy.country ?? ""
  let known = calendars.get(policy)
  if (known === undefined) calendars.set(policy, (known = new Map()))
  const key = `${zone} ${country}`
  let calendar = known.get(key)
  if (calendar === undefined) {
    calendar = { zone, holidays: new Set([...(policy.holidays["*"] ?? []), ...(policy.holidays[country] ?? [])]) }
    known.set(key, calendar)
  }
  return calendar
}

const afterWait = (
  from: Calendar.Instant,
  wait: Wait.Wait | null,
  calendar: BusinessCalendar.BusinessCalendar
): Calendar.Instant => (wait === null ? from : Wait.after(from, wait, calendar))

const playOf = (enrolment: EnrolmentState, definitions: Definitions) => {
  const definition = definitions.byVersion.get(enrolment.version)
  const play = definition?.plays.find((one) => one.play.id === enrolment.playId)
  return definition === undefined || play === undefined ? undefined : { definition, play }
}

/** Whether an account may enter again now: never inside twice, and only as often as the program says. */
const mayEnter = (definition: CompiledProgram, before: ReadonlyArray<EnrolmentState>, context: Context): boolean => {
  if (before.length === 0) return true
  const { entry } = definition.program
  if (entry === "once" || before.some((one) => one.exited === null)) return false
  if (entry === "always") {
    const zone = definition.program.timeZone ?? context.policy.timeZone
    const lastExit = Calendar.instant(Math.max(...before.map((one) => one.exited?.at ?? 0)))
    return context.horizon.passed(Calendar.instantOf(Calendar.addDays(Calendar.dayOf(lastExit, zone), 1), 0, zone))
  }
  const lastEntry = Calendar.instant(Math.max(...before.map((one) => one.enteredAt)))
  return context.horizon.passed(Calendar.instant(lastEntry + entry.everyDays * Calendar.dayMillis))
}

/** Accounts that enter programs now, by program priority, program id and account id. */
export const entries = (context: Context): ReadonlyArray<Entry> => {
  const found: Array<Entry> = []
  const { definitions, market } = context
  for (const definition of definitions.current) {
    if (!hasStarted(definition, context) || hasEnded(definition, context)) continue
    const { id } = definition.program
    for (const account of market.records.accounts.toSorted((a, b) => byText(a.id, b.id))) {
      const before = context.enrolments.filter((one) => one.programId === id && one.accountId === account.id)
      if (!mayEnter(definition, before, context)) continue
      const facts = RuleFacts.ofAccount(market, account)
      if (Expression.test(definition.audience, facts) !== "yes") continue
      const play = definition.plays.find((one) => one.when === null || Expression.test(one.when, facts) === "yes")
      if (play === undefined || (play.goal !== null && Expression.test(play.goal, facts) === "yes")) continue
      const occurrence = before.length + 1
      found.push({
        enrolmentId: Hash.ofValue([id, account.id, occurrence]).slice(0, 20),
        definition,
        play,
        account,
        occurrence,
        holdout: Holdout.isHoldout(id, market.records.groupId, definition.program.holdout),
        evidence: Expression.explain(definition.audience, facts).evidence
      })
    }
  }
  return found
}

/** Enrolments that end now: the account is gone, the goal is met, all touches are done. */
export const exits = (context: Context): ReadonlyArray<Exit> =>
  inside(context).flatMap(({ account, enrolment, play }) => {
    if (account === undefined)
      return [{ enrolment, reason: "account left the group", evidence: { "account.id": null } }]
    if (play.goal !== null) {
      const facts = RuleFacts.ofAccount(context.market, account)
      if (Expression.test(play.goal, facts) === "yes")
        return [{ enrolment, reason: "goal met", evidence: Expression.explain(play.goal, facts).evidence }]
    }
    return isComplete(enrolment, play.touches) ? [{ enrolment, reason: "completed", evidence: {} }] : []
  })

/** Enrolments whose program's last day is over. */
export const endings = (context: Context): ReadonlyArray<Exit> =>
  inside(context)
    .filter(({ definition }) => hasEnded(definition, context))
    .map(({ definition, enrolment }) => ({
      enrolment,
      reason: "program-ended",
      evidence: { "program.endsOn": definition.program.endsOn ?? null }
    }))

/** An unknown send keeps the enrolment open: a person may still want it sent again. */
const isComplete = (enrolment: EnrolmentState, touches: ReadonlyArray<CompiledTouch>): boolean =>
  touches.every(({ touch }) => {
    const byContact = enrolment.touches[touch.id]
    const isOver = (member: string): boolean =>
      finishedAt(byContact?.[member]) !== undefined && byContact?.[member]?.status !== "unknown"
    return enrolment.opened[touch.id]?.members.every(isOver) === true
  })

/** When a member's turn for a touch comes; undefined while an earlier touch of the member is still to go. */
const dueAt = (
  enrolment: EnrolmentState,
  touches: ReadonlyArray<CompiledTouch>,
  index: number,
  contactId: string,
  calendar: BusinessCalendar.BusinessCalendar
): Calendar.Instant | undefined => {
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

interface Inside {
  readonly enrolment: EnrolmentState
  readonly definition: CompiledProgram
  readonly play: CompiledPlay
  /** Undefined when the account is no longer among the group's records. */
  readonly account: Account | undefined
}

type Present = Inside & { readonly account: Account }

/** Enrolments that have not ended and whose version is known, by id. */
const inside = (context: Context): ReadonlyArray<Inside> =>
  context.enrolments
    .toSorted((a, b) => byText(a.enrolmentId, b.enrolmentId))
    .flatMap((enrolment) => {
      const known = enrolment.exited === null ? playOf(enrolment, context.definitions) : undefined
      const account = context.market.records.accounts.find((one) => one.id === enrolment.accountId)
      return known === undefined ? [] : [{ enrolment, ...known, account }]
    })

const present = (context: Context): ReadonlyArray<Present> =>
  inside(context).filter((one): one is Present => one.account !== undefined)

const opensAt = (
  { account, definition, enrolment, play }: Present,
  index: number,
  context: Context
): Calendar.Instant | undefined => {
  const before = play.touches[index - 1]
  const opened = before === undefined ? undefined : enrolment.opened[before.touch.id]
  const shared = calendarOf(undefined, account, definition, context.policy)
  if (before === undefined) return afterWait(enrolment.enteredAt, play.touches[index]?.after ?? null, shared)
  if (opened === undefined) return undefined
  if (opened.members.length === 0) return afterWait(opened.at, play.touches[index]?.after ?? null, shared)
  let least: Calendar.Instant | undefined
  for (const member of opened.members) {
    const contact = context.market.records.contacts.find((one) => one.id === member)
    const due = dueAt(enrolment, play.touches, index, member, calendarOf(contact, account, definition, context.policy))
    if (due !== undefined && (least === undefined || due < least)) least = due
  }
  return least
}

/** Steps that open now, with the contacts of the account for which the touch's rule holds. */
export const openings = (context: Context): ReadonlyArray<Opening> => {
  const found: Array<Opening> = []
  for (const one of present(context)) {
    const index = one.play.touches.findIndex(({ touch }) => one.enrolment.opened[touch.id] === undefined)
    const next = one.play.touches[index]
    const at = next === undefined ? undefined : opensAt(one, index, context)
    if (next === undefined || at === undefined || !context.horizon.passed(at)) continue
    const facts = RuleFacts.ofAccount(context.market, one.account)
    const members = context.market.records.contacts
      .filter((contact) => contact.accountId === one.account.id)
      .filter((contact) => Expression.test(next.to, RuleFacts.ofContact(facts, contact)) === "yes")
      .map((contact) => contact.id)
      .toSorted(byText)
    found.push({ enrolment: one.enrolment, touchId: next.touch.id, members })
  }
  return found
}

/** Touches whose turn has come and that are still to go, in the order of decision: turn, priority, touch, contact. */
export const dueTouches = (context: Context): ReadonlyArray<DueTouch> => {
  const found: Array<DueTouch> = []
  for (const one of present(context))
    for (const [touchIndex, touch] of one.play.touches.entries())
      for (const contactId of one.enrolment.opened[touch.touch.id]?.members ?? []) {
        if (finishedAt(one.enrolment.touches[touch.touch.id]?.[contactId]) !== undefined) continue
        const contact = context.market.records.contacts.find((known) => known.id === contactId)
        const calendar = calendarOf(contact, one.account, one.definition, context.policy)
        const due = dueAt(one.enrolment, one.play.touches, touchIndex, contactId, calendar)
        if (due === undefined || !context.horizon.passed(due)) continue
        const programEnded = hasEnded(one.definition, context)
        found.push({ ...one, touch, touchIndex, contact, contactId, due, programEnded })
      }
  return found.toSorted(
    (a, b) =>
      a.due - b.due ||
      b.definition.program.priority - a.definition.program.priority ||
      a.touchIndex - b.touchIndex ||
      byText(a.contactId, b.contactId) ||
      byText(a.enrolment.enrolmentId, b.enrolment.enrolmentId)
  )
}
