import { assert, describe, it } from "@effect/vitest"
import { TaskLink, type Calendar, type Task } from "@market-of-one/core"
import * as DeskHandler from "../../src/document/DeskHandler.ts"
import { at, nameOf, task } from "../DeskSample.ts"

const key = "a key of the tests, long enough"
const now = at("2026-10-05T08:00:00Z")
const claim: TaskLink.Claim = {
  taskId: "task-1",
  groupId: "A",
  by: "bob",
  act: "done",
  until: at("2026-10-12T08:00:00Z")
}

interface Told {
  readonly claim: TaskLink.Claim
  readonly note: string | undefined
}

/** A desk with one task that closes when it is told. */
const make = (rest: Partial<DeskHandler.Desk> = {}, first: Task.TaskState = task) => {
  const told: Array<Told> = []
  let current = first
  const handle = DeskHandler.make({
    key,
    now: () => now,
    taskOf: async ({ taskId }) => (taskId === current.taskId ? current : undefined),
    tell: async (said, note) => {
      told.push({ claim: said, note })
      const { act, by } = said
      current =
        act === "accept"
          ? { ...current, accepted: { at: now, by } }
          : { ...current, closed: { at: now, by, outcome: act === "done" ? "done" : "dismissed" } }
    },
    nameOf,
    telling: { locale: "en", timeZone: "Europe/Berlin" },
    ...rest
  })
  const ask = async (token: string, init: RequestInit = {}) => {
    const response = await handle(new Request(DeskHandler.addressOf("http://127.0.0.1/desk/", token), init))
    return { status: response.status, headers: response.headers, page: await response.text() }
  }
  return { ask, told }
}
const token = TaskLink.sign(claim, key)
const post = (body = ""): RequestInit => ({ method: "POST", body })

describe("the link of a task", () => {
  it("asks when it is opened and changes nothing, however often a scanner follows it", async () => {
    const { ask, told } = make()
    for (const method of ["GET", "GET", "HEAD"]) assert.strictEqual((await ask(token, { method })).status, 200)
    const { headers, page } = await ask(token)
    assert.deepStrictEqual(told, [])
    assert.include(page, "Is it done?")
    assert.include(page, '<form method="post" action>')
    assert.include(page, "Call about &lt;i>the offer")
    assert.match(headers.get("content-security-policy") ?? "", /default-src 'none'.*frame-ancestors 'none'/u)
    assert.deepStrictEqual(
      ["cache-control", "referrer-policy", "set-cookie"].map((name) => headers.get(name)),
      ["no-store", "no-referrer", null]
    )
  })

  it("writes down what was said when its form is sent, with the note on one line", async () => {
    const { ask, told } = make()
    const { page, status } = await ask(token, post("note=they+meet%0D%0Aus&by=mallory&act=dismiss"))
    assert.deepStrictEqual([status, told], [200, [{ claim, note: "they meet us" }]])
    assert.include(page, "Thank you, it is written down.")
  })

  it("acts once: later it says who closed the task, and when", async () => {
    const { ask, told } = make()
    const [one, other] = await Promise.all([ask(token, post()), ask(token, post())])
    assert.deepStrictEqual([one.status, other.status, told.length], [200, 409, 1])
    const third = await ask(token)
    assert.strictEqual(third.status, 409)
    assert.include(third.page, "Already closed by Bob Example on 5 Oct 2026 10:00.")
    assert.strictEqual((await ask(TaskLink.sign({ ...claim, act: "accept" }, key), post())).status, 409)
  })

  it("takes a task on once, and closes it afterwards", async () => {
    const { ask, told } = make()
    const accept = TaskLink.sign({ ...claim, act: "accept" }, key)
    assert.notInclude((await ask(accept)).page, "<textarea")
    assert.strictEqual((await ask(accept, post())).status, 200)
    assert.include((await ask(accept, post())).page, "Already taken on by Bob Example")
    assert.strictEqual((await ask(token, post())).status, 200)
    assert.deepStrictEqual(
      told.map((one) => one.claim.act),
      ["accept", "done"]
    )
  })

  it("is refused when it is forged, altered, expired, or for another path or method", async () => {
    const { ask, told } = make()
    const forged = TaskLink.sign(claim, "another key, long enough as well")
    const late = TaskLink.sign({ ...claim, until: now }, key)
    const found = [
      (await ask(forged, post())).status,
      (await ask(`${token}0`, post())).status,
      (await ask(late, post())).status,
      (await ask(`${token}/more`, post())).status,
      (await ask(token, { method: "PUT", body: "" })).status,
      (await ask(TaskLink.sign({ ...claim, taskId: "none" }, key), post())).status
    ]
    assert.deepStrictEqual([found, told], [[403, 403, 410, 404, 405, 404], []])
  })

  it("does nothing for a task that somebody else has by now, or that is over", async () => {
    const other = make({}, { ...task, ownerId: "ann" })
    const handed = await other.ask(token, post())
    assert.strictEqual(handed.status, 409)
    assert.include(handed.page, "It is with Ann &lt;b>Example&lt;/b> now.")
    const closed = { at: now, by: "what was noticed is over", outcome: "withdrawn" as const }
    const over = await make({}, { ...task, closed }).ask(token)
    assert.include(over.page, "It is over since 5 Oct 2026 10:00: what was noticed is over.")
    assert.deepStrictEqual(other.told, [])
  })

  it("asks to try again when it could not be written down, and tells nothing of why", async () => {
    const tell = () => Promise.reject(new Error("secret path"))
    const { page, status } = await make({ tell }).ask(token, post())
    assert.strictEqual(status, 500)
    assert.include(page, "It could not be written down.")
    assert.notInclude(page, "secret")
  })

  it("keeps no more than a note's length, and reads no large form", async () => {
    const { ask, told } = make()
    const large = { ...post("note=x"), headers: { "content-length": "20000" } }
    assert.strictEqual((await ask(token, large)).status, 200)
    assert.strictEqual(told[0]?.note, undefined)
    const long = make()
    await long.ask(token, post(`note=${"x".repeat(900)}`))
    assert.strictEqual(long.told[0]?.note?.length, DeskHandler.mostNote)
  })

  it("speaks Russian", async () => {
    const { ask } = make({ telling: { locale: "ru", timeZone: "Europe/Berlin" } })
    assert.include((await ask(token)).page, "Сделано?")
  })

  it("ends when its time is over, to the millisecond", async () => {
    const at = (instant: number) => make({ now: () => instant as Calendar.Instant }).ask(token)
    assert.deepStrictEqual([(await at(claim.until - 1)).status, (await at(claim.until)).status], [200, 410])
  })
})
