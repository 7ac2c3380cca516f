/** An activity is what a person did, dated: the raw material of engagement, stops and pauses. */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** What a person (or the person's mail system) did. */
export const ActivityKind = Schema.Literals([
  "opened",
  "clicked",
  "replied",
  "out of office",
  "unsubscribed",
  "bounced",
  "complained"
])
export type ActivityKind = typeof ActivityKind.Type

/**
 * One activity. `hard` tells a bounce that suppresses from one that does not; `until` is an absence's stated end.
 * `addressHash` is the keyed hash of the person's address, for what is about the address and names no message.
 */
export const Activity = Schema.Struct({
  kind: ActivityKind,
  contactId: Schema.String,
  at: Instant,
  messageId: Schema.optionalKey(Schema.String),
  addressHash: Schema.optionalKey(Schema.String),
  topic: Schema.optionalKey(Schema.String),
  hard: Schema.optionalKey(Schema.Boolean),
  until: Schema.optionalKey(Instant)
})
export type Activity = typeof Activity.Type
