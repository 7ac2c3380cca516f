/** What a record book says of need, solvency and authority: the facts that the three P are judged by. */
import type { Account } from "../account/Account.ts"
import type { RecordBook } from "../intake/RecordBook.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type * as KeyFacts from "./KeyFacts.ts"

type Qualification = NonNullable<KeyFacts.Profile["qualification"]>

const truths: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "y", "1", "да"].map((word) => [word, true] as const),
  ...["false", "no", "n", "0", "нет"].map((word) => [word, false] as const)
])

/** A yes or no among the attributes; anything else is no statement. */
const stated = ({ attributes }: Account, name: string): boolean | undefined => {
  const value = attributes[name]
  return typeof value === "boolean" ? value : truths.get(String(value ?? "").toLowerCase())
}

const statedDay = ({ attributes }: Account, name: string): Calendar.Day | undefined => {
  const value = String(attributes[name] ?? "")
  return Calendar.isDay(value) ? (value as Calendar.Day) : undefined
}

const present = (fields: { readonly [K in keyof Qualification]: Qualification[K] | undefined }): Qualification =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

const decides: ReadonlySet<string> = new Set(["decision maker", "economic buyer"])

/** Talks that go both ways by their nature; letters count when there is one each way. */
const talks: ReadonlySet<string> = new Set(["call", "meeting", "visit", "negotiation"])

interface Reach {
  talked?: Calendar.Day
  inbound?: Calendar.Day
  outbound?: Calendar.Day
}

const later = (a: Calendar.Day | undefined, b: Calendar.Day): Calendar.Day => (a === undefined || b > a ? b : a)

/** The last day on which the contact was reached both ways. */
const bothWays = ({ inbound, outbound, talked }: Reach): Calendar.Day | undefined => {
  const wrote = inbound === undefined || outbound === undefined ? undefined : inbound < outbound ? inbound : outbound
  return wrote === undefined ? talked : later(talked, wrote)
}

/** Days of reach by contact, of interactions that took place before the end of a day. */
const reaches = (book: RecordBook, end: Calendar.Instant): ReadonlyMap<string, Reach> => {
  const found = new Map<string, Reach>()
  for (const { record } of book.records.interactions) {
    const at = record.at ?? record.startedAt ?? record.plannedAt
    if (record.contactId === undefined || record.status !== "held" || at === undefined || at >= end) continue
    const reach = found.get(record.contactId) ?? {}
    found.set(record.contactId, reach)
    const day = Calendar.dayOf(at, book.reporting.zone)
    if (talks.has(record.kind)) reach.talked = later(reach.talked, day)
    else if (record.kind === "e-mail" && record.direction !== undefined)
      reach[record.direction] = later(reach[record.direction], day)
  }
  return found
}

/** The facts of each account, as of the beginning of a day. What no record tells is left out. */
export const make = (book: RecordBook, asOf: Calendar.Day): ((account: Account) => Qualification) => {
  const { cases, contacts, opportunities } = book.records
  const { zone } = book.reporting
  const end = Calendar.instantOf(asOf, 0, zone)
  const yearAgo = Calendar.instantOf(Calendar.addMonths(asOf, -12), 0, zone)
  const count = (counts: Map<string, number>, account: string | undefined): void => {
    if (account !== undefined) counts.set(account, (counts.get(account) ?? 0) + 1)
  }
  const open = new Map<string, number>()
  for (const { record } of opportunities) if (record.outcome === "open") count(open, record.accountId)
  const asked = new Map<string, number>()
  for (const { record } of cases) {
    if (record.kind === "request" && record.openedAt >= yearAgo && record.openedAt < end) count(asked, record.accountId)
  }
  const reach = reaches(book, end)
  const deciders = new Set<string>()
  const reached = new Map<string, Calendar.Day>()
  for (const { record } of contacts) {
    const { accountId, id, leftAt, roles } = record
    if (accountId === undefined || !roles.some((role) => decides.has(role))) continue
    if (leftAt !== undefined && leftAt <= end) continue
    deciders.add(accountId)
    const day = bothWays(reach.get(id) ?? {})
    if (day !== undefined) reached.set(accountId, later(reached.get(accountId), day))
  }
  return (account) => {
    const solvent = stated(account, "solvent")
    const on = statedDay(account, "solvent_on")
    return present({
      statedNeed: stated(account, "need"),
      statedAuthority: stated(account, "authority"),
      statedSolvency: solvent === undefined ? undefined : { is: solvent, ...(on === undefined ? {} : { on }) },
      isWhiteSpaceConfirmed: stated(account, "white_space"),
      openOpportunities: opportunities.length === 0 ? undefined : (open.get(account.id) ?? 0),
      offersAsked: cases.length === 0 ? undefined : (asked.get(account.id) ?? 0),
      hasDecider: contacts.length === 0 ? undefined : deciders.has(account.id),
      deciderReachedOn: reached.get(account.id)
    })
  }
}
