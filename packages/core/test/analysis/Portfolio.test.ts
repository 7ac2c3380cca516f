import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describeRealData } from "../../../../.config/RealData.ts"
import * as Facts from "../../src/analysis/Facts.ts"
import * as Portfolio from "../../src/analysis/Portfolio.ts"
import * as Orders from "../../src/intake/Orders.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Money from "../../src/kernel/Money.ts"
import * as PlainLoops from "./PlainLoops.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const today = day("2026-11-23")

const factsOf = (orders: ReadonlyArray<PlainLoops.PlainOrder>): Facts.Facts =>
  Facts.ofRows(
    orders.map(({ account, date, minor }) => ({ account, day: Calendar.dayNumber(day(date)), minor })),
    "GBP"
  )

const analyze = (orders: ReadonlyArray<PlainLoops.PlainOrder>, options: Partial<Portfolio.Options> = {}) =>
  Portfolio.analyze(factsOf(orders), { today, from: day("2011-01-01"), to: day("2011-07-01"), ...options })

const groupOf = (account: string): string => account.slice(0, 1)

/** An item as the plain loops describe it. */
const plain = (item: Portfolio.Item): PlainLoops.PlainAccount => ({
  id: item.id,
  measureMinor: item.measureMinor,
  share: item.share,
  shareBefore: item.shareBefore,
  abc: item.abc,
  byFrequency: item.byFrequency,
  byVariation: item.byVariation,
  undetermined: item.undetermined,
  variation: item.variation,
  activePeriods: item.activePeriods,
  periods: item.periods,
  orders: item.orders,
  first: item.first,
  last: item.last
})

const order = Arbitrary.schema(
  Schema.Struct({
    account: Schema.Literals(["a", "b", "c", "d", "e", "0a", ""]),
    date: Schema.Literals([
      "2010-08-31",
      "2010-12-31",
      "2011-01-01",
      "2011-01-31",
      "2011-02-01",
      "2011-03-15",
      "2011-04-30",
      "2011-05-01",
      "2011-06-14",
      "2011-06-30",
      "2011-07-01"
    ]),
    minor: Schema.Int.check(Schema.isBetween({ minimum: -5_000, maximum: 20_000 }))
  })
)
const orders = Arbitrary.array(order)

/** The facts of files that hold the orders, read one after the other. */
const readFiles = (files: ReadonlyArray<ReadonlyArray<PlainLoops.PlainOrder>>): Facts.Facts => {
  const facts = Facts.builder("GBP")
  for (const lines of files) {
    const columns = { account: "account", date: "date", amount: "amount" }
    const reader = Orders.reader({ columns, currency: "GBP", decimal: "." })
    const body = lines.map(({ account, date, minor }) => `${account},${date},${Money.show(minor, "GBP")}\n`)
    const text = `account,date,amount\n${body.join("")}`
    for (const one of [...reader.push(text).orders, ...reader.end().orders]) facts.add(one)
  }
  return facts.build()
}

describe("Portfolio", () => {
  it("counts XYZ from the first order of either sign, also one before the window", () => {
    const [item] = analyze([
      { account: "a", date: "2011-03-10", minor: -100 },
      { account: "a", date: "2011-04-10", minor: 500 }
    ]).items
    assert.deepStrictEqual([item?.periods, item?.activePeriods], [4, 1])
    const [old] = analyze([
      { account: "a", date: "2009-03-10", minor: 1 },
      { account: "a", date: "2011-06-10", minor: 500 }
    ]).items
    assert.deepStrictEqual([old?.periods, old?.activePeriods], [6, 1])
  })

  it("counts orders of a last, partial period for ABC and not for XYZ", () => {
    const { findings, items } = analyze([{ account: "a", date: "2011-06-10", minor: 500 }], { to: day("2011-06-15") })
    assert.deepStrictEqual(
      [items[0]?.measureMinor, items[0]?.periods, items[0]?.undetermined, items[0]?.variation],
      [500, 0, "too-short", null]
    )
    assert.include(
      findings.map(({ rule }) => rule),
      "portfolio/partial-period"
    )
  })

  it("counts first the orders of nobody, then those outside the window", () => {
    const { counts, total, withoutOrders } = analyze([
      { account: "", date: "2011-06-10", minor: 500 },
      { account: "", date: "2010-06-10", minor: 70 },
      { account: "a", date: "2010-06-10", minor: 30 },
      { account: "b", date: "2011-06-10", minor: 11 }
    ])
    assert.deepStrictEqual(counts, { withoutAccount: 2, outsideWindow: 1, withoutAccountMinor: 500, withoutCost: 0 })
    assert.deepStrictEqual({ total, withoutOrders }, { total: 11, withoutOrders: 1 })
  })

  it("draws accounts together into groups", () => {
    const lines = [
      { account: "a1", date: "2011-01-10", minor: 100 },
      { account: "a2", date: "2011-02-10", minor: 50 },
      { account: "b", date: "2011-02-10", minor: 60 }
    ]
    assert.deepStrictEqual(
      analyze(lines, { groupOf }).items.map(({ id, measureMinor }) => [id, measureMinor]),
      [
        ["a", 150],
        ["b", 60]
      ]
    )
    assert.strictEqual(analyze(lines, { groupOf, level: "account" }).items.length, 3)
  })

  it("counts the lines of one order once", () => {
    const row = { account: "a", day: Calendar.dayNumber(day("2011-02-10")), minor: 5 }
    const facts = Facts.ofRows([{ ...row, order: "1" }, { ...row, order: "1" }, { ...row, order: "2" }, row], "GBP")
    assert.strictEqual(Portfolio.analyze(facts, { today }).items[0]?.orders, 3)
  })

  it("measures profit where the cost is known, and says where it is not", () => {
    const at = Calendar.dayNumber(day("2011-02-10"))
    const facts = Facts.ofRows(
      [
        { account: "a", day: at, minor: 100, cost: 90 },
        { account: "b", day: at, minor: 50, cost: 10 },
        { account: "b", day: at, minor: 50 }
      ],
      "GBP"
    )
    const { findings, items } = Portfolio.analyze(facts, { today, measure: "profit" })
    assert.deepStrictEqual(
      items.map(({ id, measureMinor }) => [id, measureMinor]),
      [
        ["b", 40],
        ["a", 10]
      ]
    )
    assert.include(
      findings.map(({ rule }) => rule),
      "portfolio/without-cost"
    )
  })

  it("judges profit by gross profit from 80 % known cost, and says which", () => {
    const at = Calendar.dayNumber(day("2011-02-10"))
    const because = (known: number): string | undefined =>
      Portfolio.analyze(
        Facts.ofRows(
          [
            { account: "a", day: at, minor: known, cost: 1 },
            { account: "b", day: at, minor: 100 - known }
          ],
          "GBP"
        ),
        { today }
      ).items[0]?.key.criteria[0]?.because
    assert.strictEqual(because(80), "0.0% of gross profit before it")
    assert.strictEqual(because(79), "0.0% of revenue before it")
  })

  it("compares with the window before, when the data cover it", () => {
    const lines = ["2010-07", "2010-08", "2010-09", "2011-01", "2011-02", "2011-03"].flatMap((month) => [
      { account: "big", date: `${month}-01`, minor: 900 },
      { account: month < "2011" ? "gone" : "fresh", date: `${month}-02`, minor: 50 },
      { account: "grown", date: `${month}-03`, minor: month < "2011" ? 10 : 400 }
    ])
    const { migration } = analyze(lines)
    assert.deepStrictEqual(
      migration.map(({ id, kind, measureChangeMinor }) => [id, kind, measureChangeMinor]),
      [
        ["gone", "gone", -150],
        ["big", "same", 0],
        ["fresh", "new", 150],
        ["grown", "up", 1170]
      ]
    )
    assert.deepStrictEqual(analyze(lines.filter(({ date }) => date >= "2010-08")).migration, [])
  })

  it("finds what bounds its conclusions", () => {
    const rules = analyze([
      { account: "17850", date: "2011-02-01", minor: 50 },
      { account: "17850.0", date: "2011-02-01", minor: 50 },
      { account: "", date: "2011-02-01", minor: 50 }
    ]).findings.map(({ rule }) => rule)
    assert.includeMembers(rules, [
      "portfolio/without-account",
      "portfolio/decimal-twin",
      "portfolio/no-previous-window",
      "portfolio/concentration"
    ])
  })

  it("says when the thresholds do not separate, and what the other set would give", () => {
    const lines = ["a", "b", "c"].flatMap((account, at) =>
      ["2011-01", "2011-02", "2011-03", "2011-04"].map((month, index) => ({
        account,
        date: `${month}-01`,
        minor: 100 + at + (index % 2) * 150
      }))
    )
    const found = analyze(lines, { method: "variation", to: day("2011-05-01") }).findings.find(
      ({ rule }) => rule === "portfolio/not-separated"
    )
    assert.include(found?.message, "X 0, Y 0, Z 3; with the thresholds for customers: X 3, Y 0, Z 0")
  })

  it("keeps once what many items are told alike", () => {
    const lines = ["A", "B"].map((account) => ({ account, date: "2011-02-01", minor: account === "A" ? 300 : 200 }))
    const [first, second] = analyze(lines).items
    assert.strictEqual(first?.threeP, second?.threeP)
    assert.strictEqual(first?.start, second?.start)
    assert.strictEqual(first?.key.criteria[1], second?.key.criteria[1])
    assert.notStrictEqual(first?.key.criteria[0], second?.key.criteria[0])
  })

  it.prop("agrees with plain loops over any orders", [orders], ([lines]) => {
    const { counts, items, positive, total } = analyze(lines)
    assert.deepStrictEqual(items.map(plain), PlainLoops.analyze(lines, "2011-01-01", "2011-07-01"))
    const within = lines.filter(({ date }) => date >= "2011-01-01" && date < "2011-07-01")
    const money = within.reduce((sum, { minor }) => sum + minor, 0)
    assert.strictEqual(total + counts.withoutAccountMinor, money, "money is conserved")
    const shares = items.reduce((sum, { share }) => sum + share, 0)
    assert.isTrue(positive === 0 ? shares === 0 : Math.abs(shares - 1) < 1e-9, "shares sum to 1")
  })

  it.prop("does not depend on the order of rows", [orders], ([lines]) => {
    assert.deepStrictEqual(analyze(lines.toReversed()), analyze(lines))
  })

  it.prop("has classes that do not depend on the unit of money", [orders], ([lines]) => {
    const classes = (scale: number) =>
      analyze(lines.map((one) => ({ ...one, minor: one.minor * scale }))).items.map(({ abc, id, key, xyz }) => [
        id,
        abc,
        xyz,
        key.isKey
      ])
    assert.deepStrictEqual(classes(100), classes(1))
  })

  it.prop("counts every account of the window in one cell of the matrix", [orders], ([lines]) => {
    const { items, matrix, total } = analyze(lines)
    const cells = Object.values(matrix)
    assert.strictEqual(
      cells.reduce((sum, { accounts }) => sum + accounts, 0),
      items.length
    )
    assert.strictEqual(
      cells.reduce((sum, { measureMinor }) => sum + measureMinor, 0),
      total
    )
  })

  it.prop("does not depend on how rows are split over files", [orders, orders], ([left, right]) => {
    const options = { today, from: day("2011-01-01"), to: day("2011-07-01") }
    assert.deepStrictEqual(
      Portfolio.analyze(readFiles([left, right]), options),
      Portfolio.analyze(readFiles([[...left, ...right]]), options)
    )
  })

  it.prop("reads columns as it reads rows", [orders], ([lines]) => {
    const columns = {
      account: lines.map(({ account }) => account),
      day: Int32Array.from(lines, ({ date }) => Calendar.dayNumber(day(date))),
      minor: Float64Array.from(lines, ({ minor }) => minor)
    }
    const options = { today, from: day("2011-01-01"), to: day("2011-07-01") }
    assert.deepStrictEqual(Portfolio.analyze(Facts.ofColumns(columns, "GBP"), options), analyze(lines))
  })
})

describeRealData("The portfolio of a wholesaler's invoices", (folder) => {
  const text = readFileSync(join(folder, "orders/invoices-2010-12_2011-08.csv"), "utf8")
  const source: Orders.Source = {
    columns: { account: "customer_id", date: "invoice_date", amount: "amount_gbp" },
    currency: "GBP"
  }
  const facts = Facts.builder("GBP")
  const reader = Orders.reader(source)
  for (let at = 0; at < text.length; at += 65_536) {
    for (const one of reader.push(text.slice(at, at + 65_536)).orders) facts.add(one)
  }
  for (const one of reader.end().orders) facts.add(one)
  const built = facts.build()
  const lines = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line): PlainLoops.PlainOrder => {
      const [, date = "", account = "", , amount = ""] = line.split(",")
      return { account, date, minor: Math.round(Number(amount) * 100) }
    })

  for (const [from, to] of [
    ["2010-12-01", "2011-09-01"],
    ["2011-03-01", "2011-09-01"],
    ["2011-03-01", "2011-08-16"],
    ["2011-06-01", "2011-09-01"]
  ] as const) {
    it(`agrees with plain loops in every field from ${from} to ${to}`, () => {
      const portfolio = Portfolio.analyze(built, { today, from: day(from), to: day(to) })
      assert.deepStrictEqual(portfolio.items.map(plain), PlainLoops.analyze(lines, from, to))
    })
  }

  it("names between 50 and 300 key accounts that bring 30 to 55 % of sales, each with its reasons", () => {
    const { concentration, findings, items } = Portfolio.analyze(built, { today })
    const keys = items.filter(({ key }) => key.isKey)
    assert.isTrue(keys.length >= 50 && keys.length <= 300, `${keys.length} key accounts`)
    assert.strictEqual(concentration.verdict, "in-range")
    for (const { key } of keys) assert.isTrue(key.criteria.some(({ score }) => score !== null))
    const rules = findings.map(({ rule }) => rule)
    assert.includeMembers(rules, ["portfolio/without-account", "portfolio/no-breadwinner"])
    const said = (rule: string) => findings.find((finding) => finding.rule === `portfolio/${rule}`)?.message ?? ""
    assert.include(said("no-breadwinner"), "no account brings 10% of the measure; the largest is 14646 with 3.6%")
    assert.match(said("without-account"), /^14\.6% of the money of the window belongs to no account/u)
  })
})
