/**
 * The records of one group in fixed orders and by id. Records are never changed in place, so that an index is made once
 * for each value of them and serves every decision until the next import.
 */
import type { Account } from "../account/Account.ts"
import type { Case } from "../account/Case.ts"
import type { Commitment } from "../account/Commitment.ts"
import type { GroupContact, GroupRecords } from "../account/Records.ts"

/** Lists are sorted by id, code unit by code unit. */
export interface RecordIndex {
  readonly accounts: ReadonlyArray<Account>
  readonly cases: ReadonlyArray<Case>
  readonly commitments: ReadonlyArray<Commitment>
  readonly account: (id: string) => Account | undefined
  readonly contact: (id: string) => GroupContact | undefined
  readonly contactsOf: (accountId: string) => ReadonlyArray<GroupContact>
  /**
   * Contacts with the same mailbox: one person, as far as can be told. Under each former id of a merged one stands a
   * copy without consent: what was told of it was told of this person.
   */
  readonly contactsAt: (addressHash: string) => ReadonlyArray<GroupContact>
}

interface WithId {
  readonly id: string
}

const sorted = <A extends WithId>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
  all.length < 2 ? all : all.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

const keyed = <A extends WithId>(all: ReadonlyArray<A>): ReadonlyMap<string, A> =>
  new Map(all.map((one) => [one.id, one]))

const grouped = (all: ReadonlyArray<GroupContact>, keyOf: (contact: GroupContact) => string | null) => {
  const groups = new Map<string, Array<GroupContact>>()
  for (const contact of all) {
    const key = keyOf(contact)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [contact])
    else group.push(contact)
  }
  return groups
}

/** Contacts, each followed by copies under its former ids. */
const withFormer = (contacts: ReadonlyArray<GroupContact>): ReadonlyArray<GroupContact> =>
  contacts.flatMap((contact) => {
    const { formerIds, ...own } = contact
    return formerIds === undefined ? [contact] : [contact, ...formerIds.map((id) => ({ ...own, id, consent: [] }))]
  })

const make = (records: GroupRecords): RecordIndex => {
  const accounts = sorted(records.accounts)
  const contacts = sorted(records.contacts)
  const account = keyed(accounts)
  const contact = keyed(contacts)
  const byAccount = grouped(contacts, (one) => one.accountId)
  const byAddress = grouped(withFormer(contacts), (one) => one.addressHash)
  return {
    accounts,
    cases: sorted(records.cases),
    commitments: sorted(records.commitments),
    account: (id) => account.get(id),
    contact: (id) => contact.get(id),
    contactsOf: (accountId) => byAccount.get(accountId) ?? [],
    contactsAt: (addressHash) => byAddress.get(addressHash) ?? []
  }
}

const indexes = new WeakMap<GroupRecords, RecordIndex>()

/** The index of records. */
export const of = (records: GroupRecords): RecordIndex => {
  let index = indexes.get(records)
  if (index === undefined) indexes.set(records, (index = make(records)))
  return index
}
