/**
 * The life of one message, as a table: which state may follow which, and why. Stores keep rows of this shape and change
 * them only through `apply`; whatever the table does not name leaves the row as it is.
 */
import * as Schema from "effect/Schema"
import { Day, Instant, instant } from "../kernel/Calendar.ts"
import type { DeliveryOutcome, Unsendable } from "./DeliveryOutcome.ts"
import * as Retry from "./Retry.ts"

/** Where a message stands. `accepted`, `refused`, `failed` and `withdrawn` are ends. */
export const DeliveryState = Schema.Literals([
  "queued",
  "handing",
  "accepted",
  "refused",
  "failed",
  "withdrawn",
  "unknown"
])
export type DeliveryState = typeof DeliveryState.Type

/** One message. The address itself is not here: only its keyed hash. */
export const Message = Schema.Struct({
  messageId: Schema.String,
  groupId: Schema.String,
  accountId: Schema.String,
  contactId: Schema.String,
  programId: Schema.String,
  version: Schema.String,
  enrolmentId: Schema.String,
  playId: Schema.String,
  touchId: Schema.String,
  addressHash: Schema.String,
  topic: Schema.String,
  class: Schema.Literals(["promotional", "service"]),
  slot: Schema.String,
  variantId: Schema.String,
  templateId: Schema.String,
  sender: Schema.Literals(["program", "manager"]),
  /** The last day of its offer's terms, as it tells them; null without an offer. */
  offerEndsOn: Schema.NullOr(Day),
  state: DeliveryState,
  /** The slot in which it may be handed over; `notBefore` null: held until a decision says otherwise. */
  notBefore: Schema.NullOr(Instant),
  notAfter: Schema.NullOr(Instant),
  attempt: Schema.Int,
  /** The `Date` header, fixed at the first hand-over. */
  date: Schema.NullOr(Instant),
  handedAt: Schema.NullOr(Instant),
  runner: Schema.NullOr(Schema.String),
  /** Why it is where it is: the relay's words, the rule, the person. */
  reason: Schema.NullOr(Schema.String)
})
export type Message = typeof Message.Type

/** What may happen to a message. */
export type Cause =
  | {
      readonly _tag: "Deferred"
      readonly notBefore: Instant | null
      readonly notAfter: Instant | null
      readonly reason: string
    }
  | { readonly _tag: "Withdrawn"; readonly reason: string }
  | { readonly _tag: "Handed"; readonly runner: string; readonly now: Instant }
  | {
      readonly _tag: "Answered"
      readonly attempt: number
      readonly outcome: DeliveryOutcome | Unsendable
      readonly now: Instant
      readonly retry: Retry.RetryPolicy
    }
  | { readonly _tag: "RunnerDied" }
  | { readonly _tag: "Evidence"; readonly delivered: boolean; readonly reason: string }
  | { readonly _tag: "Resolved"; readonly as: "delivered" | "resend" | "drop"; readonly by: string }

/** What pauses when a sender, host or message is refused for good: that scope and nothing else. */
export interface Pause {
  readonly scope: "program" | "sender" | "host" | "template"
  /** The program's, sender's or template's id; `*` for the relay. */
  readonly id: string
  readonly reason: string
}

/** The row after a cause, and what else must change in the same transaction. */
export interface Step {
  readonly message: Message
  readonly changed: boolean
  /** Put the address on the suppression list. */
  readonly suppress: boolean
  readonly pause: Pause | null
}

const stay = (message: Message): Step => ({ message, changed: false, suppress: false, pause: null })
const move = (message: Message, to: Partial<Message>, more: Partial<Step> = {}): Step => ({
  message: { ...message, ...to },
  changed: true,
  suppress: false,
  pause: null,
  ...more
})

/** A relay's words without the addresses that they often name; the message's own id is none. */
const words = (text: string, messageId?: string): string =>
  text
    .replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/gu, (found) =>
      messageId !== undefined && found.startsWith(messageId) ? found : "(address)"
    )
    .slice(0, 500)

/** Whether a tick withdrew the message while it was handed over: no slot naturally ends before its hand-over. */
const isCalledOff = ({ handedAt, notAfter }: Message): boolean =>
  notAfter !== null && handedAt !== null && notAfter <= handedAt

/** Back into the queue, under what was decided meanwhile. */
const requeue = (message: Message, at: Instant | null, reason: string, more: Partial<Step> = {}): Step => {
  if (isCalledOff(message)) return move(message, { state: "withdrawn", runner: null }, more)
  const notBefore =
    message.notBefore === null || at === null ? message.notBefore : instant(Math.max(at, message.notBefore))
  return move(message, { state: "queued", notBefore, runner: null, reason }, more)
}

/** Another attempt while the budget lasts. A slot is no deadline: after its end a decision gives the next one, or none. */
const again = (message: Message, now: Instant, retry: Retry.RetryPolicy, reason: string): Step => {
  const at = Retry.nextAttempt(retry, message.attempt, message.date ?? now, now)
  return at === undefined && !isCalledOff(message)
    ? move(message, { state: "failed", runner: null, reason: `${reason} (given up after attempt ${message.attempt})` })
    : requeue(message, at ?? null, reason)
}

const pauseFor = (message: Message, scope: "sender" | "host" | "message", text: string): Pause =>
  scope === "message"
    ? { scope: "template", id: message.templateId, reason: text }
    : scope === "host"
      ? { scope: "host", id: "*", reason: text }
      : { scope: "sender", id: message.sender, reason: text }

const answer = (message: Message, cause: Extract<Cause, { _tag: "Answered" }>): Step => {
  const { outcome, now, retry } = cause
  switch (outcome._tag) {
    case "Accepted":
      return move(message, { state: "accepted", reason: words(outcome.response, message.messageId), runner: null })
    case "NotAccepted":
      return again(message, now, retry, words(outcome.cause))
    case "Indeterminate":
      return move(message, { state: "unknown", reason: words(outcome.cause), runner: null })
    case "Unsendable":
      return move(message, { state: "failed", reason: words(outcome.cause), runner: null })
    case "Refused": {
      const text = words(outcome.text)
      if (outcome.retryable) return again(message, now, retry, text)
      return outcome.scope === "recipient"
        ? move(message, { state: "refused", reason: text, runner: null }, { suppress: outcome.hard })
        : requeue(message, null, text, { pause: pauseFor(message, outcome.scope, text) })
    }
  }
}

/** The step that a cause makes. A cause that the table does not allow in the present state changes nothing. */
export const apply = (message: Message, cause: Cause): Step => {
  switch (cause._tag) {
    // What is being handed over goes on; should it come back, it comes back under the slot decided meanwhile.
    case "Deferred":
      return message.state === "queued" || message.state === "handing"
        ? move(message, { notBefore: cause.notBefore, notAfter: cause.notAfter, reason: cause.reason })
        : stay(message)
    case "Withdrawn":
      if (message.state === "handing") return move(message, { notAfter: message.handedAt, reason: cause.reason })
      return message.state === "queued" ? move(message, { state: "withdrawn", reason: cause.reason }) : stay(message)
    case "Handed":
      return message.state === "queued"
        ? move(message, {
            state: "handing",
            attempt: message.attempt + 1,
            runner: cause.runner,
            handedAt: cause.now,
            date: message.date ?? cause.now,
            reason: null
          })
        : stay(message)
    case "Answered": {
      const { attempt, outcome } = cause
      if (message.state === "queued" && outcome._tag === "Unsendable") return answer(message, cause)
      if (message.attempt !== attempt) return stay(message)
      if (message.state === "handing") return answer(message, cause)
      // A late answer to an attempt that was already given up as unknown still tells the truth about that attempt. But
      // only an end is taken: the group was told that nobody knows, and would not decide on a message back in the queue.
      const final =
        outcome._tag === "Accepted" ||
        (outcome._tag === "Refused" && outcome.scope === "recipient" && !outcome.retryable)
      return message.state === "unknown" && final ? answer(message, cause) : stay(message)
    }
    case "RunnerDied":
      return message.state === "handing"
        ? move(message, { state: "unknown", runner: null, reason: "its runner died while handing it over" })
        : stay(message)
    case "Evidence":
      return message.state === "unknown"
        ? move(message, { state: cause.delivered ? "accepted" : "refused", reason: cause.reason })
        : stay(message)
    case "Resolved":
      if (message.state !== "unknown") return stay(message)
      if (cause.as === "delivered") return move(message, { state: "accepted", reason: `delivered, says ${cause.by}` })
      if (cause.as === "drop") return move(message, { state: "withdrawn", reason: `dropped by ${cause.by}` })
      // Held until the next decision, which gives it a slot of its own.
      return move(message, {
        state: "queued",
        notBefore: null,
        notAfter: null,
        reason: `to be sent again, says ${cause.by}`
      })
  }
}
