/**
 * Files as they really come, each with what is to be said of it. Everything in them is made up. A finding is written as
 * `severity rule line:column field`, rows as `read = accepted + unchanged + updated + rejected`.
 */
import type { KindName } from "../../src/intake/RecordKind.ts"
import type { Source } from "../../src/intake/Source.ts"

/** One dirty file. */
export interface DirtyFile {
  readonly what: string
  readonly kind?: KindName
  readonly text: string | Uint8Array
  readonly source?: Partial<Source>
  readonly findings: ReadonlyArray<string>
  readonly rows: string
  /** Orders as `day account minor`, contacts by phone, others by id, sorted as the book has them. */
  readonly gives?: ReadonlyArray<string>
}

/** Lines of a file with a newline behind each. */
export const lines = (...all: ReadonlyArray<string>): string => `${all.join("\n")}\n`

const good = "1,A,2026-01-05,10.00"
const orders = (...rows: ReadonlyArray<string>): string => lines("id,account,date,amount", ...rows)
/** Orders with semicolons, where the comma is part of the amount. */
const semicolons = (...rows: ReadonlyArray<string>): string => lines("id;account;date;amount", ...rows)
const utf16 = (text: string, mark: boolean): Uint8Array => {
  const bytes = Buffer.from(text, "utf16le")
  return mark ? Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]) : bytes
}
const bigEndian = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, "utf16le").swap16()])
/** Cyrillic letters of Windows-1251, the rest as it is. */
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code
  })

/** How bytes become text, and text rows. */
export const layout: ReadonlyArray<DirtyFile> = [
  {
    what: "a byte order mark of UTF-8",
    text: `\uFEFF${orders(good)}`,
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "UTF-16 with its mark",
    text: utf16(orders(good), true),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "big-endian UTF-16 with its mark",
    text: bigEndian(orders(good)),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "UTF-16 without a mark",
    text: utf16(orders(good), false),
    findings: ["error encoding 1:"],
    rows: "not read"
  },
  {
    what: "UTF-16 without a mark, declared",
    text: utf16(orders(good), false),
    source: { encoding: "utf-16le" },
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "Windows-1251 that is not declared",
    text: windows1251(orders("1,A,2026-01-05,10.00,Насос")),
    findings: ["error encoding 1:"],
    rows: "not read"
  },
  {
    what: "Windows-1251, declared",
    kind: "accounts",
    text: windows1251(lines("id,name", "Ж,Жираф")),
    source: { encoding: "windows-1251" },
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["Ж"]
  },
  {
    what: "semicolons",
    text: semicolons("1;A;2026-01-05;10,00"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "tabs",
    text: lines("id\taccount\tdate\tamount", "1\tA\t2026-01-05\t10.00"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "bars",
    text: lines("id|account|date|amount", "1|A|2026-01-05|10.00"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "a header that two signs split alike",
    text: lines("id;account,date;amount,x", "1;A,2;3,4"),
    findings: ["error delimiter 1:"],
    rows: "not read"
  },
  {
    what: "a line that names the delimiter",
    text: `sep=;\n${semicolons("1;A;2026-01-05;10,00")}`,
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "a title above the header, declared",
    text: `Sales of January\n\n${orders(good)}`,
    source: { headerLine: 3 },
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "a title above the header, not declared",
    text: `Sales of January\n\n${orders(good)}`,
    findings: ["error no-column 1: date", "error no-column 1: amount"],
    rows: "2 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "returns for newlines",
    text: orders(good).replaceAll("\n", "\r"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "all newlines that there are",
    text: "id,account,date,amount\r\n1,A,2026-01-05,1\r2,A,2026-01-05,2\n",
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 100", "2026-01-05 A 200"]
  },
  {
    what: "a newline within quotes",
    text: orders('1,"A",2026-01-05,"1\n0.00"', "2,A,2026-01-06,5"),
    findings: ["warning bad-amount 2:4 amount"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-06 A 500"]
  },
  {
    what: "a quote that never closes",
    text: orders('1,"A,2026-01-05,1', "2,A,2026-01-06,5"),
    findings: ["warning unclosed-quote 2:"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-06 A 500"]
  },
  {
    what: "text behind a closing quote",
    text: orders('1,"A"x,2026-01-05,1', "2,A,2026-01-06,5"),
    findings: ["warning text-after-quote 2:"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-06 A 500"]
  },
  {
    what: "a row with too few cells",
    text: orders("1,A,2026-01-05", "2,A,2026-01-06,5"),
    findings: ["warning too-few-cells 2:"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-06 A 500"]
  },
  {
    what: "a row with too many cells",
    text: orders("1,A,2026-01-05,1,000", "2,A,2026-01-06,5"),
    findings: ["warning too-many-cells 2:"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-06 A 500"]
  },
  {
    what: "empty cells behind the last",
    text: orders("1,A,2026-01-05,1,,,"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 100"]
  },
  {
    what: "empty lines between rows",
    text: orders("1,A,2026-01-05,1", "", ",,,", "2,A,2026-01-06,5"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 100", "2026-01-06 A 500"]
  },
  {
    what: "a zero byte",
    text: orders("1,A\0,2026-01-05,1", "2,A,2026-01-06,5"),
    findings: ["warning zero-byte 2:"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-06 A 500"]
  },
  { what: "a file without a byte", text: "", findings: ["error empty 1:"], rows: "not read" },
  { what: "a header and nothing else", text: orders(), findings: [], rows: "0 = 0 + 0 + 0 + 0", gives: [] },
  {
    what: "a name twice in the header",
    text: lines("id,account,date,amount,amount", "1,A,2026-01-05,1,2"),
    findings: ["error twice-in-header 1: amount"],
    rows: "1 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "an attribute twice in the header",
    kind: "accounts",
    text: lines("id,name,note,note", "C,Cole,x,y"),
    findings: ["warning twice-in-header 1:3 attributes.note"],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["C"]
  },
  {
    what: "a required column that is missing",
    text: lines("id,account,amount", "1,A,1"),
    findings: ["error no-column 1: date"],
    rows: "1 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "a declared column that is misspelt",
    text: orders(good),
    source: { columns: { amount: "ammount" } },
    findings: ["error no-column 1: amount"],
    rows: "1 = 0 + 0 + 0 + 0",
    gives: []
  },
  {
    what: "a cell of ten megabytes",
    kind: "accounts",
    text: lines("id,name", `C,"${"x".repeat(10_000_000)}"`),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["C"]
  }
]
