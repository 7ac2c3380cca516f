import { assert, describe, it } from "@effect/vitest"
import { addDays, type Day } from "../../src/kernel/Calendar.ts"
import * as Rhythm from "../../src/analysis/Rhythm.ts"

const first = "2026-01-05" as Day
const every = (days: number, count: number): Array<Day> =>
  Array.from({ length: count }, (_, index) => addDays(first, index * days))

describe("Rhythm", () => {
  it("judges a client that buys every 23 days and is silent for 71 as late", () => {
    const days = every(23, 6)
    const rhythm = Rhythm.of(days, addDays(days.at(-1) ?? first, 71))
    assert.deepStrictEqual(rhythm, { silenceDays: 71, usualIntervalDays: 23, gaps: 5 })
    assert.isTrue(Rhythm.isLate(rhythm))
  })
  it("does not judge with fewer than three gaps", () => {
    const rhythm = Rhythm.of(every(10, 3), "2026-12-01" as Day)
    assert.strictEqual(rhythm.usualIntervalDays, null)
    assert.strictEqual(Rhythm.isLate(rhythm), null)
  })
  it("takes the mean of the two middle gaps, counts a day once and leaves out what comes later", () => {
    const days = [
      "2026-01-01",
      "2026-01-01",
      "2026-01-11",
      "2026-01-31",
      "2026-02-10",
      "2026-03-12",
      "2027-01-01"
    ] as Array<Day>
    assert.deepStrictEqual(Rhythm.of(days, "2026-03-20" as Day), { silenceDays: 8, usualIntervalDays: 15, gaps: 4 })
  })
  it("knows nothing of a client without purchases", () => {
    assert.deepStrictEqual(Rhythm.of([], first), { silenceDays: null, usualIntervalDays: null, gaps: 0 })
  })
  it("does not call 40 days of silence late, however short the interval", () => {
    assert.isFalse(Rhythm.isLate({ silenceDays: 40, usualIntervalDays: 5 }))
  })

  it("borrows the interval of its class from 30 accounts on, else that of the portfolio", () => {
    const clients = (count: number) => [
      { own: null, abc: "A" },
      ...Array.from({ length: count }, (_, at) => ({ own: 10 + at, abc: "A" })),
      ...Array.from({ length: 3 }, () => ({ own: 100, abc: "B" })),
      { own: null, abc: "B" }
    ]
    const few = Rhythm.intervals(clients(29))
    assert.deepStrictEqual(
      [few[0], few.at(-1)],
      [
        { days: 25.5, of: "portfolio" },
        { days: 25.5, of: "portfolio" }
      ]
    )
    const enough = Rhythm.intervals(clients(30))
    assert.deepStrictEqual(
      [enough[0], enough[1], enough.at(-1)],
      [
        { days: 24.5, of: "class" },
        { days: 10, of: "own" },
        { days: 26, of: "portfolio" }
      ]
    )
    assert.deepStrictEqual(Rhythm.intervals([{ own: null, abc: "A" }]), [null])
  })
})
