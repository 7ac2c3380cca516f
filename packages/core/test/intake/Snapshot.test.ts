import { assert, describe, it } from "@effect/vitest"
import * as Csv from "../../src/intake/Csv.ts"
import * as RecordBook from "../../src/intake/RecordBook.ts"
import type { KindName } from "../../src/intake/RecordKind.ts"
import type { Input } from "../../src/intake/References.ts"
import type { Source } from "../../src/intake/Source.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import { Currency } from "../../src/kernel/Money.ts"

const snapshot: Source = { file: "data/*.csv", mode: "snapshot" }

const input = (kind: KindName, file: string, source: Source, ...rows: ReadonlyArray<string>): Input => {
  const table = Csv.parse(`${rows.join("\n")}\n`, { file })
  if (!("rows" in table)) throw new Error(table.message)
  return { kind, source, file, table }
}
const book = (...inputs: ReadonlyArray<Input>) =>
  RecordBook.resolve({ inputs, zone: Calendar.Zone.make("Europe/Berlin"), currency: Currency.make("EUR") })
const accounts = "id,name"
const ids = (found: RecordBook.RecordBook) => found.records.accounts.map(({ record }) => record.id)
const said = (found: RecordBook.RecordBook) => found.findings.map(({ rule, severity }) => `${severity} ${rule}`)

describe("mode: snapshot", () => {
  it("leaves out what the newest file lacks, and says whom", () => {
    const found = book(
      input("accounts", "1.csv", snapshot, accounts, "A,Acme", "B,Brick"),
      input("accounts", "2.csv", snapshot, accounts, "B,Brick AG", "C,Cole")
    )
    assert.deepStrictEqual(ids(found), ["B", "C"])
    assert.deepStrictEqual(found.counts.accounts, { read: 4, accepted: 3, unchanged: 0, updated: 1, rejected: 0 })
    assert.deepStrictEqual(said(found), ["info import/left-out"])
    assert.include(found.findings[0]?.message, "missing in 2.csv")
    assert.include(found.findings[0]?.message, ": A")
  })

  it("keeps everything without it", () => {
    const source = { file: "data/*.csv" }
    const found = book(
      input("accounts", "1.csv", source, accounts, "A,Acme"),
      input("accounts", "2.csv", source, accounts, "B,Brick")
    )
    assert.deepStrictEqual([ids(found), said(found)], [["A", "B"], []])
  })

  it("keeps what another source still has", () => {
    const found = book(
      input("accounts", "1.csv", snapshot, accounts, "A,Acme"),
      input("accounts", "2.csv", snapshot, accounts, "B,Brick"),
      input("accounts", "own.csv", { file: "own.csv" }, accounts, "A,Acme")
    )
    assert.deepStrictEqual(ids(found), ["A", "B"])
  })

  it("ends assets instead of forgetting them", () => {
    const header = "id,account_id,label,status"
    const found = book(
      input("assets", "1.csv", snapshot, header, "1,A,Line,active", "2,A,Site,active"),
      input("assets", "2.csv", snapshot, header, "2,A,Site,active")
    )
    const [first, second] = found.records.assets
    assert.deepStrictEqual([first?.record.status, second?.record.status], ["ended", "active"])
    assert.strictEqual(first?.before?.[0]?.record.status, "active")
  })

  it("does not take a row that could not be read for one that is missing", () => {
    const header = "id,name,since"
    const found = book(
      input("accounts", "1.csv", snapshot, header, "A,Acme,2020-01-01"),
      input("accounts", "2.csv", snapshot, header, "A,Acme,soon", "B,Brick,")
    )
    assert.deepStrictEqual(ids(found), ["A", "B"])
  })

  it("leaves nobody out by an empty file, and asks", () => {
    const found = book(
      input("accounts", "1.csv", snapshot, accounts, "A,Acme"),
      input("accounts", "2.csv", snapshot, accounts)
    )
    assert.deepStrictEqual([ids(found), said(found)], [["A"], ["error import/empty-snapshot"]])
  })

  it("lifts no withdrawal by leaving its row out", () => {
    const header = "id,name,email,consent_status"
    const found = book(
      input("contacts", "1.csv", snapshot, header, "1,Ada,ada@acme.example,withdrawn", "2,A. Acme,ada@acme.example,"),
      input("contacts", "2.csv", snapshot, header, "2,A. Acme,ada@acme.example,")
    )
    assert.deepStrictEqual(
      found.records.contacts.map(({ record }) => [record.id, record.consent.map(({ status }) => status)]),
      [["2", ["withdrawn"]]]
    )
  })
})
