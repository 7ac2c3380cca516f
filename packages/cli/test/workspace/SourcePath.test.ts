import { afterAll, assert, describe, it } from "@effect/vitest"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SourcePath from "../../src/workspace/SourcePath.ts"

const base = mkdtempSync(join(tmpdir(), "source-path-"))
const folder = join(base, "workspace")
mkdirSync(join(folder, "data"), { recursive: true })
mkdirSync(join(base, "crm [old]"))
for (const file of ["workspace/data/sales-2.csv", "workspace/data/sales-1.csv", "outside.csv", "crm [old]/a.csv"]) {
  writeFileSync(join(base, file), "id\n")
}
symlinkSync(join(base, "outside.csv"), join(folder, "data", "link.csv"))
afterAll(() => rmSync(base, { recursive: true }))

const find = (pattern: string, env: SourcePath.Environment = {}) => {
  const found = SourcePath.find(pattern, folder, env)
  return found.ok ? found.files.map((file) => SourcePath.shown(folder, file)) : found.rule
}

describe("paths of sources", () => {
  it("a glob names files inside the workspace, sorted", () => {
    assert.deepStrictEqual(find("data/sales-*.csv"), ["data/sales-1.csv", "data/sales-2.csv"])
  })
  it("a relative path that leads out is refused, links included", () => {
    assert.strictEqual(find("../outside.csv"), "workspace/outside")
    assert.strictEqual(find("data/../../outside.csv"), "workspace/outside")
    assert.strictEqual(find("data/link.csv"), "workspace/outside")
  })
  it("another place may be named in full, or by a variable, whatever signs its name has", () => {
    assert.deepStrictEqual(find(join(base, "outside.csv")), [join(base, "outside.csv")])
    assert.deepStrictEqual(find("${CRM}/a.csv", { CRM: join(base, "crm [old]") }), [join(base, "crm [old]", "a.csv")])
  })
  it("a variable that is not set is named", () => {
    const found = SourcePath.find("${CRM}/a.csv", folder, {})
    assert.isFalse(found.ok)
    if (!found.ok) {
      assert.strictEqual(found.message, '"${CRM}/a.csv" needs the variable CRM, which is not set')
      assert.include(found.advice, "export CRM=")
    }
  })
  it("a pattern that no file matches is said", () => {
    assert.strictEqual(find("data/nothing-*.csv"), "workspace/no-file")
  })
})
