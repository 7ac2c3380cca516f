/**
 * What people and mail systems may say to messages of a plan: drawn by a stable hash of (seed, message id, kind) at
 * declared rates, so that the same seed gives the same plan and one rate changes nothing of the others.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Activity } from "../account/Activity.ts"
import type { Message } from "../delivery/DeliveryState.ts"
import type { Told } from "../journal/Store.ts"
import { dayMillis, instant, type Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"

const Rate = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))
const rate = (share: number) => Rate.pipe(Schema.withDecodingDefaultKey(Effect.succeed(share)))

/** The share of delivered messages, 0 to 1, that each kind of response comes to. Assumptions, for a host to replace. */
export const Rates = Schema.Struct({
  reply: rate(0.02),
  outOfOffice: rate(0.03),
  softBounce: rate(0.01),
  hardBounce: rate(0.005),
  unsubscribe: rate(0.003)
})
export type Rates = typeof Rates.Type

/** What a response is. */
export type Kind = keyof Rates

/** The rates unless others are declared. */
export const standard: Rates = Schema.decodeUnknownSync(Rates)({})

/** At which rates and by which seed responses are drawn. */
export interface Draw {
  readonly seed: number
  readonly rates: Rates
}

const minute = 60_000
const hour = 60 * minute

/** How long after the hand-over a response comes: at least and at most. Machines answer in minutes, people in hours. */
const delays: Readonly<Record<Kind, readonly [number, number]>> = {
  hardBounce: [minute, 10 * minute],
  softBounce: [hour, 4 * hour],
  outOfOffice: [minute, 10 * minute],
  reply: [2 * hour, 72 * hour],
  unsubscribe: [hour, 48 * hour]
}

/** How many days an absence may last from the message on: at least and at most. */
const absenceDays = [2, 14] as const

const between = ([least, most]: readonly [number, number], share: number): number =>
  Math.round(least + (most - least) * share)

type Answered = Pick<Message, "groupId" | "messageId" | "contactId">

/** What comes back to a message handed over at an instant. What bounced is read by nobody. */
export const draw = (message: Answered, handedAt: Instant, { rates, seed }: Draw): ReadonlyArray<Told> => {
  const { contactId, groupId, messageId } = message
  const chance = (kind: Kind, what: string): number => Hash.fraction(JSON.stringify([seed, messageId, kind, what]))
  const comes = (kind: Kind): boolean => chance(kind, "whether") < rates[kind]
  const told = (kind: Kind, does: Pick<Activity, "kind" | "hard" | "until">): Told => {
    const at = instant(handedAt + between(delays[kind], chance(kind, "when")))
    return { groupId, at, input: { _tag: "ActivityRecorded", activity: { contactId, messageId, at, ...does } } }
  }
  if (comes("hardBounce")) return [told("hardBounce", { kind: "bounced", hard: true })]
  if (comes("softBounce")) return [told("softBounce", { kind: "bounced", hard: false })]
  const found: Array<Told> = []
  if (comes("outOfOffice")) {
    const days = between(absenceDays, chance("outOfOffice", "until"))
    found.push(told("outOfOffice", { kind: "out of office", until: instant(handedAt + days * dayMillis) }))
  }
  if (comes("reply")) found.push(told("reply", { kind: "replied" }))
  if (comes("unsubscribe")) found.push(told("unsubscribe", { kind: "unsubscribed" }))
  return found
}
