/** A hold stops marketing to a group or an account until a person releases it, or a day comes. */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** Why a person holds marketing. */
export const HoldKind = Schema.Literals(["sales", "negotiation", "legal"])

/** One hold. Without `accountId` it covers the whole group; without `until` it lasts until released. */
export const Hold = Schema.Struct({
  id: Schema.NonEmptyString,
  kind: HoldKind,
  accountId: Schema.optionalKey(Schema.String),
  reason: Schema.String,
  by: Schema.String,
  placedAt: Instant,
  until: Schema.optionalKey(Instant)
})
export type Hold = typeof Hold.Type

/** Whether the hold covers an account at an instant. */
export const covers = (hold: Hold, accountId: string, at: Instant): boolean =>
  (hold.accountId === undefined || hold.accountId === accountId) && (hold.until === undefined || hold.until > at)
