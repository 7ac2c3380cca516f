import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import writeExcelFile from "write-excel-file/node"
import { parse } from "yaml"
import * as ProposalDocument from "../../src/output/ProposalDocument.ts"
import { folder } from "../Abm.ts"
import { abm } from "../Inside.ts"

/** Fictional sales as a German spreadsheet saves them. */
const sales = "Kunde;Datum;Betrag;Notiz\n42;03.04.2026;1.234,50;\n43;25.04.2026;34,50;eilt\n;;1.269,00;\n"
const config = `# Ours.
currency: EUR
timeZone: Europe/Berlin
sender:
  name: Sample
  company: Sample (fictional)
  email: news@sample.example
  postalAddress: 1 Sample Street
  unsubscribe: unsubscribe@sample.example
`
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(ProposalDocument.ProposalDocument))

describe("abm import", () => {
  it("shows how a file is written, three values of each column, what is not read, and what rows come to", async () => {
    const { code, stderr, stdout } = await abm(["import", "sales.csv"], { cwd: folder({ "sales.csv": sales }) })
    assert.deepStrictEqual([code, stderr], [0, ""])
    assert.include(stdout, 'line 3 ("25.04.2026") can only be dd/MM/yyyy')
    assert.match(stdout, /^Betrag +amount +1\.234,50 · 34,50 · 1\.269,00$/mu)
    assert.include(stdout, "Not read: Notiz")
    assert.include(stdout, "3 rows read = 2 accepted + 0 unchanged + 0 updated + 1 rejected")
    assert.include(stdout, "1 by import/totals-row, first on line 4")
    assert.include(stdout, "    accountId: Kunde")
  })

  it("asks what no row decides, exits with 1 and writes nothing; an answer settles it", async () => {
    const cwd = folder({ "abm.yaml": config, "s.csv": "customer,date,amount\nA,03/04/2026,1.50\n" })
    const open = await abm(["import", "s.csv", "--write"], { cwd })
    assert.strictEqual(open.code, 1)
    assert.include(open.stdout, 'line 2 ("03/04/2026") has two readings and no row decides between them')
    assert.include(open.stdout, "--date-format")
    assert.strictEqual(readFileSync(join(cwd, "abm.yaml"), "utf8"), config)
    const answered = await abm(["import", "s.csv", "--date-format", "dd/MM/yyyy", "--write"], { cwd })
    assert.strictEqual(answered.code, 0)
    const written = readFileSync(join(cwd, "abm.yaml"), "utf8")
    assert.isTrue(written.startsWith("# Ours.\n"))
    assert.deepStrictEqual(parse(written).sources, {
      orders: { file: "s.csv", dateFormat: "dd/MM/yyyy", decimal: "." }
    })
  })

  it("prints one document in the published shape", async ({ expect }) => {
    const { code, stdout } = await abm(["import", "sales.csv", "--json"], { cwd: folder({ "sales.csv": sales }) })
    assert.isTrue(code === 0 && stdout.endsWith("}\n") && !stdout.trimEnd().includes("\n"))
    const { columns, kind, questions, trial, written } = decode(stdout)
    assert.deepStrictEqual([kind, questions, written, trial?.accepted], ["orders", [], false, 2])
    assert.deepStrictEqual(columns[2]?.samples[0], { line: 2, value: "1.234,50" })
    const schema = `${JSON.stringify(Schema.toJsonSchemaDocument(ProposalDocument.ProposalDocument), null, 2)}\n`
    await expect(schema).toMatchFileSnapshot("../goldens/import.schema.txt")
  })

  it("reads a sheet by name, a title above its header, and JSON", async () => {
    const cwd = folder({ "deals.json": '{"items":[{"id":1,"account":"A","outcome":"won","amount":12.5,"stage":"x"}]}' })
    const day = { value: new Date("2026-01-05T00:00:00Z"), type: Date, format: "dd.mm.yyyy" } as const
    const rows = [["Sales", null, null], [null], ["customer", "date", "amount"], ["A", day, 12.5]]
    await writeExcelFile([
      { data: [["nothing"]], sheet: "First" },
      { data: rows, sheet: "Sales" }
    ]).toFile(join(cwd, "sales.xlsx"))
    const sheet = decode((await abm(["import", "sales.xlsx", "--sheet", "Sales", "--json"], { cwd })).stdout)
    assert.deepStrictEqual(sheet.source, {
      file: "sales.xlsx",
      sheet: "Sales",
      headerLine: 3
    })
    assert.deepStrictEqual([sheet.trial?.accepted, sheet.trial?.rejected], [1, 0])
    const json = decode((await abm(["import", "deals.json", "--json"], { cwd })).stdout)
    assert.deepStrictEqual([json.kind, json.trial?.accepted], ["opportunities", 1])
    const none = await abm(["import", "sales.xlsx", "--sheet", "Other"], { cwd })
    assert.strictEqual(none.code, 1)
    assert.include(none.stderr, "the sheets are: First, Sales")
  })

  it("what it writes is what a check reads", async () => {
    const cwd = folder({ "abm.yaml": config })
    mkdirSync(join(cwd, "data"))
    writeFileSync(
      join(cwd, "data", "companies.csv"),
      "Record ID,Company name,Company Domain Name,Company owner,Country/Region\n42,Acme,acme.example,Ada,Germany\n"
    )
    writeFileSync(join(cwd, "data", "sales.csv"), sales)
    for (const file of ["data/companies.csv", "data/sales.csv"])
      assert.strictEqual((await abm(["import", file, "--write"], { cwd })).code, 0)
    const { code, stdout } = await abm(["check", "--json"], { cwd })
    const findings: ReadonlyArray<{ readonly rule: string }> = JSON.parse(stdout).findings
    assert.deepStrictEqual(
      [code, findings.map(({ rule }) => rule).toSorted()],
      [0, ["import/belongs-to-nobody", "import/totals-row", "import/unknown-account"]]
    )
    assert.strictEqual(parse(readFileSync(join(cwd, "abm.yaml"), "utf8")).sources.accounts.preset, "hubspot")
  })

  it("says wrong usage with exit code 2", async () => {
    const cwd = folder({ "sales.csv": sales })
    assert.strictEqual((await abm(["import", "gone.csv"], { cwd })).code, 2)
    assert.strictEqual((await abm(["import", "sales.csv", "--currency", "EURO"], { cwd })).code, 2)
    assert.strictEqual((await abm(["import", "sales.csv", "--write"], { cwd })).code, 2)
  })
})
