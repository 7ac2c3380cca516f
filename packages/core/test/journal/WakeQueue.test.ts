import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { instant } from "../../src/kernel/Calendar.ts"
import * as WakeQueue from "../../src/journal/WakeQueue.ts"

const step = Schema.Struct({
  id: Schema.Literals(["a", "b", "c", "d", "e", "f", "g"]),
  at: Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 20 })))
})

describe("WakeQueue", () => {
  it.prop(
    "gives what a sorted list gives, whatever was set, moved and removed",
    [Arbitrary.array(Arbitrary.schema(step))],
    ([steps]) => {
      const queue = WakeQueue.make()
      const plain = new Map<string, number>()
      for (const { at, id } of steps) {
        if (at === null) {
          queue.remove(id)
          plain.delete(id)
        } else {
          queue.set(id, instant(at))
          plain.set(id, at)
        }
        const sorted = [...plain].toSorted(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
        const [least] = sorted
        assert.deepStrictEqual(queue.peek()?.id, least?.[0])
        assert.deepStrictEqual(
          queue.first(10, 3).map((wake) => wake.id),
          sorted
            .filter(([, at]) => at <= 10)
            .slice(0, 3)
            .map(([id]) => id)
        )
        assert.deepStrictEqual(
          queue.first(20, 100, (id) => id !== "c").map((wake) => wake.id),
          sorted.filter(([id]) => id !== "c").map(([id]) => id)
        )
      }
    }
  )

  it("does not grow with moves", () => {
    const queue = WakeQueue.make()
    for (let round = 0; round < 200_000; round++) queue.set(`group ${round % 10}`, instant(round))
    assert.deepStrictEqual(queue.first(Number.POSITIVE_INFINITY, 100).length, 10)
    assert.strictEqual(queue.peek()?.at, 199_990)
  })
})
