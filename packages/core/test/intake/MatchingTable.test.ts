import { assert, describe, it } from "@effect/vitest"
import * as Belonging from "../../src/intake/Belonging.ts"
import * as CompanyName from "../../src/intake/CompanyName.ts"
import * as Matching from "../../src/intake/Matching.ts"
import { accounts, cases, knowledge } from "./MatchingCases.ts"

const show = (found: Matching.Match): string => {
  if (found.state === "nobody") return "nobody"
  if (found.state === "matched") return `${found.accountId} by ${found.method}`
  return `${found.accountIds.join("|")} ${found.state} by ${found.method}`
}
const match = Matching.matcher(knowledge)

const count = (word: string): number => cases.filter(([, expected]) => expected.includes(word)).length
const inOrder = <A extends { readonly recordId: string }>(all: ReadonlyArray<A>): ReadonlyArray<A> =>
  all.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1))

/** A stable order that is none of those in which the table is written. */
const shuffled = <A>(all: ReadonlyArray<A>, seed: number): ReadonlyArray<A> => {
  const left = [...all]
  const out: Array<A> = []
  for (let state = seed; left.length > 0;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    out.push(...left.splice(state % left.length, 1))
  }
  return out
}

describe("the table of matching", () => {
  it("holds at least 150 different cases", () => {
    assert.isAtLeast(new Set(cases.map(([clues]) => JSON.stringify(clues))).size, 150)
  })
  cases.forEach(([clues, expected], at) => {
    it(`case ${at + 1}: ${JSON.stringify(clues)} is ${expected}`, () =>
      assert.strictEqual(show(match(clues)), expected))
  })
})

describe("the laws of matching", () => {
  it("the order in which accounts are given is irrelevant", () => {
    for (const seed of [1, 7, 42]) {
      const other = Matching.matcher({ ...knowledge, accounts: shuffled(accounts, seed) })
      for (const [clues] of cases) assert.deepStrictEqual(other(clues), match(clues))
    }
  })
  it("accounts given twice change nothing", () => {
    const twice = Matching.matcher({ ...knowledge, accounts: [...accounts, ...accounts] })
    for (const [clues] of cases) assert.deepStrictEqual(twice(clues), match(clues))
  })
  it("matching is idempotent: what was matched is found again, by its id", () => {
    for (const [clues] of cases) {
      const found = match(clues)
      if (found.state !== "matched") continue
      const again = match({ ...clues, reference: found.accountId })
      assert.deepStrictEqual(again, { state: "matched", accountId: found.accountId, method: "id", strength: 1 })
    }
  })
  it("no account is named without the method by which it was found, and none that is not known", () => {
    const known = new Set(accounts.map(({ id }) => id))
    for (const [clues] of cases) {
      const found = match(clues)
      if (found.state === "nobody") continue
      assert.property(Matching.strength, found.method)
      if (found.state === "matched") assert.strictEqual(found.strength, Matching.strength[found.method])
      const ids = found.state === "matched" ? [found.accountId] : found.accountIds
      assert.deepStrictEqual(ids, ids.toSorted())
      for (const id of ids) assert.isTrue(known.has(id), id)
      if (found.state === "ambiguous") assert.isAtLeast(ids.length, 2)
    }
  })
  it("a name folded once stays as it is", () => {
    for (const { name } of accounts) {
      assert.strictEqual(CompanyName.normal(CompanyName.normal(name)), CompanyName.normal(name))
      assert.strictEqual(CompanyName.lookAlike(CompanyName.lookAlike(name)), CompanyName.lookAlike(name))
    }
  })
  it("records that belong to nobody and proposals are listed, and the order of records is irrelevant", () => {
    const records = cases.map(([{ assetId, contactId, email, reference }], at) => ({
      record: {
        id: `R-${String(at).padStart(3, "0")}`,
        ...(reference === undefined ? {} : { accountId: reference }),
        ...(assetId === undefined ? {} : { assetId }),
        ...(contactId === undefined ? {} : { contactId }),
        ...(email === undefined ? {} : { email })
      },
      provenance: { source: "invented" }
    }))
    const found = Belonging.belong<Belonging.Owned>("contacts", records, match)
    assert.strictEqual(found.nobody.records, count("nobody") + count("ambiguous") + count("proposed"))
    assert.strictEqual(found.ambiguous.length, count("ambiguous"))
    const alike = found.findings.filter(({ rule }) => rule === "import/look-alike-account")
    assert.strictEqual(alike.length, count("proposed"))
    const other = Belonging.belong<Belonging.Owned>("contacts", shuffled(records, 3), match)
    assert.deepStrictEqual(inOrder(other.matched), inOrder(found.matched))
    assert.deepStrictEqual(other.nobody, found.nobody)
  })
})
