/**
 * What engagement is made of and what each part weighs: kinds of deeds, roles of the people who did them, the tier of
 * their account, and how fast it all fades. Scanners of mail open and click by themselves, so that opens and clicks
 * weigh little; what takes a person's time weighs most; what we do alone, and what mail systems say, weighs nothing.
 */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { ActivityKind } from "../account/Activity.ts"

/** What a deed can be: an activity told by mail, or an interaction that was held. */
export const DeedKind = Schema.Literals([
  ...ActivityKind.literals,
  "e-mail received",
  "e-mail sent",
  "call",
  "event",
  "meeting",
  "visit",
  "negotiation"
])
export type DeedKind = typeof DeedKind.Type

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))
const Weight = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000 }))

/** The rules of a score. Weights are 0 or more; a score is in points. */
export const EngagementRules = Schema.Struct({
  /** After so many days of 24 hours a deed counts half. */
  halfLifeDays: withDefault(Schema.Finite.check(Schema.isBetween({ minimum: 0.001, maximum: 36_500 })), 30),
  /** Points of a deed by its kind. */
  kinds: withDefault(
    Schema.Struct({
      opened: withDefault(Weight, 0.1),
      clicked: withDefault(Weight, 0.3),
      replied: withDefault(Weight, 5),
      "out of office": withDefault(Weight, 0),
      unsubscribed: withDefault(Weight, 0),
      bounced: withDefault(Weight, 0),
      complained: withDefault(Weight, 0),
      /** Where a source books the replies that mail tells of too, one of the two weighs 0. */
      "e-mail received": withDefault(Weight, 5),
      "e-mail sent": withDefault(Weight, 0),
      call: withDefault(Weight, 6),
      event: withDefault(Weight, 4),
      meeting: withDefault(Weight, 10),
      visit: withDefault(Weight, 10),
      negotiation: withDefault(Weight, 10)
    }),
    {}
  ),
  /** Multiplied in by the weightiest role of the person; `none` where no role is known. */
  roles: withDefault(
    Schema.Struct({
      "economic buyer": withDefault(Weight, 2),
      "decision maker": withDefault(Weight, 2),
      champion: withDefault(Weight, 1.5),
      influencer: withDefault(Weight, 1.2),
      "technical evaluator": withDefault(Weight, 1.2),
      user: withDefault(Weight, 1),
      gatekeeper: withDefault(Weight, 0.8),
      procurement: withDefault(Weight, 1),
      legal: withDefault(Weight, 1),
      none: withDefault(Weight, 1)
    }),
    {}
  ),
  /** Multiplied in by the tier of the account; `unknown` where no analysis has said. */
  tiers: withDefault(
    Schema.Struct({
      "one-to-one": withDefault(Weight, 1.5),
      "one-to-few": withDefault(Weight, 1.2),
      "one-to-many": withDefault(Weight, 1),
      none: withDefault(Weight, 1),
      unknown: withDefault(Weight, 1)
    }),
    {}
  )
})
export type EngagementRules = typeof EngagementRules.Type

/** The defaults. */
export const standard: EngagementRules = Schema.decodeUnknownSync(EngagementRules)({})
