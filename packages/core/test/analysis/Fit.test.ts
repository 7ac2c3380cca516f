import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import type { Account } from "../../src/account/Account.ts"
import * as Fit from "../../src/analysis/Fit.ts"

const rules: ReadonlyArray<Fit.Rule> = [
  { id: "chemicals", when: 'account.industry == "chemicals"', points: 40 },
  { id: "large", when: "account.employees >= 500", points: 30 },
  { id: "far", when: 'account.country == "NZ"', points: -20 },
  { id: "gold", when: 'account.attributes.plan == "gold"', points: 10 }
]
const { rules: compiled } = Fit.compile(rules)
const account = (more: Partial<Account>): Account => ({ id: "A", name: "A", domains: [], attributes: {}, ...more })

describe("Fit", () => {
  it("is the sum of the points of the rules that hold, and the explanation is that sum", () => {
    const fit = Fit.score(compiled, account({ industry: "chemicals", country: "NZ", attributes: { plan: "gold" } }))
    assert.deepStrictEqual([fit.points, fit.most, fit.confidence], [30, 80, 0.7])
    assert.strictEqual(
      Fit.explain(fit),
      "30 of 80: chemicals +40, large +0 (account.employees unknown), far -20, gold +10"
    )
  })

  it("knows nothing of an account of which nothing is known", () => {
    const fit = Fit.score(compiled, account({}))
    assert.deepStrictEqual([fit.points, fit.confidence], [0, 0])
    assert.isTrue(fit.parts.every(({ answer }) => answer === "unknown"))
  })

  it("finds rules that cannot be asked, and rules of one name", () => {
    const { findings, rules: usable } = Fit.compile([
      { id: "one", when: 'account.industri == "chemicals"', points: 1 },
      { id: "one", when: 'account.abc == "A"', points: 1 }
    ])
    assert.deepStrictEqual(
      findings.map(({ index, rule }) => [index, rule]),
      [
        [0, "rule/unknown-field"],
        [1, "fit/twice"],
        [1, "rule/unknown-field"]
      ]
    )
    assert.deepStrictEqual(usable, [])
  })

  const anyAccount = Arbitrary.schema(
    Schema.Struct({
      industry: Schema.Literals(["chemicals", "food"]),
      employees: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 })),
      country: Schema.Literals(["NZ", "DE"])
    })
  )
  it.prop("always adds up to its parts", [anyAccount], ([given]) => {
    const fit = Fit.score(compiled, account(given))
    return fit.points === fit.parts.reduce((sum, { points }) => sum + points, 0) && fit.points <= fit.most
  })
})
