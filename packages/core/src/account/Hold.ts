/** A hold stops marketing to a group or an account until a person releases it, or a day comes. */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** Why a person holds marketing. */
export const HoldKind = Schema.Literals(["sales", "negotiation", "legal"])

/** One hold, from `placedAt` on. Without `accountId` it covers the whole group; without `until` it lasts until released. */
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
  (hold.accountId === undefined || hold.accountId === accountId) &&
  hold.placedAt <= at &&
  (hold.until === undefined || hold.until > at)

/** Which holds a person releases: one by id, or those of a kind (sales unless said) of an account or of the group. */
export interface Release {
  readonly holdId?: string
  readonly kind?: Hold["kind"]
  readonly accountId?: string
}

/** Whether a release ends the hold. */
export const isReleased = (hold: Hold, { accountId, holdId, kind = "sales" }: Release): boolean =>
  holdId === undefined
    ? hold.kind === kind && (accountId === undefined || hold.accountId === accountId)
    : hold.id === holdId
