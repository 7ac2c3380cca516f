import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import * as SaveDesk from "../../src/retention/SaveDesk.ts"
import type * as SaveOffer from "../../src/retention/SaveOffer.ts"
import { answers, at, client, desk, figures, made, money, notice, noticed, proposed, rival } from "./SaveSample.ts"

const hour = 3_600_000
const later = (hours: number): Calendar.Instant => Calendar.instant(noticed + hours * hour)
const rulesOf = (proposal: SaveDesk.Proposal): ReadonlyArray<string> => proposal.evidence.map(({ rule }) => rule)
const planDeclined = (): SaveOffer.OfferRecord => made(proposed(noticed), noticed, "declined")

/** Who tells the desk what, in a few steps, and what it then proposes. */
const brief = ({ needsApprovalOf, offer, rung, status }: SaveDesk.Proposal) => [
  status,
  rung,
  offer?.percent ?? null,
  needsApprovalOf
]

describe("SaveDesk", () => {
  it("proposes nothing to a client without a notice, and looks again when one comes into force", () => {
    const horizon = Horizon.make(later(-1))
    assert.isNull(SaveDesk.propose({ horizon, client, desk }))
    assert.strictEqual(horizon.next(), noticed)
  })

  it("stays on its first rung until every exit question is answered", () => {
    const asked = proposed(later(1), { answers: [], contactedAt: [] })
    assert.deepStrictEqual(brief(asked), ["offering", "better-fitting plan", 0, null])
    assert.deepStrictEqual(asked.unanswered, ["why", "competitor", "price", "until when"])
    assert.include(rulesOf(asked), "save-desk/exit-questions")
    const declined = proposed(later(1), { answers: [], offers: [planDeclined()] })
    assert.deepStrictEqual(brief(declined), ["asking", null, null, null])
    assert.deepStrictEqual(brief(proposed(later(1), { offers: [planDeclined()] })), [
      "awaiting approval",
      "discount",
      20,
      "boris"
    ])
  })

  it("has the client called, and says when the call is late", () => {
    const early = proposed(later(1), { contactedAt: [] })
    assert.strictEqual(early.firstContactDueAt, at("2026-03-04T15:00:00Z"))
    assert.deepStrictEqual(early.steps[0], {
      rule: "save-desk/first-contact",
      what: "call the client",
      by: "anna",
      dueAt: at("2026-03-04T15:00:00Z")
    })
    assert.isFalse(early.isFirstContactLate)
    const late = at("2026-03-04T15:00:00Z")
    assert.isTrue(proposed(late, { contactedAt: [] }).isFirstContactLate)
    assert.isTrue(proposed(late, { contactedAt: [later(-5)] }).isFirstContactLate, "a call before the notice is none")
    assert.isFalse(proposed(late, { contactedAt: [later(5)] }).isFirstContactLate)
  })

  it("asks the superior whose powers cover the terms, and offers them once they are approved", () => {
    const offers = [planDeclined()]
    const spend = "A" as const
    const asked = proposed(later(1), { offers, spend })
    assert.deepStrictEqual(brief(asked), ["awaiting approval", "discount", 35, "boris"])
    assert.deepStrictEqual(asked.steps.find(({ by }) => by === "boris")?.what, "approve or refuse: discount, 35 %")
    const word = { caseId: "n1", rung: "discount", percent: 35, by: "boris", at: later(2), isGiven: true } as const
    const saying = (fields: Partial<SaveOffer.ApprovalRecord>) =>
      proposed(later(3), { offers, spend, approvals: [{ ...word, ...fields }] })
    assert.deepStrictEqual(brief(saying({})), ["offering", "discount", 35, null])
    assert.deepStrictEqual(brief(saying({ by: "vera" })), ["offering", "discount", 35, null])
    // Too little, too early, by the manager alone, or for another rung.
    for (const fields of [{ percent: 30 }, { at: later(4) }, { by: "anna" }, { rung: "waived services" as const }])
      assert.strictEqual(saying(fields).status, "awaiting approval", JSON.stringify(fields))
    const refused = saying({ isGiven: false })
    assert.strictEqual(refused.rung, "waived services")
    assert.include(rulesOf(refused), "save-desk/not-approved")
  })

  it("checks an approval again at the moment of offering", () => {
    const word = { caseId: "n1", rung: "discount", percent: 25, by: "boris", at: noticed, isGiven: true } as const
    const offers = [planDeclined()]
    const unknown = { offers, figures: figures.unknown, approvals: [word] }
    assert.strictEqual(proposed(later(1), { ...unknown, spend: "B" }).status, "offering")
    assert.strictEqual(proposed(later(1), { ...unknown, spend: "A" }).status, "awaiting approval")
  })

  it("answers an evidenced offer by itself, a claimed one with approval, and none that is over", () => {
    const declined = ["better-fitting plan", "discount", "waived services"].map((rung) => ({
      ...planDeclined(),
      id: rung,
      rung: rung as SaveOffer.OfferRecord["rung"]
    }))
    const near = { ...rival("evidenced"), price: "800.00" }
    const answered = proposed(later(1), { offers: declined, rivals: [near] })
    assert.deepStrictEqual(brief(answered), ["awaiting approval", "answer to the competitor", 20, "boris"])
    const free = { ...desk, manager: { ...(desk.manager ?? desk.managers[0]), approves: { discount: 50 } } }
    const own = free as SaveDesk.Desk
    assert.strictEqual(proposed(later(1), { offers: declined, rivals: [near] }, own).status, "offering")
    const told = proposed(later(1), { offers: declined, rivals: [{ ...near, standing: "claimed" }] }, own)
    assert.deepStrictEqual(brief(told), ["awaiting approval", "answer to the competitor", 20, "boris"])
    const over = { ...near, until: "2026-03-02" as Calendar.Day }
    assert.strictEqual(proposed(later(1), { offers: declined, rivals: [over] }, own).status, "exhausted")
    const words = { question: "price", said: "700", at: noticed, by: "anna" } as const
    const heard = proposed(later(1), {
      offers: declined,
      answers: [...answers().filter(({ question }) => question !== "price"), words]
    })
    assert.deepStrictEqual([heard.offer?.rival?.standing, heard.offer?.percent], ["claimed", 30])
  })

  it("answers with up to the floor, and approval, when the competitor's price is unknown", () => {
    const declined = ["better-fitting plan", "discount", "waived services"].map((rung) => ({
      ...planDeclined(),
      id: rung,
      rung: rung as SaveOffer.OfferRecord["rung"]
    }))
    const vague = { ...rival("evidenced"), price: "1,234" }
    const proposal = proposed(later(1), { offers: declined, rivals: [vague], figures: figures.limited })
    assert.deepStrictEqual(brief(proposal), ["awaiting approval", "answer to the competitor", 30, "boris"])
    assert.include(proposal.offer?.whyAbove, "is unknown")
  })

  it("takes several assets of one client as one case and looks for a plan for each", () => {
    const [line] = client.assets
    if (line === undefined) throw new Error("the sample has a line")
    const second = { ...line, id: "second", price: money(60_000), product: "mobile-500" }
    const third = { ...line, id: "third" }
    const notices = [notice(), notice({ id: "n2", assetId: "second", at: later(24) })]
    const proposal = proposed(later(25), { notices, assets: [second, third, line] })
    assert.deepStrictEqual(
      proposal.offer?.plans.map(({ assetId, productId }) => [assetId, productId]),
      [
        ["line", "mobile-800"],
        ["second", null]
      ]
    )
    const { assetId: _, ...whole } = notice()
    const all = proposed(later(1), { notices: [whole], assets: [third, line, { ...second, status: "ended" }] })
    assert.deepStrictEqual(
      all.offer?.plans.map(({ assetId }) => assetId),
      ["line", "third"]
    )
  })

  it("waits for the client's answer, and ends the case with the window", () => {
    const offer = made(proposed(noticed), noticed)
    assert.strictEqual(proposed(later(167), { offers: [offer] }).status, "awaiting answer")
    const over = proposed(later(168), { offers: [offer] })
    assert.deepStrictEqual([over.status, over.offer], ["window over", null])
    assert.deepStrictEqual(
      over.steps.map(({ rule }) => rule),
      ["save-desk/win-back"]
    )
    const accepted = { ...offer, outcome: "accepted", answeredAt: later(10) } as const
    const saved = proposed(later(500), { offers: [accepted] })
    assert.strictEqual(saved.status, "saved")
    assert.deepStrictEqual(saved.steps, [
      {
        rule: "save-desk/reminder",
        what: "remind the client that the terms of offer n1-better-fitting plan end on 2027-03-03",
        by: "anna",
        dueAt: at("2027-02-17T06:00:00Z")
      }
    ])
    assert.deepStrictEqual(proposed(at("2027-03-03T21:00:00Z"), { offers: [accepted] }).steps, [])
  })

  it("gives the better-fitting plan only within 12 months of an accepted offer", () => {
    const accepted = { ...planDeclined(), id: "o1", outcome: "accepted", answeredAt: later(10) } as const
    const again = (when: string) => {
      const second = notice({ id: "n2", at: at(when) })
      const declined = { ...planDeclined(), id: "o2", caseId: "n2", madeAt: second.at, answeredAt: second.at }
      return proposed(second.at, {
        notices: [notice(), second],
        offers: [accepted, declined],
        answers: answers(second.at)
      })
    }
    const within = again("2027-03-03T20:59:59Z")
    assert.deepStrictEqual([within.status, within.rung], ["exhausted", null])
    assert.include(rulesOf(within), "save-desk/cooldown")
    assert.strictEqual(again("2027-03-03T21:00:00Z").rung, "discount")
  })

  it("looks for a plan by hand when the price of the asset is unknown", () => {
    const [line] = client.assets
    const { price: _, ...unpriced } = line ?? { price: undefined, id: "", label: "", status: "active" as const }
    const proposal = proposed(later(1), { assets: [unpriced] })
    assert.deepStrictEqual(brief(proposal), ["offering", "better-fitting plan", 0, null])
    assert.include(rulesOf(proposal), "better-plan/unknown-price")
  })

  it("goes past a plan that does not exist, and past a rung that turned out unavailable", () => {
    assert.strictEqual(proposed(later(1), { products: client.products.slice(0, 1) }).rung, "discount")
    const gone = { ...planDeclined(), outcome: "unavailable" } as const
    assert.strictEqual(proposed(later(1), { offers: [gone] }).rung, "discount")
  })

  const steps = Arbitrary.schema(
    Schema.Array(
      Schema.Struct({
        hours: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 2400 })),
        act: Schema.Literals(["notice", "offer", "accept", "decline"])
      })
    ).check(Schema.isMaxLength(60))
  )
  it.prop("never rewards twice within the cooldown, and always tells an end, over random lives", [steps], ([life]) => {
    let now = noticed
    let notices = [notice()]
    let offers: ReadonlyArray<SaveOffer.OfferRecord> = []
    const rewarded: Array<Calendar.Day> = []
    for (const { act, hours } of life) {
      now = Calendar.instant(now + hours * (act === "notice" ? hour : hour / 40))
      if (act === "notice") notices = [...notices, notice({ id: `n${notices.length + 1}`, at: now })]
      const last = notices.at(-1)?.at ?? now
      const proposal = proposed(now, { notices, offers, answers: answers(last), spend: "A" })
      assert.isAtMost(proposal.offer?.percent ?? 0, 50)
      if (proposal.offer !== null) assert.isAbove(Calendar.instantOf(proposal.offer.endsOn, 0, client.zone), now)
      if (act === "offer" && proposal.offer !== null) {
        const { rung } = proposal.offer
        offers = [...offers, { ...made(proposal, now), id: `o${offers.length}` }]
        const day = Calendar.dayOf(now, client.zone)
        if (rung !== "better-fitting plan")
          assert.isTrue(
            rewarded.every((one) => Calendar.addMonths(one, 12) <= day),
            `${rung} on ${day} after ${rewarded.join(", ")}`
          )
      }
      if ((act === "accept" || act === "decline") && proposal.status === "awaiting answer") {
        const outcome = act === "accept" ? "accepted" : "declined"
        if (act === "accept") rewarded.push(Calendar.dayOf(now, client.zone))
        offers = offers.map((one) => (one.outcome === undefined ? { ...one, outcome, answeredAt: now } : one))
      }
    }
  })

  const ahead = Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 400 })))
  it.prop("changes by time alone only at the instants it has looked at", [ahead], ([hours]) => {
    const fields = {
      offers: [planDeclined()],
      contactedAt: [later(30)],
      answers: answers(later(50)),
      rivals: [rival("claimed")],
      notices: [notice(), notice({ id: "n2", assetId: "second", at: later(60) })],
      since: "2025-03-06" as Calendar.Day
    }
    const horizon = Horizon.make(later(hours))
    const before = SaveDesk.propose({ horizon, client: { ...client, ...fields }, desk })
    const next = horizon.next() ?? later(hours + 1000)
    const after = proposed(Calendar.instant(next - 1), fields)
    assert.deepStrictEqual(after, before)
  })

  it.prop("does not depend on the order of records", [ahead], ([hours]) => {
    const fields = {
      notices: [notice(), notice({ id: "n2", assetId: "second", at: later(60) })],
      rivals: [rival("claimed"), rival("evidenced")],
      offers: [planDeclined(), { ...planDeclined(), id: "o2", rung: "discount" as const }]
    }
    const forwards = proposed(later(hours), fields)
    const backwards = proposed(later(hours), {
      notices: fields.notices.toReversed(),
      rivals: fields.rivals.toReversed(),
      offers: fields.offers.toReversed(),
      answers: client.answers.toReversed(),
      products: client.products.toReversed(),
      services: client.services?.toReversed() ?? null
    })
    assert.deepStrictEqual(backwards, forwards)
  })
})
