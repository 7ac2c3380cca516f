/** An account is a company we sell to or want to: one member of an account group. */
import * as Schema from "effect/Schema"
import { Instant, Day, Zone } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"

/** A value of an attribute that a source brings beyond the declared fields. */
export const Attribute = Schema.Union([Schema.String, Schema.Finite, Schema.Boolean])

/** Attributes by name, as declared in the source. */
export const Attributes = Schema.Record(Schema.String, Attribute)
export type Attributes = typeof Attributes.Type

/** Where the relation stands. */
export const AccountStatus = Schema.Literals(["prospect", "customer", "lapsed", "lost", "regained"])
export type AccountStatus = typeof AccountStatus.Type

/** A person's word on key status, which wins over the computed answer and is shown beside it. */
export const KeyByHand = Schema.Struct({
  is: Schema.Boolean,
  by: Schema.String,
  at: Instant,
  reason: Schema.String,
  until: Schema.optionalKey(Instant)
})
export type KeyByHand = typeof KeyByHand.Type

/** A target account (клиент). `domains` are the e-mail and web domains that its people use. */
export const Account = Schema.Struct({
  id: Schema.NonEmptyString,
  name: Schema.NonEmptyString,
  legalName: Schema.optionalKey(Schema.String),
  taxId: Schema.optionalKey(Schema.String),
  parentId: Schema.optionalKey(Schema.String),
  domains: Schema.Array(Schema.String),
  industry: Schema.optionalKey(Schema.String),
  region: Schema.optionalKey(Schema.String),
  /** ISO 3166-1 alpha-2, upper case. */
  country: Schema.optionalKey(Schema.String),
  timeZone: Schema.optionalKey(Zone),
  employees: Schema.optionalKey(Schema.Int),
  annualRevenue: Schema.optionalKey(Money),
  budget: Schema.optionalKey(Money),
  currency: Schema.optionalKey(Schema.String),
  status: Schema.optionalKey(AccountStatus),
  ownerId: Schema.optionalKey(Schema.String),
  since: Schema.optionalKey(Day),
  source: Schema.optionalKey(
    Schema.Literals(["press", "advertising", "media", "web", "database", "referral", "event", "other"])
  ),
  referredBy: Schema.optionalKey(Schema.String),
  /** Named a reference or a leader of its branch by a sourced fact. */
  reference: Schema.optionalKey(Schema.Boolean),
  keyByHand: Schema.optionalKey(KeyByHand),
  attributes: Attributes
})
export type Account = typeof Account.Type
