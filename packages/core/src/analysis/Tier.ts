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
  /** Null without an order in the window. */
  readonly abc: Abc.Class | null
  readonly types: ReadonlyArray<KeyAccountType.Held>
  /** Qualified by need, solvency and authority. */
  readonly isQualified?: boolean
  /** The rule of the host that leaves the account out. */
  readonly excludedBy?: string
}

/** A tier and the reason for it. `wanted` is there when capacity gave it less than it would have had. */
export interface Placed {
  readonly tier: Tier
  readonly because: string
  readonly wanted?: Tier
}

/** The tier before anybody's capacity is considered. */
export const classify = ({ abc, excludedBy, isKey, isQualified, types }: Facts): Placed => {
  const holds = (type: KeyAccountType.KeyAccountType): boolean =>
    types.some((held) => held.type === type && held.isCertain)
  if (excludedBy !== undefined) return { tier: "none", because: `left out by rule: ${excludedBy}` }
  if (isKey && abc === "A") return { tier: "one-to-one", because: "key and A" }
  if (isKey && holds("breadwinner")) return { tier: "one-to-one", because: "key and breadwinner" }
  if (isKey && holds("image-maker")) return { tier: "one-to-one", because: "key and image maker" }
  if (isKey) return { tier: "one-to-few", because: "key" }
  if (holds("promising") && isQualified === true) return { tier: "one-to-few", because: "promising and qualified" }
  if (abc === "B") return { tier: "one-to-few", because: "B" }
  return { tier: "one-to-many", because: abc === null ? "no order in the window, not key" : `${abc}, not key` }
}

/** How many accounts of a tier one manager can carry; the lower tiers have no limit. */
export interface Capacity {
  readonly "one-to-one": number
  readonly "one-to-few": number
}

/** 10 and 40. */
export const standard: Capacity = { "one-to-one": 10, "one-to-few": 40 }

/**
 * An account to be placed with its manager; null is nobody's, and nobody has no limit. `value` is the expected value in
 * minor units, null when it is unknown.
 */
export interface Candidate extends Placed {
  readonly id: string
  readonly manager: string | null
  readonly value: number | null
}

const byValue = (a: Candidate, b: Candidate): number => {
  const left = a.value ?? Number.NEGATIVE_INFINITY
  const right = b.value ?? Number.NEGATIVE_INFINITY
  if (left !== right) return left > right ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * Fits tiers to the managers' capacity: the highest expected value goes first, unknown ones last, ties by id; who finds
 * no room falls to the next tier, and the reason names the tier it had to go without.
 */
export const fit = (
  candidates: ReadonlyArray<Candidate>,
  capacityOf: (manager: string) => Capacity
): ReadonlyArray<Candidate> => {
  const used = new Map<string, number>()
  const room = ({ manager }: Candidate, tier: "one-to-one" | "one-to-few"): boolean => {
    if (manager === null) return true
    const key = `${tier} ${manager}`
    const taken = used.get(key) ?? 0
    if (taken >= capacityOf(manager)[tier]) return false
    used.set(key, taken + 1)
    return true
  }
  const place = (candidate: Candidate): Candidate => {
    const { manager, tier } = candidate
    if (tier === "none" || tier === "one-to-many" || room(candidate, tier)) return candidate
    const because = `${candidate.because}; ${manager ?? ""} has no room for it in ${tier}`
    const lower = tier === "one-to-one" && room(candidate, "one-to-few") ? "one-to-few" : "one-to-many"
    return { ...candidate, tier: lower, because, wanted: tier }
  }
  const placed = new Map(candidates.toSorted(byValue).map((candidate) => [candidate.id, place(candidate)]))
  return candidates.map((candidate) => placed.get(candidate.id) ?? candidate)
}
