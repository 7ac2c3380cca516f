import { assert, describe, it } from "@effect/vitest"
import type { Asset } from "../../src/account/Asset.ts"
import type { GroupRecords } from "../../src/account/Records.ts"
import { dayOf, type Zone } from "../../src/kernel/Calendar.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import * as Ground from "../../src/program/Ground.ts"
import { arrow, complaint, hours, market, now, promise } from "./GuardSample.ts"

const zone = "UTC" as Zone
const shown = (text: string, more: Partial<GroupRecords> = {}) => {
  const horizon = Horizon.make(now)
  const { evidence } = Ground.show(text, { account: arrow, records: market(more).records, horizon, zone })
  return { evidence, next: horizon.next() }
}
const shows = (text: string, more: Partial<GroupRecords> = {}) => shown(text, more).evidence !== null
const mine = (more: Parameters<typeof promise>[0] = {}) => ({ commitments: [promise({ accountId: "arrow", ...more })] })
const line = (more: Partial<Asset> = {}) => ({
  assets: [{ id: "line", accountId: "arrow", label: "line", status: "active" as const, ...more }]
})
const day = (daysAhead: number) => dayOf(hours(daysAhead * 24), zone)

describe("the text of a ground", () => {
  it("is one of four kinds, with words on which one; a law needs them", () => {
    const table: ReadonlyArray<readonly [string, Ground.Ground | null]> = [
      ["promise", { kind: "promise", what: null }],
      ["case: the broken pump", { kind: "case", what: "the broken pump" }],
      [" contract :7 ", { kind: "contract", what: "7" }],
      ["law: tax code", { kind: "law", what: "tax code" }],
      ["law", null],
      ["law:", null],
      ["a promise", null],
      ["x", null]
    ]
    for (const [text, expected] of table) assert.deepStrictEqual(Ground.parse(text), expected, text)
  })
})

describe("a ground", () => {
  it("of a promise is an open one of the account, late or not", () => {
    assert.deepStrictEqual(shown("promise", mine()).evidence, { "promise.id": "p1", "promise.madeBy": "mia" })
    assert.isTrue(shows("promise", mine({ dueAt: hours(24) })))
    assert.isFalse(shows("promise", mine({ keptAt: hours(-1) })))
    assert.isFalse(shows("promise", mine({ settled: { by: "mia", at: hours(-1), note: "replaced" } })))
    assert.isFalse(shows("promise", { commitments: [promise()] }), "another account's")
    assert.isFalse(shows("promise"))
  })

  it("of a case is an open one of the account, its asset or its contact, and its ends are watched", () => {
    assert.deepStrictEqual(shown("case", { cases: [complaint()] }).evidence, {
      "case.id": "c1",
      "case.kind": "complaint"
    })
    const { accountId: _, ...nobodys } = complaint()
    assert.isTrue(shows("case", { ...line(), cases: [{ ...nobodys, assetId: "line" }] }))
    assert.isTrue(shows("case", { cases: [{ ...nobodys, contactId: "anna" }] }))
    assert.isFalse(shows("case", { cases: [nobodys] }), "it is not known whose it is")
    assert.isFalse(shows("case", { cases: [complaint({ accountId: "bolt" })] }))
    assert.isFalse(shows("case", { cases: [complaint({ closedAt: now })] }))
    assert.strictEqual(shown("case", { cases: [complaint({ closedAt: hours(2) })] }).next, hours(2))
  })

  it("of a contract is an asset that runs: begun, not ended, past no last day", () => {
    assert.deepStrictEqual(shown("contract", line()).evidence, { "asset.id": "line", "asset.status": "active" })
    assert.isTrue(shows("contract", line({ status: "blocked" })))
    assert.isTrue(shows("contract", line({ endsAt: day(0) })), "its last day")
    assert.isFalse(shows("contract", line({ endsAt: day(-1) })))
    assert.isFalse(shows("contract", line({ startedAt: day(1) })))
    assert.isFalse(shows("contract", line({ status: "ended" })))
    assert.isFalse(shows("contract", line({ accountId: "bolt" })))
    assert.strictEqual(shown("contract", line({ startedAt: day(1) })).next, hours(14))
  })

  it("of a law is what a person answers for, and what is no ground is shown by nothing", () => {
    assert.deepStrictEqual(shown("law: tax code").evidence, { law: "tax code" })
    assert.isFalse(shows("our kindness", { ...mine(), ...line() }))
  })
})
