/**
 * Who is leaving and who has left: the class of one client at a day, with every rule that holds and its evidence. The same
 * function serves groups and single members, and any day: it sees only what was known by then. Source: docs/explanation/retention.md.
 */
import type { AccountStatus } from "../account/Account.ts"
import type * as Migration from "../analysis/Migration.ts"
import * as Rhythm from "../analysis/Rhythm.ts"
import type * as Season from "../analysis/Season.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as AsOf from "./AsOf.ts"
import {
  atRiskRules,
  lostRules,
  type AtRiskRule,
  type Buying,
  type LostHow,
  type LostRule,
  type NoticeOutcome,
  type RuleFacts
} from "./ChurnRules.ts"
import type { RetentionPolicy } from "./RetentionPolicy.ts"
import type { ClientRecords } from "./RetentionRecords.ts"

export type { Buying, LostHow, NoticeOutcome } from "./ChurnRules.ts"

/** Where a client stands. `unknown`: nothing is known to judge it by. */
export type ChurnClass = "active" | "at risk" | "lost" | "regained" | "new" | "unknown"

/** A client, a group or one of its members, as the classification sees it. */
export interface Subject {
  readonly id: string
  /** As the CRM has them; what is later than the look is not read. */
  readonly records: ClientRecords
  /** Numbers of its distinct purchase days, ascending. */
  readonly purchases: ArrayLike<number>
  /** The interval that others lend to it at a day, by its number; null where nobody has one. */
  readonly lent: (day: number) => Rhythm.Interval | null
  readonly move: Migration.Move | null
  readonly trend: Season.Trend | null
  /** Null when unknown. */
  readonly isNew: boolean | null
  readonly outcomes?: ReadonlyArray<NoticeOutcome>
}

/** A rule that holds, and the day from which it does (null when unknown). */
export interface Reason {
  readonly rule: AtRiskRule | LostRule | "status"
  readonly class: "at risk" | "lost"
  readonly on: Calendar.Day | null
  readonly evidence: Evidence
}

/** The class of a client with everything that it follows from. */
export interface Churn {
  readonly id: string
  readonly class: ChurnClass
  /** What the rules say without the host's status. */
  readonly computed: ChurnClass
  /** The host's status at the look; null when it says none. */
  readonly status: AccountStatus | null
  /** How it was lost; null for one that is not. */
  readonly how: LostHow | null
  /** Every rule that holds, losses first. */
  readonly reasons: ReadonlyArray<Reason>
  readonly buying: Buying
  /** The first day of the loss; null when not lost or unknown. */
  readonly lostOn: Calendar.Day | null
  /** Whole months since then. */
  readonly monthsSinceLoss: number | null
  /** The day of its first purchase after a loss, if that lies within the policy's months. */
  readonly regainedOn: Calendar.Day | null
  readonly findings: ReadonlyArray<Finding.Finding>
}

const histories = new Map<Calendar.Day, number>()

/** `Rhythm.historyFrom`, remembered for the few days that all clients are judged at. */
const historyFrom = (day: Calendar.Day): number => {
  let from = histories.get(day)
  if (from === undefined) {
    if (histories.size >= 10_000) histories.clear()
    histories.set(day, (from = Rhythm.historyFrom(day)))
  }
  return from
}

const dayAt = (days: ArrayLike<number>, at: number): Calendar.Day | null => {
  const number = days[at]
  return number === undefined ? null : Calendar.ofDayNumber(number)
}

/** How a client bought up to a day. */
export const buyingAt = ({ lent, purchases }: Pick<Subject, "lent" | "purchases">, day: Calendar.Day): Buying => {
  const end = Calendar.dayNumber(day)
  let count = 0
  while (count < purchases.length && (purchases[count] ?? 0) <= end) count += 1
  const { gaps, silenceDays, usualIntervalDays } = Rhythm.ofNumbers(purchases, end, historyFrom(day))
  return {
    purchases: count,
    firstOn: count === 0 ? null : dayAt(purchases, 0),
    lastOn: dayAt(purchases, count - 1),
    silenceDays,
    gaps,
    interval: usualIntervalDays === null ? lent(end) : { days: usualIntervalDays, of: "own" }
  }
}

const order: ReadonlyArray<AccountStatus> = ["customer", "regained", "lapsed", "prospect", "lost"]

/** The status of a client by the host's word: customer if any member is, lost only if every member is. */
export const statusOf = (accounts: ClientRecords["accounts"]): AccountStatus | null => {
  const status = order.find((status) => accounts.some((account) => account.status === status)) ?? null
  return status === "lost" && accounts.some((account) => account.status === undefined) ? null : status
}

const lossesOf = (facts: RuleFacts): ReadonlyArray<Reason & { readonly how: LostHow }> =>
  lostRules.flatMap(({ check, how, id }) => {
    const found = check(facts)
    return found === undefined ? [] : [{ rule: id, class: "lost" as const, how, ...found }]
  })

const risksOf = (facts: RuleFacts): ReadonlyArray<Reason> =>
  atRiskRules.flatMap(({ check, id }) => {
    const found = check(facts)
    return found === undefined ? [] : [{ rule: id, class: "at risk" as const, ...found }]
  })

/** The latest purchase on whose eve the client was lost, of those within the policy's months. */
const regainedOn = (subject: Subject, look: AsOf.Look, policy: RetentionPolicy): Calendar.Day | null => {
  const { purchases, records } = subject
  const from = Calendar.dayNumber(AsOf.monthsBefore(look.day, policy.regainedMonths))
  const end = Calendar.dayNumber(look.day)
  const mayTell = records.departures.length > 0 || records.assets.some(({ status }) => status === "ended")
  for (let at = purchases.length - 1; at > 0; at -= 1) {
    const day = purchases[at] ?? 0
    if (day > end) continue
    if (day <= from) return null
    const gap = day - (purchases[at - 1] ?? day)
    if (gap <= (mayTell ? 1 : policy.lost.days)) continue
    const eve = AsOf.look(Calendar.ofDayNumber(day - 1), look.zone, { recordsOn: look.recordsOn })
    const facts: RuleFacts = {
      records: mayTell ? AsOf.recordsAt(records, eve) : records,
      buying: buyingAt(subject, eve.day),
      move: null,
      trend: null,
      outcomes: subject.outcomes ?? [],
      look: eve,
      policy
    }
    if (lossesOf(facts).length > 0) return Calendar.ofDayNumber(day)
  }
  return null
}

const computedOf = (
  losses: ReadonlyArray<Reason>,
  risks: ReadonlyArray<Reason>,
  { buying, isNew, regained }: { buying: Buying; isNew: boolean | null; regained: Calendar.Day | null }
): ChurnClass => {
  if (losses.length > 0) return "lost"
  if (risks.length > 0) return "at risk"
  if (regained !== null) return "regained"
  if (isNew === true && buying.interval?.of !== "own") return "new"
  return buying.interval === null || buying.lastOn === null ? "unknown" : "active"
}

/** The host's status wins where it says something else; a customer can be at risk all the same. */
const classOf = (computed: ChurnClass, status: AccountStatus | null): ChurnClass => {
  switch (status) {
    case null:
      return computed
    case "lost":
    case "lapsed":
      return "lost"
    case "prospect":
      return computed === "at risk" ? computed : "new"
    case "customer":
      return computed === "lost" ? "at risk" : computed
    case "regained":
      return computed === "lost" || computed === "at risk" ? "at risk" : "regained"
  }
}

const isLive = (computed: ChurnClass): boolean => computed === "active" || computed === "regained" || computed === "new"

const disagreements = (
  id: string,
  { computed, status }: Pick<Churn, "computed" | "status">,
  { lastOn, silenceDays }: Buying
): ReadonlyArray<Finding.Finding> => {
  const isOff =
    status === "lost" || status === "lapsed"
      ? isLive(computed) && lastOn !== null
      : status === "prospect"
        ? lastOn !== null
        : status !== null && computed === "lost"
  if (!isOff) return []
  const seen = lastOn === null ? "" : `; its last purchase was on ${lastOn}, ${silenceDays ?? 0} days before`
  return [
    {
      severity: "warning",
      rule: "retention/status-disagrees",
      message: `client ${id} has the status ${status ?? ""} and is ${computed} by what is known of it${seen}`,
      advice: "the status holds; correct it in the CRM if it is wrong"
    }
  ]
}

const monthsBetween = (from: Calendar.Day, to: Calendar.Day): number => {
  let months = Calendar.periodNumber(to, "month") - Calendar.periodNumber(from, "month")
  if (months > 0 && Calendar.addMonths(from, months) > to) months -= 1
  return Math.max(0, months)
}

/** Classifies a client. Total; the order of records is irrelevant, and what is dated after the look changes nothing. */
export const classify = (subject: Subject, look: AsOf.Look, policy: RetentionPolicy): Churn => {
  const records = AsOf.recordsAt(subject.records, look)
  const buying = buyingAt(subject, look.day)
  const { id, isNew, move, outcomes = [], trend } = subject
  const facts: RuleFacts = { records, buying, move, trend, outcomes, look, policy }
  const losses = lossesOf(facts)
  const risks = risksOf(facts)
  const regained = regainedOn(subject, look, policy)
  const computed = computedOf(losses, risks, { buying, isNew, regained })
  const status = statusOf(records.accounts)
  const found = classOf(computed, status)
  const isToldByStatus = found === "lost" && (status === "lost" || status === "lapsed")
  const byStatus: ReadonlyArray<Reason> = isToldByStatus
    ? [{ rule: "status", class: "lost", on: null, evidence: { "client.status": status } }]
    : []
  const isByWord = status === "lost" || losses.some(({ how }) => how === "word")
  const days = losses.flatMap(({ on }) => on ?? []).toSorted()
  const lostOn = found === "lost" ? (days[0] ?? null) : null
  return {
    id,
    class: found,
    computed,
    status,
    how: found !== "lost" ? null : isByWord ? "word" : "presumed",
    reasons: [
      ...byStatus,
      ...losses.map(({ evidence, on, rule }) => ({ rule, class: "lost" as const, on, evidence })),
      ...risks
    ],
    buying,
    lostOn,
    monthsSinceLoss: lostOn === null ? null : monthsBetween(lostOn, look.day),
    regainedOn: regained,
    findings: disagreements(id, { computed, status }, buying)
  }
}
