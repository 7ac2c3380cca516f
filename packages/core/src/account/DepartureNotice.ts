/** A departure notice is a client's word that it leaves, or asks how to (заявление об уходе). */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** One notice. */
export const DepartureNotice = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.optionalKey(Schema.String),
  assetId: Schema.optionalKey(Schema.String),
  at: Instant,
  kind: Schema.Literals(["port-out", "cancellation", "asked how to leave"]),
  reason: Schema.optionalKey(Schema.String),
  competitor: Schema.optionalKey(Schema.String),
  competitorOffer: Schema.optionalKey(Schema.String)
})
export type DepartureNotice = typeof DepartureNotice.Type
