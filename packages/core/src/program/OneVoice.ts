/**
 * One voice: of several programs that an account is inside, one speaks at a time. It speaks from its first touch until
 * the account leaves it, or until no touch of it was due for some days; the others wait. Source: docs/explanation/guards.md.
 */
import { addDays, dayMillis, dayOf, instant, instantOf, type Instant, type Zone } from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { EnrolmentState, TouchStatus } from "./Enrolment.ts"
import type { Policy } from "./Policy.ts"

/** Who speaks, and until when if nothing of it is due before. */
export interface Speaker {
  readonly enrolmentId: string
  readonly programId: string
  readonly until: Instant
}

const spoken: ReadonlySet<TouchStatus> = new Set(["queued", "sent", "unknown"])

/** When a touch of the enrolment was last due, and whether any of them was said; undefined when none was due yet. */
const lastDue = (enrolment: EnrolmentState): { readonly at: Instant; readonly hasSpoken: boolean } | undefined => {
  let at: Instant | undefined
  let hasSpoken = false
  for (const byContact of Object.values(enrolment.touches))
    for (const touch of Object.values(byContact)) {
      if (touch.status === "skipped") continue
      // A touch that is held was due when its turn came; waiting makes it no later.
      const due = touch.status === "held" ? touch.deadlineFrom : touch.at
      if (at === undefined || due > at) at = due
      if (spoken.has(touch.status)) hasSpoken = true
    }
  return at === undefined ? undefined : { at, hasSpoken }
}

/** The next midnight of a zone. */
const dayEnd = (at: Instant, zone: Zone): Instant => instantOf(addDays(dayOf(at, zone), 1), 0, zone)

/** Until when an enrolment keeps the word: some days while it is inside, the day of its last word once it has left. */
const keepsUntil = (one: EnrolmentState, { oneVoice }: Policy, zone: Zone): Instant | undefined => {
  const last = lastDue(one)
  if (last === undefined || !last.hasSpoken) return undefined
  return one.exited === null ? instant(last.at + oneVoice.quietDays * dayMillis) : dayEnd(last.at, zone)
}

/**
 * The program that speaks to an account now and keeps another one silent; undefined when none does. `enrolments` are
 * the group's in any order; with `count: group` in the policy one voice is the group's. Two never speak on one day of
 * the account's zone, also when the first has just left.
 */
export const speaker = (
  enrolments: Iterable<EnrolmentState>,
  asks: { readonly programId: string; readonly accountId: string; readonly zone: Zone },
  policy: Policy,
  horizon: Horizon
): Speaker | undefined => {
  if (policy.oneVoice.count === "off") return undefined
  let found: Speaker | undefined
  for (const one of enrolments) {
    if (one.programId === asks.programId || one.holdout) continue
    if (policy.oneVoice.count === "account" && one.accountId !== asks.accountId) continue
    const until = keepsUntil(one, policy, asks.zone)
    if (until === undefined || horizon.passed(until)) continue
    const { enrolmentId, programId } = one
    // Two may have spoken: before a policy said otherwise, or since one fell silent. The latest word counts.
    if (found === undefined || until > found.until || (until === found.until && enrolmentId < found.enrolmentId))
      found = { enrolmentId, programId, until }
  }
  return found
}
