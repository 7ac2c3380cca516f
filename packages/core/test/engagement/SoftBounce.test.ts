import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as SoftBounce from "../../src/engagement/SoftBounce.ts"
import { dayMillis, instant } from "../../src/kernel/Calendar.ts"
import * as Horizon from "../../src/kernel/Horizon.ts"
import { day, hours, start } from "./DeedSample.ts"

const rest = (bounces: ReadonlyArray<number>, now: number) => {
  const horizon = Horizon.make(day(now))
  const until = SoftBounce.restUntil(bounces.map(day), horizon, SoftBounce.standard)
  const inDays = (at: number | null) => (at === null ? null : (at - start) / dayMillis)
  return { until: inDays(until), next: inDays(horizon.next()) }
}

describe("SoftBounce", () => {
  it("rests an address for 30 days after the third soft bounce in 14 days", () => {
    const table: ReadonlyArray<readonly [ReadonlyArray<number>, number, number | null]> = [
      [[], 20, null],
      [[0, 1], 20, null],
      [[0, 5, 13.9], 20, 43.9],
      [[13.9, 0, 5], 20, 43.9],
      [[0, 5, 14], 20, null],
      [[0, 1, 2], 31.9, 32],
      [[0, 1, 2], 32, null],
      [[0, 1, 2, 3], 20, 33],
      [[0, 1, 2, 30], 31, 32],
      [[0, 1, 2], 1.5, null]
    ]
    for (const [bounces, now, expected] of table) assert.strictEqual(rest(bounces, now).until, expected, bounces.join())
  })

  it("remembers when the rest ends", () => {
    assert.strictEqual(rest([0, 1, 2], 5).next, 32)
    assert.isNull(rest([0, 1, 2], 40).next)
  })

  it("counts bounces that do not suppress, and nothing else", () => {
    const one = (kind: "bounced" | "replied", days: number, hard?: boolean) => ({
      kind,
      contactId: "P-1",
      at: day(days),
      ...(hard === undefined ? {} : { hard })
    })
    const told = [one("bounced", 0, false), one("bounced", 1, true), one("bounced", 2), one("replied", 3)]
    assert.deepStrictEqual(SoftBounce.timesOf(told), [day(0), day(2)])
  })

  it.prop(
    "never rests without three bounces less than 14 days apart",
    [Arbitrary.array(hours), hours],
    ([drawn, hour]) => {
      const now = day(hour / 24)
      const bounces = drawn.map((one) => day(one / 24))
      const until = SoftBounce.restUntil(bounces, Horizon.make(now), SoftBounce.standard)
      const past = bounces.filter((one) => one <= now)
      const rests = past.some(
        (last) =>
          instant(last + 30 * dayMillis) > now &&
          past.filter((one) => one <= last && one > last - 14 * dayMillis).length >= 3
      )
      assert.strictEqual(until !== null, rests)
    }
  )
})
