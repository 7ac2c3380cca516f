import { assert, describe, it } from "@effect/vitest"
import * as YamlFile from "../../src/workspace/YamlFile.ts"

const read = (text: string): YamlFile.YamlFile => {
  const parsed = YamlFile.parse(text, "a.yaml")
  if (!parsed.ok) throw new Error(parsed.findings[0]?.message)
  return parsed.yaml
}
const at = (place: { readonly line?: number; readonly column?: number }) => [place.line, place.column]

describe("places in YAML", () => {
  it("a value, its key, and a missing value each have a place", () => {
    const yaml = read("a: 1\nlist:\n  - b: two\n    c: 3\n")
    assert.deepStrictEqual(at(yaml.placeOf(["list", 0, "b"])), [3, 8])
    assert.deepStrictEqual(at(yaml.placeOf(["list", 0, "c"], "key")), [4, 5])
    assert.deepStrictEqual(at(yaml.placeOf(["list", 0, "missing"])), [3, 5])
    assert.deepStrictEqual(at(yaml.placeOf(["nowhere", "at", "all"])), [1, 1])
    assert.strictEqual(yaml.placeOf(["list", 0, "b"]).field, "list[0].b")
  })

  const rule = `account.abc == "A" && account.teir == "x"`
  const offset = rule.indexOf("teir")
  const spellings: ReadonlyArray<readonly [name: string, text: string, line: number, column: number]> = [
    ["plain", `when: ${rule}\n`, 1, 7 + offset],
    ["single quoted", `when: '${rule}'\n`, 1, 8 + offset],
    ["double quoted with escapes", `when: "${rule.replaceAll('"', String.raw`\"`)}"\n`, 1, 10 + offset],
    ["folded block", 'when: >\n  account.abc == "A" &&\n  account.teir == "x"\n', 3, 11],
    ["literal block", 'when: |\n  account.abc == "A" &&\n  account.teir == "x"\n', 3, 11],
    ["plain over two lines", 'when: account.abc == "A" &&\n  account.teir == "x"\n', 2, 11]
  ]
  for (const [name, text, line, column] of spellings) {
    it(`a character inside a rule is found: ${name}`, () => {
      const yaml = read(text)
      const value = (yaml.value as { readonly when: string }).when
      assert.deepStrictEqual(at(yaml.placeInText(["when"], value.indexOf("teir"))), [line, column])
    })
  }

  it("text that is not YAML is a finding at its line", () => {
    const parsed = YamlFile.parse("a: 1\nb: [1, 2\nc: 3\n", "a.yaml")
    assert.isFalse(parsed.ok)
    if (!parsed.ok) {
      assert.strictEqual(parsed.findings[0]?.rule, "workspace/yaml")
      assert.isAtLeast(parsed.findings[0]?.place?.line ?? 0, 2)
    }
  })

  it("the same key twice is an error", () => {
    const parsed = YamlFile.parse("a: 1\na: 2\n", "a.yaml")
    assert.isFalse(parsed.ok)
  })
})

describe("what is not readable YAML", () => {
  it("is a finding, also where only an alias is wrong", () => {
    for (const text of ["a: [", "a: *nothing\n"]) {
      const parsed = YamlFile.parse(text, "a.yaml")
      if (parsed.ok) assert.fail(text)
      assert.strictEqual(parsed.findings[0]?.rule, "workspace/yaml")
      assert.strictEqual(parsed.findings[0]?.place?.line, 1)
    }
  })
})
