/** What a program does differently for single accounts by a person's word: names that are none, and what they reach. */
import { nearest } from "../kernel/Nearest.ts"
import * as Finding from "./DefinitionFinding.ts"
import type { Override, Program } from "./Program.ts"

/** Plays that some account enters by a person's word, whatever the rules say. */
export const playsByHand = ({ overrides }: Program): ReadonlySet<string> =>
  new Set(Object.values(overrides).flatMap(({ play }) => (play === undefined ? [] : [play])))

/** Variants of a slot that some account gets by a person's word. */
export const variantsByHand = ({ overrides }: Program, slotId: string): ReadonlySet<string> =>
  new Set(
    Object.values(overrides).flatMap(({ variants }) => {
      const own = variants[slotId]
      return own === undefined ? [] : [own]
    })
  )

interface Name {
  readonly kind: "play" | "touch" | "slot" | "variant"
  readonly name: string
  readonly known: ReadonlyArray<string>
  readonly path: Finding.Path
}

const namesOf = (program: Program, override: Override, path: Finding.Path): ReadonlyArray<Name> => {
  const plays = program.plays.map(({ id }) => id)
  const touches = program.plays.flatMap((play) => play.touches.map(({ id }) => id))
  const slots = Object.keys(program.slots)
  return [
    ...(override.play === undefined
      ? []
      : [{ kind: "play" as const, name: override.play, known: plays, path: [...path, "play"] }]),
    ...override.skip.map((name, at): Name => ({ kind: "touch", name, known: touches, path: [...path, "skip", at] })),
    ...Object.entries(override.variants).map(([slot, name]): Name => {
      const at = [...path, "variants", slot]
      const content = Object.hasOwn(program.slots, slot) ? program.slots[slot] : undefined
      if (content === undefined) return { kind: "slot", name: slot, known: slots, path: at }
      return { kind: "variant", name, known: content.variants.map(({ id }) => id), path: at }
    })
  ]
}

/** Overrides that name what the program does not have; empty is good. */
export const check = (program: Program): ReadonlyArray<Finding.DefinitionFinding> =>
  Object.entries(program.overrides).flatMap(([accountId, override]) =>
    namesOf(program, override, ["overrides", accountId])
      .filter(({ known, name }) => !known.includes(name))
      .map(({ kind, known, name, path }) => {
        const near = nearest(name, known)
        const have = known.length === 0 ? `there is no ${kind} to name` : `there are ${known.join(", ")}`
        return Finding.at(program, path, "error", {
          rule: "program/unknown-override",
          message: `what account ${accountId} gets by hand names the ${kind} ${name}, which is none`,
          advice: near === undefined ? have : `did you mean ${near}?`
        })
      })
  )
