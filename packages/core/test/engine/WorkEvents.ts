/** One event of every kind that no touch brings about: what people do, what is asked of them, what is noticed and moved. */
import type { Event } from "../../src/journal/Event.ts"
import { instant, type Instant } from "../../src/kernel/Calendar.ts"

const start = Date.UTC(2026, 2, 9, 9)

/** So many minutes after the tables begin. */
export const minute = (count: number): Instant => instant(start + count * 60_000)
/** An instant by its distance from there. */
export const show = (at: Instant): string => `+${(at - start) / 60_000}min`
/** When the events of the tables are told. */
export const now = minute(60)

const program = { enrolmentId: "e1", programId: "care", accountId: "arrow" }
const moved = { accountId: "arrow", from: "arrow", to: "bolt", contactIds: ["anna"], noticeIds: ["n1"] }
const hold = { id: "h1", kind: "sales", reason: "talks", by: "mia", placedAt: minute(59) } as const
const consent = { topic: "news", purpose: "marketing", basis: "consent", status: "withdrawn", source: "call" } as const
const offer = {
  _tag: "OfferMade",
  offerId: "o1",
  accountId: "arrow",
  noticeId: "n1",
  rung: "better plan",
  terms: "the smaller plan",
  discountPercent: null,
  endsAt: minute(900),
  remindAt: null,
  approvalOf: null,
  approvalId: null,
  evidence: {}
} as const

/** By what happened. Ids are those of the states they are tried on: e1, t1, k1, w1, s1, o1, n1. */
export const events: Readonly<Record<string, Event>> = {
  "facts imported": { _tag: "FactsImported", revision: "r2" },
  "account moved away": { _tag: "AccountMoved", ...moved, carried: null },
  "hold placed": { _tag: "HoldPlaced", hold },
  "hold released": { _tag: "HoldReleased", by: "mia" },
  "consent changed": { _tag: "ConsentChanged", contactId: "anna", consent },
  aborted: { _tag: "EnrolmentAborted", enrolmentId: "e1", by: "mia" },
  migrated: { _tag: "EnrolmentMigrated", enrolmentId: "e1", version: "v2", by: "mia" },
  ticked: { _tag: "Ticked", now, factsRevision: "r1", hashes: {} },
  enrolled: {
    _tag: "Enrolled",
    ...program,
    enrolmentId: "e2",
    version: "v2",
    playId: "main",
    occurrence: 2,
    holdout: false,
    evidence: {}
  },
  "step opened": { _tag: "StepOpened", enrolmentId: "e1", touchId: "t2", members: ["anna"] },
  "gate passed": { _tag: "GatePassed", ...program, touchId: "t2", by: "gate", evidence: {} },
  exited: { _tag: "Exited", ...program, reason: "completed", evidence: {} },
  "approval requested": { _tag: "ApprovalRequested", ...program, approvalId: "w1", touchId: "t1", of: "mia" },
  "approval given": { _tag: "ApprovalGiven", approvalId: "w1", by: "mia" },
  "approval refused": { _tag: "ApprovalRefused", approvalId: "w1", by: "mia", reason: "not now" },
  "task created": {
    _tag: "TaskCreated",
    taskId: "k1",
    kind: "call",
    accountId: "arrow",
    contactIds: ["anna"],
    ownerId: "mia",
    followers: [],
    text: "call them",
    dueAt: minute(120),
    acceptBy: null,
    evidence: {}
  },
  "task accepted": { _tag: "TaskAccepted", taskId: "k1", by: "mia" },
  "task escalated": { _tag: "TaskEscalated", taskId: "k1", to: "boss", reason: "overdue" },
  "task handed over": {
    _tag: "TaskHandedOver",
    taskId: "k1",
    from: "mia",
    to: "noa",
    acceptBy: null,
    reason: "its owner left"
  },
  "task closed": { _tag: "TaskClosed", taskId: "k1", by: "mia", outcome: "done" },
  "task withdrawn": { _tag: "TaskWithdrawn", taskId: "k1", reason: "what was noticed is over" },
  "signal raised": {
    _tag: "SignalRaised",
    key: "s1",
    kind: "unanswered",
    accountId: "arrow",
    subjectId: "c1",
    severity: "low",
    evidence: {}
  },
  "signal ended": { _tag: "SignalEnded", key: "s1", kind: "unanswered" },
  "stage changed": { _tag: "StageChanged", accountId: "arrow", from: null, to: "aware", evidence: {} },
  "offer made": offer,
  "offer made for a word": { ...offer, approvalOf: "boss", approvalId: "w1" },
  "offer accepted": { _tag: "OfferAnswered", offerId: "o1", answer: "accepted", by: "mia" },
  "offer declined": { _tag: "OfferAnswered", offerId: "o1", answer: "declined", by: "mia" },
  "exit answered": { _tag: "ExitAnswered", noticeId: "n1", answers: { reason: "price" }, by: "mia" },
  "brief read": { _tag: "BriefRead", accountId: "arrow", by: "mia", producedAt: minute(58) }
}
