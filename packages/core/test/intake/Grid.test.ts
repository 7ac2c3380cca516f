import { assert, describe, it } from "@effect/vitest"
import * as Csv from "../../src/intake/Csv.ts"
import * as Grid from "../../src/intake/Grid.ts"
import * as JsonRows from "../../src/intake/JsonRows.ts"
import * as RateTable from "../../src/intake/RateTable.ts"
import * as RecordBook from "../../src/intake/RecordBook.ts"
import type { KindName } from "../../src/intake/RecordKind.ts"
import type { Source } from "../../src/intake/Source.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import type * as Finding from "../../src/kernel/Finding.ts"
import { Currency } from "../../src/kernel/Money.ts"
import * as Rates from "../../src/kernel/Rates.ts"

const currency = Currency.make("EUR")
const read = (kind: KindName, found: Csv.Table | Finding.Finding, source: Partial<Source> = {}) => {
  if (!("rows" in found)) throw new Error(found.message)
  const input = { kind, source: { file: "x", ...source }, file: "x", table: found }
  return RecordBook.resolve({ inputs: [input], zone: Calendar.Zone.make("Europe/Berlin"), currency })
}
const said = (book: RecordBook.RecordBook) =>
  book.rejected
    .flatMap(({ rows }) => rows)
    .map(({ column, field, row, rule }) => `${rule} ${row.line}:${column} ${field}`)
const day = (text: string) => new Date(`${text}Z`)

describe("the cells of a spreadsheet", () => {
  it("are read like text, their rows being lines", () => {
    const book = read(
      "orders",
      Grid.table(
        [
          ["Sales", null],
          [],
          ["id", "account", "date", "amount"],
          [17850, "A", day("2026-01-05T00:00"), 1234.5],
          [],
          ["x", "A", "soon", 1],
          [17851, "A", day("2026-01-06T10:30"), 0.1 + 0.2]
        ],
        { headerLine: 3 }
      )
    )
    assert.deepStrictEqual(
      book.records.orders.map(({ provenance, record }) => [
        record.id,
        record.date,
        record.amount.minor,
        provenance.line
      ]),
      [
        ["17850", "2026-01-05", 123_450, 4],
        ["17851", "2026-01-06", 30, 7]
      ]
    )
    assert.deepStrictEqual(said(book), ["import/bad-date 6:3 date"])
  })

  it("have one reading where they are numbers, beside text in another notation", () => {
    const book = read(
      "orders",
      Grid.table([
        ["id", "account", "date", "amount"],
        [1, "A", "05.01.2026", 1.234],
        [2, "A", day("2026-01-06T00:00"), "1 234,50"]
      ]),
      { decimal: ",", dateFormat: "dd.MM.yyyy" }
    )
    assert.deepStrictEqual(
      book.records.orders.map(({ record }) => record.amount.minor),
      [123, 123_450]
    )
  })

  it("that hold an id too long for a number are refused", () => {
    const sheet = [
      ["id", "name"],
      [1.785012345678901e17, "Acme"]
    ]
    assert.deepStrictEqual(said(read("accounts", Grid.table(sheet))), ["import/scientific 2:1 id"])
  })

  it("give a header where a title stands above it", () => {
    assert.strictEqual(Grid.headerLine([["Sales of 2026"], [], ["id", "date", "amount"], [1, null, 2]]), 3)
    assert.isUndefined(Grid.headerLine([]))
  })

  it("that are all empty are no table", () => {
    const none = Grid.table([[null, ""], []], { file: "x.xlsx" })
    assert.deepInclude(none, { rule: "import/empty", place: { file: "x.xlsx" } })
  })
})

describe("records in JSON", () => {
  it("are read with the digits of the file, nested names and lists of values", () => {
    const text = `{"result":[{"id":10000000000000001,"account":{"id":"A"},"date":"2026-01-05","amount":90071992547409.91},
      {"id":2,"account":{"id":"A"},"date":"2026-01-06","amount":1e3}]}`
    const book = read("orders", JsonRows.parse(text), { columns: { account: "account.id" } })
    assert.deepStrictEqual(
      book.records.orders.map(({ record }) => [record.id, record.amount.minor]),
      [["10000000000000001", 9_007_199_254_740_991]]
    )
    assert.deepStrictEqual(said(book), ["import/scientific 2:4 amount"])
    const people = JsonRows.parse('[{"id":1,"name":"Ada","account_id":"A","roles":["champion","user"]}]')
    assert.deepStrictEqual(read("contacts", people).records.contacts[0]?.record.roles, ["champion", "user"])
  })

  const broken: ReadonlyArray<readonly [text: string, rows: string | undefined, rule: string]> = [
    ['[{"id":1}', undefined, "import/json"],
    ['{"a":[],"b":[]}', undefined, "import/no-rows"],
    ['{"a":[{"id":1}]}', "b", "import/no-rows"],
    ["[]", undefined, "import/empty"]
  ]
  for (const [text, rows, rule] of broken) {
    it(`${text} is ${rule}`, () => {
      assert.deepInclude(JsonRows.parse(text, rows === undefined ? {} : { rows }), { rule })
    })
  }
})

describe("a table of rates", () => {
  const table = (...lines: ReadonlyArray<string>): Csv.Table => {
    const parsed = Csv.parse(`${lines.join("\n")}\n`)
    if (!("rows" in parsed)) throw new Error(parsed.message)
    return parsed
  }
  const rates = (source: Partial<RateTable.Input["source"]>, ...lines: ReadonlyArray<string>) =>
    RateTable.read([{ source: { file: "rates.csv", ...source }, file: "rates.csv", table: table(...lines) }], currency)

  it("gives rates by day", () => {
    const { findings, rates: found } = rates({}, "day,currency,rate", "2026-01-05,usd,0.9215", "2026-01-05,GBP,1.15")
    assert.deepStrictEqual(findings, [])
    assert.deepStrictEqual(Rates.convert(found, { minor: 10_000, currency: "USD" }, "2026-01-07" as Calendar.Day), {
      minor: 9215,
      currency: "EUR"
    })
  })

  it("says each row that is none, with its place", () => {
    const { findings } = rates(
      {},
      "day,currency,rate",
      "soon,USD,0.9",
      "2026-01-05,EURO,0.9",
      '2026-01-05,USD,"0,9"',
      "2026-01-05,USD,0"
    )
    assert.deepStrictEqual(
      findings.map(({ place, rule }) => `${rule} ${place?.line}:${place?.column} ${place?.field}`),
      [
        "import/bad-date 2:1 day",
        "import/bad-currency 3:2 currency",
        "import/bad-rate 4:3 rate",
        "import/bad-rate 5:3 rate"
      ]
    )
  })

  it("takes a decimal comma by declaration, and names a column that is missing", () => {
    const declared = rates({ decimal: ",", columns: { day: "Datum" } }, "Datum;currency;rate", "2026-01-05;USD;0,9215")
    assert.deepStrictEqual(declared.findings, [])
    const missing = rates({}, "day,rate", "2026-01-05,0.9").findings
    assert.deepStrictEqual(
      missing.map(({ place, rule }) => `${rule} ${place?.field}`),
      ["import/no-column currency"]
    )
  })
})
