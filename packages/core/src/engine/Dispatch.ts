/**
 * Dispatch takes one queued message to its end: render and review outside any transaction, hand over under H1–H6,
 * deliver, settle. From the hand-over on it cannot be interrupted, so that a stop in good order leaves nothing unknown.
 */
import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { Records, type RecordsError } from "../account/Records.ts"
import { Courier } from "../delivery/Courier.ts"
import type { DeliveryOutcome, Unsendable } from "../delivery/DeliveryOutcome.ts"
import type { Message } from "../delivery/DeliveryState.ts"
import { Store, type NotHanded, type StoreError } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as MessageReview from "../message/MessageReview.ts"
import { Renderer, type RenderFailed } from "../message/Renderer.ts"
import * as Briefing from "./Briefing.ts"
import { Setup } from "./Setup.ts"
import * as Ticker from "./Ticker.ts"

/** What became of a message: the row after it was settled, or why it was not handed over. */
export type Dispatched =
  | { readonly _tag: "Settled"; readonly message: Message }
  | { readonly _tag: "NotHanded"; readonly messageId: string; readonly why: NotHanded }

/** A message that may go, or why it cannot be made. */
type Prepared = MessageReview.ReviewedMessage | Unsendable

const unsendable = (cause: string): Unsendable => ({ _tag: "Unsendable", cause })

/** Takes a queued message to its end. `nowOf` reads the clock: once before, once after the delivery. */
export type Dispatch = (
  message: Message,
  nowOf: Effect.Effect<Instant>
) => Effect.Effect<Dispatched, StoreError | RecordsError>

/** How a runner takes messages to their ends, with what that needs looked up once. */
export const make = Effect.fnUntraced(function* (runner: string) {
  const store = yield* Store
  const courier = yield* Courier
  const setup = yield* Setup
  const renderer = yield* Renderer
  const records = yield* Records

  const whyNotMade = (cause: Cause.Cause<RecordsError | RenderFailed>, { templateId }: Message) =>
    Effect.failCause(cause).pipe(
      Effect.catchTag("RenderFailed", (failed) => Effect.succeed(unsendable(failed.message))),
      Effect.catchTag("RecordsError", (failed) =>
        failed.reason === "unknown group" ? Effect.succeed(unsendable(failed.message)) : Effect.fail(failed)
      ),
      Effect.catchDefect((defect) => Effect.succeed(unsendable(`defect in ${templateId}: ${String(defect)}`)))
    )

  /** A message rendered and reviewed, or why it cannot be made. */
  const prepare = (message: Message, now: Instant): Effect.Effect<Prepared, RecordsError> => {
    const made = Effect.flatMap(
      records.group(message.groupId),
      (group): Effect.Effect<Prepared, RecordsError | RenderFailed> => {
        const market = Ticker.joined(group, setup.segmentOf(message.groupId))
        const briefing = Briefing.make(message, market, setup, now)
        if (briefing === undefined)
          return Effect.succeed(unsendable(`the account or contact of ${message.messageId} is gone from the records`))
        return Effect.map(renderer.render(message.templateId, briefing.brief), (rendered) => {
          const reviewed = MessageReview.review(rendered, briefing.envelope, briefing.brief)
          return reviewed.ok
            ? reviewed.message
            : unsendable(reviewed.findings.map((finding) => `${finding.rule}: ${finding.message}`).join("; "))
        })
      }
    )
    return Effect.catchCause(made, (cause) => whyNotMade(cause, message))
  }

  const settle = (
    messageId: string,
    attempt: number,
    outcome: DeliveryOutcome | Unsendable,
    nowOf: Effect.Effect<Instant>
  ): Effect.Effect<Dispatched, StoreError> =>
    Effect.flatMap(nowOf, (now) =>
      Effect.map(store.settle(messageId, attempt, outcome, now), (message) => ({ _tag: "Settled", message }))
    )

  const deliver = (delivery: Parameters<(typeof courier)["deliver"]>[0]): Effect.Effect<DeliveryOutcome> =>
    Effect.catchDefect(courier.deliver(delivery), (defect) =>
      Effect.succeed({ _tag: "Indeterminate" as const, cause: `the courier died: ${String(defect)}` })
    )

  const handOver = (
    message: Message,
    reviewed: MessageReview.ReviewedMessage,
    nowOf: Effect.Effect<Instant>
  ): Effect.Effect<Dispatched, StoreError> =>
    Effect.flatMap(nowOf, (now) =>
      Effect.flatMap(store.hand([message], runner, now), ([handing]): Effect.Effect<Dispatched, StoreError> => {
        const { messageId } = message
        if (handing === undefined || handing._tag === "NotHanded")
          return Effect.succeed(handing ?? { _tag: "NotHanded", messageId, why: "not queued" })
        const { attempt, date } = handing.message
        return Effect.flatMap(deliver({ message: reviewed, date: date ?? now, attempt }), (outcome) =>
          settle(messageId, attempt, outcome, nowOf)
        )
      })
    )

  const dispatch: Dispatch = (message, nowOf) =>
    Effect.flatMap(nowOf, (now) =>
      Effect.flatMap(prepare(message, now), (made) =>
        "_tag" in made
          ? settle(message.messageId, message.attempt, made, nowOf)
          : Effect.uninterruptible(handOver(message, made, nowOf))
      )
    )
  return dispatch
})
