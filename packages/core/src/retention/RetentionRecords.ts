/**
 * What the retention wing reads of one client: the group's records as the engine has them, and what only a record book
 * knows beside them. A part that is absent is unknown, never empty.
 */
import type { CompetitorPresence } from "../account/Competitor.ts"
import type { Contact } from "../account/Contact.ts"
import type { Invoice, Order } from "../account/Order.ts"
import type { GroupContact, GroupRecords } from "../account/Records.ts"
import * as RoleVerdict from "../account/RoleVerdict.ts"
import type * as GroupBook from "../market/GroupBook.ts"

/** One group's records; a value of `GroupRecords` is one. Arrays are in no meaningful order. */
export interface ClientRecords extends Pick<
  GroupRecords,
  "groupId" | "name" | "accounts" | "assets" | "cases" | "commitments" | "opportunities" | "interactions" | "departures"
> {
  /** Who looks after the group; null when nobody does. */
  readonly manager: { readonly id: string } | null
  readonly contacts: ReadonlyArray<Contact & Pick<GroupContact, "roleWords">>
  readonly invoices?: ReadonlyArray<Invoice>
  /** Absent where causes and refusals need not look at returns. */
  readonly orders?: ReadonlyArray<Order>
  readonly presence?: ReadonlyArray<CompetitorPresence>
}

const recordsOf = <A>(rows: ReadonlyArray<{ readonly record: A }>): ReadonlyArray<A> => rows.map(({ record }) => record)

/** The manager of a group: the root's, else that of the member that bought most; ties by id. */
const ownerOf = (book: GroupBook.GroupBook): string | undefined => {
  const bought = new Map<string | undefined, number>()
  for (const { record } of book.orders)
    bought.set(record.accountId, (bought.get(record.accountId) ?? 0) + record.amount.minor)
  const owned = recordsOf(book.accounts).filter(({ ownerId }) => ownerId !== undefined)
  const [largest] = owned.toSorted(
    (a, b) => (bought.get(b.id) ?? 0) - (bought.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1)
  )
  return (owned.find(({ id }) => id === book.group.id) ?? largest)?.ownerId
}

/** The records of a group of a record book. */
export const ofBook = (book: GroupBook.GroupBook): ClientRecords => {
  const owner = ownerOf(book)
  const words = RoleVerdict.byContact(recordsOf(book.roles))
  return {
    groupId: book.group.id,
    name: book.group.name,
    manager: owner === undefined ? null : { id: owner },
    accounts: recordsOf(book.accounts),
    contacts: recordsOf(book.contacts).map((contact) => {
      const roleWords = words.get(contact.id)
      return roleWords === undefined ? contact : { ...contact, roleWords }
    }),
    assets: recordsOf(book.assets),
    cases: recordsOf(book.cases),
    commitments: recordsOf(book.promises),
    opportunities: recordsOf(book.opportunities),
    interactions: recordsOf(book.interactions),
    departures: recordsOf(book.departures),
    invoices: recordsOf(book.invoices),
    orders: recordsOf(book.orders),
    presence: recordsOf(book.competitorPresence)
  }
}

/** A client of whom nothing but orders is known. */
export const ofOrdersAlone = (id: string): ClientRecords => ({
  groupId: id,
  name: id,
  manager: null,
  accounts: [],
  contacts: [],
  assets: [],
  cases: [],
  commitments: [],
  opportunities: [],
  interactions: [],
  departures: []
})

/** The records of one member of a group. */
export const ofMember = (records: ClientRecords, accountId: string): ClientRecords => {
  const own = <A extends { readonly accountId?: string }>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
    all.filter((one) => one.accountId === accountId)
  return {
    ...records,
    accounts: records.accounts.filter((account) => account.id === accountId),
    contacts: own(records.contacts),
    assets: own(records.assets),
    cases: own(records.cases),
    commitments: own(records.commitments),
    opportunities: own(records.opportunities),
    interactions: own(records.interactions),
    departures: own(records.departures),
    ...(records.invoices === undefined ? {} : { invoices: own(records.invoices) }),
    ...(records.orders === undefined ? {} : { orders: own(records.orders) }),
    ...(records.presence === undefined ? {} : { presence: own(records.presence) })
  }
}

/** Kinds of records that the sources keep at all; a kind without a single row says nothing of anybody. */
export interface Kept {
  readonly cases: boolean
  readonly commitments: boolean
  readonly contacts: boolean
  readonly interactions: boolean
  readonly invoices: boolean
}

/** What is kept, judged by all clients together. */
export const keptOf = (all: ReadonlyArray<ClientRecords>): Kept => ({
  cases: all.some(({ cases }) => cases.length > 0),
  commitments: all.some(({ commitments }) => commitments.length > 0),
  contacts: all.some(({ contacts }) => contacts.length > 0),
  interactions: all.some(({ interactions }) => interactions.length > 0),
  invoices: all.some(({ invoices }) => (invoices?.length ?? 0) > 0)
})
