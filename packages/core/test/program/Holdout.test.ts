import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { instant } from "../../src/kernel/Calendar.ts"
import * as Holdout from "../../src/program/Holdout.ts"

const groups = Array.from({ length: 10_000 }, (_, at) => `group-${at}`)
const held = (program: string, share: number) => groups.filter((group) => Holdout.isHoldout(program, group, share))

describe("Holdout", () => {
  it("holds out about its share of the groups", () => {
    // 10,000 draws at 20 %: the standard deviation is 40, so that 200 is five of them.
    assert.closeTo(held("retain", 0.2).length, 2000, 200)
    assert.strictEqual(held("retain", 0).length, 0)
  })

  it("draws anew for each program", () => {
    const both = held("retain", 0.2).filter((group) => Holdout.isHoldout("expand", group, 0.2))
    assert.closeTo(both.length, 400, 100)
  })

  it.prop(
    "keeps whom it holds out when the share grows",
    [Arbitrary.schema(Schema.String), Arbitrary.schema(Schema.String)],
    ([program, group]) => {
      const shares = [0.1, 0.2, 0.3, 0.4, 0.5].map((share) => Holdout.isHoldout(program, group, share))
      assert.isFalse(shares.includes(true) && shares.lastIndexOf(false) > shares.indexOf(true))
    }
  )
})

describe("the side of an account that enters", () => {
  const program = { id: "retain", holdout: 0.5 }
  const [out = "", inside = ""] = [true, false].map((is) =>
    groups.find((group) => Holdout.isHoldout("retain", group, 0.5) === is)
  )
  const entered = (accountId: string, holdout: boolean, day: number, programId = "retain") => ({
    accountId,
    enrolmentId: `${programId} ${accountId} ${day}`,
    enteredAt: instant(day),
    holdout,
    programId
  })
  const side = (groupId: string, enrolments: ReadonlyArray<ReturnType<typeof entered>>, holdout = 0.5) => {
    const of = (all: typeof enrolments) => Holdout.sideOf({ ...program, holdout }, { accountId: "arrow", groupId }, all)
    assert.strictEqual(of(enrolments), of(enrolments.toReversed()))
    return of(enrolments)
  }

  it("is drawn when nobody of the group was in the program", () => {
    assert.isTrue(side(out, []))
    assert.isFalse(side(inside, []))
    assert.isTrue(side(out, [entered("arrow", false, 1, "expand")]), "another program says nothing")
  })

  it("is its own of before, in whatever group it is now", () => {
    assert.isTrue(side(inside, [entered("arrow", true, 5), entered("bolt", false, 1)]))
    assert.isFalse(side(out, [entered("arrow", false, 5), entered("bolt", true, 1)]))
  })

  it("is that of the first of its group when it is new to the program itself", () => {
    assert.isTrue(side(inside, [entered("bolt", true, 1), entered("cone", false, 2)]))
    assert.isTrue(side(inside, [entered("bolt", true, 1), entered("cone", false, 1)]), "ties by id")
  })

  it("is never held out by a program without a share", () => {
    assert.isFalse(side(out, [entered("arrow", true, 1)], 0))
  })
})
