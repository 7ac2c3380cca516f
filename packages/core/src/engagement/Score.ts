/**
 * The engagement score of an account: event weight × role weight × tier weight of every deed, halved every half-life,
 * summed, as of any instant. The explanation adds up exactly, since parts and total are whole thousandths of a point.
 * Nothing is stored but the deeds, so that changed rules apply to the past by asking again with them.
 */
import type { ContactRole } from "../account/Contact.ts"
import type { Tier } from "../analysis/Tier.ts"
import { dayMillis, instant, showInstant, type Instant } from "../kernel/Calendar.ts"
import type { Deed } from "./Deed.ts"
import { standard, type DeedKind, type EngagementRules } from "./EngagementRules.ts"

/** What one deed adds. `points` is its full weight, `thousandths` what is left of it, in thousandths of a point. */
export interface Part {
  readonly kind: DeedKind
  readonly at: Instant
  readonly contactId: string | null
  readonly topic: string | null
  /** The person's weightiest role; null where none is known. */
  readonly role: ContactRole | null
  readonly points: number
  readonly thousandths: number
}

/** A score with its parts, the earliest first; `thousandths` is exactly the sum of theirs. */
export interface Score {
  readonly at: Instant
  readonly thousandths: number
  readonly halfLifeDays: number
  readonly tier: Tier | null
  readonly parts: ReadonlyArray<Part>
  /** Opens and clicks that are left out, since the same person opened or clicked the same message before. */
  readonly repeated: number
}

/** What is asked of the deeds of one account. */
export interface Asked {
  readonly at: Instant
  /** The standard rules unless given. */
  readonly rules?: EngagementRules
  readonly tier: Tier | null
  readonly rolesOf: (contactId: string) => ReadonlyArray<ContactRole>
  /** Only deeds of this topic or product line. */
  readonly topic?: string
}

type Weighed = Omit<Part, "thousandths">

const weightiest = (roles: ReadonlyArray<ContactRole>, rules: EngagementRules): ContactRole | null => {
  let best: ContactRole | null = null
  for (const role of roles.toSorted()) if (best === null || rules.roles[role] > rules.roles[best]) best = role
  return best
}

const byText = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1

/** Any total order does: a sum of fractions depends on its order in the last digits. */
const inOrder = (a: Weighed, b: Weighed): number =>
  a.at - b.at ||
  byText(a.contactId, b.contactId) ||
  byText(a.kind, b.kind) ||
  byText(a.topic, b.topic) ||
  a.points - b.points

/** A scanner opens and clicks a message again and again: the first time of a person counts. */
const withoutRepeats = (deeds: ReadonlyArray<Deed>): ReadonlyArray<Deed> => {
  const first = new Map<string, Deed>()
  const kept: Array<Deed> = []
  for (const deed of deeds) {
    if ((deed.kind !== "opened" && deed.kind !== "clicked") || deed.messageId === null) {
      kept.push(deed)
      continue
    }
    const key = JSON.stringify([deed.kind, deed.contactId, deed.messageId])
    const before = first.get(key)
    if (before === undefined || deed.at < before.at || (deed.at === before.at && byText(deed.topic, before.topic) < 0))
      first.set(key, deed)
  }
  return [...kept, ...first.values()]
}

/** What is left of all of them, in thousandths, not rounded. */
const leftAt = (parts: ReadonlyArray<Pick<Part, "at" | "points">>, halfLifeDays: number, at: Instant): number => {
  let sum = 0
  for (const part of parts) sum += part.points * 1000 * 0.5 ** ((at - part.at) / (halfLifeDays * dayMillis))
  return sum
}

/** Whole thousandths that add up to the rounded total: the largest remainders are rounded up, ties in order. */
const apportion = (parts: ReadonlyArray<Weighed>, halfLifeDays: number, at: Instant) => {
  const exact = parts.map((part) => leftAt([part], halfLifeDays, at))
  const total = Math.round(leftAt(parts, halfLifeDays, at))
  const whole = exact.map(Math.floor)
  const missing = total - whole.reduce((sum, one) => sum + one, 0)
  const byRemainder = exact
    .map((one, index) => ({ index, rest: one - Math.floor(one) }))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index)
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index))
  return {
    total,
    parts: parts.map((part, index): Part => ({
      ...part,
      thousandths: (whole[index] ?? 0) + (raised.has(index) ? 1 : 0)
    }))
  }
}

/** The score of an account as of an instant. Deeds after it do not count; the order of the deeds is irrelevant. */
export const of = (deeds: ReadonlyArray<Deed>, asked: Asked): Score => {
  const { at, rolesOf, tier, topic } = asked
  const rules = asked.rules ?? standard
  const past = deeds.filter((deed) => deed.at <= at && (topic === undefined || deed.topic === topic))
  const counted = withoutRepeats(past)
  const weighed: Array<Weighed> = []
  for (const deed of counted) {
    const role = deed.contactId === null ? null : weightiest(rolesOf(deed.contactId), rules)
    const points = rules.kinds[deed.kind] * rules.roles[role ?? "none"] * rules.tiers[tier ?? "unknown"]
    if (points > 0)
      weighed.push({ kind: deed.kind, at: deed.at, contactId: deed.contactId, topic: deed.topic, role, points })
  }
  const { halfLifeDays } = rules
  const { parts, total } = apportion(weighed.toSorted(inOrder), halfLifeDays, at)
  return { at, thousandths: total, halfLifeDays, tier, parts, repeated: past.length - counted.length }
}

/** The thousandths of the parts by contact, topic, kind or role; they add up exactly to the score. */
export const sumBy = <K extends "contactId" | "topic" | "kind" | "role">(
  score: Score,
  key: K
): ReadonlyMap<Part[K], number> => {
  const sums = new Map<Part[K], number>()
  for (const part of score.parts) sums.set(part[key], (sums.get(part[key]) ?? 0) + part.thousandths)
  return sums
}

/** The score at a later instant if nobody does anything until then, in thousandths of a point. */
export const fadedTo = (score: Score, at: Instant): number => Math.round(leftAt(score.parts, score.halfLifeDays, at))

/**
 * The first instant after the score's own at which it is below a threshold in thousandths of a point, if nobody does
 * anything until then. Null when it is below already, or never will be because the threshold is 0.
 */
export const crossing = (score: Score, threshold: number): Instant | null => {
  if (threshold <= 0 || score.thousandths < threshold) return null
  // All parts halve together, so the sum does too. It rounds to less than the threshold below half a thousandth under it.
  const halves = Math.log2(leftAt(score.parts, score.halfLifeDays, score.at) / (threshold - 0.5))
  let found = instant(score.at + Math.max(1, Math.floor(halves * score.halfLifeDays * dayMillis)))
  // The closed form is right but for the last digits: the instant must be the one at which the sum itself says so.
  while (found > score.at + 1 && fadedTo(score, instant(found - 1)) < threshold) found = instant(found - 1)
  while (fadedTo(score, found) >= threshold) found = instant(found + 1)
  return found
}

/** Thousandths as points with three decimals: `12.345`. */
export const show = (thousandths: number): string => (thousandths / 1000).toFixed(3)

/** The sum in words, the largest part first: one line for each deed, then what was left out. */
export const explain = (score: Score): ReadonlyArray<string> => {
  const lines = score.parts
    .toSorted((a, b) => b.thousandths - a.thousandths || inOrder(a, b))
    .map(({ at, contactId, kind, points, role, thousandths, topic }) => {
      const who = `${contactId ?? "somebody"}${role === null ? "" : ` (${role})`}`
      const about = topic === null ? "" : `, ${topic}`
      return `${show(thousandths)}: ${kind}, ${who}${about}, ${showInstant(at)}, ${points.toFixed(3)} when new`
    })
  const said = `${show(score.thousandths)} points at ${showInstant(score.at)}, half after ${score.halfLifeDays} days`
  const left = score.repeated === 0 ? [] : [`left out: ${score.repeated} repeated opens and clicks of the same message`]
  return [said, ...lines, ...left]
}
