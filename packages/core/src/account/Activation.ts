/** An activation is a service switched on for a client (подключение услуги). */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"

/** One activation; without `consentId` nobody is known to have asked for it. */
export const Activation = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.optionalKey(Schema.String),
  assetId: Schema.String,
  service: Schema.String,
  price: Schema.optionalKey(Money),
  at: Instant,
  consentId: Schema.optionalKey(Schema.String)
})
export type Activation = typeof Activation.Type
