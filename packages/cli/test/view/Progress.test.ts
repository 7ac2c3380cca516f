import { assert, describe, it, vi } from "@effect/vitest"
import { Calendar } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import * as Progress from "../../src/view/Progress.ts"

/** What is written on stderr, which is no terminal here, while something is done. */
const saidBy = (effect: Effect.Effect<void>): Effect.Effect<string> =>
  Effect.suspend(() => {
    let said = ""
    const write = vi.spyOn(process.stderr, "write").mockImplementation((chunk, ...rest): boolean => {
      said += String(chunk)
      for (const done of rest) if (typeof done === "function") queueMicrotask(() => done())
      return true
    })
    return Effect.as(effect, "").pipe(
      Effect.ensuring(Effect.sync(() => write.mockRestore())),
      Effect.map(() => said)
    )
  })
const at = Calendar.instant(Date.parse("2026-10-05T07:00:00Z"))
const aside = { _tag: "SetAside", groupId: "G-1", until: at, reason: "no \u001b[2Jrecords" } as const

describe("progress of a plan", () => {
  it.effect("is a line now and then: the day, then how many groups are planned", () =>
    Effect.gen(function* () {
      const said = yield* saidBy(
        Effect.gen(function* () {
          const { end, planned, report } = yield* Progress.ofPlan(true)
          yield* report({ _tag: "Clock", now: at })
          yield* TestClock.adjust("5 seconds")
          yield* report({ _tag: "Clock", now: at })
          yield* planned(64, 1_000)
          yield* TestClock.adjust("5 seconds")
          yield* planned(128, 1_000)
          yield* end
        })
      )
      assert.strictEqual(said, "2026-10-05, 0 messages so far\n128 of 1000 groups planned, 0 messages so far\n")
    })
  )

  it.effect("is silent where nobody wants it, but names a group that is set aside, once", () =>
    Effect.gen(function* () {
      const said = yield* saidBy(
        Effect.gen(function* () {
          const { end, planned, report } = yield* Progress.ofPlan(false)
          yield* TestClock.adjust("1 minute")
          yield* planned(64, 1_000)
          yield* report(aside)
          yield* report(aside)
          yield* end
        })
      )
      assert.strictEqual(said, "abm: G-1 is set aside until 2026-10-05T07:00:00Z: no  [2Jrecords\n")
    })
  )
})
