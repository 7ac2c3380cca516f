import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type { Interaction } from "../../src/account/Interaction.ts"
import * as Deed from "../../src/engagement/Deed.ts"
import * as EngagementRules from "../../src/engagement/EngagementRules.ts"
import * as Score from "../../src/engagement/Score.ts"
import { instant } from "../../src/kernel/Calendar.ts"
import { at, day, deed, deeds, hours, rolesOf } from "./DeedSample.ts"

const rulesOf = Schema.decodeUnknownSync(EngagementRules.EngagementRules)
const score = (all: ReadonlyArray<Deed.Deed>, days: number, more: Partial<Score.Asked> = {}): Score.Score =>
  Score.of(all, { at: day(days), tier: null, rolesOf, ...more })
const sum = (values: Iterable<number>): number => [...values].reduce((total, one) => total + one, 0)

describe("Score", () => {
  it("multiplies kind, role and tier, and halves every 30 days", () => {
    // Weights of the standard rules: meeting 10, call 6, replied 5; decision maker 2, gatekeeper 0.8; one-to-one 1.5.
    const table = [
      [deed("meeting", day(0), { contactId: "P-1" }), "one-to-one", 0, 30_000],
      [deed("meeting", day(0), { contactId: "P-1" }), "one-to-one", 30, 15_000],
      [deed("meeting", day(0), { contactId: "P-1" }), "one-to-one", 90, 3_750],
      [deed("meeting", day(0), { contactId: "P-1" }), null, 60, 5_000],
      [deed("call", day(0), { contactId: "P-2" }), "one-to-few", 0, 5_760],
      [deed("replied", day(10), { contactId: "P-9" }), "none", 40, 2_500],
      [deed("call", day(0)), null, 15, 4_243],
      [deed("bounced", day(0), { contactId: "P-1" }), "one-to-one", 0, 0],
      [deed("meeting", day(5), { contactId: "P-1" }), "one-to-one", 4, 0]
    ] as const
    for (const [one, tier, days, expected] of table) {
      assert.strictEqual(score([one], days, { tier }).thousandths, expected, `${one.kind} after ${days} days`)
    }
  })

  it("explains itself in lines that add up", () => {
    const all = [
      deed("meeting", day(0), { contactId: "P-1", topic: "pumps" }),
      deed("opened", day(30), { contactId: "P-2", messageId: "m1" }),
      deed("opened", day(29), { contactId: "P-2", messageId: "m1" }),
      deed("event", day(30))
    ]
    assert.deepStrictEqual(Score.explain(score(all, 30)), [
      "14.078 points at 2026-10-01T00:00:00Z, half after 30 days",
      "10.000: meeting, P-1 (decision maker), pumps, 2026-09-01T00:00:00Z, 20.000 when new",
      "4.000: event, somebody, 2026-10-01T00:00:00Z, 4.000 when new",
      "0.078: opened, P-2 (gatekeeper), 2026-09-30T00:00:00Z, 0.080 when new",
      "left out: 1 repeated opens and clicks of the same message"
    ])
  })

  it("counts an open or click of a person once per message, however often a scanner repeats it", () => {
    const clicks = Array.from({ length: 40 }, (_, index) =>
      deed("clicked", instant(day(1) + index), { contactId: "P-3", messageId: "m1" })
    )
    const { repeated, thousandths } = score(clicks, 1.001)
    assert.deepStrictEqual([thousandths, repeated], [300, 39])
    assert.strictEqual(
      score([deed("clicked", day(1), { contactId: "P-2", messageId: "m1" }), ...clicks], 2).repeated,
      39
    )
  })

  it("tells deeds of one topic from others", () => {
    const all = [
      deed("call", day(0), { topic: "pumps" }),
      deed("call", day(0), { topic: "valves" }),
      deed("visit", day(0))
    ]
    assert.strictEqual(score(all, 0, { topic: "pumps" }).thousandths, 6_000)
    assert.deepStrictEqual(
      [...Score.sumBy(score(all, 0), "topic")],
      [
        ["pumps", 6_000],
        ["valves", 6_000],
        [null, 10_000]
      ]
    )
  })

  it("applies changed rules to the past", () => {
    const all = [deed("clicked", day(0), { contactId: "P-1" }), deed("event", day(0), { contactId: "P-2" })]
    const rules = rulesOf({
      halfLifeDays: 60,
      kinds: { clicked: 0 },
      roles: { gatekeeper: 2 },
      tiers: { "one-to-few": 3 }
    })
    assert.strictEqual(score(all, 60, { tier: "one-to-few" }).thousandths, 1_140)
    assert.strictEqual(score(all, 60, { tier: "one-to-few", rules }).thousandths, 12_000)
  })

  it("takes held interactions as deeds, and nothing that was only planned", () => {
    const call: Interaction = {
      id: "I-1",
      accountId: "A-1",
      contactId: "P-1",
      kind: "call",
      plannedAt: at("2026-09-03T08:00:00Z"),
      startedAt: at("2026-09-03T08:10:00Z"),
      status: "held",
      by: "M-1"
    }
    const expected = deed("call", at("2026-09-03T08:10:00Z"), { contactId: "P-1", topic: "pumps" })
    assert.deepStrictEqual(Deed.ofInteraction(call, "pumps"), expected)
    for (const status of ["planned", "cancelled", "missed"] as const) {
      assert.isNull(Deed.ofInteraction({ ...call, status }))
    }
    assert.strictEqual(Deed.ofInteraction({ ...call, kind: "e-mail", direction: "inbound" })?.kind, "e-mail received")
    assert.strictEqual(Deed.ofInteraction({ ...call, kind: "e-mail" })?.kind, "e-mail sent")
    const reply = { kind: "replied", contactId: "P-1", at: day(1), messageId: "m1", topic: "pumps" } as const
    assert.deepStrictEqual(
      Deed.ofActivity(reply),
      deed("replied", day(1), { contactId: "P-1", messageId: "m1", topic: "pumps" })
    )
  })
})

describe("Score: laws", () => {
  it.prop("parts and every grouping add up exactly to the total", [deeds, hours], ([all, hour]) => {
    const whole = score(all, hour / 24, { tier: "one-to-few" })
    assert.strictEqual(sum(whole.parts.map(({ thousandths }) => thousandths)), whole.thousandths)
    for (const key of ["contactId", "topic", "kind", "role"] as const) {
      assert.strictEqual(sum(Score.sumBy(whole, key).values()), whole.thousandths)
    }
    for (const { points, thousandths } of whole.parts) {
      assert.isAtLeast(thousandths, 0)
      assert.isAtMost(thousandths, Math.ceil(points * 1000) + 1)
    }
  })

  it.prop("the order of the deeds is irrelevant", [deeds, hours], ([all, hour]) => {
    const turned = [...all.slice(1), ...all.slice(0, 1)].toReversed()
    assert.deepStrictEqual(score(turned, hour / 24), score(all, hour / 24))
  })

  it.prop(
    "two sets of deeds score what they score alone, to the last rounding",
    [deeds, deeds, hours],
    ([a, b, hour]) => {
      const of = (all: ReadonlyArray<Deed.Deed>, from: string) =>
        all.map((one) => ({ ...one, messageId: one.messageId === null ? null : from + one.messageId }))
      const [left, right] = [of(a, "a"), of(b, "b")]
      const apart = score(left, hour / 24).thousandths + score(right, hour / 24).thousandths
      assert.closeTo(score([...left, ...right], hour / 24).thousandths, apart, 1)
    }
  )

  it.prop(
    "fading over two spans is fading over both, and half is left after a half-life",
    [deeds, hours],
    ([all, hour]) => {
      const then = score(all, 120)
      const later = score(all, 120 + hour / 24)
      assert.strictEqual(Score.fadedTo(then, later.at), later.thousandths)
      assert.closeTo(score(all, 150).thousandths, then.thousandths / 2, 1)
    }
  )

  it.prop("a crossing is the first instant below the threshold", [deeds, hours], ([all, threshold]) => {
    const now = score(all, 120)
    const found = Score.crossing(now, threshold)
    if (found === null) {
      assert.isTrue(threshold === 0 || now.thousandths < threshold)
      return
    }
    assert.isAbove(found, now.at)
    assert.isBelow(Score.of(all, { at: found, tier: null, rolesOf }).thousandths, threshold)
    assert.isAtLeast(Score.of(all, { at: instant(found - 1), tier: null, rolesOf }).thousandths, threshold)
  })

  it("a score of 32 falls below 8 right after two half-lives", () => {
    const now = score(
      [deed("meeting", day(0), { contactId: "P-1" }), deed("visit", day(0)), deed("opened", day(0))],
      0,
      {
        rules: rulesOf({ kinds: { opened: 2 } })
      }
    )
    assert.strictEqual(now.thousandths, 32_000)
    const found = Score.crossing(now, 8_000) ?? 0
    // It rounds to 8.000 as long as at least 7.9995 is left: 30 days × log2(8 ÷ 7.9995) ≈ 3.9 minutes longer.
    assert.isAbove(found, day(60))
    assert.isBelow(found, day(60) + 5 * 60_000)
  })
})
