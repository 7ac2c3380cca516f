import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Account } from "../../src/account/Account.ts"
import { Asset } from "../../src/account/Asset.ts"
import { Case } from "../../src/account/Case.ts"
import { Commitment } from "../../src/account/Commitment.ts"
import { Contact } from "../../src/account/Contact.ts"
import { DepartureNotice } from "../../src/account/DepartureNotice.ts"
import { Opportunity } from "../../src/account/Opportunity.ts"
import type { GroupContact } from "../../src/account/Records.ts"
import * as Expression from "../../src/kernel/Expression.ts"
import type { AccountMarket } from "../../src/market/AccountMarket.ts"
import * as RuleFacts from "../../src/program/RuleFacts.ts"

// Fictional.
const north = Schema.decodeUnknownSync(Account)({
  id: "north",
  name: "Northwind Tools",
  domains: ["northwind.example"],
  country: "DE",
  annualRevenue: { minor: 125_000_050, currency: "EUR" },
  attributes: { plan: "gold", seats: 12 }
})
const tokyo = Schema.decodeUnknownSync(Account)({
  id: "tokyo",
  name: "Northwind Japan",
  parentId: "north",
  domains: [],
  annualRevenue: { minor: 5_000_000, currency: "JPY" },
  attributes: {}
})
const decode = Schema.decodeUnknownSync
const at = 1_780_000_000_000
const contact: GroupContact = {
  ...decode(Contact)({
    id: "c1",
    affiliations: [],
    kind: "person",
    name: "Ada Example",
    roles: ["champion"],
    locale: "en-GB",
    consent: [],
    attributes: { newsletter: true }
  }),
  accountId: "north",
  addressHash: null
}
const caseOf = (id: string, extra: object) =>
  decode(Case)({ id, kind: "complaint", topic: "late", severity: "low", openedAt: at, reopenedAt: [], ...extra })
const promise = { accountId: "tokyo", text: "a call", madeAt: at, dueAt: at, madeBy: "m1" }

const market: AccountMarket = {
  records: {
    groupId: "north",
    revision: "1",
    name: "Northwind",
    manager: null,
    accounts: [north, tokyo],
    contacts: [contact],
    opportunities: [
      decode(Opportunity)({ id: "o1", accountId: "north", kind: "deal", outcome: "open" }),
      decode(Opportunity)({ id: "o2", accountId: "north", kind: "tender", outcome: "won" }),
      decode(Opportunity)({ id: "o3", accountId: "tokyo", kind: "deal", outcome: "lost" })
    ],
    cases: [
      caseOf("k1", { accountId: "north" }),
      caseOf("k2", { accountId: "north", closedAt: at + 1 }),
      caseOf("k3", { assetId: "a1" }),
      caseOf("k4", { accountId: "north", kind: "question" })
    ],
    commitments: [
      decode(Commitment)({ id: "p1", ...promise }),
      decode(Commitment)({ id: "p2", ...promise, keptAt: at })
    ],
    interactions: [],
    assets: [decode(Asset)({ id: "a1", accountId: "tokyo", label: "Line 1", status: "active" })],
    departures: [decode(DepartureNotice)({ id: "d1", assetId: "a1", at, kind: "cancellation" })]
  },
  segment: {
    abc: "A",
    xyz: null,
    isKey: true,
    keyScore: 0.8,
    keyConfidence: null,
    types: ["breadwinner"],
    tier: "one-to-one",
    measure: null,
    share: 0.2,
    firstOrderOn: null,
    lastOrderOn: null,
    silenceDays: 12,
    usualIntervalDays: null
  }
}

const typeOf = (value: unknown): string =>
  Array.isArray(value)
    ? "list<string>"
    : typeof value === "object"
      ? "map"
      : ({ string: "string", number: "double", boolean: "bool" }[typeof value as string] ?? typeof value)

describe("RuleFacts", () => {
  it("gives an account's facts, each count of its own records", () => {
    assert.deepStrictEqual(RuleFacts.ofAccount(market, north).account, {
      id: "north",
      name: "Northwind Tools",
      isRoot: true,
      country: "DE",
      annualRevenue: 1_250_000.5,
      abc: "A",
      isKey: true,
      keyScore: 0.8,
      types: ["breadwinner"],
      tier: "one-to-one",
      share: 0.2,
      silenceDays: 12,
      contacts: 1,
      openOpportunities: 1,
      wonOpportunities: 1,
      lostOpportunities: 0,
      openCases: 2,
      openComplaints: 1,
      openPromises: 0,
      hasDepartureNotice: false,
      signals: [],
      attributes: { plan: "gold", seats: 12 }
    })
  })

  it("finds the account of a record through its asset, and money in whole units of a currency without decimals", () => {
    const { account, group } = RuleFacts.ofAccount(market, tokyo)
    assert.strictEqual(account["annualRevenue"], 5_000_000)
    assert.deepStrictEqual(
      ["openComplaints", "openPromises", "hasDepartureNotice"].map((name) => account[name]),
      [1, 1, true]
    )
    assert.deepStrictEqual(
      ["accounts", "contacts", "openCases", "openComplaints", "lostOpportunities"].map((name) => group[name]),
      [2, 1, 3, 2, 1]
    )
  })

  it("adds the contact and shares the rest", () => {
    const facts = RuleFacts.ofAccount(market, north)
    const withContact = RuleFacts.ofContact(facts, contact)
    assert.strictEqual(withContact.account, facts.account)
    assert.deepStrictEqual(withContact.contact, {
      id: "c1",
      name: "Ada Example",
      kind: "person",
      roles: ["champion"],
      locale: "en-GB",
      language: "en",
      hasAddress: false,
      hasLeft: false,
      attributes: { newsletter: true }
    })
  })

  it("leaves out all that the analysis does not say, when there are no orders", () => {
    const { account } = RuleFacts.ofAccount({ ...market, segment: null }, north)
    for (const name of ["abc", "xyz", "cell", "isKey", "types", "tier", "silenceDays"])
      assert.notProperty(account, name)
  })

  it("declares every fact it gives, of the declared type, and gives every one that is declared as always there", () => {
    const facts: Expression.Facts = RuleFacts.ofContact(RuleFacts.ofAccount(market, north), contact)
    const declared = new Map(RuleFacts.list.map((one) => [one.path, one]))
    const given = Object.entries(facts).flatMap(([variable, fields]) =>
      Object.entries(fields).map(([name, value]) => [`${variable}.${name}`, typeOf(value)] as const)
    )
    for (const [path, type] of given) assert.strictEqual(declared.get(path)?.type, type, path)
    const paths = new Set<string>(given.map(([path]) => path))
    const missing = RuleFacts.list.filter(({ optional, path }) => !optional && !paths.has(path))
    assert.deepStrictEqual(missing, [])
  })

  it("lets rules of contacts see the contact, and rules of accounts not", () => {
    const rule = '"champion" in contact.roles && account.attributes.plan == "gold" && account.annualRevenue > 1000000'
    const { compiled } = Expression.compile(RuleFacts.contactRules, rule)
    if (compiled === null) return assert.fail()
    assert.strictEqual(
      Expression.test(compiled, RuleFacts.ofContact(RuleFacts.ofAccount(market, north), contact)),
      "yes"
    )
    const [problem] = Expression.compile(RuleFacts.accountRules, rule).problems
    assert.strictEqual(problem?.message, "contact is not known here")
  })

  it("stands in the reference as it is declared", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../../docs/reference/program.md"), "utf8")
    const words = {
      string: "text",
      double: "number",
      bool: "yes or no",
      "list<string>": "list of texts",
      map: "by name"
    }
    const rows = RuleFacts.list.map(({ description, optional, path, type, values }) => {
      const among = values === undefined ? "" : ` ${values.map((value) => `\`${value}\``).join(", ")}.`
      return `| \`${path}\` | ${words[type]} | ${optional ? "maybe" : "always"} | ${description}${among} |`
    })
    assert.deepStrictEqual(
      page
        .split("\n")
        .filter((line) => /^\| `(?:account|group|contact)\./u.test(line))
        .toSorted(),
      rows.toSorted()
    )
  })
})
