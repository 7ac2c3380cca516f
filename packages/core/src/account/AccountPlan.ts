/** An account plan holds what we want to reach with an account in a period (план). */
import * as Schema from "effect/Schema"
import { Day } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"

/** One goal of a plan, how it is measured, and who owns it until when. */
export const Goal = Schema.Struct({
  text: Schema.String,
  measure: Schema.optionalKey(Schema.String),
  due: Schema.optionalKey(Day),
  ownerId: Schema.optionalKey(Schema.String)
})

/** One plan. `period` is the source's own name of it, such as `2026` or `2026-Q4`. */
export const AccountPlan = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.String,
  period: Schema.String,
  target: Money,
  goals: Schema.Array(Goal),
  status: Schema.String
})
export type AccountPlan = typeof AccountPlan.Type
