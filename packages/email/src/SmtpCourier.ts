/**
 * SmtpCourier is the Courier that hands messages to an SMTP relay over a pool of connections. Every message is handed
 * over once: what nodemailer cannot decide is decided by the phase of the conversation (see `SmtpAnswer`), and repeating
 * is left to the engine. Only where relay and client disagree about the protocol, and nothing was accepted, is one more
 * connection tried.
 */
import { Courier, type DeliveryOutcome } from "@market-of-one/core"
import * as Cause from "effect/Cause"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type { SendMailOptions } from "nodemailer"
import * as Headers from "./Headers.ts"
import * as SmtpAnswer from "./SmtpAnswer.ts"
import * as SmtpPool from "./SmtpPool.ts"
import * as SmtpRelay from "./SmtpRelay.ts"

/** What a courier is made of. */
export interface Options {
  readonly relay: SmtpRelay.SmtpRelay
  /** `live` unless said; `rehearsal` only with a relay on loopback. */
  readonly mode?: "live" | "rehearsal"
  /** Messages on their way at once, 1 or more; 4 unless said. */
  readonly connections?: number
  /** Messages per connection; 1000 unless said, since each new connection costs 100 ms. */
  readonly messagesPerConnection?: number
  readonly timeouts?: Partial<SmtpPool.Timeouts>
}

/** The relay may not be used this way. Nothing was sent; another relay or another mode is needed. */
export class RelayNotAllowed extends Schema.TaggedError<RelayNotAllowed>()("RelayNotAllowed", {
  reason: Schema.Literals(["not on loopback"]),
  retryable: Schema.Boolean,
  message: Schema.String
}) {}

const disagrees = (rule: string): boolean => rule === "protocol" || rule === "protocol-for-recipient"

/** One hand-over that no interruption can lose: interrupted, it lands, and its answer is still the result. */
const ask = (pool: SmtpPool.SmtpPool, mail: SendMailOptions, attempt: number): Effect.Effect<SmtpPool.PoolAnswer> =>
  Effect.uninterruptible(
    Effect.suspend(() => {
      const flight = pool.send(mail, attempt)
      return Effect.interruptible(Effect.promise(() => flight.answer)).pipe(
        Effect.catchCause((cause) =>
          Cause.hasInterrupts(cause) ? Effect.promise(flight.land) : Effect.failCause(cause)
        )
      )
    })
  )

const settle = (answer: SmtpPool.PoolAnswer): DeliveryOutcome.DeliveryOutcome => {
  const { outcome } = SmtpAnswer.classify(answer)
  return outcome._tag === "Accepted" && answer.serverMessageId !== undefined
    ? { ...outcome, serverMessageId: answer.serverMessageId }
    : outcome
}

/**
 * A courier for a relay, its connections closed with the scope. Promotional mail to a relay that is not on loopback is
 * refused (scope sender, final) until the message carries an https one-click unsubscribe. An interrupted `deliver`
 * closes the connection before the body has left, and else waits `drainMillis` for the answer; the outcome reaches a
 * caller that is itself uninterruptible, and is `Indeterminate` when no answer came. Dies when the relay took another
 * recipient than the one it was asked for.
 */
export const make = (
  options: Options
): Effect.Effect<Context.Service.Shape<typeof Courier.Courier>, RelayNotAllowed, Scope.Scope> =>
  Effect.gen(function* () {
    const { relay, mode = "live", connections = 4, messagesPerConnection = 1000 } = options
    const isLocal = SmtpRelay.isOnLoopback(relay)
    if (mode === "rehearsal" && !isLocal)
      return yield* new RelayNotAllowed({
        reason: "not on loopback",
        retryable: false,
        message:
          "a rehearsal may only use a relay on this machine: point ABM_SMTP_URL at localhost or use --courier capture"
      })
    const timeouts = { ...SmtpPool.standardTimeouts, ...options.timeouts }
    const opened = (connections: number, messagesPerConnection: number) =>
      Effect.acquireRelease(
        Effect.sync(() => SmtpPool.open({ relay, connections, messagesPerConnection, timeouts })),
        (pool) => Effect.sync(pool.close)
      )
    const pool = yield* opened(connections, messagesPerConnection)
    const fresh = yield* opened(1, 1)

    const deliver = Effect.fnUntraced(function* ({ message, date, attempt }: Courier.HandOver) {
      const refusal = isLocal ? undefined : Headers.refusal(message)
      if (refusal !== undefined) return refusal
      const composed = Headers.compose(message, date)
      if (Result.isFailure(composed)) return composed.failure
      const mail = composed.success
      const first = yield* ask(pool, mail, attempt)
      const answer = disagrees(SmtpAnswer.classify(first).rule) ? yield* ask(fresh, mail, attempt) : first
      const accepted = answer.accepted
      if (accepted !== undefined && (accepted.length !== 1 || accepted[0] !== mail.envelope?.to))
        return yield* Effect.die(
          new Error(`${message.messageId}: the relay took ${accepted.length} recipients, not the one`)
        )
      return settle(answer)
    })

    return { mode, connections, deliver }
  })

/** The layer of `make`. */
export const layer = (options: Options): Layer.Layer<Courier.Courier, RelayNotAllowed> =>
  Layer.effect(Courier.Courier, make(options))
