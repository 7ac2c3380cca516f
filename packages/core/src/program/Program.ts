/**
 * A program is what we mean to do with a class of accounts: an audience rule, plays, and the content they choose from.
 * It is written as YAML, JSON or TypeScript of this one schema. A version is the hash of the decoded definition.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ContactRole } from "../account/Contact.ts"
import { Window } from "../kernel/BusinessCalendar.ts"
import { Day, Zone } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import { Money } from "../kernel/Money.ts"
import { Offer } from "./Offer.ts"

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
  template: Schema.NonEmptyString,
  /** The offer that it makes, in place of the touch's. */
  offer: Schema.optionalKey(Id)
})
export type Variant = typeof Variant.Type

/** A place for content: variants chosen by rule, and one fallback for when none fits. */
export const ContentSlot = Schema.Struct({
  variants: withDefault(Schema.Array(Variant), []),
  fallback: Schema.Struct({ id: withDefault(Id, "fallback"), template: Schema.NonEmptyString })
})
export type ContentSlot = typeof ContentSlot.Type

const Positive = Schema.Int.check(Schema.isGreaterThan(0))

/** Who on our side does or decides something. */
export const OurRole = Schema.Literals(["manager", "superior", "marketer", "expert", "sponsor"])
export type OurRole = typeof OurRole.Type

/**
 * A barrier before a step: at least so many of the roles are engaged, that is, one of their people replied to us or met
 * with us since the account entered. Opens and clicks do not count: scanners do both.
 */
export const Gate = Schema.Struct({
  roles: Schema.NonEmptyArray(ContactRole),
  atLeast: withDefault(Positive, 1),
  /** After so long without it the account leaves the program; without it, it waits as long as the program lasts. */
  within: Schema.optionalKey(Wait)
})
export type Gate = typeof Gate.Type

/** A barrier before a step: something happens at the account since the step before, or the time for it runs out. */
export const WaitFor = Schema.Struct({
  event: Schema.Literals(["reply", "meeting", "purchase"]),
  timeout: Wait,
  /** What happens when it does not come in time. */
  otherwise: withDefault(Schema.Literals(["go on", "leave"]), "go on")
})
export type WaitFor = typeof WaitFor.Type

/** Something for a person of ours to do: the step is over when that person says so. */
export const TaskStep = Schema.Struct({
  kind: Schema.Literals(["call", "meeting", "visit", "letter", "gift", "other"]),
  /** What is to be done, in the words of whoever reads it. */
  text: Schema.NonEmptyString,
  owner: withDefault(OurRole, "manager"),
  /** Business days of the owner until it is due; late, it goes one step up. */
  dueBusinessDays: withDefault(Positive, 2),
  /** Business days of the owner until somebody has to have taken it on. */
  acceptBusinessDays: Schema.optionalKey(Positive)
})
export type TaskStep = typeof TaskStep.Type

/** One step: a message for each member contact (`slot`), or a task for one of us (`task`), some time after the one before. */
export const Touch = Schema.Struct({
  id: Id,
  /** Which contacts of the account: a rule over `contact`, `account`, `group`. A task without it is about the account. */
  to: Schema.optionalKey(Rule),
  /** How long after the member's previous touch was handed over; for the first one after the entry. */
  after: Schema.optionalKey(Wait),
  /** Looked at when the step opens, over `account` and `group`; when it does not hold the step is passed over. */
  when: Schema.optionalKey(Rule),
  gate: Schema.optionalKey(Gate),
  waitFor: Schema.optionalKey(WaitFor),
  slot: Schema.optionalKey(Id),
  /** The offer that its message makes. */
  offer: Schema.optionalKey(Id),
  task: Schema.optionalKey(TaskStep),
  /** What it costs for each person, or a task for each account, in minor units of the program's budget. */
  costMinor: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))),
  /** Whose word it needs before it goes. */
  approval: Schema.optionalKey(Schema.Literals(["manager", "superior"])),
  /** `service` passes caps and needs `ground`. */
  class: withDefault(Schema.Literals(["promotional", "service"]), "promotional"),
  /** What makes a service message one: `promise`, `case` or `contract`, which the records have to show, or `law: which`. */
  ground: Schema.optionalKey(
    Schema.NonEmptyString.annotate({
      description: "promise, case or contract, with `: which one` if wanted, or law: which"
    })
  ),
  sender: withDefault(Schema.Literals(["program", "manager"]), "program"),
  window: Schema.optionalKey(Window),
  /** How many business days after its turn a touch may still go. */
  deadlineBusinessDays: withDefault(Schema.Int.check(Schema.isGreaterThan(0)), 3)
})
export type Touch = typeof Touch.Type

/** What makes an account leave a play before its end, besides its goal. */
export const ExitReason = Schema.Literals(["opted-out", "negotiation", "lost"])
export type ExitReason = typeof ExitReason.Type

/** A sequence of touches for an account: entered by rule, left when its goal is met or another exit holds. */
export const Play = Schema.Struct({
  id: Id,
  /** Which accounts of the audience; the first play that fits is entered. */
  when: Schema.optionalKey(Rule),
  /** The account leaves the program when this becomes true. */
  goal: Schema.optionalKey(Rule),
  /** What else makes it leave; without it an account leaves that opted out or is lost. A win-back is for the lost. */
  exits: Schema.optionalKey(Schema.Array(ExitReason)),
  touches: Schema.NonEmptyArray(Touch)
})
export type Play = typeof Play.Type

/** What is done differently for one account, by a person's word. */
export const Override = Schema.Struct({
  /** It does not enter. */
  exclude: withDefault(Schema.Boolean, false),
  /** Touches that it does not get. */
  skip: withDefault(Schema.Array(Id), []),
  /** The variant that it gets, by slot. */
  variants: withDefault(Schema.Record(Id, Id), {}),
  /** The play that it enters, whatever the rules of plays say. */
  play: Schema.optionalKey(Id)
})
export type Override = typeof Override.Type

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
  /** `closed`: nobody enters any more; who is inside goes on. */
  entries: withDefault(Schema.Literals(["open", "closed"]), "open"),
  /** What all of its touches may cost together, over all accounts; without it nothing is counted. */
  budget: Schema.optionalKey(Money),
  /** Special terms that its touches may bring, by the id that they name. */
  offers: Schema.optionalKey(Schema.Record(Id, Offer)),
  /** By account id. */
  overrides: withDefault(Schema.Record(Schema.NonEmptyString, Override), {}),
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
