import { assert, describe, it } from "@effect/vitest"
import type { Contact } from "../../src/account/Contact.ts"
import * as Csv from "../../src/intake/Csv.ts"
import * as RecordBook from "../../src/intake/RecordBook.ts"
import type { Input } from "../../src/intake/References.ts"
import * as Rejects from "../../src/intake/Rejects.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import type * as Finding from "../../src/kernel/Finding.ts"
import { Currency } from "../../src/kernel/Money.ts"
import * as Rates from "../../src/kernel/Rates.ts"
import * as DirtyFiles from "./DirtyFiles.ts"
import * as DirtyNotation from "./DirtyNotation.ts"
import * as DirtyRecords from "./DirtyRecords.ts"

const zone = Calendar.Zone.make("Europe/Berlin")
const currency = Currency.make("EUR")
const rates = Rates.make(
  [{ day: "2026-01-05" as Calendar.Day, currency: "USD", factor: { digits: 9n, decimals: 1 } }],
  currency
)

const parsed = (kind: Input["kind"], text: string): Input => {
  const table = Csv.parse(text)
  if (!("rows" in table)) throw new Error(table.message)
  return { kind, source: { file: kind }, file: `${kind}.csv`, table }
}
/** What stands beside every dirty file: two accounts, three managers. */
const beside = [
  parsed("accounts", "id,name,domains,country\nA,Acme,acme.example,DE\nB,Brick,brick.example,\n"),
  parsed("managers", "id,name\nM-1,Anna\nM-2,Bob\nM-3,Bob\n")
]

const showFinding = ({ place, rule, severity }: Finding.Finding): string =>
  `${severity} ${rule.replace("import/", "")} ${place?.line ?? ""}:${place?.column ?? ""} ${place?.field ?? ""}`.trim()

const outcome = ({ kind = "orders", source, text }: DirtyFiles.DirtyFile) => {
  const { encoding, delimiter, headerLine } = source ?? {}
  const file = "dirty.csv"
  const table = Csv.parse(typeof text === "string" ? Buffer.from(text) : text, {
    file,
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(headerLine === undefined ? {} : { headerLine })
  })
  if (!("rows" in table)) return { findings: [showFinding(table)], rows: "not read", gives: [] }
  const input: Input = { kind, source: { file, ...source }, file, table }
  const book = RecordBook.resolve({ inputs: [...beside, input], zone, currency, rates })
  const own = book.rejected.filter((one) => one.input === input).flatMap(({ rows }) => rows)
  const count = (part: "accepted" | "unchanged" | "updated" | "rejected") =>
    book.counts[kind][part] - (part === "accepted" && kind === "accounts" ? 2 : 0)
  const records = book.records[kind].filter(({ provenance }) => provenance.file === file)
  return {
    findings: book.findings.map(showFinding),
    rows: `${table.rows.length} = ${count("accepted")} + ${count("unchanged")} + ${count("updated")} + ${own.length}`,
    gives: records.map(({ record }) => {
      if ("date" in record) return `${record.date} ${record.accountId ?? "nobody"} ${record.amount.minor}`
      if ("roles" in record) return showContact(record)
      if ("domains" in record && "attributes" in record)
        return [record.id, record.country, record.status, record.ownerId, record.annualRevenue?.minor]
          .filter(Boolean)
          .join(" ")
      if ("madeAt" in record) return [record.madeAt, record.dueAt].map((at) => new Date(at).toISOString()).join(" ")
      return record.id
    })
  }
}

const showContact = ({ accountId, id, influence, phone, roles }: Contact): string =>
  [id, accountId ?? "nobody", phone, influence, ...roles].filter((part) => part !== undefined).join(" ")

const themes = {
  "bytes, cells and headers": DirtyFiles.layout,
  "dates and amounts": DirtyNotation.notation,
  "what rows are": DirtyRecords.identity,
  "accounts and people": DirtyRecords.people
}

for (const [theme, files] of Object.entries(themes)) {
  describe(`dirty files: ${theme}`, () => {
    for (const file of files) {
      it(`${file.what}: ${file.findings.length === 0 ? "nothing to say" : file.findings.join("; ")}`, () => {
        const found = outcome(file)
        assert.deepStrictEqual(found.findings, file.findings)
        assert.strictEqual(found.rows, file.rows)
        if (file.gives !== undefined) assert.deepStrictEqual(found.gives, file.gives)
      })
    }
  })
}

describe("dirty files", () => {
  it("are more than sixty, each of another kind of dirt", () => {
    const all = Object.values(themes).flat()
    assert.isAbove(all.length, 60)
    assert.strictEqual(new Set(all.map(({ what }) => what)).size, all.length)
  })

  it("give rejects that no spreadsheet runs", () => {
    const table = Csv.parse('id,name,status\n=2+3,"=HYPERLINK(""x"")",@none\n')
    if (!("rows" in table)) throw new Error(table.message)
    const input: Input = { kind: "accounts", source: { file: "x" }, file: "x.csv", table }
    const [rejected] = RecordBook.resolve({ inputs: [input], zone, currency }).rejected.flatMap(({ rows }) => rows)
    assert.isDefined(rejected)
    if (rejected !== undefined)
      assert.match(
        Rejects.entry(rejected, table.header),
        /^'=2\+3,"'=HYPERLINK\(""x""\)",'@none,x\.csv,2,3,status,'@none,/u
      )
  })
})
