import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as CliOutput from "effect/cli/CliOutput"
import * as Schema from "effect/Schema"
import * as Table from "../../src/view/Table.ts"

const plain = { heading: (text: string) => text }
const columns = [{ heading: "account" }, { heading: "money", align: "right" as const }, { heading: "because" }]

describe("Table", () => {
  it("sets columns as wide as their cells and breaks the last where the screen ends", () => {
    const rows = [
      ["Nordwind", "1,000", "brings most of the money and comes every month"],
      ["漢字", "5", "new"]
    ]
    assert.deepStrictEqual(Table.lines(columns, rows, 40, plain), [
      "account   money  because",
      "Nordwind  1,000  brings most of the",
      "                 money and comes every",
      "                 month",
      "漢字          5  new"
    ])
  })

  it("cuts with an ellipsis, wide characters counted as two", () => {
    assert.strictEqual(Table.cut("漢字漢字", 5), "漢字…")
    assert.strictEqual(Table.cut("plain", 5), "plain")
  })

  it.prop(
    "never passes the width of the screen",
    [
      Arbitrary.array(Arbitrary.schema(Schema.Literals(["a", "long words in a row", "漢字漢字漢字", "1,234,567"]))),
      Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 4, maximum: 60 })))
    ],
    ([cells, width]) =>
      Table.lines(columns, [cells, cells.toReversed()], width, plain).every(
        (line) => CliOutput.displayWidth(line) <= width
      )
  )
})
