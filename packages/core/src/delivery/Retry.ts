/** When a message that was not accepted goes again: doubling from five minutes, at most four hours apart, for 48 hours. */
import * as Schema from "effect/Schema"
import { instant, type Instant } from "../kernel/Calendar.ts"

/** How long to wait and when to give up. Durations in minutes. */
export const RetryPolicy = Schema.Struct({
  firstMinutes: Schema.Int,
  mostMinutes: Schema.Int,
  giveUpAfterMinutes: Schema.Int,
  attempts: Schema.Int
})
export type RetryPolicy = typeof RetryPolicy.Type

/** The default: 5 minutes, doubling to 4 hours, at most 20 attempts within 48 hours. */
export const standard: RetryPolicy = { firstMinutes: 5, mostMinutes: 240, giveUpAfterMinutes: 48 * 60, attempts: 20 }

/** The instant of the next attempt, or undefined when the budget is used up. `attempt` counts those already made. */
export const nextAttempt = (
  policy: RetryPolicy,
  attempt: number,
  firstAt: Instant,
  now: Instant
): Instant | undefined => {
  if (attempt >= policy.attempts) return undefined
  const wait = Math.min(policy.mostMinutes, policy.firstMinutes * 2 ** Math.max(0, attempt - 1))
  const at = instant(now + wait * 60_000)
  return at - firstAt > policy.giveUpAfterMinutes * 60_000 ? undefined : at
}
