/** `abm plan`: what it shows, keeps, compares and draws, on the example of the industrial supplier. */
import { assert, describe, it } from "@effect/vitest"
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Schema from "effect/Schema"
import * as PlanDocument from "../../src/output/PlanDocument.ts"
import { folder } from "../Abm.ts"
import * as Inside from "../Inside.ts"

const example = join(import.meta.dirname, "../../../../examples/industrial-supplier")
const copy = (): string => {
  const workspace = folder({})
  cpSync(example, workspace, { recursive: true, filter: (from) => !from.includes(".abm") })
  return workspace
}
const workspace = copy()
const weeks = ["--from", "2026-10-01", "--until", "2026-10-15"]
const abm = (directory: string, ...parameters: ReadonlyArray<string>) => Inside.abm([...parameters, "-C", directory])
const plan = (...parameters: ReadonlyArray<string>) => abm(workspace, "plan", ...weeks, ...parameters)
const documentOf = (text: string): PlanDocument.PlanDocument =>
  Schema.decodeUnknownSync(PlanDocument.PlanDocument)(JSON.parse(text))
const keep = (directory: string, name: string, text: string): string => {
  writeFileSync(join(directory, name), text)
  return name
}
const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, one) => total + one, 0)

describe("abm plan", { timeout: 120_000 }, () => {
  it("shows calendar, holds, load and whom nobody speaks to", async ({ expect }) => {
    const { code, stdout } = await plan()
    assert.strictEqual(code, 0)
    await expect(stdout).toMatchFileSnapshot("../goldens/plan.industrial-supplier.txt")
  })

  it("prints a document of its published schema, whose calendar adds up to the totals", async () => {
    const { outlook, totals } = documentOf((await plan("--json")).stdout)
    assert.strictEqual(sum(outlook.weeks.map(({ messages }) => messages)), totals.sent)
    assert.strictEqual(sum(outlook.holds.map(({ standing }) => standing)), totals.waiting)
    assert.strictEqual(sum(outlook.load.map(({ messages }) => messages)), outlook.messages)
    assert.isAbove(outlook.silent.length, 0)
  })

  it("judges clients as of the day in which --from lies, be it a day or an instant of it", async () => {
    const until = ["--until", "2026-12-03", "--json"]
    const of = async (from: string) => (await abm(workspace, "plan", "--from", from, ...until)).stdout
    const day = await of("2026-11-30")
    assert.strictEqual(await of("2026-11-29T23:00:00Z"), day)
    assert.isAbove(documentOf(day).decisions.length, 0)
    const rehearsal = ["run", "--courier", "capture", ...until]
    assert.strictEqual((await abm(workspace, ...rehearsal, "--at", "2026-11-29T23:00:00Z")).stdout, day)
  })

  it("says as of which day clients are judged, where that is not its first", async () => {
    const directory = copy()
    const orders = join(directory, "data/orders.csv")
    const [head = "", ...rows] = readFileSync(orders, "utf8").split("\n")
    writeFileSync(orders, [head, ...rows.filter((row) => row.includes(",2024-"))].join("\n"))
    const { stdout } = await abm(directory, "plan")
    const title =
      /^Plan from [-\d]{10} \d\d:\d\d until [-\d]{10}: 42 groups, nothing sent; clients are judged as of (.+)$/mu
    assert.match(stdout, title)
    assert.match(title.exec(stdout)?.[1] ?? "", /^2024-12-\d\d|2025-01-01$/u)
    assert.notInclude((await plan()).stdout, "judged as of")
  })

  it("tells what programs cost where they declare it, touches and their offers together", async () => {
    const directory = copy()
    const program = join(directory, "programs/develop-b.yaml")
    const text = readFileSync(program, "utf8")
    const priced = text.replace("- id: process-offer\n", "- id: process-offer\n        costMinor: 1250\n")
    writeFileSync(program, priced)
    const { outlook } = documentOf((await abm(directory, "plan", ...weeks, "--json")).stdout)
    assert.deepStrictEqual(outlook.costs, [
      {
        programId: "develop-b",
        currency: "EUR",
        messagesMinor: 14 * (1250 + 1200) + 2 * 1200,
        tasksMinor: 0,
        undeclared: 0,
        budgetMinor: 150_000
      }
    ])
    assert.match((await abm(directory, "plan", ...weeks)).stdout, /develop-b +€367\.00 +€0\.00 +€367\.00 +€1,500\.00/u)
  })

  it("has the JSON Schema of its golden", async ({ expect }) => {
    const text = `${JSON.stringify(Schema.toJsonSchemaDocument(PlanDocument.PlanDocument), null, 2)}\n`
    await expect(text).toMatchFileSnapshot("../goldens/plan.schema.txt")
  })

  it("prints what a rehearsal prints, byte for byte, and the rehearsal then did nothing otherwise", async () => {
    const planned = (await plan("--json")).stdout
    const rehearsed = await abm(
      workspace,
      "run",
      "--at",
      "2026-10-01",
      ...weeks.slice(2),
      "--courier",
      "capture",
      "--json"
    )
    assert.strictEqual(rehearsed.stdout, planned)
    const file = keep(workspace, "plan.json", planned)
    const status = await abm(workspace, "status", "--rehearsal", "--against", file)
    assert.match(status.stdout, /\nOtherwise than plan\.json: nothing differs\n/u)
  })

  it("writes each message with a text beside it that says why it goes", async () => {
    assert.strictEqual((await plan("--render", "planned")).code, 0)
    const names = readdirSync(join(workspace, "planned"))
    const messages = names.filter((name) => name.endsWith(".eml"))
    assert.isAbove(messages.length, 10)
    for (const name of messages) {
      const text = readFileSync(join(workspace, "planned", name.replace(/\.eml$/u, ".txt")), "utf8")
      assert.match(text, /entered “.+”, play “.+”/u)
      assert.match(text, / may go until .+ with .+: /u)
    }
    const reasons = readFileSync(join(workspace, "planned", "reasons.ndjson"), "utf8")
      .trimEnd()
      .split("\n")
    assert.lengthOf(reasons, messages.length)
  })

  it("links each message by account and day, and takes away only what it wrote before", async () => {
    const directory = copy()
    const accounts = join(directory, "data/accounts.csv")
    const nasty = '"<script>alert(1)</script> & \u202Esons"'
    const text = readFileSync(accounts, "utf8")
    writeFileSync(accounts, text.replace(/^(ACC-1001,)[^,]*/mu, `$1${nasty}`))
    const render = (until: string) =>
      abm(directory, "plan", "--from", "2026-10-01", "--until", until, "--render", "planned")
    const names = () => readdirSync(join(directory, "planned"))
    assert.strictEqual((await render("2026-10-15")).code, 0)
    const page = readFileSync(join(directory, "planned/index.html"), "utf8")
    const first = names().filter((name) => name.endsWith(".eml"))
    for (const name of first) {
      assert.include(page, `href="./${encodeURIComponent(name)}"`)
      assert.include(page, `href="./${encodeURIComponent(name.replace(/\.eml$/u, ".txt"))}"`)
    }
    assert.include(page, "<h2>&lt;script&gt;alert(1)&lt;/script&gt; &amp; \uFFFDsons (ACC-1001)</h2>")
    assert.notInclude(page, "<script")
    assert.match(page, /<th scope="rowgroup" colspan="5">2026-10-01<\/th>/u)

    writeFileSync(join(directory, "planned/mine.eml"), "mine")
    const reasons = join(directory, "planned/reasons.ndjson")
    writeFileSync(join(directory, "kept.eml"), "kept")
    writeFileSync(reasons, `${readFileSync(reasons, "utf8")}{"file":"../kept.eml"}\nnonsense\n`)
    assert.strictEqual((await render("2026-10-02")).code, 0)
    const second = names().filter((name) => name.endsWith(".eml"))
    assert.include(second, "mine.eml")
    assert.isBelow(second.length, first.length)
    assert.isTrue(existsSync(join(directory, "kept.eml")))
    const again = readFileSync(join(directory, "planned/index.html"), "utf8")
    for (const [, file = ""] of again.matchAll(/href="\.\/([^"]+)"/gu))
      assert.include(names(), decodeURIComponent(file))
  })

  it("tells whom a person took out, whose program takes nobody in, and who has tasks only, from who fits none", async () => {
    const directory = copy()
    const change = (name: string, from: RegExp | string, to: string) => {
      const file = join(directory, "programs", name)
      const text = readFileSync(file, "utf8")
      const changed = text.replace(from, to)
      assert.notStrictEqual(changed, text)
      writeFileSync(file, changed)
    }
    const before = documentOf((await plan("--json")).stdout).outlook
    const spoken = new Set(before.accounts.map(({ accountId }) => accountId))
    const [one = ""] = [...spoken]
    for (const name of readdirSync(join(directory, "programs")))
      change(name, "\nplays:", `\noverrides:\n  ${one}: { exclude: true }\nplays:`)
    change("develop-b.yaml", "\nplays:", "\nentries: closed\nplays:")
    const { silent } = documentOf((await abm(directory, "plan", ...weeks, "--json")).stdout).outlook
    const of = (why: string) => silent.filter((each) => each.why === why)
    assert.deepStrictEqual(
      of("excluded").map(({ accountId }) => accountId),
      [one]
    )
    assert.include(of("excluded")[0]?.programs.join(), "develop-b")
    assert.isNotEmpty(of("entries closed"))
    for (const { programs } of of("entries closed")) assert.deepStrictEqual(programs, ["develop-b"])
    assert.isNotEmpty(of("only tasks"))
    for (const { accountId } of of("only tasks"))
      assert.strictEqual(before.accounts.find((each) => each.accountId === accountId)?.messages, 0)
    const { stdout } = await abm(directory, "plan", ...weeks)
    assert.match(stdout, /\nNobody writes to \d+ accounts\n/u)
    assert.match(stdout, new RegExp(`\nentries closed: develop-b +${of("entries closed").length} `, "u"))
  })
})

describe("abm plan --responses", { timeout: 120_000 }, () => {
  it("draws the same for the same seed, and nothing at rates of nought", async () => {
    const rates = ["--responses", "rates", "--rates"]
    const none = "reply=0,out-of-office=0,soft-bounce=0,hard-bounce=0,unsubscribe=0"
    const without = (await plan("--json")).stdout
    assert.strictEqual((await plan("--json", ...rates, none)).stdout, without)
    const drawn = (await plan("--json", ...rates, "reply=0.5", "--seed", "4")).stdout
    assert.notStrictEqual(drawn, without)
    assert.strictEqual((await plan("--json", ...rates, "reply=0.5", "--seed", "4")).stdout, drawn)
    assert.isAbove(documentOf(drawn).totals.reasons.skipped["replied"] ?? 0, 0)
  })

  it("refuses a rate that it does not have, or that is no share", async () => {
    const cases = [
      [["--responses", "rates", "--rates", "answer=0.1"], '--rates has no "answer"'],
      [["--responses", "rates", "--rates", "reply=20"], '--rates: "20" is no share from 0 to 1 of reply'],
      [["--rates", "reply=0.2"], "--rates goes with --responses rates"]
    ] as const
    for (const [flags, said] of cases) {
      const { code, stderr } = await plan(...flags)
      assert.strictEqual(code, 2)
      assert.include(stderr, said)
    }
  })
})

describe("abm plan --against", { timeout: 120_000 }, () => {
  it("finds a plan unchanged, and names touch by touch what a person's hold changed", async () => {
    const directory = copy()
    const file = keep(directory, "kept.json", (await abm(directory, "plan", ...weeks, "--json")).stdout)
    const again = () => abm(directory, "plan", ...weeks, "--against", file, "--fail-on-change")
    const same = await again()
    assert.strictEqual(same.code, 0)
    assert.match(same.stdout, /\nAgainst kept\.json: nothing differs\n/u)

    await abm(directory, "hold", "ACC-1020", "--reason", "price talks", "--by", "mia")
    const other = await again()
    assert.strictEqual(other.code, 1)
    assert.match(other.stderr, /the plan is not the one of kept\.json: \d+ touches: \d+ gone/u)
    assert.match(other.stdout, /ACC-1020 [^]*gone: to go 2026-10-01 [^]*held:\s+sales-hold/u)
    const { against } = documentOf((await abm(directory, "plan", ...weeks, "--against", file, "--json")).stdout)
    assert.deepStrictEqual([...new Set(against?.changes.map(({ group }) => group))], ["ACC-1020"])
    assert.strictEqual(against?.counts.gone, against?.changes.length)

    await abm(directory, "run", "--at", "2026-10-01", ...weeks.slice(2), "--courier", "capture")
    const status = JSON.parse((await abm(directory, "status", "--rehearsal", "--against", file, "--json")).stdout) as {
      readonly against: { readonly changes: ReadonlyArray<{ readonly cause: Readonly<Record<string, unknown>> }> }
    }
    assert.isNotEmpty(status.against.changes)
    for (const { cause } of status.against.changes)
      assert.deepInclude(cause, { kind: "person", says: "hold by mia: price talks", input: "HoldPlaced" })
  })

  it("says where the kept plan is of another time", async () => {
    const file = keep(workspace, "kept.json", (await plan("--json")).stdout)
    assert.notInclude((await plan("--against", file)).stderr, "another time")
    for (const other of [
      ["--from", "2026-10-02", "--until", "2026-10-15"],
      ["--from", "2026-10-01", "--until", "2026-10-05"]
    ]) {
      const { code, stderr } = await abm(workspace, "plan", ...other, "--against", file)
      assert.strictEqual(code, 0)
      assert.include(stderr, "kept.json is of another time than this plan")
    }
  })

  it("refuses a file that is none, no plan, or of another version", async () => {
    const kept = JSON.parse((await plan("--json")).stdout) as { version: number; decisions: ReadonlyArray<object> }
    const [first] = kept.decisions
    const cases: ReadonlyArray<readonly [string | null, number, string]> = [
      [null, 2, "cannot read none.json"],
      ["decisions,totals", 1, "kept.json is no JSON"],
      ["[]", 1, "kept.json holds no plan"],
      [JSON.stringify({ ...kept, version: 2 }), 1, "kept.json was kept by another version of abm"],
      [JSON.stringify({ decisions: kept.decisions, totals: {} }), 1, "kept.json was kept by another version of abm"],
      [
        JSON.stringify({ ...kept, decisions: [first, { ...first, type: "Guessed" }] }),
        1,
        'kept.json holds a decision that cannot be read: number 2, "Guessed" of group ACC-1001'
      ]
    ]
    for (const [text, code, said] of cases) {
      const file = text === null ? "none.json" : keep(workspace, "kept.json", text)
      for (const command of [["plan", ...weeks], ["status"]]) {
        const ended = await abm(workspace, ...command, "--against", file)
        assert.strictEqual(ended.code, code, said)
        assert.include(ended.stderr, said)
      }
    }
    assert.strictEqual((await plan("--fail-on-change")).code, 2)
  })
})
