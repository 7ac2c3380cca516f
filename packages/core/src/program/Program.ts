/**
 * A program is what we mean to do with a class of accounts: an audience rule, plays, and the content they choose from.
 * It is written as YAML, JSON or TypeScript of this one schema. A version is the hash of the decoded definition.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { Window } from "../kernel/BusinessCalendar.ts"
import { Day, Zone } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))

/** An id of ours inside a definition: lower case, digits, `-`; never used again for something else. */
export const Id = Schema.String.check(
  Schema.isPattern(/^[a-z][a-z0-9-]*$/u, { message: "expected an id of lower-case letters, digits and dashes" })
)

/** A rule in CEL over declared facts (see the reference of rule facts). */
export const Rule = Schema.NonEmptyString.annotate({ description: 'a rule in CEL, such as account.abc == "A"' })

/** A wait: `30 minutes`, `4 hours`, `2 days`, `3 business days`, `2 weeks`. */
export const Wait = Schema.String.check(
  Schema.isPattern(/^[1-9]\d{0,3} (?:minutes?|hours?|days?|business days?|weeks?)$/u, {
    message: "expected a wait such as `30 minutes`, `4 hours`, `2 days`, `3 business days` or `2 weeks`"
  })
)

/** How often an account may enter: once, always, or again after so many days. */
export const Entry = Schema.Union([
  Schema.Literals(["once", "always"]),
  Schema.Struct({ everyDays: Schema.Int.check(Schema.isGreaterThan(0)) })
])

/** One piece of content that a slot may choose. Without `when` it always fits. */
export const Variant = Schema.Struct({
  id: Id,
  when: Schema.optionalKey(Rule),
  /** Higher wins among those that fit. */
  priority: withDefault(Schema.Int, 0),
  /** Among equals of priority: drawn by a stable hash in proportion to the weights. */
  weight: withDefault(Schema.Int.check(Schema.isGreaterThan(0)), 1),
  template: Schema.NonEmptyString
})
export type Variant = typeof Variant.Type

/** A place for content: variants chosen by rule, and one fallback for when none fits. */
export const ContentSlot = Schema.Struct({
  variants: withDefault(Schema.Array(Variant), []),
  fallback: Schema.Struct({ id: withDefault(Id, "fallback"), template: Schema.NonEmptyString })
})
export type ContentSlot = typeof ContentSlot.Type

/** One touch: a message for each member contact, some time after the one before. */
export const Touch = Schema.Struct({
  id: Id,
  channel: withDefault(Schema.Literals(["email"]), "email"),
  /** Which contacts of the account: a rule over `contact`, `account`, `group`. */
  to: Rule,
  /** How long after the member's previous touch was handed over; for the first one after the entry. */
  after: Schema.optionalKey(Wait),
  slot: Id,
  /** `service` passes caps and needs `ground`. */
  class: withDefault(Schema.Literals(["promotional", "service"]), "promotional"),
  /** The promise, case, contract or law that makes a service message one. */
  ground: Schema.optionalKey(Schema.NonEmptyString),
  sender: withDefault(Schema.Literals(["program", "manager"]), "program"),
  window: Schema.optionalKey(Window),
  /** How many business days after its turn a touch may still go. */
  deadlineBusinessDays: withDefault(Schema.Int.check(Schema.isGreaterThan(0)), 3)
})
export type Touch = typeof Touch.Type

/** A sequence of touches for an account: entered by rule, left when its goal is met. */
export const Play = Schema.Struct({
  id: Id,
  /** Which accounts of the audience; the first play that fits is entered. */
  when: Schema.optionalKey(Rule),
  /** The account leaves the program when this becomes true. */
  goal: Schema.optionalKey(Rule),
  touches: Schema.NonEmptyArray(Touch)
})
export type Play = typeof Play.Type

/** A program. */
export const Program = Schema.Struct({
  id: Id,
  name: Schema.NonEmptyString,
  objective: Schema.Literals(["acquire", "early-stage deal", "expand", "retain", "win back"]),
  /** The consent topic of its promotional messages. */
  topic: Id,
  /** Which accounts: a rule over `account` and `group`. */
  audience: Rule,
  priority: withDefault(Schema.Int, 0),
  startsOn: Schema.optionalKey(Day),
  /** The last day on which it may send. */
  endsOn: Schema.optionalKey(Day),
  entry: withDefault(Entry, "once"),
  /** Share of account groups that get nothing, so that the effect can be measured; 0 to 0.5. */
  holdout: withDefault(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 0.5 })), 0),
  /** Calendar for those whose zone and country are not known. */
  timeZone: Schema.optionalKey(Zone),
  country: Schema.optionalKey(Schema.String),
  plays: Schema.NonEmptyArray(Play),
  slots: Schema.Record(Id, ContentSlot)
})
export type Program = typeof Program.Type

/** The version of a definition: the first 16 hexadecimal digits of the hash of its canonical JSON. */
export const versionOf = (program: Program): string => Hash.ofValue(program).slice(0, 16)
