/**
 * The signals of causes, one row each: what in the records of the months before speaks for it. A signal that the sources
 * cannot show is unknown and counts neither way. Source: docs/explanation/retention.md.
 */
import type * as Abc from "../analysis/Abc.ts"
import * as Rhythm from "../analysis/Rhythm.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import * as PromiseFact from "../market/PromiseFact.ts"
import { heldAt, monthsBefore, type Look } from "./AsOf.ts"
import * as RefusalsReversal from "./RefusalsReversal.ts"
import type { RetentionPolicy, Source } from "./RetentionPolicy.ts"
import type { ClientRecords, Kept } from "./RetentionRecords.ts"

/** Why a client leaves. */
export type Cause =
  | "service got worse"
  | "quality got worse"
  | "deadlines and promises broken"
  | "opinion ignored"
  | "forgotten"
  | "price or competitor"
  | "its own business"

/** A task of ours for the client. */
export interface Task {
  readonly id: string
  readonly dueOn: Calendar.Day
  readonly doneOn?: Calendar.Day
}

/** How the other clients of its branch did against the window before: 0.1 is a tenth more. */
export interface Branch {
  readonly industry: string
  readonly change: number
  readonly accounts: number
}

/** What the signals look at: records as they were known at the look. */
export interface SignalFacts {
  readonly records: ClientRecords
  readonly kept: Kept
  /** The first day that counts. */
  readonly from: Calendar.Day
  /** The class whose cadence it should be talked to in; null when unknown. */
  readonly abc: Abc.Class | null
  readonly branch: Branch | null
  /** Absent when nobody keeps tasks. */
  readonly tasks?: ReadonlyArray<Task>
  readonly look: Look
  readonly policy: RetentionPolicy
}

/** What a check found: `on` is the day of the latest sign. */
export interface Seen {
  readonly holds: boolean | null
  readonly on: Calendar.Day | null
  readonly evidence: Evidence
}

/** One row of the table. */
export interface Signal {
  readonly id: string
  readonly cause: Cause
  readonly source: Source
  readonly check: (facts: SignalFacts) => Seen
}

type Check = Signal["check"]

const unknown: Seen = { holds: null, on: null, evidence: {} }

const startOf = ({ from, look }: SignalFacts): Calendar.Instant => Calendar.instantOf(from, 0, look.zone)

const dayOf = (at: Calendar.Instant | undefined, { look }: SignalFacts): Calendar.Day | null =>
  at === undefined ? null : Calendar.dayOf(at, look.zone)

/** Signs with their days: the signal holds when there is one. */
const signs = (
  found: ReadonlyArray<{ readonly id: string; readonly on: Calendar.Day | null }>,
  name: string,
  isKnown = true
): Seen => {
  if (found.length === 0) return isKnown ? { holds: false, on: null, evidence: { [name]: 0 } } : unknown
  const on =
    found
      .flatMap((one) => one.on ?? [])
      .toSorted()
      .at(-1) ?? null
  return { holds: true, on, evidence: { [name]: found.map(({ id }) => id).toSorted() } }
}

type Case = ClientRecords["cases"][number]

const casesIn = (facts: SignalFacts, from: Calendar.Instant, to: Calendar.Instant): ReadonlyArray<Case> =>
  facts.records.cases.filter(({ openedAt }) => openedAt >= from && openedAt < to)

/** The median hours from a case's opening to a later instant, compared with those of the year before. */
const slower =
  (name: string, endOf: (one: Case) => Calendar.Instant | undefined): Check =>
  (facts) => {
    const { from, look, policy } = facts
    const before = Calendar.instantOf(monthsBefore(from, 12), 0, look.zone)
    const hoursOf = (cases: ReadonlyArray<Case>): ReadonlyArray<number> =>
      cases.flatMap((one) => {
        const end = endOf(one)
        return end === undefined ? [] : [(end - one.openedAt) / 3_600_000]
      })
    const recent = casesIn(facts, startOf(facts), Calendar.instant(look.now + 1))
    const [now, then] = [hoursOf(recent), hoursOf(casesIn(facts, before, startOf(facts)))]
    if (Math.min(now.length, then.length) < policy.fewestCases) return unknown
    const middle = (hours: ReadonlyArray<number>): number => Rhythm.median(hours.toSorted((a, b) => a - b))
    const last = recent.reduce<Case | undefined>(
      (a, b) => (a === undefined || b.openedAt > a.openedAt ? b : a),
      undefined
    )
    return {
      holds: middle(now) > 0 && middle(now) >= middle(then) * (1 + policy.causeRise),
      on: dayOf(last?.openedAt, facts),
      evidence: { [`${name}.hours`]: middle(now), [`${name}.hoursBefore`]: middle(then), "cases.compared": now.length }
    }
  }

const fewestTransfers = 2

const transferred: Check = (facts) => {
  const cases = casesIn(facts, startOf(facts), Calendar.instant(facts.look.now + 1))
  const told = cases.filter(({ transfers }) => transfers !== undefined)
  const found = told.filter(({ transfers = 0 }) => transfers >= fewestTransfers)
  return signs(
    found.map((one) => ({ id: one.id, on: dayOf(one.openedAt, facts) })),
    "cases.transferred",
    told.length > 0
  )
}

const reopened: Check = (facts) =>
  signs(
    facts.records.cases.flatMap(({ id, reopenedAt }) => {
      const last = reopenedAt
        .filter((at) => at >= startOf(facts))
        .toSorted((a, b) => a - b)
        .at(-1)
      return last === undefined ? [] : [{ id, on: dayOf(last, facts) }]
    }),
    "cases.reopened",
    facts.kept.cases
  )

const returnsUp: Check = (facts) => {
  const { from, look, policy, records } = facts
  const { orders } = records
  if (orders === undefined) return unknown
  const shareIn = (first: Calendar.Day, last: Calendar.Day): number | null => {
    let bought = 0
    let returned = 0
    for (const { amount, date } of orders) {
      if (date < first || date > last) continue
      if (amount.minor > 0) bought += amount.minor
      else returned -= amount.minor
    }
    return bought > 0 ? returned / bought : null
  }
  const now = shareIn(from, look.day)
  const before = shareIn(monthsBefore(from, 12), Calendar.addDays(from, -1))
  if (now === null || before === null) return unknown
  const last = orders.flatMap(({ amount, date }) => (amount.minor < 0 ? [date] : [])).toSorted()
  return {
    holds: now > 0 && now >= before * (1 + policy.causeRise),
    on: last.at(-1) ?? null,
    evidence: { "returns.share": now, "returns.shareBefore": before }
  }
}

const productComplaints: Check = (facts) =>
  signs(
    casesIn(facts, startOf(facts), Calendar.instant(facts.look.now + 1))
      .filter(({ kind, product }) => kind === "complaint" && product !== undefined)
      .map((one) => ({ id: one.id, on: dayOf(one.openedAt, facts) })),
    "complaints.onProducts",
    facts.kept.cases
  )

const reversals: Check = ({ from, records: { orders } }) =>
  orders === undefined
    ? unknown
    : signs(
        RefusalsReversal.of(orders).flatMap(({ on, orderId }) => (on >= from ? [{ id: orderId, on }] : [])),
        "orders.reversed"
      )

const promisesBroken: Check = (facts) => {
  const { look, records } = facts
  const judged = records.commitments.map((one) => PromiseFact.judge(one, records, look.now))
  const found = judged.filter(({ dueAt, keptAt, settled }) => {
    const made = keptAt ?? settled?.at ?? look.now + 1
    return dueAt >= startOf(facts) && dueAt <= look.now && made > dueAt
  })
  return signs(
    found.map((one) => ({ id: one.id, on: dayOf(one.dueAt, facts) })),
    "promises.broken",
    facts.kept.commitments
  )
}

const lateTasks: Check = ({ from, look, tasks }) =>
  tasks === undefined
    ? unknown
    : signs(
        tasks.flatMap(({ doneOn = look.day, dueOn, id }) =>
          dueOn >= from && dueOn < doneOn && dueOn < look.day ? [{ id, on: dueOn }] : []
        ),
        "tasks.late"
      )

const since = (facts: SignalFacts, at: Calendar.Instant | undefined): at is Calendar.Instant =>
  at !== undefined && at >= startOf(facts) && at <= facts.look.now

const missedMeetings: Check = (facts) =>
  signs(
    facts.records.interactions.flatMap((one) => {
      const at = heldAt(one)
      return one.status === "missed" && since(facts, at) ? [{ id: one.id, on: dayOf(at, facts) }] : []
    }),
    "meetings.missed",
    facts.kept.interactions
  )

const askKinds: ReadonlySet<Case["kind"]> = new Set(["question", "suggestion", "request"])

/** The instant before which an answer should have been given by now. */
const patience = ({ look, policy }: SignalFacts): number => look.now - policy.letterDays * Calendar.dayMillis

const unansweredCases: Check = (facts) =>
  signs(
    casesIn(facts, startOf(facts), Calendar.instant(facts.look.now + 1))
      .filter((one) => askKinds.has(one.kind) && one.firstResponseAt === undefined && one.closedAt === undefined)
      .filter(({ openedAt }) => openedAt <= patience(facts))
      .map((one) => ({ id: one.id, on: dayOf(one.openedAt, facts) })),
    "cases.unanswered",
    facts.kept.cases
  )

const unansweredLetters: Check = (facts) => {
  const held = facts.records.interactions.filter(({ status }) => status === "held")
  const ours = new Map<string, number>()
  for (const one of held) {
    // A call or a meeting answers a letter too, whoever began it.
    if (one.kind === "e-mail" && one.direction === "inbound") continue
    const at = heldAt(one) ?? 0
    for (const key of [one.accountId, `${one.accountId}\u0000${one.contactId ?? ""}`])
      ours.set(key, Math.max(ours.get(key) ?? 0, at))
  }
  const found = held.flatMap((one) => {
    const at = heldAt(one)
    if (one.kind !== "e-mail" || one.direction !== "inbound" || !since(facts, at) || at > patience(facts)) return []
    const key = one.contactId === undefined ? one.accountId : `${one.accountId}\u0000${one.contactId}`
    return (ours.get(key) ?? 0) >= at ? [] : [{ id: one.id, on: dayOf(at, facts) }]
  })
  return signs(found, "letters.unanswered", facts.kept.interactions)
}

const talks: ReadonlySet<string> = new Set(["call", "meeting", "visit", "negotiation", "event"])

/** Nobody talked both ways for twice the cadence of its class. */
const noTalk: Check = (facts) => {
  const { abc, kept, look, policy, records } = facts
  if (!kept.interactions || abc === null) return unknown
  const last = { talked: 0, inbound: 0, outbound: 0 }
  for (const one of records.interactions) {
    const at = heldAt(one) ?? 0
    if (one.status !== "held" || at > look.now) continue
    const way = talks.has(one.kind) ? "talked" : one.direction
    if (way !== undefined) last[way] = Math.max(last[way], at)
  }
  const at = Math.max(last.talked, Math.min(last.inbound, last.outbound))
  const days = 2 * policy.cadenceDays[abc]
  const lastOn = at === 0 ? null : Calendar.dayOf(Calendar.instant(at), look.zone)
  const forgottenOn = lastOn === null ? null : Calendar.addDays(lastOn, days)
  return {
    holds: forgottenOn === null || forgottenOn < look.day,
    on: forgottenOn,
    evidence: { "client.lastTwoWayOn": lastOn, "policy.daysWithoutTalk": days }
  }
}

const price = /pric|cheap|expens|tariff|cost|discount|цен|дорог|дешев|дешёв|тариф|скидк/iu
const closing = /closed|closing|closure|insolv|bankrupt|liquidat|закры|ликвидац|банкрот|неплатеж/iu

const departureReason: Check = (facts) =>
  signs(
    facts.records.departures
      .filter((one) => since(facts, one.at))
      .filter(({ competitor, reason = "" }) => competitor !== undefined || price.test(reason))
      .map((one) => ({ id: one.id, on: dayOf(one.at, facts) })),
    "notices.forPriceOrCompetitor"
  )

const competitorOffer: Check = ({ look, records: { departures, presence } }) =>
  signs(
    [
      ...(presence ?? []).filter(({ offer }) => offer !== undefined && (offer.until ?? look.day) >= look.day),
      ...departures.filter(({ competitorOffer }) => competitorOffer !== undefined)
    ].map((one) => ({
      id: one.id,
      on: "at" in one ? Calendar.dayOf(one.at, look.zone) : (one.since ?? null)
    })),
    "competitors.offers",
    presence !== undefined
  )

const lostForPrice: Check = ({ from, records }) =>
  signs(
    records.opportunities
      .filter(({ closedAt, outcome }) => outcome === "lost" && (closedAt ?? from) >= from)
      .filter(({ competitor, lossReason = "" }) => competitor !== undefined || price.test(lossReason))
      .map(({ closedAt, id }) => ({ id, on: closedAt ?? null })),
    "opportunities.lostForPriceOrCompetitor"
  )

const branchDeclines: Check = ({ branch, policy }) => {
  if (branch === null || branch.accounts < policy.branchAccounts) return unknown
  const { accounts, change, industry } = branch
  const evidence = { "branch.industry": industry, "branch.change": change, "branch.accounts": accounts }
  return { holds: change <= -policy.branchDown, on: null, evidence }
}

const reasons = (facts: SignalFacts) => [
  ...facts.records.departures.filter((one) => since(facts, one.at)).map((one) => ({ ...one, text: one.reason ?? "" })),
  ...facts.records.opportunities
    .filter(({ closedAt, outcome }) => outcome === "lost" && (closedAt ?? facts.from) >= facts.from)
    .map((one) => ({ ...one, at: undefined, text: one.lossReason ?? "" }))
]

const closed: Check = (facts) =>
  signs(
    reasons(facts).flatMap((one) => (closing.test(one.text) ? [{ id: one.id, on: dayOf(one.at, facts) }] : [])),
    "reasons.closing"
  )

const insolvent: Check = ({ look, policy, records: { accounts, invoices } }) => {
  const stated = accounts.flatMap(({ attributes, id }) => {
    const says = String(attributes["solvent"] ?? "").toLowerCase()
    return ["no", "n", "false", "0", "нет"].includes(says) ? [{ id, on: null }] : []
  })
  const overdue = (invoices ?? []).flatMap(({ dueAt, id, paidAt }) => {
    const on = Calendar.addDays(dueAt, policy.overdueDays)
    return paidAt === undefined && on < look.day ? [{ id, on }] : []
  })
  return signs([...stated, ...overdue], "insolvency.signs", invoices !== undefined)
}

/** The table: causes in the order in which they are told, signals in that in which they are looked for. */
export const signals: ReadonlyArray<Signal> = [
  {
    id: "response-slower",
    cause: "service got worse",
    source: "founding",
    check: slower("response", (one) => one.firstResponseAt)
  },
  {
    id: "closing-slower",
    cause: "service got worse",
    source: "founding",
    check: slower("closing", (one) => one.closedAt)
  },
  { id: "transferred", cause: "service got worse", source: "founding", check: transferred },
  { id: "reopened", cause: "service got worse", source: "founding", check: reopened },
  { id: "returns-up", cause: "quality got worse", source: "founding", check: returnsUp },
  { id: "complaints-on-product", cause: "quality got worse", source: "founding", check: productComplaints },
  { id: "reversals", cause: "quality got worse", source: "founding", check: reversals },
  { id: "promises-broken", cause: "deadlines and promises broken", source: "founding", check: promisesBroken },
  { id: "late-tasks", cause: "deadlines and promises broken", source: "founding", check: lateTasks },
  { id: "missed-meetings", cause: "deadlines and promises broken", source: "founding", check: missedMeetings },
  { id: "unanswered-cases", cause: "opinion ignored", source: "founding", check: unansweredCases },
  { id: "unanswered-letters", cause: "opinion ignored", source: "founding", check: unansweredLetters },
  { id: "no-two-way-talk", cause: "forgotten", source: "founding", check: noTalk },
  { id: "departure-reason", cause: "price or competitor", source: "founding", check: departureReason },
  { id: "competitor-offer", cause: "price or competitor", source: "founding", check: competitorOffer },
  { id: "lost-for-price", cause: "price or competitor", source: "founding", check: lostForPrice },
  { id: "branch-declines", cause: "its own business", source: "founding", check: branchDeclines },
  { id: "closed", cause: "its own business", source: "founding", check: closed },
  { id: "insolvent", cause: "its own business", source: "founding", check: insolvent }
]
