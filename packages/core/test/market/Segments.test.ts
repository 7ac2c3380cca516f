import { assert, describe, it } from "@effect/vitest"
import * as ExpectedValue from "../../src/analysis/ExpectedValue.ts"
import * as BookFacts from "../../src/analysis/BookFacts.ts"
import * as Review from "../../src/analysis/Review.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import type { Day } from "../../src/kernel/Calendar.ts"
import * as Segments from "../../src/market/Segments.ts"
import * as RuleFacts from "../../src/program/RuleFacts.ts"
import * as TargetLists from "../../src/program/TargetLists.ts"
import { book, files } from "../analysis/SmallBook.ts"

const asOf = "2026-07-01" as Day
const made = book(files)
const review = Review.make(BookFacts.ofOrders(made), {
  today: asOf,
  asOf,
  groupOf: (account) => made.grouping.groupOf.get(account) ?? account,
  facts: BookFacts.keyFacts(made, asOf)
})
const segments = Segments.of(made, review, asOf)
const markets = RecordsInMemory.groupRecords(made, "key").map((records) => ({
  records,
  segment: segments.get(records.groupId) ?? null
}))

describe("Segments", () => {
  it("say of a client what it is worth from here on", () => {
    const segment = segments.get("N")
    assert.deepInclude(segment, { abc: "A", xyz: "X", tier: "one-to-one", silenceDays: 16, usualIntervalDays: 10 })
    assert.deepInclude(segment?.outlook, {
      isNew: false,
      lossBand: "steady",
      qualification: "research needed",
      fit: null
    })
    assert.deepStrictEqual(segment?.outlook?.valueAtRisk, { minor: 24_000, currency: "EUR" })
  })

  it("say what of its sales is margin where enough costs are known, and that it is unknown elsewhere", () => {
    const year = { revenue: 1_000, knownRevenue: 800, knownCost: 600 }
    assert.deepStrictEqual(ExpectedValue.costedOf(year), { revenueMinor: 800, costMinor: 600 })
    assert.isNull(ExpectedValue.costedOf({ ...year, knownRevenue: 799 }))
    const eur = (minor: number) => ({ minor, currency: "EUR" })
    assert.deepStrictEqual(segments.get("N")?.margin, { revenue: eur(1_440_000), cost: eur(960_000) })
    assert.notProperty(segments.get("F"), "margin")
  })

  it("know of a prospect what it is, and not what only orders tell", () => {
    const segment = segments.get("F")
    assert.deepInclude(segment, {
      abc: null,
      xyz: null,
      isKey: null,
      keyScore: null,
      tier: "one-to-few",
      measure: null
    })
    assert.deepInclude(segment?.outlook, { isNew: true, qualification: "qualified", expectedValue: null })
  })
})

describe("TargetLists", () => {
  const compiled = TargetLists.compile(
    [
      { id: "fair", accounts: ["N-JP", "F"] },
      { id: "worth-it", when: 'group.expectedValue > 3000 && account.region == "north"' },
      { id: "qualified", when: 'group.qualification == "qualified"' }
    ],
    (id) => made.grouping.groupOf.has(id)
  )

  it("hold groups by the ids and by the rule", () => {
    const on = Object.fromEntries(
      markets.map((market) => [market.records.groupId, TargetLists.of(compiled.lists, market)])
    )
    assert.deepStrictEqual(compiled.findings, [])
    assert.deepStrictEqual(on, { F: ["fair", "qualified"], I: [], N: ["fair", "worth-it"], O: [], Q: [] })
  })

  it("are facts of rules, once they are known", () => {
    const [first] = markets.filter(({ records }) => records.groupId === "F")
    if (first?.segment === null || first === undefined) return assert.fail()
    const segment = TargetLists.withTargets(first.segment, ["fair"])
    const [account] = first.records.accounts
    if (account === undefined) return assert.fail()
    assert.deepStrictEqual(RuleFacts.ofAccount({ ...first, segment }, account).account["targets"], ["fair"])
  })

  it("find ids that nobody has, names used twice, rules that ask for lists and lists of nobody", () => {
    const { findings, lists } = TargetLists.compile(
      [
        { id: "a", accounts: ["N", "Z"] },
        { id: "a", when: '"a" in account.targets' },
        { id: "b" },
        { id: "c", when: "account.abcd == 1" }
      ],
      (id) => made.grouping.groupOf.has(id)
    )
    assert.deepStrictEqual(
      findings.map(({ index, rule }) => [index, rule]),
      [
        [0, "targets/unknown-account"],
        [1, "targets/twice"],
        [1, "targets/self"],
        [2, "targets/empty"],
        [3, "rule/unknown-field"]
      ]
    )
    assert.deepStrictEqual(
      lists.map(({ id }) => id),
      ["a", "a", "b"]
    )
  })
})
