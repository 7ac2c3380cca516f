import { assert, describe, it } from "@effect/vitest"
import { DossierPart, factNames } from "../../src/account/DossierFact.ts"
import * as Dossier from "../../src/market/Dossier.ts"
import { bookOf } from "../market/Books.ts"

const header = "account,part,name,value,source,by,at,confidence,until"
const bookWith = (row: string) =>
  bookOf([
    ["accounts", ["id,name", "A,Acme"]],
    ["facts", [header, row]]
  ])

describe("facts by hand, row by row", () => {
  it("the names that a fact can have are those that a dossier asks for", () => {
    for (const part of DossierPart.literals)
      assert.deepStrictEqual(
        Dossier.required.filter((one) => one.part === part).map((one) => one.name),
        [...factNames[part]]
      )
  })

  const names: ReadonlyArray<readonly [part: string, name: string, advice: string | undefined]> = [
    ["general", "weak points", undefined],
    ["general", "Weak_Points", undefined],
    ["general", "weak ponts", 'did you mean "weak points"?'],
    ["competitors", "headcount", 'did you mean "headcount" of the part "general"?'],
    ["general", "credit limit", undefined]
  ]
  for (const [part, name, advice] of names) {
    it(`"${name}" of ${part} ${advice ?? "says nothing"}`, () => {
      const found = bookWith(`A,${part},${name},x,a call,KAM,2026-01-02,,`)
      assert.strictEqual(found.records.facts.length, 1)
      assert.deepStrictEqual(
        found.findings.filter(({ rule }) => rule === "import/fact-name").map((one) => [one.advice, one.place]),
        advice === undefined ? [] : [[advice, { file: "facts-1.csv", line: 2, field: "name" }]]
      )
    })
  }

  const bad: ReadonlyArray<readonly [row: string, field: string, reason: RegExp]> = [
    ["A,general,weak points,x,a call,KAM,2026-02-30,,", "at", /no such day/u],
    ["A,general,weak points,x,a call,KAM,2026-02-03,1.4,", "confidence", /confidence/u],
    ["A,general,weak points,x,,KAM,2026-02-03,,", "source", /there is no source/u],
    ["A,gossip,weak points,x,a call,KAM,2026-02-03,,", "part", /general/u]
  ]
  for (const [row, field, reason] of bad) {
    it(`a row with a bad ${field} is set aside with its reason`, () => {
      const [rejected] = bookWith(row).rejected[0]?.rows ?? []
      assert.strictEqual(rejected?.field, field)
      assert.match(rejected?.reason ?? "", reason)
    })
  }

  it("a fact of an account that is not there belongs to nobody", () => {
    const found = bookWith("X,general,weak points,x,a call,KAM,2026-01-02,,")
    assert.strictEqual(found.nobody.find(({ kind }) => kind === "facts")?.records, 1)
    assert.include(
      found.findings.map(({ rule }) => rule),
      "import/unknown-account"
    )
  })
})
