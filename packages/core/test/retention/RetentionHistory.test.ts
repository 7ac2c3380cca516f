import { assert, describe, it } from "@effect/vitest"
import * as Facts from "../../src/analysis/Facts.ts"
import type * as Migration from "../../src/analysis/Migration.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Retention from "../../src/retention/Retention.ts"
import * as RetentionBranch from "../../src/retention/RetentionBranch.ts"
import * as RetentionHistory from "../../src/retention/RetentionHistory.ts"
import * as RetentionRecords from "../../src/retention/RetentionRecords.ts"
import * as Books from "../market/Books.ts"
import { account, client, day, look, purchases } from "./Clients.ts"

describe("RetentionHistory", () => {
  const buys = (id: string, every: number, minor: number, last = "2026-09-20", count = 12): ReadonlyArray<Facts.Row> =>
    [...purchases(last, every, count)].map((number) => ({ account: id, day: number, minor }))
  const rows = [
    ...Array.from({ length: 30 }, (_, index) => buys(`a${index}`, 10, 100_000)).flat(),
    ...Array.from({ length: 40 }, (_, index) => buys(`c${index}`, 40, 10)).flat(),
    ...buys("gone", 20, 1000, "2025-01-10")
  ]
  const at = look("2026-10-01")
  const groupOf = (id: string): string => (id === "gone" ? "group" : id)
  const make = (facts: Facts.Facts) =>
    RetentionHistory.make(facts, { groupOf, review: Retention.reviewAt(facts, at, { groupOf }), day: at.day })
  const history = make(Facts.ofRows(rows, "EUR"))

  it("lends the interval of the class today, and that of the whole portfolio at past days", () => {
    const end = Calendar.dayNumber(at.day)
    assert.deepStrictEqual(history.lent("A", end), { days: 10, of: "class" })
    // Class B has nobody; the portfolio has 40 clients of 40 days, and 30 of 10.
    assert.deepStrictEqual(history.lent("B", end), { days: 40, of: "portfolio" })
    assert.deepStrictEqual(history.lent("A", end - 1), { days: 40, of: "portfolio" })
  })

  it("lends at a past day by what was bought by then", () => {
    // By March only those who buy every 40 days, and the one who went, had bought at all.
    assert.deepStrictEqual(history.lent("A", Calendar.dayNumber(day("2026-03-31"))), { days: 40, of: "portfolio" })
    assert.isNull(history.lent("A", Calendar.dayNumber(day("2024-05-31"))))
  })

  it("draws the days of a group together and keeps those of its accounts", () => {
    assert.deepStrictEqual([history.ofClient("group").length, history.ofClient("gone").length], [12, 0])
    assert.deepStrictEqual(history.ofAccount("gone"), history.ofClient("group"))
  })

  it("gives the margin of the year before the last purchase", () => {
    assert.deepStrictEqual(history.marginBeforeLoss("group")?.minor, 12_000)
    // Twelve purchases, one every 40 days: ten of them lie in the last 365.
    assert.deepStrictEqual(history.marginBeforeLoss("c0")?.minor, 100)
    assert.isNull(history.marginBeforeLoss("nobody"))
  })
})

describe("RetentionBranch", () => {
  const move = (id: string, before: number | null, after: number | null): readonly [string, Migration.Move] => {
    const standing = (measureMinor: number | null): Migration.Standing | null =>
      measureMinor === null ? null : { abc: "C", letter: null, measureMinor, activeShare: null }
    return [
      id,
      {
        id,
        kind: "same",
        before: standing(before),
        after: standing(after),
        measureChangeMinor: 0,
        activeShareChange: null
      }
    ]
  }
  const of = (id: string, industry?: string) =>
    client({ groupId: id, accounts: [account(id, industry === undefined ? {} : { industry })] })
  const clients = [of("a", "food"), of("b", "food"), of("c", "food"), of("d", "pumps"), of("e"), of("f", "food")]
  const moves = new Map([
    move("a", 100, 50),
    move("b", 200, 100),
    move("c", 100, null),
    move("d", 10, 10),
    move("f", null, 900)
  ])
  const branchOf = RetentionBranch.make(clients, moves)
  it("compares the others of the branch with the window before, the client itself and new ones left out", () => {
    assert.deepStrictEqual(branchOf(of("a", "food")), { industry: "food", change: (100 - 300) / 300, accounts: 2 })
    assert.deepStrictEqual(branchOf(of("f", "food")), { industry: "food", change: (150 - 400) / 400, accounts: 3 })
  })
  it("knows nothing without an industry or without others", () => {
    assert.deepStrictEqual([branchOf(of("e")), branchOf(of("d", "pumps"))], [null, null])
  })
})

describe("RetentionRecords", () => {
  const book = Books.bookOf([
    ["accounts", ["id,name,parent_id,owner_id", "R,Root,,", "S,Small,R,M-1", "T,Large,R,M-2"]],
    ["managers", ["id,name", "M-1,Nora", "M-2,Omar"]],
    ["orders", ["order_number,account_id,date,amount", "1,S,2026-01-05,10.00", "2,T,2026-01-06,90.00"]]
  ])
  it("takes the owner of the member that bought most where the root has none", () => {
    const records = RetentionRecords.ofBook(Books.groupOf(book, "R"))
    assert.deepStrictEqual([records.groupId, records.manager, records.orders?.length], ["R", { id: "M-2" }, 2])
  })
  it("keeps of a member what is its own", () => {
    const records = RetentionRecords.ofMember(RetentionRecords.ofBook(Books.groupOf(book, "R")), "S")
    assert.deepStrictEqual(
      [records.accounts.map(({ id }) => id), records.orders?.map(({ accountId }) => accountId)],
      [["S"], ["S"]]
    )
  })
})
