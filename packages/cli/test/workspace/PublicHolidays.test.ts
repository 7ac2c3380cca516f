import { assert, describe, it } from "@effect/vitest"
import type { Calendar } from "@market-of-one/core"
import DateHolidays from "date-holidays"
import * as Effect from "effect/Effect"
import * as PublicHolidays from "../../src/workspace/PublicHolidays.ts"
import * as Workspace from "../../src/workspace/Workspace.ts"
import * as SampleWorkspace from "../SampleWorkspace.ts"

const yaml = { placeOf: (path: ReadonlyArray<string | number>) => ({ file: "abm.yaml", field: path.join(".") }) }

describe("public holidays by country", () => {
  for (const [country, day, name] of [
    ["DE", "2026-10-03", "German Unity Day"],
    ["RU", "2026-05-09", "Victory Day"],
    ["RU", "2026-01-05", "New Year's holidays, the fourth of several days"],
    ["US", "2026-07-03", "Independence Day, observed on the Friday before"],
    ["US", "2026-07-04", "Independence Day"]
  ] as const)
    it(`${day} is one in ${country}: ${name}`, () =>
      assert.include(PublicHolidays.daysOf(DateHolidays, country, [2026]), day as Calendar.Day))

  it("a working day is none", () => {
    const days: ReadonlyArray<string> = PublicHolidays.daysOf(DateHolidays, "DE", [2026])
    assert.notInclude(days, "2026-10-02")
  })

  it.effect("without the package the error says how to get it, or to write the days", () =>
    Effect.gen(function* () {
      const gone = () => Promise.reject(new Error("Cannot find package"))
      const { byCountry, findings } = yield* PublicHolidays.read(["DE"], yaml, gone)
      assert.deepStrictEqual(byCountry, {})
      assert.deepStrictEqual(
        findings.map(({ place, rule }) => [rule, place?.field]),
        [["workspace/holidays-library", "holidays"]]
      )
      assert.match(findings[0]?.advice ?? "", /npm install date-holidays.*holidays\/\*\.csv/u)
    })
  )

  it.effect("a country of which the package knows nothing is an error at its place", () =>
    Effect.gen(function* () {
      const { findings } = yield* PublicHolidays.read(["DE", "XX"], yaml)
      assert.deepStrictEqual(
        findings.map(({ place, rule }) => [rule, place?.field]),
        [["workspace/holidays-country", "holidays.countries.1"]]
      )
    })
  )

  it.effect("stand beside those of the files", () =>
    Effect.gen(function* () {
      const config = `${SampleWorkspace.files["abm.yaml"] ?? ""}holidays: { countries: [US] }\n`
      const { findings, policy } = yield* Workspace.load(SampleWorkspace.folder({ "abm.yaml": config }), {})
      assert.notInclude(
        findings.map(({ severity }) => severity),
        "error"
      )
      assert.isAbove(policy.holidays["US"]?.length ?? 0, 80)
      assert.include(policy.holidays["DE"] ?? [], "2026-10-03" as Calendar.Day)
    })
  )
})
