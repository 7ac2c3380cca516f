/** Made-up clients and managers for the tests of the desk. 2026-10-05 is a Monday; Berlin is two hours before UTC. */
import type { Manager } from "../../src/account/Manager.ts"
import type { GroupRecords } from "../../src/account/Records.ts"
import type { DeskClient, Look } from "../../src/desk/DeskClient.ts"
import { standard } from "../../src/desk/DeskPolicy.ts"
import type { TaskState } from "../../src/desk/Task.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import type { Currency } from "../../src/kernel/Money.ts"
import type { Segment } from "../../src/market/AccountMarket.ts"
import { day, zone } from "../market/Books.ts"

export const at = (text: string): Calendar.Instant => {
  const [on = "", time = "00:00"] = text.split(" ")
  return Calendar.instantOf(day(on), Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), zone)
}

export const euro = (minor: number) => ({ minor, currency: "EUR" as Currency })

export const manager = (id: string, rest: Partial<Manager> = {}): Manager => ({
  id,
  name: id,
  skills: { languages: [], industries: [], products: [] },
  ...rest
})

/** Ann answers for clients; Bob is her superior, Cid her deputy. */
export const ann = manager("ann", { managerId: "bob", deputyId: "cid" })
export const managers: ReadonlyMap<string, Manager> = new Map(
  [ann, manager("bob"), manager("cid", { managerId: "bob" })].map((one) => [one.id, one])
)

const segment = (rest: Partial<Segment>, atRiskMinor: number): Segment => ({
  abc: "A",
  xyz: "X",
  isKey: true,
  keyScore: null,
  keyConfidence: null,
  types: [],
  tier: "one-to-one",
  measure: null,
  share: null,
  firstOrderOn: null,
  lastOrderOn: null,
  silenceDays: null,
  usualIntervalDays: null,
  outlook: {
    isNew: false,
    trend: null,
    lossBand: null,
    expectedValue: euro(atRiskMinor * 10),
    valueAtRisk: euro(atRiskMinor),
    qualification: "research needed",
    fit: null,
    targets: []
  },
  ...rest
})

/** What a client may differ in. */
export interface Differs {
  readonly records?: Partial<GroupRecords>
  readonly segment?: Partial<Segment>
  readonly rest?: Partial<DeskClient>
  /** Minor units; 100 unless said. */
  readonly atRiskMinor?: number
}

export const client = (
  id: string,
  { atRiskMinor = 100, records, rest, segment: own = {} }: Differs = {}
): DeskClient => ({
  records: {
    groupId: id,
    revision: "1",
    name: `Client ${id}`,
    manager: ann,
    accounts: [{ id, name: `Client ${id}`, domains: [], attributes: {} }],
    contacts: [],
    opportunities: [],
    cases: [],
    commitments: [],
    interactions: [],
    assets: [],
    departures: [],
    ...records
  },
  segment: segment(own, atRiskMinor),
  marginMinor: atRiskMinor * 20,
  tasks: [],
  words: [],
  replies: {},
  briefReads: [],
  exitAnswered: [],
  newestFact: null,
  orders: [],
  plans: [],
  ...rest
})

/** A client that was talked with just now, so that nobody has a duty to. */
export const quiet = (id: string, differs: Differs = {}): DeskClient =>
  client(id, { ...differs, segment: { abc: null, ...differs.segment } })

export const look = (now: string): Look => ({
  now: at(now),
  calendars: { timeZone: zone, holidays: {} },
  policy: standard
})

export const task = (taskId: string, rest: Partial<TaskState> = {}): TaskState => ({
  taskId,
  kind: "call",
  accountId: "A",
  contactIds: [],
  ownerId: "ann",
  followers: [],
  text: "call them",
  createdAt: at("2026-10-01 09:00"),
  dueAt: at("2026-10-05 15:00"),
  acceptBy: null,
  evidence: {},
  accepted: null,
  escalated: null,
  closed: null,
  ...rest
})
