/**
 * Health of a client, 0 to 100: the weighted mean of what is known of its rhythm, spend, promises, cases, people and
 * payment. Contributions are whole and sum to the health; what is unknown is left out and said. Source: docs/explanation/retention.md.
 */
import * as Commitment from "../account/Commitment.ts"
import type { ContactRole } from "../account/Contact.ts"
import type * as Season from "../analysis/Season.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import * as PromiseFact from "../market/PromiseFact.ts"
import * as RoleTemplate from "../market/RoleTemplate.ts"
import { heldAt, monthsBefore, type Look } from "./AsOf.ts"
import { confirmedRoles, openComplaints, seasonChange, type Buying } from "./ChurnRules.ts"
import type { RetentionPolicy, Source } from "./RetentionPolicy.ts"
import type { ClientRecords, Kept } from "./RetentionRecords.ts"

/** What health is made of. */
export type Part = keyof RetentionPolicy["health"]

/** What one client's health is judged by; records as they were known at the look. */
export interface HealthFacts {
  readonly records: ClientRecords
  readonly buying: Buying
  readonly trend: Season.Trend | null
  readonly kept: Kept
  /** The roles of the buying committee. */
  readonly template: RoleTemplate.RoleTemplate
  readonly look: Look
  readonly policy: RetentionPolicy
}

/** One part: its score 0 to 1, null when unknown, and whole points of the 100. */
export interface Contribution {
  readonly part: Part
  readonly weight: number
  readonly score: number | null
  /** What it adds to the health; 0 when unknown or when the health is. */
  readonly points: number
  readonly evidence: Evidence
}

/** The health of a client; null when too little is known. */
export interface Health {
  readonly score: number | null
  readonly knownWeight: number
  /** In the order of the table; points sum to the score. */
  readonly contributions: ReadonlyArray<Contribution>
}

interface Scored {
  readonly score: number | null
  readonly evidence: Evidence
}

/** One row of the table. */
export interface HealthRule {
  readonly id: Part
  readonly source: Source
  readonly score: (facts: HealthFacts) => Scored
}

/** 1 at `best` or better, 0 at `worst` or worse, straight in between. */
const between = (value: number, best: number, worst: number): number =>
  Math.min(1, Math.max(0, (value - worst) / (best - worst)))

const rhythm = ({ buying: { interval, silenceDays }, policy }: HealthFacts): Scored => ({
  score: interval === null || silenceDays === null ? null : between(silenceDays / interval.days, 1, policy.rhythmWorst),
  evidence: { "client.silenceDays": silenceDays, "client.usualIntervalDays": interval?.days ?? null }
})

const spend = ({ policy, trend }: HealthFacts): Scored => {
  const change = seasonChange(trend)
  return {
    score: change === null ? null : between(change, 0, -policy.spendWorst),
    evidence: { "client.seasonChange": change }
  }
}

const yearBefore = ({ day, zone }: Look): Calendar.Instant => Calendar.instantOf(monthsBefore(day, 12), 0, zone)

/** The share of promises due in the last 12 months that were kept in time; one kept late counts as broken. */
const promises = ({ look, records }: HealthFacts): Scored => {
  const from = yearBefore(look)
  const due = records.commitments
    .map((one) => PromiseFact.judge(one, records, look.now))
    .filter(({ dueAt }) => dueAt >= from && dueAt <= look.now)
  const kept = due.filter((one) => !Commitment.isBroken(one, look.now) && (one.keptAt ?? look.now + 1) <= one.dueAt)
  return {
    score: due.length === 0 ? null : kept.length / due.length,
    evidence: { "promises.due": due.length, "promises.keptInTime": kept.length }
  }
}

const cases = (facts: HealthFacts): Scored => {
  const open = openComplaints(facts)
  const high = open.filter(({ severity }) => severity === "high").length
  return {
    score: facts.kept.cases ? Math.max(0, 1 - facts.policy.complaintCost * (open.length + high)) : null,
    evidence: { "cases.open": open.length, "cases.openHigh": high }
  }
}

const twoWay: ReadonlySet<string> = new Set(["call", "meeting", "visit", "negotiation"])

/** Contacts reached both ways since an instant: by a talk, or by letters in both directions. */
export const reachedBothWays = (
  interactions: ClientRecords["interactions"],
  from: Calendar.Instant
): ReadonlySet<string> => {
  const letters = { inbound: new Set<string>(), outbound: new Set<string>() }
  const reached = new Set<string>()
  for (const one of interactions) {
    const at = heldAt(one)
    if (one.status !== "held" || one.contactId === undefined || at === undefined || at < from) continue
    if (twoWay.has(one.kind)) reached.add(one.contactId)
    else if (one.kind === "e-mail" && one.direction !== undefined) letters[one.direction].add(one.contactId)
  }
  for (const contact of letters.inbound) if (letters.outbound.has(contact)) reached.add(contact)
  return reached
}

/** The share of the committee's roles in which somebody was reached both ways in time. */
const people = ({ kept, look, policy, records, template }: HealthFacts): Scored => {
  const reached = reachedBothWays(
    records.interactions,
    Calendar.instantOf(Calendar.addDays(look.day, -policy.reachDays), 0, look.zone)
  )
  const there = records.contacts.filter(({ leftAt }) => leftAt === undefined || leftAt > look.now)
  const held = there.map((one) => ({ roles: confirmedRoles(one, look.now), isReached: reached.has(one.id) }))
  const known = new Set(held.flatMap(({ roles }) => roles))
  const found = new Set(held.flatMap(({ isReached, roles }) => (isReached ? roles : [])))
  const required = template.required.map(({ role }) => role)
  const isKnown = kept.contacts && kept.interactions && known.size > 0 && required.length > 0
  const isIn = (roles: ReadonlySet<ContactRole>) => required.filter((role) => roles.has(role))
  return {
    score: isKnown ? isIn(found).length / required.length : null,
    evidence: { "roles.required": required.length, "roles.confirmed": isIn(known), "roles.reached": isIn(found) }
  }
}

/** The share of invoices due in the last 12 months that were paid by their day; unknown with too few. */
const payment = ({ look, policy, records }: HealthFacts): Scored => {
  const from = monthsBefore(look.day, 12)
  const due = (records.invoices ?? []).filter(({ dueAt }) => dueAt >= from && dueAt < look.day)
  const inTime = due.filter(({ dueAt, paidAt }) => paidAt !== undefined && paidAt <= dueAt).length
  return {
    score: due.length < policy.fewestInvoices ? null : inTime / due.length,
    evidence: { "invoices.due": due.length, "invoices.paidInTime": inTime }
  }
}

/** The table, in the order in which equal remainders are rounded up. */
export const rules: ReadonlyArray<HealthRule> = [
  { id: "rhythm", source: "proposal", score: rhythm },
  { id: "spend", source: "proposal", score: spend },
  { id: "promises", source: "founding", score: promises },
  { id: "cases", source: "founding", score: cases },
  { id: "people", source: "practice", score: people },
  { id: "payment", source: "practice", score: payment }
]

/** Whole numbers that sum to `total`, nearest to the parts: those with the largest remainders are rounded up. */
export const largestRemainder = (parts: ReadonlyArray<number>, total: number): ReadonlyArray<number> => {
  const whole = parts.map(Math.floor)
  const missing = total - whole.reduce((sum, one) => sum + one, 0)
  const raised = new Set(
    parts
      .map((part, at) => ({ at, rest: part - Math.floor(part) }))
      .toSorted((a, b) => b.rest - a.rest || a.at - b.at)
      .slice(0, Math.max(0, missing))
      .map(({ at }) => at)
  )
  return whole.map((one, at) => (raised.has(at) ? one + 1 : one))
}

/** The health of a client. */
export const score = (facts: HealthFacts): Health => {
  const { policy } = facts
  const scored = rules.map(({ id, score }) => ({ part: id, weight: policy.health[id], ...score(facts) }))
  const knownWeight = scored.reduce((sum, { score, weight }) => sum + (score === null ? 0 : weight), 0)
  const isKnown = knownWeight > 0 && knownWeight >= policy.leastKnownWeight
  const parts = scored.map(({ score, weight }) => (isKnown ? (100 * weight * (score ?? 0)) / knownWeight : 0))
  // A sum of fractions may miss its half by the last digit; nine decimals decide.
  const exact = Math.round(parts.reduce((sum, part) => sum + part, 0) * 1e9) / 1e9
  const total = Math.round(exact)
  const points = largestRemainder(parts, total)
  return {
    score: isKnown ? total : null,
    knownWeight,
    contributions: scored.map((one, at) => ({ ...one, points: points[at] ?? 0 }))
  }
}
