/** Holds that persons place and release, over a group of two accounts. */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { rmSync } from "node:fs"
import { abm } from "../Inside.ts"
import * as LiveWorkspace from "../LiveWorkspace.ts"

const directory = LiveWorkspace.folder({
  ...LiveWorkspace.files({ accounts: 2, contactsEach: 1 }),
  "data/accounts.csv": "account_id,name,country,status,parent_id\nG,Root,DE,customer,\nS,Branch,DE,customer,G\n"
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const run = (...words: ReadonlyArray<string>) => abm([...words, "-C", directory])
const hold = (account: string, ...more: ReadonlyArray<string>) =>
  run("hold", account, "--reason", "price talks", "--by", "anna", ...more)
const release = (account: string, ...more: ReadonlyArray<string>) => run("release", account, "--by", "boris", ...more)

describe("abm hold and release", () => {
  it("release says what is released, and refuses where there is nothing to release", async () => {
    const nothing = await release("S")
    assert.deepStrictEqual([nothing.code, nothing.stdout], [1, ""])
    assert.include(nothing.stderr, "nobody holds marketing to S")

    await hold("G")
    const covered = await release("S")
    assert.deepStrictEqual([covered.code, covered.stdout], [1, ""])
    assert.include(covered.stderr, "“price talks” by anna on the whole group G covers it")
    assert.include(covered.stderr, "abm release G --by boris")

    await hold("S", "--kind", "legal")
    const sales = await release("S")
    assert.deepStrictEqual([sales.code, sales.stdout], [1, ""])
    assert.include(sales.stderr, "abm release S --kind legal --by boris")
    const own = await release("S", "--kind", "legal")
    assert.strictEqual(own.code, 0, own.stderr)
    assert.strictEqual(
      own.stdout,
      "released: the legal hold “price talks” by anna on S\nstill held: the sales hold “price talks” by anna on the whole group G\n"
    )
    await hold("S")
    await hold("S", "--kind", "legal")
    const all = await release("G")
    assert.include(all.stdout, "released: the sales hold “price talks” by anna on the whole group G\n")
    assert.include(all.stdout, "released: the sales hold “price talks” by anna on S\n")
    assert.include(all.stdout, "still held: the legal hold “price talks” by anna on S\n")
    assert.strictEqual((await release("G")).code, 1)
  })

  it("a hold that would be over is wrong usage", async () => {
    const ended = await hold("S", "--until", "2020-01-01")
    assert.deepStrictEqual([ended.code, ended.stdout], [2, ""])
    assert.match(ended.stderr, /--until 2020-01-01 is over: nothing would be held\n +from \d{4}-\d\d-\d\d on/u)
  })
})
