/**
 * The save desk: what to do about a client that says it leaves. A pure state machine over its notices, answers, offers
 * and approvals: propose gives the next offer or the next question, who has to approve it, by when, and why. Several
 * assets of one client are one case. Time enters through the horizon only.
 */
import type { Activation } from "../account/Activation.ts"
import type { Asset } from "../account/Asset.ts"
import type { DepartureNotice } from "../account/DepartureNotice.ts"
import type { Manager } from "../account/Manager.ts"
import type { Product } from "../account/Product.ts"
import type { BusinessCalendar } from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type * as Money from "../kernel/Money.ts"
import * as Discount from "./Discount.ts"
import * as Ladder from "./Ladder.ts"
import * as Reason from "./Reason.ts"
import * as RungState from "./RungState.ts"
import * as SaveCase from "./SaveCase.ts"
import * as SaveOffer from "./SaveOffer.ts"
import * as SaveSteps from "./SaveSteps.ts"
import type { SavePolicy } from "./SavePolicy.ts"

/** What is known of one client group. Arrays are in no meaningful order. */
export interface Client {
  readonly groupId: string
  readonly zone: Calendar.Zone
  readonly currency: Money.Currency
  readonly notices: ReadonlyArray<DepartureNotice>
  readonly assets: ReadonlyArray<Asset>
  readonly products: ReadonlyArray<Product>
  /** Services switched on; null when the source has none. */
  readonly services: ReadonlyArray<Activation> | null
  readonly spend: Discount.SpendClass | null
  /** Since when it is a client; null when unknown. */
  readonly since: Calendar.Day | null
  /** What the assets in question bring and cost in 12 months; null when unknown. */
  readonly figures: Discount.Figures | null
  readonly rivals: ReadonlyArray<Ladder.Rival>
  /** When we talked with the client. */
  readonly contactedAt: ReadonlyArray<Calendar.Instant>
  readonly answers: ReadonlyArray<SaveCase.Answer>
  readonly offers: ReadonlyArray<SaveOffer.OfferRecord>
  readonly approvals: ReadonlyArray<SaveOffer.ApprovalRecord>
}

/** Who works on it and by which rules. */
export interface Desk {
  /** Null when the client has none. */
  readonly manager: Manager | null
  /** Everyone who may be somebody's superior. */
  readonly managers: ReadonlyArray<Manager>
  /** The manager's zone and holidays. */
  readonly calendar: BusinessCalendar
  readonly policy: SavePolicy
}

/** What the save desk proposes. */
export interface Proposal {
  readonly case: SaveCase.SaveCase
  readonly status: SaveSteps.Status
  readonly rung: Ladder.Rung | null
  readonly offer: SaveOffer.Offer | null
  /** Who has to say yes before the offer is made; null when nobody has to, or nobody can (see `evidence`). */
  readonly needsApprovalOf: string | null
  readonly ladder: ReadonlyArray<RungState.RungState>
  readonly facts: ReadonlyArray<SaveCase.ExitFact>
  readonly unanswered: ReadonlyArray<SaveCase.Question>
  readonly evidence: ReadonlyArray<Reason.Reason>
  readonly steps: ReadonlyArray<SaveSteps.Step>
  readonly firstContactDueAt: Calendar.Instant
  /** The first contact is past due and nobody has talked with the client. */
  readonly isFirstContactLate: boolean
  readonly windowEndsAt: Calendar.Instant
}

/** What is asked. */
export interface Question {
  readonly horizon: Horizon
  readonly client: Client
  readonly desk: Desk
}

interface Present extends RungState.Setting {
  readonly question: Question
  readonly one: SaveCase.SaveCase
  readonly facts: ReadonlyArray<SaveCase.ExitFact>
  /** Accepted offers of all cases. */
  readonly accepted: ReadonlyArray<SaveOffer.OfferRecord>
  readonly isSaved: boolean
}

/** The assets of a case: those that its notices name, or all that still run in the account of a notice without one. */
const assetsOf = ({ notices }: SaveCase.SaveCase, assets: ReadonlyArray<Asset>): ReadonlyArray<Asset> =>
  assets
    .filter(({ accountId, id, status }) =>
      notices.some((one) =>
        one.assetId === undefined ? status !== "ended" && one.accountId === accountId : one.assetId === id
      )
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))

/** What the client said of a competitor's offer, where no record of it exists: claimed, unless it can be seen. */
const told = ({ facts, question }: Present): ReadonlyArray<Ladder.Rival> => {
  const answerTo = (asked: SaveCase.Question) => facts.find(({ question }) => question === asked)
  const price = answerTo("price")
  const until = answerTo("until when")?.said ?? null
  if (price === undefined || price.said === null || question.client.rivals.length > 0) return []
  const evidence = price.evidence ?? null
  return [
    {
      competitorId: answerTo("competitor")?.said ?? null,
      terms: price.said,
      price: price.said,
      until: until !== null && Calendar.isDay(until) ? (until as Calendar.Day) : null,
      standing: evidence === null ? "claimed" : "evidenced",
      evidence
    }
  ]
}

const ladderFacts = (present: Present): Ladder.LadderFacts => {
  const { one, question } = present
  const { client, horizon } = question
  const { currency, figures, products, since, spend, zone } = client
  const day = Calendar.dayOf(horizon.now, zone)
  const rivals = [...client.rivals, ...told(present)]
  // A class or an offer may change with the day: look again when it turns.
  horizon.watch(Calendar.instantOf(Calendar.addDays(day, 1), 0, zone))
  const assets = assetsOf(one, client.assets)
  const ids = new Set(assets.map(({ id }) => id))
  const services = client.services?.filter(({ assetId }) => ids.has(assetId)) ?? null
  const tenureYears = since === null ? null : Discount.fullYears(since, day)
  return { day, currency, assets, products, services, rivals, spend, tenureYears, figures }
}

const statusOf = (states: ReadonlyArray<RungState.RungState>, isOver: boolean): SaveSteps.Status => {
  if (states.some(({ standing }) => standing === "accepted")) return "saved"
  if (isOver) return "window over"
  if (states.some(({ standing }) => standing === "waiting")) return "awaiting answer"
  const next = states.find(({ standing }) => standing === "open" || standing === "shut")
  if (next === undefined) return "exhausted"
  if (next.standing === "shut") return "asking"
  return next.approval === null || next.approval.standing === "own" ? "offering" : "awaiting approval"
}

const presentOf = (question: Question): Present | null => {
  const { client, desk, horizon } = question
  const { policy } = desk
  const isPast = (at: Calendar.Instant | undefined): boolean => at !== undefined && horizon.passed(at)
  const one = SaveCase.of(
    client.notices.filter(({ at }) => isPast(at)),
    policy
  ).at(-1)
  if (one === undefined) return null
  const offers = client.offers.filter(({ madeAt }) => isPast(madeAt)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const facts = SaveCase.facts(
    one,
    client.answers.filter(({ at }) => isPast(at))
  )
  const accepted = offers.filter(({ answeredAt, outcome }) => outcome === "accepted" && isPast(answeredAt))
  const noticeIds = new Set(one.notices.map(({ id }) => id))
  const others = accepted.filter(({ caseId }) => !noticeIds.has(caseId))
  const day = Calendar.dayOf(one.openedAt, client.zone)
  return {
    question,
    one,
    facts,
    noticeIds,
    currency: client.currency,
    manager: desk.manager,
    managers: desk.managers,
    policy,
    isPast,
    hasOpenQuestions: SaveCase.unanswered(facts).length > 0,
    cooldown: SaveOffer.cooldownOf(day, others, { policy, zone: client.zone }),
    own: offers.filter(({ caseId }) => noticeIds.has(caseId)),
    accepted,
    isSaved: accepted.some(({ caseId }) => noticeIds.has(caseId)),
    approvals: client.approvals.filter(({ at }) => isPast(at))
  }
}

/**
 * What to do about a client's newest case; null when it has given no notice by now. Deterministic, and the order of
 * records is irrelevant. An offer always has an end and a reminder before it.
 */
export const propose = (question: Question): Proposal | null => {
  const present = presentOf(question)
  if (present === null) return null
  const { cooldown, facts, one } = present
  const { client, desk, horizon } = question
  const { policy } = desk
  const isOver = horizon.passed(one.windowEndsAt)
  const weighed = isOver || present.isSaved ? null : ladderFacts(present)
  const ladder = Ladder.rows.map((row) => RungState.of(present, row, weighed))
  const status = statusOf(ladder, isOver)
  const next =
    status === "offering" || status === "awaiting approval"
      ? ladder.find(({ standing }) => standing === "open")
      : undefined
  const offer =
    weighed === null || next === undefined || next.terms === null
      ? null
      : { ...next.terms, rung: next.rung, ...SaveOffer.termOf(weighed.day, policy), answerBy: one.windowEndsAt }
  const contact = SaveCase.firstContact(one, desk.calendar, policy)
  const isContacted = client.contactedAt.some((at) => at >= one.openedAt && horizon.passed(at))
  const unanswered = SaveCase.unanswered(facts)
  const isFirstContactLate = horizon.passed(contact.dueAt) && !isContacted
  const needsApprovalOf = status === "awaiting approval" ? (next?.approval?.by ?? null) : null
  const asked =
    unanswered.length === 0 || cooldown !== null
      ? []
      : [
          Reason.make(
            "save-desk/exit-questions",
            `the ladder stays on its first rung: not yet answered are ${unanswered.join(", ")}`,
            { answered: facts.length, open: unanswered.length },
            "the answers of the client"
          )
        ]
  const evidence = [contact.reason, ...asked, ...ladder.flatMap(({ reasons }) => reasons)]
  return {
    case: one,
    status,
    rung: next?.rung ?? null,
    offer,
    needsApprovalOf,
    ladder,
    facts,
    unanswered,
    evidence: [...new Map(evidence.map((reason) => [`${reason.rule} ${reason.says}`, reason])).values()],
    steps: SaveSteps.of({
      horizon,
      zone: client.zone,
      policy,
      managerId: desk.manager?.id ?? null,
      one,
      status,
      offer,
      needsApprovalOf,
      unanswered,
      contactDueAt: isContacted ? null : contact.dueAt,
      accepted: present.accepted
    }),
    firstContactDueAt: contact.dueAt,
    isFirstContactLate,
    windowEndsAt: one.windowEndsAt
  }
}
