/**
 * Dispatch takes one queued message to its end: render and review outside any transaction, hand over under H1–H6,
 * deliver, settle. From the hand-over on it cannot be interrupted, so that a stop in good order leaves nothing unknown.
 */
import * as Effect from "effect/Effect"
import { Records, type RecordsError } from "../account/Records.ts"
import { Courier } from "../delivery/Courier.ts"
import type { Unsendable } from "../delivery/DeliveryOutcome.ts"
import type { Message } from "../delivery/DeliveryState.ts"
import { Store, type NotHanded, type StoreError } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as MessageReview from "../message/MessageReview.ts"
import { Renderer } from "../message/Renderer.ts"
import * as Briefing from "./Briefing.ts"
import { Setup } from "./Setup.ts"
import * as Ticker from "./Ticker.ts"

/** What became of a message: the row after it was settled, or why it was not handed over. */
export type Dispatched =
  | { readonly _tag: "Settled"; readonly message: Message }
  | { readonly _tag: "NotHanded"; readonly messageId: string; readonly why: NotHanded }

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

  /** A message rendered and reviewed, or why it cannot be made. */
  const prepare = Effect.fnUntraced(
    function* (message: Message, now: Instant) {
      const market = Ticker.joined(yield* records.group(message.groupId), setup.segmentOf(message.groupId))
      const briefing = Briefing.make(message, market, setup, now)
      if (briefing === undefined)
        return unsendable(`the account or contact of ${message.messageId} is gone from the records`)
      const rendered = yield* renderer.render(message.templateId, briefing.brief)
      const reviewed = MessageReview.review(rendered, briefing.envelope, briefing.brief)
      return reviewed.ok
        ? reviewed.message
        : unsendable(reviewed.findings.map((finding) => `${finding.rule}: ${finding.message}`).join("; "))
    },
    (prepared, { templateId }) =>
      prepared.pipe(
        Effect.catchTag("RenderFailed", (failed) => Effect.succeed(unsendable(failed.message))),
        Effect.catchTag("RecordsError", (failed) =>
          failed.reason === "unknown group" ? Effect.succeed(unsendable(failed.message)) : Effect.fail(failed)
        ),
        Effect.catchDefect((defect) => Effect.succeed(unsendable(`defect in ${templateId}: ${String(defect)}`)))
      )
  )

  const delivered = Effect.fnUntraced(function* (
    message: Message,
    reviewed: MessageReview.ReviewedMessage,
    nowOf: Effect.Effect<Instant>
  ): Effect.fn.Return<Dispatched, StoreError> {
    const { messageId } = message
    const [handing] = yield* store.hand([message], runner, yield* nowOf)
    if (handing === undefined || handing._tag === "NotHanded")
      return handing ?? { _tag: "NotHanded", messageId, why: "not queued" }
    const { attempt, date } = handing.message
    const outcome = yield* courier
      .deliver({ message: reviewed, date: date ?? (yield* nowOf), attempt })
      .pipe(
        Effect.catchDefect((defect) =>
          Effect.succeed({ _tag: "Indeterminate" as const, cause: `the courier died: ${String(defect)}` })
        )
      )
    return { _tag: "Settled", message: yield* store.settle(messageId, attempt, outcome, yield* nowOf) }
  }, Effect.uninterruptible)

  const dispatch: Dispatch = Effect.fnUntraced(function* (
    message: Message,
    nowOf: Effect.Effect<Instant>
  ): Effect.fn.Return<Dispatched, StoreError | RecordsError> {
    const made = yield* prepare(message, yield* nowOf)
    if (!("_tag" in made)) return yield* delivered(message, made, nowOf)
    const { attempt, messageId } = message
    return { _tag: "Settled", message: yield* store.settle(messageId, attempt, made, yield* nowOf) }
  })
  return dispatch
})
