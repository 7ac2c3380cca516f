/**
 * In CI (`CI=true`) every test draws the same numbers each time, told by its name, so that a change is judged by what it
 * changes. Elsewhere properties are tried on new numbers at every run; what they find prints how to try it again.
 */
import { beforeEach } from "vitest"

/** A small generator of numbers in [0, 1): mulberry32, from the hash of a text (FNV-1a). */
const chanceOf = (text: string): (() => number) => {
  let state = 0x811c9dc5
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

if (process.env["CI"] === "true")
  beforeEach(({ task }) => {
    Math.random = chanceOf(task.name)
  })
