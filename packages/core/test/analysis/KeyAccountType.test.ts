import { assert, describe, it } from "@effect/vitest"
import * as KeyAccountType from "../../src/analysis/KeyAccountType.ts"

const types = (facts: Partial<KeyAccountType.Facts>): ReadonlyArray<string> =>
  KeyAccountType.classify({
    measureMinor: 1,
    positive: 1000,
    isNew: false,
    isNamed: false,
    reputation: null,
    ...facts
  }).map(KeyAccountType.show)

const held = (type: KeyAccountType.KeyAccountType, isCertain: boolean) => ({ type, isCertain, because: "" })

describe("KeyAccountType", () => {
  const table: ReadonlyArray<
    readonly [what: string, facts: Partial<KeyAccountType.Facts>, types: ReadonlyArray<string>]
  > = [
    ["exactly a tenth of the measure", { measureMinor: 100 }, ["breadwinner"]],
    ["under a tenth", { measureMinor: 99 }, []],
    ["a negative measure in a negative portfolio", { measureMinor: -5, positive: 0 }, []],
    ["a named leader", { isNamed: true, reputation: 1 }, ["image-maker"]],
    ["the largest of its branch", { reputation: 0.7 }, ["image-maker?"]],
    ["new with the budget of an A", { isNew: true, budgetMinor: 500, smallestA: 500 }, ["promising"]],
    ["new with less", { isNew: true, budgetMinor: 499, smallestA: 500 }, []],
    ["new without a known budget", { isNew: true, smallestA: 500 }, ["promising?"]],
    ["a named expert", { expertise: { isNamed: true } }, ["expert"]],
    ["two signs of an expert", { expertise: { questions: 3, evaluatorInfluence: 0.7 } }, ["expert"]],
    ["one sign of an expert", { expertise: { questions: 3, evaluatorInfluence: 0.69 } }, []],
    ["several at once", { measureMinor: 500, isNamed: true, isNew: true }, ["breadwinner", "image-maker", "promising?"]]
  ]
  for (const [what, facts, expected] of table) {
    it(`calls ${what} ${expected.join(", ") || "nothing"}`, () => {
      assert.deepStrictEqual(types(facts), expected)
    })
  }

  it("takes the first certain type as primary; none is an answer", () => {
    assert.strictEqual(KeyAccountType.primary([held("image-maker", false), held("expert", true)]), "expert")
    assert.isNull(KeyAccountType.primary([held("promising", false)]))
  })

  it("flags a competitor's breadwinner", () => {
    const [first] = KeyAccountType.classify({
      measureMinor: 1,
      positive: 1000,
      isNew: true,
      isNamed: false,
      reputation: null,
      competitorShare: 0.5
    })
    assert.include(first?.because, "a competitor's breadwinner")
  })
})
