/**
 * Why a client leaves: each cause with the signals that speak for it, recent ones more. Nothing is concluded from what
 * nobody has recorded: without a sign the answer is to ask. Source: docs/explanation/retention.md.
 */
import * as Calendar from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import { monthsBefore } from "./AsOf.ts"
import { signals, type Cause, type SignalFacts } from "./CausesSignals.ts"

export type { Branch, Cause, Task } from "./CausesSignals.ts"

/** The causes in the order of the table. */
export const causes: ReadonlyArray<Cause> = [...new Set(signals.map(({ cause }) => cause))]

/** A signal as it was found. `holds` is null when the sources cannot show it. */
export interface SignalSeen {
  readonly signal: string
  readonly holds: boolean | null
  /** The day of its latest sign; null when it does not hold or has none. */
  readonly on: Calendar.Day | null
  /** 1 for a sign of the day judged by, half after the policy's half-life; 0 when it does not hold. */
  readonly weight: number
  readonly evidence: Evidence
}

/** A cause with its signals. */
export interface CauseScore {
  readonly cause: Cause
  /** Weights of the signals that hold ÷ signals known, 0 to 1; null when none is known. */
  readonly score: number | null
  readonly signals: ReadonlyArray<SignalSeen>
}

/** All causes of one client. */
export interface Causes {
  /** The cause with the highest score; null when no signal holds: unknown, ask. */
  readonly primary: Cause | null
  /** Causes with a signal that holds, highest score first, ties in the order of the table. */
  readonly found: ReadonlyArray<CauseScore>
  /** Signals that the sources cannot show. */
  readonly unknownSignals: ReadonlyArray<string>
  /** Whether the client is to be asked. */
  readonly isToAsk: boolean
}

/** What is judged beside the facts: the day of the loss, from which age counts; the look's day when it is not lost. */
export interface Circumstances extends Omit<SignalFacts, "from"> {
  readonly lostOn: Calendar.Day | null
}

/** The causes of one client, from the policy's months before the loss, or before the look, up to the look. */
export const of = ({ lostOn, ...facts }: Circumstances): Causes => {
  const { look, policy } = facts
  const base = lostOn ?? look.day
  const from = monthsBefore(base, policy.causeMonths)
  const seen = signals.map(({ cause, check, id }) => {
    const { evidence, holds, on } = check({ ...facts, from })
    const age = on === null ? 0 : Math.max(0, Calendar.daysBetween(on, base))
    const weight = holds === true ? 0.5 ** (age / policy.causeHalfLifeDays) : 0
    return { cause, signal: id, holds, on: holds === true ? on : null, weight, evidence }
  })
  const scores = causes.map((cause): CauseScore => {
    const own = seen.filter((one) => one.cause === cause)
    const known = own.filter(({ holds }) => holds !== null)
    const sum = known.reduce((total, { weight }) => total + weight, 0)
    return {
      cause,
      score: known.length === 0 ? null : sum / known.length,
      signals: own.map(({ evidence, holds, on, signal, weight }) => ({ signal, holds, on, weight, evidence }))
    }
  })
  const found = scores
    .filter(({ signals: own }) => own.some(({ holds }) => holds === true))
    .toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))
  return {
    primary: found[0]?.cause ?? null,
    found,
    unknownSignals: seen.flatMap(({ holds, signal }) => (holds === null ? [signal] : [])),
    isToAsk: found.length === 0
  }
}
