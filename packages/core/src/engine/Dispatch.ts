/**
 * Dispatch takes one queued message to its end: render and review outside any transaction, hand over under H1–H6,
 * deliver, settle. From the hand-over on it cannot be interrupted, so that a stop in good order leaves nothing unknown.
 */
import * as Effect from "effect/Effect"
import type { Records, RecordsError } from "../account/Records.ts"
import { Courier } from "../delivery/Courier.ts"
import type { Unsendable } from "../delivery/DeliveryOutcome.ts"
import type { Message } from "../delivery/DeliveryState.ts"
import { Store, type NotHanded, type StoreError } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as MessageReview from "../message/MessageReview.ts"
import { Renderer } from "../message/Renderer.ts"
import * as Briefing from "./Briefing.ts"
import type { Setup } from "./Setup.ts"
import { Setup as SetupTag } from "./Setup.ts"
import * as Ticker from "./Ticker.ts"

/** What became of a message: the row after it was settled, or why it was not handed over. */
export type Dispatched =
  | { readonly _tag: "Settled"; readonly message: Message }
  | { readonly _tag: "NotHanded"; readonly messageId: string; readonly why: NotHanded }

const unsendable = (cause: string): Unsendable => ({ _tag: "Unsendable", cause })

/** A message rendered and reviewed, or why it cannot be made. */
export const prepare = Effect.fnUntraced(function* (message: Message, now: Instant) {
  const setup = yield* SetupTag
  const market = yield* Ticker.marketOf(message.groupId)
  const briefing = Briefing.make(message, market, setup, now)
  if (briefing === undefined)
    return unsendable(`the account or contact of ${message.messageId} is gone from the records`)
  const rendered = yield* (yield* Renderer).render(message.templateId, briefing.brief)
  const reviewed = MessageReview.review(rendered, briefing.envelope, briefing.brief)
  return reviewed.ok
    ? reviewed.message
    : unsendable(reviewed.findings.map((finding) => `${finding.rule}: ${finding.message}`).join("; "))
})

/** Takes a queued message to its end. `nowOf` reads the clock: once before, once after the delivery. */
export const dispatch = (
  message: Message,
  runner: string,
  nowOf: Effect.Effect<Instant>
): Effect.Effect<Dispatched, StoreError | RecordsError, Store | Records | Setup | Renderer | Courier> =>
  Effect.gen(function* () {
    const store = yield* Store
    const courier = yield* Courier
    const prepared = yield* prepare(message, yield* nowOf).pipe(
      Effect.catchTag("RenderFailed", (failed) => Effect.succeed(unsendable(failed.message))),
      Effect.catchTag("RecordsError", (failed) =>
        failed.reason === "unknown group" ? Effect.succeed(unsendable(failed.message)) : Effect.fail(failed)
      ),
      Effect.catchDefect((defect) => Effect.succeed(unsendable(`defect in ${message.templateId}: ${String(defect)}`)))
    )
    if ("_tag" in prepared) {
      const settled = yield* store.settle(message.messageId, message.attempt, prepared, yield* nowOf)
      return { _tag: "Settled", message: settled } satisfies Dispatched
    }
    return yield* Effect.gen(function* () {
      const [handing] = yield* store.hand([message], runner, yield* nowOf)
      if (handing === undefined || handing._tag === "NotHanded")
        return handing ?? ({ _tag: "NotHanded", messageId: message.messageId, why: "not queued" } satisfies Dispatched)
      const { attempt, date } = handing.message
      const outcome = yield* courier
        .deliver({ message: prepared, date: date ?? (yield* nowOf), attempt })
        .pipe(
          Effect.catchDefect((defect) =>
            Effect.succeed({ _tag: "Indeterminate" as const, cause: `the courier died: ${String(defect)}` })
          )
        )
      const settled = yield* store.settle(message.messageId, attempt, outcome, yield* nowOf)
      return { _tag: "Settled", message: settled } satisfies Dispatched
    }).pipe(Effect.uninterruptible)
  })
