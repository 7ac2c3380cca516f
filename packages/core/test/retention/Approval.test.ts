import { assert, describe, it } from "@effect/vitest"
import type { Manager } from "../../src/account/Manager.ts"
import * as Approval from "../../src/retention/Approval.ts"
import { managers } from "./SaveSample.ts"

const [anna, boris, vera] = managers
const need = (fields: Partial<Approval.Need>): Approval.Need => ({
  discountPercent: 0,
  costMinor: 0,
  currency: "RUB",
  whyAbove: null,
  ...fields
})

describe("Approval", () => {
  it("stays with the manager within its powers, else goes to the nearest superior whose powers cover it", () => {
    // anna: 30 % and 1,000.00; boris: 40 % and 10,000.00; vera: 50 % and 1,000,000.00.
    const table: ReadonlyArray<readonly [Partial<Approval.Need>, Approval.Approval["standing"], by: string | null]> = [
      [{ discountPercent: 30, costMinor: 100_000 }, "own", "anna"],
      [{ discountPercent: 30, costMinor: 100_001 }, "above", "boris"],
      [{ discountPercent: 35, costMinor: 1 }, "above", "boris"],
      [{ discountPercent: 45, costMinor: 1 }, "above", "vera"],
      [{ costMinor: 100_000 }, "own", "anna"],
      [{ costMinor: 2_000_000 }, "above", "vera"],
      [{ discountPercent: 55, costMinor: 1 }, "nobody", null],
      [{ discountPercent: 20, costMinor: null }, "nobody", null],
      [{ discountPercent: 20, costMinor: 1, whyAbove: "the margin is unknown" }, "above", "boris"]
    ]
    for (const [fields, standing, by] of table) {
      const approval = Approval.of(need(fields), anna ?? null, managers)
      assert.deepStrictEqual([approval.standing, approval.by], [standing, by], JSON.stringify(fields))
    }
  })
  it("takes powers that are not written down for none", () => {
    const { approves: _, ...bare } = anna ?? ({} as Manager)
    assert.strictEqual(Approval.of(need({ discountPercent: 5, costMinor: 1 }), bare, managers).by, "boris")
    assert.isFalse(Approval.covers({ approves: { discount: 50 } }, need({ costMinor: 5 })))
    assert.isTrue(Approval.covers({ approves: { discount: 50 } }, need({ discountPercent: 50, costMinor: null })))
  })
  it("ends where superiors go round in a circle, are missing, or the client has no manager", () => {
    const round = [
      { ...(anna ?? ({} as Manager)), managerId: "boris" },
      { ...(boris ?? ({} as Manager)), managerId: "anna" }
    ]
    const large = need({ discountPercent: 50, costMinor: 1 })
    assert.strictEqual(Approval.of(large, round[0] ?? null, round).standing, "nobody")
    assert.strictEqual(Approval.of(large, anna ?? null, [vera ?? ({} as Manager)]).standing, "nobody")
    assert.include(Approval.of(large, null, managers).reason.says, "the client has no manager")
  })
})
