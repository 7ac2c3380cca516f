import { assert, describe, it } from "@effect/vitest"
import type { Account } from "../../src/account/Account.ts"
import type { Contact } from "../../src/account/Contact.ts"
import * as AccountGroup from "../../src/account/AccountGroup.ts"
import type { MergeVerdict } from "../../src/account/MergeVerdict.ts"
import * as MergeProposal from "../../src/intake/MergeProposal.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"

const account = (id: string, name: string, rest: Partial<Account> = {}): Account => ({
  id,
  name,
  domains: [],
  attributes: {},
  ...rest
})
// Invented.
const accounts = [
  account("a", "Acme Ltd", { domains: ["acme.example"], taxId: "GB 1" }),
  account("b", "ACME GmbH", { domains: ["www.acme.example"] }),
  account("c", "Аcme", { domains: ["other.example"] }),
  account("d", "Delta", { taxId: "gb-1" }),
  account("e", "Echo", { domains: ["gmail.com", "vendor.example"] }),
  account("f", "Foxtrot", { domains: ["gmail.com", "vendor.example"] }),
  account("g", "Golf", { domains: ["golf.example"], taxId: "DE 7" }),
  account("g-at", "Golf Austria", { domains: ["golf.example"], parentId: "g" }),
  account("g-dup", "Golf Wien", { taxId: "DE7", parentId: "g" })
]
const propose = (given: ReadonlyArray<Account>) =>
  MergeProposal.propose(given, AccountGroup.group(given).groupOf, ["vendor.example"])
const proposals = propose(accounts)
const show = ({ drop, evidence, keep, strength }: MergeProposal.MergeProposal): string =>
  `${keep}+${drop} ${strength}: ${evidence.map(({ ground, shared }) => `${ground} ${shared}`).join(", ")}`
const verdict = (keep: string, drop: string, rest: Partial<MergeVerdict> = {}): MergeVerdict => ({
  id: "v",
  kind: "accounts",
  keep,
  drop,
  verdict: "same",
  by: "ada",
  at: Calendar.instant(1),
  ...rest
})
const stateOf = (judged: ReadonlyArray<MergeProposal.Judged>, keep: string, drop: string) =>
  judged.find((one) => one.keep === keep && one.drop === drop)?.state

describe("merge proposals", () => {
  it("name what two accounts share; free mail, vendors' domains and relatives propose nothing", () => {
    assert.deepStrictEqual(proposals.map(show), [
      "a+d 0.95: tax id GB1",
      "g+g-dup 0.95: tax id DE7",
      "a+b 0.8: e-mail domain acme.example, name acme",
      "a+c 0.3: look-alike name acme",
      "b+c 0.3: look-alike name acme"
    ])
  })
  it("the order of accounts is irrelevant, and proposing again changes nothing", () => {
    assert.deepStrictEqual(propose(accounts.toReversed()), proposals)
    assert.deepStrictEqual(propose([...accounts, ...accounts]), proposals)
  })
  it("what very many share proposes no pairs", () => {
    const many = Array.from({ length: MergeProposal.largestCluster + 1 }, (_, at) => account(`m${at}`, "Mill"))
    assert.deepStrictEqual(propose(many), [])
    assert.isAbove(propose(many.slice(1)).length, 0)
  })
})

describe("merge proposals of contacts", () => {
  const contact = (id: string, name: string, rest: Partial<Contact> = {}): Contact => ({
    id,
    name,
    accountId: "a",
    affiliations: [],
    kind: "person",
    roles: [],
    consent: [],
    attributes: {},
    ...rest
  })
  const groupOf = new Map([
    ["a", "a"],
    ["b", "a"],
    ["z", "z"]
  ])
  it("are made of one address in one group, or of one name at one account, and never show the address", () => {
    const found = MergeProposal.proposeContacts(
      [
        contact("1", "Ada Byron", { email: "ada@acme.example" }),
        contact("2", "A. Byron", { email: "ADA@acme.example", accountId: "b" }),
        contact("3", "Áda  Byron"),
        contact("4", "Ada Byron", { accountId: "z", email: "ada@acme.example" }),
        contact("5", "Desk", { kind: "mailbox", email: "ada@acme.example" }),
        contact("6", "Ada"),
        contact("7", "Ada")
      ],
      groupOf
    )
    assert.deepStrictEqual(found.map(show), ["1+2 0.9: e-mail null", "1+3 0.6: name Ada Byron"])
    assert.notInclude(JSON.stringify(found), "@")
  })
})

describe("a person's word on a proposal", () => {
  it("leaves others open, keeps the history, and the last one counts", () => {
    const words = [
      verdict("a", "b", { verdict: "different", at: Calendar.instant(5) }),
      verdict("b", "a", { at: Calendar.instant(9) })
    ]
    for (const given of [words, words.toReversed()]) {
      const judged = MergeProposal.judge(proposals, given)
      assert.strictEqual(stateOf(judged, "a", "b"), "same")
      assert.strictEqual(stateOf(judged, "a", "d"), "open")
      assert.deepStrictEqual(
        judged.find((one) => one.keep === "a" && one.drop === "b")?.history.map((one) => one.verdict),
        ["different", "same"]
      )
    }
  })
  it("at equal times what keeps them apart counts", () => {
    const words = [verdict("a", "b", { verdict: "different" }), verdict("a", "b")]
    assert.strictEqual(stateOf(MergeProposal.judge(proposals, words), "a", "b"), "different")
  })
  it("different is for good, and what was split is open again", () => {
    const one = verdict("a", "b", { verdict: "different" })
    assert.strictEqual(stateOf(MergeProposal.judge(proposals, [one]), "a", "b"), "different")
    const two = [verdict("a", "d"), verdict("a", "d", { verdict: "split", at: Calendar.instant(2) })]
    assert.strictEqual(stateOf(MergeProposal.judge(proposals, two), "a", "d"), "open")
  })
  it("is about its own kind", () => {
    const judged = MergeProposal.judge(proposals, [verdict("a", "b", { kind: "contacts" })])
    assert.strictEqual(stateOf(judged, "a", "b"), "open")
  })
})
