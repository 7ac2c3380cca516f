import { assert, describe, it } from "@effect/vitest"
import * as Csv from "../../src/intake/Csv.ts"
import * as KindGuess from "../../src/intake/KindGuess.ts"
import * as Presets from "../../src/intake/Presets.ts"
import * as RecordBook from "../../src/intake/RecordBook.ts"
import { kinds, names, type KindName, type RecordKind } from "../../src/intake/RecordKind.ts"
import { presetNames, type PresetName, type Source } from "../../src/intake/Source.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import { Currency } from "../../src/kernel/Money.ts"

interface Fixture {
  readonly preset: PresetName
  readonly kind: KindName
  readonly rows: ReadonlyArray<string>
  readonly records: ReadonlyArray<Readonly<Record<string, unknown>>>
}

/** Small exports with the columns that the programs write; what is in them is made up. */
const fixtures: ReadonlyArray<Fixture> = [
  {
    preset: "hubspot",
    kind: "accounts",
    rows: [
      "Record ID,Company name,Company Domain Name,Company owner,Country/Region,Number of Employees,Lifecycle Stage",
      "9001,Acme,acme.example,Ada Byron,Germany,120,Customer",
      "9002,Brick,,Ada Byron,,,Lead"
    ],
    records: [
      { id: "9001", name: "Acme", domains: ["acme.example"], country: "DE", employees: 120, status: "customer" },
      { id: "9002", name: "Brick", domains: [], status: "prospect", ownerId: "Ada Byron" }
    ]
  },
  {
    preset: "hubspot",
    kind: "contacts",
    rows: [
      "Record ID,First Name,Last Name,Email,Phone Number,Associated Company,Contact owner,Unsubscribed from all email",
      "1,Ada,Byron,ada@acme.example,+49 30 23125 232,Acme,Bo,true",
      "2,,Curie,curie@acme.example,,Acme,Bo,false"
    ],
    records: [
      { id: "1", name: "Ada Byron", phone: "+493023125232" },
      { id: "2", name: "Curie", consent: [] }
    ]
  },
  {
    preset: "hubspot",
    kind: "opportunities",
    rows: [
      "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Associated Company",
      "5,Pumps,Closed Won,2026-01-15 10:23,Bo,1200.50,2025-11-02 08:00,Acme",
      "6,Valves,Contract Sent,2026-09-30 00:00,Bo,,2026-02-01 09:10,Acme"
    ],
    records: [
      { id: "5", outcome: "won", closedAt: "2026-01-15", amount: { minor: 120_050, currency: "EUR" } },
      { id: "6", outcome: "open", stage: "Contract Sent", expectedAt: "2026-09-30", openedAt: "2026-02-01" }
    ]
  },
  {
    preset: "salesforce",
    kind: "opportunities",
    rows: [
      "Id,AccountId,Name,StageName,Amount,CloseDate,CreatedDate,IsWon,LastModifiedDate",
      "006A,001A,Pumps,Closed Won,1200.5,2026-01-15,2025-11-02T08:00:00.000Z,1,2026-01-15T09:00:00.000Z",
      "006B,001A,Valves,Closed Lost,0,2026-02-15,2025-11-03T08:00:00.000Z,0,2026-02-15T09:00:00.000Z"
    ],
    records: [
      { id: "006A", accountId: undefined, outcome: "won", closedAt: "2026-01-15" },
      { id: "006B", outcome: "lost", amount: undefined }
    ]
  },
  {
    preset: "salesforce",
    kind: "contacts",
    rows: [
      "Contact ID,First Name,Last Name,Account Name,Email,Mailing Country,Email Opt Out,Title",
      "003A,Ada,Byron,Acme,ada@acme.example,Germany,1,Head of Purchasing"
    ],
    records: [{ id: "003A", name: "Ada Byron", country: "DE", title: "Head of Purchasing" }]
  },
  {
    preset: "bitrix24",
    kind: "opportunities",
    rows: [
      "ID;Название сделки;Стадия сделки;Сумма;Валюта;Компания;Дата завершения;Ответственный",
      "7;Насосы;Сделка успешна;1200.50;EUR;Acme;15.01.2026 10:23:45;Анна",
      "8;Клапаны;Новая;;EUR;Acme;;Анна"
    ],
    records: [
      { id: "7", outcome: "won", closedAt: "2026-01-15", ownerId: "Анна" },
      { id: "8", outcome: "open", stage: "Новая" }
    ]
  },
  {
    preset: "bitrix24",
    kind: "contacts",
    rows: [
      "ID;Имя;Отчество;Фамилия;Компания;Рабочий телефон;Рабочий e-mail;Дата изменения",
      "3;Анна;Петровна;Снегова;Acme;+7 495 123-45-67;anna@acme.example;01.02.2026 09:00:00"
    ],
    records: [{ id: "3", name: "Анна Петровна Снегова", phone: "+74951234567" }]
  },
  {
    preset: "amocrm",
    kind: "opportunities",
    rows: [
      "ID,Название сделки,Бюджет,Этап сделки,Воронка,Ответственный,Дата создания,Дата закрытия,Компания",
      "11,Насосы,1200,Успешно реализовано,Продажи,Анна,02.11.2025 08:00:00,15.01.2026 10:23:45,Acme",
      "12,Клапаны,0,Закрыто и не реализовано,Продажи,Анна,03.11.2025 08:00:00,16.01.2026 10:23:45,Acme"
    ],
    records: [
      { id: "11", outcome: "won", openedAt: "2025-11-02", closedAt: "2026-01-15" },
      { id: "12", outcome: "lost", amount: undefined }
    ]
  },
  {
    preset: "amocrm",
    kind: "contacts",
    rows: [
      "ID,Полное имя контакта,Компания,Должность,Рабочий телефон,Рабочий email",
      "4,Анна Снегова,Acme,Закупки,8 495 123-45-67,anna@acme.example"
    ],
    records: [{ id: "4", name: "Анна Снегова", title: "Закупки" }]
  },
  {
    preset: "1c",
    kind: "orders",
    rows: [
      "Дата;Номер;Контрагент;Номенклатура;Сумма;Себестоимость",
      "15.01.2026 0:00:00;РТ-001;Acme;Насос;1 234,50;800,00",
      "16.01.2026 0:00:00;РТ-002;Acme;Клапан;1,234;",
      ";;Итого;;1 235,73;"
    ],
    records: [
      { date: "2026-01-15", orderId: "РТ-001", amount: { minor: 123_450, currency: "EUR" } },
      { date: "2026-01-16", product: "Клапан", amount: { minor: 123, currency: "EUR" } }
    ]
  },
  {
    preset: "1c",
    kind: "accounts",
    rows: ["Код;Наименование;Полное наименование;ИНН;КПП", "00-000042;Север;ООО «Север»;0000000042;"],
    records: [{ id: "00-000042", name: "Север", legalName: "ООО «Север»", taxId: "0000000042" }]
  }
]

const tableOf = (rows: ReadonlyArray<string>): Csv.Table => {
  const table = Csv.parse(`${rows.join("\n")}\n`)
  if (!("rows" in table)) throw new Error(table.message)
  return table
}

describe("presets", () => {
  for (const { kind, preset, records, rows } of fixtures) {
    const table = tableOf(rows)

    it(`an export of ${kind} from ${Presets.presets[preset].title} is recognised by its columns`, () => {
      const [best] = KindGuess.guesses(table.header, "export.csv", {})
      assert.deepStrictEqual([best?.preset, best?.kind], [preset, kind])
    })

    it(`${kind} from ${Presets.presets[preset].title} are read with nothing else declared`, () => {
      const source: Source = { file: "export.csv", preset }
      const book = RecordBook.resolve({
        inputs: [{ kind, source, file: "export.csv", table }],
        zone: Calendar.Zone.make("Europe/Moscow"),
        currency: Currency.make("EUR")
      })
      const found = [...book.records[kind]].toSorted((a, b) => (a.provenance.line ?? 0) - (b.provenance.line ?? 0))
      assert.strictEqual(found.length, records.length)
      for (const [at, expected] of records.entries()) {
        const record: Readonly<Record<string, unknown>> = { ...found[at]?.record }
        for (const [name, value] of Object.entries(expected)) assert.deepStrictEqual(record[name], value, name)
      }
      assert.deepStrictEqual(
        book.findings.filter(({ severity }) => severity === "error"),
        []
      )
    })
  }

  it("are tested each, and name only fields that their kinds have", () => {
    assert.sameMembers([...new Set(fixtures.map(({ preset }) => preset))], [...presetNames])
    for (const preset of presetNames) {
      for (const name of names) {
        const kind: RecordKind = kinds[name]
        const known = new Set(
          [...kind.fields, { name: "currency", aliases: [] }, { name: "updatedAt", aliases: [] }].flatMap(
            ({ aliases = [], name }) => [name, name.replace(/Id$/u, ""), ...aliases]
          )
        )
        for (const field of Object.keys(Presets.kindOf(preset, name)?.columns ?? {}))
          assert.isTrue(known.has(field), `${preset} ${name} ${field}`)
      }
    }
  })

  it("give way to what the source declares", () => {
    const source: Source = { file: "x.csv", preset: "bitrix24", dateFormat: "MM/dd/yyyy" }
    assert.strictEqual(Presets.applied("opportunities", source).dateFormat, "MM/dd/yyyy")
    assert.strictEqual(Presets.applied("opportunities", { file: "x.csv", preset: "bitrix24" }).dateFormat, "dd.MM.yyyy")
  })
})
