/** A commitment is a promise to the client (обещание): kept when its fact comes true or is verified, not when ticked. */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** One promise. `fact` names what must become true; `settled` is a person's word that a broken one was made good. */
export const Commitment = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.String,
  to: Schema.optionalKey(Schema.String),
  text: Schema.String,
  madeAt: Instant,
  dueAt: Instant,
  madeBy: Schema.String,
  fact: Schema.optionalKey(Schema.String),
  keptAt: Schema.optionalKey(Instant),
  verifiedBy: Schema.optionalKey(Schema.String),
  settled: Schema.optionalKey(Schema.Struct({ by: Schema.String, at: Instant, note: Schema.String }))
})
export type Commitment = typeof Commitment.Type

/** Whether the promise is past due at an instant and neither kept nor settled by then. */
export const isBroken = (one: Commitment, at: Instant): boolean =>
  one.dueAt <= at &&
  !(one.keptAt !== undefined && one.keptAt <= at) &&
  !(one.settled !== undefined && one.settled.at <= at)
