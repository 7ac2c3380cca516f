/** A suppression keeps an address from being written to, whatever any record says. It holds a keyed hash, no address. */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** Why an address is on the list. */
export const SuppressionReason = Schema.Literals(["hard bounce", "complaint", "erased", "by hand"])
export type SuppressionReason = typeof SuppressionReason.Type

/** One suppressed address. `addressHash` is the keyed hash of the normal address. */
export const Suppression = Schema.Struct({
  addressHash: Schema.NonEmptyString,
  reason: SuppressionReason,
  at: Instant,
  source: Schema.String
})
export type Suppression = typeof Suppression.Type
