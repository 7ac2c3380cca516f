import { assert, describe, it } from "@effect/vitest"
import { cells } from "../../src/analysis/AbcXyz.ts"
import type { Interaction } from "../../src/account/Interaction.ts"
import * as DeskPolicy from "../../src/desk/DeskPolicy.ts"
import * as DutyCadence from "../../src/desk/DutyCadence.ts"
import { at, client, look } from "./DeskSample.ts"

const talk = (rest: Partial<Interaction>): Interaction => ({
  id: "T",
  accountId: "A",
  kind: "call",
  startedAt: at("2026-09-21 10:00"),
  status: "held",
  by: "ann",
  ...rest
})
const now = look("2026-10-05")
const duty = (interactions: ReadonlyArray<Interaction>, replies = {}) =>
  DutyCadence.of([client("A", { records: { interactions }, rest: { replies } })], now)[0]

describe("the cadence", () => {
  // docs/explanation/desk.md
  it("is a week for AX and none for CZ", () => {
    assert.deepStrictEqual(
      cells.map((cell) => DeskPolicy.everyDays(DeskPolicy.standard, cell)),
      [7, 14, 14, 30, 30, 45, 90, 180, null]
    )
    assert.strictEqual(DeskPolicy.everyDays(DeskPolicy.standard, null), 30)
  })

  it("counts from the last contact that went both ways", () => {
    const { dueOn, last, overdueDays, overdueShare } = duty([talk({})]) ?? {}
    assert.deepStrictEqual([last?.id, dueOn, overdueDays, overdueShare], ["T", "2026-09-28", 7, 1])
  })

  for (const [what, one] of [
    ["a letter of ours", talk({ id: "N", kind: "e-mail", direction: "outbound", at: at("2026-10-01") })],
    ["an event", talk({ id: "N", kind: "event", startedAt: at("2026-10-01") })],
    ["a meeting that was missed", talk({ id: "N", kind: "meeting", status: "missed", startedAt: at("2026-10-01") })],
    ["a talk that is still to come", talk({ id: "N", startedAt: at("2026-10-06") })]
  ] as const)
    it(`leaves out ${what}`, () => assert.strictEqual(duty([talk({}), one])?.last?.id, "T"))

  it("counts a letter of theirs and a reply", () => {
    const letter = talk({ id: "L", kind: "e-mail", direction: "inbound", startedAt: at("2026-10-01") })
    assert.strictEqual(duty([talk({}), letter])?.last?.id, "L")
    assert.deepStrictEqual(duty([talk({})], { P: at("2026-10-02") })?.last, {
      at: at("2026-10-02"),
      kind: "reply",
      id: "P"
    })
  })

  it("is due at once where no talk is known, without a share", () => {
    const { dueOn, last, overdueShare } = duty([]) ?? {}
    assert.deepStrictEqual([last, dueOn, overdueShare], [null, "2026-10-05", null])
  })

  it("asks nothing for lost clients, for CZ, and for those that never bought", () => {
    const lost = [{ id: "A", name: "A", domains: [], attributes: {}, status: "lost" as const }]
    const none = [
      client("A", { records: { accounts: lost } }),
      client("B", { segment: { abc: "C", xyz: "Z" } }),
      client("C", { segment: { abc: null } })
    ]
    assert.deepStrictEqual(DutyCadence.of(none, now), [])
  })

  it("puts those never talked with first, then the largest share overdue, then the most valuable", () => {
    const talked = (id: string, on: string, atRiskMinor: number) =>
      client(id, { atRiskMinor, records: { interactions: [talk({ startedAt: at(on) })] } })
    const all = [
      talked("A", "2026-09-21", 1),
      talked("B", "2026-09-21", 2),
      talked("C", "2026-09-14", 1),
      client("D", { atRiskMinor: 1 })
    ]
    const order = DutyCadence.of(all, now).map(({ groupId }) => groupId)
    assert.deepStrictEqual(order, ["D", "C", "B", "A"])
    assert.deepStrictEqual(
      DutyCadence.of(all.toReversed(), now).map(({ groupId }) => groupId),
      order
    )
  })
})
