/** What persons say about the engine's work, over a store that a run has left. */
import { assert, describe, it } from "@effect/vitest"
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { abm } from "../Inside.ts"
import * as LiveWorkspace from "../LiveWorkspace.ts"

interface Waiting {
  readonly approvalId: string
  readonly touchId: string
}
interface Open {
  readonly taskId: string
  readonly kind: string
}

describe("abm approve, task, migrate and abort", () => {
  it("list what waits, answer it once, and say what is wrong otherwise", async () => {
    const directory = LiveWorkspace.make({ accounts: 1, contactsEach: 1 })
    const file = join(directory, "programs/greet.yaml")
    const program = readFileSync(file, "utf8")
    const step = "        slot: hello\n"
    assert.include(program, step)
    writeFileSync(file, program.replace(step, `${step}        approval: manager\n`))
    const run = (...words: ReadonlyArray<string>) => abm([...words, "-C", directory])

    assert.strictEqual((await run("run", "--once")).code, 0)
    const [waiting] = JSON.parse((await run("approve", "--json")).stdout) as ReadonlyArray<Waiting>
    const id = waiting?.approvalId ?? ""
    assert.match(id, /^word-[0-9a-f]{12}$/u)
    const inside = JSON.parse((await run("status", "--rehearsal", "--json")).stdout) as { readonly inside: object }
    assert.deepStrictEqual(inside.inside, [
      { program: "greet", play: "greet", step: "hello", holdout: false, accounts: ["A01"] }
    ])
    assert.match((await run("status", "--rehearsal")).stdout, /Inside now\n.*\ngreet +greet +hello +1 +A01\n/u)
    const asked = / A01 +\S+ +greet \/ hello +the step asks for the manager's word\n/u
    assert.match((await run("approve")).stdout, asked)

    assert.include(
      (await run("approve", "word-none", "--by", "anna")).stderr,
      "nothing waits for a word under word-none"
    )
    assert.strictEqual((await run("approve", id)).code, 2)
    const approved = await run("approve", id, "--by", "anna")
    assert.include(approved.stdout, `${id}: approved`)
    assert.include(approved.stderr, "anna is no manager of the data")
    assert.include((await run("approve", id, "--by", "anna")).stderr, `${id} was approved by anna`)
    const data = { approval: id, given: true, by: "anna" }
    const said = { id: "a1", type: "approval", at: "2026-01-05T09:30:00Z", account: "A01", data }
    writeFileSync(join(directory, "said.ndjson"), JSON.stringify(said))
    const recorded = await run("record", join(directory, "said.ndjson"), "--rehearsal")
    assert.deepStrictEqual([recorded.stderr, recorded.stdout], ["", "accepted 1, duplicate 0, rejected 0\n"])

    assert.include((await run("task")).stdout, "no task is open")
    const nobody = await run("task", "list", "--owner", "KAM-9")
    assert.deepStrictEqual([nobody.code, nobody.stdout], [1, ""])
    assert.include(nobody.stderr, "nobody of ours is KAM-9")
    assert.include((await run("task", "done", "task-none", "--by", "anna")).stderr, "there is no task task-none")
    assert.deepStrictEqual(JSON.parse((await run("task", "list", "--json")).stdout) as ReadonlyArray<Open>, [])

    assert.include((await run("migrate", "greet", "--by", "anna")).stdout, "0 of 1 inside taken to version")
    writeFileSync(file, program)
    assert.include((await run("migrate", "greet", "--by", "anna")).stdout, "1 of 1 inside taken to version")
    assert.include((await run("abort", "greet", "--by", "anna")).stdout, "1 taken out")
    for (const act of ["abort", "migrate"]) {
      const nobody = await run(act, "greet", "--account", "A01", "--by", "anna")
      assert.deepStrictEqual([nobody.code, nobody.stdout], [1, ""])
      assert.include(nobody.stderr, "A01 is not inside greet")
      const unknown = await run(act, "grett", "--account", "A01", "--by", "anna")
      assert.include(unknown.stderr, "there is no program grett\n     did you mean greet?")
      assert.include((await run(act, "no-such", "--by", "anna")).stderr, "there are greet")
    }
    rmSync(directory, { recursive: true, force: true })
  })
})
