/** A client that wants to leave, from its notice to its answer, inside the decision. */
import { assert, describe, it } from "@effect/vitest"
import type { Manager } from "../../src/account/Manager.ts"
import type { GroupRecords, Leaving } from "../../src/account/Records.ts"
import type { Day } from "../../src/kernel/Calendar.ts"
import { account, at, live, records, zone } from "./Life.ts"

const skills = { languages: [], industries: [], products: [] }
const boss: Manager = { id: "boss", name: "Bo", skills, approves: { discount: 50, cost: 1_000_000 } }
const mia: Manager = {
  id: "mia",
  name: "Mia",
  managerId: "boss",
  timeZone: zone("UTC"),
  skills,
  approves: { discount: 20 }
}

const leaving: Leaving = {
  products: [],
  managers: [mia, boss],
  presences: [],
  currency: "EUR",
  revenueMinor: 120_000,
  costMinor: 40_000
}
const leaver = (more: Partial<GroupRecords> = {}): GroupRecords =>
  records({
    manager: mia,
    accounts: [account("arrow", { since: "2018-01-01" as Day })],
    departures: [{ id: "n1", accountId: "arrow", assetId: "line", at: at("2026-03-09T10:00"), kind: "port-out" }],
    assets: [
      {
        id: "line",
        accountId: "arrow",
        holderId: "anna",
        label: "line",
        status: "active",
        price: { minor: 1_000, currency: leaving.currency }
      }
    ],
    leaving,
    ...more
  })

const answered = {
  _tag: "ExitAnswered",
  noticeId: "n1",
  by: "mia",
  answers: { reason: "price", service: "line", competitor: "northwind", price: "8", until: "2026-04-01" }
} as const

type Life = ReturnType<typeof live>

const offers = (life: Life) => life.log.filter((event) => event._tag === "OfferMade")

/** The client answers the exit questions and says no to the plan: the ladder goes on to the discount. */
const decline = (life: Life, when: string): ReadonlyArray<string> => {
  life.tell(when, answered)
  life.tell(when, { _tag: "OfferAnswered", offerId: offers(life)[0]?.offerId ?? "", answer: "declined", by: "mia" })
  return life.tick(when)
}

describe("a client that wants to leave", () => {
  it("is called by the end of the manager's next business day", () => {
    const life = live({ records: leaver(), programs: [] })
    assert.deepStrictEqual(life.tick("2026-03-09T10:00"), [
      "signal departure-notice n1",
      "task departure for mia about arrow",
      "offer better-fitting plan to arrow",
      "task offer for mia about arrow"
    ])
    const [task] = life.log.filter((event) => event._tag === "TaskCreated")
    assert.strictEqual(task?.dueAt, at("2026-03-10T18:00"))
  })

  it("gets no discount before the exit questions are answered", () => {
    const life = live({ records: leaver(), programs: [] })
    const lines = life.run("2026-03-09T10:00", "2026-03-12T00:00")
    assert.isFalse(lines.some((line) => line.includes("offer discount")))
  })

  it("once answered gets the discount that its manager may give only by the superior's word", () => {
    const life = live({ records: leaver(), programs: [], isKey: true })
    life.tick("2026-03-09T10:00")
    assert.deepStrictEqual(decline(life, "2026-03-09T15:00"), ["offer discount to arrow"])
    const [, asked] = offers(life)
    assert.strictEqual(asked?.approvalOf, "boss")
    assert.deepStrictEqual(life.tick("2026-03-09T15:00"), [])
    life.tell("2026-03-09T16:00", { _tag: "ApprovalGiven", approvalId: asked?.approvalId ?? "", by: "boss" })
    assert.deepStrictEqual(life.tick("2026-03-09T16:00"), ["offer discount to arrow", "task offer for mia about arrow"])
    const made = offers(life)[2]
    assert.strictEqual(made?.approvalId, null)
    assert.isAbove(made?.endsAt ?? 0, at("2027-03-01T00:00"))
    assert.deepStrictEqual(life.tick("2026-03-09T16:01"), [])
  })

  it("has those told who follow it, and keeps why a word is asked", () => {
    const team = [{ id: "t1", accountId: "arrow", personId: "kim", role: "follower" as const }]
    const life = live({ records: leaver({ team }), programs: [], isKey: true })
    life.tick("2026-03-09T10:00")
    decline(life, "2026-03-09T15:00")
    const tasks = life.log.filter((event) => event._tag === "TaskCreated")
    assert.deepStrictEqual(
      tasks.map(({ followers, kind }) => [kind, followers]),
      [
        ["departure", ["kim"]],
        ["offer", ["kim"]]
      ]
    )
    const [word] = Object.values(life.state().approvals)
    assert.include(String(word?.why?.["approval/above"]), "boss has to approve: it passes the powers of mia")
  })

  it("gets no second reward within a year of an accepted offer", () => {
    const life = live({ records: leaver(), programs: [] })
    life.tick("2026-03-09T10:00")
    decline(life, "2026-03-09T15:00")
    life.tell("2026-03-09T16:00", { _tag: "ApprovalGiven", approvalId: offers(life)[1]?.approvalId ?? "", by: "boss" })
    life.tick("2026-03-09T16:00")
    const { offerId = "" } = offers(life)[2] ?? {}
    life.tell("2026-03-09T17:00", { _tag: "OfferAnswered", offerId, answer: "accepted", by: "mia" })
    life.bring("2026-09-01T10:00", {
      departures: [
        ...leaver().departures,
        { id: "n2", accountId: "arrow", assetId: "line", at: at("2026-09-01T09:00"), kind: "cancellation" }
      ]
    })
    life.tell("2026-09-01T11:00", { ...answered, noticeId: "n2" })
    const lines = life.run("2026-09-01T11:00", "2026-09-09T00:00")
    assert.isTrue(lines.some((line) => line.includes("signal departure-notice n2")))
    assert.isFalse(
      lines.some((line) => line.includes("offer discount")),
      lines.join("\n")
    )
  })

  it("is reminded before accepted terms end, once", () => {
    const life = live({ records: leaver(), programs: [] })
    life.tick("2026-03-09T10:00")
    const { offerId = "", remindAt } = offers(life)[0] ?? {}
    life.tell("2026-03-09T17:00", { _tag: "OfferAnswered", offerId, answer: "accepted", by: "mia" })
    const said = life.run("2026-03-09T17:00", "2027-06-01T00:00").filter((line) => line.includes("task offer"))
    assert.lengthOf(said, 1)
    const task = life.log.filter((event) => event._tag === "TaskCreated").at(-1)
    assert.match(task?.text ?? "", /^remind the client that these terms end on 2027-03-09: /u)
    assert.isTrue(said[0]?.startsWith(new Date(remindAt ?? 0).toISOString().slice(0, 16)))
  })
})
