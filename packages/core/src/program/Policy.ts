/** The policy: every default of the guard rails as a field that a host can change. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { EngagementRules } from "../engagement/EngagementRules.ts"
import { JourneyRules } from "../engagement/JourneyStage.ts"
import { AbsenceRules } from "../engagement/Reply.ts"
import { RestRules } from "../engagement/SoftBounce.ts"
import { officeHours, Window } from "../kernel/BusinessCalendar.ts"
import { Day, Zone } from "../kernel/Calendar.ts"
import { Money } from "../kernel/Money.ts"
import { standardForgottenDays } from "../market/AnomalyChecks.ts"

const withDefault = <S extends Schema.Top>(schema: S, value: S["Encoded"]) =>
  schema.pipe(Schema.withDecodingDefaultKey(Effect.succeed(value)))
const Count = Schema.Int.check(Schema.isGreaterThan(0))

/** Guard rails and calendars. Caps count in rolling windows. */
export const Policy = Schema.Struct({
  /** The reporting zone: of days without a zone, and of whoever has none. */
  timeZone: withDefault(Zone, "UTC"),
  /** Where the sender is at home; its holidays hold for whoever has no country. */
  country: Schema.optionalKey(Schema.String),
  /** Holidays by ISO 3166-1 alpha-2 country; `*` holds everywhere. */
  holidays: withDefault(Schema.Record(Schema.String, Schema.Array(Day)), {}),
  /** The domain at which Message-IDs are made. */
  sendingDomain: withDefault(Schema.NonEmptyString, "localhost.invalid"),
  window: withDefault(Window, officeHours),
  /** Messages to one person. */
  contactCap: withDefault(Schema.Struct({ per24Hours: withDefault(Count, 1), per7Days: withDefault(Count, 3) }), {}),
  /** Persons per 24 hours and messages per 7 days to one account. */
  accountCap: withDefault(
    Schema.Struct({
      personsPer24Hours: withDefault(Count, 3),
      per7Days: withDefault(Count, 10),
      count: withDefault(Schema.Literals(["account", "group"]), "account")
    }),
    {}
  ),
  /** Minutes between messages to different persons of one account. */
  staggerMinutes: withDefault(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)), 30),
  /** Stages of open opportunities in which sales negotiates, in whatever case: marketing is silent there. */
  negotiationStages: withDefault(Schema.Array(Schema.String), ["negotiation", "negotiating", "contract"]),
  /** From so many business days before a planned negotiation, until its day is over, marketing is silent. */
  negotiationBusinessDays: withDefault(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)), 5),
  /** In so many business days of the manager the task to answer a reply is due. */
  replyBusinessDays: withDefault(Count, 1),
  /** In so many business days whoever gets a task handed over has to take it on. */
  acceptBusinessDays: withDefault(Count, 1),
  /** After so many days without an entry an open complaint is forgotten. */
  forgottenComplaintDays: withDefault(Count, standardForgottenDays),
  /** One program speaks to an account (or its group) at a time; after so many days without a due touch another may. */
  oneVoice: withDefault(
    Schema.Struct({
      count: withDefault(Schema.Literals(["account", "group", "off"]), "account"),
      quietDays: withDefault(Count, 14)
    }),
    {}
  ),
  /** How long somebody who is away is left alone. */
  absence: withDefault(AbsenceRules, {}),
  /** When an address that cannot be reached for the moment rests, and for how long. */
  softBounce: withDefault(RestRules, {}),
  /** The most that one person may be given in a calendar year, by ISO 3166-1 alpha-2 country; `*` elsewhere. Without one, gifts are refused. */
  giftLimits: withDefault(Schema.Record(Schema.String, Money), {}),
  /** What engagement is made of. */
  engagement: withDefault(EngagementRules, {}),
  /** The journey stages of accounts. */
  journey: withDefault(JourneyRules, {}),
  /** Whether what should not be (a block although paid, a promise overdue, …) is raised with a task for us. */
  anomalies: withDefault(Schema.Boolean, true),
  /** Severities of complaints that hold the whole group; others hold their own account. */
  groupWideComplaints: withDefault(Schema.Array(Schema.Literals(["low", "medium", "high"])), ["high"])
})
export type Policy = typeof Policy.Type

/** The defaults. */
export const standard: Policy = Schema.decodeUnknownSync(Policy)({})
