import { afterAll, assert, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const base = mkdtempSync(join(tmpdir(), "init-"))
afterAll(() => rmSync(base, { recursive: true }))

const main = join(import.meta.dirname, "../../src/main.ts")
const abm = (...args: ReadonlyArray<string>) => {
  const options = { cwd: base, encoding: "utf8" } as const
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ["--conditions=@market-of-one/source", main, ...args],
    options
  )
  return { status, stderr, stdout }
}

describe("abm init and abm check", () => {
  it("a new workspace passes its check, and init says what to do next", () => {
    const made = abm("init", "clients")
    assert.strictEqual(made.status, 0)
    assert.include(made.stdout, "abm check -C clients")
    assert.includeMembers(readdirSync(join(base, "clients")), ["abm.yaml", "data", "programs", "templates", "tests"])
    const checked = abm("check", "-C", "clients", "--max-warnings", "0")
    assert.strictEqual(checked.status, 0, checked.stdout + checked.stderr)
    assert.include(checked.stdout, "0 errors, 0 warnings")
  })

  it("the editor's schema that the first line names is there", () => {
    const [line = ""] = readFileSync(join(base, "clients/abm.yaml"), "utf8").split("\n")
    const named = /^# yaml-language-server: \$schema=(.+)$/u.exec(line)?.[1] ?? ""
    const schema: unknown = JSON.parse(readFileSync(join(base, "clients", named), "utf8"))
    assert.isObject(schema)
  })

  it("a folder that is not empty is left as it is", () => {
    const again = abm("init", "clients")
    assert.strictEqual(again.status, 1)
    assert.include(again.stderr, "is not empty")
  })

  it("an error ends the check with 1, as JSON with the finding and the sums", () => {
    const file = join(base, "clients/programs/keep-in-touch.yaml")
    const program = readFileSync(file, "utf8")
    writeFileSync(file, program.replace("group.abc ==", "group.abcd =="))
    const checked = abm("check", "-C", "clients", "--json")
    assert.strictEqual(checked.status, 1)
    const { findings, totals } = JSON.parse(checked.stdout) as {
      readonly findings: ReadonlyArray<{ readonly rule: string }>
      readonly totals: { readonly errors: number }
    }
    assert.strictEqual(findings[0]?.rule, "rule/unknown-field")
    assert.strictEqual(totals.errors, 1)
    writeFileSync(file, program)
  })

  it("a folder without a workspace is wrong usage", () => {
    const checked = abm("check", "-C", "nowhere")
    assert.strictEqual(checked.status, 2)
    assert.include(checked.stderr, "abm init")
  })
})
