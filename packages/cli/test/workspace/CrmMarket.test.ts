import { afterAll, assert, it } from "@effect/vitest"
import { RollUp, WhiteSpace, type Calendar } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describeRealData } from "../../../../.config/RealData.ts"
import * as Workspace from "../../src/workspace/Workspace.ts"

const example = join(import.meta.dirname, "../../../../examples/crm-opportunities")

describeRealData("the CRM export as a market", (data) => {
  const folder = mkdtempSync(join(tmpdir(), "crm-market-"))
  afterAll(() => rmSync(folder, { recursive: true }))
  cpSync(example, folder, { recursive: true, filter: (from) => !from.includes(".abm") })
  const { records } = Effect.runSync(Workspace.load(folder, { ...process.env, ABM_REAL_DATA: data }))

  it("Acme Corporation and its four subsidiaries have own and roll-up revenue", () => {
    const all = new Map(RollUp.of(records).map((one) => [one.accountId, one]))
    const four = ["Bluth Company", "Codehow", "Donquadtech", "Iselectrics"].map((id) => all.get(id))
    const acme = all.get("Acme Corporation")
    assert.isTrue(four.every((one) => one?.below === 0 && one.ownMinor === one.rollUpMinor && one.ownMinor > 0))
    assert.strictEqual(acme?.below, 4)
    assert.strictEqual(
      acme?.rollUpMinor,
      four.reduce((sum, one) => sum + (one?.ownMinor ?? 0), acme?.ownMinor ?? 0)
    )
    assert.deepStrictEqual([acme?.ownMinor, acme?.rollUpMinor], [10_174_400, 51_934_900])
  })

  it("six of the seven products are bought by all 70 groups, the seventh by 12: a year leaves no white space", () => {
    const buyers = new Map<string, Set<string>>()
    for (const { record } of records.records.orders) {
      const group = records.grouping.groupOf.get(record.accountId ?? "")
      const known = buyers.get(record.product ?? "") ?? new Set()
      if (group !== undefined) buyers.set(record.product ?? "", known.add(group))
    }
    assert.deepStrictEqual(
      [...buyers.values()].map((groups) => groups.size).toSorted((a, b) => a - b),
      [12, 70, 70, 70, 70, 70, 70]
    )
    assert.isTrue(
      [...WhiteSpace.of(records, { asOf: "2018-01-01" as Calendar.Day }).values()].every((own) => own.length === 0)
    )
  })

  it("in the middle of the year five are left, each with its similar buyers named", () => {
    const spaces = WhiteSpace.of(records, { asOf: "2017-07-01" as Calendar.Day })
    const found = [...spaces].flatMap(([group, own]) => own.map((one) => ({ group, ...one })))
    assert.strictEqual(found.length, 5)
    assert.deepInclude(found[0], { group: "Bioholding", product: "GTX Pro", similar: 5, expectedMinor: 1_364_740 })
    for (const one of found) {
      assert.isAtLeast(one.buyers.length, WhiteSpace.fewestBuyers)
      assert.notInclude(one.buyers, one.group)
      assert.strictEqual(one.basis, "revenue", "the export has no costs")
    }
  })
})
