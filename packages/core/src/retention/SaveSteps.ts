/** The steps that a case asks of people: what, who, and by when. Every step names the rule that asks for it. */
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { Question, SaveCase } from "./SaveCase.ts"
import type { Offer, OfferRecord } from "./SaveOffer.ts"
import * as SaveOffer from "./SaveOffer.ts"
import type { SavePolicy } from "./SavePolicy.ts"

/** Where a case stands. `asking`: nothing can be offered before the exit questions are answered. */
export type Status =
  | "asking"
  | "offering"
  | "awaiting approval"
  | "awaiting answer"
  | "saved"
  | "exhausted"
  | "window over"

/** One step. */
export interface Step {
  readonly rule: string
  /** What to do, as an instruction. */
  readonly what: string
  /** The manager whose step it is; null when the client has none, or nobody can. */
  readonly by: string | null
  readonly dueAt: Calendar.Instant
}

/** What the steps follow from. */
export interface Situation {
  readonly horizon: Horizon
  readonly zone: Calendar.Zone
  readonly policy: Pick<SavePolicy, "hours" | "reminderDays">
  readonly managerId: string | null
  readonly one: SaveCase
  readonly status: Status
  readonly offer: Offer | null
  readonly needsApprovalOf: string | null
  readonly unanswered: ReadonlyArray<Question>
  /** Null once the client has been talked with. */
  readonly contactDueAt: Calendar.Instant | null
  /** All offers that the client has accepted by now. */
  readonly accepted: ReadonlyArray<OfferRecord>
}

const isOpen = (status: Status): boolean => status !== "saved" && status !== "exhausted" && status !== "window over"

const asking = ({ contactDueAt, managerId, one, status, unanswered }: Situation): ReadonlyArray<Step> => {
  if (!isOpen(status)) return []
  const contact: ReadonlyArray<Step> =
    contactDueAt === null
      ? []
      : [{ rule: "save-desk/first-contact", what: "call the client", by: managerId, dueAt: contactDueAt }]
  if (unanswered.length === 0) return contact
  const what = `ask the client and write down the answers: ${unanswered.join(", ")}`
  return [
    ...contact,
    { rule: "save-desk/exit-questions", what, by: managerId, dueAt: contactDueAt ?? one.windowEndsAt }
  ]
}

const offering = ({ managerId, needsApprovalOf, offer, one, status }: Situation): ReadonlyArray<Step> => {
  const dueAt = one.windowEndsAt
  if (status === "awaiting answer")
    return [{ rule: "save-desk/answer", what: "ask the client for its answer to the offer", by: managerId, dueAt }]
  if (offer === null) return []
  const { endsOn, percent, rung } = offer
  const name = percent > 0 ? `${rung}, ${percent} %` : rung
  if (status === "awaiting approval")
    return needsApprovalOf === null
      ? [{ rule: "save-desk/approval", what: `name somebody who may approve: ${name}`, by: null, dueAt }]
      : [{ rule: "save-desk/approval", what: `approve or refuse: ${name}`, by: needsApprovalOf, dueAt }]
  const what = `offer ${name}, and tell the client that the terms end on ${endsOn}`
  return [{ rule: "save-desk/offer", what, by: managerId, dueAt }]
}

const handingOver = ({ managerId, one, status }: Situation): ReadonlyArray<Step> =>
  status === "exhausted" || status === "window over"
    ? [
        {
          rule: "save-desk/win-back",
          what: `close case ${one.id}: write down why the client leaves, for win-back`,
          by: managerId,
          dueAt: one.windowEndsAt
        }
      ]
    : []

/** Terms that run are ended by a reminder, at the opening of the manager's hours on its day. */
const reminding = ({ accepted, horizon, managerId, policy, zone }: Situation): ReadonlyArray<Step> =>
  accepted.flatMap(({ endsOn, id }) => {
    const isOver = horizon.passed(Calendar.instantOf(Calendar.addDays(endsOn, 1), 0, zone))
    if (isOver) return []
    const opens = BusinessCalendar.minuteOfTime(policy.hours.from)
    const dueAt = Calendar.instantOf(SaveOffer.remindOn(endsOn, policy), opens, zone)
    const what = `remind the client that the terms of offer ${id} end on ${endsOn}`
    return [{ rule: "save-desk/reminder", what, by: managerId, dueAt }]
  })

/** The steps of a situation, those due first in front, ties by rule and text. */
export const of = (situation: Situation): ReadonlyArray<Step> =>
  [...asking(situation), ...offering(situation), ...handingOver(situation), ...reminding(situation)].toSorted(
    (a, b) => a.dueAt - b.dueAt || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.what < b.what ? -1 : 1)
  )
