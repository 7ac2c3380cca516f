import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Money from "../../src/kernel/Money.ts"

const point = { decimal: "." } as const
const comma = { decimal: "," } as const

describe("Money", () => {
  const table: ReadonlyArray<readonly [text: string, notation: Money.Notation, minor: number | Money.Fault]> = [
    ["139.12", point, 13912],
    ["22.2", point, 2220],
    ["5.", point, 500],
    [".5", point, 50],
    ["-27.50", point, -2750],
    ["27.50-", point, -2750],
    ["(1,234.50)", point, -123450],
    ["£1,234.50", point, 123450],
    ["-£5", point, -500],
    ["GBP 12", point, 1200],
    ["12 EUR", point, "foreign"],
    ["12 kg", point, "not-a-number"],
    ["12,34,567.00", point, 123456700],
    ["1'234.5", point, 123450],
    ["1 234,56", comma, 123456],
    ["1\u00a0234,56", comma, 123456],
    ["1\u202f234,56", comma, 123456],
    ["1.234,50", comma, 123450],
    ["1.234", comma, 123400],
    ["1.234", point, 123],
    ["1,23", point, "not-a-number"],
    ["12,34", point, "not-a-number"],
    ["−5", point, -500],
    ["", point, "empty"],
    ["--5", point, "not-a-number"],
    ["(-5)", point, "not-a-number"],
    ["1e3", point, "scientific"],
    ["1.5E+3", point, "scientific"],
    ["0x10", point, "not-a-number"],
    ["NaN", point, "not-a-number"],
    ["90071992547409.91", point, 9007199254740991],
    ["90071992547409.92", point, "too-large"]
  ]
  for (const [text, notation, minor] of table) {
    it(`reads "${text}" with decimal ${notation.decimal} as ${minor}`, () => {
      assert.strictEqual(Money.parseMinor(text, "GBP", notation), minor)
    })
  }

  const signs: ReadonlyArray<readonly [text: string, currency: string, minor: number | Money.Fault]> = [
    ["€5", "EUR", 500],
    ["€5", "GBP", "foreign"],
    ["$5", "EUR", "foreign"],
    ["$5", "CAD", 500],
    ["R$ 5", "BRL", 500],
    ["￥500", "JPY", 500],
    ["5 ₽", "RUB", 500],
    ["5 руб.", "RUB", 500],
    ["5 руб.", "KZT", "not-a-number"],
    ["5 zł", "PLN", 500],
    ["$5", Money.noCurrency, 500]
  ]
  for (const [text, currency, minor] of signs) {
    it(`reads "${text}" in ${currency} as ${minor}: a sign is taken by the currencies that have it`, () => {
      assert.strictEqual(Money.parseMinor(text, currency, point), minor)
    })
  }

  it("takes only the declared sign between thousands", () => {
    assert.strictEqual(Money.parseMinor("1 234.50", "GBP", { decimal: ".", thousands: " " }), 123450)
    assert.strictEqual(Money.parseMinor("1,234.50", "GBP", { decimal: ".", thousands: " " }), "not-a-number")
  })

  it("rounds surplus decimals half to even, on both sides of zero", () => {
    const rounded = ["0.125", "0.135", "0.1251", "0.1349", "-0.125", "-0.135", "2.675"]
    assert.deepStrictEqual(
      rounded.map((text) => Money.parseMinor(text, "GBP", point)),
      [12, 14, 13, 13, -12, -14, 268]
    )
  })

  it("knows the decimals of currencies", () => {
    assert.deepStrictEqual(["GBP", "JPY", "KWD"].map(Money.decimals), [2, 0, 3])
    assert.strictEqual(Money.parseMinor("12.5", "JPY", point), 12)
    assert.strictEqual(Money.parseMinor("1.2345", "KWD", point), 1234)
  })

  it("never gives minus zero", () => {
    assert.isTrue(Object.is(Money.parseMinor("-0.00", "GBP", point), 0))
    assert.isTrue(Object.is(Money.parseMinor("(0.001)", "GBP", point), 0))
  })

  it("refuses codes that are no currency", () => {
    const decode = Schema.decodeUnknownOption(Money.Money)
    assert.strictEqual(decode({ minor: 1, currency: "XQZ" })._tag, "None")
    assert.strictEqual(decode({ minor: 1.5, currency: "GBP" })._tag, "None")
    assert.strictEqual(decode({ minor: 1, currency: "GBP" })._tag, "Some")
  })

  it("adds within one currency and below 2^53", () => {
    assert.deepStrictEqual(Money.add(Money.make(1, "GBP"), Money.make(2, "GBP")), { minor: 3, currency: "GBP" })
    assert.throws(() => Money.add(Money.make(1, "GBP"), Money.make(2, "EUR")), /without a rate/)
    assert.throws(() => Money.addMinor(Number.MAX_SAFE_INTEGER, 1), /2\^53/)
  })

  it("writes every digit, plain and for a locale", () => {
    assert.strictEqual(Money.show(-5, "GBP"), "-0.05")
    assert.strictEqual(Money.show(1234, "JPY"), "1234")
    assert.strictEqual(Money.format(Money.make(9007199254740991, "GBP"), "en"), "£90,071,992,547,409.91")
    assert.strictEqual(Money.format(Money.make(123456, "GBP"), "en", { whole: true }), "£1,235")
  })

  it.prop(
    "reads back what it shows, in either notation",
    [Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: -9e15, maximum: 9e15 })))],
    ([minor]) => {
      const text = Money.show(minor, "GBP")
      return (
        Money.parseMinor(text, "GBP", point) === minor + 0 &&
        Money.parseMinor(text.replace(".", ","), "GBP", comma) === minor + 0
      )
    }
  )
})
