/**
 * Exits of a play besides its goal: the account opted out, negotiates with us, or is lost. Who may not enter for one of
 * them does not; who is inside leaves, and what waits for it does not go. Source: docs/reference/program.md.
 */
import type { Account } from "../account/Account.ts"
import type { GroupContact, GroupRecords } from "../account/Records.ts"
import type { Evidence } from "../kernel/Expression.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { CompiledPlay, CompiledProgram } from "./Definition.ts"
import type { EnrolmentState } from "./Enrolment.ts"
import * as GuardChecks from "./GuardChecks.ts"
import * as LocalCalendar from "./LocalCalendar.ts"
import type { ExitReason, Play, Program } from "./Program.ts"
import type { Setting } from "./Propose.ts"
import * as Recipient from "./Recipient.ts"

const standard: ReadonlyArray<ExitReason> = ["opted-out", "lost"]

/** The exits of a play of a program: those that it names, else the standard ones. A win-back is for the lost. */
export const of = (
  { objective }: Pick<Program, "objective">,
  { exits }: Pick<Play, "exits">
): ReadonlyArray<ExitReason> => (exits ?? standard).filter((exit) => exit !== "lost" || objective !== "win back")

/** Whether a play writes what needs consent: nobody opts out of anything else. */
export const asksConsent = ({ touches }: Pick<Play, "touches">): boolean =>
  touches.some((touch) => touch.slot !== undefined && touch.class === "promotional")

/** An account in a play, or on its way into one: then nothing is open. */
export interface Inside {
  readonly account: Account
  readonly definition: CompiledProgram
  readonly play: CompiledPlay
  readonly opened?: EnrolmentState["opened"]
}

type Found = Evidence | undefined

const withdrawing = new WeakMap<GroupRecords, boolean>()

/** Whether anybody of the group ever withdrew anything: most groups need not be asked further. */
const anybodyWithdrew = ({ heard, market: { records } }: Setting): boolean => {
  for (const _ in heard.consents) return true
  if (heard.accountConsents.length > 0 || heard.withdrawals.length > 0) return true
  let known = withdrawing.get(records)
  if (known === undefined)
    withdrawing.set(
      records,
      (known = records.contacts.some(({ consent }) => consent.some(({ status }) => status === "withdrawn")))
    )
  return known
}

/**
 * The account has said no for all, or everybody there who could be written to has for themselves. Nobody's no reaches a
 * colleague: whoever may still be written to, by this step or a later one, keeps the account inside.
 */
const optedOut = ({ account, definition, opened = {}, play }: Inside, setting: Setting): Found => {
  if (!asksConsent(play.play) || !anybodyWithdrew(setting)) return undefined
  const { heard, horizon, market } = setting
  const { topic } = definition.program
  const index = RecordIndex.of(market.records)
  const no = (contact: GroupContact): boolean =>
    Recipient.hasWithdrawn({ account, contactId: contact.id, contact, topic }, index, heard)
  const all = index.contactsOf(account.id)
  const word = Recipient.accountWithdrawal({ account, topic }, index, heard)
  // Whoever consents anew after that word is written to, so that the account is not out.
  if (word !== undefined && all.every(no))
    return { "consent.topic": word.topic, "consent.source": word.source, "consent.scope": "account" }
  if (!Object.values(opened).some(({ members }) => members.length > 0)) return undefined
  const reachable = all.filter(
    ({ addressHash, leftAt }) => addressHash !== null && (leftAt === undefined || !horizon.passed(leftAt))
  )
  return reachable.length > 0 && reachable.every(no)
    ? { "consent.topic": topic, "consent.withdrawnBy": reachable.map(({ id }) => id) }
    : undefined
}

/** The guard rail's facts, in the account's own calendar. */
const negotiates = ({ account, definition }: Inside, { heard, horizon, market, policy }: Setting): Found => {
  const calendar = LocalCalendar.of(undefined, account, definition, policy)
  return GuardChecks.negotiation({ account, calendar, holds: heard.holds, horizon, market, policy })?.evidence
}

/** The status of the record wins; a lapsed client, or one without a status, is lost where retention says so. */
const isLost = ({ account }: Inside, { market }: Setting): Found => {
  const status = account.status ?? null
  if (status === "lost") return { "account.status": status }
  const staying = market.segment?.outlook?.retention
  return (status === null || status === "lapsed") && staying?.class === "lost"
    ? { "account.status": status, "account.retention": staying.class, "retention.lostOn": staying.lostOn }
    : undefined
}

/** In order: of several that hold the first is the reason. */
const checks: ReadonlyArray<readonly [ExitReason, (inside: Inside, setting: Setting) => Found]> = [
  ["opted-out", optedOut],
  ["negotiation", negotiates],
  ["lost", isLost]
]

/** The exit of the play that holds for an account, with its evidence; undefined where none does. */
export const first = (
  inside: Inside,
  setting: Setting
): { readonly reason: ExitReason; readonly evidence: Evidence } | undefined => {
  for (const [reason, check] of checks) {
    const evidence = inside.play.exits.includes(reason) ? check(inside, setting) : undefined
    if (evidence !== undefined) return { reason, evidence }
  }
  return undefined
}
