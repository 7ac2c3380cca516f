import { assert, describe, it } from "@effect/vitest"
import type { Account } from "../../src/account/Account.ts"
import type { Activation } from "../../src/account/Activation.ts"
import type { Asset } from "../../src/account/Asset.ts"
import type { Case } from "../../src/account/Case.ts"
import type { Commitment } from "../../src/account/Commitment.ts"
import type { Interaction } from "../../src/account/Interaction.ts"
import type { GroupContact, GroupRecords } from "../../src/account/Records.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Anomaly from "../../src/market/Anomaly.ts"
import * as PromiseFact from "../../src/market/PromiseFact.ts"
import * as Standing from "../../src/market/Standing.ts"
import { day, example, exampleDay, zone } from "./Books.ts"

const at = (text: string): Calendar.Instant => Calendar.parseInstant(text) ?? Calendar.instant(0)
// A Thursday.
const now = at("2026-10-01T09:00:00Z")
const euro = (minor: number) => ({ minor, currency: "EUR" })

const manager = {
  id: "kam",
  name: "K",
  timeZone: zone,
  country: "DE",
  skills: { languages: [], industries: [], products: [] }
}
const holder: GroupContact = {
  id: "ines",
  accountId: "north",
  addressHash: null,
  kind: "person",
  name: "Inês Dahl",
  roles: [],
  affiliations: [],
  consent: [],
  attributes: {}
}
const account: Account = { id: "north", name: "Nordlicht", domains: [], since: day("2015-03-01"), attributes: {} }
const asset = (rest: Partial<Asset> = {}): Asset => ({
  id: "line",
  accountId: "north",
  holderId: "ines",
  label: "Line",
  status: "active",
  ...rest
})
const blocked = (rest: Partial<Asset> = {}): Asset =>
  asset({
    status: "blocked",
    balance: euro(500),
    minimumBalance: euro(500),
    blockedAt: at("2026-09-30T07:00:00Z"),
    ...rest
  })
const one = (rest: Partial<Case> = {}): Case => ({
  id: "case",
  accountId: "north",
  kind: "question",
  topic: "t",
  severity: "low",
  ownerId: "kam",
  openedAt: at("2026-09-28T08:00:00Z"),
  reopenedAt: [],
  ...rest
})
const activation = (rest: Partial<Activation> = {}): Activation => ({
  id: "act",
  accountId: "north",
  assetId: "line",
  service: "Hotline",
  price: euro(9500),
  at: at("2026-09-30T08:00:00Z"),
  ...rest
})
const promise = (rest: Partial<Commitment> = {}): Commitment => ({
  id: "promise",
  accountId: "north",
  text: "back on",
  madeAt: at("2026-09-25T08:00:00Z"),
  dueAt: at("2026-09-30T08:00:00Z"),
  madeBy: "kam-2",
  ...rest
})

interface Given {
  readonly assets?: ReadonlyArray<Asset>
  readonly cases?: ReadonlyArray<Case>
  readonly activations?: ReadonlyArray<Activation>
  readonly commitments?: ReadonlyArray<Commitment>
  readonly interactions?: ReadonlyArray<Interaction>
  readonly account?: Account
  readonly manager?: null
}
const records = (given: Given): GroupRecords => ({
  groupId: "north",
  revision: "1",
  name: "Nordlicht",
  manager: given.manager === null ? null : manager,
  accounts: [given.account ?? account],
  contacts: [holder],
  opportunities: [],
  cases: given.cases ?? [],
  commitments: given.commitments ?? [],
  interactions: given.interactions ?? [],
  assets: given.assets ?? [],
  departures: []
})
/** A complaint answered on the day it came, by a client too young for a first complaint. */
const complaint = (rest: Partial<Case> = {}): Given => ({
  account: { id: "north", name: "N", domains: [], attributes: {} },
  cases: [
    one({
      kind: "complaint",
      openedAt: at("2026-08-31T09:00:00Z"),
      firstResponseAt: at("2026-09-01T09:00:00Z"),
      ...rest
    })
  ]
})
const met = (on: string, rest: Partial<Interaction> = {}): Interaction => ({
  id: "i",
  accountId: "north",
  kind: "call",
  status: "held",
  by: "kam",
  at: at(on),
  ...rest
})
const forgotten = "forgotten-complaint low kam by 2026-10-02T09:00:00Z"
const calendars = { timeZone: zone, holidays: { DE: [day("2026-10-05")] } }
const look = (given: Given, isKey: boolean | null = true): ReadonlyArray<Anomaly.Anomaly> =>
  Anomaly.ofGroup(records(given), { now, isKey, calendars, activations: given.activations ?? [] })
const show = ({ rule, severity, task }: Anomaly.Anomaly): string =>
  `${rule} ${severity} ${task.ownerId ?? "nobody"} by ${task.dueAt === null ? "?" : Calendar.showInstant(task.dueAt)}${task.isOverdue ? " overdue" : ""}`

const table: ReadonlyArray<
  readonly [what: string, given: Given, expected: ReadonlyArray<string>, isKey?: boolean | null]
> = [
  ["nothing wrong", { assets: [asset()] }, []],
  // Blocked at 09:00 in Berlin: four open hours for a key client, nine for others.
  [
    "blocked with exactly the minimum",
    { assets: [blocked()] },
    ["blocked-although-paid high kam by 2026-09-30T11:00:00Z overdue"]
  ],
  [
    "the same for a client that is not key",
    { assets: [blocked()] },
    ["blocked-although-paid high kam by 2026-09-30T16:00:00Z overdue"],
    false
  ],
  [
    "the same where nobody knows whether it is key",
    { assets: [blocked()] },
    ["blocked-although-paid high kam by 2026-09-30T16:00:00Z overdue"],
    null
  ],
  [
    "suspended with more",
    { assets: [blocked({ status: "suspended", balance: euro(501) })] },
    ["blocked-although-paid high kam by 2026-09-30T11:00:00Z overdue"]
  ],
  ["blocked a cent below the minimum", { assets: [blocked({ balance: euro(499) })] }, []],
  ["blocked with an unknown balance", { assets: [blocked({ balance: undefined as never })] }, []],
  [
    "blocked with a balance in another currency",
    { assets: [blocked({ balance: { minor: 500, currency: "USD" } })] },
    []
  ],
  ["active with the same balance", { assets: [blocked({ status: "active" })] }, []],
  [
    "blocked at an unknown instant counts from now",
    { assets: [blocked({ blockedAt: undefined as never })] },
    ["blocked-although-paid high kam by 2026-10-01T13:00:00Z"]
  ],
  [
    "a group without a manager",
    { assets: [blocked()], manager: null },
    ["blocked-although-paid high nobody by 2026-09-30T11:00:00Z overdue"]
  ],
  // From Thursday 11:00 in Berlin: two open days with a weekend and a holiday behind Friday.
  [
    "an asset without a holder",
    { assets: [asset({ holderId: undefined as never })] },
    ["held-by-nobody medium kam by 2026-10-06T09:00:00Z"]
  ],
  ["an ended asset without a holder", { assets: [asset({ holderId: undefined as never, status: "ended" })] }, []],
  [
    "a holder who is nobody's contact here",
    { assets: [asset({ holderId: "stranger" })] },
    ["holder-not-a-contact medium kam by 2026-10-06T09:00:00Z"]
  ],
  [
    "a paid service without consent",
    { activations: [activation()] },
    ["paid-without-consent medium kam by 2026-10-01T08:00:00Z overdue"]
  ],
  ["a paid service with consent", { activations: [activation({ consentId: "c" })] }, []],
  ["a free service without consent", { activations: [activation({ price: euro(0) })] }, []],
  ["a service of unknown price", { activations: [activation({ price: undefined as never })] }, []],
  ["a service still to come", { activations: [activation({ at: at("2026-11-01T00:00:00Z") })] }, []],
  [
    "money on an ended asset",
    { assets: [asset({ status: "ended", balance: euro(1) })] },
    ["balance-left-behind medium kam by 2026-10-06T09:00:00Z"]
  ],
  ["a debt on an ended asset", { assets: [asset({ status: "ended", balance: euro(-1) })] }, []],
  [
    "money on an asset that nobody holds",
    { assets: [asset({ holderId: undefined as never, balance: euro(1) })] },
    ["balance-left-behind medium kam by 2026-10-06T09:00:00Z", "held-by-nobody medium kam by 2026-10-06T09:00:00Z"]
  ],
  ["a question past its time", { cases: [one()] }, ["unanswered low kam by 2026-09-29T08:00:00Z overdue"]],
  ["a question answered", { cases: [one({ firstResponseAt: at("2026-09-30T08:00:00Z") })] }, []],
  ["a question closed without an answer", { cases: [one({ closedAt: at("2026-09-30T08:00:00Z") })] }, []],
  ["a question of this morning", { cases: [one({ openedAt: at("2026-10-01T08:00:00Z") })] }, []],
  ["a promise past due", { commitments: [promise()] }, ["promise-overdue high kam-2 by 2026-09-30T12:00:00Z overdue"]],
  [
    "a promise past due to a client that is not key",
    { commitments: [promise()] },
    ["promise-overdue medium kam-2 by 2026-10-01T08:00:00Z overdue"],
    false
  ],
  ["a promise due later", { commitments: [promise({ dueAt: at("2026-10-02T08:00:00Z") })] }, []],
  ["a promise kept", { commitments: [promise({ keptAt: at("2026-09-29T08:00:00Z") })] }, []],
  [
    "a promise settled",
    { commitments: [promise({ settled: { by: "kam", at: at("2026-09-30T10:00:00Z"), note: "n" } })] },
    []
  ],
  [
    "a promise ticked while its fact is false",
    {
      assets: [asset({ status: "blocked" })],
      commitments: [promise({ fact: "asset line is active", keptAt: at("2026-09-29T08:00:00Z") })]
    },
    ["promise-overdue high kam-2 by 2026-09-30T12:00:00Z overdue"]
  ],
  [
    "a promise whose fact came true",
    { assets: [asset()], commitments: [promise({ fact: "asset line is active" })] },
    []
  ],
  ["a complaint without any entry for 30 days", complaint(), [forgotten]],
  ["a dispute of the same age", complaint({ kind: "dispute" }), [forgotten]],
  ["a question of the same age", complaint({ kind: "question" }), []],
  [
    "a complaint answered a moment less than 30 days ago",
    complaint({ firstResponseAt: at("2026-09-01T09:01:00Z") }),
    []
  ],
  ["a complaint reopened since", complaint({ reopenedAt: [at("2026-09-20T09:00:00Z")] }), []],
  ["a complaint closed meanwhile", complaint({ closedAt: at("2026-09-20T09:00:00Z") }), []],
  ["a complaint spoken of since", { ...complaint(), interactions: [met("2026-09-20T09:00:00Z")] }, []],
  [
    "a call with another account",
    { ...complaint(), interactions: [met("2026-09-20T09:00:00Z", { accountId: "b" })] },
    [forgotten]
  ],
  [
    "a call that was missed",
    { ...complaint(), interactions: [met("2026-09-20T09:00:00Z", { status: "missed" })] },
    [forgotten]
  ],
  ["a call still to come", { ...complaint(), interactions: [met("2026-10-02T09:00:00Z")] }, [forgotten]],
  [
    "the first complaint in eleven years",
    { cases: [one({ kind: "complaint", firstResponseAt: at("2026-09-28T09:00:00Z") })] },
    ["first-complaint medium kam by 2026-09-29T08:00:00Z overdue"]
  ],
  [
    "the first complaint exactly five years on",
    {
      account: { ...account, since: day("2021-09-28") },
      cases: [one({ kind: "complaint", severity: "medium", firstResponseAt: now })]
    },
    ["first-complaint high kam by 2026-09-29T08:00:00Z overdue"]
  ],
  [
    "the first complaint a day too soon",
    { account: { ...account, since: day("2021-09-29") }, cases: [one({ kind: "complaint", firstResponseAt: now })] },
    []
  ],
  [
    "the second complaint",
    {
      cases: [
        one({ id: "a", kind: "complaint", openedAt: at("2025-01-01T00:00:00Z"), closedAt: at("2025-01-02T00:00:00Z") }),
        one({ kind: "complaint", firstResponseAt: now })
      ]
    },
    []
  ],
  [
    "a first complaint of a client of unknown age",
    {
      account: { id: "north", name: "N", domains: [], attributes: {} },
      cases: [one({ kind: "complaint", firstResponseAt: now })]
    },
    []
  ]
]

describe("anomalies", () => {
  for (const [what, given, expected, isKey] of table) {
    it(`${what}: ${expected.length === 0 ? "none" : expected.join(", ")}`, () =>
      assert.deepStrictEqual(look(given, isKey === undefined ? true : isKey).map(show), expected))
  }
  it("the order of records is irrelevant, and unknown facts are told as unknown", () => {
    const assets = [
      blocked(),
      asset({ id: "b", holderId: "stranger" }),
      asset({ id: "c", holderId: undefined as never })
    ]
    const found = look({ assets, cases: [one()], activations: [activation()] })
    const turned = look({ assets: assets.toReversed(), cases: [one()], activations: [activation()] })
    assert.deepStrictEqual(turned, found)
    assert.strictEqual(found[0]?.evidence["asset.blockReason"], null)
  })
  it("the client is asked about all of it at once, and once only", () => {
    const found = look({ assets: [blocked(), asset({ id: "b", holderId: "stranger" })], activations: [activation()] })
    const asked = Anomaly.questions(found, new Set())
    assert.deepStrictEqual(
      asked.map(({ key }) => key),
      ["holder-not-a-contact b", "paid-without-consent act"]
    )
    assert.deepStrictEqual(Anomaly.questions(found, new Set(asked.map(({ key }) => key))), [])
  })
  it("they read in English and in Russian, with amounts as people write them", () => {
    const [found] = look({ assets: [blocked({ balance: euro(4_230_000), minimumBalance: euro(2_500_000) })] })
    assert.isDefined(found)
    if (found === undefined) return
    assert.strictEqual(
      Anomaly.describe(found),
      "line is blocked although its balance €42,300.00 is not below €25,000.00"
    )
    assert.strictEqual(
      Anomaly.describe(found, "ru"),
      "line: блокировка (заблокирован), хотя остаток 42 300,00 € не ниже 25 000,00 €"
    )
    assert.strictEqual(Anomaly.toFinding(found).severity, "error")
  })
  it("a forgotten complaint names its last entry", () => {
    const [found] = look(complaint())
    assert.isDefined(found)
    if (found === undefined) return
    assert.strictEqual(
      Anomaly.describe(found),
      "case (complaint) is open and nothing was entered since 2026-09-01T09:00:00Z: a forgotten complaint"
    )
    assert.strictEqual(
      Anomaly.describe(found, "ru"),
      "case (жалоба): открыто, записей нет с 2026-09-01T09:00:00Z, забытая жалоба"
    )
  })
  it("an asset of no account is nobody's: somebody has to be named", () => {
    const found = Anomaly.ofNobody([asset({ accountId: undefined as never, balance: euro(1) })], { now, calendars })
    assert.deepStrictEqual(
      found.map(({ groupId, rule, task }) => [groupId, rule, task.ownerId]),
      [
        [null, "balance-left-behind", null],
        [null, "held-by-nobody", null]
      ]
    )
  })
})

describe("a promise is kept when its fact comes true", () => {
  const facts = { assets: [asset()], cases: [one({ closedAt: at("2026-09-30T08:00:00Z") })] }
  const read: ReadonlyArray<readonly [fact: string | undefined, expected: boolean | null]> = [
    ["asset line is active", true],
    ["asset line is blocked", false],
    ["asset other is active", null],
    ["case case is closed", true],
    ["case case is active", null],
    ["credit note issued", null],
    [undefined, null]
  ]
  for (const [fact, expected] of read) {
    it(`${fact ?? "no fact"} is ${String(expected)}`, () =>
      assert.strictEqual(PromiseFact.check(fact, facts, now), expected))
  }
  it("the same for guard rail, anomaly and standing, whatever is told of it", () => {
    const [before, after] = [at("2026-09-29T08:00:00Z"), at("2027-01-01T08:00:00Z")]
    const told = (field: string, values: ReadonlyArray<unknown>) =>
      values.map((value) => (value === undefined ? {} : { [field]: value }))
    for (const [fact] of read)
      for (const keptAt of told("keptAt", [undefined, before, now, after]))
        for (const verified of told("verifiedBy", [undefined, "client"]))
          for (const settled of told("settled", [undefined, { by: "ann", at: before, note: "" }]))
            for (const due of [before, after]) {
              const given = { ...told("fact", [fact])[0], ...keptAt, ...verified, ...settled, dueAt: due }
              const all = records({ ...facts, commitments: [promise(given)] })
              const broken = PromiseFact.isBroken(promise(given), facts, (instant) => instant <= now)
              const raised = Anomaly.ofGroup(all, { now, calendars, isKey: null, activations: [] })
              const standing = Standing.of({ records: all, segment: null }, { now, holds: [] })
              assert.strictEqual(
                raised.some(({ rule }) => rule === "promise-overdue"),
                broken,
                JSON.stringify(given)
              )
              assert.strictEqual(standing.brokenPromises.length > 0, broken, JSON.stringify(given))
            }
  })
  it("a tick counts only with a person's word where the records cannot tell", () => {
    const ticked = { keptAt: at("2026-09-29T08:00:00Z"), fact: "credit note issued" }
    const seen = (rest: Partial<Commitment>) => PromiseFact.judge(promise(rest), facts, now).keptAt
    assert.isUndefined(seen(ticked))
    assert.strictEqual(seen({ ...ticked, verifiedBy: "client" }), ticked.keptAt)
    assert.strictEqual(seen({ fact: "asset line is active" }), now)
    const standing = Standing.of(
      { records: records({ commitments: [promise(ticked)] }), segment: null },
      { now, holds: [] }
    )
    assert.deepStrictEqual(
      standing.brokenPromises.map(({ id }) => id),
      ["promise"]
    )
  })
})

describe("the industrial supplier", () => {
  const book = example()
  const groups = RecordsInMemory.groupRecords(book, "key")
  const morning = Calendar.instantOf(exampleDay, 9 * 60, zone)
  const found = Anomaly.ofBook(book, groups, {
    now: morning,
    isKey: () => null,
    calendars: { timeZone: zone, country: "DE", holidays: {} }
  })
  it("has these anomalies and no others", () => {
    assert.deepStrictEqual(
      found.map((each) => `${each.groupId} ${each.rule} ${each.subjectId} ${each.task.ownerId}`).toSorted(),
      [
        "ACC-1010 promise-overdue PRM-017 KAM-01",
        "ACC-1050 unanswered CAS-070 KAM-03",
        "ACC-1060 blocked-although-paid AST-1060-1 KAM-05",
        "ACC-1110 paid-without-consent ACT-011 KAM-04",
        "ACC-1270 forgotten-complaint CAS-062 KAM-02",
        "ACC-1300 first-complaint CAS-068 KAM-06",
        "ACC-1300 forgotten-complaint CAS-068 KAM-06",
        "ACC-1300 unanswered CAS-068 KAM-06"
      ]
    )
  })
  it("AST-1140-2 is rightly blocked: its balance is below the minimum", () => {
    assert.isFalse(found.some(({ subjectId }) => subjectId === "AST-1140-2"))
  })
  it("one standing is found from the number of the blocked account, from a branch and from a person", () => {
    const index = Standing.indexOfBook(book)
    for (const text of ["P-26518", "AST-1060-1", "ACC-1061", "CON-1060-03"]) {
      const answer = Standing.lookup(index, text)
      assert.strictEqual(answer.state === "found" ? answer.groupId : answer.state, "ACC-1060", text)
    }
  })
})
