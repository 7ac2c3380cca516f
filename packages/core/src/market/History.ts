/**
 * The history of a relationship: what was supplied when, tenders and deals won and lost and why, what is going on and
 * what is planned. Source: docs/explanation/account-market.md (dossier).
 */
import * as Case from "../account/Case.ts"
import type { Sourced } from "../intake/Identity.ts"
import type { RecordOf } from "../intake/RecordKind.ts"
import { instantOf, type Day } from "../kernel/Calendar.ts"
import type { Provenance } from "../kernel/Provenance.ts"
import { day, heldAt, latestFirst, type GroupBook } from "./GroupBook.ts"

/** What was supplied of one product; `product` is null for orders that name none. Minor units, returns taken off. */
export interface Supply {
  readonly product: string | null
  readonly first: Day
  readonly last: Day
  /** Orders with a positive amount. */
  readonly times: number
  readonly minor: number
  /** The row of the last order. */
  readonly source: Provenance
}

/** A deal or tender that was decided. `minor` is null when the amount is not known. */
export interface Decided {
  readonly id: string
  readonly kind: "deal" | "tender"
  readonly product: string | null
  readonly outcome: "won" | "lost"
  readonly on: Day | null
  readonly minor: number | null
  /** Why it was lost; null for a won one and where nobody has said. */
  readonly reason: string | null
  readonly competitor: string | null
  readonly source: Provenance
}

/** Something that is going on, or planned, from a day on or until it; null when no day is known. */
export interface Dealing {
  readonly kind: "opportunity" | "contract" | "case" | "meeting" | "goal"
  readonly id: string
  readonly text: string
  readonly on: Day | null
  readonly source: Provenance
}

/** The whole history at a day. */
export interface History {
  /** Most money first, ties by product. */
  readonly supplied: ReadonlyArray<Supply>
  /** Latest first. */
  readonly decided: ReadonlyArray<Decided>
  readonly present: ReadonlyArray<Dealing>
  /** Soonest first. */
  readonly planned: ReadonlyArray<Dealing>
}

const suppliedOf = (book: GroupBook, asOf: Day): ReadonlyArray<Supply> => {
  const byProduct = new Map<string | null, Array<GroupBook["orders"][number]>>()
  for (const sourced of book.orders) {
    if (sourced.record.date > asOf) continue
    const product = sourced.record.product ?? null
    const own = byProduct.get(product)
    if (own === undefined) byProduct.set(product, [sourced])
    else own.push(sourced)
  }
  const supplies = [...byProduct].flatMap(([product, orders]): ReadonlyArray<Supply> => {
    const bought = orders.filter(({ record }) => record.amount.minor > 0)
    // A return without its delivery still moves the money.
    const dated = (bought.length === 0 ? orders : bought).toSorted(latestFirst((one) => one.date))
    const [last] = dated
    if (last === undefined) return []
    return [
      {
        product,
        first: dated.at(-1)?.record.date ?? last.record.date,
        last: last.record.date,
        times: bought.length,
        minor: orders.reduce((sum, { record }) => sum + record.amount.minor, 0),
        source: last.provenance
      }
    ]
  })
  return supplies.toSorted((a, b) => b.minor - a.minor || ((a.product ?? "") < (b.product ?? "") ? -1 : 1))
}

const decidedOf = (book: GroupBook, asOf: Day): ReadonlyArray<Decided> =>
  book.opportunities
    .filter(({ record }) => record.outcome !== "open" && (record.closedAt === undefined || record.closedAt <= asOf))
    .toSorted(latestFirst((one) => one.closedAt ?? null))
    .map(({ provenance, record }) => ({
      id: record.id,
      kind: record.kind,
      product: record.product ?? null,
      outcome: record.outcome === "won" ? "won" : "lost",
      on: record.closedAt ?? null,
      minor: record.amount?.minor ?? null,
      reason: record.lossReason ?? null,
      competitor: record.competitor ?? null,
      source: provenance
    }))

/** Opportunities that are open at a day. */
export const openOpportunities = (book: GroupBook, asOf: Day): ReadonlyArray<Sourced<RecordOf<"opportunities">>> =>
  book.opportunities.filter(
    ({ record }) =>
      (record.openedAt === undefined || record.openedAt <= asOf) &&
      (record.outcome === "open" || (record.closedAt !== undefined && record.closedAt > asOf))
  )

const presentOf = (book: GroupBook, asOf: Day): ReadonlyArray<Dealing> => {
  const at = instantOf(asOf, 0, book.zone)
  const opportunities = openOpportunities(book, asOf).map(({ provenance, record }): Dealing => ({
    kind: "opportunity",
    id: record.id,
    text: [record.kind, record.product, record.stage].filter((part) => part !== undefined).join(", "),
    on: record.expectedAt ?? null,
    source: provenance
  }))
  const contracts = book.assets
    .filter(({ record }) => record.status !== "ended")
    .map(({ provenance, record }): Dealing => ({
      kind: "contract",
      id: record.id,
      text: record.label,
      on: record.endsAt ?? null,
      source: provenance
    }))
  const cases = book.cases
    .filter(({ record }) => Case.isOpen(record, at))
    .map(({ provenance, record }): Dealing => ({
      kind: "case",
      id: record.id,
      text: `${record.kind}: ${record.topic}`,
      on: day(book, record.openedAt),
      source: provenance
    }))
  return [...opportunities, ...contracts, ...cases]
}

const plannedOf = (book: GroupBook, asOf: Day): ReadonlyArray<Dealing> => {
  const meetings = book.interactions.flatMap(({ provenance, record }): ReadonlyArray<Dealing> => {
    const at = record.plannedAt ?? heldAt(record)
    if (record.status !== "planned" || at === null || day(book, at) < asOf) return []
    const text = record.summary ?? record.kind
    return [{ kind: "meeting", id: record.id, text, on: day(book, at), source: provenance }]
  })
  const goals = book.plans.flatMap(({ provenance, record }) =>
    record.goals
      .filter((goal) => goal.due === undefined || goal.due >= asOf)
      .map((goal): Dealing => ({
        kind: "goal",
        id: record.id,
        text: goal.text,
        on: goal.due ?? null,
        source: provenance
      }))
  )
  const late = "9999"
  return [...meetings, ...goals].toSorted((a, b) => {
    const [left, right] = [`${a.on ?? late}\u0000${a.id}`, `${b.on ?? late}\u0000${b.id}`]
    return left < right ? -1 : left > right ? 1 : 0
  })
}

/** The history of a group at a day; nothing of later days is in it but what is planned. Total. */
export const of = (book: GroupBook, asOf: Day): History => ({
  supplied: suppliedOf(book, asOf),
  decided: decidedOf(book, asOf),
  present: presentOf(book, asOf),
  planned: plannedOf(book, asOf)
})
