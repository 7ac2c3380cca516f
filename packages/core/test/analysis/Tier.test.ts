import { assert, describe, it } from "@effect/vitest"
import type * as KeyAccountType from "../../src/analysis/KeyAccountType.ts"
import * as Tier from "../../src/analysis/Tier.ts"

const held = (type: KeyAccountType.KeyAccountType, isCertain = true): KeyAccountType.Held => ({
  type,
  isCertain,
  because: "said so"
})

const candidate = (id: string, value: number, tier: Tier.Tier = "one-to-one"): Tier.Candidate => ({
  id,
  manager: "nora",
  value,
  tier,
  because: "key and A"
})

describe("Tier", () => {
  const table: ReadonlyArray<readonly [what: string, facts: Tier.Facts, tier: Tier.Tier]> = [
    ["key and A", { isKey: true, abc: "A", types: [] }, "one-to-one"],
    ["key breadwinner", { isKey: true, abc: "B", types: [held("breadwinner")] }, "one-to-one"],
    ["key image maker", { isKey: true, abc: "C", types: [held("image-maker")] }, "one-to-one"],
    ["key image maker?", { isKey: true, abc: "C", types: [held("image-maker", false)] }, "one-to-few"],
    ["other key", { isKey: true, abc: "C", types: [] }, "one-to-few"],
    ["promising, qualified", { isKey: false, abc: "C", types: [held("promising")], isQualified: true }, "one-to-few"],
    ["promising", { isKey: false, abc: "C", types: [held("promising")] }, "one-to-many"],
    ["B", { isKey: false, abc: "B", types: [] }, "one-to-few"],
    ["A, not key", { isKey: false, abc: "A", types: [] }, "one-to-many"],
    ["left out", { isKey: true, abc: "A", types: [], excludedBy: 'account.industry == "own"' }, "none"]
  ]
  for (const [what, facts, tier] of table) {
    it(`places ${what} in ${tier}`, () => {
      assert.strictEqual(Tier.classify(facts).tier, tier)
    })
  }

  it("gives short capacity to the highest expected value and names who goes without", () => {
    const placed = Tier.fit(
      [candidate("a", 1), candidate("b", 3), candidate("c", 2), candidate("d", 9, "one-to-few")],
      () => ({
        "one-to-one": 1,
        "one-to-few": 2
      })
    )
    assert.deepStrictEqual(
      placed.map(({ id, tier }) => [id, tier]),
      [
        ["a", "one-to-many"],
        ["b", "one-to-one"],
        ["c", "one-to-few"],
        ["d", "one-to-few"]
      ]
    )
    assert.include(placed[0]?.because, "nora has no room for it in one-to-one")
  })
})
