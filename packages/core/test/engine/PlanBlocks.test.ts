/** Plans of more groups than are planned together: what they share decides whether that may be. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { Courier } from "../../src/delivery/Courier.ts"
import * as Plan from "../../src/engine/Plan.ts"
import * as Runner from "../../src/engine/Runner.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { dayMillis, instant } from "../../src/kernel/Calendar.ts"
import * as Planned from "../measurement/Planned.ts"
import * as Scenario from "./Scenario.ts"

const span = { from: Scenario.start, until: instant(Scenario.start + 14 * dayMillis) }
const worlds = Array.from({ length: 300 }, (_, seed) => Scenario.world(Scenario.random(seed), `g${seed}`))
const [first] = worlds
if (first === undefined) throw new Error("no world")
const { definitions } = first
/** Three hundred groups under programs without a budget. */
const many = {
  ...first,
  definitions: {
    ...definitions,
    current: definitions.current.map((one) => {
      const { budget: _, ...program } = one.program
      return { ...one, program }
    })
  },
  markets: worlds.map(({ market }) => market)
}
const budgeted = {
  ...many,
  definitions: {
    ...definitions,
    current: definitions.current.map((one) => ({
      ...one,
      program: { ...one.program, budget: { minor: 1_000_000, currency: "EUR" } }
    }))
  }
}

const accepting = Courier.of({
  mode: "rehearsal",
  connections: 1,
  deliver: () => Effect.succeed({ _tag: "Accepted", response: "taken" })
})

const inOneRun = Effect.andThen(Runner.runVirtual(span), Plan.result).pipe(
  Effect.provideService(Courier, accepting),
  Effect.provide(MemoryStore.layer({ mode: "rehearsal" })),
  Effect.provide(Planned.ports(many))
)

/** How often a plan begins anew at the first instant. */
const beginnings = (given: typeof many, more: Partial<Runner.VirtualSpan> = {}) =>
  Effect.gen(function* () {
    let begun = 0
    const report = (progress: Runner.Progress) =>
      Effect.sync(() => {
        if (progress._tag === "Clock" && progress.now === span.from) begun += 1
      })
    yield* Plan.plan({ ...span, ...more, report }).pipe(Effect.provide(Planned.ports(given)))
    return begun
  })

describe("a plan of three hundred groups", () => {
  it.effect("decides of each what one run of all decides, in the order of time", () =>
    Effect.gen(function* () {
      const { decisions, totals } = yield* Planned.plan(many, span)
      const run = yield* inOneRun
      assert.isAbove(decisions.length, 1_000)
      assert.deepStrictEqual(totals, run.totals)
      const byGroup = (all: Plan.RunResult["decisions"]) => Map.groupBy(all, ({ groupId }) => groupId)
      assert.deepStrictEqual(byGroup(decisions), byGroup(run.decisions))
      const times = decisions.map(({ at }) => at)
      assert.deepStrictEqual(
        times,
        times.toSorted((a, b) => a - b)
      )
    })
  )

  it.effect("goes by blocks where groups share nothing", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* beginnings(many), 5)
    })
  )

  it.effect("is one run where they share a budget, or what somebody says of a mailbox", () =>
    Effect.gen(function* () {
      assert.strictEqual(yield* beginnings(budgeted), 1)
      const word = { groupId: "g7", at: span.from, input: { _tag: "FactsImported" as const, revision: "r2" } }
      assert.strictEqual(yield* beginnings(many, { known: { told: [word], suppressions: [] } }), 1)
    })
  )
})
