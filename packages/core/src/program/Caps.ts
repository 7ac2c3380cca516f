/**
 * How many messages a person and an account may get in rolling windows, and how far apart. A window ends now and holds
 * what lies less than its length back: one message per 24 hours may be followed by the next exactly 24 hours later.
 * Source: docs/explanation/guards.md.
 */
import { dayMillis, instant, type Instant } from "../kernel/Calendar.ts"
import type { Policy } from "./Policy.ts"

/** A message or a touch of sales that counts for caps: to whom, of which account, when. */
export interface Counted {
  /** Of the message; of a touch of sales what names it. */
  readonly messageId: string
  /** Null for a touch of sales that names no person: it counts for the account alone. */
  readonly contactId: string | null
  readonly accountId: string
  readonly at: Instant
  /** Absent for a message. */
  readonly by?: "sales"
}

/** The person and the account for whom there may be room. */
export interface Recipient {
  readonly accountId: string
  /** Every contact that is this person. */
  readonly contactIds: ReadonlyArray<string>
}

/** What is asked: messages that count, without the one in question, and for whom there is to be room when. */
export interface Asked {
  readonly counted: ReadonlyArray<Counted>
  readonly recipient: Recipient
  readonly policy: Policy
  readonly now: Instant
}

/** Over the cap: how many messages of seven days are counted, how many of them are touches of sales, and when one more fits. */
export interface Over {
  readonly messages7Days: number
  readonly sales7Days: number
  readonly until: Instant
}

const weekMillis = 7 * dayMillis

/** When so many of the instants have left the window that one more fits below the cap; undefined when it fits now. */
const roomAt = (
  times: ReadonlyArray<Instant>,
  cap: number,
  windowMillis: number,
  now: Instant
): Instant | undefined => {
  if (times.length < cap) return undefined
  const inside = times.filter((at) => at > now - windowMillis)
  if (inside.length < cap) return undefined
  const blocking = inside.toSorted((a, b) => a - b)[inside.length - cap]
  return blocking === undefined ? undefined : instant(blocking + windowMillis)
}

const over = (ours: ReadonlyArray<Counted>, now: Instant, ...rooms: ReadonlyArray<Instant | undefined>) => {
  const until = Math.max(...rooms.map((room) => room ?? Number.NEGATIVE_INFINITY))
  if (until === Number.NEGATIVE_INFINITY) return undefined
  const week = ours.filter(({ at }) => at > now - weekMillis)
  return {
    messages7Days: week.length,
    sales7Days: week.filter(({ by }) => by === "sales").length,
    until: instant(until)
  }
}

const isOf = ({ contactIds }: Recipient, { contactId }: Counted): boolean =>
  contactId !== null && contactIds.includes(contactId)

/** Whether the person has had as many messages as the cap allows. */
export const ofContact = ({ counted, now, policy, recipient }: Asked): Over | undefined => {
  const { per24Hours, per7Days } = policy.contactCap
  const ours = counted.filter((one) => isOf(recipient, one))
  const times = ours.map((one) => one.at)
  return over(ours, now, roomAt(times, per24Hours, dayMillis, now), roomAt(times, per7Days, weekMillis, now))
}

/** When fewer than the cap's number of other persons were written to within 24 hours. */
const personsRoomAt = (
  counted: ReadonlyArray<Counted>,
  contactIds: ReadonlyArray<string>,
  cap: number,
  now: Instant
) => {
  if (counted.length < cap) return undefined
  const newest = new Map<string, Instant>()
  for (const { at, contactId } of counted)
    if (contactId !== null && at > now - dayMillis && (newest.get(contactId) ?? at) <= at) newest.set(contactId, at)
  // Who was written to is among the persons already.
  if (contactIds.some((id) => newest.has(id))) return undefined
  return roomAt([...newest.values()], cap, dayMillis, now)
}

/** Whether the account, or its group where the policy counts per group, has had as many as the cap allows. */
export const ofAccount = ({ counted, now, policy, recipient }: Asked): Over | undefined => {
  const { count, per7Days, personsPer24Hours } = policy.accountCap
  const ours = count === "group" ? counted : counted.filter((one) => one.accountId === recipient.accountId)
  const times = ours.map((one) => one.at)
  return over(
    ours,
    now,
    personsRoomAt(ours, recipient.contactIds, personsPer24Hours, now),
    roomAt(times, per7Days, weekMillis, now)
  )
}

/** Until when another person of the account was written to too recently. */
export const staggeredUntil = ({ counted, now, policy, recipient }: Asked): Instant | undefined => {
  let last = Number.NEGATIVE_INFINITY
  for (const one of counted)
    if (one.accountId === recipient.accountId && one.contactId !== null && one.at > last && !isOf(recipient, one))
      last = one.at
  const until = last + policy.staggerMinutes * 60_000
  return until > now ? instant(until) : undefined
}
