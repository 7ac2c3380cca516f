import { assert, describe, it } from "@effect/vitest"
import type { Account } from "../../src/account/Account.ts"
import type { Asset } from "../../src/account/Asset.ts"
import type { Case } from "../../src/account/Case.ts"
import type { Commitment } from "../../src/account/Commitment.ts"
import type { Contact } from "../../src/account/Contact.ts"
import type { GroupContact, GroupRecords } from "../../src/account/Records.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as CaseRoute from "../../src/market/CaseRoute.ts"
import * as KeyTable from "../../src/market/KeyTable.ts"
import * as ServiceTimes from "../../src/market/ServiceTimes.ts"
import * as Standing from "../../src/market/Standing.ts"

const at = (text: string): Calendar.Instant => Calendar.parseInstant(text) ?? Calendar.instant(0)
const now = at("2026-10-01T09:00:00Z")

const account = (id: string, name: string, rest: Partial<Account> = {}): Account => ({
  id,
  name,
  domains: [],
  attributes: {},
  ...rest
})
const contact = (id: string, accountId: string | undefined, rest: Partial<Contact> = {}): Contact => ({
  id,
  ...(accountId === undefined ? {} : { accountId }),
  kind: "person",
  name: `Person ${id}`,
  roles: [],
  affiliations: [],
  consent: [],
  attributes: {},
  ...rest
})
const asset = (id: string, accountId: string | undefined, rest: Partial<Asset> = {}): Asset => ({
  id,
  ...(accountId === undefined ? {} : { accountId }),
  label: id,
  status: "active",
  ...rest
})

// Invented: two groups, and a stranger who holds a line of the first.
const accounts = [
  account("north", "Nordlicht GmbH", { taxId: "DE 99", domains: ["nordlicht.example"], status: "customer" }),
  account("north-at", "Nordlicht Austria GmbH", {
    parentId: "north",
    domains: ["nordlicht-at.example"],
    status: "lost"
  }),
  account("south", "ООО «Юг»", { domains: ["yug.example", "gmail.com"] })
]
const contacts = [
  contact("ines", "north", { name: "Inês Dahl", email: "ines@nordlicht.example", phone: "+49 30 2312 5232" }),
  contact("otto", "north-at", { name: "Otto Kern", email: "otto@nordlicht-at.example" }),
  contact("вера", "south", { name: "Вера Южная", email: "vera@yug.example", phone: "+7 999 000-11-22" }),
  contact("twin-1", "north", { name: "Kim Lund" }),
  contact("twin-2", "south", { name: "Kim Lund" }),
  contact("stranger", undefined, { name: "Stray Holder", email: "stray@example.net", phone: "+49 171 5550001" }),
  contact("lone", undefined, { name: "Lone Wolf", email: "lone@example.net" })
]
const assets = [
  asset("line-1", "north", { number: "+49 30 2312 5000", holderId: "ines" }),
  asset("line-2", "north-at", { number: "+43 1 5550 7777", holderId: "stranger" }),
  asset("contract", "south", { number: "C-26/001" }),
  asset("loose", undefined, { number: "C-99" })
]
const groupOf = new Map([
  ["north", "north"],
  ["north-at", "north"],
  ["south", "south"]
])
const index = Standing.index({ groupOf, accounts, contacts, assets, excludedDomains: ["own.example"] })
const show = (text: string): string => {
  const found = Standing.lookup(index, text)
  if (found.state === "found") return `${found.groupId} by ${found.method}`
  if (found.state === "ambiguous") return `${found.groupIds.join("|")} by ${found.method}`
  return found.method === null ? "unknown" : `nobody's by ${found.method}`
}

describe("a standing is found", () => {
  const table: ReadonlyArray<readonly [text: string, expected: string]> = [
    ["north", "north by id"],
    ["north-at", "north by id"],
    [" north-at ", "north by id"],
    ["line-2", "north by id"],
    ["ines", "north by id"],
    ["вера", "south by id"],
    ["de99", "north by tax id"],
    ["C-26/001", "south by number"],
    ["c 26 001", "south by number"],
    ["+49 30 23125000", "north by number"],
    ["Ines@Nordlicht.Example", "north by e-mail"],
    ["otto@nordlicht-at.example", "north by e-mail"],
    ["0049 30 23125232", "north by phone"],
    ["030 23125232", "north by phone"],
    ["8 (999) 000-11-22", "south by phone"],
    ["0043 1 5550 7777", "north by phone"],
    ["someone.new@nordlicht-at.example", "north by e-mail domain"],
    ["a@mail.yug.example", "south by e-mail domain"],
    ["https://www.nordlicht.example/contact", "north by e-mail domain"],
    ["Nordlicht Austria", "north by name"],
    ["юг", "south by name"],
    ["inês dahl", "north by name"],
    ["Kim Lund", "north|south by name"],
    ["stray@example.net", "north by holder"],
    ["+49 171 5550001", "north by holder"],
    ["lone@example.net", "nobody's by e-mail"],
    ["C-99", "nobody's by number"],
    ["030 23125233", "unknown"],
    ["5232", "unknown"],
    ["eve@gmail.com", "unknown"],
    ["me@own.example", "unknown"],
    ["", "unknown"]
  ]
  for (const [text, expected] of table) {
    it(`from "${text}": ${expected}`, () => assert.strictEqual(show(text), expected))
  }
  it("with what was found: the stranger's own record and the line that he holds", () => {
    const found = Standing.lookup(index, "stray@example.net")
    assert.deepStrictEqual(
      found.hits.map((hit) => [hit.kind, hit.id, hit.groupId]),
      [
        ["contact", "stranger", null],
        ["asset", "line-2", "north"]
      ]
    )
  })
  it("and the order of records is irrelevant", () => {
    const turned = Standing.index({
      groupOf,
      accounts: accounts.toReversed(),
      contacts: contacts.toReversed(),
      assets: assets.toReversed(),
      excludedDomains: ["own.example"]
    })
    for (const [text] of table) {
      const [one, other] = [Standing.lookup(index, text), Standing.lookup(turned, text)]
      assert.deepStrictEqual({ ...other, hits: other.hits.length }, { ...one, hits: one.hits.length })
    }
  })
  it("a table of keys gives every item back, also when it has grown and keys are many", () => {
    const table = KeyTable.make()
    for (let item = 0; item < 5000; item += 1) table.add(`key ${item % 2500}`, item)
    assert.strictEqual(table.size(), 5000)
    for (let item = 0; item < 2500; item += 1)
      assert.includeMembers([...table.candidates(`key ${item}`)], [item, item + 2500])
    assert.notInclude(table.candidates("another"), 0)
  })
})

const complaint = (id: string, rest: Partial<Case> = {}): Case => ({
  id,
  accountId: "north-at",
  kind: "complaint",
  topic: "t",
  severity: "medium",
  openedAt: at("2026-09-30T08:00:00Z"),
  reopenedAt: [],
  ownerId: "kam",
  ...rest
})
const promise = (id: string, dueAt: string, rest: Partial<Commitment> = {}): Commitment => ({
  id,
  accountId: "north",
  text: "t",
  madeAt: at("2026-09-01T08:00:00Z"),
  dueAt: at(dueAt),
  madeBy: "kam",
  ...rest
})
const records = (rest: Partial<GroupRecords> = {}): GroupRecords => ({
  groupId: "north",
  revision: "1",
  name: "Nordlicht GmbH",
  manager: {
    id: "kam",
    name: "K",
    managerId: "head",
    timeZone: "Europe/Berlin" as Calendar.Zone,
    skills: { languages: [], industries: [], products: [] }
  },
  accounts: accounts.slice(0, 2),
  contacts: [],
  opportunities: [],
  cases: [],
  commitments: [],
  interactions: [],
  assets: [],
  departures: [],
  ...rest
})
const standing = (rest: Partial<GroupRecords> = {}, context: Partial<Standing.Context> = {}): Standing.Standing =>
  Standing.of({ records: records(rest), segment: null }, { now, holds: [], ...context })

describe("a standing is the group's", () => {
  it("a complaint of one member and a promise to another are the whole group's", () => {
    const one = standing({
      cases: [
        complaint("c-2"),
        complaint("c-1"),
        complaint("old", { closedAt: at("2026-09-30T09:00:00Z") }),
        complaint("q", { kind: "question" })
      ],
      commitments: [
        promise("p-broken", "2026-09-20T08:00:00Z"),
        promise("p-due", "2026-10-20T08:00:00Z"),
        promise("p-late", "2026-09-20T08:00:00Z", { keptAt: at("2026-09-25T08:00:00Z") }),
        promise("p-kept", "2026-09-20T08:00:00Z", { keptAt: at("2026-09-19T08:00:00Z") })
      ]
    })
    assert.deepStrictEqual(
      one.openComplaints.map(({ id }) => id),
      ["c-1", "c-2"]
    )
    assert.deepStrictEqual(
      one.openQuestions.map(({ id }) => id),
      ["q"]
    )
    assert.deepStrictEqual(
      one.brokenPromises.map(({ id }) => id),
      ["p-broken"]
    )
    assert.deepStrictEqual(
      one.duePromises.map(({ id }) => id),
      ["p-due"]
    )
    assert.deepStrictEqual(
      one.latePromises.map(({ id }) => id),
      ["p-late"]
    )
  })
  it("it is a customer if any member is, and a lost member of a live group is a finding", () => {
    const one = standing()
    assert.strictEqual(one.status, "customer")
    assert.isFalse(one.isLost)
    assert.deepStrictEqual(
      one.findings.map(({ rule }) => rule),
      ["standing/lost-member"]
    )
    const gone = standing({}, { presumedLost: new Set(["north"]) })
    assert.isTrue(gone.isLost)
    assert.deepStrictEqual(gone.findings, [])
  })
  it("key by hand wins while it lasts, the root's word first; without it and without orders key is unknown", () => {
    const word = (is: boolean, until?: string): Pick<Account, "keyByHand"> => ({
      keyByHand: {
        is,
        by: "head",
        at: at("2026-01-01T00:00:00Z"),
        reason: "r",
        ...(until === undefined ? {} : { until: at(until) })
      }
    })
    assert.isNull(standing().isKey)
    assert.isTrue(standing({ accounts: [account("north", "N"), account("north-at", "A", word(true))] }).isKey)
    assert.isFalse(
      standing({ accounts: [account("north", "N", word(false)), account("north-at", "A", word(true))] }).isKey
    )
    assert.isNull(standing({ accounts: [account("north", "N", word(true, "2026-09-30T00:00:00Z"))] }).isKey)
  })
  it("holds in force are shown, ended ones are not", () => {
    const hold = { kind: "sales", reason: "talks", by: "kam", placedAt: at("2026-09-01T00:00:00Z") } as const
    const { holds } = standing(
      {},
      {
        holds: [
          { id: "h1", ...hold },
          { id: "h2", ...hold, until: at("2026-09-02T00:00:00Z") }
        ]
      }
    )
    assert.deepStrictEqual(
      holds.map(({ id }) => id),
      ["h1"]
    )
  })
  it("who withdraws consent silences every record of their mailbox, and nobody else", () => {
    const person = (
      id: string,
      addressHash: string | null,
      status: "given" | "withdrawn",
      year: number
    ): GroupContact => ({
      ...contact(id, "north"),
      accountId: "north",
      addressHash,
      consent: [
        {
          topic: "news",
          purpose: "marketing",
          basis: "consent",
          status,
          at: at(`${year}-01-01T00:00:00Z`),
          source: "s"
        }
      ]
    })
    const people = [
      person("a", "one", "given", 2024),
      person("a-again", "one", "withdrawn", 2025),
      person("b", "two", "given", 2024),
      person("c", null, "given", 2024)
    ]
    assert.deepStrictEqual(Standing.silenced(records({ contacts: people }), "news"), ["a", "a-again"])
    const gone = person("stranger", "two-hundred", "withdrawn", 2026)
    assert.deepStrictEqual(Standing.silenced(records({ contacts: [...people, gone] }), "news"), [
      "a",
      "a-again",
      "stranger"
    ])
  })
})

describe("a case goes to the group's manager", () => {
  const context: CaseRoute.Context = { now, isKey: true, calendars: { timeZone: "UTC" as Calendar.Zone, holidays: {} } }
  it("with the group's response time in the manager's business hours", () => {
    const route = CaseRoute.of(complaint("c"), records(), context)
    assert.strictEqual(route.managerId, "kam")
    assert.isTrue(route.isWithManager)
    // Opened 10:00 in Berlin on a Wednesday; nine open hours later it is 10:00 on Thursday.
    assert.strictEqual(Calendar.showInstant(route.respondBy ?? now), "2026-10-01T08:00:00Z")
    assert.isTrue(route.isLate)
    const other = CaseRoute.of(complaint("c"), records(), { ...context, isKey: false })
    assert.strictEqual(Calendar.showInstant(other.respondBy ?? now), "2026-10-02T08:00:00Z")
    assert.isFalse(other.isLate)
    assert.isFalse(CaseRoute.of(complaint("c", { firstResponseAt: now }), records(), context).isLate)
  })
  it("transfers are counted and the second raises it to the manager's superior", () => {
    const routes = CaseRoute.ofGroup(
      records({ cases: [complaint("c0"), complaint("c1", { transfers: 1 }), complaint("c2", { transfers: 2 })] }),
      context
    )
    assert.deepStrictEqual(
      routes.map((route) => [route.caseId, route.transfers, route.raisedToId]),
      [
        ["c0", 0, null],
        ["c1", 1, null],
        ["c2", 2, "head"]
      ]
    )
    assert.deepStrictEqual(
      routes.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
      ["case/handed-on"]
    )
  })
  it("without an owner it is an error that names who should have it", () => {
    const { ownerId: _, ...orphan } = complaint("c")
    const [finding] = CaseRoute.of(orphan, records(), context).findings
    assert.strictEqual(finding?.severity, "error")
    assert.strictEqual(finding?.advice, "give it to kam")
  })
  it("open minutes skip nights, weekends and holidays", () => {
    const calendar = ServiceTimes.calendarOf(
      { timeZone: "Europe/Berlin" as Calendar.Zone, country: "DE" },
      { timeZone: "UTC" as Calendar.Zone, holidays: { DE: ["2026-10-05" as Calendar.Day] } }
    )
    const add = (from: string, minutes: number): string =>
      Calendar.showInstant(ServiceTimes.addOpenMinutes(at(from), minutes, calendar) ?? now)
    assert.strictEqual(add("2026-10-02T15:00:00Z", 60), "2026-10-02T16:00:00Z")
    assert.strictEqual(add("2026-10-02T15:00:00Z", 61), "2026-10-06T07:01:00Z")
    assert.strictEqual(add("2026-10-03T12:00:00Z", 1), "2026-10-06T07:01:00Z")
  })
})
