/** On a real CRM export, dirt and all: plan and rehearsal take the same decisions, numbers close, the stated cases hold. */
import { assert, it } from "@effect/vitest"
import { Cases } from "@market-of-one/cli"
import * as Effect from "effect/Effect"
import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { describeRealData } from "../../.config/RealData.ts"

const outcomes = ["sent", "waiting", "skipped", "refused", "failed", "unknown"] as const
type Outcome = (typeof outcomes)[number]
type Totals = Readonly<Record<"audience" | Outcome, number>> & {
  readonly reasons: Readonly<Record<Outcome, Readonly<Record<string, number>>>>
}
interface Document {
  readonly decisions: ReadonlyArray<{ readonly type: string }>
  readonly totals: Totals
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, one) => total + one, 0)

describeRealData("the workspace over a real CRM export", (folder) => {
  const run = (...args: ReadonlyArray<string>): string =>
    execFileSync(process.execPath, ["--conditions=@market-of-one/source", ...args], {
      encoding: "utf8",
      env: { ...process.env, ABM_REAL_DATA: folder },
      maxBuffer: 1 << 28
    })
  const abm = (...args: ReadonlyArray<string>): Document =>
    JSON.parse(run(join(import.meta.dirname, "../../packages/cli/src/main.ts"), ...args)) as Document
  const place = ["-C", import.meta.dirname, "--until", "2018-01-29", "--json"]

  it("plans what it then does, decision by decision, and every touch has one outcome and a reason", () => {
    run(join(import.meta.dirname, "contacts.ts"))
    const planned = abm("plan", "--from", "2018-01-01", ...place)
    const rehearsed = abm("run", "--at", "2018-01-01", "--courier", "capture", ...place)
    assert.isAbove(planned.decisions.length, 100)
    assert.strictEqual(JSON.stringify(rehearsed.decisions), JSON.stringify(planned.decisions))
    const { audience, reasons, ...totals } = rehearsed.totals
    assert.strictEqual(audience, sum(outcomes.map((outcome) => totals[outcome])))
    for (const outcome of outcomes) assert.strictEqual(sum(Object.values(reasons[outcome])), totals[outcome], outcome)
  })

  it.effect("does what the cases in tests/ state", () =>
    Effect.gen(function* () {
      run(join(import.meta.dirname, "contacts.ts"))
      const env = { ABM_REAL_DATA: folder }
      const { findings, results } = yield* Cases.run({ directory: import.meta.dirname, env })
      assert.isAtLeast(results.length, 15)
      assert.deepStrictEqual(findings, [])
      assert.deepStrictEqual(
        results.filter(({ misses }) => misses.length > 0).map(({ misses, name }) => ({ name, misses })),
        []
      )
    })
  )
})
