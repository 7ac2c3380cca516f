import { assert, describe, it } from "@effect/vitest"
import type { Account } from "../../src/account/Account.ts"
import * as AccountGroup from "../../src/account/AccountGroup.ts"
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
const keyOf = (into: string, from: string): string => JSON.stringify([into, from])
const verdict = (into: string, from: string, rest: Partial<MergeProposal.Verdict> = {}): MergeProposal.Verdict => ({
  key: keyOf(into, from),
  is: "confirmed",
  by: "ada",
  at: Calendar.instant(1),
  reason: "the same company",
  grounds: ["tax id", "e-mail domain", "name", "look-alike name"],
  ...rest
})
const stateOf = (judged: ReadonlyArray<MergeProposal.Judged>, into: string, from: string) =>
  judged.find(({ key }) => key === keyOf(into, from))?.state

describe("merge proposals", () => {
  it("name what two accounts share; free mail, vendors' domains and relatives propose nothing", () => {
    assert.deepStrictEqual(
      proposals.map(({ from, grounds, into }) => `${into}+${from}: ${grounds.join(", ")}`),
      ["a+b: e-mail domain, name", "a+c: look-alike name", "a+d: tax id", "b+c: look-alike name", "g+g-dup: tax id"]
    )
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

describe("a person's word on a proposal", () => {
  it("leaves others open, keeps the history, and the last one counts", () => {
    const words = [
      verdict("a", "b", { is: "dismissed", at: Calendar.instant(5) }),
      verdict("a", "b", { at: Calendar.instant(9) })
    ]
    for (const given of [words, words.toReversed()]) {
      const judged = MergeProposal.judge(proposals, given)
      assert.strictEqual(stateOf(judged, "a", "b"), "confirmed")
      assert.strictEqual(stateOf(judged, "a", "d"), "open")
      assert.deepStrictEqual(
        judged[0]?.history.map(({ is }) => is),
        ["dismissed", "confirmed"]
      )
    }
  })
  it("at equal times a dismissal counts", () => {
    const words = [verdict("a", "b", { is: "dismissed" }), verdict("a", "b")]
    assert.strictEqual(stateOf(MergeProposal.judge(proposals, words), "a", "b"), "dismissed")
  })
  it("dismissed is dismissed until something new speaks for it", () => {
    const before = verdict("a", "b", { is: "dismissed", grounds: ["name"] })
    assert.strictEqual(stateOf(MergeProposal.judge(proposals, [before]), "a", "b"), "open")
    const knowing = verdict("a", "b", { is: "dismissed", grounds: ["name", "e-mail domain"] })
    assert.strictEqual(stateOf(MergeProposal.judge(proposals, [knowing]), "a", "b"), "dismissed")
  })
  it("nothing moves without a confirmation, and a chain of merges leads to its end", () => {
    assert.strictEqual(MergeProposal.movedTo(MergeProposal.judge(proposals, [])).size, 0)
    const judged = MergeProposal.judge(proposals, [verdict("b", "c"), verdict("a", "b"), verdict("a", "d")])
    const expected = [
      ["b", "a"],
      ["c", "a"],
      ["d", "a"]
    ]
    for (const given of [judged, judged.toReversed()]) {
      assert.deepStrictEqual(
        [...MergeProposal.movedTo(given)].toSorted(([one], [other]) => (one < other ? -1 : 1)),
        expected
      )
    }
  })
})
