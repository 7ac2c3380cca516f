/** What a courier says of one hand-over. Only `Indeterminate` leaves it open whether the message went. */
import * as Schema from "effect/Schema"

/** The relay took responsibility for the message. */
export const Accepted = Schema.TaggedStruct("Accepted", {
  response: Schema.String,
  serverMessageId: Schema.optionalKey(Schema.String)
})

/** The relay said no: about the recipient, the message, the sender (or its domain), or itself. */
export const Refused = Schema.TaggedStruct("Refused", {
  scope: Schema.Literals(["recipient", "message", "sender", "host"]),
  retryable: Schema.Boolean,
  /** A recipient-level "no such mailbox" suppresses the address; a soft refusal that ran out of tries does not. */
  hard: Schema.Boolean,
  /** RFC 3463, such as `5.1.1`. */
  enhancedCode: Schema.optionalKey(Schema.String),
  text: Schema.String
})

/** The message was certainly not handed over. */
export const NotAccepted = Schema.TaggedStruct("NotAccepted", { cause: Schema.String })

/** The body went out and no answer came back: it may have been sent. */
export const Indeterminate = Schema.TaggedStruct("Indeterminate", { cause: Schema.String })

/** The message could not be made: its template or data failed, before any hand-over. */
export const Unsendable = Schema.TaggedStruct("Unsendable", { cause: Schema.String })

/** What a courier answers. */
export const DeliveryOutcome = Schema.Union([Accepted, Refused, NotAccepted, Indeterminate])
export type DeliveryOutcome = typeof DeliveryOutcome.Type
export type Unsendable = typeof Unsendable.Type
