/** Whole runs against relays that refuse, delay and lose: whatever goes otherwise than planned has an input as its cause. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Courier } from "../../src/delivery/Courier.ts"
import type { DeliveryOutcome } from "../../src/delivery/DeliveryOutcome.ts"
import * as Runner from "../../src/engine/Runner.ts"
import * as MemoryStore from "../../src/journal/MemoryStore.ts"
import { Store } from "../../src/journal/Store.ts"
import { isDecision } from "../../src/journal/Event.ts"
import * as Hash from "../../src/kernel/Hash.ts"
import * as PlanCauses from "../../src/measurement/PlanCauses.ts"
import * as PlanDiff from "../../src/measurement/PlanDiff.ts"
import * as Planned from "./Planned.ts"

const refused = (retryable: boolean, hard = false): DeliveryOutcome => ({
  _tag: "Refused",
  scope: "recipient",
  retryable,
  hard,
  text: "550"
})
const answers: ReadonlyArray<readonly [number, DeliveryOutcome]> = [
  [0.6, { _tag: "Accepted", response: "250 ok" }],
  [0.1, refused(true)],
  [0.1, refused(false, true)],
  [0.1, refused(false)],
  [0.1, { _tag: "Indeterminate", cause: "no answer after the dot" }]
]
const courier = (seed: number) =>
  Layer.succeed(Courier, {
    mode: "rehearsal",
    connections: 1,
    deliver: ({ attempt, message }) => {
      let left = Hash.fraction(`${seed} ${message.messageId} ${attempt}`)
      return Effect.succeed(answers.find(([share]) => (left -= share) < 0)?.[1] ?? refused(false))
    }
  })

/** The causes of all that a run did otherwise than its plan. */
const causesOf = Effect.fnUntraced(function* (seed: number) {
  const portfolio = Planned.portfolio(seed)
  const { decisions } = yield* Planned.plan(portfolio)
  return yield* Effect.gen(function* () {
    yield* Runner.runVirtual(Planned.span)
    const store = yield* Store
    const journals = new Map(
      yield* Effect.forEach(portfolio.markets, ({ records: { groupId } }) =>
        Effect.map(store.journal(groupId), (journal) => [groupId, journal] as const)
      )
    )
    const done = [...journals.values()].flatMap((journal) =>
      journal.flatMap(({ at, event, groupId }) => (isDecision(event) ? [{ at, event, groupId }] : []))
    )
    const { changes, grounds } = PlanDiff.compare(decisions, done, { toleranceMillis: 3_600_000 })
    return changes.map((change) => {
      const journal = journals.get((change.after ?? change.before)?.groupId ?? "") ?? []
      return { change, cause: PlanCauses.find(change, { journal, grounds }) }
    })
  }).pipe(
    Effect.provide(Layer.mergeAll(Planned.ports(portfolio), courier(seed), MemoryStore.layer({ mode: "rehearsal" })))
  )
})

describe("runs against a moody relay", () => {
  it.effect("differ from their plans by outcomes and retries alone", () =>
    Effect.gen(function* () {
      const kinds = new Map<PlanCauses.Kind, number>()
      for (let seed = 1; seed <= 12; seed += 1)
        for (const { cause, change } of yield* causesOf(seed)) {
          kinds.set(cause.kind, (kinds.get(cause.kind) ?? 0) + 1)
          const { contactId, touchId } = change.after ?? change.before ?? {}
          assert.oneOf(cause.kind, ["outcome", "retry"], `seed ${seed}: ${touchId} of ${contactId}: ${cause.says}`)
        }
      assert.isAbove(kinds.get("outcome") ?? 0, 10)
      assert.isAbove(kinds.get("retry") ?? 0, 0)
    })
  )
})
