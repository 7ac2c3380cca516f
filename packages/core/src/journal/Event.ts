/**
 * The journal's vocabulary: what happened (inputs, from anyone at any time) and what was decided (decisions, only from
 * `decide`). Events are plain JSON; instants are epoch milliseconds; nothing in them is an address.
 */
import * as Schema from "effect/Schema"
import { Activity } from "../account/Activity.ts"
import { Consent } from "../account/Consent.ts"
import { Hold } from "../account/Hold.ts"
import { DeliveryState } from "../delivery/DeliveryState.ts"
import { Instant } from "../kernel/Calendar.ts"

/** Records of the group came in, at a revision. */
export const FactsImported = Schema.TaggedStruct("FactsImported", { revision: Schema.String })
/** A person did something. */
export const ActivityRecorded = Schema.TaggedStruct("ActivityRecorded", { activity: Activity })
/** A contact's consent changed; `scope: account` reaches every contact of the account. */
export const ConsentChanged = Schema.TaggedStruct("ConsentChanged", {
  contactId: Schema.String,
  consent: Consent,
  scope: Schema.optionalKey(Schema.Literals(["person", "account"]))
})
/** A person holds marketing. */
export const HoldPlaced = Schema.TaggedStruct("HoldPlaced", { hold: Hold })
/** A person releases holds: one by id, or all of an account or of the group. */
export const HoldReleased = Schema.TaggedStruct("HoldReleased", {
  holdId: Schema.optionalKey(Schema.String),
  accountId: Schema.optionalKey(Schema.String),
  by: Schema.String
})
/** A person takes an account out of a program. */
export const EnrolmentAborted = Schema.TaggedStruct("EnrolmentAborted", {
  enrolmentId: Schema.String,
  by: Schema.String
})
/** A person, or the declared policy, settles an unknown send. */
export const MessageResolved = Schema.TaggedStruct("MessageResolved", {
  messageId: Schema.String,
  as: Schema.Literals(["delivered", "resend", "drop"]),
  by: Schema.String
})
/** A message came to an end, or its fate became unknown. Attempts that go back into the queue are not told. */
export const MessageSettled = Schema.TaggedStruct("MessageSettled", {
  messageId: Schema.String,
  attempt: Schema.Int,
  state: DeliveryState,
  /** When it was handed over; null when it never was. */
  handedAt: Schema.NullOr(Instant),
  reason: Schema.NullOr(Schema.String)
})

/** What happened: appended by anyone, never refused, never in conflict. */
export const Input = Schema.Union([
  FactsImported,
  ActivityRecorded,
  ConsentChanged,
  HoldPlaced,
  HoldReleased,
  EnrolmentAborted,
  MessageResolved,
  MessageSettled
])
export type Input = typeof Input.Type

/** A fact that a rule looked at, by its path, with its value; null when it was unknown. */
export const Evidence = Schema.Record(
  Schema.String,
  Schema.NullOr(Schema.Union([Schema.String, Schema.Finite, Schema.Boolean, Schema.Array(Schema.String)]))
)
export type Evidence = typeof Evidence.Type

const touch = {
  enrolmentId: Schema.String,
  programId: Schema.String,
  playId: Schema.String,
  touchId: Schema.String,
  accountId: Schema.String,
  contactId: Schema.String
}

/** A tick decided something: the first of its events. `hashes` name the definitions, policy and engine it decided by. */
export const Ticked = Schema.TaggedStruct("Ticked", {
  now: Instant,
  factsRevision: Schema.String,
  hashes: Schema.Record(Schema.String, Schema.String)
})
/** An account entered a program's version, in a play; in a holdout nothing is sent to it. */
export const Enrolled = Schema.TaggedStruct("Enrolled", {
  enrolmentId: Schema.String,
  programId: Schema.String,
  version: Schema.String,
  playId: Schema.String,
  accountId: Schema.String,
  occurrence: Schema.Int,
  holdout: Schema.Boolean,
  evidence: Evidence
})
/** A step's members are fixed. */
export const StepOpened = Schema.TaggedStruct("StepOpened", {
  enrolmentId: Schema.String,
  touchId: Schema.String,
  members: Schema.Array(Schema.String)
})
/** A due touch may not go now: the primary reason, its evidence, all other reasons, and until when if known. */
export const TouchHeld = Schema.TaggedStruct("TouchHeld", {
  ...touch,
  /** When its turn came. */
  due: Instant,
  rule: Schema.String,
  evidence: Evidence,
  others: Schema.Array(Schema.String),
  until: Schema.NullOr(Instant)
})
/** A due touch will never go. */
export const TouchSkipped = Schema.TaggedStruct("TouchSkipped", { ...touch, reason: Schema.String, evidence: Evidence })
/** A touch may go: the content chosen, with its trace, and the slot in which it may be handed over. */
export const MessageQueued = Schema.TaggedStruct("MessageQueued", {
  ...touch,
  /** When its turn came. */
  due: Instant,
  messageId: Schema.String,
  version: Schema.String,
  addressHash: Schema.String,
  topic: Schema.String,
  class: Schema.Literals(["promotional", "service"]),
  slot: Schema.String,
  variantId: Schema.String,
  templateId: Schema.String,
  sender: Schema.Literals(["program", "manager"]),
  notBefore: Instant,
  notAfter: Instant,
  trace: Schema.Array(Schema.String)
})
/** A queued message goes later; `notBefore` null: not before a later decision says so. */
export const MessageDeferred = Schema.TaggedStruct("MessageDeferred", {
  ...touch,
  messageId: Schema.String,
  rule: Schema.String,
  evidence: Evidence,
  until: Schema.NullOr(Instant),
  notBefore: Schema.NullOr(Instant),
  notAfter: Schema.NullOr(Instant)
})
/** A queued message will not go. */
export const MessageWithdrawn = Schema.TaggedStruct("MessageWithdrawn", {
  ...touch,
  messageId: Schema.String,
  reason: Schema.String,
  evidence: Evidence
})
/** An account left a program. */
export const Exited = Schema.TaggedStruct("Exited", {
  enrolmentId: Schema.String,
  programId: Schema.String,
  accountId: Schema.String,
  reason: Schema.String,
  evidence: Evidence
})

/** What was decided: only from `decide`, appended by compare-and-set. */
export const Decision = Schema.Union([
  Ticked,
  Enrolled,
  StepOpened,
  TouchHeld,
  TouchSkipped,
  MessageQueued,
  MessageDeferred,
  MessageWithdrawn,
  Exited
])
export type Decision = typeof Decision.Type

/** Any event. */
export const Event = Schema.Union([...Input.members, ...Decision.members])
export type Event = typeof Event.Type

/** One line of a group's journal: `seq` counts from 1 without gaps; `at` is when it was appended. */
export interface Entry {
  readonly groupId: string
  readonly seq: number
  readonly at: Instant
  readonly event: Event
}

const decisions: ReadonlySet<string> = new Set(Decision.members.map((member) => member.fields._tag.schema.literal))

/** Whether an event was decided, not told. */
export const isDecision = (event: Event): event is Decision => decisions.has(event._tag)
