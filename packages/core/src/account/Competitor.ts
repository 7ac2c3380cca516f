/** Competitors and where they are met (конкурент). */
import * as Schema from "effect/Schema"
import { Day } from "../kernel/Calendar.ts"

/** One competitor with the domains of its mail and web. */
export const Competitor = Schema.Struct({
  id: Schema.NonEmptyString,
  name: Schema.NonEmptyString,
  domains: Schema.Array(Schema.String)
})
export type Competitor = typeof Competitor.Type

/** A competitor's presence at an account. `shareOfWallet` is 0 to 1. */
export const CompetitorPresence = Schema.Struct({
  id: Schema.NonEmptyString,
  competitorId: Schema.String,
  accountId: Schema.String,
  product: Schema.optionalKey(Schema.String),
  shareOfWallet: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))),
  offer: Schema.optionalKey(
    Schema.Struct({
      terms: Schema.String,
      price: Schema.optionalKey(Schema.String),
      until: Schema.optionalKey(Day),
      evidence: Schema.optionalKey(Schema.String)
    })
  ),
  since: Schema.optionalKey(Day)
})
export type CompetitorPresence = typeof CompetitorPresence.Type
