/**
 * Courier is the port that hands one reviewed message to a relay and says what came of it. It never fails: whatever
 * happens is a `DeliveryOutcome`. It takes nothing but a `ReviewedMessage`.
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { Instant } from "../kernel/Calendar.ts"
import type { ReviewedMessage } from "../message/MessageReview.ts"
import type { DeliveryOutcome } from "./DeliveryOutcome.ts"

/** One hand-over: the message, the `Date` fixed at the first attempt, and which attempt this is (from 1). */
export interface HandOver {
  readonly message: ReviewedMessage
  readonly date: Instant
  readonly attempt: number
}

/** The port. */
export class Courier extends Context.Service<
  Courier,
  {
    /** A live courier only works with a live store, a rehearsal courier only with a rehearsal store. */
    readonly mode: "live" | "rehearsal"
    /** How many messages may be in hand-over at once: bounds what a crash leaves unknown. */
    readonly connections: number
    readonly deliver: (handOver: HandOver) => Effect.Effect<DeliveryOutcome>
  }
>()("@market-of-one/core/Courier") {}
