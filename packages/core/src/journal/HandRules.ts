/**
 * Why a message may not be handed over now: one table in order of precedence, tried inside the transaction that hands
 * over. The first rule that does not hold is the answer. H6 (the store's mode is the courier's, its epoch is confirmed)
 * is about the whole store and is held where a store is opened. Source: docs/explanation/engine.md.
 */
import type { Message } from "../delivery/DeliveryState.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { NotHanded } from "./Store.ts"

/** What the rules look at for one message. */
export interface HandFacts {
  readonly message: Message | undefined
  /** The attempt that the caller had seen. */
  readonly attempt: number
  readonly now: Instant
  /** The group has an input that no tick has looked at. */
  readonly undecided: boolean
  readonly suppressed: boolean
  /** The person withdrew what the message goes under since its group was last decided. */
  readonly withdrawn: boolean
  readonly paused: boolean
  /** The runner's heart beat within the time that counts as alive, and it was not buried. */
  readonly alive: boolean
}

/** One condition of the hand-over, and what is said when it does not hold. */
export interface HandRule {
  readonly id: "H1" | "H2" | "H3" | "H4" | "H5"
  readonly why: NotHanded
  readonly holds: (facts: HandFacts) => boolean
}

/** The conditions, in order of precedence. */
export const standard: ReadonlyArray<HandRule> = [
  {
    id: "H1",
    why: "not queued",
    holds: ({ message, attempt }) => message?.state === "queued" && message.attempt === attempt
  },
  {
    id: "H2",
    why: "too early",
    holds: ({ message, now }) => message !== undefined && message.notBefore !== null && message.notBefore <= now
  },
  {
    id: "H2",
    why: "too late",
    holds: ({ message, now }) => message !== undefined && (message.notAfter === null || now < message.notAfter)
  },
  { id: "H3", why: "undecided input", holds: ({ undecided }) => !undecided },
  { id: "H4", why: "suppressed", holds: ({ suppressed }) => !suppressed },
  { id: "H4", why: "withdrawn", holds: ({ withdrawn }) => !withdrawn },
  { id: "H4", why: "paused", holds: ({ paused }) => !paused },
  { id: "H5", why: "runner dead", holds: ({ alive }) => alive }
]

/** Why the message may not be handed over; undefined when it may. */
export const refuse = (rules: ReadonlyArray<HandRule>, facts: HandFacts): NotHanded | undefined =>
  rules.find((rule) => !rule.holds(facts))?.why
