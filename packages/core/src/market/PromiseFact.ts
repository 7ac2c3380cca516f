/**
 * A promise is kept when its fact comes true or a person verified it, not when someone ticks it. Facts that can be read
 * off the records are `asset ID is active` (or suspended, blocked, ended) and `case ID is closed`. Source: docs/explanation/standing.md.
 */
import type { Commitment } from "../account/Commitment.ts"
import type { GroupRecords } from "../account/Records.ts"
import type { Instant } from "../kernel/Calendar.ts"

type Facts = Pick<GroupRecords, "assets" | "cases">

const shape = /^(asset|case)\s+(\S+)\s+is\s+(active|suspended|blocked|ended|closed)$/u

/** Whether a fact is true; null when the records cannot tell: then a person has to verify it. */
export const check = (fact: string | undefined, { assets, cases }: Facts, now: Instant): boolean | null => {
  const [, kind, id, state] = shape.exec(fact?.trim() ?? "") ?? []
  if (kind === "asset") {
    const asset = assets.find((one) => one.id === id)
    return asset === undefined ? null : asset.status === state
  }
  const one = kind === "case" && state === "closed" ? cases.find((other) => other.id === id) : undefined
  return one === undefined ? null : one.closedAt !== undefined && one.closedAt <= now
}

/** The promise as its fact says: a tick is taken off while the fact is false; a fact come true keeps it from now on. */
export const judge = (one: Commitment, facts: Facts, now: Instant): Commitment => {
  const isTrue = check(one.fact, facts, now)
  if (isTrue === true) return one.keptAt === undefined ? { ...one, keptAt: now } : one
  if (one.keptAt === undefined || one.verifiedBy !== undefined) return one
  if (isTrue === null && one.fact === undefined) return one
  const { keptAt: _, ...open } = one
  return open
}

/** The records with all their promises as their facts say; what guards and standing then see is the same. */
export const apply = <R extends Facts & Pick<GroupRecords, "commitments">>(records: R, now: Instant): R => ({
  ...records,
  commitments: records.commitments.map((one) => judge(one, records, now))
})
