/**
 * A horizon is an instant that remembers every later instant it was compared with. Whoever decides through it knows
 * when the answer could change by time alone: `next`, the least of them.
 */
import { instant, type Instant } from "./Calendar.ts"

/** The present, and the instants ahead that were looked at. */
export interface Horizon {
  readonly now: Instant
  /** Whether an instant has come; one that has not is remembered. */
  readonly passed: (at: Instant) => boolean
  /** Remember an instant at which the answer may change. Instants that have come are ignored. */
  readonly watch: (at: Instant) => void
  /** The least instant remembered, or null when time alone changes nothing. */
  readonly next: () => Instant | null
}

/** A horizon at an instant. */
export const make = (now: Instant): Horizon => {
  let least = Number.POSITIVE_INFINITY
  const watch = (at: Instant) => {
    if (at > now && at < least) least = at
  }
  return {
    now,
    watch,
    passed: (at) => {
      watch(at)
      return at <= now
    },
    next: () => (least === Number.POSITIVE_INFINITY ? null : instant(least))
  }
}
