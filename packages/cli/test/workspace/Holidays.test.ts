import { assert, describe, it } from "@effect/vitest"
import * as Holidays from "../../src/workspace/Holidays.ts"

describe("holidays", () => {
  it("days are gathered by country, sorted, each once", () => {
    const { byCountry, findings } = Holidays.parse(
      "country,day,name\nDE,2026-12-25,Christmas\n*,2027-01-01,New Year\nDE,2026-10-03,Unity\nDE,2026-12-25,again\n",
      "h.csv"
    )
    assert.deepStrictEqual(findings, [])
    assert.deepStrictEqual<unknown>(byCountry, { DE: ["2026-10-03", "2026-12-25"], "*": ["2027-01-01"] })
  })
  it("a row that names no country or no day is an error at its line", () => {
    const { findings } = Holidays.parse("country,day,name\nGermany,2026-12-25,x\nDE,2026-02-30,x\n", "h.csv")
    assert.deepStrictEqual(
      findings.map((one) => [one.place?.line, one.place?.field]),
      [
        [2, "country"],
        [3, "day"]
      ]
    )
  })
})
