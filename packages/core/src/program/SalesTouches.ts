/**
 * What sales did with a client, as far as it counts for caps beside messages: tasks that were done (folded from the
 * journal) and what the records say was held. Source: docs/explanation/guards.md.
 */
import type { Interaction } from "../account/Interaction.ts"
import type { GroupRecords } from "../account/Records.ts"
import { dayMillis, type Instant } from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { Counted } from "./Caps.ts"

const kinds: ReadonlySet<Interaction["kind"]> = new Set(["call", "meeting", "visit", "e-mail", "negotiation"])

/** An interaction that was held, at a known time, and not begun by the client: their word to us is no touch of ours. */
const touchOf = (one: Interaction): ReadonlyArray<Counted> => {
  const at = one.startedAt ?? one.at ?? one.plannedAt
  if (one.status !== "held" || at === undefined || one.direction === "inbound" || !kinds.has(one.kind)) return []
  const { accountId, contactId = null, id } = one
  return [{ messageId: `interaction ${id}`, contactId, accountId, at, by: "sales" }]
}

const touches = new WeakMap<GroupRecords, ReadonlyArray<Counted>>()

/** Every sales touch of the records, made once for each value of them; most groups have none. */
const ofRecords = (records: GroupRecords): ReadonlyArray<Counted> => {
  let known = touches.get(records)
  if (known === undefined) touches.set(records, (known = records.interactions.flatMap(touchOf)))
  return known
}

const isNear = (a: Instant, b: Instant): boolean => Math.abs(a - b) < dayMillis

/** Whether two sales touches are one: of one account within a day, unless both name a person, and not the same. */
const isSame = (a: Counted, b: Counted): boolean =>
  a.by === "sales" &&
  b.by === "sales" &&
  a.accountId === b.accountId &&
  isNear(a.at, b.at) &&
  (a.contactId === null || b.contactId === null || a.contactId === b.contactId)

/**
 * What counts for caps now: messages and done tasks, and the interactions of the last seven days that are not one of
 * those tasks, told twice. Of two that are one the one that names a person counts.
 */
export const withRecords = (
  counted: ReadonlyArray<Counted>,
  records: GroupRecords,
  { now, passed }: Horizon
): ReadonlyArray<Counted> => {
  const all = ofRecords(records)
  if (all.length === 0) return counted
  const recent = all.filter(({ at }) => at > now - 7 * dayMillis && passed(at))
  if (recent.length === 0) return counted
  const told = counted.filter(
    (one) => one.contactId !== null || !recent.some((other) => other.contactId !== null && isSame(one, other))
  )
  return [...told, ...recent.filter((one) => !told.some((other) => isSame(one, other)))]
}
