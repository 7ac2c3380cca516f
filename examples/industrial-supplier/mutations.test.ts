/**
 * Whatever is changed in this workspace breaks a case of `tests/`: each rule, wait, number and step of its programs, each
 * piece of its templates, each number and each row of the guard rails. `mutations/` names the case for each change.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { join } from "node:path"
import * as Bench from "../../packages/cli/test/mutation/Bench.ts"
import * as Table from "../../packages/cli/test/mutation/Table.ts"

/** What cannot show, and why. */
const equal = {
  programs: {
    "programs/develop-b.yaml priority: 10 → 0": "it is the lowest of those that may meet",
    "programs/expert-round.yaml priority: 45 → 99": "no account of the renewals is an expert",
    "programs/renewal.yaml priority: 50 → 99": "it is the highest",
    "programs/develop-b.yaml budget.minor: 150000 → 75000": "caps let no group come to 62 boxes",
    "programs/develop-b.yaml budget.minor: 150000 → 300000": "caps let no group come to 125 boxes",
    "programs/develop-b.yaml offers.seals.costMinor: 1200 → 600": "caps let no group come to 125 boxes",
    "programs/develop-b.yaml offers.seals.costMinor: 1200 → 2400": "caps let no group come to 62 boxes"
  },
  templates: {
    'templates/reorder.ru.hbs line 13: other="прошло # дня" → other="прошло # дняx"':
      "Russian takes this form for fractions, and days are whole"
  },
  guards: {
    "guard rail erased: holds → never": "no case can state an erasure",
    "guard rail program-ended: holds → never": "an account leaves a program that ended, for the same reason",
    "guard rail better-offer: holds → never": "the save desk offers a plan that fits better before any discount",
    "guard rail in-flight: holds → never": "the relay of a case answers at once",
    "guard rail no-ground: holds → never": "no program here sends a service message",
    "guard rail missing-content: holds → never": "`abm check` refuses a workspace without the template",
    "guard rail paused: holds → never": "no case can state a refusal of the relay"
  }
}

describe("the cases of the industrial supplier", () => {
  const bench = Effect.runSync(Effect.cached(Bench.make(import.meta.dirname, {})))
  const file = (kind: string): string => join(import.meta.dirname, "mutations", `${kind}.txt`)

  it.live("hold with nothing changed", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* (yield* bench).failing, [])
    })
  )

  for (const [kind, what] of [
    ["programs", "each change of a program"],
    ["templates", "each change of a template"],
    ["settings", "each change of abm.yaml and of a guard rail's number"],
    ["guards", "each guard rail that is taken away"]
  ] as const)
    it.live(
      `${what} breaks one of them`,
      () =>
        Effect.gen(function* () {
          const made = yield* bench
          const same: Readonly<Record<string, Readonly<Record<string, string>>>> = equal
          yield* Table.holds(made, made[kind], { file: file(kind), equal: same[kind] ?? {} })
        }),
      600_000
    )
})
