/**
 * A promise is kept when its fact comes true or a person verified it, not when someone ticks it. Facts that can be read
 * off the records are `asset ID is active` (or suspended, blocked, ended) and `case ID is closed`. Source: docs/explanation/standing.md.
 */
import type { Commitment } from "../account/Commitment.ts"
import type { GroupRecords } from "../account/Records.ts"
import type { Instant } from "../kernel/Calendar.ts"

type Facts = Pick<GroupRecords, "assets" | "cases">

const shape = /^(asset|case)\s+(\S+)\s+is\s+(active|suspended|blocked|ended|closed)$/u

/** Whether an instant has come. */
type Passed = (at: Instant) => boolean

const until =
  (now: Instant): Passed =>
  (at) =>
    at <= now

const isTrue = (fact: string | undefined, { assets, cases }: Facts, passed: Passed): boolean | null => {
  const [, kind, id, state] = shape.exec(fact?.trim() ?? "") ?? []
  if (kind === "asset") {
    const asset = assets.find((one) => one.id === id)
    return asset === undefined ? null : asset.status === state
  }
  const one = kind === "case" && state === "closed" ? cases.find((other) => other.id === id) : undefined
  return one === undefined ? null : one.closedAt !== undefined && passed(one.closedAt)
}

/** Whether a fact is true; null when the records cannot tell: then a person has to verify it. */
export const check = (fact: string | undefined, facts: Facts, now: Instant): boolean | null =>
  isTrue(fact, facts, until(now))

/** Whether the promise is kept: its fact is true, or it was ticked and needs no fact or was verified. */
const isKept = (one: Commitment, facts: Facts, passed: Passed): boolean => {
  if (isTrue(one.fact, facts, passed) === true) return true
  if (one.keptAt === undefined || (one.fact !== undefined && one.verifiedBy === undefined)) return false
  return passed(one.keptAt)
}

/** Whether the promise is kept, or settled with a word. Every instant that the answer hangs on goes through `passed`. */
export const isMade = (one: Commitment, facts: Facts, passed: Passed): boolean =>
  isKept(one, facts, passed) || (one.settled !== undefined && passed(one.settled.at))

/** Whether the promise is past due and neither kept nor settled: what guard rail, signal and standing all ask. */
export const isBroken = (one: Commitment, facts: Facts, passed: Passed): boolean =>
  passed(one.dueAt) && !isMade(one, facts, passed)

/** The promise as its fact says: a tick is taken off while the fact is false; a fact come true keeps it from now on. */
export const judge = (one: Commitment, facts: Facts, now: Instant): Commitment => {
  const passed = until(now)
  if (isKept(one, facts, passed)) return one.keptAt !== undefined && one.keptAt <= now ? one : { ...one, keptAt: now }
  // Without a fact a tick ahead is a tick, and not yet.
  if (one.keptAt === undefined || one.fact === undefined || one.verifiedBy !== undefined) return one
  const { keptAt: _, ...open } = one
  return open
}

/** The records with all their promises as their facts say, for whoever reads `keptAt` alone. */
export const apply = <R extends Facts & Pick<GroupRecords, "commitments">>(records: R, now: Instant): R => ({
  ...records,
  commitments: records.commitments.map((one) => judge(one, records, now))
})
