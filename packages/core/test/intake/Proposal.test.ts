import { assert, describe, it } from "@effect/vitest"
import * as Proposal from "../../src/intake/Proposal.ts"
import { Currency } from "../../src/kernel/Money.ts"
import { lines } from "./DirtyFiles.ts"

const propose = (content: string | Uint8Array, given: Partial<Proposal.Given> = {}) =>
  Proposal.ofBytes(typeof content === "string" ? Buffer.from(content) : content, {
    file: "sales.csv",
    currency: Currency.make("EUR"),
    ...given
  })
const part = (proposal: Proposal.Proposal, name: Proposal.Part["part"]) =>
  proposal.parts.filter((one) => one.part === name).map(({ value }) => value)
const asked = (proposal: Proposal.Proposal) =>
  proposal.questions.map(({ place, rule }) => `${rule} ${place?.line ?? ""} ${place?.field ?? ""}`.trim())

const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code
  })

describe("a proposal for a file", () => {
  it("finds how a spreadsheet of another country writes, and what its columns give", () => {
    const proposal = propose(
      lines(
        "Umsatzliste März;;;;",
        "",
        "Kundennummer;Rechnungsdatum;Rechnungsnummer;Betrag;Bemerkung",
        "0042;03.04.2026;R-1;1.234,50;",
        "0043;25.04.2026;R-2;34,50 €;eilt"
      )
    )
    assert.deepStrictEqual(proposal.questions, [])
    assert.deepStrictEqual(proposal.source, {
      file: "sales.csv",
      delimiter: ";",
      headerLine: 3,
      columns: { accountId: "Kundennummer", orderId: "Rechnungsnummer", date: "Rechnungsdatum", amount: "Betrag" },
      dateFormat: "dd.MM.yyyy",
      decimal: ",",
      thousands: "."
    })
    assert.deepStrictEqual([proposal.kind, proposal.rows, proposal.unmapped], ["orders", 2, ["Bemerkung"]])
  })

  it("names the row that decides", () => {
    const { parts } = propose(lines("customer,date,amount", "A,03/04/2026,1.50", "A,25/04/2026,2.50"))
    assert.deepStrictEqual(
      parts.filter((one) => one.part === "dates" || one.part === "decimal").map(({ because }) => because),
      ['line 3 ("25/04/2026") can only be dd/MM/yyyy', 'line 2 ("1.50") has no other reading']
    )
  })

  it("proposes day numbers of a spreadsheet where a column of dates has nothing else", () => {
    const { parts, questions, source } = propose(lines("customer,date,amount", "A,46027,1.50", "A,46028.5,2.50"))
    assert.deepStrictEqual([questions, source?.dateFormat], [[], "excel"])
    assert.deepStrictEqual(
      parts.filter(({ part }) => part === "dates").map(({ because }) => because),
      [`all are numbers, and line 2 ("46027") is a spreadsheet's day number: 2026-01-05, counted from 1900`]
    )
  })

  it("shows three values of each column that differ, with their lines", () => {
    const { columns } = propose(
      lines("customer,date,amount", ...["A", "A", "B", "", "C", "D"].map((id) => `${id},2026-01-05,1.00`))
    )
    assert.deepStrictEqual(columns[0], {
      column: "customer",
      place: 1,
      fields: ["accountId"],
      samples: [
        { line: 2, value: "A" },
        { line: 4, value: "B" },
        { line: 6, value: "C" }
      ]
    })
  })

  const questions: ReadonlyArray<
    readonly [what: string, content: string | Uint8Array, given: Partial<Proposal.Given>, asked: ReadonlyArray<string>]
  > = [
    ["dates of two readings", lines("customer,date,amount", "A,03/04/2026,1.50"), {}, ["import/two-readings 2 date"]],
    ["amounts of two readings", lines("customer;date;amount", "A;2026-01-05;1.234"), {}, ["import/two-readings 2"]],
    [
      "dates written in two orders",
      lines("customer,date,amount", "A,25/04/2026,1.50", "A,04/25/2026,1.50"),
      {},
      ["import/two-notations  date"]
    ],
    ["two-digit years", lines("customer,date,amount", "A,03.04.05,1.50"), {}, ["import/two-readings 2 date"]],
    [
      "a spreadsheet's day numbers among dates",
      lines("customer,date,amount", "A,2026-01-05,1.50", "A,46027,1.50"),
      {},
      ["import/serial-date 3 date"]
    ],
    ["a delimiter that nothing decides", lines("a;b,c;d,e", "1;2,3;4,5"), {}, ["import/delimiter"]],
    ["a kind that the columns leave open", lines("id,name", "A,Acme"), { file: "x.csv" }, ["import/kind 1"]],
    [
      "a required column",
      lines("customer,amount,product", "A,1.50,P"),
      { kind: "orders" },
      ["import/no-column 1 date"]
    ],
    ["bytes of no known encoding", Uint8Array.from([0x4d, 0xfc, 0x6c, 0x6c, 0x0a]), {}, ["import/encoding"]],
    ["a file without a byte", "", {}, ["import/empty"]]
  ]
  for (const [what, content, given, expected] of questions) {
    it(`asks about ${what}`, () => {
      assert.deepStrictEqual(asked(propose(content, given)), expected)
    })
  }

  it("takes an answer for it", () => {
    const content = lines("customer;date;amount", "A;03/04/2026;1.234")
    const proposal = propose(content, { dateFormat: "MM/dd/yyyy", decimal: "," })
    assert.deepStrictEqual(proposal.questions, [])
    assert.include(proposal.source, { dateFormat: "MM/dd/yyyy", decimal: "," })
  })

  it("lets a row of one date column decide for the others", () => {
    const proposal = propose(
      lines("deal id,customer,stage,outcome,create date,close date", "1,A,x,won,03/04/2026,25/04/2026"),
      { kind: "opportunities" }
    )
    assert.deepStrictEqual([proposal.questions, proposal.source?.dateFormat], [[], "dd/MM/yyyy"])
  })

  it("declares a format for each column where they differ", () => {
    const proposal = propose(
      lines("deal id,customer,stage,outcome,create date,close date", "1,A,x,won,2026-04-03,25/04/2026"),
      { kind: "opportunities" }
    )
    assert.isUndefined(proposal.source?.dateFormat)
    assert.deepStrictEqual(proposal.source?.columns?.["closedAt"], { column: "close date", dateFormat: "dd/MM/yyyy" })
  })

  const encodings: ReadonlyArray<readonly [encoding: string, bytes: Uint8Array, declared: string | undefined]> = [
    ["utf-8", Buffer.from(lines("Клиент,Дата,Сумма", "Север,2026-01-05,1.50")), undefined],
    ["utf-8", Buffer.from(`\uFEFF${lines("Клиент,Дата,Сумма", "Север,2026-01-05,1.50")}`), undefined],
    ["windows-1251", windows1251(lines("Клиент;Дата;Сумма", "Север;2026-01-05;1.50")), "windows-1251"],
    ["utf-16le", Buffer.from(lines("Клиент;Дата;Сумма", "Север;2026-01-05;1.50"), "utf16le"), "utf-16le"],
    ["utf-16le", Buffer.from(`\uFEFF${lines("Клиент;Дата;Сумма", "Север;2026-01-05;1.50")}`, "utf16le"), undefined]
  ]
  for (const [encoding, bytes, declared] of encodings) {
    it(`tells ${encoding}${declared === undefined ? ", which needs no declaration" : ""} by ${bytes.length} bytes`, () => {
      const proposal = propose(bytes)
      assert.deepStrictEqual(part(proposal, "encoding"), [encoding])
      assert.strictEqual(proposal.source?.encoding, declared as "utf-8")
      assert.strictEqual(proposal.kind, "orders")
    })
  }

  it("names another currency when the cells do", () => {
    const proposal = propose(lines("customer;date;amount", "A;2026-01-05;£1,234.50", "A;2026-01-06;£9.00"))
    assert.strictEqual(proposal.source?.currency, "GBP")
  })

  it("reads the currency behind a column's name, and takes columns that are said", () => {
    const content = lines("customer_id,invoice_date,amount_gbp,margin", "A,2026-01-05,1.50,0.50")
    const proposal = propose(content, { columns: { cost: "margin" } })
    assert.deepStrictEqual(proposal.questions, [])
    assert.deepInclude(proposal.source, {
      columns: { date: "invoice_date", amount: "amount_gbp", cost: "margin" },
      currency: "GBP"
    })
  })

  it("declares spellings of nothing that the cells have", () => {
    const proposal = propose(lines("customer,date,amount,cost", "A,2026-01-05,1.50,n/a", "A,2026-01-06,2.50,-"))
    assert.deepStrictEqual(proposal.source?.blank, ["-", "n/a"])
  })

  it("proposes what stages mean, and shows those that it leaves open", () => {
    const proposal = propose(
      lines(
        "opportunity_id,account,deal_stage,close_date,close_value",
        "1,A,Won,2026-01-05,10.50",
        "2,A,Lost,2026-01-06,0",
        "3,A,Engaging,,",
        "4,A,Prospecting,,"
      )
    )
    assert.deepStrictEqual([proposal.kind, proposal.preset, proposal.questions], ["opportunities", null, []])
    assert.deepStrictEqual(proposal.source?.columns?.["outcome"], {
      column: "deal_stage",
      values: { Won: "won", Lost: "lost", "*": "open" }
    })
    assert.deepStrictEqual(part(proposal, "values"), ["outcome is open for Engaging, Prospecting"])
  })

  it("believes the rows where they are written otherwise than the program usually writes", () => {
    const header = "ID;Название сделки;Стадия сделки;Сумма;Дата завершения;Ответственный"
    const iso = propose(lines(header, "7;Насосы;Сделка успешна;1200,50;2026-01-15;Анна"))
    assert.deepStrictEqual(iso.source, {
      file: "sales.csv",
      preset: "bitrix24",
      dateFormat: "yyyy-MM-dd",
      decimal: ","
    })
    const usual = propose(lines(header, "7;Насосы;Сделка успешна;1200,50;03.04.2026;Анна"))
    assert.deepStrictEqual([usual.questions, usual.source?.dateFormat], [[], undefined])
  })

  it("asks for an outcome where no value says that a deal is won", () => {
    const content = lines("opportunity_id,account,deal_stage,close_value", "1,A,Signed,10.50", "2,A,Dropped,0")
    assert.deepStrictEqual(asked(propose(content, { kind: "opportunities" })), ["import/no-column 1 outcome"])
  })

  it("takes the names of a list of companies for their ids where it has none", () => {
    const proposal = propose(lines("Company,Country,Employees", "Acme,Germany,12"), { kind: "accounts" })
    assert.deepStrictEqual(proposal.questions, [])
    assert.deepStrictEqual(proposal.source?.columns, { id: "Company", name: "Company" })
  })
})
