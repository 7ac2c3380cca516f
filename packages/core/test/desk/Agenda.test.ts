import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import type { Case } from "../../src/account/Case.ts"
import type { Commitment } from "../../src/account/Commitment.ts"
import type { Interaction } from "../../src/account/Interaction.ts"
import * as Agenda from "../../src/desk/Agenda.ts"
import type { DeskClient } from "../../src/desk/DeskClient.ts"
import { day } from "../market/Books.ts"
import { ann, at, client, look, manager, managers, quiet, task } from "./DeskSample.ts"

const of = (clients: ReadonlyArray<DeskClient>, managerId = "ann", now = "2026-10-05") =>
  Agenda.of({ managerId, managers, clients, look: look(now) })
const keys = (clients: ReadonlyArray<DeskClient>, managerId?: string, now?: string) =>
  of(clients, managerId, now).lines.map(({ key, urgency }) => `${urgency}: ${key}`)

const promise = (rest: Partial<Commitment> = {}): Commitment => ({
  id: "P",
  accountId: "A",
  text: "an offer",
  madeAt: at("2026-09-01"),
  dueAt: at("2026-10-05 16:00"),
  madeBy: "ann",
  ...rest
})
const complaint = (rest: Partial<Case> = {}): Case => ({
  id: "C",
  accountId: "A",
  kind: "complaint",
  topic: "late",
  severity: "low",
  // A Friday: a key client's answer is due by Monday at the same hour.
  openedAt: at("2026-10-02 12:00"),
  reopenedAt: [],
  ...rest
})
const meeting = (rest: Partial<Interaction> = {}): Interaction => ({
  id: "N",
  accountId: "A",
  kind: "negotiation",
  plannedAt: at("2026-10-06 10:00"),
  status: "planned",
  by: "ann",
  ...rest
})

describe("the agenda", () => {
  it("puts what is overdue before what is due today, soon and later, and value before kind", () => {
    const all = [
      quiet("A", { records: { commitments: [promise(), promise({ id: "Q", dueAt: at("2026-10-30") })] } }),
      quiet("B", { atRiskMinor: 900, rest: { tasks: [task("t1"), task("t2", { dueAt: at("2026-10-01") })] } }),
      quiet("C", { atRiskMinor: 5, records: { interactions: [meeting()], cases: [complaint()] } })
    ]
    assert.deepStrictEqual(keys(all), [
      "overdue: task t2",
      "today: task t1",
      "today: promise P",
      "today: case C",
      "soon: meeting N",
      "later: promise Q"
    ])
    const { counts, day: on } = of(all)
    assert.deepStrictEqual([counts, on], [{ overdue: 1, today: 3, soon: 1, later: 1 }, "2026-10-05"])
  })

  it("carries client, evidence and what hangs on it", () => {
    const [line] = of([quiet("A", { records: { commitments: [promise()] } })]).lines
    assert.deepStrictEqual(line, {
      kind: "promise",
      key: "promise P",
      urgency: "today",
      groupId: "A",
      name: "Client A",
      accountId: "A",
      dueAt: at("2026-10-05 16:00"),
      raised: null,
      taskId: null,
      valueAtRiskMinor: 100,
      expectedMinor: 1000,
      because: {
        _tag: "Promised",
        promiseId: "P",
        text: "an offer",
        madeBy: "ann",
        madeAt: at("2026-09-01"),
        state: "near"
      }
    })
  })

  it("raises a broken promise and a late case to the superior, and keeps them with the manager", () => {
    const broken = quiet("A", {
      records: {
        commitments: [promise({ dueAt: at("2026-10-02") })],
        cases: [complaint({ openedAt: at("2026-09-28") })]
      }
    })
    const up = of([broken], "bob").lines
    assert.deepStrictEqual(
      up.map(({ key, raised }) => [key, raised]),
      [
        ["promise P", { from: "ann", reason: "broken" }],
        ["case C", { from: "ann", reason: "late" }]
      ]
    )
    assert.deepStrictEqual(keys([broken]), ["overdue: promise P", "overdue: case C"])
    assert.deepStrictEqual(keys([broken], "cid"), [])
  })

  it("leaves out promises that were kept and cases that are closed, but not those that will be", () => {
    const records = {
      commitments: [promise({ keptAt: at("2026-10-01") }), promise({ id: "Q", keptAt: at("2026-10-07") })],
      cases: [complaint({ closedAt: at("2026-10-03") })]
    }
    assert.deepStrictEqual(keys([quiet("A", { records })]), ["today: promise Q"])
  })

  it("gives the work of a manager who left to the deputy", () => {
    const gone = { ...ann, leftAt: at("2026-10-01") }
    const clients = [client("A", { records: { manager: gone, commitments: [promise()] } })]
    const left = new Map([...managers, ["ann", gone]] as const)
    const lines = Agenda.of({ managerId: "cid", managers: left, clients, look: look("2026-10-05") }).lines
    assert.deepStrictEqual(
      lines.map(({ key }) => key),
      ["promise P", "duty A"]
    )
  })

  it("lists words that this person is asked for, tasks raised and replies that wait", () => {
    const words = ["ann", "bob"].map((of) => ({
      approvalId: `word-${of}`,
      accountId: "A",
      of,
      touchId: "t",
      requestedAt: at("2026-10-01")
    }))
    const up = { at: at("2026-10-04"), to: "bob", reason: "overdue" }
    const tasks = [
      task("t1", { dueAt: at("2026-10-02"), escalated: up }),
      task("t2", { kind: "reply", contactIds: ["K"] }),
      task("t3", { closed: { at: at("2026-10-02"), by: "ann", outcome: "done" } })
    ]
    const clients = [quiet("A", { rest: { words, tasks } })]
    assert.deepStrictEqual(keys(clients), ["overdue: task t1", "today: task t2", "soon: approval word-ann"])
    assert.deepStrictEqual(
      of(clients, "bob").lines.map(({ key, raised }) => [key, raised?.reason ?? null]),
      [
        ["task t1", "overdue"],
        ["approval word-bob", null]
      ]
    )
  })

  it("tells a matter once when a task was made for it, and the line can close the task", () => {
    const tasks = [task("t1", { kind: "anomaly", signalKey: "promise-overdue P" })]
    const [line, ...others] = of([
      quiet("A", { records: { commitments: [promise({ dueAt: at("2026-10-02") })] }, rest: { tasks } })
    ]).lines
    assert.deepStrictEqual([line?.key, line?.taskId, others], ["promise P", "t1", []])
  })

  describe("a client that wants to leave", () => {
    const departures = [{ id: "D", accountId: "A", at: at("2026-10-02 15:00"), kind: "cancellation" as const }]
    it("is to be called by the end of the next business day", () => {
      const [line] = of([quiet("A", { records: { departures } })]).lines
      assert.deepStrictEqual([line?.key, line?.dueAt], ["save D", at("2026-10-05 18:00")])
    })
    it("is off the agenda once it was called, or answered, or the task is closed, or the window is over", () => {
      const call = meeting({ kind: "call", status: "held", startedAt: at("2026-10-03 10:00") })
      const closed = { at: at("2026-10-03"), by: "ann", outcome: "done" as const }
      const done = task("t", { signalKey: "departure-notice D", closed })
      assert.deepStrictEqual(keys([quiet("A", { records: { departures, interactions: [call] } })]), [])
      assert.deepStrictEqual(keys([quiet("A", { records: { departures }, rest: { exitAnswered: ["D"] } })]), [])
      assert.deepStrictEqual(keys([quiet("A", { records: { departures }, rest: { tasks: [done] } })]), [])
      assert.deepStrictEqual(keys([quiet("A", { records: { departures } })], "ann", "2026-10-12"), [])
    })
  })

  it("says how far the brief of a negotiation was read", () => {
    const readAt = (producedAt: string) => [
      { accountId: "A", by: "ann", at: at("2026-10-04"), producedAt: at(producedAt) }
    ]
    const brief = (rest: Partial<DeskClient>) => {
      const [line] = of([quiet("A", { records: { interactions: [meeting()] }, rest })]).lines
      return line?.because._tag === "MeetingPlanned" ? line.because.brief : undefined
    }
    const newestFact = { at: at("2026-10-03"), kind: "cases" as const, id: "C" }
    assert.strictEqual(brief({}), "not read")
    assert.strictEqual(brief({ briefReads: readAt("2026-10-01"), newestFact }), "outdated")
    assert.strictEqual(brief({ briefReads: readAt("2026-10-04"), newestFact }), "read")
  })

  it("lists contracts that end soon, and those past their end that still run", () => {
    const asset = { accountId: "A", label: "service", status: "active" as const }
    const assets = [
      { ...asset, id: "1", endsAt: day("2026-12-31") },
      { ...asset, id: "2", endsAt: day("2026-12-31"), renewsAt: day("2027-01-01") },
      { ...asset, id: "3", endsAt: day("2026-12-31"), status: "ended" as const },
      { ...asset, id: "4", endsAt: day("2027-06-30") },
      { ...asset, id: "5", endsAt: day("2026-09-30") }
    ]
    assert.deepStrictEqual(keys([quiet("A", { records: { assets } })]), [
      "today: renewal 5",
      "later: renewal 1",
      "later: renewal 2"
    ])
  })

  describe("order", () => {
    const all = ["A", "B", "C", "D"].map((id, n) =>
      client(id, {
        atRiskMinor: n % 2,
        records: {
          commitments: [promise({ id: `P${id}` }), promise({ id: `Q${id}`, dueAt: at("2026-10-01") })],
          cases: [complaint({ id: `C${id}` })],
          interactions: [meeting({ id: `N${id}` }), meeting({ id: `M${id}`, kind: "call" })]
        },
        rest: { tasks: [task(`t${id}`), task(`u${id}`)] }
      })
    )
    const wanted = JSON.stringify(of(all))
    const keys = Arbitrary.schema(Schema.Tuple([Schema.Int, Schema.Int, Schema.Int, Schema.Int]))
    it.prop("of clients and records is irrelevant", [keys], ([order]) => {
      const turned = all
        .map((one, n) => ({
          ...one,
          tasks: one.tasks.toReversed(),
          records: { ...one.records, commitments: one.records.commitments.toReversed() },
          key: order[n] ?? 0
        }))
        .toSorted((a, b) => a.key - b.key)
      assert.strictEqual(JSON.stringify(of(turned)), wanted)
    })
  })
})

describe("a manager's own zone", () => {
  it("says where today ends", () => {
    const tokyo = manager("ann", { timeZone: "Asia/Tokyo" as typeof ann.timeZone & string })
    const clients = [quiet("A", { rest: { tasks: [task("t", { dueAt: at("2026-10-05 20:00") })] } })]
    const { lines } = Agenda.of({
      managerId: "ann",
      managers: new Map([["ann", tokyo]]),
      clients,
      look: look("2026-10-05")
    })
    assert.deepStrictEqual(
      lines.map(({ urgency }) => urgency),
      ["soon"]
    )
  })
})
