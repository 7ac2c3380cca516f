import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import * as AnalysisText from "../../src/output/AnalysisText.ts"

const Document = Schema.Struct({
  name: Schema.String,
  accounts: Schema.Array(Schema.Struct({ id: Schema.String, share: Schema.NullOr(Schema.Finite) })),
  moves: Schema.Array(Schema.String),
  of: Schema.Struct({ days: Schema.Array(Schema.Int) }),
  last: Schema.NullOr(Schema.String)
})

const account = (at: number) => ({ id: `A "${at}"`, share: at % 3 === 0 ? null : at / 7 })

const make = (accounts: number): typeof Document.Type => ({
  name: "a\nb",
  accounts: Array.from({ length: accounts }, (_, at) => account(at)),
  moves: [],
  of: { days: [1, 2] },
  last: null
})

describe("AnalysisText", () => {
  it("is the document in one text when its pieces are put together", () => {
    for (const accounts of [0, 1, 2, 50]) {
      const document = make(accounts)
      const whole = JSON.stringify(Schema.encodeSync(Document)(document))
      assert.strictEqual([...AnalysisText.json(Document, document)].join(""), whole)
    }
  })

  it("makes entries of a list while it is written, not before", () => {
    let made = 0
    const accounts = AnalysisText.mapped(Array.from({ length: 20_000 }).keys(), (at) => {
      made += 1
      return account(at)
    })
    const pieces = AnalysisText.json(Document, { ...make(0), accounts })[Symbol.iterator]()
    assert.strictEqual(made, 0)
    assert.isAtLeast(String(pieces.next().value).length, 1 << 18)
    assert.isBelow(made, 10_000)
  })

  it("fails where an entry is none of the schema", () => {
    const accounts = [{ id: "A", share: Number.NaN }]
    assert.throws(() => [...AnalysisText.json(Document, { ...make(0), accounts })])
  })
})
