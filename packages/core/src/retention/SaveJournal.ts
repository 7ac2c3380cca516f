/**
 * The save desk and the journal: what was journaled of a client's offers, approvals and exit answers as the records that
 * the desk reads, and its proposal as the decisions to journal. An offer that waits for a word is journaled with the name
 * of who has to give it, and once more, made, when the word is given and the terms are weighed again.
 */
import * as Schema from "effect/Schema"
import type { Decision, Evidence, Input } from "../journal/Event.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import * as Ladder from "./Ladder.ts"
import type * as SaveCase from "./SaveCase.ts"
import type * as SaveDesk from "./SaveDesk.ts"
import * as SaveOffer from "./SaveOffer.ts"
import type { SavePolicy } from "./SavePolicy.ts"

/** The decision that an offer is made, or asked to be approved. */
export type OfferMade = Extract<Decision, { readonly _tag: "OfferMade" }>

/** What of a group's state the save desk reads; the engine's state has it. */
export interface Work {
  readonly offers: Readonly<
    Record<
      string,
      Pick<OfferMade, "offerId" | "rung" | "discountPercent" | "endsAt" | "approvalId"> & {
        /** Null for an offer of a program, which the desk leaves out. */
        readonly noticeId: string | null
        readonly madeAt: Calendar.Instant
        readonly answer: { readonly answer: "accepted" | "declined"; readonly at: Calendar.Instant } | null
      }
    >
  >
  readonly approvals: Readonly<
    Record<
      string,
      { readonly answer: { readonly given: boolean; readonly by: string; readonly at: Calendar.Instant } | null }
    >
  >
  readonly exitAnswers: Readonly<
    Record<
      string,
      {
        readonly answers: Extract<Input, { readonly _tag: "ExitAnswered" }>["answers"]
        readonly by: string
        readonly at: Calendar.Instant
      }
    >
  >
}

/** What the journal says, in the form in which a client is described to the desk. */
export type Told = Pick<SaveDesk.Client, "answers" | "offers" | "approvals">

const isRung = Schema.is(Ladder.Rung)
const approvalIdOf = (offerId: string): string => `${offerId}/word`

/** The question that each journaled answer answers. */
const asked = {
  reason: "why",
  service: "which service",
  competitor: "competitor",
  price: "price",
  until: "until when"
} as const satisfies Readonly<Record<string, SaveCase.Question>>

const answersOf = ({ answers, at, by }: Work["exitAnswers"][string]): ReadonlyArray<SaveCase.Answer> =>
  (Object.keys(asked) as ReadonlyArray<keyof typeof asked>).flatMap((key) => {
    const text = answers[key]
    if (text === undefined) return []
    const evidence = key === "price" && answers.evidence !== undefined ? { evidence: answers.evidence } : {}
    // Empty text is the answer of a client that was asked and would not say.
    return [{ question: asked[key], said: text === "" ? null : text, at, by, ...evidence }]
  })

/** Reads what was journaled. Offers of other parts than the save desk are left out. */
export const told = ({ approvals, exitAnswers, offers }: Work, zone: Calendar.Zone): Told => {
  const words: Array<SaveOffer.ApprovalRecord> = []
  const made: Array<SaveOffer.OfferRecord> = []
  for (const offer of Object.values(offers)) {
    const { answer, discountPercent, endsAt, noticeId, offerId, rung } = offer
    if (noticeId === null || !isRung(rung)) continue
    const percent = discountPercent ?? 0
    const word = approvals[approvalIdOf(offerId)]?.answer ?? null
    if (word !== null) words.push({ caseId: noticeId, rung, percent, by: word.by, at: word.at, isGiven: word.given })
    if (offer.approvalId !== null) continue
    made.push({
      id: offerId,
      caseId: noticeId,
      rung,
      percent,
      madeAt: offer.madeAt,
      endsOn: Calendar.dayOf(Calendar.instant(endsAt - 1), zone),
      approvedBy: word?.by ?? null,
      ...(answer === null ? {} : { outcome: answer.answer, answeredAt: answer.at })
    })
  }
  return { answers: Object.values(exitAnswers).flatMap(answersOf), offers: made, approvals: words }
}

/** Where and how the decision is written. */
export interface Setting {
  readonly accountId: string
  /** The account's zone: an offer ends with its last day there. */
  readonly zone: Calendar.Zone
  readonly policy: Pick<SavePolicy, "hours">
}

const evidenceOf = ({ evidence, ladder, rung }: SaveDesk.Proposal): Evidence => {
  const own = ladder.find((one) => one.rung === rung)?.reasons ?? evidence
  return Object.fromEntries(own.map(({ rule, says }) => [rule, says]))
}

/**
 * The decisions that a proposal makes: at most one offer, and none that is journaled already or that nobody can approve.
 * After its own decisions it makes none.
 */
export const decide = (
  proposal: SaveDesk.Proposal | null,
  { offers }: Pick<Work, "offers">,
  { accountId, policy, zone }: Setting
): ReadonlyArray<OfferMade> => {
  if (proposal === null || proposal.offer === null) return []
  const { case: one, needsApprovalOf, offer, status } = proposal
  const isAsked = status === "awaiting approval"
  if (isAsked && needsApprovalOf === null) return []
  const { endsOn, percent, remindOn, rung } = offer
  const terms = SaveOffer.describe(offer)
  const offerId = `offer-${Hash.ofValue([one.id, rung, terms]).slice(0, 12)}`
  const known = offers[offerId]
  if (known !== undefined && (isAsked || known.approvalId === null)) return []
  const opens = BusinessCalendar.minuteOfTime(policy.hours.from)
  return [
    {
      _tag: "OfferMade",
      offerId,
      accountId,
      noticeId: one.id,
      rung,
      terms,
      discountPercent: percent === 0 ? null : percent,
      endsAt: Calendar.instantOf(Calendar.addDays(endsOn, 1), 0, zone),
      remindAt: Calendar.instantOf(remindOn, opens, zone),
      approvalOf: isAsked ? needsApprovalOf : null,
      approvalId: isAsked ? approvalIdOf(offerId) : null,
      evidence: evidenceOf(proposal)
    }
  ]
}
