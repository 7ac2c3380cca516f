import { AsOf, Calendar, type DepartureNotice, GroupState, type Event, SavePolicy } from "@market-of-one/core"
import { assert, describe, it } from "@effect/vitest"
import * as Retaining from "../../src/session/Retaining.ts"

const zone = Calendar.Zone.make("Europe/Berlin")
const at = (text: string): Calendar.Instant => {
  const instant = Calendar.parseInstant(`${text}:00Z`)
  if (instant === undefined) throw new RangeError(text)
  return instant
}
const notice = (id: string, when: string, assetId: string): DepartureNotice.DepartureNotice => ({
  id,
  accountId: "gull",
  assetId,
  at: at(when),
  kind: "cancellation"
})
const notices = [notice("N1", "2026-03-02T10:00", "line-1"), notice("N2", "2026-03-03T10:00", "line-2")]

const offer = (offerId: string, rung: string): Event.Event => ({
  _tag: "OfferMade",
  offerId,
  accountId: "gull",
  noticeId: "N1",
  rung,
  terms: rung,
  discountPercent: null,
  endsAt: at("2027-03-03T00:00"),
  remindAt: at("2027-02-17T09:00"),
  approvalOf: null,
  approvalId: null,
  evidence: {}
})
const events: ReadonlyArray<readonly [when: string, event: Event.Event]> = [
  ["2026-03-02T10:00", offer("O1", "better-fitting plan")],
  [
    "2026-03-03T11:00",
    { _tag: "ExitAnswered", noticeId: "N1", by: "ada", answers: { reason: "price", competitor: "" } }
  ],
  ["2026-03-03T12:00", { _tag: "OfferAnswered", offerId: "O1", answer: "declined", by: "ada" }],
  ["2026-03-03T13:00", offer("O2", "discount")],
  ["2026-03-04T12:00", { _tag: "OfferAnswered", offerId: "O2", answer: "accepted", by: "ada" }]
]
const state = events.reduce(
  (before, [when, event], index) => GroupState.evolve(before, { seq: index + 1, at: at(when), event }),
  GroupState.empty
)
const told = (day: string) =>
  Retaining.toldBy([{ groupId: "gull", state, notices }], AsOf.look(Calendar.Day.make(day), zone), SavePolicy.standard)

describe("what the store told", () => {
  it("keeps a client that took an offer: every notice of its case is answered", () => {
    assert.deepStrictEqual(
      told("2026-04-01").outcomes?.map(({ noticeId, outcome }) => [noticeId, outcome]),
      [
        ["N1", "stayed"],
        ["N2", "stayed"]
      ]
    )
  })

  it("counts an offer declined as a refusal, with the reason that the client gave and no other", () => {
    assert.deepStrictEqual(told("2026-04-01").declined, [
      { id: "O1", groupId: "gull", accountId: "gull", on: Calendar.Day.make("2026-03-03"), reason: "price" }
    ])
  })

  it("is not known before it was told", () => {
    const { declined, outcomes } = told("2026-03-03")
    assert.deepStrictEqual([declined, outcomes], [[], []])
  })
})
