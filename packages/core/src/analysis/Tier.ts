/**
 * How much attention an account gets: a program of its own (one-to-one), one for a few alike (one-to-few), or one for
 * many. Tiers change who acts and how fast, never whether promises and complaints are kept.
 */
import * as Schema from "effect/Schema"
import type * as Abc from "./Abc.ts"
import type * as KeyAccountType from "./KeyAccountType.ts"

/** From the most attention to none. */
export const Tier = Schema.Literals(["one-to-one", "one-to-few", "one-to-many", "none"])
export type Tier = typeof Tier.Type

/** What a tier is judged by. */
export interface Facts {
  readonly isKey: boolean
  readonly abc: Abc.Class
  readonly types: ReadonlyArray<KeyAccountType.Held>
  /** Qualified by need, solvency and authority. */
  readonly isQualified?: boolean
  /** A rule of the host leaves the account out. */
  readonly isExcluded?: boolean
}

/** A tier and the reason for it. */
export interface Placed {
  readonly tier: Tier
  readonly because: string
}

/** The tier before anybody's capacity is considered. */
export const classify = ({ abc, isExcluded, isKey, isQualified, types }: Facts): Placed => {
  const holds = (type: KeyAccountType.KeyAccountType): boolean =>
    types.some((held) => held.type === type && held.isCertain)
  if (isExcluded === true) return { tier: "none", because: "left out by rule" }
  if (isKey && abc === "A") return { tier: "one-to-one", because: "key and A" }
  if (isKey && holds("breadwinner")) return { tier: "one-to-one", because: "key and breadwinner" }
  if (isKey && holds("image-maker")) return { tier: "one-to-one", because: "key and image maker" }
  if (isKey) return { tier: "one-to-few", because: "key" }
  if (holds("promising") && isQualified === true) return { tier: "one-to-few", because: "promising and qualified" }
  if (abc === "B") return { tier: "one-to-few", because: "B" }
  return { tier: "one-to-many", because: `${abc}, not key` }
}

/** How many accounts of a tier one manager can carry; the lower tiers have no limit. */
export interface Capacity {
  readonly "one-to-one": number
  readonly "one-to-few": number
}

/** 10 and 40. */
export const standard: Capacity = { "one-to-one": 10, "one-to-few": 40 }

/** An account to be placed with its manager. `value` is the expected value in minor units. */
export interface Candidate extends Placed {
  readonly id: string
  readonly manager: string
  readonly value: number
}

/**
 * Fits tiers to the managers' capacity: the highest expected value goes first, ties by id; who finds no room falls to
 * the next tier, and the reason names the tier it had to go without.
 */
export const fit = (
  candidates: ReadonlyArray<Candidate>,
  capacityOf: (manager: string) => Capacity
): ReadonlyArray<Candidate> => {
  const used = new Map<string, number>()
  const room = (candidate: Candidate, tier: "one-to-one" | "one-to-few"): boolean => {
    const key = `${tier} ${candidate.manager}`
    const taken = used.get(key) ?? 0
    if (taken >= capacityOf(candidate.manager)[tier]) return false
    used.set(key, taken + 1)
    return true
  }
  const place = (candidate: Candidate): Candidate => {
    const { tier } = candidate
    if (tier === "none" || tier === "one-to-many" || room(candidate, tier)) return candidate
    const because = `${candidate.because}; ${candidate.manager} has no room for it in ${tier}`
    if (tier === "one-to-one" && room(candidate, "one-to-few")) return { ...candidate, tier: "one-to-few", because }
    return { ...candidate, tier: "one-to-many", because }
  }
  const ordered = candidates.toSorted((a, b) => b.value - a.value || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const placed = new Map(ordered.map((candidate) => [candidate.id, place(candidate)]))
  return candidates.map((candidate) => placed.get(candidate.id) ?? candidate)
}
