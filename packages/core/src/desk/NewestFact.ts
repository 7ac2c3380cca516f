/**
 * The newest thing that a group's records say: a brief produced before it is no longer the state of affairs. A day
 * without a time counts from its beginning.
 */
import { instantOf, type Day, type Instant } from "../kernel/Calendar.ts"
import type { Provenance } from "../kernel/Provenance.ts"
import { heldAt, type GroupBook } from "../market/GroupBook.ts"
import type { KindName } from "../intake/RecordKind.ts"

/** The newest fact of a group, with the record that tells it. */
export interface NewestFact {
  readonly at: Instant
  readonly kind: KindName
  readonly id: string
  readonly source: Provenance
}

type Moment = Instant | Day | null | undefined

/** The newest fact at an instant; null when nothing is dated. Of two of one instant the lesser kind and id. */
export const of = (book: GroupBook, now: Instant): NewestFact | null => {
  let newest: NewestFact | null = null
  const key = ({ id, kind }: NewestFact): string => `${kind}\u0000${id}`
  const see = <A extends { readonly id: string }>(
    kind: KindName,
    rows: ReadonlyArray<{ readonly record: A; readonly provenance: Provenance }>,
    momentsOf: (record: A) => ReadonlyArray<Moment>
  ): void => {
    for (const { provenance: source, record } of rows)
      for (const moment of momentsOf(record)) {
        if (moment === null || moment === undefined) continue
        const at = typeof moment === "number" ? moment : instantOf(moment, 0, book.zone)
        if (at > now) continue
        const fact: NewestFact = { at, kind, id: record.id, source }
        if (newest === null || at > newest.at || (at === newest.at && key(fact) < key(newest))) newest = fact
      }
  }
  see("interactions", book.interactions, (one) => (one.status === "held" ? [heldAt(one)] : []))
  see("cases", book.cases, (one) => [one.openedAt, one.firstResponseAt, one.closedAt, ...one.reopenedAt])
  see("promises", book.promises, (one) => [one.madeAt, one.keptAt, one.settled?.at])
  see("opportunities", book.opportunities, (one) => [one.openedAt, one.closedAt])
  see("orders", book.orders, (one) => [one.date])
  see("invoices", book.invoices, (one) => [one.issuedAt, one.paidAt])
  see("departures", book.departures, (one) => [one.at])
  see("contacts", book.contacts, (one) => [one.leftAt])
  see("competitorPresence", book.competitorPresence, (one) => [one.since])
  see("facts", book.facts, (one) => [one.at])
  return newest
}
