/** What the engine knows of a group beside its records: whose domain a contact is at, and what a leaving client is offered by. */
import { normalEmail } from "../account/Contact.ts"
import type { CompetitorPresence } from "../account/Competitor.ts"
import type { DepartureNotice } from "../account/DepartureNotice.ts"
import type { Manager } from "../account/Manager.ts"
import type { Order } from "../account/Order.ts"
import type { GroupContact, Leaving } from "../account/Records.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Domains from "./Domains.ts"
import type { RecordBook } from "./RecordBook.ts"

/** Domains at which nobody is a client. Competitors' come from their records. */
export interface OtherDomains {
  readonly own: ReadonlyArray<string>
  readonly vendor: ReadonlyArray<string>
}

type Exclusion = NonNullable<GroupContact["exclusion"]>

/** Answers whose domain an address is at, when it is no client's. A subdomain is its owner's. */
export const exclusions = (
  book: RecordBook,
  { own, vendor }: OtherDomains
): ((email: string | undefined) => Exclusion | undefined) => {
  const of = new Map<string, Exclusion>()
  const enter = (domains: ReadonlyArray<string>, exclusion: Exclusion): void => {
    for (const domain of domains) {
      const host = Domains.declared(domain)
      if (host !== undefined) of.set(host, exclusion)
    }
  }
  for (const { record } of book.records.competitors) enter(record.domains, "competitor")
  enter(vendor, "vendor")
  enter(own, "own")
  if (of.size === 0) return () => undefined
  return (email) => {
    const host = Domains.hostOf(normalEmail(email))
    if (host === undefined) return undefined
    return of.get(host) ?? of.get(Domains.registrable(host) ?? "")
  }
}

/** The manager and everyone above, the nearest first; a circle ends where it closes. */
const above = (manager: Manager | null, managers: ReadonlyMap<string, Manager>): ReadonlyArray<Manager> => {
  const found = new Map<string, Manager>()
  for (let one = manager ?? undefined; one !== undefined && !found.has(one.id);) {
    found.set(one.id, one)
    one = managers.get(one.managerId ?? "")
  }
  return [...found.values()]
}

/** What a group that gave notice is offered by; undefined for a group that did not. */
export const leaving = (
  book: RecordBook,
  group: {
    readonly departures: ReadonlyArray<DepartureNotice>
    readonly manager: Manager | null
    readonly orders: ReadonlyArray<Order>
    readonly presences: ReadonlyArray<CompetitorPresence>
  }
): Leaving | undefined => {
  const newest = group.departures.reduce((last, { at }) => Math.max(last, at), Number.NEGATIVE_INFINITY)
  if (newest === Number.NEGATIVE_INFINITY) return undefined
  const { currency, zone } = book.reporting
  const to = Calendar.dayOf(Calendar.instant(newest), zone)
  const from = Calendar.addMonths(to, -12)
  const year = group.orders.filter(({ amount, date }) => amount.currency === currency && date >= from && date < to)
  const isCosted = year.length > 0 && year.every(({ cost }) => cost !== undefined && cost.currency === currency)
  return {
    products: book.records.products.map(({ record }) => record),
    managers: above(group.manager, new Map(book.records.managers.map(({ record }) => [record.id, record]))),
    presences: group.presences,
    currency,
    revenueMinor: year.reduce((sum, { amount }) => sum + amount.minor, 0),
    costMinor: isCosted ? year.reduce((sum, { cost }) => sum + (cost?.minor ?? 0), 0) : null
  }
}
