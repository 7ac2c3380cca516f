/**
 * The journal's vocabulary: what happened (inputs, from anyone at any time) and what was decided (decisions, only from
 * `decide`). Events are plain JSON; instants are epoch milliseconds; nothing in them is an address.
 */
import * as Schema from "effect/Schema"
import { Activity } from "../account/Activity.ts"
import { Consent } from "../account/Consent.ts"
import { Hold, HoldKind } from "../account/Hold.ts"
import { DeliveryState } from "../delivery/DeliveryState.ts"
import { Instant } from "../kernel/Calendar.ts"
import { OfferTold } from "../program/Offer.ts"

/** Records of the group came in, at a revision. */
export const FactsImported = Schema.TaggedStruct("FactsImported", { revision: Schema.String })
/**
 * An account belongs to another group than before: its parent changed, or it was merged. It is told in both groups: the
 * one that gives learns what it no longer holds, the other what it holds from now on.
 */
export const AccountMoved = Schema.TaggedStruct("AccountMoved", {
  accountId: Schema.String,
  /** The account that it was merged into, whose history goes on; absent where it keeps its id. */
  into: Schema.optionalKey(Schema.String),
  from: Schema.String,
  to: Schema.String,
  /** Whose words and deeds go along. */
  contactIds: Schema.Array(Schema.String),
  /** Notices of departure whose answers go along. */
  noticeIds: Schema.Array(Schema.String),
  /** What the receiving group is given of the state; null in the group that gives. */
  carried: Schema.NullOr(Schema.Json)
})
/** A person did something. */
export const ActivityRecorded = Schema.TaggedStruct("ActivityRecorded", { activity: Activity })
/** A contact's consent changed; `scope: account` reaches every contact of the account. */
export const ConsentChanged = Schema.TaggedStruct("ConsentChanged", {
  contactId: Schema.String,
  /** The keyed hash of the person's address: a withdrawal then reaches the person in every group. */
  addressHash: Schema.optionalKey(Schema.String),
  consent: Consent,
  scope: Schema.optionalKey(Schema.Literals(["person", "account"]))
})
/** A person holds marketing. */
export const HoldPlaced = Schema.TaggedStruct("HoldPlaced", { hold: Hold })
/**
 * A person releases holds: one by id, or all of a kind, of an account or of the group. Without a kind it is those of
 * sales: whoever lets marketing go on says nothing of what a lawyer holds.
 */
export const HoldReleased = Schema.TaggedStruct("HoldReleased", {
  holdId: Schema.optionalKey(Schema.String),
  kind: Schema.optionalKey(HoldKind),
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
/** A person takes an account to another version of its program; what it got under the old one is not repeated. */
export const EnrolmentMigrated = Schema.TaggedStruct("EnrolmentMigrated", {
  enrolmentId: Schema.String,
  version: Schema.String,
  by: Schema.String
})
/** A person lets a touch go that waits for a word; everything else is looked at again at that moment. */
export const ApprovalGiven = Schema.TaggedStruct("ApprovalGiven", { approvalId: Schema.String, by: Schema.String })
/** A person says no to a touch that waits for a word: it will not go. */
export const ApprovalRefused = Schema.TaggedStruct("ApprovalRefused", {
  approvalId: Schema.String,
  by: Schema.String,
  reason: Schema.String
})
/** A person takes a task on. */
export const TaskAccepted = Schema.TaggedStruct("TaskAccepted", { taskId: Schema.String, by: Schema.String })
/** A person ends a task: done, or not to be done. */
export const TaskClosed = Schema.TaggedStruct("TaskClosed", {
  taskId: Schema.String,
  by: Schema.String,
  outcome: Schema.Literals(["done", "dismissed"]),
  note: Schema.optionalKey(Schema.String)
})
/** What a client who wants to leave answered: why, to whom, for what price. A question without an answer is absent. */
export const ExitAnswered = Schema.TaggedStruct("ExitAnswered", {
  noticeId: Schema.String,
  answers: Schema.Struct({
    reason: Schema.optionalKey(Schema.String),
    service: Schema.optionalKey(Schema.String),
    competitor: Schema.optionalKey(Schema.String),
    price: Schema.optionalKey(Schema.String),
    until: Schema.optionalKey(Schema.String),
    /** Where the competitor's offer can be seen; absent, it is claimed. */
    evidence: Schema.optionalKey(Schema.String)
  }),
  by: Schema.String
})
/** What the client said to an offer. */
export const OfferAnswered = Schema.TaggedStruct("OfferAnswered", {
  offerId: Schema.String,
  answer: Schema.Literals(["accepted", "declined"]),
  by: Schema.String
})
/** A person read the negotiation brief of an account, as it was produced at an instant. */
export const BriefRead = Schema.TaggedStruct("BriefRead", {
  accountId: Schema.String,
  by: Schema.String,
  producedAt: Instant
})

/** What happened: appended by anyone, never refused, never in conflict. */
export const Input = Schema.Union([
  FactsImported,
  AccountMoved,
  ActivityRecorded,
  ConsentChanged,
  HoldPlaced,
  HoldReleased,
  EnrolmentAborted,
  EnrolmentMigrated,
  ApprovalGiven,
  ApprovalRefused,
  TaskAccepted,
  TaskClosed,
  ExitAnswered,
  OfferAnswered,
  BriefRead,
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
/** A step's members are fixed; nobody where it is passed over: for a reason, or for a condition, as `evidence` tells. */
export const StepOpened = Schema.TaggedStruct("StepOpened", {
  enrolmentId: Schema.String,
  touchId: Schema.String,
  members: Schema.Array(Schema.String),
  reason: Schema.optionalKey(Schema.String),
  evidence: Schema.optionalKey(Evidence)
})
/** What a step waited for came, or the wait for it ran out. */
export const GatePassed = Schema.TaggedStruct("GatePassed", {
  enrolmentId: Schema.String,
  programId: Schema.String,
  accountId: Schema.String,
  touchId: Schema.String,
  by: Schema.Literals(["event", "timeout", "gate"]),
  evidence: Evidence
})
/** A touch, or a task with what it `asks`, waits for a word; one serves all of the step. `why`: where the step is not it. */
export const ApprovalRequested = Schema.TaggedStruct("ApprovalRequested", {
  approvalId: Schema.String,
  enrolmentId: Schema.String,
  programId: Schema.String,
  touchId: Schema.String,
  accountId: Schema.String,
  /** Whose; null where the group has no such person. */
  of: Schema.NullOr(Schema.String),
  asks: Schema.optionalKey(Schema.String),
  why: Schema.optionalKey(Evidence)
})
/** What a task is about. */
export const TaskKind = Schema.Literals([
  "call",
  "meeting",
  "visit",
  "letter",
  "gift",
  "other",
  "reply",
  "anomaly",
  "departure",
  "offer",
  "loss"
])
export type TaskKind = typeof TaskKind.Type
/** A person of ours has something to do by an instant. */
export const TaskCreated = Schema.TaggedStruct("TaskCreated", {
  taskId: Schema.String,
  kind: TaskKind,
  accountId: Schema.NullOr(Schema.String),
  /** Whom it is about, if persons. */
  contactIds: Schema.Array(Schema.String),
  /** The step of a program that it belongs to. */
  enrolmentId: Schema.optionalKey(Schema.String),
  touchId: Schema.optionalKey(Schema.String),
  /** The signal that it answers: it ends with it. */
  signalKey: Schema.optionalKey(Schema.String),
  /** Null when nobody is named for it. */
  ownerId: Schema.NullOr(Schema.String),
  /** Who else is told. */
  followers: Schema.Array(Schema.String),
  text: Schema.String,
  dueAt: Schema.NullOr(Instant),
  /** Until when somebody has to take it on; null where nobody has to say so. */
  acceptBy: Schema.NullOr(Instant),
  /** What it takes of the program's budget, in minor units. */
  costMinor: Schema.optionalKey(Schema.Int),
  evidence: Evidence
})
/** A task that is late, or that nobody took on, goes one step up; null where there is nobody above. */
export const TaskEscalated = Schema.TaggedStruct("TaskEscalated", {
  taskId: Schema.String,
  to: Schema.NullOr(Schema.String),
  reason: Schema.Literals(["overdue", "not accepted"])
})
/** An open task goes to another person, because its owner no longer answers for the account. */
export const TaskHandedOver = Schema.TaggedStruct("TaskHandedOver", {
  taskId: Schema.String,
  from: Schema.NullOr(Schema.String),
  to: Schema.NullOr(Schema.String),
  /** Until when the new owner has to take it on. */
  acceptBy: Schema.NullOr(Instant),
  reason: Schema.String
})
/** A task is no longer needed: what it was for is over. */
export const TaskWithdrawn = Schema.TaggedStruct("TaskWithdrawn", { taskId: Schema.String, reason: Schema.String })
/** Something was noticed that rules may look at and people have to know. */
export const SignalRaised = Schema.TaggedStruct("SignalRaised", {
  /** The same for the same thing at every look. */
  key: Schema.String,
  kind: Schema.String,
  accountId: Schema.NullOr(Schema.String),
  subjectId: Schema.String,
  severity: Schema.Literals(["low", "medium", "high"]),
  evidence: Evidence
})
/** What was noticed no longer holds. */
export const SignalEnded = Schema.TaggedStruct("SignalEnded", { key: Schema.String, kind: Schema.String })
/** An account moved between journey stages. */
export const StageChanged = Schema.TaggedStruct("StageChanged", {
  accountId: Schema.String,
  from: Schema.NullOr(Schema.String),
  to: Schema.NullOr(Schema.String),
  evidence: Evidence
})
/** Special terms for a client, decided by rule; they always end. */
export const OfferMade = Schema.TaggedStruct("OfferMade", {
  offerId: Schema.String,
  accountId: Schema.String,
  noticeId: Schema.String,
  rung: Schema.String,
  terms: Schema.String,
  discountPercent: Schema.NullOr(Schema.Int),
  endsAt: Instant,
  remindAt: Schema.NullOr(Instant),
  /** Whose word it waits for; null when it needs none. */
  approvalOf: Schema.NullOr(Schema.String),
  approvalId: Schema.NullOr(Schema.String),
  evidence: Evidence
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
  /** Of a service message: its ground as the program says it, and what in the records showed it. */
  ground: Schema.optionalKey(Schema.Struct({ is: Schema.String, evidence: Evidence })),
  slot: Schema.String,
  variantId: Schema.String,
  templateId: Schema.String,
  sender: Schema.Literals(["program", "manager"]),
  notBefore: Instant,
  notAfter: Instant,
  /** What it takes of the program's budget, in minor units. */
  costMinor: Schema.optionalKey(Schema.Int),
  /** The offer that it makes. */
  offer: Schema.optionalKey(OfferTold),
  trace: Schema.Array(Schema.String)
})
/** A queued message goes later; `notBefore` null: not before a later decision says so. */
export const MessageDeferred = Schema.TaggedStruct("MessageDeferred", {
  ...touch,
  messageId: Schema.String,
  rule: Schema.String,
  evidence: Evidence,
  /** What else holds. */
  others: Schema.optionalKey(Schema.Array(Schema.String)),
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
  SignalRaised,
  SignalEnded,
  StageChanged,
  Enrolled,
  GatePassed,
  StepOpened,
  ApprovalRequested,
  TaskCreated,
  TaskEscalated,
  TaskHandedOver,
  TaskWithdrawn,
  OfferMade,
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
