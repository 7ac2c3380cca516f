import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
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
