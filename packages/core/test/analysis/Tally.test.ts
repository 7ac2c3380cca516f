import { assert, describe, it } from "@effect/vitest"
import * as Facts from "../../src/analysis/Facts.ts"
import * as Portfolio from "../../src/analysis/Portfolio.ts"
import * as Tally from "../../src/analysis/Tally.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as PlainLoops from "./PlainLoops.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const number = (text: string): number => Calendar.dayNumber(day(text))

describe("Tally", () => {
  it("agrees with plain loops over more accounts than it works on at a time", () => {
    const from = day("2011-01-01")
    const to = day("2021-01-01")
    const days = Calendar.daysBetween(from, to) + 400
    const orders = Array.from({ length: 6_000 }, (_, at): PlainLoops.PlainOrder => {
      const mixed = (at * 7_919) % 6_011
      return {
        account: `a${mixed % 1_601}`,
        date: Calendar.addDays(from, ((mixed * 613) % days) - 200),
        minor: mixed % 11 === 0 ? -500 : 100 * (1 + (mixed % 7))
      }
    })
    const facts = Facts.ofRows(
      orders.map(({ account, date, minor }) => ({ account, day: number(date), minor })),
      "GBP"
    )
    const { items } = Portfolio.analyze(facts, { today: to, from, to })
    const found = items.map((item) => [
      item.id,
      item.measureMinor,
      item.shareBefore,
      item.byFrequency,
      item.byVariation
    ])
    const expected = PlainLoops.analyze(orders, from, to)
    assert.deepStrictEqual(
      found,
      expected.map((one) => [one.id, one.measureMinor, one.shareBefore, one.byFrequency, one.byVariation])
    )
    assert.deepStrictEqual(
      items.map((item) => [item.orders, item.activePeriods, item.periods, item.first, item.last]),
      expected.map((one) => [one.orders, one.activePeriods, one.periods, one.first, one.last])
    )
  })

  it("counts an order once for each item that has lines of it", () => {
    const row = { day: number("2011-02-10"), minor: 5 }
    const lines = ["a 1", "b 1", "a 1", "b 1", "b 2", "a", "a"].map((line) => line.split(" "))
    const facts = Facts.ofRows(
      lines.map(([account, order]) => ({ ...row, account, order })),
      "GBP"
    )
    const tally = Tally.make(facts, Tally.accounts(facts), {
      window: { from: day("2011-01-01"), to: day("2011-07-01") },
      period: "month",
      measure: "revenue",
      method: "frequency",
      variation: "stock"
    })
    assert.deepStrictEqual(
      [tally.ids, [...tally.orders]],
      [
        ["a", "b"],
        [3, 2]
      ]
    )
  })
})
