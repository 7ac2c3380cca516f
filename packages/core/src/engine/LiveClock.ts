/**
 * The clock of a live run: never earlier than the last decision, so that time does not run backwards for what was
 * decided. A machine whose clock is far behind the last decision is wrong about the time, and sends nothing.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { instant, type Instant } from "../kernel/Calendar.ts"

/** How far the machine's clock may be behind the last decision, in milliseconds: five minutes. */
const mostBehindMillis = 300_000

/** A clock that remembers decisions. */
export interface LiveClock {
  /** The machine's clock, or the last decision where that is later. */
  readonly now: Effect.Effect<Instant>
  readonly decided: (at: Instant) => void
  /** How far behind the machine is, when that is too far to send; else undefined. */
  readonly behind: Effect.Effect<{ readonly millis: number; readonly decidedAt: Instant } | undefined>
}

/** A clock of which the last decision is known; null when nothing was ever decided. */
export const make = (lastDecided: Instant | null): LiveClock => {
  let latest = lastDecided
  return {
    now: Effect.map(Clock.currentTimeMillis, (clock) => instant(Math.max(clock, latest ?? clock))),
    decided: (at) => {
      latest = instant(Math.max(at, latest ?? at))
    },
    behind: Effect.map(Clock.currentTimeMillis, (clock) =>
      latest !== null && latest - clock > mostBehindMillis ? { millis: latest - clock, decidedAt: latest } : undefined
    )
  }
}
