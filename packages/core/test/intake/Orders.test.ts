import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Orders from "../../src/intake/Orders.ts"
import * as Rejects from "../../src/intake/Rejects.ts"

const base: Orders.Source = {
  file: "orders.csv",
  columns: { account: "client", date: "date", amount: "amount" },
  currency: "GBP"
}

interface Outcome {
  readonly orders: ReadonlyArray<readonly [account: string, day: string, minor: number]>
  readonly rejected: ReadonlyArray<readonly [line: number, field: string, rule: string]>
  readonly questions: ReadonlyArray<string>
  readonly notes: ReadonlyArray<string>
}

const read = (input: string | Uint8Array, source: Partial<Orders.Source> = {}): Outcome => {
  const reader = Orders.reader({ ...base, ...source })
  const first = reader.push(input)
  const end = reader.end()
  const orders = [...first.orders, ...end.orders].filter((_, at) => !end.withdrawn.includes(at))
  return {
    orders: orders.map(({ account, day, minor }) => [account ?? "", Calendar.ofDayNumber(day), minor]),
    rejected: [...first.rejected, ...end.rejected].map(({ field, row, rule }) => [row.line, field ?? "", rule]),
    questions: reader.questions().map((finding) => `${finding.rule} ${finding.place?.line ?? ""}`.trim()),
    notes: end.findings.map((finding) => `${finding.rule} ${finding.place?.line ?? ""}`)
  }
}

const rows = (lines: ReadonlyArray<string>, source: Partial<Orders.Source> = {}): Outcome =>
  read(`client;date;amount\n${lines.join("\n")}\n`, source)

/** The days read when a row follows one that has two readings. */
const daysBefore = (row: string): ReadonlyArray<string> => rows(["1;03/04/2011;0.50", row]).orders.map(([, day]) => day)

describe("Orders", () => {
  it("reads a spreadsheet's export: mark, semicolons, decimal comma, dotted dates, a totals row", () => {
    const outcome = read(
      "\uFEFFclient;date;amount\r\n00042;25.04.2011;1 234,50\r\nA-7;03.05.2011;-34,50\r\n;;1200,00\r\n"
    )
    assert.deepStrictEqual(outcome.orders, [
      ["00042", "2011-04-25", 123450],
      ["A-7", "2011-05-03", -3450]
    ])
    assert.deepStrictEqual(outcome.rejected, [[4, "amount", "import/totals-row"]])
    assert.deepStrictEqual(outcome.notes, ["import/settled-by-row 2", "import/settled-by-row 2"])
  })

  const rejects: ReadonlyArray<readonly [what: string, row: string, field: string, rule: string]> = [
    ["a date in words", "1;April;5.00", "date", "import/bad-date"],
    ["a day that does not exist", "1;2011-02-30;5.00", "date", "import/bad-date"],
    ["a spreadsheet's day number", "1;40613;5.00", "date", "import/bad-date"],
    ["an instant without a reporting zone", "1;2011-03-01T23:30:00Z;5.00", "date", "import/bad-date"],
    ["no date", "1;;5.00", "date", "import/bad-date"],
    ["no amount", "1;2011-03-01;", "amount", "import/bad-amount"],
    ["an amount in words", "1;2011-03-01;five", "amount", "import/bad-amount"],
    ["an amount in scientific notation", "1;2011-03-01;1.2E+3", "amount", "import/scientific"],
    ["an amount of another currency", "1;2011-03-01;EUR 5.00", "amount", "import/bad-amount"],
    ["an amount beyond 2^53", "1;2011-03-01;99999999999999999", "amount", "import/bad-amount"],
    ["an id in scientific notation", "1.7850E+11;2011-03-01;5.00", "account", "import/scientific"],
    ["too few cells", "1;2011-03-01", "", "import/too-few-cells"],
    ["too many cells", "1;2011-03-01;5.00;6", "", "import/too-many-cells"],
    ["a quote that never closes", '1;2011-03-01;"5.00', "", "import/unclosed-quote"]
  ]
  for (const [what, row, field, rule] of rejects) {
    it(`sets aside ${what} and reads on`, () => {
      const outcome = rows(["1;2011-03-01;0.50", row, "2;2011-03-02;7.25"])
      assert.deepStrictEqual(outcome.orders, [
        ["1", "2011-03-01", 50],
        ["2", "2011-03-02", 725]
      ])
      assert.deepStrictEqual(outcome.rejected, [[3, field, rule]])
      assert.deepStrictEqual(outcome.questions, [])
    })
  }

  it("keeps ids as text: leading zeros, letters, an E that is no exponent", () => {
    const outcome = rows(["007;2011-03-01;0.50", " 12E5 ;2011-03-01;0.50", "17850.0;2011-03-01;0.50"])
    assert.deepStrictEqual(
      outcome.orders.map(([account]) => account),
      ["007", "12E5", "17850.0"]
    )
  })

  it("takes an order without an account as belonging to nobody", () => {
    assert.deepStrictEqual(rows([" ;2011-03-01;0.50", "n/a;2011-03-01;0.50"], { blank: ["n/a"] }).orders, [
      ["", "2011-03-01", 50],
      ["", "2011-03-01", 50]
    ])
  })

  it("brings an instant into the reporting zone before it becomes a day", () => {
    const zone = Schema.decodeSync(Calendar.Zone)("Europe/Berlin")
    const outcome = rows(["1;2011-03-01T23:30:00Z;1.50", "1;2011-03-01 23:30;1.50"], { zone })
    assert.deepStrictEqual(
      outcome.orders.map(([, day]) => day),
      ["2011-03-02", "2011-03-01"]
    )
  })

  it("asks when dates have two readings and no row decides", () => {
    const outcome = rows(["1;03/04/2011;0.50", "1;04/04/2011;0.50"])
    assert.deepStrictEqual(outcome.questions, ["import/two-readings 2"])
    assert.deepStrictEqual(outcome.orders, [])
  })

  it("lets a later row decide for the rows before it", () => {
    assert.deepStrictEqual(daysBefore("1;25/04/2011;0.50"), ["2011-04-03", "2011-04-25"])
    assert.deepStrictEqual(daysBefore("1;04/25/2011;0.50"), ["2011-03-04", "2011-04-25"])
  })

  it("asks when rows decide for two notations, and rejects the odd one once declared", () => {
    const lines = ["1;25/04/2011;0.50", "1;04/25/2011;0.50"]
    assert.deepStrictEqual(rows(lines).questions, ["import/two-notations"])
    assert.deepStrictEqual(rows(lines, { dateFormat: "dd/MM/yyyy" }).rejected, [[3, "date", "import/bad-date"]])
    assert.deepStrictEqual(rows(["1;2011-03-01;1.234,50", "1;2011-03-01;1,234.50"]).questions, ["import/two-notations"])
  })

  it("asks when amounts have two readings and no row decides", () => {
    assert.deepStrictEqual(rows(["1;2011-03-01;1.234", "1;2011-03-01;5"]).questions, ["import/two-readings 2"])
    const outcome = rows(["1;2011-03-01;1.234", "1;2011-03-01;5,5"])
    assert.deepStrictEqual(
      outcome.orders.map(([, , minor]) => minor),
      [123400, 550]
    )
    assert.deepStrictEqual(rows(["1;2011-03-01;1.234"], { decimal: "," }).orders[0]?.[2], 123400)
    assert.deepStrictEqual(rows(["1;2011-03-01;1234"]).orders[0]?.[2], 123400)
  })

  it("reads declared formats", () => {
    const table: ReadonlyArray<readonly [format: string, text: string]> = [
      ["dd.MM.yyyy", "03.04.2011"],
      ["d/M/yyyy", "3/4/2011"],
      ["MM/dd/yyyy HH:mm", "04/03/2011 08:26"],
      ["dd.MM.yy", "03.04.11"],
      ["yyyy/MM/dd", "2011/04/03"],
      ["dd.MM.yyyy", "03.04.2011 08:26:00"]
    ]
    for (const [dateFormat, text] of table) {
      assert.strictEqual(rows([`1;${text};0.50`], { dateFormat }).orders[0]?.[1], "2011-04-03", dateFormat)
    }
    assert.deepStrictEqual(rows(["1;x;0.50"], { dateFormat: "MM.yyyy" }).questions, ["import/date-format"])
  })

  it("says which column is missing or stands there twice", () => {
    assert.deepStrictEqual(read("client;date;amuont\n").questions, ["import/no-column 1"])
    assert.deepStrictEqual(read("client;date;amount;date\n").questions, ["import/twice-in-header 1"])
  })

  it("drops a repeated row, and both of two that contradict each other", () => {
    const columns = { ...base.columns, id: "no" }
    const outcome = read(
      "no,client,date,amount\n1,a,2011-03-01,1.50\n2,b,2011-03-01,2.50\n1,a,2011-03-01,1.50\n2,b,2011-03-01,9.50\n2,b,2011-03-01,2.50\n",
      {
        columns
      }
    )
    assert.deepStrictEqual(outcome.orders, [["a", "2011-03-01", 150]])
    assert.deepStrictEqual(outcome.rejected, [
      [4, "id", "import/repeated"],
      [3, "id", "import/contradicted"],
      [5, "id", "import/contradicted"],
      [6, "id", "import/contradicted"]
    ])
  })

  const inCurrency = (...lines: ReadonlyArray<string>): string => `client,date,amount,cur\n${lines.join("\n")}\n`
  const withCurrency = { columns: { ...base.columns, currency: "cur" } }

  it("takes rows that name the currency of the file, and sets aside what names none that there is", () => {
    const text = inCurrency(
      "1,2011-03-01,1.50,GBP",
      "2,2011-03-02,2.50, gbp ",
      "3,2011-03-03,3.50,",
      "4,2011-03-04,4.50,XYQ"
    )
    for (const input of [text, new TextEncoder().encode(text)]) {
      const { orders, questions, rejected } = read(input, withCurrency)
      assert.deepStrictEqual([orders.length, questions], [3, []])
      assert.deepStrictEqual(rejected, [[5, "currency", "import/bad-currency"]])
      const strict = read(input, { ...withCurrency, isCurrencyOfRows: true })
      assert.deepStrictEqual(
        strict.rejected.map(([line]) => line),
        [4, 5]
      )
    }
  })

  it("never sums two currencies: it asks, naming the first row that is in another", () => {
    const text = inCurrency("1,2011-03-01,1.50,GBP", "2,2011-03-02,2.50,USD", "3,2011-03-03,3.50,EUR", ",,7.50,")
    for (const input of [text, new TextEncoder().encode(text)]) {
      const { orders, questions, rejected } = read(input, withCurrency)
      assert.deepStrictEqual([questions, orders, rejected], [["import/several-currencies 3"], [], []])
    }
  })

  it("remembers the first row of an id however long ago it came", () => {
    // One line to a box: over a thousand of them and the first ones are packed.
    const note = "n".repeat(40_000)
    const line = (id: number, amount: string): string => `${id},a,2011-03-01,${amount},${note}\n`
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
    const reader = Orders.reader({ ...base, columns: { ...base.columns, id: "no" } })
    reader.push(bytes("no,client,date,amount,note\n"))
    for (let id = 1; id <= 1100; id += 1) reader.push(bytes(line(id, "1.50")))
    const { rejected } = reader.push(bytes(line(1, "1.50") + line(3, "9.50") + line(40, "1.50") + line(1100, "1.50")))
    assert.deepStrictEqual(
      rejected.map(({ row, rule }) => [row.line, row.cells[3], row.cells[4]?.length, rule]),
      [
        [1102, "1.50", 40_000, "import/repeated"],
        [4, "1.50", 40_000, "import/contradicted"],
        [1103, "9.50", 40_000, "import/contradicted"],
        [1104, "1.50", 40_000, "import/repeated"],
        [1105, "1.50", 40_000, "import/repeated"]
      ]
    )
    assert.deepStrictEqual(reader.end().withdrawn, [2])
  })

  it("keeps a rejected row in its own columns, with the place and the reason, and nothing a spreadsheet would run", () => {
    const reader = Orders.reader(base)
    const { rejected } = reader.push('client,date,amount,note\n1,yesterday,-5.00,"=HYPERLINK(""x"")"\n1,2,3,4,"5,6"\n')
    const header = reader.header()
    assert.isDefined(header)
    if (header === undefined) return
    assert.strictEqual(Rejects.header(header), "client,date,amount,note,file,line,column,field,value,reason\n")
    assert.deepStrictEqual(
      rejected.map((row) => Rejects.entry(row, header)),
      [
        `1,yesterday,-5.00,"'=HYPERLINK(""x"")",orders.csv,2,2,date,yesterday,it is not a date in the declared or any unmistakable format\n`,
        `1,2,3,"4,5,6",orders.csv,3,,,,the row has more cells than the header\n`
      ]
    )
    assert.deepStrictEqual(rejected.map(Rejects.finding)[0], {
      severity: "warning",
      rule: "import/bad-date",
      message: 'row not taken: date "yesterday": it is not a date in the declared or any unmistakable format',
      place: { file: "orders.csv", line: 2, column: 2, field: "date" }
    })
  })

  it.prop(
    "takes or sets aside every row",
    [
      Arbitrary.array(
        Arbitrary.schema(
          Schema.Literals(["1;2011-03-01;0.50", "1;;5.00", ";;0.50", "x", '1;2011-03-01;"5"x', "1;2011-03-01;1,234.5"])
        )
      )
    ],
    ([lines]) => {
      const outcome = rows(lines)
      return outcome.orders.length + outcome.rejected.length === lines.length
    }
  )
})
