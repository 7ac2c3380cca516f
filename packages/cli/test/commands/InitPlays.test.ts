/** `abm init --play`: each play of the library stands on its own legs, and all of them stand together. */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { PlayLibrary } from "@market-of-one/core"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { abm } from "../Inside.ts"

const base = mkdtempSync(join(tmpdir(), "plays-"))
afterAll(() => rmSync(base, { recursive: true }))

const ids = PlayLibrary.plays.map(({ id }) => id)

interface Tested {
  readonly cases: ReadonlyArray<{ readonly name: string; readonly status: string }>
  readonly totals: { readonly cases: number; readonly failed: number; readonly errors: number }
}

/** A new workspace with these plays, checked and tested. */
const tried = async (name: string, plays: ReadonlyArray<string>) => {
  const directory = join(base, name)
  const made = await abm(["init", directory, ...plays.flatMap((play) => ["--play", play])])
  assert.strictEqual(made.code, 0, made.stderr)
  const checked = await abm(["check", "-C", directory, "--max-warnings", "0"])
  assert.strictEqual(checked.code, 0, checked.stdout)
  const { code, stderr, stdout } = await abm(["test", "-C", directory, "--json"])
  const tested = JSON.parse(stdout) as Tested
  assert.deepStrictEqual(
    tested.cases.filter(({ status }) => status !== "passed").map((one) => one.name),
    []
  )
  assert.strictEqual(code, 0, stderr)
  return { directory, tested }
}

describe("abm init --play", () => {
  it.each(ids)("%s comes with letters and cases, passes the check, and does what its cases say", async (id) => {
    const { directory, tested } = await tried(id, [id])
    assert.isAtLeast(tested.totals.cases, 3 + 2)
    const yaml = readFileSync(join(directory, "programs", `${id}.yaml`), "utf8")
    assert.match(yaml, /^# yaml-language-server: \$schema=[^\n]+\n# [^\n]+\.\nid: /u)
  })

  it("all plays in one workspace leave each other's cases as they are", async () => {
    await tried("all", ids)
  })

  it("an unknown play is wrong usage with the one that was probably meant, and nothing is made", async () => {
    const { code, stderr } = await abm(["init", join(base, "none"), "--play", "renewl"])
    assert.strictEqual(code, 2)
    assert.include(stderr, 'there is no play renewl\n     did you mean "renewal"?')
    assert.throws(() => readFileSync(join(base, "none/abm.yaml")))
  })

  it("lists the plays without making anything, and asks for a folder otherwise", async () => {
    const { code, stdout } = await abm(["init", "--list-plays"])
    assert.strictEqual(code, 0)
    for (const { id, summary } of PlayLibrary.plays) assert.include(stdout.replaceAll(/\s+/gu, " "), `${id} ${summary}`)
    assert.strictEqual((await abm(["init"])).code, 2)
  })
})
