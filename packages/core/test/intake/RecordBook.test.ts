import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import * as Calendar from "../../src/kernel/Calendar.ts"
import { Currency } from "../../src/kernel/Money.ts"
import * as Csv from "../../src/intake/Csv.ts"
import * as RecordBook from "../../src/intake/RecordBook.ts"
import * as RecordKind from "../../src/intake/RecordKind.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import type { Input } from "../../src/intake/References.ts"
import type { Source } from "../../src/intake/Source.ts"

const zone = Calendar.Zone.make("Europe/Berlin")
const currency = Currency.make("EUR")

const table = (
  kind: RecordKind.KindName,
  lines: ReadonlyArray<string>,
  source: Partial<Source> = {},
  file = `${kind}.csv`
): Input => {
  const parsed = Csv.parse(`${lines.join("\n")}\n`, { file })
  if ("severity" in parsed) throw new Error(parsed.message)
  return { kind, file, source: { file, ...source }, table: parsed }
}
const book = (inputs: ReadonlyArray<Input>, more: Partial<RecordBook.Options> = {}) =>
  RecordBook.resolve({ inputs, zone, currency, ...more })
const rules = (found: RecordBook.RecordBook) => found.findings.map((finding) => finding.rule)

const accounts = table("accounts", [
  "account_id,name,parent_id,domains,country,owner_id",
  "A-1,Acme,,acme.example|acme-shop.example,DE,M-1",
  "A-2,Acme Austria,A-1,,AT,",
  "B-1,Brick,,brick.example,GB,M-2"
])
const managers = table("managers", ["manager_id,name", "M-1,Anna", "M-2,Bob", "M-3,Bob"])

describe("reading rows into records", () => {
  it("every field of every schema can be given by a column", () => {
    for (const name of RecordKind.names) {
      const kind: RecordKind.RecordKind = RecordKind.kinds[name]
      const given = new Set(kind.fields.map((field) => field.name.split(".")[0]))
      const schema = kind.schema as Schema.Struct<Record<string, Schema.Top>>
      for (const field of Object.keys(schema.fields)) {
        assert.isTrue(given.has(field) || field === "attributes", `${name}.${field}`)
      }
    }
  })

  it("columns are found by the fields' own names, and others are kept as attributes", () => {
    const found = book([table("accounts", ["Account ID,Name,Tax-ID,segment", "A-1,Acme,0042,north"])])
    assert.deepStrictEqual(found.records.accounts[0]?.record, {
      id: "A-1",
      name: "Acme",
      taxId: "0042",
      domains: [],
      attributes: { segment: "north" }
    })
  })

  it("a broken row is set aside with file, line, column, field, value and reason, and the others go on", () => {
    const found = book([
      table("opportunities", [
        "id,account_id,amount,opened_at,outcome",
        "O-1,A-1,12.50,2026-02-30,open",
        "O-2,A-1,12.50,2026-02-03,open"
      ])
    ])
    assert.deepStrictEqual(found.counts.opportunities, { read: 2, accepted: 1, unchanged: 0, updated: 0, rejected: 1 })
    const [rejected] = found.rejected[0]?.rows ?? []
    assert.include(rejected, {
      file: "opportunities.csv",
      column: 4,
      field: "openedAt",
      value: "2026-02-30",
      reason: "the calendar has no such day",
      rule: "import/bad-date"
    })
    assert.strictEqual(rejected?.row.line, 2)
    assert.include(rules(found), "import/bad-date")
  })

  it("a required value that is missing rejects the row and names the field", () => {
    const found = book([table("cases", ["id,kind,topic,severity,opened_at", "C-1,complaint,Late,,2026-01-05"])])
    assert.strictEqual(found.rejected[0]?.rows[0]?.reason, "there is no severity")
  })

  it("a required value that no column gives is one error of the file, not one of each row", () => {
    const found = book([table("cases", ["id,kind,topic,opened_at", "C-1,complaint,Late,2026-01-05"])])
    assert.deepStrictEqual(
      found.findings.map(({ place, rule, severity }) => [severity, rule, place?.line, place?.field]),
      [["error", "import/no-column", 1, "severity"]]
    )
  })

  it("a declared column joins those found by name, and a column that is declared gives nothing else", () => {
    const source = { columns: { owner: "keeper", id: "client" }, ignore: ["internal"] }
    const found = book([table("accounts", ["client,name,keeper,id,internal,segment", "A,Acme,M-1,7,x,north"], source)])
    assert.deepStrictEqual(found.records.accounts[0]?.record, {
      id: "A",
      name: "Acme",
      ownerId: "M-1",
      domains: [],
      attributes: { id: "7", segment: "north" }
    })
  })

  it("several columns make one value, empty cells left out", () => {
    const source = { columns: { name: { join: ["first", "last"] } } } as const
    const rows = ["id,first,last", "1,Ada,Byron", "2,,Curie"]
    const found = book([table("contacts", rows, source)])
    assert.deepStrictEqual(
      found.records.contacts.map(({ record }) => record.name),
      ["Ada Byron", "Curie"]
    )
  })

  it("amounts are read from text into minor units, with the file's own decimal sign", () => {
    const found = book([
      table("orders", ["id;account;date;amount", "1;A-1;2026-01-05;1.234,50", "2;A-1;2026-01-06;-0,1"])
    ])
    assert.deepStrictEqual(
      found.records.orders.map(({ record }) => record.amount.minor),
      [123450, -10]
    )
  })

  it("a scale moves the decimal sign in the text: 1100.04 millions", () => {
    const source = {
      columns: { id: "id", name: "id", annualRevenue: { column: "revenue", scale: 1_000_000 as const } }
    }
    const found = book([table("accounts", ["id,revenue", "A,1100.04", "B,4618", "C,0.0005"], source)])
    assert.deepStrictEqual(
      found.records.accounts.map(({ record }) => record.annualRevenue?.minor),
      [110_004_000_000, 461_800_000_000, 50_000]
    )
  })

  it("what has two readings and no row decides is an error that asks", () => {
    const found = book([table("orders", ["id,account,date,amount", "1,A-1,03/04/2011,1.00"])])
    assert.include(rules(found), "import/two-readings")
    assert.strictEqual(found.records.orders.length, 0)
  })

  it("instants without a zone are local, a deadline given as a day means the end of that day", () => {
    const found = book([
      table("promises", [
        "id,account_id,text,made_at,due_at,made_by",
        "P-1,A-1,Send it,2026-07-01,2026-07-10,M-1",
        "P-2,A-1,Send it,2026-07-01 08:30,2026-07-10T12:00:00Z,M-1"
      ])
    ])
    const [day, exact] = found.records.promises.map(({ record }) => record)
    assert.strictEqual(day?.madeAt, Calendar.parseInstant("2026-06-30T22:00:00Z"))
    assert.strictEqual(day?.dueAt, Calendar.parseInstant("2026-07-10T22:00:00Z"))
    assert.strictEqual(exact?.madeAt, Calendar.parseInstant("2026-07-01T06:30:00Z"))
    assert.strictEqual(exact?.dueAt, Calendar.parseInstant("2026-07-10T12:00:00Z"))
  })

  it("value maps say what a value means, and * is every other", () => {
    const source = {
      columns: {
        id: "id",
        outcome: { column: "deal_stage", values: { Won: "won", Lost: "lost", "*": "open" } },
        stage: "deal_stage",
        amount: "value"
      }
    }
    const found = book([table("opportunities", ["id,deal_stage,value", "1,Won,10", "2,Lost,0", "3,Engaging,"], source)])
    assert.deepStrictEqual(
      found.records.opportunities.map(({ record }) => [record.outcome, record.stage, record.amount?.minor ?? null]),
      [
        ["won", "Won", 1000],
        ["lost", "Lost", null],
        ["open", "Engaging", null]
      ]
    )
  })

  it("a reference by name finds the id; a missing or ambiguous name rejects the row", () => {
    const source = { columns: { id: "id", name: "id", owner: { column: "manager", ref: "manager.name" } } }
    const found = book([managers, table("accounts", ["id,manager", "A,Anna", "B,Nobody", "C,Bob", "D,"], source)])
    assert.deepStrictEqual(
      found.records.accounts.map(({ record }) => [record.id, record.ownerId]),
      [
        ["A", "M-1"],
        ["D", undefined]
      ]
    )
    assert.deepStrictEqual(
      found.rejected[0]?.rows.map((row) => row.rule),
      ["import/missing-reference", "import/ambiguous-reference"]
    )
    assert.include(found.rejected[0]?.rows[1]?.reason, "M-2, M-3")
  })

  it("consent columns become statements, one a topic, with the file as their source unless one is named", () => {
    const found = book([
      table("contacts", [
        "contact_id,account_id,name,email,consent_topic,consent_status,consent_at",
        "C-1,A-1,Anna,anna@acme.example,news|events,given,2026-01-05T10:00:00Z",
        "C-2,A-1,Bob,bob@acme.example,,withdrawn,2026-01-05T10:00:00Z",
        "C-3,A-1,Carl,carl@acme.example,,,",
        "C-4,A-1,Dora,dora@acme.example,news,,"
      ])
    ])
    const [anna, bob, carl, dora] = found.records.contacts.map(({ record }) => record.consent)
    assert.deepStrictEqual(
      anna?.map((one) => [one.topic, one.status, one.purpose, one.basis, one.source]),
      [
        ["events", "given", "marketing", "consent", "contacts.csv"],
        ["news", "given", "marketing", "consent", "contacts.csv"]
      ]
    )
    assert.strictEqual(bob?.[0]?.topic, "*")
    assert.deepStrictEqual(carl, [])
    assert.strictEqual(dora?.[0]?.status, "unknown")
  })

  it("a withdrawal reaches every record of the same address and nobody else", () => {
    const found = book([
      table("contacts", [
        "contact_id,name,email,consent_status",
        "C-1,Anna,anna@acme.example,withdrawn",
        "C-2,A. Acme,ANNA@acme.example,",
        "C-3,Bob,bob@acme.example,"
      ])
    ])
    assert.deepStrictEqual(
      found.records.contacts.map(({ record }) => record.consent.map((one) => one.status)),
      [["withdrawn"], ["withdrawn"], []]
    )
  })

  it("a misspelt field in the declaration is an error with a suggestion", () => {
    const found = book([table("accounts", ["id,n", "A,Acme"], { columns: { id: "id", nmae: "n" } })])
    const finding = found.findings.find((one) => one.rule === "import/unknown-field")
    assert.strictEqual(finding?.severity, "error")
    assert.include(finding?.advice, "name")
  })

  it("an id in scientific notation is refused", () => {
    const found = book([table("accounts", ["id,name", "1.78501E+11,Acme"])])
    assert.strictEqual(found.rejected[0]?.rows[0]?.rule, "import/scientific")
  })

  it("a totals row is rejected as such", () => {
    const found = book([
      table("orders", ["id,account,date,amount", "1,A,2026-01-05,10", "2,B,2026-01-06,5.5", ",,,15.5"])
    ])
    assert.strictEqual(found.rejected[0]?.rows[0]?.rule, "import/totals-row")
  })

  it("an amount in another currency needs a rate", () => {
    const found = book([
      table("orders", ["id,account,date,amount,currency", "1,A,2026-01-05,10,USD", "2,A,2026-01-05,10,eur"])
    ])
    assert.strictEqual(found.records.orders.length, 1)
    assert.strictEqual(found.rejected[0]?.rows[0]?.rule, "import/no-rate")
  })
})

const counts = (inputs: ReadonlyArray<Input>) => book(inputs).counts.accounts

describe("rows of the same record", () => {
  const header = "id,name"

  it("equal rows are one record, the others unchanged", () => {
    assert.deepStrictEqual(counts([table("accounts", [header, "A,Acme", "A,Acme"])]), {
      read: 2,
      accepted: 1,
      unchanged: 1,
      updated: 0,
      rejected: 0
    })
  })
  it("different rows of one id in one file are both rejected", () => {
    const found = book([table("accounts", [header, "A,Acme", "B,Brick", "A,Acne"])])
    assert.deepStrictEqual(found.counts.accounts, { read: 3, accepted: 1, unchanged: 0, updated: 0, rejected: 2 })
    assert.include(found.rejected[0]?.rows[0]?.reason, "line 4")
  })
  it("a later file updates, and the old value stays in the provenance", () => {
    const found = book([
      table("accounts", [header, "A,Acme"], {}, "1.csv"),
      table("accounts", [header, "A,Acme AG"], {}, "2.csv")
    ])
    assert.deepStrictEqual(found.counts.accounts, { read: 2, accepted: 1, unchanged: 0, updated: 1, rejected: 0 })
    assert.strictEqual(found.records.accounts[0]?.record.name, "Acme AG")
    assert.strictEqual(found.records.accounts[0]?.before?.[0]?.record.name, "Acme")
    assert.strictEqual(found.records.accounts[0]?.before?.[0]?.provenance.file, "1.csv")
  })
  it("an older row in a later file does not win over a newer one", () => {
    const dated = "id,name,updated_at"
    const found = book([
      table("accounts", [dated, "A,New,2026-02-01"], {}, "1.csv"),
      table("accounts", [dated, "A,Old,2026-01-01"], {}, "2.csv")
    ])
    assert.strictEqual(found.records.accounts[0]?.record.name, "New")
  })
  it("rows that add items to a list are one record: a product with two facts", () => {
    const found = book([
      table("products", [
        "product_id,name,fact_kind,fact_text",
        "P,Pump,limit,Not for acid",
        "P,Pump,requirement,Needs water"
      ])
    ])
    assert.strictEqual(found.records.products[0]?.record.facts.length, 2)
  })
  it("orders without an id are told apart by account, date, amount, product and how often", () => {
    const found = book([
      table("orders", ["account,date,amount", "A,2026-01-05,10", "A,2026-01-05,10", "A,2026-01-05,11"])
    ])
    assert.strictEqual(new Set(found.records.orders.map(({ record }) => record.id)).size, 3)
  })
  it("reading the same file again changes nothing", () => {
    const once = book([accounts, managers])
    const twice = book([accounts, accounts, managers])
    assert.deepStrictEqual(
      twice.records.accounts.map(({ record }) => record),
      once.records.accounts.map(({ record }) => record)
    )
    assert.strictEqual(twice.counts.accounts.unchanged, 3)
  })
})

const withContacts = (rows: ReadonlyArray<string>) =>
  RecordsInMemory.groupRecords(
    book([table("contacts", ["contact_id,account_id,name,email", ...rows]), managers, accounts]),
    "key"
  )

describe("whose the records are", () => {
  const contacts = table("contacts", [
    "contact_id,account_id,name,email",
    "C-1,A-2,Anna,anna@acme.example",
    "C-2,,Bob,bob@brick.example",
    "C-3,,Carl,carl@gmail.com",
    "C-4,GONE,Dora,dora@nowhere.example"
  ])

  it("a contact without an account is matched by its domain, and method and strength are kept", () => {
    const found = book([accounts, contacts])
    assert.deepStrictEqual(found.matched, [
      { kind: "contacts", recordId: "C-2", accountId: "B-1", method: "e-mail domain", strength: 0.8 }
    ])
    assert.include(rules(found), "import/unknown-account")
  })

  it("what belongs to nobody is counted with its share of the money", () => {
    const orders = table("orders", [
      "id,account,date,amount",
      "1,A-1,2026-01-05,30",
      "2,,2026-01-05,10",
      "3,GONE,2026-01-06,-5"
    ])
    const nobody = book([accounts, orders]).nobody.find((one) => one.kind === "orders")
    assert.deepStrictEqual(nobody, {
      kind: "orders",
      records: 2,
      of: 3,
      minor: 500,
      ofMinor: 3500,
      share: 0.25,
      withoutAmount: 0
    })
    const message = book([accounts, orders]).findings.find((one) => one.rule === "import/belongs-to-nobody")?.message
    assert.strictEqual(message, "2 of 3 orders (66.7%) belong to nobody, with 25.0% of the money")
  })

  it("won opportunities become orders by declaration only, and not beside real orders of the same account", () => {
    const opportunities = table("opportunities", [
      "id,account_id,amount,closed_at,outcome",
      "1,A-1,10,2026-01-05,won",
      "2,B-1,20,2026-01-06,won",
      "3,B-1,,2026-01-07,won",
      "4,B-1,40,2026-01-08,lost"
    ])
    const orders = table("orders", ["id,account,date,amount", "1,A-1,2026-01-05,30"])
    assert.strictEqual(book([accounts, orders, opportunities]).records.orders.length, 1)
    const found = book([accounts, orders, opportunities], { ordersFrom: { from: "opportunities", where: "won" } })
    assert.deepStrictEqual(
      found.records.orders.map(({ record }) => [record.id, record.accountId, record.amount.minor]),
      [
        ["1", "A-1", 3000],
        ["opportunity-2", "B-1", 2000]
      ]
    )
    assert.includeMembers(rules(found), ["import/orders-beside", "import/won-incomplete"])
  })

  it("orders of our own group are left out and counted", () => {
    const orders = table("orders", ["id,account,date,amount", "1,A-2,2026-01-05,30", "2,B-1,2026-01-05,10"])
    const found = book([accounts, orders], { ownAccounts: ["A-1"] })
    assert.deepStrictEqual(
      found.records.orders.map(({ record }) => record.id),
      ["2"]
    )
    assert.include(rules(found), "import/own-orders")
  })

  it("a group gets the root's manager, contacts of all members and their keyed address hashes", () => {
    const [acme, brick] = RecordsInMemory.groupRecords(book([accounts, managers, contacts]), "key")
    assert.strictEqual(acme?.manager?.id, "M-1")
    assert.strictEqual(brick?.manager?.id, "M-2")
    assert.deepStrictEqual(
      acme?.contacts.map((contact) => [contact.id, contact.accountId, contact.addressHash?.length]),
      [["C-1", "A-2", 64]]
    )
  })

  const lines = [
    "C-1,A-2,Anna,anna@acme.example",
    "C-2,,Bob,bob@brick.example",
    "C-3,B-1,Carl,",
    "C-4,,Dora,dora@acme.example"
  ]
  it.prop(
    "the order of rows is irrelevant, down to the revisions",
    [Arbitrary.schema(Schema.Array(Schema.Int))],
    ([order]) => {
      const shuffled = lines
        .map((line, at) => ({ line, key: order[at] ?? at }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ line }) => line)
      assert.deepStrictEqual(withContacts(shuffled), withContacts(lines))
    }
  )

  it("a revision changes with its group's records and with nothing else", () => {
    const [acme, brick] = withContacts(["C-1,A-1,Anna,"])
    const [changed, same] = withContacts(["C-1,A-1,Anne,"])
    assert.notStrictEqual(changed?.revision, acme?.revision)
    assert.strictEqual(same?.revision, brick?.revision)
  })
})

describe("the team of an account", () => {
  const member = "account_id,person_id,role"

  it("comes with its group's records, named for any account of the group", () => {
    const found = book([accounts, managers, table("team", [member, "A-2,M-2,expert", "A-1,M-3,follower"])])
    const [first, second] = RecordsInMemory.groupRecords(found, "key")
    assert.deepStrictEqual(
      first?.team?.map(({ accountId, personId, role }) => [accountId, personId, role]),
      [
        ["A-1", "M-3", "follower"],
        ["A-2", "M-2", "expert"]
      ]
    )
    assert.isFalse(Object.hasOwn(second ?? {}, "team"))
  })

  it("says who is none of our managers, and which role there is not", () => {
    const found = book([accounts, managers, table("team", [member, "A-1,M-9,expert", "A-1,M-2,friend"])])
    const unknown = found.findings.find(({ rule }) => rule === "import/unknown-reference")
    assert.strictEqual(unknown?.message, "personId M-9 of team is not among the managers (named once)")
    assert.deepStrictEqual(unknown?.place, { file: "team.csv", line: 2, field: "personId" })
    assert.strictEqual(found.counts.team.rejected, 1)
  })
})
