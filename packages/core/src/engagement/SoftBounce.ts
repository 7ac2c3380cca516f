/**
 * Soft bounces: an address that cannot be reached for the moment is left alone for a while before its server learns to
 * refuse us. Hard bounces suppress instead and do not count here.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Activity } from "../account/Activity.ts"
import { dayMillis, instant, type Instant } from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))
const mostDays = 365
const Count = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: mostDays }))

/** Under any rules, older bounces than this no longer matter. */
export const memoryMillis = 2 * mostDays * dayMillis

/** So many soft bounces within so many days rest the address for so many. Days are of 24 hours. */
export const RestRules = Schema.Struct({
  bounces: withDefault(Count, 3),
  withinDays: withDefault(Count, 14),
  restDays: withDefault(Count, 30)
})
export type RestRules = typeof RestRules.Type

/** The defaults. */
export const standard: RestRules = Schema.decodeUnknownSync(RestRules)({})

/** When a message bounced, and at which address; null where that is not known. */
export interface Bounce {
  readonly at: Instant
  readonly addressHash: string | null
}

/** When messages to one address bounced softly, from the activities of whoever has it. */
export const timesOf = (activities: ReadonlyArray<Activity>): ReadonlyArray<Instant> =>
  activities.filter(({ hard, kind }) => kind === "bounced" && hard !== true).map(({ at }) => at)

/**
 * Until when the address rests, or null when it does not. The window is a rolling one: bounces less than its length
 * apart are in it. A bounce that comes late, during the rest, may prolong it. The order of the bounces is irrelevant.
 */
export const restUntil = (
  bounces: ReadonlyArray<Instant>,
  horizon: Horizon,
  { bounces: count, restDays, withinDays }: RestRules
): Instant | null => {
  const past = bounces.filter((at) => horizon.passed(at)).toSorted((a, b) => a - b)
  for (let last = past.length - 1; last >= count - 1; last -= 1) {
    const [first, third] = [past[last - count + 1], past[last]]
    if (first === undefined || third === undefined || third - first >= withinDays * dayMillis) continue
    const until = instant(third + restDays * dayMillis)
    return horizon.passed(until) ? null : until
  }
  return null
}
