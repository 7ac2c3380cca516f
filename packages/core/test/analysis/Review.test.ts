import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as ExpectedValue from "../../src/analysis/ExpectedValue.ts"
import * as Facts from "../../src/analysis/Facts.ts"
import type * as KeyFacts from "../../src/analysis/KeyFacts.ts"
import * as LossRisk from "../../src/analysis/LossRisk.ts"
import * as Review from "../../src/analysis/Review.ts"
import * as Season from "../../src/analysis/Season.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const today = day("2026-07-01")

const monthly = (account: string, minor: number, from: string, months: number, every = 1): ReadonlyArray<Facts.Row> =>
  Array.from({ length: Math.ceil(months / every) }, (_, at) => ({
    account,
    day: Calendar.dayNumber(Calendar.addMonths(day(from), at * every)),
    minor
  }))
const review = (rows: ReadonlyArray<Facts.Row>, options: Partial<Review.Options> = {}): Review.Review =>
  Review.make(Facts.ofRows(rows, "EUR"), { today, ...options })
const itemOf = ({ items }: Review.Review, id: string): Review.Item => {
  const item = items.find((one) => one.id === id)
  if (item === undefined) throw new RangeError(`no item ${id}`)
  return item
}

describe("LossRisk", () => {
  type Case = readonly [silence: number, interval: number, purchases: number, isLeaving: boolean, band: LossRisk.Band]
  const table: ReadonlyArray<Case> = [
    [20, 20, 9, false, "steady"],
    [29, 20, 9, false, "steady"],
    [30, 30, 9, false, "steady"],
    [31, 30, 9, false, "overdue"],
    [44, 10, 9, false, "overdue"],
    [45, 10, 9, false, "at risk"],
    [41, 20, 9, false, "overdue"],
    [61, 20, 9, false, "silent"],
    [60, 20, 9, false, "at risk"],
    [900, 20, 1, false, "at risk"],
    [5, 20, 9, true, "leaving"],
    [61, 20, 9, true, "silent"]
  ]
  for (const [silenceDays, intervalDays, purchases, isLeaving, band] of table) {
    it(`calls ${silenceDays} days of silence at an interval of ${intervalDays}, ${purchases} purchases${isLeaving ? ", notice given" : ""}: ${band}`, () => {
      assert.strictEqual(LossRisk.bandOf({ silenceDays, intervalDays, purchases, isLeaving }), band)
    })
  }

  it("assumes a probability until 30 cases are decided, and shows what was seen", () => {
    const seen = (cases: number) =>
      LossRisk.rates(Array.from({ length: cases }, (_, at) => ({ band: "at risk" as const, isLost: at % 3 === 0 })))
    assert.deepStrictEqual(seen(29)["at risk"], {
      band: "at risk",
      probability: 0.4,
      source: "assumption",
      cases: 29,
      lost: 10
    })
    assert.deepInclude(seen(30)["at risk"], { probability: 1 / 3, source: "observed", cases: 30, lost: 10 })
  })
})

describe("ExpectedValue", () => {
  const all: ExpectedValue.Year = { revenue: 1000, knownRevenue: 900, knownCost: 540 }
  const terms = (more: Partial<ExpectedValue.Terms> = {}): ExpectedValue.Terms => ({
    basis: "costs",
    all,
    grossMargin: undefined,
    months: 12,
    ...more
  })
  const year = (revenue: number, knownRevenue = 0, knownCost = 0): ExpectedValue.Year => ({
    revenue,
    knownRevenue,
    knownCost
  })

  it("rests on costs from 80 % known, else on the gross margin, else says revenue", () => {
    assert.strictEqual(ExpectedValue.basisOf(year(1000, 800, 1), 0.3), "costs")
    assert.strictEqual(ExpectedValue.basisOf(year(1000, 799, 1), 0.3), "assumed margin")
    assert.strictEqual(ExpectedValue.basisOf(year(1000, 799, 1), undefined), "revenue")
  })

  const table: ReadonlyArray<readonly [what: string, minor: number, margin: ExpectedValue.Margin]> = [
    ["gross profit", 400, ExpectedValue.marginOf(year(1000, 1000, 600), terms())],
    ["its own ratio where nearly all costs are known", 444, ExpectedValue.marginOf(year(1000, 900, 500), terms())],
    ["the portfolio's ratio where they are not", 400, ExpectedValue.marginOf(year(1000, 100, 10), terms())],
    ["twelve months from nine", 533, ExpectedValue.marginOf(year(1000, 1000, 600), terms({ months: 9 }))],
    [
      "an assumed margin",
      300,
      ExpectedValue.marginOf(year(1000), terms({ basis: "assumed margin", grossMargin: 0.3 }))
    ],
    ["revenue", 1000, ExpectedValue.marginOf(year(1000), terms({ basis: "revenue" }))]
  ]
  for (const [what, minor, margin] of table) {
    it(`takes ${what}`, () => {
      assert.strictEqual(margin.minor, minor)
      assert.isNotEmpty(margin.because)
    })
  }

  it("is probability times margin less cost, with the assumption marked and the observed rate beside it", () => {
    const margin = ExpectedValue.marginOf(year(1000), terms({ basis: "revenue" }))
    const risk = LossRisk.rates([{ band: "steady", isLost: false }]).steady
    const value = ExpectedValue.ofClient(margin, risk, { costMinor: 50 })
    assert.deepInclude(value, { minor: 900, probability: 0.95, source: "assumption", costMinor: 50 })
    assert.deepStrictEqual(value.observed, { cases: 1, stayed: 1 })
    assert.strictEqual(
      value.because,
      "revenue of the last 12 months, times 95.0% for steady (assumption, 1 of 1 seen stayed), less cost"
    )
  })

  it("is unknown where the probability is, and so is what is at risk", () => {
    const margin = ExpectedValue.marginOf(year(1000), terms({ basis: "revenue" }))
    assert.isNull(ExpectedValue.ofClient(margin, null).minor)
    assert.isNull(ExpectedValue.atRisk(margin, null))
  })
})

describe("Season", () => {
  const facts = Facts.ofRows(
    [...monthly("a", 100, "2024-07-15", 24), ...monthly("a", 500, "2024-12-10", 24, 12)],
    "EUR"
  )
  it("is the share of each calendar month over whole years", () => {
    const season = Season.of(facts, day("2024-07-15"), day("2026-07-01"), () => true)
    if (!Season.isKnown(season)) return assert.fail(season.because)
    assert.deepStrictEqual([season.years, season.from, season.to], [2, "2024-07-01", "2026-07-01"])
    assert.strictEqual(season.shares[11], 1200 / 3400)
    assert.closeTo(
      season.shares.reduce((sum, share) => sum + share, 0),
      1,
      1e-12
    )
  })

  it("is unknown below two years", () => {
    assert.deepStrictEqual(
      Season.of(facts, day("2024-07-15"), day("2026-06-30"), () => true),
      {
        because: "23 months of data, fewer than 24"
      }
    )
  })

  it("tells a trend against the same season, unknown where that is not covered", () => {
    const rows = [...monthly("down", 100, "2025-01-10", 12), ...monthly("down", 60, "2026-01-10", 6)]
    const { trend } = itemOf(review(rows, { from: day("2026-01-01"), to: day("2026-07-01") }), "down")
    assert.deepStrictEqual([trend.change, trend.recentChange], [-0.4, -0.4])
    const short = itemOf(review(rows.slice(3), { from: day("2026-01-01"), to: day("2026-07-01") }), "down").trend
    assert.deepStrictEqual([short.change, short.recentChange], [null, -0.4])
  })
})

describe("Review", () => {
  const profile = (account: string, managerId: string): KeyFacts.Profile => ({ account, managerId })
  const rows = [
    ...monthly("big", 9000, "2025-01-10", 18),
    ...monthly("mid", 5000, "2025-01-10", 18),
    ...monthly("quiet", 5500, "2025-01-10", 12)
  ]

  it("gives short capacity to the highest expected value and names who went without", () => {
    const reviewed = review(rows, {
      facts: {
        profiles: ["big", "mid", "quiet"].map((account) => ({
          ...profile(account, "nora"),
          keyByHand: { is: true, by: "head", at: day("2026-01-01"), reason: "key" }
        }))
      },
      capacityOf: () => ({ "one-to-one": 2, "one-to-few": 1 })
    })
    // `quiet` has sold more than `mid` in the window, but is likely to be lost.
    assert.deepStrictEqual(
      reviewed.items.map(({ id, tier }) => [id, tier.tier, tier.wanted]),
      [
        ["big", "one-to-one", undefined],
        ["mid", "one-to-one", undefined],
        ["quiet", "one-to-few", "one-to-one"]
      ]
    )
    assert.deepStrictEqual(
      reviewed.wentWithout.map(({ got, id, managerId, wanted }) => [id, managerId, wanted, got]),
      [["quiet", "nora", "one-to-one", "one-to-few"]]
    )
    const found = reviewed.findings.find(({ rule }) => rule === "portfolio/no-room")
    assert.include(found?.message, "manager nora has no room for quiet (one-to-few instead of one-to-one)")
  })

  it("judges silence by the rhythm of each, as of the day after the newest order in an old export", () => {
    const reviewed = review(rows)
    assert.strictEqual(reviewed.asOf, "2026-06-11")
    const { rhythm, valueAtRisk } = itemOf(reviewed, "quiet")
    assert.deepStrictEqual([rhythm.silenceDays, rhythm.interval, rhythm.band], [183, { days: 31, of: "own" }, "silent"])
    // 6 orders of 55.00 in the last 12 months, at 70 %.
    assert.strictEqual(valueAtRisk.minor, Math.round(6 * 5500 * 0.7))
  })

  it("puts nothing at risk that is lost already", () => {
    const reviewed = review(rows, { facts: { profiles: [{ account: "quiet", isLost: true }] } })
    const { expectedValue, valueAtRisk } = itemOf(reviewed, "quiet")
    assert.isNull(valueAtRisk.minor)
    assert.include(expectedValue.because, "it is lost")
  })

  it("judges prospects by what is known of them, unlisted", () => {
    const reviewed = review(rows, {
      facts: {
        profiles: [
          { account: "fresh", isProspect: true, budgetMinor: 900_000, isQualified: true },
          { account: "other", isProspect: true, budgetMinor: 900_000 }
        ]
      }
    })
    assert.deepStrictEqual(
      reviewed.unlisted.map(({ id, isNew, primaryType, threeP, tier }) => [
        id,
        isNew,
        primaryType,
        threeP.outcome,
        tier.tier
      ]),
      [
        ["fresh", true, "promising", "research needed", "one-to-few"],
        ["other", true, "promising", "research needed", "one-to-many"]
      ]
    )
    assert.strictEqual(reviewed.withoutOrders, 2)
  })

  it("learns the rate of loss from clients of a year ago", () => {
    // 40 clients that bought monthly in 2024 and 2025; ten of them stop in June 2025.
    const clients = Array.from({ length: 40 }, (_, at) =>
      monthly(`c${at}`, 100, "2024-01-05", at < 10 ? 18 : 30)
    ).flat()
    const { lossRates } = review(clients)
    const steady = lossRates.find(({ band }) => band === "steady")
    assert.deepStrictEqual(steady, { band: "steady", probability: 0.25, source: "observed", cases: 40, lost: 10 })
  })

  const anyRow = Arbitrary.schema(
    Schema.Struct({
      account: Schema.Literals(["a", "b", "c", "d", ""]),
      day: Schema.Int.check(Schema.isBetween({ minimum: 19_800, maximum: 20_600 })),
      minor: Schema.Int.check(Schema.isBetween({ minimum: -5000, maximum: 20_000 })),
      cost: Schema.optionalKey(Schema.Literals([10, 4000]))
    })
  )
  it.prop("agrees in the list and in the portfolio on what is at risk", [Arbitrary.array(anyRow)], ([any]) => {
    const { items, valueAtRisk } = review(any)
    const known = items.flatMap((item) => (item.valueAtRisk.minor === null ? [] : [item.valueAtRisk.minor]))
    assert.strictEqual(
      valueAtRisk.minor,
      known.reduce((sum, one) => sum + one, 0)
    )
    assert.strictEqual(valueAtRisk.items + valueAtRisk.unknown, items.length)
    assert.isTrue(known.every((minor) => Number.isSafeInteger(minor) && minor >= 0))
  })

  it.prop("does not depend on the order of rows", [Arbitrary.array(anyRow)], ([any]) => {
    assert.deepStrictEqual(review(any.toReversed()), review(any))
  })
})
