/** Results as JUnit XML: well-formed whatever the names are, and the sums are those of the cases. */
import { assert, describe, it } from "@effect/vitest"
import type * as Cases from "../../src/session/Cases.ts"
import * as JUnit from "../../src/view/JUnit.ts"

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Array<Element>
  text: string
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' }
const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#(\d+)|(\w+));/gu, (whole, code: string | undefined, name: string | undefined) =>
    code === undefined
      ? (entities[name ?? ""] ?? assert.fail(`no entity ${whole}`))
      : String.fromCodePoint(Number(code))
  )

/** A strict reader of the XML that is written here: anything else is refused. */
const parse = (xml: string): Element => {
  // The signs that XML 1.0 allows.
  assert.match(xml, /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u)
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  assert.isTrue(xml.startsWith(declaration))
  const root: Element = { name: "", attributes: {}, children: [], text: "" }
  const open = [root]
  const token = /<\/([a-z]+)>|<([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<>]+)/guy
  token.lastIndex = declaration.length
  let at = declaration.length
  for (let match = token.exec(xml); match !== null; match = token.exec(xml)) {
    at = token.lastIndex
    const [, closing, name, attributes = "", empty, text] = match
    const parent = open.at(-1) ?? root
    if (closing !== undefined) assert.strictEqual(open.pop()?.name, closing)
    else if (name === undefined) parent.text += unescaped(text ?? "")
    else {
      const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/gu)].map(([, key = "", value = ""]) => {
        assert.notMatch(value, /&(?!(?:#\d+|amp|lt|gt|quot);)/u)
        return [key, unescaped(value)] as const
      })
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" }
      assert.strictEqual(Object.keys(element.attributes).length, pairs.length, "no attribute twice")
      parent.children.push(element)
      if (empty !== "/") open.push(element)
    }
  }
  assert.strictEqual(at, xml.length, xml.slice(at, at + 40))
  assert.deepStrictEqual(open, [root], "every element is closed")
  assert.strictEqual(root.children.length, 1, "one root")
  return root.children[0] ?? root
}

const nasty = `Tom & "Jerry" <b>'quoted'</b>\n]]> \u0000\u001B[31m \uD800 😀 ё`
const place = { file: "tests/a&b.yaml", line: 7, column: 11 }
const result = (name: string, missed: boolean): Cases.Result => ({
  name,
  place,
  misses: missed ? [{ expected: `text "${nasty}"`, found: "<nothing>" }] : [],
  trace: missed ? [nasty] : [],
  millis: 1_250
})
const outcome: Cases.Outcome = {
  files: [place.file, "tests/empty.yaml"],
  results: [result("It goes", false), result(nasty, true)],
  findings: [
    {
      severity: "error",
      rule: "test/case",
      message: `there is no account ${nasty}`,
      place: { file: "tests/empty.yaml", line: 1 }
    }
  ],
  coverage: [],
  percent: 100
}

describe("JUnit XML", () => {
  const document = parse(JUnit.make(outcome))

  it("is one document with a suite for each file and the sums of all", () => {
    assert.strictEqual(document.name, "testsuites")
    assert.deepStrictEqual(document.attributes, {
      name: "abm test",
      tests: "3",
      failures: "1",
      errors: "1",
      time: "2.500"
    })
    assert.deepStrictEqual(
      document.children.map(({ attributes }) => attributes),
      [
        { name: place.file, tests: "2", failures: "1", errors: "0", time: "2.500" },
        { name: "tests/empty.yaml", tests: "1", failures: "0", errors: "1", time: "0.000" }
      ]
    )
  })

  it("tells each case by name, file and line, and a failure with what was found and what happened", () => {
    const [passed, failed] = document.children[0]?.children ?? []
    assert.deepStrictEqual(passed?.attributes, {
      name: "It goes",
      classname: place.file,
      file: place.file,
      line: "7",
      time: "1.250"
    })
    assert.isEmpty(passed?.children)
    const [failure] = failed?.children ?? []
    assert.strictEqual(failure?.name, "failure")
    assert.include(failure?.attributes["message"], "found <nothing>")
    assert.include(failure?.text, "tests/a&b.yaml:7:11")
  })

  it("keeps every sign that XML may hold, and marks the place of one that it may not", () => {
    const name = document.children[0]?.children[1]?.attributes["name"]
    assert.strictEqual(
      name,
      nasty.replaceAll("\u0000", "\uFFFD").replaceAll("\u001B", "\uFFFD").replaceAll("\uD800", "\uFFFD")
    )
  })

  it("tells an error of a file as a case that could not run", () => {
    const [error] = document.children[1]?.children[0]?.children ?? []
    assert.strictEqual(error?.name, "error")
    assert.strictEqual(error?.attributes["type"], "test/case")
  })
})
