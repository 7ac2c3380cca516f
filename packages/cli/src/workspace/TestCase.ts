/**
 * A test case states what should happen: at a day or over a span, given changed facts and things said, to an account, a
 * contact, a touch. Records are written as they read best: days for instants, plain amounts for money, null for unknown.
 */
import {
  Account,
  type AccountMarket,
  Asset,
  Calendar,
  Case,
  Commitment,
  Contact,
  DepartureNotice,
  Event,
  Interaction,
  KeyAccountType,
  Ladder,
  Opportunity,
  Tier
} from "@market-of-one/core"
import * as Schema from "effect/Schema"
import { amount, patches, type Patch, type Reading, When, withDefault } from "./TestCaseReading.ts"

const unknown = <S extends Schema.Top>(schema: S) => Schema.optionalKey(Schema.NullOr(schema))
const Share = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** What the analysis says of the case's group, where the case says it outright. */
const analysisOf = (reading: Reading) =>
  Schema.Struct({
    abc: unknown(Schema.Literals(["A", "B", "C"])),
    xyz: unknown(Schema.Literals(["X", "Y", "Z"])),
    isKey: unknown(Schema.Boolean),
    keyScore: unknown(Share),
    keyConfidence: unknown(Share),
    types: Schema.optionalKey(Schema.Array(KeyAccountType.KeyAccountType)),
    tier: unknown(Tier.Tier),
    measure: unknown(amount(reading)),
    margin: unknown(Schema.Struct({ revenue: amount(reading), cost: amount(reading) })),
    share: unknown(Share),
    firstOrderOn: unknown(Calendar.Day),
    lastOrderOn: unknown(Calendar.Day),
    silenceDays: unknown(Count),
    usualIntervalDays: unknown(Schema.Finite)
  })

/** Something told, as `abm record` takes it; the id may be left out, and `at` where the change has one. */
const Said = Schema.Struct({
  id: Schema.optionalKey(Schema.NonEmptyString),
  type: Schema.NonEmptyString.annotate({ description: "as `abm record` takes it: reply, bounce, hold, …" }),
  at: Schema.optionalKey(When),
  account: Schema.optionalKey(Schema.NonEmptyString),
  contact: Schema.optionalKey(Schema.NonEmptyString),
  data: withDefault(Schema.Record(Schema.String, Schema.Unknown), {})
})
export type Said = typeof Said.Type

const recordsOf = (reading: Reading) => ({
  accounts: patches("Account", Account.Account, reading),
  contacts: patches("Contact", Contact.Contact, reading),
  opportunities: patches("Opportunity", Opportunity.Opportunity, reading),
  cases: patches("Case", Case.Case, reading),
  promises: patches("Commitment", Commitment.Commitment, reading),
  interactions: patches("Interaction", Interaction.Interaction, reading),
  assets: patches("Asset", Asset.Asset, reading),
  departures: patches("DepartureNotice", DepartureNotice.DepartureNotice, reading)
})

/** The kinds of records that a case may change. */
export type KindName = keyof ReturnType<typeof recordsOf>

const factsOf = (reading: Reading) => ({
  ...recordsOf(reading),
  analysis: withDefault(analysisOf(reading), {}),
  told: withDefault(Schema.Array(Said), [])
})

/** What is changed, beside the data. */
export interface Facts extends Readonly<Record<KindName, ReadonlyArray<Patch>>> {
  readonly analysis: Readonly<Partial<Record<keyof AccountMarket.Segment, unknown>>>
  readonly told: ReadonlyArray<Said>
}

/** What a case looks at. */
const Whom = Schema.Struct({
  account: Schema.NonEmptyString,
  contact: Schema.optionalKey(Schema.NonEmptyString),
  program: Schema.optionalKey(Schema.NonEmptyString),
  touch: Schema.optionalKey(Schema.NonEmptyString)
})
export type Whom = typeof Whom.Type

const text = (description: string) => Schema.optionalKey(Schema.NonEmptyString.annotate({ description }))

/** What should happen. Everything that is said has to hold. */
const Expect = Schema.Struct({
  variant: text("the variant (or the fallback's id) of every message decided on"),
  template: text("the template of every message decided on"),
  subject: text("the subject of every message sent"),
  textContains: Schema.optionalKey(
    Schema.Union([Schema.NonEmptyString, Schema.NonEmptyArray(Schema.NonEmptyString)]).annotate({
      description: "what stands in the plain text of every message sent"
    })
  ),
  text: text("the whole plain text of every message sent; where its lines break does not matter"),
  html: text("the whole HTML of every message sent; where its lines break does not matter"),
  sender: text("the name, or the address, from which every message sent comes"),
  held: text("a touch is held by this guard rail, at any time of the case"),
  until: Schema.optionalKey(When.annotate({ description: "when the hold ends: the day, or the very instant" })),
  skipped: text("a touch is skipped, or its message taken back, for this reason"),
  sent: Schema.optionalKey(Schema.Boolean.annotate({ description: "whether any message is sent" })),
  messages: Schema.optionalKey(Count.annotate({ description: "how many messages are sent" })),
  enrolled: text("the account enters this program, or this play: program/play"),
  notEnrolled: text("the account does not enter this program"),
  holdout: Schema.optionalKey(Schema.Boolean.annotate({ description: "whether the account enters as holdout" })),
  exited: text("the account leaves the program for this reason"),
  task: Schema.optionalKey(Event.TaskKind.annotate({ description: "a task of this kind is given to somebody" })),
  due: Schema.optionalKey(When.annotate({ description: "by when the task is to be done: the day, or the instant" })),
  acceptBy: Schema.optionalKey(When.annotate({ description: "until when somebody has to take the task on" })),
  approver: text("the person of ours, by id, for whose word a touch or an offer waits"),
  offer: Schema.optionalKey(Ladder.Rung.annotate({ description: "an offer of this rung is made" })),
  stage: text("the account comes to this journey stage"),
  day: Schema.optionalKey(
    Calendar.Day.annotate({
      description: "the day of the span on which all of this happens; only that day is looked at"
    })
  )
})
export type Expect = typeof Expect.Type

const caseOf = (reading: Reading) => {
  const facts = factsOf(reading)
  return Schema.Struct({
    name: Schema.NonEmptyString.annotate({ description: "what should happen, in one sentence" }),
    at: Schema.optionalKey(When.annotate({ description: "the day, or the instant, that the case is about" })),
    from: Schema.optionalKey(When.annotate({ description: "the first day of a span" })),
    until: Schema.optionalKey(When.annotate({ description: "the day after the last of a span" })),
    for: Whom,
    given: withDefault(Schema.Struct(facts), {}),
    meanwhile: withDefault(
      Schema.Array(Schema.Struct({ at: When, ...facts })).annotate({ description: "what changes while it runs" }),
      []
    ),
    persons: Schema.optionalKey(
      Schema.Literals(["in time", "absent"]).annotate({
        description: "whether persons approve at once and do tasks when due (unless said), or say only what is told"
      })
    ),
    expect: Expect
  })
}

/** One case as a file states it. */
export interface TestCase {
  readonly name: string
  readonly at?: string
  readonly from?: string
  readonly until?: string
  readonly for: Whom
  readonly given: Facts
  readonly meanwhile: ReadonlyArray<Facts & { readonly at: string }>
  readonly persons?: "in time" | "absent"
  readonly expect: Expect
}

/** A file of cases, as decoded. */
export interface TestFile {
  readonly cases: ReadonlyArray<TestCase>
}

/** The schema of a file of cases in a workspace. */
export const schemaOf = (reading: Reading): Schema.Codec<TestFile, unknown> =>
  Schema.Struct({ cases: Schema.Array(caseOf(reading)).check(Schema.isMinLength(1)) })
