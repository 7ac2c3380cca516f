/** An enrolment is one account inside one version of a program: which steps are open, and where each touch stands. */
import type { Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import type { OfferTold } from "./Offer.ts"

/** Where a due touch of one contact stands. `unknown` counts as sent for waits and caps. */
export type TouchStatus = "held" | "queued" | "sent" | "skipped" | "refused" | "failed" | "unknown"

/** One touch of one contact. */
export interface TouchState {
  readonly status: TouchStatus
  /** When it came to this status; the next wait counts from here, for a sent one from its hand-over. */
  readonly at: Instant
  /** From when the deadline counts: its turn, or the end of the last hold under which it stood still. */
  readonly deadlineFrom: Instant
  readonly messageId?: string
  /** When its message last got a slot, or was handed over: from then on it is said, whoever waits. */
  readonly spokenAt?: Instant
  /** What the message was queued with. */
  readonly message?: {
    readonly addressHash: string
    readonly templateId: string
    readonly costMinor?: number
    readonly offer?: OfferTold
  }
  /** The rule and end of the hold, the reason of an end. */
  readonly rule?: string
  /** The reason beneath that one under which the deadline stands still. */
  readonly beneath?: string
  readonly until?: Instant | null
  /** The slot of a queued message; null while held. */
  readonly notAfter?: Instant | null
}

/** A step whose members are fixed. */
export interface OpenedStep {
  readonly at: Instant
  readonly members: ReadonlyArray<string>
}

/** One account inside one version of a program. */
export interface EnrolmentState {
  readonly enrolmentId: string
  readonly programId: string
  readonly version: string
  readonly playId: string
  readonly accountId: string
  readonly occurrence: number
  readonly holdout: boolean
  readonly enteredAt: Instant
  readonly opened: Readonly<Record<string, OpenedStep>>
  /** The barriers passed, by the touch id of the step behind them; each is passed once. */
  readonly passed?: Readonly<Record<string, { readonly at: Instant; readonly by: "event" | "timeout" | "gate" }>>
  /** By touch id, then contact id. */
  readonly touches: Readonly<Record<string, Readonly<Record<string, TouchState>>>>
  readonly exited: { readonly reason: string; readonly at: Instant } | null
}

const finished: ReadonlySet<TouchStatus> = new Set(["sent", "skipped", "refused", "failed", "unknown"])

/** When the touch came to an end from which the next wait counts; undefined while it is still to go. */
export const finishedAt = (touch: TouchState | undefined): Instant | undefined =>
  touch !== undefined && finished.has(touch.status) ? touch.at : undefined

/** The id of the task of a step; the version is no part of it, so that a migrated account does not get it again. */
export const taskIdOf = (enrolmentId: string, touchId: string): string =>
  `task-${Hash.ofValue(["task", enrolmentId, touchId]).slice(0, 12)}`

/** The id of the word that a step waits for: one serves all of its members. An offer that needs one has its own. */
export const approvalIdOf = (enrolmentId: string, touchId: string, ...offer: ReadonlyArray<string>): string =>
  `word-${Hash.ofValue(["approval", enrolmentId, touchId, ...offer]).slice(0, 12)}`
