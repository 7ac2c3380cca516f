/**
 * How much of the sales hangs on the key accounts. The founding document expects them to bring 30–55 %: with less, too
 * few are treated as key; with more, too much hangs on them.
 */
import * as Ratio from "../kernel/Ratio.ts"

/** `unknown` when no account has a positive measure. */
export type Verdict = "too-few" | "in-range" | "risk" | "unknown"

/** Percentages of the positive total that key accounts should bring. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

/** 30–55 %. */
export const standard: Bounds = { low: 30, high: 55 }

/** What the check needs of an account. `score` and `isCandidate` are of the computed verdict, `byHand` a person's word. */
export interface Candidate {
  readonly id: string
  readonly measureMinor: number
  readonly isKey: boolean
  readonly score: number | null
  /** Whether confidence suffices: then the score alone decides. */
  readonly isCandidate: boolean
  readonly byHand: boolean | null
}

/** The check. `threshold` is the score, in hundredths, that would bring the share to the nearest bound; null when none does or none is needed. */
export interface Concentration {
  readonly keyShare: number
  readonly verdict: Verdict
  readonly largest: { readonly id: string; readonly share: number } | null
  readonly topTenShare: number
  readonly threshold: number | null
}

/** The key money at each score threshold, in hundredths from 0 to 100. */
const keyMoneyByThreshold = (candidates: ReadonlyArray<Candidate>): ReadonlyArray<number> => {
  const money = Array.from({ length: 101 }, () => 0)
  for (const { byHand, isCandidate, measureMinor, score } of candidates) {
    const measure = Math.max(0, measureMinor)
    const reach = byHand === null ? (isCandidate && score !== null ? Ratio.hundredths(score) : -1) : byHand ? 100 : -1
    for (let at = 0; at <= reach; at += 1) money[at] = (money[at] ?? 0) + measure
  }
  return money
}

/** Checks the share of the key accounts; candidates come sorted by measure, largest first. */
export const check = (
  candidates: ReadonlyArray<Candidate>,
  positive: number,
  bounds: Bounds = standard
): Concentration => {
  const largest = candidates[0]
  if (positive <= 0 || largest === undefined) {
    return { keyShare: 0, verdict: "unknown", largest: null, topTenShare: 0, threshold: null }
  }
  const sum = (chosen: ReadonlyArray<Candidate>): number =>
    chosen.reduce((total, { measureMinor }) => total + Math.max(0, measureMinor), 0)
  const key = sum(candidates.filter(({ isKey }) => isKey))
  const verdict = Ratio.isBelow(key, positive, bounds.low)
    ? "too-few"
    : Ratio.comparePercent(key, positive, bounds.high) > 0
      ? "risk"
      : "in-range"
  const money = keyMoneyByThreshold(candidates)
  const reached =
    verdict === "too-few"
      ? money.findLastIndex((part) => Ratio.isAtLeast(part, positive, bounds.low))
      : verdict === "risk"
        ? money.findIndex((part) => Ratio.comparePercent(part, positive, bounds.high) <= 0)
        : -1
  return {
    keyShare: key / positive,
    verdict,
    largest: { id: largest.id, share: Math.max(0, largest.measureMinor) / positive },
    topTenShare: sum(candidates.slice(0, 10)) / positive,
    threshold: reached < 0 ? null : reached
  }
}
