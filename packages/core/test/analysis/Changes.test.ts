import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Changes from "../../src/analysis/Changes.ts"
import * as Facts from "../../src/analysis/Facts.ts"
import * as Portfolio from "../../src/analysis/Portfolio.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const account = (id: string, more: Partial<Changes.Snapshot["accounts"][number]> = {}) => ({
  id,
  measureMinor: 100,
  abc: "B" as const,
  xyz: "X" as const,
  undetermined: null,
  key: { isKey: false, score: 0.5 },
  types: [],
  tier: "one-to-few" as const,
  ...more
})
const snapshot = (...accounts: Changes.Snapshot["accounts"]): Changes.Snapshot => ({
  window: { from: day("2025-01-01"), to: day("2026-01-01") },
  period: "month",
  measure: "revenue",
  method: "frequency",
  level: "group",
  currency: "EUR",
  total: { minor: accounts.reduce((sum, { measureMinor }) => sum + measureMinor, 0) },
  concentration: { keyShare: 0 },
  accounts
})
const told = (changes: Changes.Changes) => changes.changes.map(({ from, id, to, what }) => [id, what, from, to])

describe("Changes", () => {
  it("says who became key, rose, fell, came and went", () => {
    const before = snapshot(account("riser"), account("faller", { abc: "A", xyz: "X" }), account("leaver"))
    const after = snapshot(
      account("riser", { key: { isKey: true, score: 0.7 }, tier: "one-to-one", types: ["breadwinner"] }),
      account("faller", { xyz: "Z", measureMinor: 40 }),
      account("comer", { undetermined: "too-short", measureMinor: 10 })
    )
    assert.deepStrictEqual(told(Changes.compare(before, after)), [
      ["riser", "key", "not key", "key"],
      ["faller", "class", "A", "B"],
      ["faller", "regularity", "X", "Z"],
      ["riser", "tier", "one-to-few", "one-to-one"],
      ["riser", "types", "", "breadwinner"],
      ["leaver", "listed", "BX", null],
      ["comer", "listed", null, "B?"]
    ])
    assert.strictEqual(Changes.compare(before, after).totalChangeMinor, -150)
  })

  it("does not take an unknown letter for a change", () => {
    const before = snapshot(account("a", { undetermined: "too-short", xyz: "Z" }))
    assert.deepStrictEqual(told(Changes.compare(before, snapshot(account("a")))), [])
  })

  it("does not compare what was measured differently, and says so", () => {
    const before: Changes.Snapshot = { ...snapshot(account("a")), measure: "profit", level: "account" }
    assert.strictEqual(
      Changes.compare(before, snapshot(account("b"))).notComparable,
      "measure was profit and is revenue, level was account and is group"
    )
    const short = { ...snapshot(), window: { from: day("2025-07-01"), to: day("2026-01-01") } }
    assert.strictEqual(Changes.compare(short, snapshot()).notComparable, "the window was 6 months long and is 12")
  })

  const row = Arbitrary.schema(
    Schema.Struct({
      account: Schema.Literals(["a", "b", "c"]),
      day: Schema.Int.check(Schema.isBetween({ minimum: 20_100, maximum: 20_600 })),
      minor: Schema.Int.check(Schema.isBetween({ minimum: -5000, maximum: 20_000 }))
    })
  )
  const snapshotOf = (rows: ReadonlyArray<Facts.Row>) =>
    Changes.snapshot(Portfolio.analyze(Facts.ofRows(rows, "EUR"), { today: day("2026-07-01") }))

  it.prop("finds nothing when the same orders are imported again", [Arbitrary.array(row)], ([rows]) => {
    assert.deepStrictEqual(Changes.compare(snapshotOf(rows), snapshotOf(rows.toReversed())).changes, [])
  })

  it.prop("undoes itself the other way round", [Arbitrary.array(row), Arbitrary.array(row)], ([left, right]) => {
    const there = Changes.compare(snapshotOf(left), snapshotOf(right))
    const back = Changes.compare(snapshotOf(right), snapshotOf(left))
    assert.strictEqual(there.totalChangeMinor + back.totalChangeMinor, 0)
    assert.deepStrictEqual(
      told(there).map(([id, what, from, to]) => [id, what, to, from]),
      told(back)
    )
  })

  it("reads what it wrote", () => {
    const made = snapshotOf([{ account: "a", day: 20_500, minor: 100 }])
    const text = Schema.encodeSync(Schema.fromJsonString(Changes.Snapshot))(made)
    assert.deepStrictEqual(Schema.decodeUnknownSync(Schema.fromJsonString(Changes.Snapshot))(text), made)
  })
})
