/**
 * Whatever is changed in this workspace breaks a case of `tests/`: each rule, number and step of its program, each piece
 * of its templates, each setting and each number of the guard rails. `mutations/` names the case for each change. That a
 * guard rail is taken away is for the industrial supplier.
 */
import { afterAll, assert, beforeAll, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describeRealData } from "../../.config/RealData.ts"
import * as Bench from "../../packages/cli/test/mutation/Bench.ts"
import * as Table from "../../packages/cli/test/mutation/Table.ts"

const alone = "it is the only program, so that none has to wait for another"
const nameless = "the export has no address of an agent, so that all letters come from the company"

/** What cannot show, and why. */
const equal: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  programs: {
    "programs/grow-key.yaml priority: 10 → 0": alone,
    "programs/grow-key.yaml priority: 10 → 99": alone,
    "programs/grow-key.yaml plays.on-the-table.touches.decide.sender: manager → program": nameless,
    "programs/grow-key.yaml plays.on-the-table.touches.convince.sender: manager → program": nameless
  },
  settings: {
    "abm.yaml country: US → AT": "no holidays are stated, and nothing else goes by it",
    "policy oneVoice.count: account → group": alone,
    "policy oneVoice.count: account → off": alone,
    "policy oneVoice.quietDays: 14 → 15": alone,
    "policy oneVoice.quietDays: 14 → 13": alone,
    "policy giftLimits: all of it → nothing": "there is none, and nothing here is a gift"
  }
}

describeRealData("each change of the workspace over a real CRM export", (folder) => {
  const copy = mkdtempSync(join(tmpdir(), "abm-crm-"))
  const bench = Effect.runSync(Effect.cached(Bench.make(copy, { ABM_REAL_DATA: folder })))

  // A copy, since another test makes the contacts up in the folder itself.
  beforeAll(() => {
    for (const part of ["abm.yaml", "programs", "templates", "tests"])
      cpSync(join(import.meta.dirname, part), join(copy, part), { recursive: true })
    execFileSync(
      process.execPath,
      ["--conditions=@market-of-one/source", join(import.meta.dirname, "contacts.ts"), copy],
      { env: { ...process.env, ABM_REAL_DATA: folder } }
    )
  })
  afterAll(() => rmSync(copy, { recursive: true }))

  it.live("is measured against cases that hold with nothing changed", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* (yield* bench).failing, [])
    })
  )

  for (const [kind, what] of [
    ["programs", "each change of a program"],
    ["templates", "each change of a template"],
    ["settings", "each change of abm.yaml and of a guard rail's number"]
  ] as const)
    it.live(
      `${what} breaks one of them`,
      () =>
        Effect.gen(function* () {
          const made = yield* bench
          const file = join(import.meta.dirname, "mutations", `${kind}.txt`)
          yield* Table.holds(made, made[kind], { file, equal: equal[kind] ?? {} })
        }),
      600_000
    )
})
