/** What programs propose, said as decisions of the journal. */
import * as Task from "../desk/Task.ts"
import type { Decision } from "../journal/Event.ts"
import type { EnrolmentState } from "../program/Enrolment.ts"
import type * as Propose from "../program/Propose.ts"
import type * as Steps from "../program/Steps.ts"
import type { GroupState } from "./GroupState.ts"

/** A barrier that is passed, or at which the account leaves. */
export const passedOf = ({ inside, step, verdict }: Steps.Passing): Decision => {
  const { accountId, enrolmentId, programId } = inside.enrolment
  const { evidence } = verdict
  return verdict._tag === "Left"
    ? { _tag: "Exited", enrolmentId, programId, accountId, reason: verdict.reason, evidence }
    : { _tag: "GatePassed", enrolmentId, programId, accountId, touchId: step.touch.id, by: verdict.by, evidence }
}

/** A step that opens, with whom it is for. */
export const openedOf = ({ inside, members, passedOver, reason, step }: Steps.Opening): Decision => ({
  _tag: "StepOpened",
  enrolmentId: inside.enrolment.enrolmentId,
  touchId: step.touch.id,
  members,
  ...(reason === undefined ? {} : { reason }),
  ...(passedOver === undefined ? {} : { evidence: passedOver })
})

/** An account that leaves a program. */
export const exitOf = ({ enrolment, evidence, reason }: Propose.Exit): Decision => ({
  _tag: "Exited",
  enrolmentId: enrolment.enrolmentId,
  programId: enrolment.programId,
  accountId: enrolment.accountId,
  reason,
  evidence
})

/** An account that enters a program. */
export const enrolledOf = (entry: Propose.Entry): Decision => ({
  _tag: "Enrolled",
  enrolmentId: entry.enrolmentId,
  programId: entry.definition.program.id,
  version: entry.definition.version,
  playId: entry.play.play.id,
  accountId: entry.account.id,
  occurrence: entry.occurrence,
  holdout: entry.holdout,
  evidence: entry.evidence
})

/** The touches of an enrolment that are still to go, ended for a reason; those that a test picks by touch id. */
const endedTouches = (
  { accountId, enrolmentId, playId, programId, touches }: EnrolmentState,
  reason: string,
  picks: (touchId: string) => boolean
): ReadonlyArray<Decision> =>
  Object.entries(touches)
    .toSorted(byKey)
    .filter(([touchId]) => picks(touchId))
    .flatMap(([touchId, byContact]) =>
      Object.entries(byContact)
        .toSorted(byKey)
        .flatMap(([contactId, { messageId, status }]): ReadonlyArray<Decision> => {
          const place = { enrolmentId, programId, playId, touchId, accountId, contactId }
          if (status === "held") return [{ _tag: "TouchSkipped", ...place, reason, evidence: {} }]
          return status === "queued" && messageId !== undefined
            ? [{ _tag: "MessageWithdrawn", ...place, messageId, reason, evidence: {} }]
            : []
        })
    )

/** What was held, queued or asked for an account that has left its program: it will not go. */
export const leftOver = (state: GroupState): ReadonlyArray<Decision> => {
  const found: Array<Decision> = []
  for (const { enrolmentId, taskId } of Task.open(state.tasks)) {
    const left = state.enrolments[enrolmentId ?? ""]?.exited
    if (left !== undefined && left !== null) found.push({ _tag: "TaskWithdrawn", taskId, reason: left.reason })
  }
  for (const enrolment of Object.values(state.enrolments))
    if (enrolment.exited !== null) found.push(...endedTouches(enrolment, enrolment.exited.reason, () => true))
  return found
}

/** What was held, queued or asked for a step that an account's version no longer has: it will not go either. */
export const goneSteps = ({ inside }: Propose.Context, { tasks }: GroupState): ReadonlyArray<Decision> => {
  const reason = "touch gone"
  return inside.flatMap(({ enrolment, play }): ReadonlyArray<Decision> => {
    const isGone = (touchId: string): boolean => play.touches.every(({ touch }) => touch.id !== touchId)
    if (!Object.keys(enrolment.opened).some(isGone)) return []
    const asked = Task.open(tasks).filter(
      ({ enrolmentId, touchId }) => enrolmentId === enrolment.enrolmentId && touchId !== undefined && isGone(touchId)
    )
    return [
      ...asked.map(({ taskId }): Decision => ({ _tag: "TaskWithdrawn", taskId, reason })),
      ...endedTouches(enrolment, reason, isGone)
    ]
  })
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)
