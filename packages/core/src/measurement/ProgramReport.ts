/**
 * The closing numbers: every due touch is in exactly one of sent, waiting, skipped, refused, failed, unknown, each by
 * reason, per program, play and touch. The unit is (enrolment, touch, contact) whose turn had come.
 * Source: docs/explanation/guards.md.
 */
import * as Schema from "effect/Schema"
import type { EnrolmentState, TouchState } from "../program/Enrolment.ts"

/** Counts by reason. */
export const Reasons = Schema.Record(Schema.String, Schema.Int)

const numbers = {
  audience: Schema.Int,
  sent: Schema.Int,
  waiting: Schema.Int,
  skipped: Schema.Int,
  refused: Schema.Int,
  failed: Schema.Int,
  unknown: Schema.Int,
  reasons: Schema.Struct({
    sent: Reasons,
    waiting: Reasons,
    skipped: Reasons,
    refused: Reasons,
    failed: Reasons,
    unknown: Reasons
  })
}

/** Numbers that close: audience is the sum of the six. */
export const Numbers = Schema.Struct(numbers)
export type Numbers = typeof Numbers.Type

/** The numbers of one touch of one play of one program. */
export const TouchNumbers = Schema.Struct({
  programId: Schema.String,
  playId: Schema.String,
  touchId: Schema.String,
  ...numbers
})
export type TouchNumbers = typeof TouchNumbers.Type

/** The numbers of a run: over all, and by program, play and touch (sorted by these). */
export const Totals = Schema.Struct({
  enrolled: Schema.Int,
  holdout: Schema.Int,
  exited: Reasons,
  ...numbers,
  touches: Schema.Array(TouchNumbers)
})
export type Totals = typeof Totals.Type

/** Where a due touch ended up. */
export type Outcome = keyof Numbers["reasons"]

/** In which of the six a touch is, and why. */
export const outcomeOf = (touch: TouchState): { readonly outcome: Outcome; readonly reason: string } => {
  switch (touch.status) {
    case "held":
      return { outcome: "waiting", reason: touch.rule ?? "held" }
    case "queued":
      return {
        outcome: "waiting",
        reason: touch.rule === undefined || touch.rule === "released" ? "queued" : touch.rule
      }
    case "sent":
      return { outcome: "sent", reason: "accepted" }
    case "unknown":
      return { outcome: "unknown", reason: touch.rule ?? "no answer" }
    case "skipped":
    case "refused":
    case "failed":
      return { outcome: touch.status, reason: touch.rule ?? touch.status }
  }
}

type Tally = Record<Outcome, Map<string, number>>
const tally = (): Tally => ({
  sent: new Map(),
  waiting: new Map(),
  skipped: new Map(),
  refused: new Map(),
  failed: new Map(),
  unknown: new Map()
})
const add = (counts: Map<string, number>, reason: string) => counts.set(reason, (counts.get(reason) ?? 0) + 1)
const byReason = (counts: Map<string, number>) =>
  Object.fromEntries([...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)))
const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0)

const close = (counts: Tally): Numbers => {
  const of = {
    sent: sum(counts.sent),
    waiting: sum(counts.waiting),
    skipped: sum(counts.skipped),
    refused: sum(counts.refused),
    failed: sum(counts.failed),
    unknown: sum(counts.unknown)
  }
  return {
    audience: of.sent + of.waiting + of.skipped + of.refused + of.failed + of.unknown,
    ...of,
    reasons: {
      sent: byReason(counts.sent),
      waiting: byReason(counts.waiting),
      skipped: byReason(counts.skipped),
      refused: byReason(counts.refused),
      failed: byReason(counts.failed),
      unknown: byReason(counts.unknown)
    }
  }
}

/** Counts enrolments as they come, keeping none of them. */
export interface Counter {
  readonly add: (enrolment: EnrolmentState) => void
  /** The totals of all that were added so far. */
  readonly totals: () => Totals
}

interface Counted {
  readonly place: Pick<TouchNumbers, "programId" | "playId" | "touchId">
  readonly counts: Tally
}

/** A counter that has counted nothing. */
export const counter = (): Counter => {
  const all = tally()
  const touches = new Map<string, Counted>()
  const exited = new Map<string, number>()
  let enrolled = 0
  let holdout = 0
  return {
    add: (enrolment) => {
      const { playId, programId } = enrolment
      enrolled += 1
      if (enrolment.holdout) holdout += 1
      if (enrolment.exited !== null) add(exited, enrolment.exited.reason)
      for (const [touchId, byContact] of Object.entries(enrolment.touches)) {
        const key = [programId, playId, touchId].join("\n")
        let one = touches.get(key)
        if (one === undefined) touches.set(key, (one = { place: { programId, playId, touchId }, counts: tally() }))
        for (const touch of Object.values(byContact)) {
          const { outcome, reason } = outcomeOf(touch)
          add(all[outcome], reason)
          add(one.counts[outcome], reason)
        }
      }
    },
    totals: () => ({
      enrolled,
      holdout,
      exited: byReason(exited),
      ...close(all),
      touches: [...touches]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { counts, place }]) => ({ ...place, ...close(counts) }))
    })
  }
}

/** The totals of enrolments, in any order. */
export const count = (enrolments: Iterable<EnrolmentState>): Totals => {
  const { add, totals } = counter()
  for (const enrolment of enrolments) add(enrolment)
  return totals()
}
