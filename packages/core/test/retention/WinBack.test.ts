import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as SavePolicy from "../../src/retention/SavePolicy.ts"
import * as WinBack from "../../src/retention/WinBack.ts"
import { standard } from "../../src/retention/WinBackPolicy.ts"

const asOf = "2026-03-03" as Calendar.Day
const options: WinBack.Options = { asOf, policy: standard, savePolicy: SavePolicy.standard }
const margin = (minor: number) => ({ minor, basis: "costs" as const, because: "gross profit of the last 12 months" })
const lost = (id: string, fields: Partial<WinBack.Lost> = {}): WinBack.Lost => ({
  id,
  lostOn: "2026-01-03" as Calendar.Day,
  spend: "B",
  tenureYears: 4,
  figures: { revenueMinor: 1000, costMinor: 100 },
  margin: margin(10_000),
  costMinor: 500,
  cause: "price or competitor",
  answer: { what: "the price list was revised", by: "anna" },
  attempts: [],
  acceptedOn: null,
  gift: null,
  ...fields
})
const one = (fields: Partial<WinBack.Lost> = {}): WinBack.Entry => {
  const [entry] = WinBack.of([lost("a", fields)], options)
  if (entry === undefined) throw new Error("every lost client is listed")
  return entry
}
const attempt = (on: string, outcome: WinBack.Attempt["outcome"] = "no answer"): WinBack.Attempt => ({
  on: on as Calendar.Day,
  outcome
})
const rules = ({ reasons }: WinBack.Entry): ReadonlyArray<string> => reasons.map(({ rule }) => rule)

describe("WinBack", () => {
  it("expects probability × margin − cost, by the months since the loss", () => {
    const table = [
      ["2025-12-03", "≤ 3 months", 3500],
      ["2025-12-02", "≤ 6 months", 2000],
      ["2025-09-03", "≤ 6 months", 2000],
      ["2025-03-03", "≤ 12 months", 1000],
      ["2025-03-02", "> 12 months", 0]
    ] as const
    for (const [lostOn, band, expected] of table) {
      const { expectedMinor, rate } = one({ lostOn: lostOn as Calendar.Day })
      assert.deepStrictEqual([rate.band, rate.source, expectedMinor], [band, "assumption", expected], lostOn)
    }
  })
  it("takes its own rate from 30 decided cases on, and shows what was seen before", () => {
    const decided = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ band: "≤ 3 months" as const, isReturned: at % 2 === 0 }))
    const rate = (count: number) => WinBack.rateOf("≤ 3 months", decided(count), standard)
    assert.deepStrictEqual(rate(29), {
      band: "≤ 3 months",
      probability: 0.4,
      source: "assumption",
      cases: 29,
      returned: 15
    })
    assert.deepStrictEqual(rate(30), {
      band: "≤ 3 months",
      probability: 0.5,
      source: "observed",
      cases: 30,
      returned: 15
    })
    const [entry] = WinBack.of([lost("a")], { ...options, decided: decided(30) })
    assert.strictEqual(entry?.expectedMinor, 4500)
  })

  it("lists a client whose cause is unknown or unanswered and does not approach it", () => {
    const unknown = one({ cause: null })
    assert.deepStrictEqual([unknown.standing, unknown.way, unknown.expectedMinor], ["ask first", null, 3500])
    const unanswered = one({ answer: null })
    assert.deepStrictEqual([unanswered.standing, unanswered.way], ["answer first", null])
    assert.include(rules(unanswered), "win-back/unanswered-cause")
  })
  it("answers the cause: a discount for the price, a gift for who was forgotten, else special terms", () => {
    const allowed = { isAllowed: true, leftMinor: 1, reason: { rule: "gift/within-limit", says: "", facts: [] } }
    const over = { isAllowed: false, leftMinor: 0, reason: { rule: "gift/over-limit", says: "", facts: [] } }
    const table: ReadonlyArray<readonly [Partial<WinBack.Lost>, WinBack.Way, percent: number]> = [
      [{}, "discount", 35],
      [{ figures: { revenueMinor: 1000, costMinor: 890 } }, "special terms", 0],
      [{ cause: "forgotten", gift: allowed }, "gift", 0],
      [{ cause: "forgotten", gift: over }, "special terms", 0],
      [{ cause: "opinion ignored" }, "special terms", 0],
      [{ cause: "service got worse", gift: allowed }, "special terms", 0]
    ]
    for (const [fields, way, percent] of table) {
      const entry = one(fields)
      assert.deepStrictEqual([entry.way, entry.percent, entry.endsOn], [way, percent, "2026-05-02" as Calendar.Day])
    }
    assert.include(rules(one({ cause: "forgotten", gift: over })), "gift/over-limit")
  })

  it("lets a client rest after an attempt and after an accepted offer", () => {
    assert.deepStrictEqual(
      [one({ attempts: [attempt("2025-12-04")] }).standing, one({ attempts: [attempt("2025-12-03")] }).standing],
      ["resting", "approach"]
    )
    const resting = one({ acceptedOn: "2025-06-01" as Calendar.Day })
    assert.deepStrictEqual([resting.standing, resting.restsUntil], ["resting", "2026-06-01" as Calendar.Day])
    assert.strictEqual(one({ acceptedOn: "2025-03-03" as Calendar.Day }).standing, "approach")
  })
  it("stops when it was refused, tried three times, lost for 24 months, or is not worth its cost", () => {
    const tried = ["2025-01-01", "2025-04-01", "2025-08-01"].map((on) => attempt(on))
    const table: ReadonlyArray<readonly [Partial<WinBack.Lost>, rule: string]> = [
      [{ attempts: [attempt("2025-01-01", "refused")] }, "win-back/refused"],
      [{ attempts: tried }, "win-back/attempts"],
      [{ lostOn: "2024-03-02" as Calendar.Day, costMinor: 0 }, "win-back/too-long"],
      [{ costMinor: 4000 }, "win-back/no-value"],
      [{ margin: margin(-5), costMinor: 0 }, "win-back/no-value"]
    ]
    for (const [fields, rule] of table) {
      const entry = one(fields)
      assert.strictEqual(entry.standing, "stopped")
      assert.include(rules(entry), rule)
    }
    assert.strictEqual(one({ attempts: tried.slice(1) }).standing, "approach")
  })

  const margins = Arbitrary.schema(
    Schema.Array(Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: -1000, maximum: 1_000_000 })))).check(
      Schema.isMaxLength(12)
    )
  )
  it.prop("lists everyone once, most valuable first, unknown last, in any order of the input", [margins], ([all]) => {
    const clients = all.map((minor, at) => lost(`c${at}`, { margin: minor === null ? null : margin(minor) }))
    const list = WinBack.of(clients, options)
    assert.deepStrictEqual(WinBack.of(clients.toReversed(), options), list)
    assert.deepStrictEqual(list.map(({ id }) => id).toSorted(), clients.map(({ id }) => id).toSorted())
    const values = list.map(({ expectedMinor }) => expectedMinor ?? Number.NEGATIVE_INFINITY)
    assert.deepStrictEqual(
      values,
      values.toSorted((a, b) => b - a)
    )
    for (const { endsOn, standing } of list) assert.strictEqual(endsOn === null, standing !== "approach")
  })
})
