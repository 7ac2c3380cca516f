import { assert, describe, it } from "@effect/vitest"
import type { Commitment } from "../../src/account/Commitment.ts"
import type { Order } from "../../src/account/Order.ts"
import * as Difficulty from "../../src/desk/Difficulty.ts"
import * as Scoreboard from "../../src/desk/Scoreboard.ts"
import type { DeskClient } from "../../src/desk/DeskClient.ts"
import { day } from "../market/Books.ts"
import { ann, at, client, euro, look, manager, managers, task } from "./DeskSample.ts"

const board = (clients: ReadonlyArray<DeskClient>, all = managers) =>
  Scoreboard.of({ managers: all, clients, look: look("2026-10-05"), basis: "costs", currency: "EUR" })
const scoreOf = (clients: ReadonlyArray<DeskClient>, id: string | null = "ann") =>
  board(clients).scores.find(({ managerId }) => managerId === id)

const promise = (id: string, rest: Partial<Commitment>): Commitment => ({
  id,
  accountId: "A",
  text: "an offer",
  madeAt: at("2026-08-01"),
  dueAt: at("2026-09-01"),
  madeBy: "ann",
  ...rest
})
const order = (id: string, date: string, rest: Partial<Order> = {}): Order => ({
  id,
  accountId: "A",
  date: day(date),
  amount: euro(100),
  ...rest
})

describe("the scoreboard", () => {
  it("shares what the clients bring among those who answer for them; shares sum to one", () => {
    const bobs = client("B", { atRiskMinor: 50, records: { manager: manager("bob") } })
    const nobodys = client("C", { atRiskMinor: 50, records: { manager: null } })
    const { scores, totalMinor, withoutDeputy } = board([client("A"), bobs, nobodys])
    assert.deepStrictEqual(
      scores.map(({ carriedMinor, clients, managerId, share }) => [managerId, clients, carriedMinor, share]),
      [
        ["ann", 1, 2000, 0.5],
        ["bob", 1, 1000, 0.25],
        ["cid", 0, 0, 0],
        [null, 1, 1000, 0.25]
      ]
    )
    assert.strictEqual(totalMinor, 4000)
    assert.deepStrictEqual(withoutDeputy, { share: 0.25, managerIds: ["bob", "cid"] })
  })

  it("counts no deputy who has left", () => {
    const left = new Map([...managers, ["cid", manager("cid", { leftAt: at("2026-10-01") })]] as const)
    assert.strictEqual(board([client("A")], left).scores[0]?.deputyId, null)
  })

  it("counts tasks and promises in time, late, overdue and open", () => {
    const done = (on: string) => ({ at: at(on), by: "ann", outcome: "done" as const })
    const tasks = [
      task("1", { closed: done("2026-10-05 15:00") }),
      task("2", { closed: done("2026-10-05 15:01") }),
      task("3", { dueAt: at("2026-10-04") }),
      task("4", { dueAt: null }),
      task("5", { closed: { ...done("2026-10-01"), outcome: "withdrawn" } }),
      task("6", { ownerId: "bob" })
    ]
    const commitments = [
      promise("1", { keptAt: at("2026-09-01") }),
      promise("2", { keptAt: at("2026-09-02") }),
      promise("3", { settled: { by: "ann", at: at("2026-09-03"), note: "" } }),
      promise("4", {}),
      promise("5", { dueAt: at("2026-11-01") }),
      promise("6", { dueAt: at("2025-01-01"), keptAt: at("2024-12-01"), madeAt: at("2024-10-01") })
    ]
    const score = scoreOf([client("A", { records: { commitments }, rest: { tasks } })])
    assert.deepStrictEqual(score?.tasks, { inTime: 1, late: 1, overdue: 1, open: 1 })
    assert.deepStrictEqual(score?.promises, { inTime: 1, late: 2, overdue: 1, open: 1 })
  })

  it("counts first answers by the service level", () => {
    const one = { kind: "question" as const, accountId: "A", topic: "", severity: "low" as const, reopenedAt: [] }
    const cases = [
      { ...one, id: "1", openedAt: at("2026-09-01 10:00"), firstResponseAt: at("2026-09-02 10:00") },
      { ...one, id: "2", openedAt: at("2026-09-01 10:00"), firstResponseAt: at("2026-09-02 10:01") },
      { ...one, id: "3", openedAt: at("2026-09-01 10:00") },
      { ...one, id: "4", openedAt: at("2026-10-02 17:00") },
      { ...one, id: "5", openedAt: at("2024-09-01 10:00"), firstResponseAt: at("2026-09-02 10:01") }
    ]
    assert.deepStrictEqual(scoreOf([client("A", { records: { cases } })])?.cases, {
      inTime: 1,
      late: 1,
      overdue: 1,
      open: 1
    })
  })

  it("counts products and channels that an old client bought first in the year, and none of a new client", () => {
    const old = [
      order("1", "2025-01-01", { product: "P", channel: "C" }),
      order("2", "2026-01-01", { product: "P", channel: "D" }),
      order("3", "2026-02-01", { product: "Q", channel: "D" }),
      order("4", "2026-03-01", { product: "R", amount: euro(-5) })
    ]
    const fresh = [order("5", "2026-01-01", { product: "P" }), order("6", "2026-02-01", { product: "Q" })]
    const found = scoreOf([client("A", { rest: { orders: old } }), client("B", { rest: { orders: fresh } })])?.widened
    assert.deepStrictEqual(found, [
      { groupId: "A", what: "channel", name: "D", on: day("2026-01-01") },
      { groupId: "A", what: "product", name: "Q", on: day("2026-02-01") }
    ])
  })

  it("counts refusals of the year with the money that is known", () => {
    const lost = (id: string, closedAt: string, minor?: number) => ({
      id,
      accountId: "A",
      kind: "deal" as const,
      outcome: "lost" as const,
      closedAt: day(closedAt),
      ownerId: "ann",
      ...(minor === undefined ? {} : { amount: euro(minor) })
    })
    const opportunities = [lost("1", "2026-05-01", 700), lost("2", "2026-06-01"), lost("3", "2025-05-01", 9)]
    assert.deepStrictEqual(scoreOf([client("A", { records: { opportunities } })])?.refusals, {
      count: 2,
      minor: 700,
      unknownAmounts: 1
    })
  })
})

describe("difficulty", () => {
  it("is one for the mean portfolio, and more where more may be lost", () => {
    const facts = (one: DeskClient, who: string) => ({
      clients: [one],
      manager: manager(who),
      capacity: { "one-to-one": 10, "one-to-few": 40 },
      look: look("2026-10-05")
    })
    const [calm, hard] = Difficulty.of([
      facts(client("A", { rest: { marginMinor: 4000 } }), "ann"),
      facts(client("B", { rest: { marginMinor: 1000 } }), "bob")
    ])
    // 100 of 4000 and 100 of 1000 are at risk: 0.025 and 0.1, the mean is 0.0625.
    assert.deepStrictEqual(
      [calm, hard].map((one) =>
        one?.parts.map(({ id, times }) => [id, times === null ? null : Math.round(times * 100) / 100])
      ),
      [
        [
          ["value at risk", 0.4],
          ["irregular", null],
          ["load", 1],
          ["complaints", null]
        ],
        [
          ["value at risk", 1.6],
          ["irregular", null],
          ["load", 1],
          ["complaints", null]
        ]
      ]
    )
    assert.deepStrictEqual([calm?.index, hard?.index], [0.7, 1.3])
  })

  it("is unknown for whom nothing is known of", () => {
    const { index } = scoreOf([client("A", { records: { manager: ann } })], "cid")?.difficulty ?? {}
    assert.strictEqual(index, 0)
  })
})
