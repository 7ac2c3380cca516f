/** Being late: a task in the time of a meeting, a task or promise that is not begun and has little of its time left. */
import * as Calendar from "../kernel/Calendar.ts"
import * as Mistake from "./Mistake.ts"
import * as PlannedMeetings from "./PlannedMeetings.ts"

const mistake = "late"

const overlaps = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const meetings = PlannedMeetings.of(input, ["call", "meeting", "visit", "event", "negotiation"])
  return (input.tasks ?? []).flatMap((task) => {
    const { dueAt, id, ownerId, text } = task
    if (dueAt === null || ownerId === null) return []
    const starts = task.startsAt ?? dueAt
    // A meeting without a time overlaps with nothing that is known.
    const met = meetings.filter(
      (meeting) =>
        meeting.by === ownerId &&
        !PlannedMeetings.isAllDay(meeting, input) &&
        starts < PlannedMeetings.endOf(meeting, input) &&
        dueAt > meeting.at
    )
    return met.map((meeting): Mistake.Warning => {
      const by = Calendar.instant(Math.min(starts, meeting.at))
      return {
        mistake,
        groupId: input.records.groupId,
        accountId: meeting.accountId,
        who: ownerId,
        from: PlannedMeetings.noticeOf(mistake, by, ownerId, input),
        by,
        because: { _tag: "TaskMeetsMeeting", taskId: id, text, meeting },
        about: { kind: "interactions", id: meeting.id }
      }
    })
  })
}

interface Duty {
  readonly of: "task" | "promise"
  readonly id: string
  readonly accountId: string
  readonly text: string
  readonly who: string | null
  readonly from: Calendar.Instant
  readonly dueAt: Calendar.Instant
}

const dutiesOf = ({ now, records, tasks = [] }: Mistake.Input): ReadonlyArray<Duty> => [
  ...tasks.flatMap(({ accountId, createdAt, dueAt, id, isBegun, ownerId, text }): ReadonlyArray<Duty> =>
    dueAt === null || isBegun
      ? []
      : [{ of: "task", id, accountId: accountId ?? records.groupId, text, who: ownerId, from: createdAt, dueAt }]
  ),
  ...records.commitments.flatMap((one): ReadonlyArray<Duty> => {
    const isMade =
      (one.keptAt !== undefined && one.keptAt <= now) || (one.settled !== undefined && one.settled.at <= now)
    if (isMade || one.madeAt > now) return []
    const { accountId, dueAt, id, madeAt, madeBy, text } = one
    return [{ of: "promise", id, accountId, text, who: madeBy, from: madeAt, dueAt }]
  })
]

/** As soon as the share of time is reached, and at the latest one business day before: whichever is earlier. */
const runningOut = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> => {
  const { timeLeft } = input.limits ?? Mistake.limits
  return dutiesOf(input)
    .filter((duty) => duty.dueAt > input.now)
    .map((duty): Mistake.Warning => {
      const { accountId, dueAt, id, of, text, who } = duty
      const whole = Math.max(1, dueAt - duty.from)
      const share = dueAt - whole * timeLeft
      const from = Math.max(duty.from, Math.min(share, PlannedMeetings.noticeOf(mistake, dueAt, who, input)))
      const left = Math.min(1, (dueAt - input.now) / whole)
      return {
        mistake,
        groupId: input.records.groupId,
        accountId,
        who,
        from: Calendar.instant(from),
        by: dueAt,
        because: { _tag: "TimeRunsOut", of, id, text, dueAt, left },
        about: of === "promise" ? { kind: "promises", id } : null
      }
    })
}

/** Warnings of being late. */
export const of = (input: Mistake.Input): ReadonlyArray<Mistake.Warning> => [...overlaps(input), ...runningOut(input)]
