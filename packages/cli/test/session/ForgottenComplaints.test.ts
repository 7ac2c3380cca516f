import { assert, describe, it } from "@effect/vitest"
import { Calendar } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Session from "../../src/session/Session.ts"
import * as ForgottenComplaints from "../../src/session/ForgottenComplaints.ts"
import * as SampleWorkspace from "../SampleWorkspace.ts"

const cases = SampleWorkspace.files["data/cases.csv"] ?? ""
const check = (changes: Readonly<Record<string, string>>) =>
  Effect.gen(function* () {
    const now = Calendar.instantOf("2026-10-01" as Calendar.Day, 0, "Europe/Berlin" as Calendar.Zone)
    return ForgottenComplaints.check(
      yield* Session.load({ directory: SampleWorkspace.folder(changes), env: {}, now, asOf: undefined })
    )
  })

describe("forgotten complaints", () => {
  it.effect("one with an entry in the last 30 days is none", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* check({}), [])
    })
  )

  it.effect("one without is a warning at its row", () =>
    Effect.gen(function* () {
      const old = cases.replaceAll("2026-09-14T", "2026-07-14T")
      const [found, ...others] = yield* check({ "data/cases.csv": old, "data/interactions.csv": "" })
      assert.deepStrictEqual(others, [])
      assert.strictEqual(found?.rule, "anomaly/forgotten-complaint")
      assert.strictEqual(found?.severity, "warning")
      assert.deepStrictEqual(found?.place, { file: "data/cases.csv", line: 2 })
    })
  )

  it.effect("one of data in which nothing is ever answered names the column that may be missing", () =>
    Effect.gen(function* () {
      const [head = "", ...rows] = cases.replaceAll("2026-09-14T", "2026-07-14T").split("\n")
      const old = [head.replace("first_response_at", "answer"), ...rows].join("\n")
      const [found] = yield* check({ "data/cases.csv": old, "data/interactions.csv": "" })
      assert.deepStrictEqual(found?.place, { file: "data/cases.csv", line: 2, field: "firstResponseAt" })
      assert.include(found?.advice, "map its column (sources.cases: columns: { firstResponseAt: … })")
    })
  )
})
