/** An interaction is a call, meeting, e-mail, visit, event or negotiation between us and a client. */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** One interaction, planned or held. */
export const Interaction = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.String,
  contactId: Schema.optionalKey(Schema.String),
  opportunityId: Schema.optionalKey(Schema.String),
  kind: Schema.Literals(["call", "meeting", "e-mail", "visit", "event", "negotiation"]),
  direction: Schema.optionalKey(Schema.Literals(["inbound", "outbound"])),
  plannedAt: Schema.optionalKey(Instant),
  startedAt: Schema.optionalKey(Instant),
  at: Schema.optionalKey(Instant),
  status: Schema.Literals(["planned", "held", "cancelled", "missed"]),
  by: Schema.String,
  summary: Schema.optionalKey(Schema.String)
})
export type Interaction = typeof Interaction.Type
