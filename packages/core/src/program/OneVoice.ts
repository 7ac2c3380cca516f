/**
 * One voice: of several programs that an account is inside, one speaks at a time. It speaks from its first touch until
 * the account leaves it, or until no touch of it was due for some days; the others wait. Source: docs/explanation/guards.md.
 */
import { dayMillis, instant, type Instant } from "../kernel/Calendar.ts"
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

/** When a touch of the enrolment was last due, and whether any of them was heard; undefined when none was due yet. */
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

/**
 * The enrolment that speaks to an account now, of those in the order of priority; undefined when none does. `members`
 * are the group's enrolments; with `count: group` in the policy one voice is the group's.
 */
export const speaker = (
  members: Iterable<EnrolmentState>,
  accountId: string,
  { oneVoice }: Policy,
  horizon: Horizon
): Speaker | undefined => {
  if (oneVoice.count === "off") return undefined
  let found: (Speaker & { readonly enteredAt: Instant }) | undefined
  for (const one of members) {
    if (one.exited !== null || one.holdout) continue
    if (oneVoice.count === "account" && one.accountId !== accountId) continue
    const last = lastDue(one)
    if (last === undefined || !last.hasSpoken) continue
    const until = instant(last.at + oneVoice.quietDays * dayMillis)
    if (horizon.passed(until)) continue
    const { enrolmentId, enteredAt, programId } = one
    // Two may have spoken: before a policy said otherwise, or since one fell silent. The latest word counts.
    if (found === undefined || until > found.until || (until === found.until && enrolmentId < found.enrolmentId))
      found = { enrolmentId, programId, until, enteredAt }
  }
  return found
}
