/** What sales did counts for the caps of marketing: tasks that were done, and what the records say was held. */
import { assert, describe, it } from "@effect/vitest"
import type { Interaction } from "../../src/account/Interaction.ts"
import { at, contact, live, program, records, touching, wideOpen } from "./Life.ts"

const call = (more: Partial<Interaction> = {}): Interaction => ({
  id: "i1",
  accountId: "arrow",
  contactId: "anna",
  kind: "call",
  direction: "outbound",
  status: "held",
  startedAt: at("2026-03-09T08:00"),
  by: "mia",
  ...more
})
const { contactId: _, ...withoutPerson } = call()
const onePerDay = { ...wideOpen, contactCap: { per24Hours: 1, per7Days: 3 } }
const oneOfAccount = { ...wideOpen, accountCap: { personsPer24Hours: 9, per7Days: 1, count: "account" as const } }

const decided = (policy: typeof wideOpen, ...interactions: ReadonlyArray<Interaction>) => {
  const life = live({ records: records({ interactions }), policy, programs: [program({}, [{}])] })
  const lines = touching(life.tick("2026-03-09T10:00"))
  const [held] = life.log.filter((event) => event._tag === "TouchHeld")
  return { lines, evidence: held?.evidence, wakes: life.wakes() }
}

describe("an interaction that was held", () => {
  it("counts for its person and its account, and the evidence says so", () => {
    const person = decided(onePerDay, call())
    assert.deepStrictEqual(person.lines, ["t1 anna held: contact-cap until 2026-03-10T08:00"])
    assert.deepInclude(person.evidence, { "contact.messages7Days": 1, "contact.salesTouches7Days": 1 })
    const ofAccount = decided(oneOfAccount, withoutPerson)
    assert.deepStrictEqual(ofAccount.lines, ["t1 anna held: account-cap until 2026-03-16T08:00"])
    assert.deepInclude(ofAccount.evidence, { "account.messages7Days": 1, "account.salesTouches7Days": 1 })
  })

  it("without a person counts for nobody's own cap, and holds nobody for a moment", () => {
    const policy = { ...onePerDay, staggerMinutes: 600 }
    assert.deepStrictEqual(decided(policy, withoutPerson).lines, ["t1 anna queued"])
  })

  it("counts from when it is held on, which is watched, and for seven days", () => {
    const later = decided(onePerDay, call({ startedAt: at("2026-03-09T11:00") }))
    assert.deepStrictEqual([later.lines, later.wakes], [["t1 anna queued"], "2026-03-09T11:00"])
    assert.deepStrictEqual(decided(oneOfAccount, call({ startedAt: at("2026-03-02T10:00") })).lines, ["t1 anna queued"])
  })

  it("does not count when it is planned, was cancelled, is an event, or was the client's own word", () => {
    for (const more of [
      { status: "planned" },
      { status: "cancelled" },
      { kind: "event" },
      { kind: "e-mail", direction: "inbound" }
    ] as const)
      assert.deepStrictEqual(decided(oneOfAccount, call(more)).lines, ["t1 anna queued"], JSON.stringify(more))
    for (const kind of ["call", "meeting", "visit", "e-mail", "negotiation"] as const)
      assert.lengthOf(decided(oneOfAccount, call({ kind })).lines, 1)
  })
})

describe("a task that was done", () => {
  const task = (kind: string) => ({ to: undefined, slot: undefined, task: { kind, text: "see them" } })
  const done = (kind: string, policy: typeof wideOpen, ...interactions: ReadonlyArray<Interaction>) => {
    const contacts = [contact("anna"), contact("ben", "arrow", { roles: ["user"] })]
    const life = live({
      records: records({ contacts, interactions }),
      policy,
      programs: [program({}, [task(kind), {}])]
    })
    life.tick("2026-03-09T10:00")
    life.closeTasks("2026-03-09T11:00")
    const lines = touching(life.tick("2026-03-09T11:00"))
    return { lines, evidence: life.log.findLast((event) => event._tag === "TouchHeld")?.evidence }
  }

  it("counts for the account where it names nobody and the account was met", () => {
    for (const kind of ["call", "meeting", "visit"])
      assert.deepStrictEqual(done(kind, oneOfAccount).lines, ["t2 anna held: account-cap until 2026-03-16T11:00"])
    assert.deepStrictEqual(done("letter", oneOfAccount).lines, ["t2 anna queued"])
    assert.deepStrictEqual(done("meeting", onePerDay).lines, ["t2 anna queued"], "nobody's own cap")
  })

  it("is not counted again as the interaction that tells of it, whose person counts", () => {
    const two = { ...wideOpen, accountCap: { ...oneOfAccount.accountCap, per7Days: 2 } }
    assert.deepStrictEqual(done("call", two, call()).lines, ["t2 anna queued"])
    assert.deepStrictEqual(done("call", two, call({ startedAt: at("2026-03-08T09:00") })).lines, [
      "t2 anna held: account-cap until 2026-03-15T09:00"
    ])
    assert.deepStrictEqual(done("call", onePerDay, call()).lines, ["t2 anna held: contact-cap until 2026-03-10T08:00"])
    assert.strictEqual(done("call", oneOfAccount, call()).evidence?.["account.salesTouches7Days"], 1)
  })
})
