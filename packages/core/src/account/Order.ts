/** Orders and invoices: what was bought and how it was paid (поставка, закупка, счёт). */
import * as Schema from "effect/Schema"
import { Day } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"

/** One order or order line; a return has a negative amount. `orderId` groups lines. */
export const Order = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.optionalKey(Schema.String),
  assetId: Schema.optionalKey(Schema.String),
  orderId: Schema.optionalKey(Schema.String),
  date: Day,
  amount: Money,
  cost: Schema.optionalKey(Money),
  product: Schema.optionalKey(Schema.String),
  channel: Schema.optionalKey(Schema.String),
  region: Schema.optionalKey(Schema.String)
})
export type Order = typeof Order.Type

/** One invoice. */
export const Invoice = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.String,
  issuedAt: Day,
  dueAt: Day,
  paidAt: Schema.optionalKey(Day),
  amount: Money
})
export type Invoice = typeof Invoice.Type
