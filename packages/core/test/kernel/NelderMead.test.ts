import { assert, describe, it } from "@effect/vitest"
import * as NelderMead from "../../src/kernel/NelderMead.ts"

const square = (x: number | undefined): number => (x ?? 0) ** 2

/** Published test functions of Moré, Garbow and Hillstrom (ACM TOMS 7, 1981): start, least place. */
const table = [
  {
    name: "Rosenbrock",
    f: ([x = 0, y = 0]: ReadonlyArray<number>) => 100 * square(y - x * x) + square(1 - x),
    start: [-1.2, 1],
    least: [1, 1]
  },
  {
    name: "Beale",
    f: ([x = 0, y = 0]: ReadonlyArray<number>) =>
      square(1.5 - x * (1 - y)) + square(2.25 - x * (1 - y * y)) + square(2.625 - x * (1 - y ** 3)),
    start: [1, 1],
    least: [3, 0.5]
  },
  {
    name: "Wood",
    f: ([x = 0, y = 0, u = 0, v = 0]: ReadonlyArray<number>) =>
      100 * square(y - x * x) +
      square(1 - x) +
      90 * square(v - u * u) +
      square(1 - u) +
      10 * square(y + v - 2) +
      0.1 * square(y - v),
    start: [-3, -1, -3, -1],
    least: [1, 1, 1, 1]
  }
]

describe("NelderMead", () => {
  for (const { f, least, name, start } of table) {
    it(`finds the least value of ${name}'s function`, () => {
      const found = NelderMead.minimiseAgain(f, start, { tolerance: 1e-12 })
      assert.isTrue(found.isConverged)
      for (const [at, x] of found.at.entries()) assert.approximately(x, least[at] ?? Number.NaN, 1e-4)
      assert.isBelow(found.value, 1e-8)
    })
  }

  it("keeps out of places where the function has no value", () => {
    const found = NelderMead.minimise(([x = 0]) => (x <= 0 ? Number.NaN : x - Math.log(x)), [0.1])
    assert.approximately(found.at[0] ?? 0, 1, 1e-4)
  })

  it("says that it has not converged when it runs out of evaluations", () => {
    const found = NelderMead.minimise(([x = 0, y = 0]) => x * x + y * y, [50, 50], { maxEvaluations: 20 })
    assert.isFalse(found.isConverged)
    assert.isAtMost(found.evaluations, 24)
  })

  it("shrinks towards the best point where no other move helps", () => {
    const steps = ([x = 0, y = 0]: ReadonlyArray<number>) => Math.floor(Math.abs(x) * 4) + Math.floor(Math.abs(y) * 4)
    const found = NelderMead.minimise(steps, [0.6, 0.6], { step: 2 })
    assert.isAtMost(found.value, steps([0.6, 0.6]))
    assert.isTrue(found.isConverged)
  })
})
