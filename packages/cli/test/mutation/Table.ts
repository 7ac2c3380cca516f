/** Mutants and the cases that they break, as a golden: a case that broke before is tried first, so that a run is short. */
import { existsSync, readFileSync } from "node:fs"
import { assert, expect } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Bench, Trial } from "./Bench.ts"

const nothing = "NOTHING"
const arrow = " breaks "

const known = (file: string): ReadonlyMap<string, string> =>
  new Map(
    (existsSync(file) ? readFileSync(file, "utf8").split("\n") : []).flatMap((line) => {
      const at = line.lastIndexOf(arrow)
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + arrow.length)] as const]
    })
  )

/** Each trial breaks a case, and the same one as the golden says; `equal` are changes after which all is as before, and why. */
export const holds = Effect.fnUntraced(function* (
  { breaks }: Bench,
  trials: ReadonlyArray<Trial>,
  { equal = {}, file }: { readonly file: string; readonly equal?: Readonly<Record<string, string>> }
) {
  const before = known(file)
  const lines: Array<string> = []
  const survivors: Array<string> = []
  for (const trial of trials) {
    const why = equal[trial.name]
    if (why !== undefined) {
      lines.push(`${trial.name} is the same: ${why}`)
      continue
    }
    const broken = yield* breaks(trial, before.get(trial.name))
    if (broken === undefined) survivors.push(trial.name)
    lines.push(`${trial.name}${arrow}${broken ?? nothing}`)
  }
  assert.deepStrictEqual(survivors, [])
  const names = new Set(trials.map(({ name }) => name))
  assert.deepStrictEqual(
    Object.keys(equal).filter((name) => !names.has(name)),
    [],
    "a change that is said to be the same is there"
  )
  yield* Effect.promise(() => expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(file))
})
