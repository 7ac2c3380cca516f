/**
 * A program from a value that people wrote: against its schema, and besides for keys that its kind of step cannot use.
 * Those are looked for in what was written, since decoding fills in defaults; a stored version is not asked again.
 */
import * as StrictDecode from "../kernel/StrictDecode.ts"
import { Program } from "./Program.ts"

/** Keys that only a message uses, with what serves a task in their place. */
const messageKeys = {
  class: "take it away: a task is neither promotional nor a service message",
  ground: "take it away, or say in the task's text what it is for",
  sender: "take it away: `task.owner` says whose task it is",
  window: "take it away: a task is done in its owner's own hours",
  deadlineBusinessDays: "set `task.dueBusinessDays`: by when it is to be done"
} as const

/** A key of a step that only a message uses. */
export type MessageKey = keyof typeof messageKeys

const entriesOf = (value: unknown, key: string): ReadonlyArray<unknown> => {
  const found = partOf(value, key)
  return Array.isArray(found) ? found : []
}

const partOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined

const taskMisses = (value: unknown): ReadonlyArray<StrictDecode.Miss> =>
  entriesOf(value, "plays").flatMap((play, at) =>
    entriesOf(play, "touches").flatMap((touch, step) =>
      partOf(touch, "task") === undefined || partOf(touch, "slot") !== undefined
        ? []
        : Object.entries(messageKeys).flatMap(([key, advice]): ReadonlyArray<StrictDecode.Miss> => {
            if (partOf(touch, key) === undefined) return []
            const message = `the key "${key}" has no effect on a task`
            return [{ path: ["plays", at, "touches", step, key], message, advice, part: "key", weight: 1 }]
          })
    )
  )

/** Reads a program; all that is wrong comes at once. */
export const read = (value: unknown): StrictDecode.Decoded<Program> => {
  const decoded = StrictDecode.decode(Program, value)
  const misses = [...(decoded.ok ? [] : decoded.misses), ...taskMisses(value)]
  return decoded.ok && misses.length === 0 ? decoded : { ok: false, misses }
}
