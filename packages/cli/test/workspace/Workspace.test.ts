import { afterAll, assert, describe, it } from "@effect/vitest"
import { Finding } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { parse } from "yaml"
import * as SampleContent from "../../src/sample/SampleContent.ts"
import * as SampleData from "../../src/sample/SampleData.ts"
import * as Workspace from "../../src/workspace/Workspace.ts"

const base = mkdtempSync(join(tmpdir(), "workspace-"))
afterAll(() => rmSync(base, { recursive: true }))

let made = 0
/** The sample workspace with some files changed; null takes a file away. */
const workspaceOf = (changes: Readonly<Record<string, string | null>> = {}): string => {
  made += 1
  const folder = join(base, String(made))
  for (const [path, text] of Object.entries({ ...SampleContent.files(), ...SampleData.files(), ...changes })) {
    if (text === null) continue
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
const load = (changes: Readonly<Record<string, string | null>> = {}) => Workspace.load(workspaceOf(changes), {})
const lines = (findings: ReadonlyArray<Finding.Finding>) =>
  findings.map((one) => `${Finding.showPlace(one.place)} ${one.severity} ${one.rule}`)
const sample = { ...SampleContent.files(), ...SampleData.files() }
const program = sample["programs/keep-in-touch.yaml"] ?? ""
const contacts = sample["data/contacts.csv"] ?? ""

describe("a workspace", () => {
  it.effect("is read whole from files with the usual names, without a finding", () =>
    Effect.gen(function* () {
      const workspace = yield* load()
      assert.deepStrictEqual(lines(workspace.findings), [])
      assert.strictEqual(workspace.records.grouping.groups.length, 6)
      assert.strictEqual(workspace.programs.length, 1)
      assert.strictEqual(workspace.policy.timeZone, "Europe/Berlin")
      assert.deepStrictEqual<unknown>(workspace.policy.holidays["DE"], ["2026-10-03"])
      const tom = workspace.records.records.contacts.find(({ record }) => record.id === "P-9")
      assert.strictEqual(tom?.record.accountId, "C-600")
    })
  )

  it.effect("a broken row is a warning with file, line and column, and is kept with its reason", () =>
    Effect.gen(function* () {
      const folder = workspaceOf({
        "data/orders.csv": "id,account_id,date,amount\n1,C-100,2026-01-05,10.00\n2,C-100,soon,10.00\n"
      })
      const { findings, rejects } = yield* Workspace.load(folder, {})
      assert.include(lines(findings), "data/orders.csv:3:3 warning import/bad-date")
      assert.deepStrictEqual(rejects, [join(".abm", "rejects", "orders-orders.csv")])
      const kept = readFileSync(join(folder, rejects[0] ?? ""), "utf8")
      assert.match(
        kept,
        /^id,account_id,date,amount,file,line,column,field,value,reason\n2,C-100,soon,10\.00,data\/orders\.csv,3,3,date,soon,/u
      )
    })
  )

  it.effect("rejects of the last time go when the rows are mended", () =>
    Effect.gen(function* () {
      const folder = workspaceOf({ "data/orders.csv": "id,account_id,date,amount\n2,C-100,soon,10.00\n" })
      yield* Workspace.load(folder, {})
      writeFileSync(join(folder, "data/orders.csv"), "id,account_id,date,amount\n2,C-100,2026-01-05,10.00\n")
      yield* Workspace.load(folder, {})
      assert.isFalse(existsSync(join(folder, ".abm/rejects/orders-orders.csv")))
    })
  )

  it.effect("a program in JSON is read as one in YAML is, with its findings", () =>
    Effect.gen(function* () {
      const json = JSON.stringify(parse(program), null, 2)
      const names = { "programs/keep-in-touch.yaml": null, "programs/keep-in-touch.json": json }
      const { findings, programs } = yield* load(names)
      assert.deepStrictEqual(lines(findings), [])
      assert.strictEqual(programs[0]?.version, (yield* load()).programs[0]?.version)
      const broken = yield* load({ ...names, "programs/keep-in-touch.json": json.replace('"plays"', '"palys"') })
      assert.match(lines(broken.findings).join("\n"), /^programs\/keep-in-touch\.json:\d+:\d+ error program\/schema/mu)
      const both = yield* load({ "programs/keep-in-touch.json": json })
      assert.include(
        both.findings.map(({ message }) => message).join(),
        "keep-in-touch.json and in programs/keep-in-touch.yaml"
      )
    })
  )

  it.effect("a misspelt field in a rule is an error at its character, with advice", () =>
    Effect.gen(function* () {
      const { findings, programs } = yield* load({
        "programs/keep-in-touch.yaml": program.replace('group.abc == "A"', 'account.teir == "A"')
      })
      assert.deepStrictEqual(lines(findings), ["programs/keep-in-touch.yaml:7:52 error rule/unknown-field"])
      assert.include(findings[0]?.advice, "account.tier")
      assert.strictEqual(programs.length, 0)
    })
  )

  it.effect("a cyclic parent is an error that names the circle", () =>
    Effect.gen(function* () {
      const accounts = "id,name,parent_id\nA,Acme,B\nB,Brick,A\n"
      const { findings } = yield* load({ "data/accounts.csv": accounts })
      const cycle = findings.find((one) => one.rule === "account/cyclic-parent")
      assert.include(cycle?.message, "A → B → A")
      assert.strictEqual(Finding.showPlace(cycle?.place), "data/accounts.csv:2")
    })
  )

  it.effect("a template that a program names and that is not there is an error with the nearest name", () =>
    Effect.gen(function* () {
      const { findings } = yield* load({ "programs/keep-in-touch.yaml": program.replaceAll("autumn.ru", "autum.ru") })
      const missing = findings.find((one) => one.rule === "program/no-template")
      assert.strictEqual(missing?.advice, 'did you mean "autumn.ru"?')
      assert.strictEqual(missing?.place?.line, 37)
    })
  )

  it.effect("a promotional template that a service touch uses is an error, also where its slot serves both", () =>
    Effect.gen(function* () {
      const served = program.replace(
        "slot: autumn\n",
        "slot: autumn\n        class: service\n        ground: contract\n"
      )
      const both = served.replace("slot: question\n", "slot: autumn\n")
      const found = (yield* load({ "programs/keep-in-touch.yaml": served })).findings
      const shared = (yield* load({ "programs/keep-in-touch.yaml": both })).findings
      for (const findings of [found, shared]) {
        const wrong = findings.filter((one) => one.rule === "program/template-class")
        assert.isAbove(wrong.length, 0)
        assert.match(wrong[0]?.message ?? "", /sends template autumn\.\w+ as service, and it says it is promotional/u)
        assert.isNumber(wrong[0]?.place?.line)
        assert.isNumber(wrong[0]?.place?.column)
      }
    })
  )

  it.effect("a template with an unknown field is an error with its place", () =>
    Effect.gen(function* () {
      const template = (sample["templates/autumn.en.hbs"] ?? "").replace("{{contact.name}}", "{{contact.nmae}}")
      const { findings } = yield* load({ "templates/autumn.en.hbs": template })
      const unknown = findings.find((one) => one.severity === "error")
      assert.strictEqual(unknown?.place?.file, "templates/autumn.en.hbs")
      assert.strictEqual(unknown?.place?.line, 8)
    })
  )

  it.effect("one program in two files is an error", () =>
    Effect.gen(function* () {
      const { findings } = yield* load({ "programs/second.yaml": program })
      assert.include(lines(findings), "programs/second.yaml:2:5 error program/twice")
    })
  )

  it.effect("a source names its variable when that is not set, at its line in abm.yaml", () =>
    Effect.gen(function* () {
      const config = `${sample["abm.yaml"] ?? ""}sources:\n  accounts: { file: "\${CRM}/accounts.csv" }\n`
      const { findings } = yield* load({ "abm.yaml": config })
      const unset = findings.find((one) => one.rule === "workspace/unset-variable")
      assert.strictEqual(Finding.showPlace(unset?.place), `abm.yaml:${config.split("\n").length - 1}:21`)
    })
  )

  it.effect("contacts without a known consent stay without, whatever else is known", () =>
    Effect.gen(function* () {
      const { records } = yield* load({ "data/contacts.csv": contacts })
      const declan = records.records.contacts.find(({ record }) => record.id === "P-7")
      assert.deepStrictEqual(declan?.record.consent, [])
    })
  )

  it.effect("a folder without abm.yaml is no workspace, a broken one says why", () =>
    Effect.gen(function* () {
      const none = yield* Effect.flip(load({ "abm.yaml": null }))
      assert.strictEqual(none.reason, "no workspace")
      const broken = yield* Effect.flip(load({ "abm.yaml": "currency: [" }))
      assert.strictEqual(broken.reason, "bad config")
      assert.strictEqual(broken.findings[0]?.rule, "workspace/yaml")
    })
  )
})
