/** A product is what we sell (товар, услуга), with the facts that make it worth telling. */
import * as Schema from "effect/Schema"
import { Day } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"
import { ContactRole } from "./Contact.ts"

/** One fact about a product, for whom it matters and how long it holds. */
export const ProductFact = Schema.Struct({
  kind: Schema.Literals(["unique selling point", "limit", "requirement", "question and answer"]),
  text: Schema.String,
  proof: Schema.optionalKey(Schema.String),
  roles: Schema.optionalKey(Schema.Array(ContactRole)),
  industries: Schema.optionalKey(Schema.Array(Schema.String)),
  against: Schema.optionalKey(Schema.String),
  /** The day from which it is known: who read the facts before then has not read it. */
  since: Schema.optionalKey(Day),
  validUntil: Schema.optionalKey(Day)
})

/** One product or service. */
export const Product = Schema.Struct({
  id: Schema.NonEmptyString,
  name: Schema.NonEmptyString,
  series: Schema.optionalKey(Schema.String),
  listPrice: Schema.optionalKey(Money),
  launchedAt: Schema.optionalKey(Day),
  replaces: Schema.optionalKey(Schema.String),
  facts: Schema.Array(ProductFact)
})
export type Product = typeof Product.Type
