import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Csv from "../../src/intake/Csv.ts"

const table = (input: Uint8Array | string, options: Csv.Options = {}): Csv.Table => {
  const parsed = Csv.parse(input, options)
  if ("rule" in parsed) throw new Error(parsed.message)
  return parsed
}
const rows = (input: Uint8Array | string, options: Csv.Options = {}) =>
  table(input, options).rows.map((row) => [row.line, ...row.cells, ...(row.fault === undefined ? [] : [row.fault])])
const problem = (input: Uint8Array | string, options: Csv.Options = {}): string => {
  const parsed = Csv.parse(input, options)
  return "rule" in parsed ? parsed.rule : "none"
}

describe("Csv", () => {
  it("gives each row the line on which it begins, newlines in cells included", () => {
    assert.deepStrictEqual(rows('a,b\r\n1,"x\r\ny"\r\n\r\n2,"z""q"\r\n3,'), [
      [2, "1", "x\ny"],
      [5, "2", 'z"q'],
      [6, "3", ""]
    ])
  })

  it("reads mixed newlines, also a single return", () => {
    assert.deepStrictEqual(rows("a,b\r1,2\n3,4\r\n5,6"), [
      [2, "1", "2"],
      [3, "3", "4"],
      [4, "5", "6"]
    ])
  })

  it("tells the delimiter from the header and asks when two fit equally", () => {
    for (const sign of [",", ";", "\t", "|"]) {
      assert.deepStrictEqual(rows(`a${sign}"b,;|"\n1${sign}2`), [[2, "1", "2"]], JSON.stringify(sign))
    }
    assert.deepStrictEqual(rows("sep=;\na;b,c;d,e,f\n1;2;3"), [[3, "1", "2", "3"]])
    assert.strictEqual(problem("a;b,c\n1;2"), "import/delimiter")
    assert.deepStrictEqual(rows("a;b,c\n1;2,3", { delimiter: ";" }), [[2, "1", "2,3"]])
    assert.deepStrictEqual(rows("one\n1\n2"), [
      [2, "1"],
      [3, "2"]
    ])
  })

  it("marks ragged rows and reads on; blank cells beyond the header are nothing", () => {
    assert.deepStrictEqual(rows("a;b\n1\n2;3;\n4;5;6\n ; \n7;8"), [
      [2, "1", "too-few-cells"],
      [3, "2", "3", ""],
      [4, "4", "5", "6", "too-many-cells"],
      [6, "7", "8"]
    ])
  })

  it("gives up only the line of a quote that never closes", () => {
    assert.deepStrictEqual(rows('a,b\n1,"oops\n2,3\n4,5\n'), [
      [2, "1", '"oops', "unclosed-quote"],
      [3, "2", "3"],
      [4, "4", "5"]
    ])
    assert.deepStrictEqual(rows('a,b\n1,"oops\n2,"3"\n4,5\n'), [
      [2, "1", '"oops', "unclosed-quote"],
      [3, "2", "3"],
      [4, "4", "5"]
    ])
  })

  it("takes a quotation mark within a cell as it stands and refuses text after a closing one", () => {
    assert.deepStrictEqual(rows('a,b\n5" pipe,2\n1, "x, y"\n1,"x"y\n'), [
      [2, '5" pipe', "2"],
      [3, "1", "x, y"],
      [4, "1", "x", "text-after-quote"]
    ])
  })

  it("marks rows with zero bytes", () => {
    assert.deepStrictEqual(rows("a,b\n1,\0\n2,3"), [
      [2, "1", "\0", "zero-byte"],
      [3, "2", "3"]
    ])
  })

  it("reads UTF-8 and UTF-16 by their marks and Windows-1251 by declaration", () => {
    const text = "имя;сумма\nЗавод;1"
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ...text.split("").flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])
    ])
    const swapped = utf16.map((_, at) => utf16[at ^ 1] ?? 0)
    const utf8 = new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)])
    for (const bytes of [utf8, utf16, swapped]) {
      assert.deepStrictEqual(table(bytes).header.names, ["имя", "сумма"])
      assert.deepStrictEqual(rows(bytes), [[2, "Завод", "1"]])
    }
    assert.deepStrictEqual(table(`\uFEFF${text}`).header.names, ["имя", "сумма"])
    const cyrillic = new Uint8Array([...new TextEncoder().encode("a;b\n"), 0xcf, 0xf0, 0x3b, 0x31])
    assert.deepStrictEqual(rows(cyrillic, { encoding: "windows-1251" }), [[2, "Пр", "1"]])
    assert.strictEqual(problem(cyrillic), "import/encoding")
    assert.strictEqual(
      problem(
        utf16
          .slice(2, 40)
          .fill(0x61, 0, 1)
          .map((_, at) => (at % 2 === 0 ? 0x61 : 0))
      ),
      "import/encoding"
    )
  })

  it("skips lines above a declared header and asks for a header where there is none", () => {
    assert.deepStrictEqual(rows("Report, 2026\n\na,b\n1,2", { headerLine: 3 }), [[4, "1", "2"]])
    assert.strictEqual(problem("\n\n"), "import/empty")
  })

  it.prop(
    "gives the same rows however the bytes are cut",
    [
      Arbitrary.array(
        Arbitrary.schema(Schema.Literals(["1", "é", '"', "\n", "\r", ",", "x\r\n", "2,3\n", '"a\nb",c\n']))
      ),
      Arbitrary.schema(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 7 })))
    ],
    ([parts, size]) => {
      const bytes = new TextEncoder().encode(`a,b\n${parts.join("")}`)
      const whole = Csv.parse(bytes)
      const reader = Csv.reader()
      const cut: Array<Csv.Row> = []
      for (let at = 0; at < bytes.length; at += size) cut.push(...reader.push(bytes.subarray(at, at + size)))
      cut.push(...reader.end())
      assert.deepStrictEqual("rows" in whole ? whole.rows : [], cut)
    }
  )

  it.prop(
    "reads back any cells that are quoted as RFC 4180 says",
    [Arbitrary.array(Arbitrary.schema(Schema.String))],
    ([cells]) => {
      const plain = cells.map((cell) => cell.replaceAll("\r", "").replaceAll("\0", "").toWellFormed())
      const text = `id,cell\n${plain.map((cell, at) => `${at},"${cell.replaceAll('"', '""')}"\n`).join("")}`
      assert.deepStrictEqual(
        table(text).rows.map((row) => row.cells[1]),
        plain
      )
    }
  )
})
