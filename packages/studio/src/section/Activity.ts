/** What happened with an account month by month: orders, interactions, cases, promises, deals, messages. Plain counting. */
import { Calendar, type Event } from "@market-of-one/core"
import type { Happening, Knowledge } from "../page/ReportInput.ts"

/** Kinds of events, each a row of the picture. */
export const kinds = ["interaction", "case", "promise", "won", "lost", "message"] as const
/** A kind of event. */
export type Kind = (typeof kinds)[number]

/** One calendar month. */
export interface Month {
  /** Its first day. */
  readonly first: Calendar.Day
  readonly orders: number
  /** Ordered, returns taken off; minor units. */
  readonly minor: number
  readonly counts: Readonly<Record<Kind, number>>
}

/** How far the picture looks back: two years show a season twice. */
export const monthsBack = 24

/** Days on which a message to someone of the account was accepted by a mail server. */
export const messageDays = (journal: ReadonlyArray<Event.Entry>, zone: Calendar.Zone): ReadonlyArray<Calendar.Day> =>
  journal.flatMap(({ at, event }) =>
    event._tag === "MessageSettled" && event.state === "accepted" ? [Calendar.dayOf(event.handedAt ?? at, zone)] : []
  )

/** The last months up to a day, the month of that day included, in order; a month without anything is there too. */
export const of = (
  known: Pick<Knowledge, "orders" | "happenings">,
  messages: ReadonlyArray<Calendar.Day>,
  asOf: Calendar.Day
): ReadonlyArray<Month> => {
  const orders = new Map(known.orders.map((one) => [one.month, one]))
  const counts = new Map<string, number>()
  const add = (kind: Kind, on: Calendar.Day): void => {
    const key = `${kind} ${on.slice(0, 7)}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const { kind, on } of known.happenings) if (on <= asOf) add(kind, on)
  for (const on of messages) if (on <= asOf) add("message", on)
  const last = Calendar.startOfPeriod(asOf, "month")
  return Array.from({ length: monthsBack }, (_, at) => {
    const first = Calendar.addMonths(last, at + 1 - monthsBack)
    const month = first.slice(0, 7)
    const count = (kind: Kind): number => counts.get(`${kind} ${month}`) ?? 0
    return {
      first,
      orders: orders.get(month)?.orders ?? 0,
      minor: orders.get(month)?.minor ?? 0,
      counts: {
        interaction: count("interaction"),
        case: count("case"),
        promise: count("promise"),
        won: count("won"),
        lost: count("lost"),
        message: count("message")
      }
    }
  })
}

/** Events of the months, latest first. */
export const eventsOf = (
  { happenings }: Pick<Knowledge, "happenings">,
  months: ReadonlyArray<Month>
): ReadonlyArray<Happening> => {
  const from = months[0]?.first
  return from === undefined ? [] : happenings.filter(({ on }) => on >= from).toReversed()
}
