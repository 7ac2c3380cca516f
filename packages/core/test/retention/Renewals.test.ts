import { assert, describe, it } from "@effect/vitest"
import type { Asset } from "../../src/account/Asset.ts"
import type { Day } from "../../src/kernel/Calendar.ts"
import * as Renewals from "../../src/retention/Renewals.ts"

const asOf = "2026-03-03" as Day
const asset = (
  id: string,
  accountId: string | undefined,
  endsAt: string | undefined,
  fields: Partial<Asset> = {}
): Asset => ({
  id,
  label: `contract ${id}`,
  status: "active",
  ...(accountId === undefined ? {} : { accountId }),
  ...(endsAt === undefined ? {} : { endsAt: endsAt as Day }),
  ...fields
})
const managers: Readonly<Record<string, string>> = { a: "anna", b: "boris", c: "anna" }
const values: Readonly<Record<string, number>> = { small: 100, large: 900, boris: 500 }
const options: Renewals.Options = {
  asOf,
  managerOf: (accountId) => managers[accountId] ?? null,
  valueOf: ({ id }) => values[id] ?? null
}
const assets = [
  asset("small", "a", "2026-04-01"),
  asset("unvalued", "a", "2026-03-10"),
  asset("large", "c", "2026-08-30"),
  asset("boris", "b", "2026-03-03", { renewsAt: "2026-03-03" as Day }),
  asset("nobody's", undefined, "2026-05-01"),
  asset("unmanaged", "z", "2026-05-02"),
  asset("too late", "a", "2026-08-31"),
  asset("endless", "a", undefined),
  asset("ended", "a", "2026-04-01", { status: "ended" }),
  asset("slipped", "a", "2026-03-02")
]

describe("Renewals", () => {
  it("lists what ends within 180 days per manager, by value", () => {
    const { lists } = Renewals.of(assets, options)
    assert.deepStrictEqual(
      lists.map(({ managerId, renewals, valueMinor }) => [
        managerId,
        valueMinor,
        renewals.map(({ assetId }) => assetId)
      ]),
      [
        ["anna", 1000, ["large", "small", "unvalued"]],
        ["boris", 500, ["boris"]],
        [null, 0, ["nobody's", "unmanaged"]]
      ]
    )
  })
  it("says how many days are left and whether it renews by itself", () => {
    const [anna, boris] = Renewals.of(assets, options).lists
    assert.deepStrictEqual(
      [anna?.renewals[0]?.daysLeft, boris?.renewals[0]?.daysLeft, boris?.renewals[0]?.renewsAt],
      [180, 0, asOf]
    )
  })
  it("finds what is past its end and still runs", () => {
    const { findings } = Renewals.of(assets, options)
    assert.deepStrictEqual(
      findings.map(({ message, rule }) => [rule, message]),
      [["renewals/past-end", "asset slipped ended on 2026-03-02 and still runs without a renewal"]]
    )
  })
  it("looks as far ahead as it is told, in any order of assets", () => {
    const near = Renewals.of(assets, { ...options, withinDays: 30 })
    assert.deepStrictEqual(
      near.lists.flatMap(({ renewals }) => renewals.map(({ assetId }) => assetId)),
      ["boris", "small", "unvalued"]
    )
    assert.deepStrictEqual(Renewals.of(assets.toReversed(), options), Renewals.of(assets, options))
  })
})
