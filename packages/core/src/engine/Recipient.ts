/**
 * The person behind a due touch. CRMs hold one person in several records and drop records over time, so that what a
 * person said is looked for under every record with the same mailbox, and under those that are gone but were written to
 * at that mailbox. A withdrawal told in another group comes with the mailbox.
 */
import * as Consent from "../account/Consent.ts"
import * as Withdrawal from "../account/Withdrawal.ts"
import type { Shared } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { DueTouch } from "../program/Steps.ts"
import type { GroupState } from "./GroupState.ts"

/** What is known of a person. */
export interface Recipient {
  /** Every contact that is this person, the one written to among them. */
  readonly contactIds: ReadonlyArray<string>
  readonly consents: ReadonlyArray<Consent.Consent>
  /** The latest reply since the account entered, if any. */
  readonly repliedAt: Instant | undefined
}

/** What the group's journal says, and what groups share. */
interface Known {
  readonly state: GroupState
  readonly shared: Shared
}

const wasWrittenTo = (state: GroupState, contactId: string, addressHash: string): boolean =>
  Object.values(state.enrolments).some((enrolment) =>
    Object.values(enrolment.touches).some((byContact) => byContact[contactId]?.message?.addressHash === addressHash)
  )

/** Contacts of whom something is known, who are gone from the records and were written to at the mailbox. */
const formerIds = (index: RecordIndex.RecordIndex, state: GroupState, addressHash: string): ReadonlyArray<string> => {
  const gone = new Set<string>()
  const add = (contactId: string): void => {
    if (index.contact(contactId) === undefined) gone.add(contactId)
  }
  const { absences, consents, counted, replies, softBounces } = state
  for (const known of [absences, consents, replies, softBounces]) for (const contactId in known) add(contactId)
  for (const { contactId } of counted) if (contactId !== null) add(contactId)
  return [...gone].filter((contactId) => wasWrittenTo(state, contactId, addressHash))
}

const idsOf = (due: DueTouch, index: RecordIndex.RecordIndex, state: GroupState): ReadonlyArray<string> => {
  const hash = due.contact?.addressHash ?? null
  if (hash === null) return [due.contactId]
  const present = index.contactsAt(hash).map((contact) => contact.id)
  const former = formerIds(index, state, hash)
  return former.length === 0 ? present : [...present, ...former]
}

/** The account's own latest word, when it is no: one who told it and is gone spoke for the whole group. */
const accountWithdrawal = (due: DueTouch, index: RecordIndex.RecordIndex, { accountConsents }: GroupState) => {
  if (accountConsents.length === 0) return undefined
  const told = accountConsents.filter(({ contactId }) => {
    const teller = index.contact(contactId)
    return teller === undefined || teller.accountId === due.account.id
  })
  const latest = Consent.statusFor(
    told.map(({ consent }) => consent),
    due.definition.program.topic
  )
  return latest?.status === "withdrawn" ? latest : undefined
}

const consentsOf = (
  due: DueTouch,
  contactIds: ReadonlyArray<string>,
  index: RecordIndex.RecordIndex,
  { shared, state }: Known
): ReadonlyArray<Consent.Consent> => {
  const found: Array<Consent.Consent> = []
  for (const contactId of contactIds)
    for (const consents of [index.contact(contactId)?.consent, state.consents[contactId]])
      for (const consent of consents ?? [])
        // Consent is given for one record; a withdrawal reaches every record of the person.
        if (contactId === due.contactId || consent.status === "withdrawn") found.push(consent)
  for (const withdrawal of shared.withdrawals ?? [])
    if (withdrawal.addressHash === due.contact?.addressHash) found.push(Withdrawal.asConsent(withdrawal))
  const account = accountWithdrawal(due, index, state)
  if (account !== undefined) found.push(account)
  return found
}

const repliedSince = (
  contactIds: ReadonlyArray<string>,
  { replies }: GroupState,
  since: Instant
): Instant | undefined => {
  let latest: Instant | undefined
  for (const contactId of contactIds) {
    const at = replies[contactId]
    if (at !== undefined && at >= since && (latest === undefined || at > latest)) latest = at
  }
  return latest
}

/** What is known of the person to whom a touch is due. */
export const of = (due: DueTouch, market: AccountMarket, known: Known): Recipient => {
  const { state } = known
  const index = RecordIndex.of(market.records)
  const contactIds = idsOf(due, index, state)
  return {
    contactIds,
    consents: consentsOf(due, contactIds, index, known),
    repliedAt: repliedSince(contactIds, state, due.enrolment.enteredAt)
  }
}
