import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Facts from "../../src/analysis/Facts.ts"
import * as Orders from "../../src/intake/Orders.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const source: Orders.Source = {
  file: "orders.csv",
  columns: { account: "client", date: "date", amount: "amount", cost: "cost", product: "product" },
  currency: "GBP",
  blank: ["n/a"]
}

/** Everything that reading gives, from bytes in pieces of a size, or from text, which the careful reader takes alone. */
const read = (input: ReadonlyArray<Uint8Array | string>, declared: Partial<Orders.Source> = {}) => {
  const reader = Orders.reader({ ...source, ...declared })
  const batches: Array<Orders.Batch> = input.map((piece) => reader.push(piece))
  const end = reader.end()
  batches.push(end)
  return {
    orders: batches.flatMap(({ orders }) => orders),
    rejected: batches.flatMap(({ rejected }) => rejected).toSorted((a, b) => a.row.line - b.row.line),
    withdrawn: end.withdrawn,
    findings: end.findings,
    questions: reader.questions(),
    header: reader.header()
  }
}
const pieces = (text: string, size: number): ReadonlyArray<Uint8Array> => {
  const bytes = new TextEncoder().encode(text)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}
const agrees = (text: string, size: number, declared: Partial<Orders.Source> = {}): void => {
  const bytes = pieces(text, size)
  const decoder = new TextDecoder()
  const texts = bytes.map((piece) => decoder.decode(piece, { stream: true }))
  assert.deepStrictEqual(read(bytes, declared), read(texts, declared), JSON.stringify({ text, declared }))
}

const ids = [
  "1",
  "2",
  "3",
  "3 ",
  " 3",
  '"4"',
  '"5, or 6"',
  '"x""y"',
  "",
  "n/a",
  "1.7850E+11",
  "Zoë",
  " ",
  "é "
] as const
const isoDates = ["2011-03-01", "2011-03-02 09:15", "2011-03-02 10:45:30.5", "2011-03-03", "20110304"] as const
const dates = [
  ...isoDates,
  ...["2011-03-01T23:59:59", "2011-03-02T23:30:00Z", "2011-02-30", '"2011-03-04"', "25/04/2011", "04/25/2011"],
  ...["03/04/2011", "04/04/2011 09:30", "25/04/2011 08:26", "08:26 2011-03-01", "n/a", "", "40613"]
] as const
const plainAmounts = ["0.50", "-7.25", "12", "1234.00", '"6.75"', "five", "£4.10"] as const
const amounts = [
  ...plainAmounts,
  ...["1.234", "1.234,50", "1,234.50", "0,5", "5.", ".5", "-", "+3.00", "(8.00)", "99999999999999999", "1.2E+3"],
  ...["", "-0.00", "12.345", "999999999999999"]
] as const
const plainEnds = ["\n", "\n", "\r\n"] as const
const ends = [...plainEnds, "\n", "\n", "\r", "\n\n", ",\n", ",x\n", "\0\n", '"\n'] as const

/** Files of rows drawn from these cells. */
const files = (options: {
  readonly dates: ReadonlyArray<string>
  readonly amounts: ReadonlyArray<string>
  readonly ends: ReadonlyArray<string>
}) => {
  const one = (values: ReadonlyArray<string>) => Schema.Literals(values)
  const row = Schema.Tuple([
    one(["1", "2", "3"]),
    one(ids),
    one(options.dates),
    one(options.amounts),
    one(["", "1.00", "2,5", '"3"']),
    one(["a", '"b, c"', "7E+20", ""]),
    one(["", "x", '"5"" pipe, ""cut"""', '"y""', '"two\nlines"']),
    one(options.ends)
  ])
  return Arbitrary.map(Arbitrary.array(Arbitrary.schema(row)), (rows) => {
    const lines = rows.map((cells) => `${cells.slice(0, -1).join(",")}${cells.at(-1)}`)
    return `id,client,date,amount,cost,product,note\n${lines.join("")}`
  })
}
const size = Arbitrary.schema(Schema.Literals([1, 2, 3, 7, 16, 61, 1 << 18]))
const declarations = Arbitrary.schema(
  Schema.Literals(["nothing", "decimal", "dates", "both", "id", "blank digits", "semicolon"])
)
const declared: Readonly<Record<string, Partial<Orders.Source>>> = {
  decimal: { decimal: "." },
  dates: { dateFormat: "dd/MM/yyyy HH:mm" },
  both: { decimal: ",", dateFormat: "MM/dd/yyyy" },
  id: { decimal: ".", columns: { ...source.columns, id: "id" } },
  "blank digits": { decimal: ".", blank: ["12", "2011-03-01"] },
  semicolon: { delimiter: ";" }
}

const head = "id,client,date,amount,cost,product,note\n"

describe("PlainRows", () => {
  it("reads the rows of a clean file by itself, and all it leaves goes to the careful reader", () => {
    const text = `${head}1,a,2011-03-01,1.50,1,p,\n2,"b, c",2011-03-02 08:00,-2,,q,"5"" pipe"\n3,d,2011-03-03,"1,000.00",,,\n`
    const { orders, rejected } = read(pieces(text, 1 << 18))
    assert.deepStrictEqual(
      orders.map(({ account, cost, day, line, minor, product }) => [
        line,
        account,
        Calendar.ofDayNumber(day),
        minor,
        cost,
        product
      ]),
      [
        [2, "a", "2011-03-01", 150, 100, "p"],
        [3, "b, c", "2011-03-02", -200, undefined, "q"],
        [4, "d", "2011-03-03", 100000, undefined, undefined]
      ]
    )
    assert.deepStrictEqual(rejected, [])
  })

  it.prop(
    "gives what the careful reader gives, of clean files",
    [files({ dates: isoDates, amounts: plainAmounts, ends: plainEnds }), size, declarations],
    ([text, size, declaration]) => agrees(text, size, declared[declaration])
  )

  it.prop(
    "gives what the careful reader gives, of any files",
    [files({ dates, amounts, ends }), size, declarations],
    ([text, size, declaration]) => agrees(text, size, declared[declaration])
  )

  it("hands on the same columns as rows", () => {
    const rows = Array.from(
      { length: 3_000 },
      (_, at) => `${at},c${at % 700},2011-03-${10 + (at % 20)},${at}.50,,p${at % 3},\n`
    )
    const byRows = Facts.builder("GBP")
    const byColumns = Facts.builder("GBP")
    for (const piece of pieces(head + rows.join(""), 5_000)) {
      const reader = Orders.reader({ ...source, decimal: "." })
      const first = reader.push(new TextEncoder().encode(head))
      for (const batch of [first, reader.push(piece), reader.end()]) {
        for (const order of batch.orders) byRows.add(order)
        byColumns.addColumns(batch.columns)
      }
    }
    assert.deepStrictEqual(byColumns.build(), byRows.build())
  })
})
