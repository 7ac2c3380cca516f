/** A small fictional record book, read from text as a workspace would read it: what tests of the analysis look at. */
import * as Csv from "../../src/intake/Csv.ts"
import * as RecordBook from "../../src/intake/RecordBook.ts"
import type * as RecordKind from "../../src/intake/RecordKind.ts"
import type { Zone } from "../../src/kernel/Calendar.ts"
import * as Rates from "../../src/kernel/Rates.ts"
import type { Day } from "../../src/kernel/Calendar.ts"

/** Rows of one kind, the header first. */
export type Files = { readonly [K in RecordKind.KindName]?: ReadonlyArray<string> }

const rateOfDollar = Rates.parse("0.5")

/** The book of some files, of which `parts` gives some kinds in several files; in euros: a dollar is worth 0.50 from 2026-01-01 to 2026-12-31, each Thursday anew. */
export const book = (
  files: Files,
  parts: { readonly [K in RecordKind.KindName]?: ReadonlyArray<ReadonlyArray<string>> } = {}
): RecordBook.RecordBook => {
  const whole = Object.entries(files).filter(([kind]) => !(kind in parts))
  const several = Object.entries(parts).flatMap(([kind, all]) => all.map((lines) => [kind, lines] as const))
  const inputs = [...whole, ...several].map(([kind, lines], at) => {
    const file = `data/${kind}-${at}.csv`
    const table = Csv.parse(`${lines.join("\n")}\n`, { file })
    if (!("rows" in table)) throw new Error(table.message)
    return { kind: kind as RecordKind.KindName, source: { file }, file, table }
  })
  const thursdays = Array.from({ length: 52 }, (_, week) => ({
    day: new Date(Date.UTC(2026, 0, 1 + 7 * week)).toISOString().slice(0, 10) as Day,
    currency: "USD",
    factor: rateOfDollar ?? { digits: 1n, decimals: 0 }
  }))
  const rates = Rates.make(thursdays, "EUR")
  return RecordBook.resolve({ inputs, zone: "Europe/Berlin" as Zone, currency: "EUR", rates })
}

const months = Array.from(
  { length: 18 },
  (_, at) => `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`
)

/** A machine builder's clients: a group of two, a lapsed one, a prospect, an insolvent one and one of our own. */
export const files: Files = {
  accounts: [
    "id,name,parent_id,industry,region,employees,status,owner_id,since,need,solvent,solvent_on",
    "N,Northwind Tools,,machines,north,900,customer,M-1,2019-03-01,,,",
    "N-JP,Northwind Japan,N,machines,asia,80,customer,M-2,,,,",
    "Q,Quiet Pumps,,pumps,north,40,customer,M-1,2024-05-01,,,",
    "F,Fresh Foods,,food,south,700,prospect,M-2,,,yes,2026-03-01",
    "I,Insolvent Ltd,,food,south,20,prospect,M-2,,yes,no,",
    "O,Our Own Shop,,own,north,5,customer,,,,,"
  ],
  contacts: [
    "id,account_id,name,email,phone,roles",
    "C-1,N,Ada Example,ada@northwind.example,+49 30 1234567,decision maker",
    "C-2,F,Bea Example,bea@fresh.example,,economic buyer",
    "C-3,I,Cid Example,cid@insolvent.example,,decision maker"
  ],
  managers: ["id,name,capacity_one_to_one", "M-1,Nora,1", "M-2,Omar,"],
  products: ["id,name,series", "P-10,Pump 10,pumps", "P-20,Pump 20,pumps", "T-1,Tool 1,tools"],
  orders: [
    "order_number,account_id,date,amount,cost,product",
    ...months.flatMap((month, at) => [
      `S-${at}-1,N,${month}-05,900.00,600.00,P-10`,
      `S-${at}-2,N-JP,${month}-15,300.00,200.00,T-1`,
      `S-${at}-3,O,${month}-20,10.00,5.00,T-1`,
      ...(at < 12 ? [`S-${at}-4,Q,${month}-10,200.00,150.00,P-20`] : [])
    ])
  ],
  opportunities: ["id,account_id,amount,outcome", "D-1,F,20000.00,open", "D-2,I,100.00,open"],
  interactions: [
    "id,account_id,contact_id,kind,direction,at,status,by",
    "X-1,F,C-2,e-mail,outbound,2026-04-01T09:00:00Z,held,M-2",
    "X-2,F,C-2,e-mail,inbound,2026-04-03T09:00:00Z,held,M-2",
    "X-3,N,C-1,e-mail,outbound,2026-06-03T09:00:00Z,held,M-1"
  ]
}
