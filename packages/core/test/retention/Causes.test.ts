import { assert, describe, it } from "@effect/vitest"
import * as Causes from "../../src/retention/Causes.ts"
import { signals } from "../../src/retention/CausesSignals.ts"
import { standard } from "../../src/retention/RetentionPolicy.ts"
import type { ClientRecords } from "../../src/retention/RetentionRecords.ts"
import { account, at, client, complaint, day, deal, interaction, look, notice, order, promise } from "./Clients.ts"

const everything = { cases: true, commitments: true, contacts: true, interactions: true, invoices: true }
const nothing = { cases: false, commitments: false, contacts: false, interactions: false, invoices: false }

const causesOf = (records: Partial<ClientRecords>, more: Partial<Causes.Circumstances> = {}): Causes.Causes =>
  Causes.of({
    records: client({ interactions: [interaction("talk", "2026-09-20")], ...records }),
    kept: everything,
    lostOn: null,
    abc: "A",
    branch: null,
    look: look("2026-10-01"),
    policy: standard,
    ...more
  })
const holdingOf = (causes: Causes.Causes): ReadonlyArray<string> =>
  causes.found.flatMap(({ signals }) => signals.flatMap(({ holds, signal }) => (holds === true ? [signal] : [])))

const answered = (id: string, openedOn: string, response: string, closed: string) =>
  complaint(id, openedOn, { kind: "request", firstResponseAt: at(response), closedAt: at(closed) })
const offer = { id: "o", competitorId: "k", accountId: "N", offer: { terms: "12 % less" }, since: day("2026-08-01") }

describe("Causes", () => {
  type Case = readonly [signal: string, name: string, holds: boolean, causes: Causes.Causes]
  const before = [
    answered("a", "2025-03-01", "2025-03-02", "2025-03-05"),
    answered("b", "2025-04-01", "2025-04-02", "2025-04-05")
  ]
  const slow = [
    answered("c", "2026-03-01", "2026-03-03", "2026-03-11"),
    answered("d", "2026-04-01", "2026-04-03", "2026-04-11")
  ]
  const same = [
    answered("c", "2026-03-01", "2026-03-02", "2026-03-05"),
    answered("d", "2026-04-01", "2026-04-02", "2026-04-05")
  ]
  const bought = [order("1", "2025-03-01", 1000), order("2", "2025-03-02", -20), order("3", "2026-03-01", 1000)]
  const letter = (id: string, on: string) =>
    interaction(id, on, { kind: "e-mail", direction: "inbound", contactId: "c" })
  const table: ReadonlyArray<Case> = [
    ["response-slower", "answers after two days instead of one", true, causesOf({ cases: [...before, ...slow] })],
    ["response-slower", "answers after one day as before", false, causesOf({ cases: [...before, ...same] })],
    ["closing-slower", "cases closed after ten days instead of four", true, causesOf({ cases: [...before, ...slow] })],
    ["closing-slower", "cases closed after four days as before", false, causesOf({ cases: [...before, ...same] })],
    [
      "transferred",
      "a case passed on twice",
      true,
      causesOf({ cases: [complaint("a", "2026-03-01", { transfers: 2 })] })
    ],
    [
      "transferred",
      "a case passed on once",
      false,
      causesOf({ cases: [complaint("a", "2026-03-01", { transfers: 1 })] })
    ],
    [
      "reopened",
      "a case opened again",
      true,
      causesOf({ cases: [complaint("a", "2025-03-01", { reopenedAt: [at("2026-05-01")] })] })
    ],
    [
      "reopened",
      "a case opened again two years ago",
      false,
      causesOf({ cases: [complaint("a", "2024-03-01", { reopenedAt: [at("2024-05-01")] })] })
    ],
    [
      "returns-up",
      "3 % returned instead of 2 %",
      true,
      causesOf({ orders: [...bought, order("4", "2026-04-01", -30)] })
    ],
    [
      "returns-up",
      "2.9 % returned instead of 2 %",
      false,
      causesOf({ orders: [...bought, order("4", "2026-04-01", -29)] })
    ],
    [
      "complaints-on-product",
      "a complaint about a product",
      true,
      causesOf({ cases: [complaint("a", "2026-03-01", { product: "seal" })] })
    ],
    [
      "complaints-on-product",
      "a question about a product",
      false,
      causesOf({ cases: [complaint("a", "2026-03-01", { product: "seal", kind: "question" })] })
    ],
    [
      "reversals",
      "an order that came back",
      true,
      causesOf({ orders: [order("1", "2026-03-01", 500), order("2", "2026-03-05", -500)] })
    ],
    [
      "reversals",
      "an order that came back in part",
      false,
      causesOf({ orders: [order("1", "2026-03-01", 500), order("2", "2026-03-05", -400)] })
    ],
    [
      "promises-broken",
      "a promise kept late",
      true,
      causesOf({ commitments: [promise("p", "2026-03-01", { keptAt: at("2026-03-02") })] })
    ],
    [
      "promises-broken",
      "a promise kept in time",
      false,
      causesOf({ commitments: [promise("p", "2026-03-01", { keptAt: at("2026-02-02") })] })
    ],
    [
      "late-tasks",
      "a task done late",
      true,
      causesOf({}, { tasks: [{ id: "t", dueOn: day("2026-03-01"), doneOn: day("2026-03-02") }] })
    ],
    ["late-tasks", "a task not due yet", false, causesOf({}, { tasks: [{ id: "t", dueOn: day("2026-10-01") }] })],
    [
      "missed-meetings",
      "a meeting missed",
      true,
      causesOf({ interactions: [interaction("m", "2026-09-15", { kind: "meeting", status: "missed" })] })
    ],
    [
      "missed-meetings",
      "a meeting cancelled",
      false,
      causesOf({ interactions: [interaction("m", "2026-09-15", { kind: "meeting", status: "cancelled" })] })
    ],
    [
      "unanswered-cases",
      "a suggestion without an answer",
      true,
      causesOf({ cases: [complaint("s", "2026-08-01", { kind: "suggestion" })] })
    ],
    [
      "unanswered-cases",
      "a suggestion of yesterday",
      false,
      causesOf({ cases: [complaint("s", "2026-09-30", { kind: "suggestion" })] })
    ],
    ["unanswered-letters", "a letter without an answer", true, causesOf({ interactions: [letter("l", "2026-09-21")] })],
    [
      "unanswered-letters",
      "a letter answered by a call",
      false,
      causesOf({ interactions: [letter("l", "2026-09-19"), interaction("x", "2026-09-20", { contactId: "c" })] })
    ],
    [
      "no-two-way-talk",
      "61 days without a talk with an A account",
      true,
      causesOf({ interactions: [interaction("x", "2026-08-01")] })
    ],
    [
      "no-two-way-talk",
      "letters one way only",
      true,
      causesOf({
        interactions: [
          interaction("x", "2026-07-01", { kind: "e-mail", direction: "inbound" }),
          interaction("y", "2026-09-30", { kind: "e-mail", direction: "outbound" })
        ]
      })
    ],
    [
      "no-two-way-talk",
      "60 days without a talk with an A account",
      false,
      causesOf({ interactions: [interaction("x", "2026-08-02")] })
    ],
    [
      "departure-reason",
      "a notice for a competitor",
      true,
      causesOf({ departures: [notice("d", "2026-09-29", { competitor: "k" })] })
    ],
    [
      "departure-reason",
      "a notice that names the price in Russian",
      true,
      causesOf({ departures: [notice("d", "2026-09-29", { reason: "высокая цена" })] })
    ],
    ["departure-reason", "a notice without a reason", false, causesOf({ departures: [notice("d", "2026-09-29")] })],
    ["competitor-offer", "an offer that still holds", true, causesOf({ presence: [offer] })],
    [
      "competitor-offer",
      "an offer that has run out",
      false,
      causesOf({ presence: [{ ...offer, offer: { ...offer.offer, until: day("2026-09-30") } }] })
    ],
    [
      "lost-for-price",
      "a deal lost for price",
      true,
      causesOf({ opportunities: [deal("d", "2026-03-01", { lossReason: "Price too high" })] })
    ],
    [
      "lost-for-price",
      "a deal lost for time",
      false,
      causesOf({ opportunities: [deal("d", "2026-03-01", { lossReason: "delivery time" })] })
    ],
    [
      "branch-declines",
      "a branch that brought a fifth less",
      true,
      causesOf({}, { branch: { industry: "food", change: -0.2, accounts: 5 } })
    ],
    [
      "branch-declines",
      "a branch of four",
      false,
      causesOf({}, { branch: { industry: "food", change: -0.9, accounts: 4 } })
    ],
    [
      "closed",
      "a notice because the plant closes",
      true,
      causesOf({ departures: [notice("d", "2026-09-29", { reason: "plant closed" })] })
    ],
    [
      "closed",
      "a notice because of moving",
      false,
      causesOf({ departures: [notice("d", "2026-09-29", { reason: "moving" })] })
    ],
    [
      "insolvent",
      "a client said to be insolvent",
      true,
      causesOf({ accounts: [account("N", { attributes: { solvent: "no" } })] })
    ],
    ["insolvent", "a solvent client", false, causesOf({ accounts: [account("N", { attributes: { solvent: "yes" } })] })]
  ]
  for (const [signal, name, holds, causes] of table) {
    it(`${name} ${holds ? "speaks" : "does not speak"} for it by ${signal}`, () => {
      assert.strictEqual(holdingOf(causes).includes(signal), holds)
    })
  }
  it("has both cases for every signal of the table", () => {
    const tried = (holds: boolean) => new Set(table.flatMap(([signal, , held]) => (held === holds ? [signal] : [])))
    const missing = (holds: boolean) => signals.map(({ id }) => id).filter((id) => !tried(holds).has(id))
    assert.deepStrictEqual([missing(true), missing(false)], [[], []])
  })

  it("scores the share of known signals that hold, recent ones more", () => {
    const scoreOf = (on: string) =>
      causesOf({
        interactions: [interaction("m", on, { kind: "meeting", status: "missed" }), interaction("talk", "2026-09-20")]
      }).found[0]
    const [fresh, old] = [scoreOf("2026-09-30"), scoreOf("2026-04-04")]
    assert.strictEqual(fresh?.cause, "deadlines and promises broken")
    // One of two known signals; nobody keeps tasks. A day old, and 180 days old.
    assert.approximately(fresh?.score ?? 0, 0.5 * 0.5 ** (1 / 180), 1e-12)
    assert.approximately(old?.score ?? 0, 0.25, 1e-12)
    assert.deepStrictEqual(
      fresh?.signals.map(({ holds, signal }) => [signal, holds]),
      [
        ["promises-broken", false],
        ["late-tasks", null],
        ["missed-meetings", true]
      ]
    )
  })

  it("looks back from the day of the loss, and at what became known since", () => {
    const late = { commitments: [promise("p", "2025-03-01", { keptAt: at("2025-03-09") })] }
    assert.deepStrictEqual(holdingOf(causesOf(late)), [])
    assert.deepStrictEqual(holdingOf(causesOf(late, { lostOn: day("2025-06-30") })), ["promises-broken"])
    const tender = { opportunities: [deal("d", "2026-03-01", { competitor: "k" })] }
    assert.deepStrictEqual(holdingOf(causesOf(tender, { lostOn: day("2025-06-30") })), ["lost-for-price"])
  })

  it("is unknown and to be asked where nothing speaks for anything", () => {
    const causes = causesOf({})
    assert.deepStrictEqual([causes.primary, causes.isToAsk, causes.found.length], [null, true, 0])
  })

  it("concludes nothing from what nobody records", () => {
    const causes = causesOf({ interactions: [] }, { kept: nothing, abc: null })
    assert.isTrue(causes.isToAsk)
    assert.includeMembers([...causes.unknownSignals], ["reopened", "promises-broken", "no-two-way-talk", "returns-up"])
  })
})
