/** A virtual run over a store that is never content: it ends and says of which group, instead of going on for ever. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Courier } from "../../src/delivery/Courier.ts"
import * as Runner from "../../src/engine/Runner.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store } from "../../src/journal/Store.ts"
import { dayMillis, instant } from "../../src/kernel/Calendar.ts"
import * as Planned from "../measurement/Planned.ts"
import * as Scenario from "./Scenario.ts"

const world = Scenario.world(Scenario.random(3), "g3")
const given = { ...world, markets: [world.market] }
const span = { from: Scenario.start, until: instant(Scenario.start + 7 * dayMillis) }

const accepting = Courier.of({
  mode: "rehearsal",
  connections: 1,
  deliver: () => Effect.succeed({ _tag: "Accepted", response: "taken" })
})

/** The memory store, but what was due once is due again and again at one instant. */
const restless = Layer.effect(
  Store,
  Effect.map(Store, (store) => ({ ...store, due: () => Effect.succeed(["g3"]) }))
).pipe(Layer.provide(MemoryStore.layer({ mode: "rehearsal" })))

describe("a virtual run", () => {
  it.effect("ends with the name of a group that is decided about at one instant without end", () =>
    Effect.gen(function* () {
      const run = Runner.runVirtual(span).pipe(
        Effect.provideService(Courier, accepting),
        Effect.provide(restless),
        Effect.provide(Planned.ports(given))
      )
      const said = yield* Effect.catchDefect(Effect.as(run, "went on"), (defect) => Effect.succeed(String(defect)))
      assert.match(said, /^Error: g3 was decided about 10000 times at \d{4}-\d\d-\d\dT[\d:.]+Z, with no end$/)
    })
  )
})
