/**
 * The records of one account group with the rows they came from: what dossier, contact map, competition and brief are
 * made of, so that each of their statements can name its source.
 */
import type { AccountGroup } from "../account/AccountGroup.ts"
import type { Sourced } from "../intake/Identity.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import type { RecordOf } from "../intake/RecordKind.ts"
import { dayOf, showInstant, type Day, type Instant, type Zone } from "../kernel/Calendar.ts"
import type { Provenance } from "../kernel/Provenance.ts"

/** Kinds of records that hang on an account. */
const owned = [
  "contacts",
  "assets",
  "orders",
  "invoices",
  "opportunities",
  "cases",
  "promises",
  "interactions",
  "competitorPresence",
  "departures",
  "plans",
  "facts"
] as const
type OwnedKind = (typeof owned)[number]

/** One group's records, each list sorted by id. */
export type GroupBook = {
  readonly group: AccountGroup
  /** The zone in which instants become days. */
  readonly zone: Zone
  /** The reporting currency, in which all amounts are. */
  readonly currency: string
  readonly accounts: ReadonlyArray<Sourced<RecordOf<"accounts">>>
  /** What persons said of the roles of its contacts. */
  readonly roles: ReadonlyArray<Sourced<RecordOf<"roles">>>
} & { readonly [K in OwnedKind]: ReadonlyArray<Sourced<RecordOf<K>>> }

type Drafts = { [K in OwnedKind]: Array<Sourced<RecordOf<K>>> }

const empty = (): Drafts => ({
  contacts: [],
  assets: [],
  orders: [],
  invoices: [],
  opportunities: [],
  cases: [],
  promises: [],
  interactions: [],
  competitorPresence: [],
  departures: [],
  plans: [],
  facts: []
})

const byId = (a: Sourced<{ readonly id: string }>, b: Sourced<{ readonly id: string }>): number =>
  a.record.id < b.record.id ? -1 : a.record.id > b.record.id ? 1 : 0

const make = (book: RecordBook): ReadonlyMap<string, GroupBook> => {
  const { grouping, records, reporting } = book
  const drafts = new Map<string, Drafts>()
  for (const group of grouping.groups) drafts.set(group.id, empty())
  for (const kind of owned) {
    for (const sourced of records[kind]) {
      const group = grouping.groupOf.get(sourced.record.accountId ?? "")
      // The list has the kind's own type: both come from the same key.
      const list: Array<unknown> | undefined = group === undefined ? undefined : drafts.get(group)?.[kind]
      list?.push(sourced)
    }
  }
  const groupOfContact = new Map(
    [...drafts].flatMap(([id, { contacts }]) => contacts.map(({ record }) => [record.id, id] as const))
  )
  const words = Map.groupBy(records.roles, ({ record }) => groupOfContact.get(record.contactId))
  const accounts = new Map(records.accounts.map((sourced) => [sourced.record.id, sourced]))
  return new Map(
    grouping.groups.map((group) => {
      const own = drafts.get(group.id) ?? empty()
      for (const kind of owned) own[kind].sort(byId)
      const members = group.accountIds.map((id) => accounts.get(id)).filter((account) => account !== undefined)
      const { currency, zone } = reporting
      const roles = words.get(group.id)?.toSorted(byId) ?? []
      return [group.id, { ...own, group, zone, currency, accounts: members, roles }]
    })
  )
}

const books = new WeakMap<RecordBook, ReadonlyMap<string, GroupBook>>()

/** The books of all groups by group id; made once for a record book, in linear time. What belongs to nobody is left out. */
export const all = (book: RecordBook): ReadonlyMap<string, GroupBook> => {
  let made = books.get(book)
  if (made === undefined) books.set(book, (made = make(book)))
  return made
}

/** The book of the group that an account belongs to; undefined when there is no such account. */
export const of = (book: RecordBook, accountId: string): GroupBook | undefined =>
  all(book).get(book.grouping.groupOf.get(accountId) ?? "")

/** The root account of the group: the one whose name the group has. */
export const root = (book: GroupBook): Sourced<RecordOf<"accounts">> | undefined =>
  book.accounts.find(({ record }) => record.id === book.group.id)

/** `file:line`, or the source alone where the line is not known. */
export const showSource = ({ file, line, source }: Provenance): string =>
  `${file ?? source}${line === undefined ? "" : `:${line}`}`

/** The day of an instant in the group's reporting zone. */
export const day = (book: Pick<GroupBook, "zone">, at: Instant): Day => dayOf(at, book.zone)

/** When an interaction took place, or is planned for; null when the record does not say. */
export const heldAt = ({
  at,
  plannedAt,
  startedAt
}: Pick<RecordOf<"interactions">, "at" | "plannedAt" | "startedAt">): Instant | null =>
  startedAt ?? at ?? plannedAt ?? null

/** A stable order for records of a time: the latest first, then by id. */
export const latestFirst = <A extends { readonly id: string }>(when: (one: A) => Instant | Day | null) => {
  const key = (one: A): string => {
    const at = when(one)
    return at === null ? "" : typeof at === "number" ? showInstant(at) : at
  }
  return (a: Sourced<A>, b: Sourced<A>): number => {
    const [left, right] = [key(a.record), key(b.record)]
    return left > right ? -1 : left < right ? 1 : byId(a, b)
  }
}
