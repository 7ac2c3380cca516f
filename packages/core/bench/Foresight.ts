/**
 * Who will not come back: judged on what was known on a day, compared with what happened after it. The judges see orders
 * up to the day only; a client was lost when it bought nothing from the day on until the end.
 */
import { readFileSync } from "node:fs"
import * as Facts from "../src/analysis/Facts.ts"
import * as Purchases from "../src/analysis/Purchases.ts"
import * as Tally from "../src/analysis/Tally.ts"
import * as Orders from "../src/intake/Orders.ts"
import * as Calendar from "../src/kernel/Calendar.ts"
import * as AsOf from "../src/retention/AsOf.ts"
import * as BgNbd from "../src/retention/BgNbd.ts"
import type * as Churn from "../src/retention/Churn.ts"
import * as Retention from "../src/retention/Retention.ts"

/** The wholesaler's invoices of a folder of real data. */
export const invoices = (folder: string): Facts.Facts => {
  const reader = Orders.reader({
    columns: { account: "customer_id", date: "invoice_date", amount: "amount_gbp" },
    currency: "GBP"
  })
  const facts = Facts.builder("GBP")
  const text = readFileSync(`${folder}/orders/invoices-2010-12_2011-08.csv`, "utf8")
  for (const { orders } of [reader.push(text), reader.end()]) for (const one of orders) facts.add(one)
  return facts.build()
}

/** One client as judged on the day, and what became of it. */
export interface Client {
  readonly id: string
  readonly purchaseDays: number
  readonly silenceDays: number
  readonly intervalDays: number | null
  readonly class: Churn.ChurnClass
  /** That it buys within the rest of the data; null where the model says nothing. */
  readonly chance: number | null
  readonly isLost: boolean
}

/** What was judged: clients that had bought by the day, and how the model of purchases was fitted. */
export interface Judged {
  readonly clients: ReadonlyArray<Client>
  readonly fit: BgNbd.Fit | null
}

/** Judges the clients of orders as of a day, by what is known up to it, and sees who bought after it and before `end`. */
export const judge = (facts: Facts.Facts, asOf: Calendar.Day, end: Calendar.Day): Judged => {
  const known = AsOf.factsAt(facts, Calendar.addDays(asOf, -1))
  const look = AsOf.look(asOf, Calendar.Zone.make("UTC"))
  const groupOf = (account: string): string => account
  const review = Retention.reviewAt(known, look, { groupOf })
  const clients = known.account.names.map((id) => ({ ...nobody, groupId: id, name: id }))
  const retention = Retention.make({ facts: known, clients, groupOf, review, look })
  const classOf = new Map(retention.classes.map((one) => [one.id, one.class]))
  const intervalOf = new Map(review.items.map((item) => [item.id, item.rhythm.interval?.days ?? null]))
  const items = Tally.accounts(facts)
  const purchases = Purchases.make(facts, items)
  const day = Calendar.dayNumber(asOf)
  const last = Calendar.dayNumber(end)
  const days = items.ids.map((_, code) => Purchases.of(purchases, code))
  const fit = BgNbd.fitOrders(
    days.map((one) => one.filter((at) => at < day)),
    day
  )
  const judged = days.flatMap((all, code): ReadonlyArray<Client> => {
    const id = items.ids[code] ?? ""
    const before = all.filter((at) => at < day)
    const history = BgNbd.historyOf(before, day)
    if (history === null) return []
    return [
      {
        id,
        purchaseDays: before.length,
        silenceDays: day - (before.at(-1) ?? day),
        intervalDays: intervalOf.get(id) ?? null,
        class: classOf.get(id) ?? "unknown",
        chance: fit === null ? null : BgNbd.outlook(fit, history, last - day).chance,
        isLost: !all.some((at) => at >= day && at < last)
      }
    ]
  })
  return { clients: judged, fit }
}

const nobody = {
  manager: null,
  accounts: [],
  contacts: [],
  assets: [],
  cases: [],
  commitments: [],
  opportunities: [],
  interactions: [],
  departures: []
} as const

/** How well a flag told the lost from the others. Ratios are 0 where nothing was flagged or lost. */
export interface Score {
  readonly flagged: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** The score of a flag. */
export const scoreOf = (clients: ReadonlyArray<Client>, isFlagged: (client: Client) => boolean): Score => {
  const flagged = clients.filter(isFlagged)
  const lost = clients.filter(({ isLost }) => isLost).length
  const hits = flagged.filter(({ isLost }) => isLost).length
  const precision = flagged.length === 0 ? 0 : hits / flagged.length
  const recall = lost === 0 ? 0 : hits / lost
  const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return { flagged: flagged.length, precision, recall, f1 }
}

/** The chance that a lost client ranks above one that stayed; ties count half. 0.5 without one of either. */
export const aucOf = (clients: ReadonlyArray<Client>, riskOf: (client: Client) => number): number => {
  const ranked = clients.map((client) => ({ risk: riskOf(client), isLost: client.isLost }))
  ranked.sort((a, b) => a.risk - b.risk)
  const lost = ranked.filter(({ isLost }) => isLost).length
  const stayed = ranked.length - lost
  if (lost === 0 || stayed === 0) return 0.5
  let ranks = 0
  for (let from = 0; from < ranked.length;) {
    let to = from
    while (to < ranked.length && ranked[to]?.risk === ranked[from]?.risk) to += 1
    for (let at = from; at < to; at += 1) if (ranked[at]?.isLost) ranks += (from + 1 + to) / 2
    from = to
  }
  return (ranks - (lost * (lost + 1)) / 2) / (lost * stayed)
}

/** The riskiest clients, so many of them, ties by id: what a ranking flags. */
export const riskiest = (
  clients: ReadonlyArray<Client>,
  count: number,
  riskOf: (client: Client) => number
): ReadonlySet<string> =>
  new Set(
    clients
      .toSorted((a, b) => riskOf(b) - riskOf(a) || (a.id < b.id ? -1 : 1))
      .slice(0, count)
      .map(({ id }) => id)
  )

/** Silence measured in the client's own or borrowed intervals. */
export const silenceInIntervals = ({ intervalDays, silenceDays }: Client): number =>
  intervalDays === null ? 0 : silenceDays / intervalDays

/** The risk by the model of purchases: the chance not to buy. */
export const riskByModel = ({ chance }: Client): number => 1 - (chance ?? 1)

/** Presumed lost by the retention wing. */
export const isPresumedLost = (client: Client): boolean => client.class === "lost"

/** At risk by the retention wing, or past that. */
export const isAtRisk = (client: Client): boolean => client.class === "at risk" || client.class === "lost"

/** The rule of thumb: silent for 60 days. */
export const isSilentFor60Days = ({ silenceDays }: Client): boolean => silenceDays >= 60
