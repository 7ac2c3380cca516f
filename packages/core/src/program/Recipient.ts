/**
 * The person behind a contact of an enrolment. CRMs hold one person in several records and drop records over time, so
 * that what a person said is looked for under every record with the same mailbox, and under those that are gone but were
 * written to at that mailbox. A withdrawal told in another group comes with the mailbox.
 */
import * as Consent from "../account/Consent.ts"
import * as Withdrawal from "../account/Withdrawal.ts"
import type { Account } from "../account/Account.ts"
import type { GroupContact } from "../account/Records.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { EnrolmentState } from "./Enrolment.ts"

/** What was told of persons and written to them. */
export interface Told {
  /** Consents told, by contact id. */
  readonly consents: Readonly<Record<string, ReadonlyArray<Consent.Consent>>>
  /** Consents told for whole accounts, with who told them. */
  readonly accountConsents: ReadonlyArray<{ readonly contactId: string; readonly consent: Consent.Consent }>
  /** When a contact last replied. */
  readonly replies: Readonly<Record<string, Instant>>
  readonly enrolments: Readonly<Record<string, EnrolmentState>>
  /** By contact id, as are soft bounces. */
  readonly absences: Readonly<Record<string, unknown>>
  readonly softBounces: Readonly<Record<string, unknown>>
  readonly counted: ReadonlyArray<{ readonly contactId: string | null }>
  /** Withdrawals told anywhere, by mailbox. */
  readonly withdrawals: ReadonlyArray<Withdrawal.Withdrawal>
}

/** What the group's journal says with what groups share. */
export const toldOf = <State>(
  state: State,
  { withdrawals = [] }: { readonly withdrawals?: Told["withdrawals"] }
): State & Pick<Told, "withdrawals"> => ({ ...state, withdrawals })

/** A contact of an account inside a program. */
export interface Whom {
  readonly account: Account
  /** Undefined when the contact is no longer among the group's records. */
  readonly contact: GroupContact | undefined
  readonly contactId: string
  readonly topic: string
}

/** What is known of a person. */
export interface Recipient {
  /** Every contact that is this person, the one written to among them. */
  readonly contactIds: ReadonlyArray<string>
  readonly consents: ReadonlyArray<Consent.Consent>
  /** The latest reply since the account entered, if any. */
  readonly repliedAt: Instant | undefined
}

const wasWrittenTo = (told: Told, contactId: string, addressHash: string): boolean =>
  Object.values(told.enrolments).some((enrolment) =>
    Object.values(enrolment.touches).some((byContact) => byContact[contactId]?.message?.addressHash === addressHash)
  )

/** Contacts of whom something is known, who are gone from the records and were written to at the mailbox. */
const formerIds = (index: RecordIndex.RecordIndex, told: Told, addressHash: string): ReadonlyArray<string> => {
  const gone = new Set<string>()
  const add = (contactId: string): void => {
    if (index.contact(contactId) === undefined) gone.add(contactId)
  }
  const { absences, consents, counted, replies, softBounces } = told
  for (const known of [absences, consents, replies, softBounces]) for (const contactId in known) add(contactId)
  for (const { contactId } of counted) if (contactId !== null) add(contactId)
  return [...gone].filter((contactId) => wasWrittenTo(told, contactId, addressHash))
}

const idsOf = ({ contact, contactId }: Whom, index: RecordIndex.RecordIndex, told: Told): ReadonlyArray<string> => {
  const hash = contact?.addressHash ?? null
  if (hash === null) return [contactId]
  const present = index.contactsAt(hash).map(({ id }) => id)
  const former = formerIds(index, told, hash)
  return former.length === 0 ? present : [...present, ...former]
}

/** The account's own latest word on a topic, when it is no: one who told it and is gone spoke for the whole group. */
export const accountWithdrawal = (
  { account, topic }: Pick<Whom, "account" | "topic">,
  index: RecordIndex.RecordIndex,
  { accountConsents }: Told
): Consent.Consent | undefined => {
  if (accountConsents.length === 0) return undefined
  const told = accountConsents.filter(({ contactId }) => {
    const teller = index.contact(contactId)
    return teller === undefined || teller.accountId === account.id
  })
  const latest = Consent.statusFor(
    told.map(({ consent }) => consent),
    topic
  )
  return latest?.status === "withdrawn" ? latest : undefined
}

const consentsOf = (
  whom: Whom,
  contactIds: ReadonlyArray<string>,
  index: RecordIndex.RecordIndex,
  told: Told
): ReadonlyArray<Consent.Consent> => {
  const found: Array<Consent.Consent> = []
  for (const contactId of contactIds)
    for (const consents of [index.contact(contactId)?.consent, told.consents[contactId]])
      for (const consent of consents ?? [])
        // Consent is given for one record; a withdrawal reaches every record of the person.
        if (contactId === whom.contactId || consent.status === "withdrawn") found.push(consent)
  for (const withdrawal of told.withdrawals)
    if (withdrawal.addressHash === whom.contact?.addressHash) found.push(Withdrawal.asConsent(withdrawal))
  const account = accountWithdrawal(whom, index, told)
  if (account !== undefined) found.push(account)
  return found
}

/** Whether the person's latest word on the topic is no. */
export const hasWithdrawn = (whom: Whom, index: RecordIndex.RecordIndex, told: Told): boolean =>
  Consent.statusFor(consentsOf(whom, idsOf(whom, index, told), index, told), whom.topic)?.status === "withdrawn"

const repliedSince = (contactIds: ReadonlyArray<string>, { replies }: Told, since: Instant): Instant | undefined => {
  let latest: Instant | undefined
  for (const contactId of contactIds) {
    const at = replies[contactId]
    if (at !== undefined && at >= since && (latest === undefined || at > latest)) latest = at
  }
  return latest
}

/** What is known of the person to whom something is due in an enrolment that began at `since`. */
export const of = (whom: Whom, since: Instant, market: AccountMarket, told: Told): Recipient => {
  const index = RecordIndex.of(market.records)
  const contactIds = idsOf(whom, index, told)
  return {
    contactIds,
    consents: consentsOf(whom, contactIds, index, told),
    repliedAt: repliedSince(contactIds, told, since)
  }
}
