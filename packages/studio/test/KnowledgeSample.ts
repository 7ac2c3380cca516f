/** Everything known of one fictional account, made by the core itself from a few rows: what the account's page is made of. */
import {
  Competition,
  ContactMap,
  Csv,
  DecisionScheme,
  Dossier,
  GroupBook,
  Offering,
  PlanProgress,
  RecordBook,
  WhiteSpace,
  Calendar,
  type RecordKind
} from "@market-of-one/core"
import type { Report } from "../src/index.ts"
import { input } from "./Sample.ts"

const day = (text: string): Calendar.Day => text as Calendar.Day
const zone = Calendar.Zone.make("Europe/Berlin")

const people = (name: string, reportsTo = "CON-8"): string =>
  [
    "contact_id,account_id,kind,name,title,level,roles,influence,disposition,reports_to,left_at,role_status",
    `CON-1,ACC-1,person,${name},Head of procurement,head,procurement,0.6,supporter,${reportsTo},,`,
    "CON-2,ACC-1,person,Ivo Lenz,Plant director,board,decision maker|economic buyer,0.9,sceptic,,,",
    "CON-3,ACC-1,person,Mara Quist,Process engineer,specialist,technical evaluator,0.5,neutral,CON-2,,",
    "CON-7,ACC-1,person,Tove Sand,Head of maintenance,head,,,,CON-2,,",
    "CON-8,ACC-1,person,Rolf Tamm,Head of operations,head,champion,0.7,supporter,CON-2,2026-06-30T10:00:00Z,",
    "CON-9,ACC-11,person,Lene Holt,Site manager,head,user,0.4,opponent,CON-2,,"
  ].join("\n")

const files = (name: string): Readonly<Partial<Record<RecordKind.KindName, string>>> => ({
  accounts: [
    "account_id,name,parent_id,industry,region,employees,since,status",
    `ACC-1,${name},,chemicals,North,900,2019-03-01,customer`,
    "ACC-11,Norvik Nord,ACC-1,chemicals,North,80,2021-03-01,customer",
    ...["A", "B", "C", "D", "E"].map((one) => `SIM-${one},Similar ${one},,chemicals,South,700,,customer`)
  ].join("\n"),
  contacts: people(name),
  orders: [
    "order_id,account_id,date,amount,product",
    ...["2026-07-06", "2026-08-06", "2026-09-05"].map((date, at) => `O-${at},ACC-1,${date},9000,PUMP`),
    ...["A", "B", "C", "D", "E"].map((one) => `S-${one},SIM-${one},2026-05-04,4000,SEAL`)
  ].join("\n"),
  products: [
    "product_id,name,fact_kind,fact_text,fact_proof,fact_roles,fact_against",
    "PUMP,Pump 200,unique selling point,A ninth less energy,Report 14,technical evaluator,",
    "SEAL,Seal set,unique selling point,Lasts a year longer,,,RIV"
  ].join("\n"),
  competitors: "competitor_id,name\nRIV,Rival Seals",
  competitorPresence: [
    "presence_id,competitor_id,account_id,product,share_of_wallet,offer_terms,offer_price,offer_until,offer_evidence,since",
    `P-1,RIV,ACC-1,SEAL,0.55,${name},9 % below list,2026-12-31,,2026-02-01`,
    "P-2,RIV,ACC-11,,,Frame for a year,,2026-08-01,Copy of their offer,2026-03-01"
  ].join("\n"),
  interactions: [
    "interaction_id,account_id,contact_id,kind,direction,started_at,status,by,summary",
    "I-1,ACC-1,CON-1,meeting,,2026-09-20T09:00:00Z,held,KAM-2,Yearly talk",
    "I-2,ACC-1,CON-3,call,outbound,2026-03-02T09:00:00Z,held,KAM-2,Asked about the seals"
  ].join("\n"),
  opportunities: [
    "opportunity_id,account_id,product,kind,amount,stage,opened_at,expected_at,closed_at,outcome,loss_reason,competitor",
    "T-1,ACC-1,SEAL,tender,12000,closed,2026-01-10,,2026-04-02,lost,price,RIV",
    "T-2,ACC-1,PUMP,deal,30000,negotiation,2026-08-10,2026-11-30,,open,,"
  ].join("\n"),
  plans: [
    "plan_id,account_id,period,target,status,goal_text,goal_due",
    `PL-1,ACC-1,2026,120000,active,${name},2026-08-31`
  ].join("\n")
})

/** What is known when the account, one person, one offer and one goal are called `name`. */
export const knowledgeOf = (name: string): Report.Knowledge => {
  const quoted = `"${name.replaceAll('"', '""')}"`
  const book = RecordBook.resolve({
    inputs: Object.entries(files(quoted)).map(([kind, text]) => {
      const file = `data/${kind}.csv`
      const table = Csv.parse(`${text}\n`, { file })
      if ("severity" in table) throw new Error(table.message)
      return { kind: kind as RecordKind.KindName, file, source: { file }, table }
    }),
    zone,
    currency: "EUR"
  })
  const own = GroupBook.of(book, "ACC-1")
  if (own === undefined) throw new Error("the sample has no account")
  const { asOf } = input
  const map = ContactMap.of(own, { asOf })
  return {
    accounts: own.accounts.map(({ record }) => ({ id: record.id, name: record.name })),
    map,
    leavers: map.departed.map((one) => ({
      ...one,
      name: "Rolf Tamm",
      title: "Head of operations",
      reportsTo: "CON-2"
    })),
    schemes: own.accounts.map(({ record }) => DecisionScheme.of(own, map, record.id)),
    dossier: Dossier.of(own, { asOf }),
    competition: Competition.of(own, asOf),
    whiteSpace: WhiteSpace.of(book, { asOf, ground: "industry", grossMargin: 0.3 }).get("ACC-1") ?? [],
    offering: Offering.choose(book.records.products, {
      asOf,
      industry: "chemicals",
      competitors: new Set(["RIV"]),
      roles: new Set(["technical evaluator"])
    }),
    plans: PlanProgress.of(own, asOf, day("2026-05-04")),
    orders: ["2026-07", "2026-08", "2026-09"].map((month) => ({ month, orders: 1, minor: 900_000 })),
    happenings: [
      { kind: "interaction", on: day("2026-03-02"), id: "I-2", what: "call", text: "Asked about the seals" },
      { kind: "lost", on: day("2026-04-02"), id: "T-1", what: "tender", text: "price" },
      { kind: "promise", on: day("2026-09-11"), id: "PRM-1", what: "broken", text: name },
      { kind: "interaction", on: day("2026-09-20"), id: "I-1", what: "meeting", text: "Yearly talk" }
    ]
  }
}

/** The sample's input with everything known of its first account. */
export const known: Report.ReportInput = {
  ...input,
  profiles: input.profiles.map((profile) =>
    profile.id === "ACC-1" ? { ...profile, knowledge: knowledgeOf("Norvik Chemie") } : profile
  ),
  labels: { PUMP: "Pump 200", SEAL: "Seal set", RIV: "Rival Seals" },
  markets: [
    {
      industry: "chemicals",
      region: null,
      accounts: 7,
      prospects: 1,
      soldMinor: 4_700_000,
      share: 1,
      growth: -0.125,
      competitors: [{ name: "RIV", times: 2 }],
      lossReasons: [{ name: "price", times: 1 }],
      prospectSources: [{ name: "unknown", times: 1 }]
    },
    {
      industry: null,
      region: "South",
      accounts: 1,
      prospects: 0,
      soldMinor: 0,
      share: 0,
      growth: null,
      competitors: [],
      lossReasons: [],
      prospectSources: []
    }
  ]
}
