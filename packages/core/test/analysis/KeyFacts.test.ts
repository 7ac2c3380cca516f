import { assert, describe, it } from "@effect/vitest"
import * as Facts from "../../src/analysis/Facts.ts"
import * as KeyFacts from "../../src/analysis/KeyFacts.ts"
import * as Migration from "../../src/analysis/Migration.ts"
import * as Newness from "../../src/analysis/Newness.ts"
import * as Portfolio from "../../src/analysis/Portfolio.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const window = { from: day("2026-01-01"), to: day("2026-07-01") }
const groupOf = (account: string): string => account.split("/")[0] ?? account
const standing = (abc: "A" | "B" | "C", letter: "X" | "Y" | "Z" | null): Migration.Standing => ({
  abc,
  letter,
  measureMinor: 1,
  activeShare: letter === null ? null : 0.5
})

describe("KeyFacts", () => {
  it("draws the accounts of a group together, the root speaking first", () => {
    const items = KeyFacts.byItem(
      {
        profiles: [
          { account: "g/1", since: day("2019-01-01"), industry: "dairy", employees: 50, budgetMinor: 5, isNamed: true },
          { account: "g", since: day("2020-01-01"), industry: "food", employees: 20, budgetMinor: 7 }
        ],
        contracts: [
          { account: "g", endsAt: day("2026-12-31") },
          { account: "g/1", endsAt: day("2028-12-31"), renewedAt: day("2025-12-31") }
        ],
        invoices: [
          { account: "g/1", dueAt: day("2026-02-01"), paidAt: day("2026-02-01") },
          { account: "g", dueAt: day("2026-03-01"), paidAt: day("2026-03-02") },
          { account: "g", dueAt: day("2026-06-30") },
          { account: "g", dueAt: day("2026-07-01"), paidAt: day("2026-06-30") }
        ],
        openDisputes: [{ account: "g/1" }]
      },
      groupOf,
      window
    )
    const group = items.get("g")
    assert.deepStrictEqual(group?.payments, { due: 3, onTime: 1, openDisputes: 1 })
    assert.strictEqual(group?.contractUntil, "2028-12-31")
    assert.isUndefined(group?.renewedAt, "renewed before the window")
    assert.deepInclude(group?.profile ?? {}, {
      industry: "food",
      since: day("2019-01-01"),
      employees: 50,
      budgetMinor: 12,
      isNamed: true
    })
  })

  it("finds the largest of a branch from five comparable accounts on", () => {
    const profiles = ["a", "b", "c", "d", "e"].map((account, at) => ({ account, industry: "food", employees: at }))
    const largest = (count: number) =>
      KeyFacts.largest(KeyFacts.byItem({ profiles: profiles.slice(0, count) }, groupOf, window))
    assert.deepStrictEqual([...largest(5)], [["e", "food"]])
    assert.deepStrictEqual([...largest(4)], [])
  })
})

describe("Newness", () => {
  it("takes a first order for the start six periods after the data begin", () => {
    const start = (first: string) => Newness.startOf(undefined, day(first), day("2025-01-15"), "month")
    assert.deepStrictEqual(start("2025-07-01"), { known: true, day: day("2025-07-01") })
    assert.deepStrictEqual(start("2025-06-30"), { known: false, before: day("2025-06-30") })
    assert.deepStrictEqual(Newness.startOf(day("2020-01-01"), day("2025-07-01"), day("2025-01-15"), "month"), {
      known: true,
      day: day("2020-01-01")
    })
  })

  it("calls new what started less than twelve months before, and prospects", () => {
    const isNew = (since: string) => Newness.isNew({ known: true, day: day(since) }, day("2026-07-01"), false)
    assert.deepStrictEqual([isNew("2025-07-02"), isNew("2025-07-01")], [true, false])
    const before = (text: string) => Newness.isNew({ known: false, before: day(text) }, day("2026-07-01"), false)
    assert.deepStrictEqual([before("2025-07-01"), before("2025-07-02")], [false, null])
    assert.isNull(Newness.isNew(null, day("2026-07-01"), false))
    assert.strictEqual(Newness.explain({ known: false, before: day("2025-07-01") }), "before 2025-07-01")
    assert.isTrue(Newness.isNew({ known: false, before: day("2026-06-01") }, day("2026-07-01"), true))
  })
})

const kind = (before: Migration.Standing | null, after: Migration.Standing | null) =>
  Migration.move("a", before, after).kind

describe("Migration", () => {
  it("moves by class, then by letter, never by an unknown letter", () => {
    assert.strictEqual(kind(null, standing("A", "X")), "new")
    assert.strictEqual(kind(standing("A", "X"), null), "gone")
    assert.strictEqual(kind(standing("B", "X"), standing("A", "Z")), "up")
    assert.strictEqual(kind(standing("A", "Z"), standing("C", "X")), "down")
    assert.strictEqual(kind(standing("A", "Y"), standing("A", "X")), "up")
    assert.strictEqual(kind(standing("A", "X"), standing("A", null)), "same")
    assert.isNull(Migration.move("a", standing("A", "X"), standing("A", null)).activeShareChange)
  })
})

const ways = (products: number, channels: number, referrals: number): string =>
  `${products} products among their first three buyers, ${channels} channels opened, ${referrals} referrals won`

describe("Judgement", () => {
  const rows = (
    [
      ["big", "2025-06-10", "pumps", "web"],
      ["big", "2026-02-10", "valves", "web"],
      ["early", "2026-02-11", "valves", "fair"],
      ["third", "2026-02-12", "valves", "web"],
      ["late", "2026-02-13", "valves", "web"],
      ["late", "2026-03-13", "seals", "fair"],
      ["friend", "2026-04-13", "pumps", "web"]
    ] as const
  ).map(([account, date, product, channel]) => ({
    account,
    day: Calendar.dayNumber(day(date)),
    minor: 100,
    product,
    channel
  }))
  const portfolio = Portfolio.analyze(Facts.ofRows(rows, "EUR"), {
    today: day("2026-11-23"),
    ...window,
    facts: {
      invoices: [],
      profiles: [
        { account: "friend", referredBy: "early" },
        { account: "late", keyByHand: { is: true, by: "Nora", at: day("2026-05-01"), reason: "a new branch" } },
        { account: "big", isNamed: true }
      ]
    }
  })
  const of = (id: string) => portfolio.items.find((item) => item.id === id)
  const because = (id: string, criterion: string): string | undefined =>
    of(id)?.key.criteria.find((one) => one.criterion === criterion)?.because

  it("counts first buyers, opened channels and referrals won, in the window", () => {
    assert.strictEqual(because("big", "new ways to earn"), ways(1, 0, 0))
    assert.strictEqual(because("early", "new ways to earn"), ways(1, 0, 1))
    assert.strictEqual(because("late", "new ways to earn"), ways(1, 1, 0))
    assert.strictEqual(because("friend", "new ways to earn"), ways(1, 0, 0))
  })

  it("shows a person's word beside the computed answer", () => {
    const key = of("late")?.key
    assert.deepStrictEqual([key?.isKey, key?.byHand?.by], [true, "Nora"])
  })

  it("tells an account without invoices from data without invoices", () => {
    assert.strictEqual(because("big", "reliability"), "0 invoices due in the window, fewer than 3")
  })

  it("names image makers and gives tiers with reasons", () => {
    assert.deepStrictEqual(
      of("big")?.types.map(({ type }) => type),
      ["breadwinner", "image-maker"]
    )
    for (const { tier } of portfolio.items) assert.isNotEmpty(tier.because)
  })
})

describe("Facts", () => {
  it("takes out rows again, and grows", () => {
    const builder = Facts.builder("EUR")
    for (let at = 0; at < 3000; at += 1)
      builder.add({ account: `a${at % 7}`, day: at, minor: 1, cost: at === 2500 ? 1 : undefined })
    builder.withdraw([0, 2999])
    const facts = builder.build()
    assert.deepStrictEqual([facts.size, facts.day[0], facts.day[2997]], [2998, 1, 2998])
    assert.deepStrictEqual(
      [facts.cost?.[0], facts.cost?.[2499], facts.account.names.length, facts.product],
      [Number.NaN, 1, 7, undefined]
    )
  })

  it("refuses amounts that together pass 2^53", () => {
    const builder = Facts.builder("EUR")
    builder.add({ day: 0, minor: -Number.MAX_SAFE_INTEGER })
    assert.throws(() => builder.add({ day: 0, minor: 1 }), /2\^53/)
  })
})
