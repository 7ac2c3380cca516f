/**
 * One client, one standing: key status, tier, manager, open complaints, promises and holds of the whole group, the same
 * from whichever account, asset, number or person it was found. Consent alone is a person's. Source: docs/explanation/standing.md.
 */
import type { Account, AccountStatus, KeyByHand } from "../account/Account.ts"
import * as Case from "../account/Case.ts"
import * as Commitment from "../account/Commitment.ts"
import * as Consent from "../account/Consent.ts"
import type { Hold } from "../account/Hold.ts"
import type { GroupContact, GroupRecords } from "../account/Records.ts"
import type { Tier } from "../analysis/Tier.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { AccountMarket } from "./AccountMarket.ts"
import * as KeyStatus from "./KeyStatus.ts"
import * as PromiseFact from "./PromiseFact.ts"
import * as RecordIndex from "./RecordIndex.ts"
import type { Lookup, StandingIndex } from "./StandingIndex.ts"

export { make as index, ofBook as indexOfBook } from "./StandingIndex.ts"
export type { Hit, Known, Lookup, Method, StandingIndex } from "./StandingIndex.ts"

/** What a standing is judged by beside the records. */
export interface Context {
  readonly now: Instant
  /** Holds that persons placed over this group. */
  readonly holds: ReadonlyArray<Hold>
  /** Accounts presumed lost by their rhythm; those lost by word are known from the records. */
  readonly presumedLost?: ReadonlySet<string>
}

/** One account of the group. */
export interface Member {
  readonly accountId: string
  readonly name: string
  readonly isRoot: boolean
  readonly status: AccountStatus | null
  readonly isLost: boolean
}

/** The standing of one group at an instant. Null is unknown. Lists are sorted by id, members with the root first. */
export interface Standing {
  readonly groupId: string
  readonly name: string
  readonly isKey: boolean | null
  /** Whether a person said so or the criteria did. */
  readonly keyBy: "hand" | "criteria" | null
  readonly keyByHand: KeyByHand | null
  readonly tier: Tier | null
  /** Customer if any member is. */
  readonly status: AccountStatus | null
  readonly members: ReadonlyArray<Member>
  readonly manager: GroupRecords["manager"]
  /** Complaints, disputes and legal claims. */
  readonly openComplaints: ReadonlyArray<Case.Case>
  /** Questions, requests and suggestions. */
  readonly openQuestions: ReadonlyArray<Case.Case>
  /** Past due and neither kept nor settled. */
  readonly brokenPromises: ReadonlyArray<Commitment.Commitment>
  /** Kept or settled, but after they were due: they count as broken once. */
  readonly latePromises: ReadonlyArray<Commitment.Commitment>
  readonly duePromises: ReadonlyArray<Commitment.Commitment>
  /** Holds in force. */
  readonly holds: ReadonlyArray<Hold>
  /** Lost when every member is; a lost member of a live group is a finding, not a lost client. */
  readonly isLost: boolean
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** Whose standing a text asks for: id, tax id, number, e-mail, phone, domain or name, of whatever is known. */
export const lookup = (index: StandingIndex, text: string): Lookup => index.find(text)

const statusOrder: ReadonlyArray<AccountStatus> = ["customer", "regained", "lapsed", "prospect", "lost"]

const statusOf = (accounts: ReadonlyArray<Account>): AccountStatus | null =>
  statusOrder.find((status) => accounts.some((account) => account.status === status)) ?? null

const isMade = (one: Commitment.Commitment, now: Instant): boolean =>
  (one.keptAt !== undefined && one.keptAt <= now) || (one.settled !== undefined && one.settled.at <= now)

const wasLate = (one: Commitment.Commitment, now: Instant): boolean =>
  isMade(one, now) && !(one.keptAt !== undefined && one.keptAt <= one.dueAt)

const lostFinding = (groupId: string, { accountId, name }: Member): Finding.Finding => ({
  severity: "warning",
  rule: "standing/lost-member",
  message: `account ${accountId} (${name}) of the live group ${groupId} is lost`,
  advice: "ask the group's manager why, before others of the group follow"
})

/** The standing of a group. */
export const of = ({ records, segment }: AccountMarket, { holds, now, presumedLost }: Context): Standing => {
  const { groupId, manager, name } = records
  const { accounts, cases, commitments: told } = RecordIndex.of(records)
  const commitments = told.map((one) => PromiseFact.judge(one, records, now))
  const members = accounts
    .map((account): Member => ({
      accountId: account.id,
      name: account.name,
      isRoot: account.id === groupId,
      status: account.status ?? null,
      isLost: account.status === "lost" || presumedLost?.has(account.id) === true
    }))
    .toSorted((a, b) => Number(b.isRoot) - Number(a.isRoot))
  const lost = members.filter((member) => member.isLost)
  const isLost = members.length > 0 && lost.length === members.length
  const keyByHand = KeyStatus.wordOn({ records }, (at) => at <= now)
  const isKey = keyByHand?.is ?? segment?.isKey ?? null
  const open = cases.filter((one) => Case.isOpen(one, now))
  const isComplaint = ({ kind }: Case.Case): boolean =>
    kind === "complaint" || kind === "dispute" || kind === "legal claim"
  return {
    groupId,
    name,
    isKey,
    keyBy: isKey === null ? null : keyByHand === null ? "criteria" : "hand",
    keyByHand,
    tier: segment?.tier ?? null,
    status: statusOf(accounts),
    members,
    manager,
    openComplaints: open.filter(isComplaint),
    openQuestions: open.filter((one) => !isComplaint(one)),
    brokenPromises: commitments.filter((one) => Commitment.isBroken(one, now)),
    latePromises: commitments.filter((one) => wasLate(one, now)),
    duePromises: commitments.filter((one) => one.dueAt > now && !isMade(one, now)),
    holds: holds.filter((hold) => hold.placedAt <= now && (hold.until === undefined || hold.until > now)),
    isLost,
    findings: isLost ? [] : lost.map((member) => lostFinding(groupId, member))
  }
}

/**
 * What a person said about a topic, over all records of the same mailbox; undefined when nothing is known. A withdrawal
 * of one person says nothing of any other, whether of this group, a stranger who holds its asset, or anybody else.
 */
export const consentOf = (
  records: GroupRecords,
  contact: Pick<GroupContact, "addressHash" | "consent">,
  topic: string
): Consent.Consent | undefined => {
  const same = contact.addressHash === null ? [] : RecordIndex.of(records).contactsAt(contact.addressHash)
  return Consent.statusFor([...contact.consent, ...same.flatMap(({ consent }) => consent)], topic)
}

/** Ids of the group's contacts who have withdrawn consent to a topic, sorted. */
export const silenced = (records: GroupRecords, topic: string): ReadonlyArray<string> =>
  records.contacts
    .filter((contact) => consentOf(records, contact, topic)?.status === "withdrawn")
    .map(({ id }) => id)
    .toSorted()
