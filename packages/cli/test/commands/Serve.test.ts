/** From a task of the engine over a manager's mail and its link back into the journal, over loopback. */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { Store, type Task } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { join } from "node:path"
import * as ServeRun from "../../src/commands/ServeRun.ts"
import * as Session from "../../src/session/Session.ts"
import * as StoreFile from "../../src/session/StoreFile.ts"
import * as Eml from "../Eml.ts"
import { abm } from "../Inside.ts"
import * as LiveWorkspace from "../LiveWorkspace.ts"

const key = "a key of the tests, long enough"
const before = process.env["ABM_SIGNING_KEY"]
process.env["ABM_SIGNING_KEY"] = key
const base = LiveWorkspace.files({ accounts: 1, contactsEach: 1 })
const directory = LiveWorkspace.folder({
  ...base,
  "data/accounts.csv":
    "account_id,name,country,status,owner_id,domains\nA01,Client A01,DE,customer,KAM-1,a01.example\n",
  "data/managers.csv": "manager_id,name,email\nKAM-1,Ann Example,ann@works.example\n",
  "data/promises.csv":
    "promise_id,account_id,text,made_at,due_at,made_by\nP-1,A01,Send the papers,2026-01-01T09:00:00Z,2026-02-02T09:00:00Z,KAM-1\n"
})
afterAll(() => {
  rmSync(directory, { recursive: true, force: true })
  if (before === undefined) delete process.env["ABM_SIGNING_KEY"]
  else process.env["ABM_SIGNING_KEY"] = before
})

const run = (...words: ReadonlyArray<string>) => abm([...words, "-C", directory])
const tasks = async () => JSON.parse((await run("task", "list", "--json")).stdout) as ReadonlyArray<Task.TaskState>
const mail = (): string => {
  const outbox = join(directory, ".abm/outbox")
  const [name = ""] = readdirSync(outbox).filter((one) => one.startsWith("desk-"))
  return Eml.part(readFileSync(join(outbox, name), "utf8"), "text/plain")
}

/** What is done while the workspace's links are answered; given the address. */
const served = (work: (address: string) => Promise<void>): Promise<void> =>
  Effect.runPromise(
    Effect.gen(function* () {
      const workspace = yield* Session.workspaceOf(directory, process.env)
      const handler = ServeRun.handlerOf(workspace, yield* Store.Store, key)
      const server = yield* ServeRun.listen(handler, { host: "127.0.0.1", port: 0 })
      yield* Effect.promise(() => work(ServeRun.addressOf(server)))
    }).pipe(Effect.scoped, Effect.provide(StoreFile.layer(StoreFile.rehearsal(directory))), Effect.orDie)
  )

describe("a task closed by its link", () => {
  it("is asked for by GET, closed by POST, once, and not by a forged link", async () => {
    assert.strictEqual((await run("run", "--once")).code, 0)
    const [open] = await tasks()
    assert.deepStrictEqual([open?.signalKey, open?.ownerId], ["promise-overdue P-1", "KAM-1"])
    await served(async (address) => {
      writeFileSync(join(directory, "abm.yaml"), `${base["abm.yaml"] ?? ""}links: ${address}\n`)
      assert.include((await run("desk", "KAM-1", "--rehearsal", "--send")).stderr, "sent to KAM-1: captured as")
      const [link = ""] = /http:\/\/127\.0\.0\.1:\d+\/task\/\S+/u.exec(mail()) ?? []
      assert.include(mail(), `Done: ${link}`)

      const asked = await fetch(link)
      assert.strictEqual(asked.status, 200)
      assert.include(await asked.text(), "Is it done?")
      assert.strictEqual((await fetch(link, { method: "HEAD" })).status, 200)
      assert.lengthOf(await tasks(), 1)

      const forged = await fetch(`${link.slice(0, -1)}${link.endsWith("0") ? "1" : "0"}`, { method: "POST" })
      assert.strictEqual(forged.status, 403)
      assert.lengthOf(await tasks(), 1)

      const told = await fetch(link, { method: "POST", body: new URLSearchParams({ note: "sent by courier" }) })
      assert.strictEqual(told.status, 200)
      assert.deepStrictEqual(await tasks(), [])
      const again = await fetch(link, { method: "POST" })
      assert.strictEqual(again.status, 409)
      assert.match(await again.text(), /Already closed by Ann Example on \d/u)
    })
    const journal = (await run("why", "A01", "--rehearsal", "--json")).stdout
    assert.match(
      journal,
      /"_tag":"TaskClosed","taskId":"[^"]+","by":"KAM-1","outcome":"done","note":"sent by courier"/u
    )
  })
})

describe("abm serve", () => {
  it("makes no links under a key that can be guessed, and answers none", async () => {
    process.env["ABM_SIGNING_KEY"] = "short"
    const { code, stderr } = await run("serve", "--port", "0")
    assert.strictEqual(code, 1)
    assert.include(stderr, "links are signed with ABM_SIGNING_KEY, which is too short")
    assert.include((await run("desk", "KAM-1", "--rehearsal", "--send", "--again")).stderr, "which is too short")
    process.env["ABM_SIGNING_KEY"] = key
  })

  it("says when its port is taken", async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve))
    const address = other.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    const { code, stderr } = await run("serve", "--port", String(port))
    assert.deepStrictEqual([code, stderr.includes(`cannot listen on 127.0.0.1:${port} (EADDRINUSE)`)], [3, true])
    await new Promise((resolve) => other.close(resolve))
  })
})
