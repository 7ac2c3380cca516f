import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import type { Day } from "../../src/kernel/Calendar.ts"
import * as Rates from "../../src/kernel/Rates.ts"

const day = (text: string): Day => text as Day
const rate = (at: string, currency: string, text: string): Rates.Rate => {
  const factor = Rates.parse(text)
  if (factor === undefined) throw new RangeError(`${text} is not a rate`)
  return { day: day(at), currency, factor }
}
const euro = Rates.make(
  [
    rate("2026-03-02", "USD", "0.9215"),
    rate("2026-03-10", "USD", "0.93"),
    rate("2026-03-02", "JPY", "0.00612"),
    rate("2026-03-02", "KWD", "2.9871"),
    rate("2026-03-02", "GBP", "0.5")
  ],
  "EUR"
)
const inEuro = (minor: number, currency: string, at = "2026-03-02") => Rates.convert(euro, { minor, currency }, day(at))

describe("Rates", () => {
  const table: ReadonlyArray<readonly [what: string, minor: number, currency: string, at: string, expected: number]> = [
    ["the day's rate", 10_000, "USD", "2026-03-02", 9215],
    ["the nearest earlier rate", 10_000, "USD", "2026-03-09", 9215],
    ["a newer rate from its day on", 10_000, "USD", "2026-03-10", 9300],
    ["a rate of 7 days before", 10_000, "USD", "2026-03-17", 9300],
    ["a currency without decimals", 1000, "JPY", "2026-03-02", 612],
    ["a currency with three decimals", 1000, "KWD", "2026-03-02", 299],
    ["a return", -10_000, "USD", "2026-03-02", -9215],
    ["half to even, down", 1, "GBP", "2026-03-02", 0],
    ["half to even, up", 3, "GBP", "2026-03-02", 2],
    ["half to even, below zero", -3, "GBP", "2026-03-02", -2]
  ]
  for (const [what, minor, currency, at, expected] of table) {
    it(`converts by ${what}`, () => {
      assert.deepStrictEqual(inEuro(minor, currency, at), { minor: expected, currency: "EUR" })
    })
  }

  it("leaves the reporting currency as it is, with or without rates", () => {
    assert.deepStrictEqual(inEuro(-5, "EUR", "1999-01-01"), { minor: -5, currency: "EUR" })
    assert.deepStrictEqual(Rates.convert(Rates.none("EUR"), { minor: 7, currency: "EUR" }, day("2026-03-02")), {
      minor: 7,
      currency: "EUR"
    })
  })

  it("knows no amount without a rate of the day or of the 7 days before", () => {
    const said = (minor: number, currency: string, at: string): string => {
      const converted = inEuro(minor, currency, at)
      return Rates.isMissing(converted) ? Rates.explain(converted, "EUR") : "converted"
    }
    assert.strictEqual(
      said(1, "USD", "2026-03-18"),
      "the newest rate from USD to EUR before 2026-03-18 is of 2026-03-10, more than 7 days older"
    )
    assert.strictEqual(said(1, "USD", "2026-03-01"), "there is no rate from USD to EUR on 2026-03-01 or before it")
    assert.strictEqual(said(1, "CHF", "2026-03-02"), "there is no rate from CHF to EUR on 2026-03-02 or before it")
  })

  it("reads positive decimal text and nothing else", () => {
    assert.deepStrictEqual(Rates.parse(" 1.0873 "), { digits: 10_873n, decimals: 4 })
    for (const text of ["", "0", "0.0", "-1", "1,08", "1e3", "1.", ".5", "one"])
      assert.isUndefined(Rates.parse(text), text)
  })

  const amounts = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: -1e9, maximum: 1e9 })))
  it.prop("turns a return into minus what the sale came to", [amounts], ([minor]) => {
    const sale = inEuro(minor, "USD")
    const back = inEuro(minor === 0 ? 0 : -minor, "USD")
    return !Rates.isMissing(sale) && !Rates.isMissing(back) && sale.minor + back.minor === 0
  })
})
