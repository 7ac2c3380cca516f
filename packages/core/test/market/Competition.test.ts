import { assert, describe, it } from "@effect/vitest"
import * as Competition from "../../src/market/Competition.ts"
import * as GroupBook from "../../src/market/GroupBook.ts"
import { bookOf, day, example, exampleDay, groupOf, turned } from "./Books.ts"

const presence =
  "presence_id,competitor_id,account_id,product,share_of_wallet,offer_terms,offer_until,offer_evidence,since"
const of = (...lines: ReadonlyArray<string>) =>
  Competition.of(
    groupOf(
      bookOf([
        ["accounts", ["account_id,name", "A-1,Acme"]],
        ["competitorPresence", [presence, ...lines]]
      ]),
      "A-1"
    ),
    day("2026-10-01")
  )

describe("competition", () => {
  it("an offer without evidence is claimed", () => {
    const { offers } = of("P-1,X,A-1,,,Cheap,,,", "P-2,Y,A-1,,,Cheaper,,Shown on paper,")
    assert.deepStrictEqual(
      offers.map((one) => [one.competitorId, one.standing]),
      [
        ["X", "claimed"],
        ["Y", "evidenced"]
      ]
    )
  })

  it("an offer is over on the day after its last", () => {
    const { offers } = of("P-1,X,A-1,,,Over,2026-09-30,,", "P-2,X,A-1,,,Stands,2026-10-01,,")
    assert.deepStrictEqual(
      offers.map((one) => [one.terms, one.isOver]),
      [
        ["Stands", false],
        ["Over", true]
      ]
    )
  })

  it("half of the wallet makes the client a breadwinner of theirs; an unknown share says nothing", () => {
    const { rivals } = of("P-1,X,A-1,,0.5,,,,", "P-2,Y,A-1,,0.49,,,,", "P-3,Z,A-1,,,,,,")
    assert.deepStrictEqual(
      rivals.map((one) => [one.competitorId, one.shareOfWallet, one.isTheirBreadwinner]),
      [
        ["X", 0.5, true],
        ["Y", 0.49, false],
        ["Z", null, false]
      ]
    )
  })

  it("shares of one wallet beyond the whole contradict each other", () => {
    assert.deepStrictEqual(of("P-1,X,A-1,,0.6,,,,", "P-2,Y,A-1,,0.4,,,,").findings, [])
    assert.include(of("P-1,X,A-1,,0.6,,,,", "P-2,Y,A-1,,0.41,,,,").findings[0]?.message, "sum to 101 %")
    assert.deepStrictEqual(of("P-1,X,A-1,P,0.6,,,,", "P-2,Y,A-1,Q,0.41,,,,").findings, [])
  })

  it("ACC-1080: the departure notice and the record tell of the same claimed offer, each with its row", () => {
    const { offers } = Competition.of(groupOf(example(), "ACC-1080"), exampleDay)
    assert.deepStrictEqual(
      offers.map((one) => [one.competitorId, one.standing, GroupBook.showSource(one.source)]),
      [
        ["CMP-01", "claimed", "data/competitor_presence.csv:3"],
        ["CMP-01", "claimed", "data/departures.csv:2"]
      ]
    )
  })

  it("the order of records is irrelevant", () => {
    for (const [id, one] of GroupBook.all(turned(example()))) {
      const told = Competition.of(groupOf(example(), id), exampleDay)
      assert.deepStrictEqual(Competition.of(one, exampleDay), told)
    }
  })
})
