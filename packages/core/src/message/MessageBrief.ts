/**
 * The message brief is all that a template may use: plain declared data about the contact, the account, the manager,
 * the sender and the program. A template that names anything else is wrong, and `abm check` says so before anything is
 * sent. Optional fields may be missing for a recipient; a template must guard them or declare a fallback.
 */
import * as Schema from "effect/Schema"
import { Attributes } from "../account/Account.ts"
import { Day } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"

const text = (description: string) => Schema.String.annotate({ description })
const optionalText = (description: string) => Schema.optionalKey(text(description))

/** The sender that the workspace declares. The postal address is required in promotional mail. */
export const Sender = Schema.Struct({
  name: text("name in the From header"),
  email: text("address in the From header"),
  postalAddress: text("the sender's postal address, required by law in promotional mail"),
  company: text("the company that writes")
})
export type Sender = typeof Sender.Type

/** All that a template may use. */
export const MessageBrief = Schema.Struct({
  contact: Schema.Struct({
    name: text("full name"),
    firstName: optionalText("given name, where the source tells it"),
    title: optionalText("job title"),
    department: optionalText("department"),
    roles: Schema.Array(Schema.String).annotate({ description: "roles in the buying committee" }),
    locale: text("language of the message, BCP 47"),
    country: optionalText("country, ISO 3166-1 alpha-2"),
    attributes: Attributes
  }),
  account: Schema.Struct({
    id: text("account id"),
    name: text("account name"),
    industry: optionalText("industry"),
    region: optionalText("region"),
    country: optionalText("country, ISO 3166-1 alpha-2"),
    abc: optionalText("ABC class: A, B or C"),
    xyz: optionalText("XYZ class: X, Y or Z"),
    tier: optionalText("one-to-one, one-to-few, one-to-many or none"),
    isKey: Schema.optionalKey(Schema.Boolean.annotate({ description: "whether it is a key account" })),
    revenue: Schema.optionalKey(Money.annotate({ description: "sales in the window of the analysis" })),
    customerSince: Schema.optionalKey(Day.annotate({ description: "first known day as a customer" })),
    lastOrderOn: Schema.optionalKey(Day.annotate({ description: "day of the last purchase" })),
    silenceDays: Schema.optionalKey(Schema.Int.annotate({ description: "days since the last purchase" })),
    usualIntervalDays: Schema.optionalKey(Schema.Finite.annotate({ description: "median days between purchases" })),
    attributes: Attributes
  }),
  group: Schema.Struct({ id: text("group id"), name: text("name of the group's root account") }),
  manager: Schema.optionalKey(
    Schema.Struct({ name: text("name of the key account manager"), email: optionalText("address of the manager") })
  ),
  sender: Sender,
  program: Schema.Struct({ id: text("program id"), name: text("program name"), objective: text("objective") }),
  offer: Schema.optionalKey(
    Schema.Struct({
      id: text("id of the offer in its program"),
      kind: text("discount, gift, fee waiver or special terms"),
      title: text("what is offered, in a few words"),
      text: optionalText("the terms in full"),
      product: optionalText("what it is for"),
      percent: Schema.optionalKey(Schema.Int.annotate({ description: "the discount: 10 is 10 %" })),
      value: Schema.optionalKey(Money.annotate({ description: "what a gift is worth, which fees are waived" })),
      until: Day.annotate({ description: "the last day of the terms" })
    })
  ),
  unsubscribe: Schema.Struct({
    mailto: text("address that takes an unsubscribe by mail"),
    url: optionalText("page that takes an unsubscribe, once an endpoint is configured")
  }),
  today: Day.annotate({ description: "the day of sending, in the recipient's zone" })
})
export type MessageBrief = typeof MessageBrief.Type
