/** A case from the notice to the answer, told through the journal's own events and the engine's own state. */
import { assert, describe, it } from "@effect/vitest"
import * as WorkState from "../../src/engine/WorkState.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import * as SaveDesk from "../../src/retention/SaveDesk.ts"
import * as SaveJournal from "../../src/retention/SaveJournal.ts"
import { standard } from "../../src/retention/SavePolicy.ts"
import { client, desk, noticed, zone } from "./SaveSample.ts"

const later = (hours: number): Calendar.Instant => Calendar.instant(noticed + hours * 3_600_000)
const exitAnswers = {
  _tag: "ExitAnswered",
  noticeId: "n1",
  answers: { reason: "too dear", competitor: "rival", price: "700.00", until: "" },
  by: "anna"
} as const

/** A group that is told things and decides. */
const group = () => {
  let work = WorkState.empty
  let now = noticed
  const look = () => {
    const told = SaveJournal.told(work, zone)
    const proposal = SaveDesk.propose({ horizon: Horizon.make(now), client: { ...client, spend: "A", ...told }, desk })
    const decisions = SaveJournal.decide(proposal, work, { accountId: "c1", zone, policy: standard })
    return { proposal, decisions }
  }
  const tell = (at: Calendar.Instant, ...events: ReadonlyArray<WorkState.WorkEvent>) => {
    now = at
    for (const event of events) work = WorkState.evolve(work, event, now)
    const { decisions } = look()
    for (const event of decisions) work = WorkState.evolve(work, event, now)
    assert.deepStrictEqual(look().decisions, [], "after its own decisions it makes none")
    return decisions.map(({ approvalOf, discountPercent, rung }) => [rung, discountPercent, approvalOf])
  }
  return {
    tell,
    status: () => look().proposal?.status ?? null,
    told: () => SaveJournal.told(work, zone),
    offerId: (rung: string): string =>
      Object.values(work.offers).find((offer) => offer.rung === rung)?.offerId ?? "no such offer"
  }
}
const answer = (offerId: string, answer: "accepted" | "declined") =>
  ({ _tag: "OfferAnswered", offerId, answer, by: "anna" }) as const

describe("SaveJournal", () => {
  it("journals each offer once, asks for the word it needs, and makes the offer when the word is given", () => {
    const one = group()
    assert.deepStrictEqual(one.tell(later(0)), [["better-fitting plan", null, null]])
    assert.deepStrictEqual(one.tell(later(1)), [])
    assert.deepStrictEqual(one.tell(later(2), answer(one.offerId("better-fitting plan"), "declined")), [])
    assert.strictEqual(one.status(), "asking")
    assert.deepStrictEqual(one.tell(later(3), exitAnswers), [["discount", 35, "boris"]])
    assert.strictEqual(one.status(), "awaiting approval")
    const word = { _tag: "ApprovalGiven", approvalId: `${one.offerId("discount")}/word`, by: "boris" } as const
    assert.deepStrictEqual(one.tell(later(4), word), [["discount", 35, null]])
    assert.strictEqual(one.status(), "awaiting answer")
    assert.deepStrictEqual(one.tell(later(5), answer(one.offerId("discount"), "accepted")), [])
    assert.strictEqual(one.status(), "saved")
    const { offers } = one.told()
    assert.deepStrictEqual(
      offers.map(({ approvedBy, endsOn, outcome, rung }) => [rung, outcome, approvedBy, endsOn]),
      [
        ["better-fitting plan", "declined", null, "2027-03-03"],
        ["discount", "accepted", "boris", "2027-03-03"]
      ]
    )
  })

  it("goes on to the next rung when the word is refused", () => {
    const one = group()
    one.tell(later(0), exitAnswers)
    one.tell(later(1), answer(one.offerId("better-fitting plan"), "declined"))
    const approvalId = `${one.offerId("discount")}/word`
    const refused = { _tag: "ApprovalRefused", approvalId, by: "boris", reason: "not now" } as const
    assert.deepStrictEqual(one.tell(later(2), refused), [["waived services", null, "boris"]])
  })

  it("reads answers of the client as facts: empty ones as asked and not said, evidence with the price", () => {
    const one = group()
    one.tell(later(0), { ...exitAnswers, answers: { ...exitAnswers.answers, evidence: "their letter" } })
    assert.deepStrictEqual(
      one.told().answers.map(({ evidence, question, said }) => [question, said, evidence]),
      [
        ["why", "too dear", undefined],
        ["competitor", "rival", undefined],
        ["price", "700.00", "their letter"],
        ["until when", null, undefined]
      ]
    )
  })

  it("makes the offer's end and reminder instants of the account's days, with the reasons as evidence", () => {
    const proposal = SaveDesk.propose({ horizon: Horizon.make(noticed), client, desk })
    const [made] = SaveJournal.decide(proposal, { offers: {} }, { accountId: "c1", zone, policy: standard })
    assert.strictEqual(made?.endsAt, Calendar.parseInstant("2027-03-03T21:00:00Z"))
    assert.strictEqual(made?.remindAt, Calendar.parseInstant("2027-02-17T06:00:00Z"))
    assert.strictEqual(made?.terms, "better-fitting plan: line: mobile-800 at 800.00 RUB")
    assert.property(made?.evidence, "better-plan/series")
  })

  it("journals nothing without a case, or where nobody can approve", () => {
    const setting = { accountId: "c1", zone, policy: standard }
    assert.deepStrictEqual(SaveJournal.decide(null, { offers: {} }, setting), [])
    const alone = { ...desk, managers: [] }
    const declined = SaveJournal.told(WorkState.empty, zone)
    const proposal = SaveDesk.propose({
      horizon: Horizon.make(noticed),
      client: { ...client, ...declined, answers: client.answers, products: client.products.slice(0, 1), spend: "A" },
      desk: alone
    })
    assert.deepStrictEqual([proposal?.status, proposal?.needsApprovalOf], ["awaiting approval", null])
    assert.deepStrictEqual(SaveJournal.decide(proposal, { offers: {} }, setting), [])
  })
})
