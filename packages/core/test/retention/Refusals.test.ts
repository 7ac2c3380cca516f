import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Refusals from "../../src/retention/Refusals.ts"
import * as RefusalsReversal from "../../src/retention/RefusalsReversal.ts"
import { standard } from "../../src/retention/RetentionPolicy.ts"
import type { ClientRecords } from "../../src/retention/RetentionRecords.ts"
import { account, asset, client, day, deal, look, notice, order } from "./Clients.ts"

const eur = (minor: number) => ({ minor, currency: "EUR" })
const find = (records: Partial<ClientRecords>, declined: ReadonlyArray<Refusals.DeclinedOffer> = []) =>
  Refusals.find({
    records: client({ accounts: [account("N", { region: "north", ownerId: "nora" })], ...records }),
    declined,
    currency: "EUR",
    look: look("2026-10-01")
  })

describe("Refusals.find", () => {
  it("takes a lost deal with its reason, competitor and manager, and no won or open one", () => {
    const found = find({
      opportunities: [
        deal("d", "2026-03-01", {
          amount: eur(500),
          product: "seal",
          lossReason: "price",
          competitor: "K",
          ownerId: "omar"
        }),
        deal("w", "2026-03-01", { outcome: "won" }),
        deal("o", undefined, { outcome: "open" })
      ]
    })
    assert.deepStrictEqual(found, [
      {
        kind: "lost opportunity",
        id: "d",
        groupId: "N",
        on: day("2026-03-01"),
        minor: 500,
        product: "seal",
        region: "north",
        reason: "price",
        competitor: "K",
        manager: "omar"
      }
    ])
  })
  it("leaves an amount in another currency, or none, unknown", () => {
    const found = find({
      opportunities: [deal("d", "2026-03-01"), deal("e", "2026-03-01", { amount: { minor: 5, currency: "USD" } })]
    })
    assert.deepStrictEqual(
      found.map(({ minor }) => minor),
      [null, null]
    )
  })
  it("counts a notice and the end of its asset once, and no asset that we blocked", () => {
    const found = find({
      departures: [notice("d", "2026-09-01", { assetId: "a" })],
      assets: [
        asset("a", { status: "ended", endsAt: day("2026-09-10"), price: eur(90), product: "line" }),
        asset("b", { status: "ended", endsAt: day("2026-08-10"), price: eur(70) }),
        asset("c", { status: "ended", endsAt: day("2026-08-10"), blockReason: "unpaid" }),
        asset("e")
      ]
    })
    assert.deepStrictEqual(
      found.map(({ id, kind, minor, product }) => [kind, id, minor, product]),
      [
        ["departure notice", "d", 90, "line"],
        ["asset ended", "b", 70, null]
      ]
    )
  })
  it("takes an offer that the client of these records declined", () => {
    const one = { id: "o", groupId: "N", on: day("2026-09-01"), minor: 40, reason: "too late" }
    assert.deepStrictEqual(
      find({}, [one, { ...one, id: "p", groupId: "M" }, { ...one, id: "q", on: day("2026-10-02") }]).map(
        ({ id, kind, reason }) => [kind, id, reason]
      ),
      [["offer declined", "o", "too late"]]
    )
  })
  it("finds each kind of the table", () => {
    const found = find(
      {
        opportunities: [deal("d", "2026-03-01")],
        departures: [notice("n", "2026-03-01")],
        assets: [asset("a", { status: "ended" })],
        orders: [order("1", "2026-03-01", 500), order("2", "2026-03-05", -500)]
      },
      [{ id: "o", groupId: "N", on: day("2026-09-01") }]
    )
    assert.deepStrictEqual(
      found.map(({ kind }) => kind),
      Refusals.rules.map(({ id }) => id)
    )
  })
})

describe("RefusalsReversal", () => {
  const lines = (id: string, ...minors: ReadonlyArray<number>) =>
    minors.map((minor, index) => order(`${id}-${index}`, "2026-03-01", minor, { orderId: id, product: `p${index}` }))
  it("needs every line of the order back", () => {
    const delivered = lines("o", 100, 200)
    const back = (index: number, minor: number) => order(`r${index}`, "2026-03-09", -minor, { product: `p${index}` })
    assert.deepStrictEqual(RefusalsReversal.of([...delivered, back(0, 100)]), [])
    assert.deepStrictEqual(
      RefusalsReversal.of([...delivered, back(0, 100), back(1, 200)]).map(({ minor, on, orderId }) => [
        orderId,
        minor,
        on
      ]),
      [["o", 300, "2026-03-09"]]
    )
  })
  it("takes a return of the same day, and none from before the delivery", () => {
    assert.strictEqual(RefusalsReversal.of([order("r", "2026-03-01", -100), order("o", "2026-03-01", 100)]).length, 1)
    assert.strictEqual(RefusalsReversal.of([order("r", "2026-02-28", -100), order("o", "2026-03-01", 100)]).length, 0)
  })
  it("lets one return take back one order only, the latest", () => {
    const orders = [order("a", "2026-03-01", 100), order("b", "2026-03-05", 100), order("r", "2026-03-09", -100)]
    assert.deepStrictEqual(
      RefusalsReversal.of(orders).map(({ orderId }) => orderId),
      ["b"]
    )
  })
})

const windows: Refusals.Windows = {
  window: { from: day("2026-01-01"), to: day("2027-01-01") },
  previousWindow: { from: day("2025-01-01"), to: day("2026-01-01") },
  isCovered: true
}
const refusal = (id: string, on: string, more: Partial<Refusals.Refusal> = {}): Refusals.Refusal => ({
  kind: "lost opportunity",
  id,
  groupId: "N",
  on: day(on),
  minor: 10,
  product: null,
  region: null,
  reason: null,
  competitor: null,
  manager: null,
  ...more
})
const many = (count: number, on: string, more: Partial<Refusals.Refusal>) =>
  Array.from({ length: count }, (_, index) => refusal(`${on} ${index} ${more.reason ?? ""}`, on, more))

describe("Refusals.report", () => {
  const raisedBy = (
    now: readonly [price: number, other: number],
    before: readonly [price: number, other: number],
    isCovered = true
  ) =>
    Refusals.report(
      [
        ...many(now[0], "2026-05-01", { reason: "price" }),
        ...many(now[1], "2026-05-01", { reason: "time" }),
        ...many(before[0], "2025-05-01", { reason: "Price " }),
        ...many(before[1], "2025-05-01", { reason: "time" })
      ],
      { ...windows, isCovered },
      standard
    ).raised.flatMap(({ dimension, name }) => (dimension === "reason" && name === "price" ? [name] : [])).length > 0
  const table: ReadonlyArray<
    readonly [now: readonly [number, number], before: readonly [number, number], isCovered: boolean, expected: boolean]
  > = [
    [[3, 3], [1, 3], true, true],
    [[3, 4], [1, 3], true, false],
    [[2, 0], [1, 9], true, false],
    [[3, 0], [0, 4], true, true],
    [[3, 9], [0, 0], true, true],
    [[9, 0], [0, 0], false, false],
    [[8, 8], [2, 2], true, false]
  ]
  for (const [now, before, isCovered, expected] of table) {
    it(`${expected ? "raises" : "does not raise"} ${now[0]} of ${now[0] + now[1]} against ${isCovered ? `${before[0]} of ${before[0] + before[1]}` : "an unknown past"}`, () => {
      assert.strictEqual(raisedBy(now, before, isCovered), expected)
    })
  }

  it("counts money against the window before, unknown amounts apart", () => {
    const report = Refusals.report(
      [
        refusal("a", "2026-01-01"),
        refusal("b", "2026-12-31", { minor: null }),
        refusal("c", "2025-12-31"),
        refusal("d", "2024-12-31"),
        refusal("e", "2027-01-01")
      ],
      windows,
      standard
    )
    assert.deepStrictEqual(report.total, {
      count: 2,
      minor: 10,
      unknownAmounts: 1,
      before: { count: 1, minor: 10, unknownAmounts: 0 }
    })
    assert.deepStrictEqual(
      report.refusals.map(({ id }) => id),
      ["b", "a"]
    )
  })

  it("says no sum where no amount is known", () => {
    const { total } = Refusals.report([refusal("a", "2026-01-01", { minor: null })], windows, standard)
    assert.deepStrictEqual(
      [total.minor, total.unknownAmounts, total.before],
      [null, 1, { count: 0, minor: 0, unknownAmounts: 0 }]
    )
  })

  it("says what a raised direction means and what to do", () => {
    const { findings } = Refusals.report(
      [...many(3, "2026-05-01", { product: "seal" }), ...many(3, "2025-05-01", { product: "pump" })],
      windows,
      standard
    )
    assert.deepStrictEqual(
      findings.map(({ message }) => message),
      ["3 refusals of product seal, 100 % of all, against 0 and 0 % in the window before"]
    )
  })

  const any = Schema.Struct({
    on: Schema.Literals(["2025-02-01", "2025-08-01", "2026-02-01", "2026-08-01"]),
    product: Schema.NullOr(Schema.Literals(["seal", "Seal", "pump"])),
    manager: Schema.NullOr(Schema.Literals(["nora", "omar"])),
    minor: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 })))
  })
  it.prop(
    "does not depend on the order, and counts each refusal once in each dimension",
    [Arbitrary.array(Arbitrary.schema(any))],
    ([drawn]) => {
      const all = drawn.map(({ on, ...more }, index) => refusal(String(index), on, more))
      const report = Refusals.report(all, windows, standard)
      assert.deepStrictEqual(Refusals.report(all.toReversed(), windows, standard), report)
      const counted = (dimension: string) =>
        report.directions.reduce((sum, one) => sum + (one.dimension === dimension ? one.count : 0), 0)
      for (const dimension of ["product", "manager"] as const) {
        assert.strictEqual(counted(dimension), report.refusals.filter((one) => one[dimension] !== null).length)
      }
      assert.strictEqual(
        report.byKind.reduce((sum, one) => sum + (one.minor ?? 0), 0),
        report.total.minor ?? 0
      )
    }
  )
})
