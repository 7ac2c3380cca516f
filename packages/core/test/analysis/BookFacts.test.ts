import { assert, describe, it } from "@effect/vitest"
import * as AccountFacts from "../../src/analysis/AccountFacts.ts"
import * as BookFacts from "../../src/analysis/BookFacts.ts"
import * as Fit from "../../src/analysis/Fit.ts"
import type * as KeyFacts from "../../src/analysis/KeyFacts.ts"
import * as Review from "../../src/analysis/Review.ts"
import type { Day } from "../../src/kernel/Calendar.ts"
import * as Money from "../../src/kernel/Money.ts"
import * as Expression from "../../src/kernel/Expression.ts"
import { book, files, type Files } from "./SmallBook.ts"

const asOf = "2026-07-01" as Day

const profileOf = (id: string, more: Files = {}, rules: BookFacts.Rules = {}): KeyFacts.Profile => {
  const profile = BookFacts.keyFacts(book({ ...files, ...more }), asOf, rules).profiles?.find(
    ({ account }) => account === id
  )
  if (profile === undefined) throw new RangeError(`no profile of ${id}`)
  return profile
}

const review = (rules: BookFacts.Rules = {}, more: Files = {}): Review.Review => {
  const made = book({ ...files, ...more })
  return Review.make(BookFacts.ofOrders(made), {
    today: asOf,
    asOf,
    groupOf: (account) => made.grouping.groupOf.get(account) ?? account,
    facts: BookFacts.keyFacts(made, asOf, rules),
    capacityOf: BookFacts.capacityOf(made)
  })
}
const threeP = (id: string, more: Files = {}) => {
  const { items, unlisted } = review({}, more)
  return [...items, ...unlisted].find((one) => one.id === id)?.threeP
}

describe("BookFacts", () => {
  it("qualifies a prospect by an open deal, a credit fact and letters both ways with who decides", () => {
    assert.deepStrictEqual(
      threeP("F")?.parts.map(({ answer, because }) => [answer, because]),
      [
        ["yes", "1 open opportunities"],
        ["yes", "a credit fact of 2026-03-01"],
        ["yes", "a decision maker was reached both ways on 2026-04-01"]
      ]
    )
    assert.strictEqual(threeP("F")?.outcome, "qualified")
  })

  it("does not take a letter without an answer for reaching somebody", () => {
    assert.strictEqual(threeP("N")?.parts[2]?.answer, "unknown")
  })

  it("says not now to an insolvent one, though it needs something", () => {
    assert.deepInclude(threeP("I"), { outcome: "not now", because: "solvency: said to be insolvent" })
  })

  it("says not now to whoever has an invoice more than 90 days overdue", () => {
    const invoices = ["id,account_id,issued_at,due_at,paid_at,amount", "R-1,N,2026-03-01,2026-03-31,,50.00"]
    assert.strictEqual(threeP("N", { invoices })?.because, "solvency: an invoice is 92 days overdue")
  })

  it("converts a budget at the rate of the day and does not know one without a rate", () => {
    const accounts = ["id,name,budget,currency", "F,Fresh Foods,1000.00,USD", "X,Exotic,1000.00,CHF"]
    assert.strictEqual(profileOf("F", { accounts }).budgetMinor, 50_000)
    assert.isUndefined(profileOf("X", { accounts }).budgetMinor)
  })

  it("counts orders in other currencies by the rate of their day, and rejects those without one", () => {
    const orders = [
      "order_number,account_id,date,amount,currency",
      "S-1,N,2026-02-03,100.00,USD",
      "S-2,N,2026-02-03,100.00,EUR",
      "S-3,N,2025-02-03,100.00,USD"
    ]
    const made = book({ ...files, orders })
    assert.deepStrictEqual(
      made.records.orders.map(({ record }) => Money.show(record.amount.minor, record.amount.currency)).toSorted(),
      ["100.00", "50.00"]
    )
    assert.strictEqual(made.counts.orders.rejected, 1)
  })

  it("leaves accounts out by rule, and scores their fit", () => {
    const exclude = Expression.compile(AccountFacts.rules, 'account.industry == "own"').compiled
    const { rules: fit } = Fit.compile([{ id: "large", when: "account.employees > 500", points: 30 }])
    if (exclude === null) return assert.fail()
    const { items } = review({ exclude, fit })
    const own = items.find(({ id }) => id === "O")
    assert.deepStrictEqual(own?.tier, { tier: "none", because: 'left out by rule: account.industry == "own"' })
    assert.strictEqual(items.find(({ id }) => id === "N")?.fit?.points, 30)
  })

  it("gives a group the manager of its root, and the capacity its record says", () => {
    const reviewed = review()
    assert.strictEqual(reviewed.items.find(({ id }) => id === "N")?.managerId, "M-1")
    const capacityOf = BookFacts.capacityOf(book(files))
    assert.deepStrictEqual(
      [capacityOf("M-1"), capacityOf("M-2")],
      [
        { "one-to-one": 1, "one-to-few": 40 },
        { "one-to-one": 10, "one-to-few": 40 }
      ]
    )
  })

  it("draws products together into their series, and takes the account's region where an order has none", () => {
    const made = book(files)
    const lineOf = BookFacts.lineOf(made)
    assert.deepStrictEqual(["P-10", "Pump 20", "T-1", "Z"].map(lineOf), ["pumps", "pumps", "tools", "Z"])
    assert.deepStrictEqual(BookFacts.ofOrders(made).region?.names, ["north", "asia"])
  })

  it("knows the margin from costs", () => {
    const item = review().items.find(({ id }) => id === "N")
    assert.deepInclude(item?.expectedValue, { marginMinor: 12 * 40_000, basis: "costs" })
    assert.strictEqual(item?.expectedValue.because.split(",")[0], "gross profit of the last 12 months")
  })

  it("changes nothing when the same file is imported again, or split in two", () => {
    const plain = files.orders ?? []
    const [header = "", ...rows] = plain
    const of = (...parts: ReadonlyArray<ReadonlyArray<string>>) => {
      const made = book(files, { orders: parts.map((part) => [header, ...part]) })
      return Review.make(BookFacts.ofOrders(made), { today: asOf, facts: BookFacts.keyFacts(made, asOf) })
    }
    // Line numbers are no part of the analysis; everything else is equal.
    assert.deepStrictEqual(of(rows, rows), of(rows))
    assert.deepStrictEqual(of(rows.slice(0, 20), rows.slice(20)), of(rows))
    assert.deepStrictEqual(of(rows.toReversed()), of(rows))
  })
})
