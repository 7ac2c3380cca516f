/**
 * RelayWatch stands before a courier: what was certainly not accepted is tried again at once a few times, and when that
 * did not help either the relay counts as silent, so that the runner spares the other messages their attempts.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { Courier } from "../delivery/Courier.ts"

/** How long to wait before each further try of one hand-over, in milliseconds. */
const waitsMillis: ReadonlyArray<number> = [500, 2_000]

/** A watched courier. */
export interface RelayWatch {
  readonly courier: Courier["Service"]
  /** Why the relay takes nothing, since its last answer; undefined while it takes messages. */
  readonly silence: () => string | undefined
}

/** Whether it was interrupted while it waited. The wait is the one place where a hand-over may be told to stop. */
const isStopped = (millis: number): Effect.Effect<boolean> =>
  Effect.interruptible(Effect.sleep(millis)).pipe(
    Effect.as(false),
    Effect.catchCause((cause) => (Cause.hasInterrupts(cause) ? Effect.succeed(true) : Effect.failCause(cause)))
  )

/** Watches a courier. `NotAccepted` is safe to repeat: nothing was handed over. */
export const make = (courier: Courier["Service"]): RelayWatch => {
  let silence: string | undefined
  const deliver: Courier["Service"]["deliver"] = Effect.fnUntraced(function* (handOver) {
    let outcome = yield* courier.deliver(handOver)
    for (const millis of waitsMillis) {
      if (outcome._tag !== "NotAccepted" || silence !== undefined || (yield* isStopped(millis))) break
      outcome = yield* courier.deliver(handOver)
    }
    silence = outcome._tag === "NotAccepted" ? outcome.cause : undefined
    return outcome
  })
  return { courier: Courier.of({ ...courier, deliver }), silence: () => silence }
}
