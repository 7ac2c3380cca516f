import { assert, describe, it } from "@effect/vitest"
import { instant } from "../../src/kernel/Calendar.ts"
import * as Retry from "../../src/delivery/Retry.ts"

const minutes = (count: number) => instant(count * 60_000)

describe("Retry", () => {
  it("waits 5 minutes, twice as long each time, at most 4 hours", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 12].map(
      (attempt) =>
        ((Retry.nextAttempt(Retry.standard, attempt, minutes(0), minutes(60)) ?? Number.NaN) - minutes(60)) / 60_000
    )
    assert.deepStrictEqual(waits, [5, 10, 20, 40, 80, 160, 240, 240, 240])
  })

  it("gives up after 48 hours since the first attempt", () => {
    assert.strictEqual(Retry.nextAttempt(Retry.standard, 1, minutes(0), minutes(48 * 60 - 5)), minutes(48 * 60))
    assert.isUndefined(Retry.nextAttempt(Retry.standard, 1, minutes(0), minutes(48 * 60 - 4)))
  })

  it("gives up after the last attempt", () => {
    assert.isDefined(Retry.nextAttempt(Retry.standard, 19, minutes(0), minutes(1)))
    assert.isUndefined(Retry.nextAttempt(Retry.standard, 20, minutes(0), minutes(1)))
  })
})
