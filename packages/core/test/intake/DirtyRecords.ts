/** Files whose rows can be read and whose records are wrong, doubtful or somebody else's. Everything in them is made up. */
import { lines, type DirtyFile } from "./DirtyFiles.ts"

const good = "1,A,2026-01-05,10.00"
const orders = (...rows: ReadonlyArray<string>): string => lines("id,account,date,amount", ...rows)
const accounts = (...rows: ReadonlyArray<string>): string => lines("id,name,parent_id", ...rows)
const contacts = (...rows: ReadonlyArray<string>): string => lines("id,account_id,name,email,phone,country", ...rows)

/** What rows are known by, and rows that are none. */
export const identity: ReadonlyArray<DirtyFile> = [
  {
    what: "an equal row twice",
    text: orders(good, good),
    findings: [],
    rows: "2 = 1 + 1 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  },
  {
    what: "a row twice with other values",
    text: orders(good, "1,A,2026-01-05,11.00", "2,A,2026-01-06,5.00"),
    findings: ["warning contradicted 2:", "warning contradicted 3:"],
    rows: "3 = 1 + 0 + 0 + 2",
    gives: ["2026-01-06 A 500"]
  },
  {
    what: "equal lines without an id",
    text: lines("account,date,amount", "A,2026-01-05,1", "A,2026-01-05,1"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 100", "2026-01-05 A 100"]
  },
  {
    what: "an id in scientific notation",
    text: orders("1.78501E+11,A,2026-01-05,1.00", "2,A,2026-01-06,5.00"),
    findings: ["warning scientific 2:1 id"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-06 A 500"]
  },
  {
    what: "an account in scientific notation",
    text: orders("1,1.78501E+11,2026-01-05,1.00", "2,A,2026-01-06,5.00"),
    findings: ["warning scientific 2:2 accountId"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2026-01-06 A 500"]
  },
  {
    what: "an id with a decimal point beside the same without",
    text: orders("1,17850.0,2026-01-05,1.00", "2,17850,2026-01-06,5.00"),
    findings: [
      "warning decimal-twin 2: accountId",
      "warning unknown-account 2: accountId",
      "warning unknown-account 3: accountId",
      "warning belongs-to-nobody :"
    ],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 nobody 100", "2026-01-06 nobody 500"]
  },
  {
    what: "leading zeros in an id, which are another id",
    text: orders("007,A,2026-01-05,1.00", "7,A,2026-01-06,5.00"),
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 100", "2026-01-06 A 500"]
  },
  {
    what: "an id with spaces around it",
    text: orders(" 1 ,A ,2026-01-05,1.00"),
    findings: [],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 100"]
  },
  {
    what: "a row without an id",
    kind: "accounts",
    text: accounts(",Cole,", "D,Dorn,"),
    findings: ["warning missing-value 2:1 id"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["D"]
  },
  {
    what: "a totals row at the end, without a label",
    text: orders(good, "2,A,2026-01-06,5.00", ",,,15.00"),
    findings: ["warning totals-row 4:4 amount"],
    rows: "3 = 2 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000", "2026-01-06 A 500"]
  },
  {
    what: "a totals row at the end, with a label as its id",
    text: orders(good, "2,A,2026-01-06,5.00", "Total,,,15.00"),
    findings: ["warning totals-row 4:4 amount"],
    rows: "3 = 2 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000", "2026-01-06 A 500"]
  },
  {
    what: "a totals row at the end, with a label as its account",
    text: orders(good, "2,A,2026-01-06,5.00", ",Итого:,,15.00"),
    findings: ["warning totals-row 4:4 amount"],
    rows: "3 = 2 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000", "2026-01-06 A 500"]
  },
  {
    what: "totals rows in the middle and at the end",
    text: orders(good, "2,A,2026-01-06,5.00", ",,,15.00", "3,B,2026-01-07,2.00", ",,,2.00", ",,,17.00"),
    findings: ["warning totals-row 4:4 amount", "warning totals-row 6:4 amount", "warning totals-row 7:4 amount"],
    rows: "6 = 3 + 0 + 0 + 3",
    gives: ["2026-01-05 A 1000", "2026-01-06 A 500", "2026-01-07 B 200"]
  },
  {
    what: "a row without a date that is no sum",
    text: orders(good, "2,A,2026-01-06,5.00", ",,,14.00"),
    findings: ["warning missing-value 4:3 date"],
    rows: "3 = 2 + 0 + 0 + 1",
    gives: ["2026-01-05 A 1000", "2026-01-06 A 500"]
  },
  {
    what: "an order of an account that nobody knows",
    text: orders(good, "2,GONE,2026-01-06,5.00"),
    findings: ["warning unknown-account 3: accountId", "warning belongs-to-nobody :"],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000", "2026-01-06 nobody 500"]
  },
  {
    what: "an account named instead of numbered",
    text: orders("1,Acme Ltd,2026-01-05,10.00"),
    findings: ["warning unknown-account 2: accountId"],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["2026-01-05 A 1000"]
  }
]

/** Accounts, people and their addresses. */
export const people: ReadonlyArray<DirtyFile> = [
  {
    what: "a parent that is not there",
    kind: "accounts",
    text: accounts("C,Cole,GONE"),
    findings: ["warning account/missing-parent 2: parentId"],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["C"]
  },
  {
    what: "a circle of parents",
    kind: "accounts",
    text: accounts("C,Cole,D", "D,Dorn,E", "E,Ernst,C"),
    findings: ["error account/cyclic-parent 2: parentId"],
    rows: "3 = 3 + 0 + 0 + 0",
    gives: ["C", "D", "E"]
  },
  {
    what: "an account that is its own parent",
    kind: "accounts",
    text: accounts("C,Cole,C"),
    findings: ["error account/cyclic-parent 2: parentId"],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["C"]
  },
  {
    what: "a manager by a name that nobody has, and by one that two have",
    kind: "accounts",
    text: lines("id,name,keeper", "C,Cole,Anna", "D,Dorn,Zoe", "E,Ernst,Bob"),
    source: { columns: { owner: { column: "keeper", ref: "manager.name" } } },
    findings: ["warning missing-reference 3:3 ownerId", "warning ambiguous-reference 4:3 ownerId"],
    rows: "3 = 1 + 0 + 0 + 2",
    gives: ["C M-1"]
  },
  {
    what: "countries in words, of three languages",
    kind: "accounts",
    text: lines(
      "id,name,country",
      "C,Cole,Germany",
      "D,Dorn,Österreich",
      "E,Ernst,Казахстан",
      "F,Falk,GBR",
      "G,Gross,ch"
    ),
    findings: [],
    rows: "5 = 5 + 0 + 0 + 0",
    gives: ["C DE", "D AT", "E KZ", "F GB", "G CH"]
  },
  {
    what: "a misspelt country, and one of two countries",
    kind: "accounts",
    text: lines("id,name,country", "C,Cole,Philipines", "D,Dorn,Congo", "E,Ernst,QQ"),
    findings: ["warning bad-country 2:3 country", "warning bad-country 3:3 country", "warning bad-country 4:3 country"],
    rows: "3 = 0 + 0 + 0 + 3",
    gives: []
  },
  {
    what: "a status that is none",
    kind: "accounts",
    text: lines("id,name,status", "C,Cole,custommer", "D,Dorn,Customer"),
    findings: ["warning unknown-value 2:3 status"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["D customer"]
  },
  {
    what: "a status in the words of the source",
    kind: "accounts",
    text: lines("id,name,status", "C,Cole,Kunde", "D,Dorn,Alt"),
    source: { values: { status: { Kunde: "customer", "*": "lapsed" } } },
    findings: [],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["C customer", "D lapsed"]
  },
  {
    what: "a name that turns its direction",
    kind: "accounts",
    text: accounts("C,Co\u202Ele,"),
    findings: ["warning hidden-sign 2: name"],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["C"]
  },
  {
    what: "a name with a letter of another alphabet",
    kind: "accounts",
    text: accounts("C,Асme Trading,"),
    findings: ["warning mixed-letters 2: name"],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["C"]
  },
  {
    what: "phones as people write them",
    kind: "contacts",
    text: contacts(
      "1,A,Ada,,030 23125 232,",
      "2,A,Bo,,+44 20 7946 0999,",
      "3,A,Cy,,8 (495) 123-45-67,RU",
      "4,A,Di,,0049 30 23125-232 ext. 5,"
    ),
    findings: [],
    rows: "4 = 4 + 0 + 0 + 0",
    gives: ["1 A +493023125232", "2 A +442079460999", "3 A +74951234567", "4 A +493023125232 ext. 5"]
  },
  {
    what: "phones that are none",
    kind: "contacts",
    text: contacts("1,A,Ada,,call the office,", "2,B,Bo,,030 23125 232,", "3,A,Cy,,12,"),
    findings: ["warning bad-phone 2: phone", "warning bad-phone 3: phone", "warning bad-phone 4: phone"],
    rows: "3 = 3 + 0 + 0 + 0",
    gives: ["1 A call the office", "2 B 030 23125 232", "3 A 12"]
  },
  {
    what: "a phone in scientific notation",
    kind: "contacts",
    text: contacts("1,A,Ada,,4.93023E+11,", "2,A,Bo,,,"),
    findings: ["warning scientific 2:5 phone"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["2 A"]
  },
  {
    what: "a mailbox of several people",
    kind: "contacts",
    text: contacts(
      "1,A,Acme,info@acme.example,,",
      "2,A,Acme Sales,Sales2@acme.example,,",
      "3,A,Ada,ada@acme.example,,"
    ),
    findings: ["info shared-mailbox 2: email", "info shared-mailbox 3: email"],
    rows: "3 = 3 + 0 + 0 + 0",
    gives: ["1 A", "2 A", "3 A"]
  },
  {
    what: "an address that is none",
    kind: "contacts",
    text: contacts("1,A,Ada,ada at acme.example,,"),
    findings: ["warning bad-address 2: email"],
    rows: "1 = 1 + 0 + 0 + 0",
    gives: ["1 A"]
  },
  {
    what: "people on free mail, of no account",
    kind: "contacts",
    text: contacts("1,,Ada,ada@gmail.com,,", "2,,Bo,bo@acme.example,,"),
    findings: ["warning belongs-to-nobody :"],
    rows: "2 = 2 + 0 + 0 + 0",
    gives: ["1 nobody", "2 A"]
  },
  {
    what: "several roles in a cell, with the signs of the source",
    kind: "contacts",
    text: lines("id,account_id,name,roles", "1,A,Ada,champion / user", "2,A,Bo,chief"),
    source: { split: "/" },
    findings: ["warning unknown-value 3:4 roles"],
    rows: "2 = 1 + 0 + 0 + 1",
    gives: ["1 A champion user"]
  },
  {
    what: "a value that a spreadsheet would run",
    kind: "accounts",
    text: lines("id,name,status", '=2+3,"=HYPERLINK(""x"")",@none'),
    findings: ["warning unknown-value 2:3 status"],
    rows: "1 = 0 + 0 + 0 + 1",
    gives: []
  }
]
