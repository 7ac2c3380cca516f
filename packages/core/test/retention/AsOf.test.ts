import { assert, describe, it } from "@effect/vitest"
import * as Facts from "../../src/analysis/Facts.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as GroupBook from "../../src/market/GroupBook.ts"
import * as AsOf from "../../src/retention/AsOf.ts"
import * as RetentionRecords from "../../src/retention/RetentionRecords.ts"
import * as Books from "../market/Books.ts"
import { asset, at, client, complaint, day, deal, look, person, promise } from "./Clients.ts"

describe("AsOf.choose", () => {
  const today = day("2026-11-23")
  const table = [
    {
      name: "the day asked for",
      choice: { at: day("2026-01-31"), newest: day("2026-11-20") },
      expected: ["2026-01-31", "asked"]
    },
    { name: "today when orders are recent", choice: { newest: day("2026-11-09") }, expected: ["2026-11-23", "today"] },
    {
      name: "the day after the newest order when that is 15 days old",
      choice: { newest: day("2026-11-08") },
      expected: ["2026-11-09", "newest order"]
    },
    { name: "today without orders", choice: {}, expected: ["2026-11-23", "today"] }
  ]
  for (const { choice, expected, name } of table) {
    it(`takes ${name}`, () => {
      const chosen = AsOf.choose({ ...choice, today })
      assert.deepStrictEqual([chosen.day, chosen.by], expected)
      assert.strictEqual(chosen.findings.length, chosen.by === "newest order" ? 1 : 0)
    })
  }
  it("says so when orders are old", () => {
    const [finding] = AsOf.choose({ newest: day("2026-06-10"), today }).findings
    assert.include(finding?.message, "2026-06-10, 166 days before 2026-11-23: silence counts to 2026-06-11")
  })
})

describe("AsOf.factsAt", () => {
  const facts = Facts.ofRows(
    [
      { account: "a", day: 20_000, minor: 100, product: "p" },
      { account: "b", day: 20_010, minor: 200, cost: 50 },
      { account: undefined, day: 20_005, minor: 300 }
    ],
    "EUR"
  )
  it("leaves later orders and those who had none out, and keeps all else", () => {
    const known = AsOf.factsAt(facts, Calendar.ofDayNumber(20_009))
    assert.deepStrictEqual([known.size, [...known.minor], known.account.names], [2, [100, 300], ["a"]])
    assert.deepStrictEqual(known.product?.names, ["p"])
  })
  it("gives the same columns where nothing is later", () => {
    assert.strictEqual(AsOf.factsAt(facts, Calendar.ofDayNumber(20_010)), facts)
  })
})

describe("AsOf.recordsAt", () => {
  it("takes off what happened later", () => {
    const records = client({
      contacts: [person("c", { leftAt: at("2026-05-01") })],
      assets: [
        asset("e", { status: "ended", endsAt: day("2026-05-01") }),
        asset("n", { startedAt: day("2026-05-01") })
      ],
      cases: [
        complaint("k", "2026-03-01", { closedAt: at("2026-05-01"), reopenedAt: [at("2026-04-20")], transfers: 2 }),
        complaint("l", "2026-05-01")
      ],
      commitments: [promise("p", "2026-03-01", { keptAt: at("2026-05-01") })],
      opportunities: [deal("d", "2026-05-01", { lossReason: "price" }), deal("u", undefined)]
    })
    const known = AsOf.recordsAt(records, look("2026-04-15", "2026-11-23"))
    assert.deepStrictEqual(known.contacts, [person("c")])
    assert.deepStrictEqual(known.assets, [asset("e", { endsAt: day("2026-05-01") })])
    assert.deepStrictEqual(known.cases, [complaint("k", "2026-03-01")])
    assert.deepStrictEqual(known.commitments, [promise("p", "2026-03-01")])
    assert.deepStrictEqual(
      known.opportunities.map(({ id, outcome }) => [id, outcome]),
      [
        ["d", "open"],
        ["u", "open"]
      ]
    )
    assert.deepStrictEqual(AsOf.recordsAt(records, look("2026-11-23")), records)
  })

  it("knows what has no date from the day of the records on", () => {
    const records = client({
      accounts: [{ id: "N", name: "N", domains: [], attributes: {}, status: "lost" }],
      assets: [asset("e", { status: "ended" })]
    })
    const past = AsOf.recordsAt(records, look("2026-04-15", "2026-11-23"))
    assert.deepStrictEqual([past.accounts[0]?.status, past.assets[0]?.status], [undefined, "active"])
    assert.deepStrictEqual(AsOf.recordsAt(records, look("2026-11-23")), records)
  })

  it("seen at a later and then at an earlier day is what was known at the earlier one", () => {
    const groups = [...GroupBook.all(Books.example()).values()].map(RetentionRecords.ofBook)
    const days = ["2024-12-31", "2025-06-30", "2026-02-28", "2026-09-12", "2026-10-01"]
    let tried = 0
    for (const group of groups) {
      for (const earlier of days) {
        for (const later of days.filter((one) => one >= earlier)) {
          const [first, then] = [look(earlier, "2026-10-01"), look(later, "2026-10-01")]
          const once = AsOf.recordsAt(group, first)
          assert.deepStrictEqual(AsOf.recordsAt(AsOf.recordsAt(group, then), first), once)
          tried += 1
        }
      }
    }
    assert.isAbove(tried, 500)
  })
})
