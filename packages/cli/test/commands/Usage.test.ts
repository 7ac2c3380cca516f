/** What is asked for in two ways at once, by a number that is none, or of somebody else. */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { rmSync } from "node:fs"
import { abm } from "../Inside.ts"
import * as LiveWorkspace from "../LiveWorkspace.ts"

const directory = LiveWorkspace.make({ accounts: 2, contactsEach: 1 })
afterAll(() => rmSync(directory, { recursive: true, force: true }))
const run = (...words: ReadonlyArray<string>) => abm([...words, "-C", directory])

describe("wrong usage", () => {
  it("--json beside another --format, and fewer warnings than none, end with 2", async () => {
    for (const [command, format] of [
      ["check", "github"],
      ["test", "junit"]
    ] as const) {
      const both = await run(command, "--json", "--format", format)
      assert.deepStrictEqual([both.code, both.stdout], [2, ""])
      assert.include(both.stderr, `--json and --format ${format} ask for two formats`)
    }
    const below = await run("check", "--max-warnings=-1")
    assert.deepStrictEqual([below.code, below.stdout], [2, ""])
    const same = await run("check", "--json", "--format", "json")
    assert.strictEqual(same.code, 0, same.stderr)
    assert.hasAllKeys(JSON.parse(same.stdout) as object, ["findings", "totals"])
  })
})

describe("abm why of a contact", () => {
  it("refuses one that is nobody's, or of another group", async () => {
    assert.strictEqual((await run("run", "--once")).code, 0)
    const nobody = await run("why", "A01", "NOPE")
    assert.deepStrictEqual([nobody.code, nobody.stdout], [1, ""])
    assert.include(nobody.stderr, "there is no contact NOPE")
    const other = await run("why", "A01", "A02-P01")
    assert.deepStrictEqual([other.code, other.stdout], [1, ""])
    assert.include(other.stderr, "contact A02-P01 belongs to the group A02, not to A01")
    assert.strictEqual((await run("why", "A01", "A01-P01")).code, 0)
  })
})
