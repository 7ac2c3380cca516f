/**
 * The day as of which clients are judged, and the records as they were known by then. Whatever looks at records after
 * `recordsAt` cannot see the future of that day.
 */
import * as Calendar from "../kernel/Calendar.ts"
import * as Facts from "../analysis/Facts.ts"
import * as Window from "../analysis/Window.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { ClientRecords } from "./RetentionRecords.ts"

/** What decides the day. */
export interface Choice {
  /** The day asked for. */
  readonly at?: Calendar.Day
  /** The day of the newest order; absent without orders. */
  readonly newest?: Calendar.Day
  readonly today: Calendar.Day
}

/** The day, who chose it, and what is to be said about that. */
export interface AsOf {
  readonly day: Calendar.Day
  readonly by: "asked" | "newest order" | "today"
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** The day asked for; else the day after the newest order, if that is over 14 days old, with a finding; else today. */
export const choose = ({ at, newest, today }: Choice): AsOf => {
  const day = Window.asOf(newest, today, at)
  if (at !== undefined) return { day, by: "asked", findings: [] }
  if (day === today || newest === undefined) return { day, by: "today", findings: [] }
  const finding: Finding.Finding = {
    severity: "warning",
    rule: "retention/old-orders",
    message: `the newest order is of ${newest}, ${Calendar.daysBetween(newest, today)} days before ${today}: silence counts to ${day}`,
    advice: "bring newer orders, or name the day to judge by"
  }
  return { day, by: "newest order", findings: [finding] }
}

/** The moment of a look: orders count to the end of the day, records to the instant. */
export interface Look {
  readonly day: Calendar.Day
  readonly now: Calendar.Instant
  readonly zone: Calendar.Zone
  /** The day on which the records were taken: what they say without a date is known from then on. */
  readonly recordsOn: Calendar.Day
}

/** A look at a day, by default at its beginning and at records of that day. */
export const look = (
  day: Calendar.Day,
  zone: Calendar.Zone,
  { now = Calendar.instantOf(day, 0, zone), recordsOn = day }: Partial<Pick<Look, "now" | "recordsOn">> = {}
): Look => ({ day, now, zone, recordsOn })

/** Orders up to and with a day; the same columns when there are none later. */
export const factsAt = (facts: Facts.Facts, day: Calendar.Day): Facts.Facts => {
  const last = Calendar.dayNumber(day)
  if (facts.day.every((one) => one <= last)) return facts
  const kept = Facts.builder(facts.currency)
  const name = (coded: Facts.Coded | undefined, row: number) => coded?.names[coded.codes[row] ?? -1]
  for (let row = 0; row < facts.size; row += 1) {
    const on = facts.day[row] ?? 0
    if (on > last) continue
    const cost = facts.cost?.[row]
    kept.add({
      account: name(facts.account, row),
      day: on,
      minor: facts.minor[row] ?? 0,
      cost: cost === undefined || Number.isNaN(cost) ? undefined : cost,
      order: name(facts.order, row),
      product: name(facts.product, row),
      channel: name(facts.channel, row),
      region: name(facts.region, row)
    })
  }
  return kept.build()
}

const months = new Map<string, Calendar.Day>()

/** The day so many months before, remembered: every client of a portfolio asks for the same few. */
export const monthsBefore = (day: Calendar.Day, count: number): Calendar.Day => {
  const key = `${day} ${count}`
  let before = months.get(key)
  if (before === undefined) {
    if (months.size >= 10_000) months.clear()
    months.set(key, (before = Calendar.addMonths(day, -count)))
  }
  return before
}

/** A value without some of its fields. */
export const without = <A extends object, K extends keyof A>(one: A, ...keys: ReadonlyArray<K>): Omit<A, K> => {
  const rest = { ...one }
  for (const key of keys) delete rest[key]
  return rest
}

/** The interaction's instant: when it took place, else when it is planned for. */
export const heldAt = ({
  at,
  plannedAt,
  startedAt
}: Pick<ClientRecords["interactions"][number], "at" | "plannedAt" | "startedAt">): Calendar.Instant | undefined =>
  startedAt ?? at ?? plannedAt

const assetsAt = (assets: ClientRecords["assets"], { day, now, recordsOn }: Look): ClientRecords["assets"] =>
  assets.flatMap((asset) => {
    if (asset.startedAt !== undefined && asset.startedAt > day) return []
    const { blockedAt, endsAt, status } = asset
    const isLater =
      status === "active" ? false : status === "ended" ? (endsAt ?? recordsOn) > day : (blockedAt ?? now) > now
    return [isLater ? { ...without(asset, "blockedAt", "blockReason"), status: "active" as const } : asset]
  })

const casesAt = (cases: ClientRecords["cases"], { day, now, recordsOn }: Look): ClientRecords["cases"] =>
  cases.flatMap((one) => {
    if (one.openedAt > now) return []
    const { closedAt = now, firstResponseAt = now } = one
    const known = {
      ...(day < recordsOn ? without(one, "transfers") : one),
      reopenedAt: one.reopenedAt.filter((at) => at <= now)
    }
    const answered = firstResponseAt > now ? without(known, "firstResponseAt") : known
    return [closedAt > now ? without(answered, "closedAt") : answered]
  })

const commitmentsAt = (all: ClientRecords["commitments"], { now }: Look): ClientRecords["commitments"] =>
  all.flatMap((one) => {
    if (one.madeAt > now) return []
    const kept = (one.keptAt ?? now) > now ? without(one, "keptAt", "verifiedBy") : one
    return [(one.settled?.at ?? now) > now ? without(kept, "settled") : kept]
  })

const opportunitiesAt = (
  all: ClientRecords["opportunities"],
  { day, recordsOn }: Look
): ClientRecords["opportunities"] =>
  all.flatMap((one) => {
    if (one.openedAt !== undefined && one.openedAt > day) return []
    if (one.outcome === "open" || (one.closedAt ?? recordsOn) <= day) return [one]
    return [{ ...without(one, "closedAt", "lossReason", "competitor", "stage"), outcome: "open" as const }]
  })

/**
 * The records as they were known at a look: what is dated later is taken out, what happened later to a record is taken off
 * it, and what has no date is known only from the day on which the records were taken. Looking twice, first at a later and
 * then at an earlier day, is the same as looking at the earlier day. Names, owners, roles and prices carry no history and
 * are taken as they are.
 */
export const recordsAt = (records: ClientRecords, at: Look): ClientRecords => {
  const { day, now, recordsOn } = at
  const isPast = day < recordsOn
  const { invoices, orders, presence } = records
  return {
    ...records,
    accounts: isPast ? records.accounts.map((account) => without(account, "status")) : records.accounts,
    contacts: records.contacts.map((one) => ((one.leftAt ?? now) > now ? without(one, "leftAt") : one)),
    assets: assetsAt(records.assets, at),
    cases: casesAt(records.cases, at),
    commitments: commitmentsAt(records.commitments, at),
    opportunities: opportunitiesAt(records.opportunities, at),
    interactions: records.interactions.filter((one) => {
      const held = heldAt(one)
      return held === undefined ? !isPast : held <= now
    }),
    departures: records.departures.filter((one) => one.at <= now),
    ...(invoices === undefined
      ? {}
      : {
          invoices: invoices
            .filter((one) => one.issuedAt <= day)
            .map((one) => ((one.paidAt ?? day) > day ? without(one, "paidAt") : one))
        }),
    ...(orders === undefined ? {} : { orders: orders.filter((one) => one.date <= day) }),
    ...(presence === undefined ? {} : { presence: presence.filter((one) => (one.since ?? recordsOn) <= day) })
  }
}
