import { assert, describe, it } from "@effect/vitest"
import * as Assignment from "../../src/desk/Assignment.ts"
import type { DeskClient } from "../../src/desk/DeskClient.ts"
import { day } from "../market/Books.ts"
import { at, client, euro, look, manager } from "./DeskSample.ts"

const dairy = [{ id: "A", name: "A", domains: [], attributes: {}, industry: "Dairy" }]
const order = { id: "O", accountId: "A", date: day("2026-01-01"), amount: euro(1), product: "PUMP" }
const skilled = manager("eva", {
  capacity: { oneToOne: 1 },
  skills: { languages: ["de"], industries: ["dairy"], products: ["PUMP"] }
})
const plain = manager("fay", { capacity: { oneToOne: 2 } })
const all = new Map([skilled, plain].map((one) => [one.id, one]))
const propose = (clients: ReadonlyArray<DeskClient>, rest: Partial<Assignment.Input> = {}) =>
  Assignment.propose({ managers: all, clients, look: look("2026-10-05"), ...rest })
const alone = (id: string, atRiskMinor: number) =>
  client(id, { atRiskMinor, records: { manager: null, accounts: dairy }, rest: { orders: [order] } })

describe("assignment", () => {
  it("proposes who fits best, with reasons", () => {
    const [proposal] = propose([alone("A", 1)])
    assert.deepStrictEqual([proposal?.need, proposal?.from, proposal?.to], ["nobody", null, "eva"])
    assert.deepStrictEqual(proposal?.candidates[0], {
      managerId: "eva",
      points: 5,
      room: 1,
      clients: 0,
      reasons: [
        { rule: "industry", points: 3, matches: ["Dairy"] },
        { rule: "products", points: 2, matches: ["PUMP"] }
      ]
    })
  })

  it("gives the most valuable client the room there is, and the next to whoever has some", () => {
    const found = propose([alone("A", 1), alone("B", 9), alone("C", 5), alone("D", 3)])
    assert.deepStrictEqual(
      found.map(({ groupId, to }) => [groupId, to]),
      [
        ["B", "eva"],
        ["C", "fay"],
        ["D", "fay"],
        ["A", null]
      ]
    )
  })

  it("takes a client from a manager who left or has no room, and leaves all others", () => {
    const left = client("A", { records: { manager: manager("gil", { leftAt: at("2026-10-01") }) } })
    const crowded = client("B", { records: { manager: skilled } })
    const content = client("C", { records: { manager: plain } })
    const found = propose([left, crowded, content], { wentWithout: [{ id: "B", wanted: "one-to-one" }] })
    assert.deepStrictEqual(
      found.map(({ from, groupId, need, to }) => [groupId, need, from, to]),
      [
        ["A", "left", "gil", "fay"],
        ["B", "no room", "eva", null]
      ]
    )
  })

  it("spreads clients of whom nobody knows anything, and prefers who made deals with one", () => {
    const tier = { segment: { tier: "one-to-many" as const } }
    const nobodys = (id: string, rest = {}) => client(id, { ...tier, records: { manager: null, ...rest } })
    const deal = { id: "D", kind: "deal" as const, outcome: "won" as const, ownerId: "fay" }
    const found = propose([nobodys("A"), nobodys("B"), nobodys("C", { opportunities: [deal] })])
    assert.deepStrictEqual(
      found.map(({ groupId, to }) => [groupId, to]),
      [
        ["A", "eva"],
        ["B", "fay"],
        ["C", "fay"]
      ]
    )
    assert.deepStrictEqual(found[2]?.candidates[0]?.reasons, [{ rule: "knows the client", points: 2, matches: ["D"] }])
  })

  it("proposes nobody for a lost client", () => {
    const lost = [{ id: "A", name: "A", domains: [], attributes: {}, status: "lost" as const }]
    assert.deepStrictEqual(propose([client("A", { records: { manager: null, accounts: lost } })]), [])
  })
})
