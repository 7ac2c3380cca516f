import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Spellings from "../../src/intake/Spellings.ts"

const valueIn = (spellings: Spellings.Spellings, text: string): number => {
  const bytes = new TextEncoder().encode(`<${text}>`)
  return spellings.valueOf(bytes, 1, bytes.length - 1)
}

describe("Spellings", () => {
  it("judges each spelling once, however many there are", () => {
    const judged: Array<string> = []
    const spellings = Spellings.make((text) => judged.push(text) - 1)
    const texts = Array.from({ length: 20_000 }, (_, at) => `é${at * 17}`)
    for (const _ of [1, 2])
      assert.deepStrictEqual(
        texts.map((text) => valueIn(spellings, text)),
        [...texts.keys()]
      )
    assert.deepStrictEqual(judged, texts)
  })

  it("asks again for a spelling that has no value yet, and for forgotten ones", () => {
    const judged: Array<string> = []
    const judge = (text: string): number => (judged.push(text) < 2 ? Spellings.unjudged : text.length)
    const spellings = Spellings.make(judge, { most: 2 })
    const values = ["a", "a", "a", "bb", "ccc", "a"].map((text) => valueIn(spellings, text))
    assert.deepStrictEqual(values, [Spellings.unjudged, 1, 1, 2, 3, 1])
    assert.deepStrictEqual(judged, ["a", "a", "bb", "ccc", "a"])
  })

  it("judges anew what it was told to forget", () => {
    const judged: Array<string> = []
    const spellings = Spellings.make((text) => judged.push(text) - 1)
    for (const text of ["a", "b"]) valueIn(spellings, text)
    spellings.clear()
    assert.deepStrictEqual([valueIn(spellings, "b"), valueIn(spellings, "a"), valueIn(spellings, "b")], [2, 3, 2])
  })

  it.prop("tells apart what differs", [Arbitrary.array(Arbitrary.schema(Schema.String))], ([texts]) => {
    const known: Array<string> = []
    const spellings = Spellings.make((text) => known.push(text) - 1)
    for (const text of texts.map((text) => text.toWellFormed())) {
      if (known[valueIn(spellings, text)] !== text) return false
    }
    return true
  })
})
