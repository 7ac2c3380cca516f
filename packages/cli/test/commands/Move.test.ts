/** A live store before and after an import in which an account has become a subsidiary. */
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { abm } from "../Inside.ts"
import * as LiveWorkspace from "../LiveWorkspace.ts"

interface Waiting {
  readonly approvalId: string
  readonly accountId: string
}
interface Told {
  readonly _tag: string
  readonly group: string
}

const change = (file: string, from: string, to: string): void => {
  const text = readFileSync(file, "utf8")
  assert.include(text, from)
  writeFileSync(file, text.replaceAll(from, to))
}

// Whatever is due waits for a word, so that no relay is ever asked.
const url = process.env["ABM_SMTP_URL"]
beforeAll(() => {
  process.env["ABM_SMTP_URL"] = "smtp://127.0.0.1:9"
})
afterAll(() => {
  if (url === undefined) delete process.env["ABM_SMTP_URL"]
  else process.env["ABM_SMTP_URL"] = url
})

describe("abm run on records in which a parent changed", () => {
  it("goes on with the account in its new group, which knows the word asked for and the hold", async () => {
    const directory = LiveWorkspace.make({ accounts: 2, contactsEach: 1 })
    const run = async (...words: ReadonlyArray<string>) => {
      const ended = await abm([...words, "-C", directory])
      assert.strictEqual(ended.code, 0, ended.stderr)
      return ended.stdout
    }
    const slot = "        slot: hello\n"
    change(join(directory, "programs/greet.yaml"), slot, `${slot}        approval: manager\n`)
    await run("run", "--once", "--courier", "smtp")
    await run("hold", "A02", "--reason", "price talks", "--by", "anna")
    const asked = JSON.parse(await run("approve", "--json")) as ReadonlyArray<Waiting>
    assert.lengthOf(asked, 2)

    const accounts = join(directory, "data/accounts.csv")
    change(accounts, "status,domains", "status,parent_id,domains")
    change(accounts, "customer,a01", "customer,,a01")
    change(accounts, "customer,a02", "customer,A01,a02")
    await run("run", "--once", "--courier", "smtp")

    assert.include(await run("why", "A02"), "of Client A02 and its people came from the group Client A02")
    const told = JSON.parse(await run("why", "A01", "--json")) as ReadonlyArray<Told>
    assert.isTrue(told.every(({ group }) => group === "A01"))
    const tags = told.map(({ _tag }) => _tag)
    assert.lengthOf(
      tags.filter((tag) => tag === "Enrolled"),
      1,
      "A02 did not enter a second time"
    )
    const still = JSON.parse(await run("approve", "--json")) as ReadonlyArray<Waiting>
    assert.sameDeepMembers([...still], [...asked])
    const word = asked.find(({ accountId }) => accountId === "A02")?.approvalId ?? ""
    await run("approve", word, "--by", "anna")
    await run("run", "--once", "--courier", "smtp")
    assert.match(await run("why", "A02"), /“hello” to Person A02-P01 held: .*price talks/u)
    rmSync(directory, { recursive: true, force: true })
  })
})
