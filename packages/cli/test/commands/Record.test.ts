import { afterAll, assert, describe, it } from "@effect/vitest"
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as LiveWorkspace from "../LiveWorkspace.ts"
import * as Sink from "../Sink.ts"
import * as Spawned from "../Spawned.ts"

const made: Array<string> = []
const workspace = (): string => {
  const directory = LiveWorkspace.make({ accounts: 4, contactsEach: 2 })
  made.push(directory)
  return directory
}
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true })
})

const at = "2026-01-05T09:30:00Z"
const ndjson = (lines: ReadonlyArray<object | string>): string =>
  lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("")
const record = (directory: string, lines: ReadonlyArray<object | string>, ...more: ReadonlyArray<string>) =>
  Spawned.run(["record", "-C", directory, "-", ...more], {}, ndjson(lines))

interface Told {
  readonly line: number
  readonly field?: string
  readonly message: string
}
interface Answer {
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: number
  readonly rejects: ReadonlyArray<Told>
  readonly warnings: ReadonlyArray<Told>
}
const answered = (stdout: string): Answer => JSON.parse(stdout) as Answer

/** One good line of every type, but for those about what a run has decided. */
const every: ReadonlyArray<object> = [
  { id: "e1", type: "reply", at, contact: "A01-P01" },
  { id: "e2", type: "out-of-office", at, contact: "A01-P01", data: { until: "2026-02-01T00:00:00Z" } },
  { id: "e3", type: "opened", at, contact: "A01-P01", data: {} },
  { id: "e4", type: "clicked", at, contact: "A01-P01" },
  { id: "e5", type: "unsubscribe", at, contact: "A01-P01", data: { topic: "news" } },
  { id: "e6", type: "bounce", at, contact: "A01-P02", data: { kind: "hard" } },
  { id: "e7", type: "complaint", at, contact: "A02-P01" },
  { id: "e8", type: "consent", at, contact: "A02-P02", data: { topic: "news", status: "withdrawn", source: "phone" } },
  { id: "e9", type: "hold", at, account: "A03", data: { reason: "price talks", by: "anna" } },
  { id: "e10", type: "release", at, account: "A04", data: { by: "anna" } },
  { id: "e11", type: "answer", at, account: "A04", data: { notice: "N-1", reason: "price", by: "anna" } }
]

describe("abm record", { concurrent: true, timeout: 180_000 }, () => {
  it("takes every type, into a live store that it makes, and what was said decides", async () => {
    const directory = workspace()
    const { code, stderr, stdout } = await record(directory, every, "--json")
    assert.deepStrictEqual([code, stderr], [0, ""])
    assert.deepStrictEqual(answered(stdout), {
      accepted: every.length,
      duplicate: 0,
      rejected: 0,
      rejects: [],
      warnings: []
    })
    const sink = await Sink.start(join(directory, "promised.txt"))
    const ran = await Spawned.run(["run", "-C", directory, "--once", "--json"], { ABM_SMTP_URL: sink.url })
    await sink.stop()
    assert.strictEqual(ran.code, 0, ran.stderr)
    const { totals } = JSON.parse(ran.stdout) as {
      readonly totals: { readonly sent: number; readonly reasons: Readonly<Record<string, object>> }
    }
    assert.strictEqual(totals.sent, 2)
    assert.deepStrictEqual(totals.reasons["skipped"], { suppressed: 2, unsubscribed: 2 })
    assert.deepStrictEqual(totals.reasons["waiting"], { "sales-hold": 2 })
  })

  it("counts an id once, within a file and over files", async () => {
    const directory = workspace()
    const first = await record(directory, [every[0] ?? {}, every[0] ?? {}, every[2] ?? {}], "--json")
    assert.deepInclude(answered(first.stdout), { accepted: 2, duplicate: 1, rejected: 0 })
    const second = await record(directory, every)
    assert.strictEqual(second.code, 0)
    assert.strictEqual(second.stdout, `accepted ${every.length - 2}, duplicate 2, rejected 0\n`)
  })

  it("rejects another statement under an id that was heard, within a file and over files", async () => {
    const directory = workspace()
    const hold = (id: string, reason: string) => ({
      id,
      type: "hold",
      at,
      account: "A03",
      data: { reason, by: "anna" }
    })
    const first = await record(directory, [hold("h1", "talks"), hold("h1", "claim"), hold("h1", "talks")], "--json")
    assert.strictEqual(first.code, 1)
    assert.deepInclude(answered(first.stdout), { accepted: 1, duplicate: 1, rejected: 1 })
    const [told] = answered(first.stdout).rejects
    assert.deepInclude(told, { line: 2, field: "id", message: "same id, another statement" })
    const reply = { id: "h1", type: "reply", at, contact: "A01-P01" }
    const second = await record(directory, [hold("h1", "talks"), reply], "--json")
    assert.deepInclude(answered(second.stdout), { accepted: 0, duplicate: 1, rejected: 1 })
    assert.strictEqual(answered(second.stdout).rejects[0]?.line, 2)
  })

  it("ends a hold with the day on which it ends, in the zone of the workspace", async () => {
    const directory = workspace()
    const until = { reason: "talks", by: "anna", until: "2099-11-01" }
    const { code, stderr } = await record(directory, [{ id: "d1", type: "hold", at, account: "A03", data: until }])
    assert.strictEqual(code, 0, stderr)
    const why = JSON.parse((await Spawned.run(["why", "-C", directory, "A03", "--json"])).stdout) as ReadonlyArray<{
      readonly hold?: { readonly until: number }
    }>
    assert.strictEqual(why[0]?.hold?.until, Date.parse("2099-11-01T00:00:00Z"))
  })

  it("keeps bad lines with line, field and reason, takes the good ones, and exits with 1", async () => {
    const directory = workspace()
    const bad: ReadonlyArray<readonly [line: object | string, field: string | undefined, message: RegExp]> = [
      ["nonsense", undefined, /no JSON object/u],
      [{ id: "b1", at, contact: "A01-P01" }, "type", /"type" is missing/u],
      [{ id: "b2", type: "repply", at, contact: "A01-P01" }, "type", /no type that can be recorded/u],
      [{ id: "b3", type: "order", at, account: "A01" }, "type", /a fact of the CRM/u],
      [{ type: "reply", at, contact: "A01-P01" }, "id", /"id" is missing/u],
      [{ id: "b4", type: "reply", at: "2026-01-05", contact: "A01-P01" }, "at", /an instant with its zone/u],
      [{ id: "b5", type: "reply", at: "2999-01-05T00:00:00Z", contact: "A01-P01" }, "at", /in the future/u],
      [{ id: "b6", type: "bounce", at, contact: "A01-P01", data: { kind: "medium" } }, "data.kind", /expected "hard"/u],
      [{ id: "b7", type: "bounce", at, contact: "A01-P01" }, "data", /missing/u],
      [{ id: "b8", type: "reply", at, contcat: "A01-P01" }, "contcat", /unknown key "contcat"/u],
      [{ id: "b9", type: "reply", at, contact: "A01-P99" }, "contact", /there is no contact A01-P99/u],
      [{ id: "b10", type: "reply", at, account: "A01" }, "contact", /is a person's/u],
      [{ id: "b11", type: "hold", at, account: "A99", data: { reason: "x", by: "y" } }, "account", /no account A99/u],
      [{ id: "b12", type: "reply", at, contact: "A01-P01", account: "A02" }, "account", /another group/u],
      [{ id: "b13", type: "reply", at, message: "x@works.example" }, "message", /no message x@works.example/u],
      [{ id: "b14", type: "reply", at }, "contact", /neither account, contact nor message/u],
      [
        { id: "b16", type: "consent", at, contact: "A01-P01", data: { topic: "offers", status: "given", source: "x" } },
        "data.topic",
        /no topic offers/u
      ],
      [
        { id: "b17", type: "task", at, account: "A04", data: { task: "task-1", act: "done", by: "anna" } },
        "data.task",
        /no task task-1/u
      ],
      [
        { id: "b18", type: "approval", at, account: "A04", data: { approval: "word-1", given: true, by: "anna" } },
        "data.approval",
        /waits for a word under word-1/u
      ],
      [
        { id: "b19", type: "offer", at, account: "A04", data: { offer: "offer-1", answer: "accepted", by: "anna" } },
        "data.offer",
        /no offer offer-1/u
      ],
      [
        { id: "b20", type: "hold", at, account: "A04", data: { reason: "x", by: "y", until: "2026-02-30" } },
        "data.until",
        /a day or an instant with its zone/u
      ]
    ]
    const { code, stderr, stdout } = await record(directory, [every[0] ?? {}, ...bad.map(([line]) => line)], "--json")
    assert.strictEqual(code, 1)
    const answer = answered(stdout)
    assert.deepInclude(answer, { accepted: 1, duplicate: 0, rejected: bad.length })
    for (const [index, [, field, message]] of bad.entries()) {
      const told = answer.rejects.find((one) => one.line === index + 2 && one.field === field)
      assert.match(told?.message ?? `nothing said of line ${index + 2}`, message)
    }
    assert.include(stderr, "standard input:4: type:")
    assert.include(stderr, 'did you mean "reply"?')
    assert.include(stderr, "data/orders.csv")
    const kept = readFileSync(join(directory, ".abm", "rejects", "record.ndjson"), "utf8")
      .trimEnd()
      .split("\n")
    assert.strictEqual(new Set(kept.map((line) => (JSON.parse(line) as { line: number }).line)).size, bad.length)
    assert.isTrue(kept.some((line) => (JSON.parse(line) as { text: string }).text === "nonsense"))
  })

  it("takes a no to a topic that nobody knows as a no to all, says so, and knows it again when the topic is there", async () => {
    const directory = workspace()
    const no = { id: "n1", type: "unsubscribe", at, contact: "A01-P01", data: { topic: "ne\u001b[2Jws" } }
    const consent = { topic: "fair", status: "withdrawn", source: "phone", scope: "account" }
    const lines = [no, { id: "n2", type: "consent", at, contact: "A02-P01", data: consent }]
    const { code, stderr, stdout } = await record(directory, lines, "--json")
    assert.strictEqual(code, 0)
    assert.deepInclude(answered(stdout), { accepted: 2, duplicate: 0, rejected: 0 })
    assert.deepStrictEqual(
      answered(stdout).warnings.map(({ field, line }) => [line, field]),
      [
        [1, "data.topic"],
        [2, "data.topic"]
      ]
    )
    assert.include(stderr, "standard input:1: data.topic: there is no topic ne [2Jws; taken as a no to all topics")
    assert.include(stderr, "no topic fair; taken as a no to all topics (there are news)")
    const greet = join(directory, "programs/greet.yaml")
    const program = readFileSync(greet, "utf8")
    const fair = program
      .replaceAll("greet", "fair")
      .replace("id: hello", "id: fair")
      .replace("topic: news", "topic: fair")
    writeFileSync(join(directory, "programs/fair.yaml"), fair)
    const repeated = await record(directory, lines, "--json")
    assert.deepInclude(answered(repeated.stdout), { accepted: 0, duplicate: 2, rejected: 0, warnings: [] })
    rmSync(join(directory, "programs/fair.yaml"))
    const sink = await Sink.start(join(directory, "promised.txt"))
    const ran = await Spawned.run(["run", "-C", directory, "--once", "--json"], { ABM_SMTP_URL: sink.url })
    // The topic of a message that went is known for good, whatever programs there are now.
    writeFileSync(greet, program.replace("topic: news", "topic: talks"))
    const contacts = join(directory, "data/contacts.csv")
    writeFileSync(contacts, readFileSync(contacts, "utf8").replaceAll(",news,", ",talks,"))
    const retired = { id: "n3", type: "unsubscribe", at, contact: "A03-P01", data: { topic: "news" } }
    const told = await record(directory, [retired], "--json")
    await sink.stop()
    const { totals } = JSON.parse(ran.stdout) as {
      readonly totals: { readonly sent: number; readonly reasons: Readonly<Record<string, object>> }
    }
    // Of the one account a person said no, and the other one left for all of its people.
    assert.deepStrictEqual([totals.sent, totals.reasons["skipped"]], [5, { unsubscribed: 1 }])
    assert.deepInclude(answered(told.stdout), { accepted: 1, warnings: [] })
  })

  it("takes a reply to a message whose fate is unknown as the proof that it went", async () => {
    const directory = workspace()
    const sink = await Sink.start(join(directory, "promised.txt"))
    const env = { ABM_SMTP_URL: sink.url, ABM_GRACE_SECONDS: "0" }
    const run = Spawned.start(["run", "-C", directory, "--once"], env)
    sink.watch({ onReceipt: () => void run.child.kill("SIGKILL") })
    await run.ended
    sink.watch({})
    await Spawned.run(["run", "-C", directory, "--once"], env)
    await sink.stop()
    const status = async () =>
      JSON.parse((await Spawned.run(["status", "-C", directory, "--json"])).stdout) as {
        readonly unknown: ReadonlyArray<{ readonly messageId: string }>
      }
    const { unknown } = await status()
    assert.isNotEmpty(unknown)
    const replies = unknown.map(({ messageId }, index) => ({ id: `p${index}`, type: "reply", at, message: messageId }))
    const { code, stderr } = await record(directory, replies)
    assert.strictEqual(code, 0, stderr)
    assert.deepStrictEqual((await status()).unknown, [])
  })

  it("wants a rehearsal before it records into one, and a file that is there", async () => {
    const directory = workspace()
    const none = await record(directory, every, "--rehearsal")
    assert.deepStrictEqual([none.code, none.stdout], [1, ""])
    const missing = await Spawned.run(["record", "-C", directory, join(directory, "nothing.ndjson")])
    assert.deepStrictEqual([missing.code, missing.stdout], [2, ""])
    assert.include(missing.stderr, "cannot read")
    assert.isFalse(existsSync(join(directory, ".abm", "state.db")))
  })
})
