import { assert, describe, it } from "@effect/vitest"
import * as Window from "../../src/analysis/Window.ts"
import type * as Calendar from "../../src/kernel/Calendar.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const window = (from: string, to: string): Window.Window => ({ from: day(from), to: day(to) })

const choose = (newest: string, today: string) =>
  Window.choose({ newest: day(newest), today: day(today), period: "month" })

describe("Window", () => {
  it("ends by default after the newest order, at most at the current period, which is not over", () => {
    assert.deepStrictEqual(choose("2011-08-31", "2026-11-23"), window("2010-09-01", "2011-09-01"))
    assert.deepStrictEqual(choose("2026-11-20", "2026-11-23"), window("2025-11-01", "2026-11-01"))
  })

  it("counts twelve periods back from a given end", () => {
    const chosen = Window.choose({
      newest: day("2011-08-31"),
      today: day("2026-11-23"),
      period: "quarter",
      to: day("2011-07-01")
    })
    assert.deepStrictEqual(chosen, window("2008-07-01", "2011-07-01"))
  })

  it("has as its forerunner as many periods, or as many days where an end is not a period's", () => {
    const before = (from: string, to: string) => Window.previous(window(from, to), "month")
    assert.deepStrictEqual(before("2010-12-01", "2011-09-01"), window("2010-03-01", "2010-12-01"))
    assert.deepStrictEqual(before("2011-03-01", "2011-03-15"), window("2011-02-15", "2011-03-01"))
  })

  it("knows its complete periods, a cut end, and whether data reach back into it", () => {
    assert.strictEqual(Window.completePeriods(window("2011-03-15", "2011-09-01"), "month"), 6)
    assert.strictEqual(Window.completePeriods(window("2011-03-01", "2011-08-31"), "month"), 5)
    assert.isTrue(Window.hasPartialEnd(window("2011-03-01", "2011-08-31"), "month"))
    assert.isTrue(Window.isCovered(window("2010-12-01", "2011-09-01"), "month", day("2010-12-31")))
    assert.isFalse(Window.isCovered(window("2010-12-01", "2011-09-01"), "month", day("2011-01-01")))
  })
})
