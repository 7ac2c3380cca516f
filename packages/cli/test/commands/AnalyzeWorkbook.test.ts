import { assert, describe, it } from "@effect/vitest"
import { join } from "node:path"
import readExcelFile from "read-excel-file/node"
import { abm, folder } from "../Abm.ts"

/** Fictional sales of half a year; one client has a name that a spreadsheet would run. */
const sales = [
  "client,date,amount",
  ...["01", "02", "03", "04", "05", "06"].flatMap((month) => [
    `Nordwind,2026-${month}-10,1900.00`,
    `=2+3,2026-${month}-12,100.50`
  ]),
  "Nordwind,soon,7.00",
  ""
].join("\n")

describe("abm analyze --xlsx", () => {
  it("writes a workbook with a sheet for each table, amounts and days as such, and no formula", async () => {
    const cwd = folder({ "sales.csv": sales })
    const columns = ["--orders", "sales.csv", "--columns", "account=client,date=date,amount=amount"]
    const window = ["--currency", "EUR", "--from", "2026-01-01", "--to", "2026-07-01"]
    const { code } = abm(["analyze", ...columns, ...window, "--xlsx", "analysis.xlsx"], { cwd })
    assert.strictEqual(code, 0)
    const sheets = new Map((await readExcelFile(join(cwd, "analysis.xlsx"))).map(({ data, sheet }) => [sheet, data]))
    assert.includeMembers([...sheets.keys()], ["accounts", "criteria", "matrix", "migration", "findings"])
    const [headings = [], ...rows] = sheets.get("accounts") ?? []
    const at = (name: string) => headings.indexOf(name)
    assert.deepStrictEqual(
      rows.map((row) => [row[at("id")], row[at("measure")], row[at("abc")], row[at("first")]]),
      [
        ["Nordwind", 11_400, "A", new Date("2026-01-10T00:00:00Z")],
        ["=2+3", 603, "B", new Date("2026-01-12T00:00:00Z")]
      ] as never
    )
    assert.include(
      (sheets.get("findings") ?? []).map((row) => row[1]),
      "import/bad-date"
    )
  })

  it("says when the file cannot be written", () => {
    const cwd = folder({ "sales.csv": sales })
    const columns = ["--orders", "sales.csv", "--columns", "account=client,date=date,amount=amount"]
    const ended = abm(["analyze", ...columns, "--xlsx", "gone/analysis.xlsx"], { cwd })
    assert.deepStrictEqual([ended.code, ended.stderr.includes("cannot write the workbook")], [3, true])
  })
})
