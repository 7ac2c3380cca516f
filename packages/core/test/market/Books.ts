/** Record books for tests of the market: small ones from lines of CSV, and the whole example of the industrial supplier. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Csv from "../../src/intake/Csv.ts"
import * as RecordBook from "../../src/intake/RecordBook.ts"
import type { KindName } from "../../src/intake/RecordKind.ts"
import type { Input } from "../../src/intake/References.ts"
import type { Source } from "../../src/intake/Source.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import { Currency } from "../../src/kernel/Money.ts"
import * as GroupBook from "../../src/market/GroupBook.ts"

export const zone = Calendar.Zone.make("Europe/Berlin")
const currency = Currency.make("EUR")

const input = (kind: KindName, text: string, file: string, source: Partial<Source> = {}): Input => {
  const table = Csv.parse(text, { file })
  if ("severity" in table) throw new Error(table.message)
  return { kind, file, source: { file, ...source }, table }
}

/** Files of lines, by kind; the first line is the header. A second entry of a kind is a later import. */
export const bookOf = (
  files: ReadonlyArray<readonly [kind: KindName, lines: ReadonlyArray<string>]>
): RecordBook.RecordBook =>
  RecordBook.resolve({
    inputs: files.map(([kind, lines], at) => input(kind, `${lines.join("\n")}\n`, `${kind}-${at}.csv`)),
    zone,
    currency
  })

/** The one group of such files that holds an account. */
export const groupOf = (book: RecordBook.RecordBook, accountId: string): GroupBook.GroupBook => {
  const found = GroupBook.of(book, accountId)
  if (found === undefined) throw new Error(`there is no account ${accountId}`)
  return found
}

export const day = (text: string): Calendar.Day => Calendar.Day.make(text)

const kinds: ReadonlyArray<KindName> = [
  "accounts",
  "activations",
  "assets",
  "cases",
  "competitors",
  "contacts",
  "departures",
  "interactions",
  "invoices",
  "managers",
  "opportunities",
  "orders",
  "plans",
  "products",
  "promises"
]
const folder = join(import.meta.dirname, "../../../../examples/industrial-supplier/data")
const orderColumns = { id: "order_id", orderId: "order_number", accountId: "account_id", assetId: "asset_id" }
const otherColumns = ["date", "amount", "cost", "product", "channel", "region"].map((name) => [name, name])

const read = (kind: KindName, name: string = kind, source: Partial<Source> = {}): Input =>
  input(kind, readFileSync(join(folder, `${name}.csv`), "utf8"), `data/${name}.csv`, source)

let known: RecordBook.RecordBook | undefined

/** Everything that the example's files say. */
export const example = (): RecordBook.RecordBook => {
  known ??= RecordBook.resolve({
    inputs: [
      ...kinds.map((kind) =>
        kind === "orders"
          ? read(kind, kind, { columns: { ...orderColumns, ...Object.fromEntries(otherColumns) } })
          : read(kind)
      ),
      read("competitorPresence", "competitor_presence")
    ],
    zone,
    currency,
    excludedDomains: ["northgate-supply.example", "mail.example.com"]
  })
  return known
}

/** The day as of which the example is read. */
export const exampleDay = day("2026-10-01")

/** The example with the lists of records turned round: nothing may depend on their order. */
export const turned = (book: RecordBook.RecordBook): RecordBook.RecordBook => ({
  ...book,
  records: Object.fromEntries(
    Object.entries(book.records).map(([kind, records]) => [kind, records.toReversed()])
  ) as unknown as RecordBook.RecordBook["records"]
})
