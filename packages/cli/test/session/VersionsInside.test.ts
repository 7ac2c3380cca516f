/** What `abm check` and `abm status` say of accounts inside versions that changed or cannot be used, over a live store. */
import type { Finding } from "@market-of-one/core"
import { afterAll, assert, describe, it } from "@effect/vitest"
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { abm } from "../Inside.ts"
import * as LiveWorkspace from "../LiveWorkspace.ts"

const directory = LiveWorkspace.make({ accounts: 1, contactsEach: 1 })
// Nothing listens there: what waits for a word is not handed over.
const before = process.env["ABM_SMTP_URL"]
process.env["ABM_SMTP_URL"] = "smtp://127.0.0.1:9"
afterAll(() => {
  if (before === undefined) delete process.env["ABM_SMTP_URL"]
  else process.env["ABM_SMTP_URL"] = before
  rmSync(directory, { recursive: true, force: true })
})

const file = join(directory, "programs/greet.yaml")
const greet = readFileSync(file, "utf8").replace("slot: hello\n", "slot: hello\n        approval: manager\n")
const run = (...words: ReadonlyArray<string>) => abm([...words, "-C", directory])
const write = (program: string): void => writeFileSync(file, program)
const found = async (): Promise<ReadonlyArray<Finding.Finding>> => {
  const { findings } = JSON.parse((await run("check", "--json")).stdout) as {
    readonly findings: ReadonlyArray<Finding.Finding>
  }
  return findings.filter(({ rule }) => rule === "program/stuck" || rule === "program/touch-reused")
}

/** As a store that was copied in part, or written by another release. */
const damage = (): void => {
  const database = new DatabaseSync(join(directory, ".abm/state.db"))
  database.exec("UPDATE definition SET json = '{}'")
  database.close()
}

describe("accounts inside versions", () => {
  it("are left in peace by an edit, and named where a touch id means something else or nothing can be decided", async () => {
    write(greet)
    assert.strictEqual((await run("run", "--once", "--courier", "smtp")).code, 0)
    // A version that somebody is taken to is kept, although nothing runs before the file changes again.
    const later = greet.replace("slot: hello\n", "slot: hello\n        after: 1 day\n")
    write(later)
    assert.include((await run("migrate", "greet", "--by", "anna")).stdout, "1 of 1 inside taken to version")
    write(greet)
    assert.deepStrictEqual(await found(), [])

    write(
      greet
        .replace('        to: contact.kind == "person"\n', "")
        .replace("        slot: hello\n", '        task: { kind: call, text: "Call." }\n')
    )
    const [reused, ...others] = await found()
    assert.isEmpty(others)
    assert.deepInclude(reused, {
      severity: "warning",
      rule: "program/touch-reused",
      message:
        "program greet, play greet, touch hello: its id was a message and is a task for accounts inside an older version: A01",
      advice: "give it an id that was never used: who had the old one never gets this one",
      place: { file: "programs/greet.yaml", line: 9, column: 13, field: "plays[0].touches[0].id" }
    })

    write(greet)
    damage()
    const [stuck] = await found()
    assert.include(stuck?.message, "nothing is decided for A01: inside program greet, version ")
    assert.include(stuck?.message, "which cannot be used: a stored definition cannot be read")
    assert.include(stuck?.advice, "`abm migrate greet --by WHO` takes them to the current version")
    assert.deepStrictEqual(stuck?.place, { file: "programs/greet.yaml", line: 1, column: 5, field: "id" })
    const { stdout } = await run("status")
    assert.include(stdout, "Inside a version that cannot be used: nothing is decided for them")

    assert.include((await run("migrate", "greet", "--by", "anna")).stdout, "1 of 1 inside taken to version")
    assert.deepStrictEqual(await found(), [])
    assert.notInclude((await run("status")).stdout, "cannot be used")
  })
})
