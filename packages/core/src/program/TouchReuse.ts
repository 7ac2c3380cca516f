/**
 * Touch ids that mean something else than they did to accounts that are inside an older version. The key of a message
 * holds the touch's id and not the version, so that whoever had the old touch never gets the new one.
 */
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Finding from "./DefinitionFinding.ts"
import type { EnrolmentState } from "./Enrolment.ts"
import { type Play, Program, type Touch, versionOf } from "./Program.ts"

const decode = Schema.decodeUnknownOption(Schema.fromJsonString(Program))

/** The definition of a stored version, also where it could not run any more; undefined where it cannot be read. */
export const definitionOf = (canonicalJson: string): Program | undefined => Option.getOrUndefined(decode(canonicalJson))

/** A touch where it stands. */
interface Placed {
  readonly touch: Touch
  readonly play: Play
  /** The ids of the touches before it in its play. */
  readonly before: ReadonlyArray<string>
}

const placedIn = ({ plays }: Program, id: string): Placed | undefined => {
  for (const play of plays) {
    const at = play.touches.findIndex((touch) => touch.id === id)
    const touch = play.touches[at]
    if (touch !== undefined) return { touch, play, before: play.touches.slice(0, at).map((one) => one.id) }
  }
  return undefined
}

const kindOf = ({ task }: Touch): string => (task === undefined ? "a message" : "a task")

const isSameContent = (a: Touch, b: Touch): boolean =>
  a.slot === b.slot && a.task?.kind === b.task?.kind && a.task?.text === b.task?.text

/** Whether it stands in another play, or on the other side of a touch that both versions have. */
const hasMoved = (then: Placed, now: Placed): boolean => {
  if (then.play.id !== now.play.id) return true
  const ids = (play: Play) => new Set(play.touches.map(({ id }) => id))
  const [older, newer] = [ids(then.play), ids(now.play)]
  const common = (before: ReadonlyArray<string>) => before.filter((id) => older.has(id) && newer.has(id)).toSorted()
  return common(then.before).join(" ") !== common(now.before).join(" ")
}

/** What became of a touch since a version; undefined where it is the same, edited in place, or moved as it was. */
const changeOf = (then: Placed, now: Placed): string | undefined => {
  if (kindOf(then.touch) !== kindOf(now.touch)) return `was ${kindOf(then.touch)} and is ${kindOf(now.touch)}`
  return !isSameContent(then.touch, now.touch) && hasMoved(then, now) ? "stood elsewhere with other content" : undefined
}

/** What an id meant to an account inside, if that was something else. */
const reuseOf = (
  { opened, version }: EnrolmentState,
  now: Placed,
  stored: ReadonlyMap<string, Program>
): string | undefined => {
  const { id } = now.touch
  const own = stored.get(version)
  if (own === undefined) return undefined
  const then = placedIn(own, id)
  if (then !== undefined) return changeOf(then, now)
  // Had by the account, taken away since, and back: the same again may come back, something else may not.
  if (opened[id] === undefined) return undefined
  const meanings = [...stored.values()].flatMap((one) => placedIn(one, id) ?? [])
  const isBack = meanings.length === 0 || meanings.some(({ touch }) => isSameContent(touch, now.touch))
  return isBack ? undefined : "was taken away and is back with other content"
}

const few = 5

const shown = (accountIds: ReadonlyArray<string>): string =>
  [...accountIds.slice(0, few), ...(accountIds.length > few ? [`${accountIds.length - few} more`] : [])].join(", ")

/**
 * Warnings for a program, by what its stored versions say and by who is inside them. Stored versions are of any program,
 * by version.
 */
export const check = (
  program: Program,
  stored: ReadonlyMap<string, Program>,
  enrolments: Iterable<EnrolmentState>
): ReadonlyArray<Finding.DefinitionFinding> => {
  const current = versionOf(program)
  const inside = [...enrolments].filter(
    (one) => one.programId === program.id && one.exited === null && one.version !== current
  )
  return program.plays.flatMap((play, at) =>
    play.touches.flatMap((touch, step) => {
      const now = placedIn(program, touch.id)
      const byChange = new Map<string, Array<string>>()
      for (const one of inside) {
        const change = now === undefined ? undefined : reuseOf(one, now, stored)
        if (change === undefined) continue
        byChange.set(change, [...(byChange.get(change) ?? []), one.accountId])
      }
      return [...byChange].map(([change, accountIds]) =>
        Finding.at(program, ["plays", at, "touches", step, "id"], "warning", {
          rule: "program/touch-reused",
          message: `its id ${change} for accounts inside an older version: ${shown(accountIds.toSorted())}`,
          advice: "give it an id that was never used: who had the old one never gets this one"
        })
      )
    })
  )
}
