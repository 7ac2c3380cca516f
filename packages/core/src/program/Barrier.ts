/**
 * Barriers before a step: an event that is waited for, a gate that enough of the people must have come through. A
 * barrier belongs to the account and is passed once. Opens and clicks pass none: scanners do both.
 */
import type { Account } from "../account/Account.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { CompiledTouch } from "./Definition.ts"
import * as LocalCalendar from "./LocalCalendar.ts"
import type { Context, Inside } from "./Propose.ts"

/** What a barrier says now: it is passed, the account has to leave, or it is waited for. */
export type Verdict =
  | { readonly _tag: "Passed"; readonly by: "event" | "timeout" | "gate"; readonly evidence: Evidence }
  | { readonly _tag: "Left"; readonly reason: string; readonly evidence: Evidence }
  | undefined

/** Whether a step has a barrier. */
export const isBefore = ({ touch }: CompiledTouch): boolean => touch.gate !== undefined || touch.waitFor !== undefined

const meetings: ReadonlySet<string> = new Set(["call", "meeting", "visit", "event", "negotiation"])

/** When somebody of the account last met with us, of interactions that were held; `contactId` narrows it to a person. */
const lastMeeting = (
  { horizon, market }: Context,
  accountId: string,
  contactId?: string
): Calendar.Instant | undefined => {
  let latest: Calendar.Instant | undefined
  for (const one of market.records.interactions) {
    const at = one.at ?? one.startedAt
    if (one.accountId !== accountId || one.status !== "held" || !meetings.has(one.kind) || at === undefined) continue
    if (contactId !== undefined && one.contactId !== contactId) continue
    if (horizon.passed(at) && (latest === undefined || at > latest)) latest = at
  }
  return latest
}

const contactsOf = (market: AccountMarket, accountId: string) => RecordIndex.of(market.records).contactsOf(accountId)

const hasReplied = ({ heard, market }: Context, accountId: string, since: Calendar.Instant): boolean =>
  contactsOf(market, accountId).some(({ id }) => (heard.replies[id] ?? Number.NEGATIVE_INFINITY) >= since)

const hasBought = ({ market, policy }: Context, since: Calendar.Instant): boolean => {
  const last = market.segment?.lastOrderOn ?? null
  return last !== null && last > Calendar.dayOf(since, policy.timeZone)
}

const happened = (
  event: "reply" | "meeting" | "purchase",
  account: Account,
  since: Calendar.Instant,
  context: Context
) => {
  if (event === "reply") return hasReplied(context, account.id, since)
  if (event === "purchase") return hasBought(context, since)
  const met = lastMeeting(context, account.id)
  return met !== undefined && met >= since
}

/** The roles of which somebody replied to us or met with us since the account entered. */
const engagedRoles = (
  roles: ReadonlyArray<string>,
  { account, enrolment }: Inside & { readonly account: Account },
  context: Context
): ReadonlyArray<string> =>
  roles.filter((role) =>
    contactsOf(context.market, account.id).some((contact) => {
      if (!contact.roles.some((one) => one === role)) return false
      const met = lastMeeting(context, account.id, contact.id)
      const replied = context.heard.replies[contact.id]
      return Math.max(met ?? Number.NEGATIVE_INFINITY, replied ?? Number.NEGATIVE_INFINITY) >= enrolment.enteredAt
    })
  )

/** What a barrier is judged by: what happened since one instant counts, and its time runs from another. */
export interface Times {
  /** When the step before it opened, or its task was closed. */
  readonly since: Calendar.Instant
  /** When the step before it was handed over to the last of its members; undefined while a touch of it is still to go. */
  readonly from: Calendar.Instant | undefined
}

/** What the barrier before a step says. */
export const verdict = (
  step: CompiledTouch,
  one: Inside & { readonly account: Account },
  { from, since }: Times,
  context: Context
): Verdict => {
  const { gate, waitFor } = step.touch
  const calendar = LocalCalendar.of(undefined, one.account, one.definition, context.policy)
  const isOver = (wait: CompiledTouch["gateWithin"]) =>
    wait !== null && from !== undefined && context.horizon.passed(LocalCalendar.after(from, wait, calendar))
  const engaged = gate === undefined ? [] : engagedRoles(gate.roles, one, context)
  if (gate !== undefined && engaged.length < gate.atLeast) {
    const evidence = { "gate.roles": gate.roles, "gate.atLeast": gate.atLeast, "gate.engaged": engaged }
    return isOver(step.gateWithin) ? { _tag: "Left", reason: "gate-not-passed", evidence } : undefined
  }
  if (waitFor === undefined)
    return { _tag: "Passed", by: "gate", evidence: { "gate.atLeast": gate?.atLeast ?? 0, "gate.engaged": engaged } }
  const evidence = { "wait.event": waitFor.event, "wait.timeout": waitFor.timeout }
  if (happened(waitFor.event, one.account, since, context)) return { _tag: "Passed", by: "event", evidence }
  if (!isOver(step.waitTimeout)) return undefined
  return waitFor.otherwise === "leave"
    ? { _tag: "Left", reason: `no-${waitFor.event}`, evidence }
    : { _tag: "Passed", by: "timeout", evidence }
}
