/** The data of a new workspace: a made-up roaster of coffee and its made-up clients, on domains kept free for examples. */

const lines = (...rows: ReadonlyArray<string>): string => `${rows.join("\n")}\n`

const months = Array.from({ length: 13 }, (_, at) => {
  const month = 8 + at
  return `${2025 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`
})

interface Rhythm {
  readonly account: string
  readonly amount: number
  readonly product: string
  readonly day: string
  /** Months with an order, counted from the first. */
  readonly at: (month: number) => boolean
}

/** Who buys how often: most clients every month, one every third, one that stopped, one that has just begun. */
const rhythms: ReadonlyArray<Rhythm> = [
  { account: "C-100", amount: 4200, product: "ESPRESSO", day: "04", at: () => true },
  { account: "C-101", amount: 950, product: "FILTER", day: "19", at: () => true },
  { account: "C-200", amount: 1800, product: "ESPRESSO", day: "07", at: () => true },
  { account: "C-300", amount: 1350, product: "FILTER", day: "15", at: (month) => month < 10 },
  { account: "C-400", amount: 620, product: "DECAF", day: "18", at: (month) => month % 3 === 0 },
  { account: "C-500", amount: 480, product: "FILTER", day: "22", at: (month) => month > 9 }
]

const orders = (): string => {
  const rows: Array<string> = []
  for (const [at, month] of months.entries()) {
    for (const { account, amount, at: buys, day, product } of rhythms) {
      // A little more every month, so that the pictures are not flat.
      if (buys(at)) rows.push(`${account},${month}-${day},${amount + at * 15}.00,${product}`)
    }
  }
  return lines("order_number,account_id,date,amount,product", ...rows.map((row, at) => `S-${1001 + at},${row}`))
}

/** Files of `data/` and `holidays/`, by path. */
export const files = (): Readonly<Record<string, string>> => ({
  "data/accounts.csv": lines(
    "account_id,name,parent_id,domains,industry,country,time_zone,status,owner_id",
    "C-100,Lindenhof Hotels,,lindenhof.example,hotels,DE,Europe/Berlin,customer,M-1",
    "C-101,Lindenhof Wien,C-100,lindenhof-wien.example,hotels,AT,Europe/Vienna,customer,",
    "C-200,Harbour Offices,,harbour-offices.example,offices,GB,Europe/London,customer,M-1",
    "C-300,Северная кофейня,,severnaya.example,cafés,RU,Europe/Moscow,customer,M-2",
    "C-400,Quiet Library,,quiet-library.example,education,IE,Europe/Dublin,customer,M-2",
    "C-500,Morgenrot Bakeries,,morgenrot.example,bakeries,DE,Europe/Berlin,customer,M-1",
    "C-600,Tall Trees School,,tall-trees.example,education,GB,Europe/London,prospect,M-2"
  ),
  "data/contacts.csv": lines(
    "contact_id,account_id,name,email,title,roles,locale,country,consent_topic,consent_status,consent_at,consent_source",
    "P-1,C-100,Clara Lindemann,clara@lindenhof.example,Head of purchasing,decision maker|procurement,en,DE,news,given,2025-05-05T09:00:00Z,web form",
    "P-2,C-100,Jonas Weber,jonas@lindenhof.example,Bar manager,champion|user,en,DE,news,given,2025-06-12T09:00:00Z,web form",
    "P-3,C-101,Mira Novak,mira@lindenhof-wien.example,House manager,decision maker,en,AT,news,given,2025-09-01T08:00:00Z,trade fair",
    "P-4,C-200,Oliver Marsh,oliver@harbour-offices.example,Facilities,economic buyer,en,GB,news,given,2025-07-21T10:00:00Z,web form",
    "P-5,C-200,Priya Nair,priya@harbour-offices.example,Office manager,user,en,GB,news,withdrawn,2026-02-02T10:00:00Z,unsubscribed by mail",
    "P-6,C-300,Анна Серова,anna@severnaya.example,Владелица,decision maker,ru,RU,news,given,2025-08-15T07:00:00Z,web form",
    "P-7,C-400,Declan Byrne,declan@quiet-library.example,Librarian,decision maker,en,IE,,,,",
    "P-8,C-500,Greta Sommer,greta@morgenrot.example,Owner,economic buyer,en,DE,news,given,2026-07-03T09:00:00Z,web form",
    "P-9,,Tom Reed,tom@mail.tall-trees.example,Bursar,economic buyer,en,GB,news,given,2026-08-20T09:00:00Z,trade fair"
  ),
  "data/managers.csv": lines(
    "manager_id,name,email,deputy_id,time_zone,country",
    "M-1,Ines Falk,ines@copperkettle.example,M-2,Europe/Berlin,DE",
    "M-2,Mark Dunn,mark@copperkettle.example,M-1,Europe/London,GB"
  ),
  "data/products.csv": lines(
    "product_id,name,list_price,fact_kind,fact_text",
    "ESPRESSO,Espresso No. 1,24.00,unique selling point,Roasted to order and delivered within three days",
    "FILTER,Filter No. 2,21.00,unique selling point,Single farm; the label names the farmer",
    "DECAF,Decaf No. 3,26.00,limit,Only in bags of one kilogram"
  ),
  "data/orders.csv": orders(),
  "data/opportunities.csv": lines(
    "opportunity_id,account_id,product,amount,stage,opened_at,closed_at,outcome,loss_reason,owner_id",
    "D-1,C-200,ESPRESSO,9000.00,offer,2026-08-03,,open,,M-1",
    "D-2,C-400,FILTER,2400.00,closed,2026-03-02,2026-05-18,lost,price,M-2",
    "D-3,C-600,FILTER,3600.00,first talk,2026-08-24,,open,,M-2"
  ),
  "data/cases.csv": lines(
    "case_id,account_id,contact_id,kind,product,topic,severity,owner_id,opened_at,first_response_at,closed_at",
    "K-1,C-200,P-4,complaint,ESPRESSO,Two deliveries came late,medium,M-1,2026-09-14T08:00:00Z,2026-09-14T13:00:00Z,",
    "K-2,C-100,P-2,question,ESPRESSO,Which grind for the new machine?,low,M-1,2026-06-02T09:00:00Z,2026-06-02T11:00:00Z,2026-06-03T09:00:00Z"
  ),
  "data/promises.csv": lines(
    "promise_id,account_id,to,text,made_at,due_at,made_by",
    "R-1,C-100,P-1,Samples of the winter blend,2026-09-10T09:00:00Z,2026-10-09,M-1"
  ),
  "holidays/public.csv": lines(
    "country,day,name",
    "DE,2026-10-03,German Unity Day",
    "AT,2026-10-26,National Day",
    "RU,2026-11-04,Unity Day",
    "*,2026-12-25,Christmas Day",
    "*,2027-01-01,New Year"
  )
})
