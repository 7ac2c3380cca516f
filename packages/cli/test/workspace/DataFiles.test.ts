import { afterAll, assert, describe, it } from "@effect/vitest"
import { Finding } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import writeExcelFile from "write-excel-file/node"
import * as Workspace from "../../src/workspace/Workspace.ts"

const base = mkdtempSync(join(tmpdir(), "data-files-"))
afterAll(() => rmSync(base, { recursive: true }))

const config = (sources: string): string => `currency: EUR
timeZone: Europe/Berlin
sender:
  name: Sample
  company: Sample (fictional)
  email: news@sample.example
  postalAddress: 1 Sample Street
  unsubscribe: unsubscribe@sample.example
${sources}`

let made = 0
const folderOf = (files: Readonly<Record<string, string>>): string => {
  made += 1
  const folder = join(base, String(made))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}
const day = (text: string) => ({ value: new Date(`${text}T00:00:00Z`), type: Date, format: "dd.mm.yyyy" }) as const
const lines = (findings: ReadonlyArray<Finding.Finding>) =>
  findings.map((one) => `${Finding.showPlace(one.place)} ${one.severity} ${one.rule}`)

describe("files of a workspace", () => {
  it.effect("may be spreadsheets and JSON, with rates for other currencies, under their usual names", () =>
    Effect.gen(function* () {
      const folder = folderOf({
        "abm.yaml": config(""),
        "data/accounts.json": '[{"id":"A","name":"Acme","country":"Deutschland"}]',
        "data/rates.csv": "day,currency,rate\n2026-01-05,USD,0.9\nsoon,USD,0.9\n"
      })
      const rows = [
        ["id", "account", "date", "amount", "currency"],
        [1, "A", day("2026-01-05"), 100.5, "EUR"],
        [2, "A", day("2026-01-06"), 100, "USD"],
        [3, "A", "soon", 7, "EUR"],
        [4, "A", day("2026-02-06"), 100, "USD"]
      ]
      yield* Effect.promise(() => writeExcelFile(rows).toFile(join(folder, "data", "orders.xlsx")))
      const { findings, records, rejects } = yield* Workspace.load(folder, {})
      assert.deepStrictEqual(
        records.records.orders.map(({ record }) => [record.id, record.accountId, record.date, record.amount]),
        [
          ["1", "A", "2026-01-05", { minor: 10_050, currency: "EUR" }],
          ["2", "A", "2026-01-06", { minor: 9000, currency: "EUR" }]
        ]
      )
      assert.strictEqual(records.records.accounts[0]?.record.country, "DE")
      assert.deepStrictEqual(lines(findings), [
        "data/rates.csv:3:1 warning import/bad-date",
        "data/orders.xlsx:4:3 warning import/bad-date",
        "data/orders.xlsx:5:4 warning import/no-rate"
      ])
      assert.deepStrictEqual(rejects, [join(".abm", "rejects", "orders-orders.csv")])
      assert.include(readFileSync(join(folder, rejects[0] ?? ""), "utf8"), "3,A,soon,7,EUR,data/orders.xlsx,4,3,date,")
    })
  )

  it.effect("with tax in their amounts are taken net, and only with the rate", () =>
    Effect.gen(function* () {
      const files = {
        "data/accounts.csv": "id,name\nA,Acme\n",
        "data/sales.csv": "account,date,amount\nA,2026-01-05,12.00\n"
      }
      const source = (more: string) => config(`sources:\n  orders:\n    file: data/sales.csv\n${more}`)
      const load = (more: string) => Workspace.load(folderOf({ ...files, "abm.yaml": source(more) }), {})
      const net = yield* load("    tax: { amounts: included, rate: 20 }\n")
      assert.deepStrictEqual(
        net.records.records.orders.map(({ record }) => record.amount.minor),
        [1000]
      )
      assert.deepStrictEqual(lines(net.findings), ["data/sales.csv info import/tax-taken-out"])
      assert.include(net.findings[0]?.message ?? "", "amount: declared with 20 % tax")
      const column = "    columns:\n      amount: { column: amount, tax: included }\n"
      for (const [more, at] of [
        ["    tax: included\n", "abm.yaml:12:10"],
        ["    tax: { amounts: included }\n", "abm.yaml:12:5"],
        [column, "abm.yaml:13:38"]
      ] as const) {
        const asked = yield* load(more)
        assert.deepStrictEqual(lines(asked.findings), [`${at} error workspace/tax-rate`])
        assert.include(asked.findings[0]?.advice ?? "", "tax: { amounts: included, rate: 20 }")
        assert.isEmpty(asked.records.records.orders)
      }
    })
  )

  it.effect("of which the newest is a snapshot end what it lacks", () =>
    Effect.gen(function* () {
      const folder = folderOf({
        "abm.yaml": config('sources:\n  accounts: { file: "data/crm-*.csv", mode: snapshot }\n'),
        "data/crm-09.csv": "id,name\nA,Acme\nB,Brick\n",
        "data/crm-10.csv": "id,name\nB,Brick\n"
      })
      const { findings, records } = yield* Workspace.load(folder, {})
      assert.deepStrictEqual(
        records.records.accounts.map(({ record }) => record.id),
        ["B"]
      )
      assert.deepStrictEqual(lines(findings), ["data/crm-10.csv info import/left-out"])
    })
  )

  it.effect("that cannot be read are errors that say why", () =>
    Effect.gen(function* () {
      const folder = folderOf({
        "abm.yaml": config(
          "sources:\n  orders: { file: data/o.xlsx }\n  accounts: { file: data/a.json }\n  contacts: { file: data/c.xlsx, sheet: People }\n"
        ),
        "data/o.xlsx": "id,account\n1,A\n",
        "data/a.json": '{"a":[],"b":[]}'
      })
      yield* Effect.promise(() => writeExcelFile([["id", "name"]]).toFile(join(folder, "data", "c.xlsx")))
      const { findings } = yield* Workspace.load(folder, {})
      assert.sameMembers(lines(findings), [
        "data/o.xlsx error import/spreadsheet",
        "data/a.json error import/no-rows",
        "data/c.xlsx error import/no-sheet"
      ])
      assert.isFalse(existsSync(join(folder, ".abm", "rejects")))
    })
  )
})
