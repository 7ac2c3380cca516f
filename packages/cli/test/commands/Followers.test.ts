/** Whoever follows an account is told: in the list of tasks, on the desk, in the journal's sentences, at the account. */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { AccountDocument } from "../../src/view/AccountDocument.ts"
import { abm } from "../Inside.ts"

const example = join(import.meta.dirname, "../../../../examples/industrial-supplier")
const workspace = mkdtempSync(join(tmpdir(), "followers-"))
const run = (...words: ReadonlyArray<string>) => abm([...words, "-C", workspace])

interface Task {
  readonly accountId: string
  readonly followers: ReadonlyArray<string>
  readonly taskId: string
}

describe("a follower", { timeout: 120_000 }, () => {
  let task: Task | undefined
  beforeAll(async () => {
    cpSync(example, workspace, { recursive: true, filter: (from) => !from.includes(".abm") })
    const week = ["--at", "2026-10-01", "--until", "2026-10-06", "--courier", "capture"]
    assert.strictEqual((await run("run", ...week)).code, 0)
    const before = JSON.parse((await run("task", "list", "--rehearsal", "--json")).stdout) as ReadonlyArray<Task>
    const accountId = before.find((one) => one.accountId !== null && one.followers.length === 0)?.accountId ?? ""
    appendFileSync(join(workspace, "data/team.csv"), `${accountId},KAM-04,follower\n`)
    await run("run", ...week)
    const after = JSON.parse((await run("task", "list", "--rehearsal", "--json")).stdout) as ReadonlyArray<Task>
    task = after.find((one) => one.accountId === accountId)
    assert.deepStrictEqual(task?.followers, ["KAM-04"])
  }, 120_000)
  afterAll(() => rmSync(workspace, { recursive: true, force: true }))

  it("stands in the list of tasks and in the journal's sentence", async () => {
    assert.match((await run("task", "list", "--rehearsal")).stdout, / told /u)
    assert.include((await run("why", task?.accountId ?? "", "--rehearsal")).stdout, "; Piotr Zalewicz is told")
  })

  it("is told on the desk what others are asked to do", async () => {
    const day = ["--at", "2026-10-06", "--rehearsal"]
    assert.include((await run("desk", "KAM-04", ...day)).stdout, "To know: at clients that you follow")
    const { followed } = JSON.parse((await run("desk", "KAM-04", ...day, "--json")).stdout) as {
      readonly followed: ReadonlyArray<Task>
    }
    assert.include(
      followed.map(({ taskId }) => taskId),
      task?.taskId
    )
  })

  it("is told in Russian where the workspace speaks it, as far as the journal tells more than a text", async () => {
    const config = join(workspace, "abm.yaml")
    const text = readFileSync(config, "utf8")
    writeFileSync(config, text.replace("locale: en", "locale: ru"))
    const list = (await run("task", "list", "--rehearsal")).stdout
    const desk = (await run("desk", "KAM-01", "--at", "2026-10-06", "--rehearsal")).stdout
    const status = (await run("status", "--rehearsal")).stdout
    writeFileSync(config, text)
    for (const told of [list, desk, status]) {
      assert.include(told.replaceAll(/\s+/gu, " "), "сделать предложение и записать ответ")
      assert.notMatch(told, /offer it and write|is overdue|no first response/u)
    }
  })

  it("is shown at the account with the whole team", async () => {
    assert.match(
      (await run("account", "ACC-1010")).stdout,
      /\nteam +expert KAM-02 Jonas Ahrendt \(ACC-1010\);[^]* follower KAM-04 Piotr Zalewicz \(ACC-1010\)\n/u
    )
    const { team } = JSON.parse((await run("account", "ACC-1001", "--json")).stdout) as AccountDocument
    assert.deepStrictEqual(
      team.map(({ person, role }) => [person, role]),
      [
        ["KAM-05", "expert"],
        ["KAM-01", "sponsor"]
      ]
    )
  })
})
