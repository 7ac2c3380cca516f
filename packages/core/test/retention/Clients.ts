/** Fictional clients for tests of the retention wing: records of one group, and purchase days. */
import * as Rhythm from "../../src/analysis/Rhythm.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as AsOf from "../../src/retention/AsOf.ts"
import type * as Churn from "../../src/retention/Churn.ts"
import type { ClientRecords } from "../../src/retention/RetentionRecords.ts"
import * as RetentionRecords from "../../src/retention/RetentionRecords.ts"

export const zone = Calendar.Zone.make("Europe/Berlin")

export const day = (text: string): Calendar.Day => Calendar.Day.make(text)

/** Noon of a day in UTC. */
export const at = (text: string): Calendar.Instant => {
  const instant = Calendar.parseInstant(`${text}T12:00:00Z`)
  if (instant === undefined) throw new RangeError(`${text} is no day`)
  return instant
}

/** A look at the beginning of a day. */
export const look = (text: string, recordsOn: string = text): AsOf.Look =>
  AsOf.look(day(text), zone, { recordsOn: day(recordsOn) })

export const account = (
  id: string,
  more: Partial<ClientRecords["accounts"][number]> = {}
): ClientRecords["accounts"][number] => ({ id, name: id, domains: [], attributes: {}, ...more })

/** A client with one account of its own id. */
export const client = (more: Partial<ClientRecords> = {}): ClientRecords => ({
  ...RetentionRecords.ofOrdersAlone("N"),
  accounts: [account("N")],
  ...more
})

export const person = (
  id: string,
  more: Partial<ClientRecords["contacts"][number]> = {}
): ClientRecords["contacts"][number] => ({
  id,
  accountId: "N",
  affiliations: [],
  kind: "person",
  name: id,
  roles: [],
  consent: [],
  attributes: {},
  ...more
})

export const complaint = (
  id: string,
  openedOn: string,
  more: Partial<ClientRecords["cases"][number]> = {}
): ClientRecords["cases"][number] => ({
  id,
  accountId: "N",
  kind: "complaint",
  topic: "delivery",
  severity: "medium",
  openedAt: at(openedOn),
  reopenedAt: [],
  ...more
})

export const promise = (
  id: string,
  dueOn: string,
  more: Partial<ClientRecords["commitments"][number]> = {}
): ClientRecords["commitments"][number] => ({
  id,
  accountId: "N",
  text: "certificates",
  madeAt: at("2025-01-01"),
  dueAt: at(dueOn),
  madeBy: "nora",
  ...more
})

export const asset = (
  id: string,
  more: Partial<ClientRecords["assets"][number]> = {}
): ClientRecords["assets"][number] => ({ id, accountId: "N", label: id, status: "active", ...more })

export const notice = (
  id: string,
  on: string,
  more: Partial<ClientRecords["departures"][number]> = {}
): ClientRecords["departures"][number] => ({ id, accountId: "N", at: at(on), kind: "cancellation", ...more })

export const interaction = (
  id: string,
  on: string,
  more: Partial<ClientRecords["interactions"][number]> = {}
): ClientRecords["interactions"][number] => ({
  id,
  accountId: "N",
  kind: "call",
  at: at(on),
  status: "held",
  by: "nora",
  ...more
})

export const deal = (
  id: string,
  closedOn: string | undefined,
  more: Partial<ClientRecords["opportunities"][number]> = {}
): ClientRecords["opportunities"][number] => ({
  id,
  accountId: "N",
  kind: "deal",
  outcome: "lost",
  ...(closedOn === undefined ? {} : { closedAt: day(closedOn) }),
  ...more
})

export const order = (
  id: string,
  on: string,
  minor: number,
  more: Partial<NonNullable<ClientRecords["orders"]>[number]> = {}
): NonNullable<ClientRecords["orders"]>[number] => ({
  id,
  accountId: "N",
  date: day(on),
  amount: { minor, currency: "EUR" },
  ...more
})

/** So many purchases, one every so many days, the last on a day. */
export const purchases = (last: string, every: number, count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, index) => Calendar.dayNumber(day(last)) - (count - 1 - index) * every)

/** A client as the classification sees it; others lend it an interval of 30 days. */
export const subject = (
  bought: ArrayLike<number>,
  more: Partial<Churn.Subject> = {},
  lent: Rhythm.Interval | null = { days: 30, of: "portfolio" }
): Churn.Subject => ({
  id: "N",
  records: client(),
  purchases: bought,
  lent: () => lent,
  move: null,
  trend: null,
  isNew: null,
  ...more
})
