import { assert, describe, it } from "@effect/vitest"
import * as PlanProgress from "../../src/market/PlanProgress.ts"
import { bookOf, day, example, exampleDay, groupOf } from "./Books.ts"

const plan = (period: string, orders: ReadonlyArray<string>, asOf: string, dataFrom = "2024-01-01") =>
  PlanProgress.of(
    groupOf(
      bookOf([
        ["accounts", ["account_id,name,parent_id", "A-1,Acme,", "A-2,Acme South,A-1", "A-3,Acme Deep South,A-2"]],
        ["orders", ["id,account_id,date,amount", ...orders.map((line, at) => `O-${at},${line}`)]],
        [
          "plans",
          [
            "plan_id,account_id,period,target,status,goal_text,goal_due",
            `P-1,A-2,${period},1000.00,active,Sign,2026-06-30`
          ]
        ]
      ]),
      "A-1"
    ),
    day(asOf),
    day(dataFrom)
  )[0]

describe("account plans", () => {
  const periods: ReadonlyArray<readonly [string, string | null]> = [
    ["2026", "2026-01-01 2027-01-01"],
    ["2026-H2", "2026-07-01 2027-01-01"],
    ["2026-Q4", "2026-10-01 2027-01-01"],
    ["2026-02", "2026-02-01 2026-03-01"],
    ["2026-13", null],
    ["this year", null],
    ["0000-00", null]
  ]
  for (const [text, expected] of periods) {
    it(`the period ${text} is ${expected ?? "not understood"}`, () => {
      const period = PlanProgress.periodOf(text)
      assert.strictEqual(period && `${period.from} ${period.to}`, expected)
    })
  }

  it("actual counts the account and all below it, in the period, up to the day", () => {
    const orders = [
      "A-1,2026-02-01,1.00",
      "A-2,2026-02-01,2.00",
      "A-3,2026-02-01,4.00",
      "A-3,2026-07-01,8.00",
      "A-3,2025-12-31,16.00"
    ]
    assert.strictEqual(plan("2026", orders, "2026-07-01")?.actualMinor, 600)
  })

  it("the forecast follows last year's season: half as much again then, half as much again now", () => {
    const lastYear = ["A-2,2025-02-01,200.00", "A-2,2025-11-01,100.00"]
    const found = plan("2026", [...lastYear, "A-2,2026-02-01,400.00"], "2026-07-01")
    assert.deepInclude(found, { method: "season of last year", forecastMinor: 60_000, gapMinor: 40_000 })
  })

  it("without last year the daily rate goes on", () => {
    // 90 of 365 days have passed.
    const found = plan("2026", ["A-2,2026-02-01,90.00"], "2026-04-01", "2026-01-01")
    assert.deepInclude(found, { method: "daily rate", forecastMinor: 36_500 })
  })

  it("an ended period is what it was, one that has not begun has no forecast", () => {
    assert.deepInclude(plan("2026-Q1", ["A-2,2026-02-01,90.00"], "2026-07-01"), {
      method: "ended",
      forecastMinor: 9000
    })
    assert.deepInclude(plan("2027", [], "2026-07-01"), { actualMinor: 0, forecastMinor: null, gapMinor: null })
  })

  it("a period that is not understood computes nothing", () => {
    assert.deepInclude(plan("soon", [], "2026-07-01"), { period: null, actualMinor: null, gapMinor: null })
  })

  it("a goal is overdue from the day after it was due", () => {
    assert.strictEqual(plan("2026", [], "2026-06-30")?.overdueGoals.length, 0)
    assert.strictEqual(plan("2026", [], "2026-07-01")?.overdueGoals.length, 1)
  })

  it("the example: the plan of ACC-1020, target, actual, forecast and gap to the cent", () => {
    const [found] = PlanProgress.of(groupOf(example(), "ACC-1020"), exampleDay, day("2024-10-01"))
    assert.deepInclude(found, {
      targetMinor: 135_000_000,
      actualMinor: 97_689_368,
      forecastMinor: 133_223_703,
      gapMinor: 1_776_297
    })
    assert.deepStrictEqual(
      found?.overdueGoals.map((goal) => goal.text),
      ["Sign the full service contract again"]
    )
  })
})
