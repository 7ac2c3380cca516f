import { assert, describe, it } from "@effect/vitest"
import type { Finding } from "@market-of-one/core"
import * as FindingsView from "../../src/view/FindingsView.ts"

const screen = { width: 100, hasColor: false }
const finding = (severity: Finding.Severity, line: number, message: string): Finding.Finding => ({
  severity,
  rule: "import/bad-date",
  message,
  advice: "mend it",
  place: { file: "a.csv", line, column: 3 }
})

describe("findings", () => {
  it("the worst come first, each with place, rule and advice, then the sums", () => {
    const text = FindingsView.text([finding("warning", 1, "late"), finding("error", 9, "wrong")], ["2 rows"], screen)
    assert.strictEqual(
      text,
      `a.csv:9:3 error wrong [import/bad-date]
    mend it
a.csv:1:3 warning late [import/bad-date]
    mend it

2 rows
1 error, 1 warning, 0 notes
`
    )
  })
  it("people see twenty of one rule and how many more there are", () => {
    const many = Array.from({ length: 25 }, (_, at) => finding("warning", at + 1, "late"))
    const text = FindingsView.text(many, [], screen)
    assert.strictEqual(text.match(/late/gu)?.length, 20)
    assert.include(text, "and 5 more of import/bad-date")
  })
  it("workflow commands escape what would end them", () => {
    const text = FindingsView.github(
      [{ ...finding("error", 1, "50 %\nwrong"), place: { file: "a,b.csv", line: 1 } }],
      "clients"
    )
    assert.strictEqual(text, "::error file=clients/a%2Cb.csv,line=1,title=import/bad-date::50 %25%0Awrong; mend it\n")
  })
})
