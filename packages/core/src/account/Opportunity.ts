/** An opportunity is a deal or a tender with an account (тендер, сделка). */
import * as Schema from "effect/Schema"
import { Day } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"

/** How a deal ended, or that it has not. */
export const OpportunityResult = Schema.Literals(["open", "won", "lost"])
export type OpportunityResult = typeof OpportunityResult.Type

/** One opportunity. A lost one with amount 0 has an unknown amount: the source leaves `amount` out. */
export const Opportunity = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.optionalKey(Schema.String),
  product: Schema.optionalKey(Schema.String),
  kind: Schema.Literals(["deal", "tender"]),
  amount: Schema.optionalKey(Money),
  /** The opportunity's phase in the words of the source, such as `negotiation`. */
  stage: Schema.optionalKey(Schema.String),
  openedAt: Schema.optionalKey(Day),
  expectedAt: Schema.optionalKey(Day),
  closedAt: Schema.optionalKey(Day),
  outcome: OpportunityResult,
  lossReason: Schema.optionalKey(Schema.String),
  competitor: Schema.optionalKey(Schema.String),
  ownerId: Schema.optionalKey(Schema.String)
})
export type Opportunity = typeof Opportunity.Type
