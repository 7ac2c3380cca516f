import { assert, describe, it } from "@effect/vitest"
import * as Fit from "../../src/page/Fit.ts"

describe("Fit", () => {
  it("leaves a text alone that fits", () => {
    assert.strictEqual(Fit.line("Ada Brook", 200, 13), "Ada Brook")
  })

  it("cuts a longer one to the width, with an ellipsis", () => {
    for (const text of [
      "Energie- und Zuverlässigkeitsmanagerin",
      "Начальник ремонтного цеха",
      "漢字漢字漢字漢字漢字漢字"
    ]) {
      const cut = Fit.line(text, 100, 12)
      assert.match(cut, /…$/u)
      assert.isAtMost(Fit.width(cut, 12), 100)
      assert.isTrue(text.startsWith(cut.slice(0, -1)))
    }
  })

  it("parts no sign", () => {
    assert.strictEqual(Fit.line("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 28, 10), "👩‍👩‍👧‍👦…")
  })

  it("has nothing left where there is no room", () => {
    assert.strictEqual(Fit.line("Ada", 1, 13), "…")
  })
})
