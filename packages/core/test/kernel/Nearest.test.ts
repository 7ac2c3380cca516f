import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Nearest from "../../src/kernel/Nearest.ts"

const word = Arbitrary.schema(Schema.String.check(Schema.isMaxLength(12)))

describe("Nearest", () => {
  it("counts letters added, dropped, changed and swapped with a neighbour", () => {
    // The optimal string alignment distance; kitten/sitting is Levenshtein's textbook pair.
    const table = [
      ["", "", 0],
      ["", "abc", 3],
      ["kitten", "sitting", 3],
      ["teir", "tier", 1],
      ["ca", "abc", 3]
    ] as const
    for (const [a, b, expected] of table) assert.strictEqual(Nearest.distance(a, b), expected, `${a} → ${b}`)
  })

  it("finds what was meant and stays silent when nothing is near", () => {
    const known = ["tier", "abc", "isKey", "silenceDays"]
    const table = [
      ["teir", "tier"],
      ["Tier", "tier"],
      ["silencedays", "silenceDays"],
      ["sillenceDay", "silenceDays"],
      ["iskey", "isKey"],
      ["revenue", undefined],
      ["x", undefined]
    ] as const
    for (const [text, expected] of table) assert.strictEqual(Nearest.nearest(text, known), expected, text)
  })

  it("gives the first of names that are equally near", () => {
    assert.strictEqual(Nearest.nearest("bat", ["cat", "rat"]), "cat")
  })

  it.prop("is zero for the same word, symmetric, and at most the longer length", [word, word], ([a, b]) => {
    assert.strictEqual(Nearest.distance(a, a), 0)
    assert.strictEqual(Nearest.distance(a, b), Nearest.distance(b, a))
    assert.isAtMost(Nearest.distance(a, b), Math.max(a.length, b.length))
  })
})
