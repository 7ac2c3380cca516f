/** What `abm` promises whoever calls it: exit codes, what goes to which stream, places and advice, numbers that close. */
import { afterAll, assert, describe, it } from "@effect/vitest"
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import * as LiveWorkspace from "./LiveWorkspace.ts"
import * as Sink from "./Sink.ts"
import * as Spawned from "./Spawned.ts"
import * as StoreRows from "./StoreRows.ts"

const made: Array<string> = []
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true })
})
const small = { accounts: 3, contactsEach: 2 }
const whole = LiveWorkspace.files(small)
const workspace = (changed: Readonly<Record<string, string>> = {}): string => {
  const directory = LiveWorkspace.folder({ ...whole, ...changed })
  made.push(directory)
  return directory
}
const changed = (name: string, from: string, to: string): string => {
  const text = whole[name] ?? ""
  assert.include(text, from)
  return workspace({ [name]: text.replace(from, to) })
}
const example = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "abm-"))
  made.push(directory)
  const source = join(import.meta.dirname, "../../../examples/industrial-supplier")
  cpSync(source, directory, { recursive: true, filter: (path) => !path.includes(".abm") })
  return directory
}
const october = ["--until", "2026-11-02", "--json"]
const abm = (directory: string, parameters: ReadonlyArray<string>, env?: Readonly<Record<string, string>>) => {
  const [command = "", ...rest] = parameters
  return Spawned.run([command, "-C", directory, ...rest], env)
}
const failsWith = (ended: Spawned.Ended, code: number, ...said: ReadonlyArray<string | RegExp>): void => {
  assert.strictEqual(ended.code, code, ended.stderr)
  for (const one of said) assert.match(ended.stderr, typeof one === "string" ? new RegExp(escaped(one), "u") : one)
  assert.notInclude(ended.stderr, "    at ", "a person sees no stack")
}
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, "\\$&")
const refusedWith = (ended: Spawned.Ended, code: number, ...said: ReadonlyArray<string | RegExp>): void => {
  failsWith(ended, code, ...said)
  assert.strictEqual(ended.stdout, "")
}

type Outcome = "sent" | "waiting" | "skipped" | "refused" | "failed" | "unknown"
const outcomes: ReadonlyArray<Outcome> = ["sent", "waiting", "skipped", "refused", "failed", "unknown"]
type Numbers = Readonly<Record<Outcome | "audience", number>> & {
  readonly reasons: Readonly<Record<Outcome, Readonly<Record<string, number>>>>
}
interface Decided {
  readonly type: string
  readonly enrolmentId: string
  readonly touchId: string
  readonly contactId: string
  readonly messageId?: string
  readonly rule?: string
  readonly reason?: string
}
interface Result {
  readonly decisions: ReadonlyArray<Decided>
  readonly totals: Numbers & { readonly touches: ReadonlyArray<Numbers> }
}
const resultOf = (stdout: string): Result => JSON.parse(stdout) as Result
const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, number) => total + number, 0)

const closes = (numbers: Numbers): void => {
  assert.strictEqual(numbers.audience, sum(outcomes.map((outcome) => numbers[outcome])))
  for (const outcome of outcomes) assert.strictEqual(numbers[outcome], sum(Object.values(numbers.reasons[outcome])))
}

describe("abm", { concurrent: true, timeout: 180_000 }, () => {
  it("says wrong usage on stderr, with where help is, and exits with 2", async () => {
    refusedWith(await Spawned.run(["plan", "--bogus"]), 2, "Unrecognized flag: --bogus", "see abm plan --help")
    refusedWith(await Spawned.run(["plna"]), 2, 'Unknown subcommand "plna"', "plan")
    refusedWith(await Spawned.run(["run", "--courier", "fax"]), 2, '"smtp" | "capture"')
    refusedWith(await Spawned.run(["hold", "A01"]), 2, "--reason")
    refusedWith(await Spawned.run(["resolve", "x", "maybe", "--by", "me"]), 2, "delivered")
  })

  it("says where a workspace is missing, and how one is made", async () => {
    for (const command of ["plan", "check", "status", "run"])
      refusedWith(await abm("/nowhere", [command]), 2, "there is no abm.yaml in /nowhere", "abm init DIR")
  })

  it("names the line and the key of a broken abm.yaml", async () => {
    const directory = changed("abm.yaml", "currency: EUR", "curency: EUR")
    refusedWith(
      await abm(directory, ["plan"]),
      1,
      /abm\.yaml:1:1: error: unknown key "curency" \(did you mean "currency"\?\)/u
    )
  })

  it("keeps a broken row with its reason and goes on with the good ones", async () => {
    const directory = changed("data/contacts.csv", "A01-P02,A01,person", "A01-P02,A01,persn")
    const planned = await abm(directory, ["plan", "--json"])
    assert.strictEqual(planned.code, 0, planned.stderr)
    assert.strictEqual(resultOf(planned.stdout).totals.audience, small.accounts * small.contactsEach - 1)
    assert.match(planned.stderr, /1 row could not be read; see \.abm\/rejects\/contacts-contacts\.csv/u)
    const kept = readFileSync(join(directory, ".abm/rejects/contacts-contacts.csv"), "utf8").trimEnd().split("\n")
    assert.lengthOf(kept, 2)
    assert.match(kept[1] ?? "", /^A01-P02,.*data\/contacts\.csv,3,.*kind,persn/u)
  })

  it("names a cycle of parents from its least member", async () => {
    const accounts = "account_id,name,parent_id,country\nA01,One,A03,DE\nA02,Two,A01,DE\nA03,Three,A02,DE\n"
    const directory = workspace({ "data/accounts.csv": accounts })
    const said = [/data\/accounts\.csv:2/u, "A01 → A03 → A02 → A01", "account/cyclic-parent"]
    refusedWith(await abm(directory, ["plan"]), 1, ...said)
    const checked = await abm(directory, ["check", "--json"])
    assert.strictEqual(checked.code, 1)
    assert.include(checked.stdout, "A01 → A03 → A02 → A01")
  })

  it("names the place of a misspelt field in a rule and what was probably meant", async () => {
    const directory = changed("programs/greet.yaml", 'account.country == "DE"', 'account.teir == "one-to-one"')
    refusedWith(await abm(directory, ["plan"]), 1, /programs\/greet\.yaml:5:19: error: .*teir.*did you mean.*tier/u)
    const checked = await abm(directory, ["check"])
    failsWith(checked, 1)
    assert.match(checked.stdout, /5:19[\s\S]*teir[\s\S]*tier/u)
    refusedWith(await abm(directory, ["run", "--once", "--courier", "capture"]), 1, "programs/greet.yaml:5:19")
  })

  it("names the place of an unknown field in a template", async () => {
    const directory = changed("templates/hello.hbs", "{{contact.name}}", "{{contact.nmae}}")
    refusedWith(await abm(directory, ["plan"]), 1, /templates\/hello\.hbs:7:\d+: error: .*nmae.*name/u)
    const checked = await abm(directory, ["check", "--json"])
    assert.strictEqual(checked.code, 1)
    const { findings } = JSON.parse(checked.stdout) as {
      readonly findings: ReadonlyArray<{ readonly place?: { readonly file?: string; readonly line?: number } }>
    }
    assert.isTrue(findings.some(({ place }) => place?.file === "templates/hello.hbs" && place.line === 7))
  })

  it("leaves a store of a later version as it is and says which abm it needs", async () => {
    const directory = workspace()
    const file = join(directory, "newer.db")
    const env = { ABM_STORE: file, ABM_SMTP_URL: "smtp://127.0.0.1:9" }
    assert.strictEqual((await abm(directory, ["run", "--once"], env)).code, 3)
    const store = new DatabaseSync(file)
    store.exec("UPDATE meta SET value = '99' WHERE key = 'schema'")
    store.close()
    for (const command of [
      ["run", "--once"],
      ["status"],
      ["why", "A01"],
      ["hold", "A01", "--reason", "x", "--by", "y"]
    ])
      refusedWith(await abm(directory, command, env), 3, "later version", "install")
    const after = new DatabaseSync(file, { readOnly: true })
    assert.deepInclude(after.prepare("SELECT value FROM meta WHERE key = 'schema'").get(), { value: "99" })
    after.close()
  })

  it("does not take a URL for a file, and shows nothing of it", async () => {
    const ended = await abm(workspace(), ["status"], { ABM_STORE: "postgres://anna:s3cret@db.example/abm" })
    refusedWith(ended, 3, "ABM_STORE is a URL")
    assert.notInclude(ended.stderr, "s3cret")
  })
})

describe("abm run", { concurrent: true, timeout: 180_000 }, () => {
  it("refuses flags that contradict each other", async () => {
    refusedWith(await abm(workspace(), ["run", "--until", "2026-11-02"]), 2, "--until goes with --at")
    refusedWith(await abm(workspace(), ["run", "--at", "2026-10-05", "--once"]), 2, "--once does not go with --at")
    refusedWith(await abm(workspace(), ["run", "--at", "someday"]), 2, "neither a day nor an instant")
    refusedWith(await abm(workspace(), ["run", "--at", "2026-10-05", "--until", "2026-10-01"]), 2, "not after")
    refusedWith(await abm(workspace(), ["run", "--once"], { ABM_GRACE_SECONDS: "soon" }), 2, "ABM_GRACE_SECONDS")
  })

  it("keeps live and rehearsal apart", async () => {
    const relay = { ABM_SMTP_URL: "smtps://anna:s3cret@relay.example" }
    const far = await abm(workspace(), ["run", "--at", "2026-10-05", "--courier", "smtp"], relay)
    refusedWith(far, 1, "a rehearsal may only use a relay on this machine")
    assert.notMatch(far.stderr, /s3cret|relay\.example/u)
    refusedWith(
      await abm(workspace(), ["run", "--once", "--courier", "smtp"]),
      1,
      "no relay is configured",
      "ABM_SMTP_URL"
    )
    const directory = workspace()
    assert.strictEqual((await abm(directory, ["run", "--at", "2026-10-05", "--courier", "capture"])).code, 0)
    const env = { ABM_SMTP_URL: "smtp://127.0.0.1:9", ABM_STORE: join(directory, ".abm", "rehearsal.db") }
    refusedWith(await abm(directory, ["run", "--once", "--courier", "smtp"], env), 3, "rehearsal store for life")
  })

  it("decides on an example byte for byte as its plan does, and the numbers close", async () => {
    const directory = example()
    const planned = await abm(directory, ["plan", "--from", "2026-10-05", ...october])
    const ran = await abm(directory, ["run", "--at", "2026-10-05", "--courier", "capture", ...october])
    assert.deepStrictEqual([planned.code, ran.code], [0, 0], planned.stderr + ran.stderr)
    assert.strictEqual(ran.stdout, planned.stdout)
    const { decisions, totals } = resultOf(ran.stdout)
    closes(totals)
    for (const touch of totals.touches) closes(touch)
    for (const outcome of outcomes) assert.strictEqual(totals[outcome], sum(totals.touches.map((one) => one[outcome])))

    // Counted again from the decisions and the table of messages alone.
    const states = StoreRows.states(directory, "rehearsal.db")
    const fates = new Map<string, string>()
    for (const one of decisions) {
      const touch = `${one.enrolmentId} ${one.touchId} ${one.contactId}`
      if (one.type === "TouchHeld") fates.set(touch, `waiting ${one.rule}`)
      if (one.type === "TouchSkipped" || one.type === "MessageWithdrawn") fates.set(touch, `skipped ${one.reason}`)
      if (one.type === "MessageQueued" || one.type === "MessageDeferred")
        fates.set(touch, states.get(one.messageId ?? "") === "accepted" ? "sent accepted" : "waiting queued")
    }
    const counted = new Map<string, number>()
    for (const fate of fates.values()) counted.set(fate, (counted.get(fate) ?? 0) + 1)
    const told = outcomes.flatMap((outcome) =>
      Object.entries(totals.reasons[outcome]).map(([reason, count]) => [`${outcome} ${reason}`, count] as const)
    )
    assert.deepStrictEqual(Object.fromEntries(counted), Object.fromEntries(told))
    assert.isAbove(totals.sent, 0)
    assert.isAbove(totals.waiting, 0)
    assert.isAbove(totals.skipped, 0)
  })

  it("prints one JSON document and nothing else, and the same again when it runs again", async () => {
    const directory = workspace()
    const rehearse = () =>
      abm(directory, ["run", "--at", "2026-10-05", "--until", "2026-10-06", "--courier", "capture", "--json"])
    const first = await rehearse()
    assert.deepStrictEqual([first.code, first.stderr], [0, ""])
    assert.isTrue(first.stdout.endsWith("}\n") && !first.stdout.trimEnd().includes("\n"))
    assert.strictEqual((await rehearse()).stdout, first.stdout)
    const planned = await abm(directory, ["plan", "--from", "2026-10-05", "--until", "2026-10-06", "--json"])
    assert.deepStrictEqual(resultOf(first.stdout), resultOf(planned.stdout))
  })

  it("sends nothing again when it runs again", async () => {
    const directory = workspace()
    const sink = await Sink.start(join(directory, "promised.txt"))
    const once = () => abm(directory, ["run", "--once", "--json"], { ABM_SMTP_URL: sink.url })
    const first = await once()
    assert.strictEqual(first.code, 0, first.stderr)
    assert.strictEqual(resultOf(first.stdout).totals.sent, small.accounts * small.contactsEach)
    const promised = sink.ids()
    const second = await once()
    assert.strictEqual(second.stdout, first.stdout)
    assert.deepStrictEqual(sink.ids(), promised)
    await sink.stop()
  })
})

describe("abm status, why, hold, release", { concurrent: true, timeout: 180_000 }, () => {
  it("have nothing to tell where nothing has run", async () => {
    const directory = workspace()
    refusedWith(await abm(directory, ["status"]), 1, "nothing has run here yet", "abm run")
    refusedWith(await abm(directory, ["why", "A01"]), 1, "nothing has run here yet")
  })

  it("say where the account is, what happened to it, and refuse one that is not there", async () => {
    const directory = workspace()
    const rehearsed = await abm(directory, [
      "run",
      "--at",
      "2026-10-05",
      "--until",
      "2026-10-06",
      "--courier",
      "capture"
    ])
    assert.strictEqual(rehearsed.code, 0, rehearsed.stderr)
    const status = await abm(directory, ["status", "--json"])
    assert.strictEqual(status.code, 0)
    const shown = JSON.parse(status.stdout) as { readonly mode: string; readonly totals: Numbers }
    assert.strictEqual(shown.mode, "rehearsal")
    closes(shown.totals)
    const why = await abm(directory, ["why", "A01", "A01-P01"])
    assert.match(why.stdout, /“hello” to Person A01-P01 may go[\s\S]*“hello” to Person A01-P01 sent/u)
    const events = JSON.parse((await abm(directory, ["why", "A01", "--json"])).stdout) as ReadonlyArray<object>
    assert.isAbove(events.length, 4)
    refusedWith(await abm(directory, ["why", "A99"]), 1, "there is no account A99")
    refusedWith(
      await abm(directory, ["resolve", "x@y.example", "drop", "--by", "me"]),
      1,
      "there is no message x@y.example"
    )
  })

  it("hold what a plan, a rehearsal and a run would send until a person releases it", async () => {
    const directory = workspace()
    const sink = await Sink.start(join(directory, "promised.txt"))
    const env = { ABM_SMTP_URL: sink.url }
    const held = await abm(directory, ["hold", "A01", "--reason", "price talks", "--by", "anna"])
    assert.deepStrictEqual([held.code, held.stdout], [0, "marketing to the group A01 is held\n"], held.stderr)
    const days = ["--until", "2026-10-06", "--json"]
    const planned = await abm(directory, ["plan", "--from", "2026-10-05", ...days])
    assert.deepStrictEqual(resultOf(planned.stdout).totals.reasons.waiting, { "sales-hold": 2 })
    const rehearsed = await abm(directory, ["run", "--at", "2026-10-05", "--courier", "capture", ...days])
    assert.strictEqual(rehearsed.stdout, planned.stdout)
    const first = resultOf((await abm(directory, ["run", "--once", "--json"], env)).stdout).totals
    assert.deepInclude(first, { sent: 4, waiting: 2 })
    assert.deepStrictEqual(first.reasons.waiting, { "sales-hold": 2 })
    assert.match((await abm(directory, ["why", "A01"])).stdout, /price talks/u)
    assert.strictEqual((await abm(directory, ["release", "A01", "--by", "anna"])).code, 0)
    const second = resultOf((await abm(directory, ["run", "--once", "--json"], env)).stdout).totals
    assert.deepInclude(second, { sent: 6, waiting: 0 })
    assert.lengthOf(sink.ids(), 6)
    await sink.stop()
  })
})
