/**
 * From when the deadline of a touch counts. It runs under what passes soon (caps, stagger, windows, other mail) and stands
 * still until a person acts, while the person is away, the address rests or another program has the word; when such a
 * hold ends it starts anew. Source: docs/decisions/0013.
 */
import type { Instant } from "../kernel/Calendar.ts"
import type { TouchState } from "./Enrolment.ts"
import * as Guard from "./Guard.ts"

/** Whether the deadline of a touch stands still. */
export const isStopped = ({ beneath, rule }: TouchState): boolean =>
  beneath !== undefined || (rule !== undefined && Guard.stopsDeadline(rule))

/** From when it counts, seen at an instant: from its turn; where it stood still and goes on, from then. */
export const from = (touch: TouchState | undefined, due: Instant, stops: boolean, now: Instant): Instant => {
  if (touch === undefined) return due
  return isStopped(touch) && !stops ? now : touch.deadlineFrom
}

/** A touch that waits: for what, until when, and from when its deadline counts. */
export const waiting = (
  touch: TouchState | undefined,
  held: { readonly rule: string; readonly others?: ReadonlyArray<string>; readonly until: Instant | null },
  due: Instant,
  at: Instant
): Pick<TouchState, "at" | "beneath" | "deadlineFrom" | "rule" | "until"> => {
  const { others = [], rule, until } = held
  const isStill = Guard.stopsDeadline(rule)
  const beneath = isStill ? undefined : others.find(Guard.stopsDeadline)
  const deadlineFrom = from(touch, due, isStill || beneath !== undefined, at)
  return { at, deadlineFrom, rule, ...(beneath === undefined ? {} : { beneath }), until }
}
