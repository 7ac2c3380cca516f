/** An asset is a number, a contract or a site that a client holds with us (номер, договор, точка). */
import * as Schema from "effect/Schema"
import { Day, Instant } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"

/** One asset. `holderId` names the contact in whose name it runs. */
export const Asset = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.optionalKey(Schema.String),
  holderId: Schema.optionalKey(Schema.String),
  number: Schema.optionalKey(Schema.String),
  product: Schema.optionalKey(Schema.String),
  label: Schema.String,
  status: Schema.Literals(["active", "suspended", "blocked", "ended"]),
  blockedAt: Schema.optionalKey(Instant),
  blockReason: Schema.optionalKey(Schema.String),
  balance: Schema.optionalKey(Money),
  minimumBalance: Schema.optionalKey(Money),
  price: Schema.optionalKey(Money),
  startedAt: Schema.optionalKey(Day),
  endsAt: Schema.optionalKey(Day),
  renewsAt: Schema.optionalKey(Day)
})
export type Asset = typeof Asset.Type
