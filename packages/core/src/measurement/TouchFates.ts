/**
 * Where each due touch of a plan stands, told by its decisions alone: a message, a hold, a skip or a task. What plans
 * are looked at by week and compared by.
 */
import type { Decision } from "../journal/Event.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"

/** One decision of a group, in the order of its journal. */
export interface Decided {
  readonly groupId: string
  readonly at: Instant
  readonly event: Decision
}

/** One touch of one person (or one task of a step) whose turn had come. */
export interface Fate {
  readonly groupId: string
  readonly enrolmentId: string
  readonly programId: string
  readonly touchId: string
  readonly accountId: string
  /** Null where it is a task. */
  readonly contactId: string | null
  readonly state: "message" | "held" | "skipped" | "task"
  /** When the message may go, since when it is held, when it was skipped, when the task is due. */
  readonly at: Instant
  /** The rule that holds it or the reason of its end; null where it goes. */
  readonly reason: string | null
  /** When the hold ends, if that is known. */
  readonly until: Instant | null
  /** The message it has become, also where that waits; its cost is null where none is declared. */
  readonly message: {
    readonly messageId: string
    readonly variantId: string
    readonly templateId: string
    readonly costMinor: number | null
  } | null
}

/** The same touch in another plan has the same key: ids of enrolments do not depend on when they began. */
export const keyOf = ({
  contactId,
  enrolmentId,
  touchId
}: Pick<Fate, "contactId" | "enrolmentId" | "touchId">): string => JSON.stringify([enrolmentId, touchId, contactId])

type Placed = Extract<Decision, { readonly touchId: string; readonly contactId: string }>

const placeOf = (groupId: string, event: Placed) => ({
  groupId,
  enrolmentId: event.enrolmentId,
  programId: event.programId,
  touchId: event.touchId,
  accountId: event.accountId,
  contactId: event.contactId
})

const later = (a: Instant, b: Instant): Instant => instant(Math.max(a, b))

/** The fate that an event gives a touch; undefined where it tells of none. */
const fateOf = ({ at, event, groupId }: Decided, before: (key: string) => Fate | undefined): Fate | undefined => {
  if (event._tag === "TouchHeld")
    return {
      ...placeOf(groupId, event),
      state: "held",
      at,
      reason: event.rule,
      until: event.until,
      message: null
    }
  if (event._tag === "MessageQueued") {
    const { costMinor = null, messageId, notBefore, templateId, variantId } = event
    const message = { messageId, variantId, templateId, costMinor }
    const goesAt = later(at, notBefore)
    return { ...placeOf(groupId, event), state: "message", at: goesAt, reason: null, until: null, message }
  }
  if (event._tag !== "TouchSkipped" && event._tag !== "MessageWithdrawn" && event._tag !== "MessageDeferred")
    return undefined
  const place = placeOf(groupId, event)
  const message = before(keyOf(place))?.message ?? null
  if (event._tag !== "MessageDeferred")
    return { ...place, state: "skipped", at, reason: event.reason, until: null, message }
  return event.notBefore === null
    ? { ...place, state: "held", at, reason: event.rule, until: event.until, message }
    : { ...place, state: "message", at: later(at, event.notBefore), reason: null, until: null, message }
}

/** Programs and accounts by enrolment, from the entries. */
const entriesOf = (decisions: Iterable<Decided>) => {
  const entries = new Map<string, { readonly programId: string; readonly accountId: string }>()
  for (const { event } of decisions) if (event._tag === "Enrolled") entries.set(event.enrolmentId, event)
  return entries
}

/** All fates in the order in which touches first came up. Decisions of one group stand in order; a task withdrawn is gone. */
export const follow = (decisions: ReadonlyArray<Decided>): ReadonlyArray<Fate> => {
  const entries = entriesOf(decisions)
  const fates = new Map<string, Fate>()
  const tasks = new Map<string, string>()
  for (const decided of decisions) {
    const { at, event, groupId } = decided
    if (event._tag === "TaskCreated" && event.enrolmentId !== undefined && event.touchId !== undefined) {
      const { enrolmentId, touchId } = event
      const programId = entries.get(enrolmentId)?.programId ?? ""
      const accountId = event.accountId ?? entries.get(enrolmentId)?.accountId ?? ""
      const place = { groupId, enrolmentId, programId, touchId, accountId, contactId: null }
      tasks.set(event.taskId, keyOf(place))
      fates.set(keyOf(place), {
        ...place,
        state: "task",
        at: event.dueAt ?? at,
        reason: null,
        until: null,
        message: null
      })
    } else if (event._tag === "TaskWithdrawn") fates.delete(tasks.get(event.taskId) ?? "")
    else {
      const fate = fateOf(decided, (key) => fates.get(key))
      if (fate !== undefined) fates.set(keyOf(fate), fate)
    }
  }
  return [...fates.values()]
}
