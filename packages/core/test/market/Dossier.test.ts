import { assert, describe, it } from "@effect/vitest"
import * as Dossier from "../../src/market/Dossier.ts"
import * as GroupBook from "../../src/market/GroupBook.ts"
import { bookOf, day, example, exampleDay, groupOf, turned } from "./Books.ts"

const accounts = (...more: ReadonlyArray<string>) =>
  [
    "accounts",
    ["account_id,name,parent_id,industry,employees,since", "A-1,Acme,,chemicals,120,2015-01-01", ...more]
  ] as const
const asOf = day("2026-10-01")
const source = { source: "by hand" }
const byHand = (
  part: Dossier.Part,
  name: string,
  on: string | null,
  more: Partial<Dossier.Statement> = {}
): Dossier.Statement => ({
  part,
  name,
  text: `${name} as told`,
  on: on === null ? null : day(on),
  confidence: 0.5,
  source,
  ...more
})

const of = (statements: ReadonlyArray<Dossier.Statement>, at = asOf) =>
  Dossier.of(groupOf(bookOf([accounts()]), "A-1"), { asOf: at, byHand: statements })
const fact = (dossier: Dossier.Dossier, name: string) => dossier.facts.find((one) => one.name === name)
const filledOf = (dossier: Dossier.Dossier, part: Dossier.Part) =>
  dossier.filled.find((one) => one.part === part)?.filled

describe("a dossier", () => {
  // Source: docs/explanation/account-market.md (dossier): general 12 months, people 6, competitors 3.
  const ages: ReadonlyArray<readonly [Dossier.Part, string, fresh: string, stale: string]> = [
    ["general", "weak points", "2025-10-02", "2025-10-01"],
    ["decision scheme", "who decides", "2026-04-02", "2026-04-01"],
    ["competitors", "offers", "2026-07-02", "2026-07-01"]
  ]
  for (const [part, name, fresh, stale] of ages) {
    it(`${name} of ${part} is fresh from ${fresh}, and counts half from ${stale}`, () => {
      const before = filledOf(of([]), part) ?? 0
      assert.strictEqual(fact(of([byHand(part, name, fresh)]), name)?.isStale, false)
      assert.strictEqual(filledOf(of([byHand(part, name, fresh)]), part), before + 1)
      const old = of([byHand(part, name, stale)])
      assert.strictEqual(fact(old, name)?.isStale, true)
      assert.strictEqual(filledOf(old, part), before + 0.5)
      assert.deepInclude(
        old.gaps.find((gap) => gap.name === name),
        { reason: "stale" }
      )
    })
  }

  it("what has happened does not grow old", () => {
    assert.isFalse(fact(of([byHand("relationship", "tenders", "2001-01-01")]), "tenders")?.isStale)
  })

  it("a fact without a day is filled: it is not known to be stale", () => {
    assert.strictEqual(fact(of([]), "headcount")?.expiresOn, null)
    assert.isUndefined(of([]).gaps.find((gap) => gap.name === "headcount"))
  })

  it("a fact ends on a day of its own when it names one", () => {
    const said = byHand("general", "weak points", "2026-09-01", { validUntil: day("2026-10-01") })
    assert.isTrue(fact(of([said]), "weak points")?.isStale)
  })

  it("facts of later days are left out", () => {
    assert.isUndefined(fact(of([byHand("general", "weak points", "2026-10-02")]), "weak points"))
  })

  it("each part is a quarter, and all that is required makes it whole", () => {
    const all = Dossier.required.map((one) => byHand(one.part, one.name, "2026-09-30"))
    assert.strictEqual(of(all).completeness, 1)
    assert.deepStrictEqual(of(all).gaps, [])
    const quarter = Dossier.required.filter((one) => one.part === "competitors")
    const without = of(all.filter((one) => one.part !== "competitors"))
    assert.strictEqual(without.completeness, 0.75)
    assert.deepStrictEqual(without.gaps.map((gap) => gap.name).toSorted(), quarter.map((one) => one.name).toSorted())
  })

  it("gaps that block a negotiation stand first, missing ones before stale ones", () => {
    const { gaps } = of([byHand("decision scheme", "who decides", "2020-01-01")])
    const ranks = gaps.map((gap) => Dossier.blocks.indexOf(gap.blocks))
    assert.deepStrictEqual(
      ranks,
      ranks.toSorted((a, b) => a - b)
    )
    const negotiation = gaps.filter((gap) => gap.blocks === "negotiation").map((gap) => gap.reason)
    assert.deepStrictEqual(negotiation, negotiation.toSorted())
    assert.include(negotiation, "stale")
  })

  it("values that differ contradict each other, with their sources", () => {
    const { contradictions } = of([byHand("general", "headcount", "2026-01-01", { text: "150", accountId: "A-1" })])
    assert.deepStrictEqual(
      contradictions.map((one) => [one.name, one.facts.map((fact) => [fact.text, fact.source.source])]),
      [
        [
          "headcount",
          [
            ["150", "by hand"],
            ["120", "accounts"]
          ]
        ]
      ]
    )
  })

  it("an earlier import that said otherwise is shown too", () => {
    const book = bookOf([
      ["accounts", ["account_id,name,employees", "A-1,Acme,110"]],
      ["accounts", ["account_id,name,employees", "A-1,Acme,120"]]
    ])
    const { contradictions } = Dossier.of(groupOf(book, "A-1"), { asOf })
    assert.deepStrictEqual(
      contradictions[0]?.facts.map((one) => [one.text, one.source.file, one.source.line]),
      [
        ["110", "accounts-0.csv", 2],
        ["120", "accounts-1.csv", 2]
      ]
    )
  })

  it("an empty group has nothing but gaps", () => {
    const { completeness, facts, gaps } = Dossier.of(
      groupOf(bookOf([["accounts", ["account_id,name", "A-1,Acme"]]]), "A-1"),
      { asOf }
    )
    assert.deepStrictEqual(facts, [])
    assert.strictEqual(completeness, 0)
    assert.strictEqual(gaps.length, Dossier.required.length)
  })
})

describe("dossiers of the example", () => {
  const book = example()
  const all = [...GroupBook.all(book).values()]

  it("every group has one, each fact with its row, and completeness within bounds", () => {
    for (const one of all) {
      const dossier = Dossier.of(one, { asOf: exampleDay })
      assert.isAtLeast(dossier.completeness, 0)
      assert.isAtMost(dossier.completeness, 1)
      for (const { name, source } of dossier.facts) assert.isAbove(source.line ?? 0, 1, `${name} of ${dossier.groupId}`)
    }
  })

  it("the order of the records is irrelevant", () => {
    for (const [id, one] of GroupBook.all(turned(book))) {
      assert.deepStrictEqual(Dossier.of(one, { asOf: exampleDay }), Dossier.of(groupOf(book, id), { asOf: exampleDay }))
    }
  })

  it("ACC-1020: champion gone, lost tender with its reason, competitor's offer of May has grown old", () => {
    const dossier = Dossier.of(groupOf(book, "ACC-1022"), { asOf: exampleDay })
    const texts = (name: string) => dossier.facts.filter((one) => one.name === name).map((one) => one.text)
    assert.include(texts("positions"), "empty: Leiterin Instandhaltung (Dr. Beate Lindholz left)")
    assert.isTrue(
      dossier.history.decided.some((one) => one.kind === "tender" && one.outcome === "lost" && one.reason !== null)
    )
    assert.deepInclude(
      dossier.facts.find((one) => one.name === "offers"),
      {
        on: day("2026-05-11"),
        expiresOn: day("2026-08-11"),
        isStale: true,
        confidence: 0.5
      }
    )
  })

  it("ACC-1020: what was supplied is what was ordered, to the cent", () => {
    const one = groupOf(book, "ACC-1020")
    const { history } = Dossier.of(one, { asOf: exampleDay })
    const ordered = one.orders.reduce((sum, { record }) => sum + record.amount.minor, 0)
    assert.strictEqual(
      history.supplied.reduce((sum, supply) => sum + supply.minor, 0),
      ordered
    )
  })
})

describe("facts by hand", () => {
  // Invented.
  const header = "account,part,name,value,source,by,at,confidence,until"
  const withFacts = (...rows: ReadonlyArray<string>) =>
    Dossier.of(groupOf(bookOf([accounts(), ["facts", [header, ...rows]]]), "A-1"), { asOf })

  it("stand in the dossier with source, day, confidence and who put them down, and fill what is required", () => {
    const dossier = withFacts("A-1,general,Weak-Points,old pumps,site visit,KAM-01,2026-05-04,0.8,")
    assert.deepInclude(fact(dossier, "weak points"), {
      text: "old pumps",
      on: day("2026-05-04"),
      confidence: 0.8,
      accountId: "A-1",
      stated: { by: "KAM-01", source: "site visit" },
      source: { source: "facts", file: "facts-1.csv", line: 2 },
      isStale: false
    })
    assert.notInclude(
      dossier.gaps.map(({ name }) => name),
      "weak points"
    )
  })

  it("grow old as their part does, or on their own day where that is earlier", () => {
    const of = (until: string) =>
      fact(withFacts(`A-1,competitors,offers,a frame,a call,KAM-01,2026-09-01,,${until}`), "offers")
    assert.strictEqual(of("")?.expiresOn, "2026-12-01")
    assert.deepInclude(of("2026-09-30"), { expiresOn: day("2026-09-30"), isStale: true })
    assert.strictEqual(of("")?.confidence, 1)
  })

  it("that differ from a record are shown beside it", () => {
    const { contradictions } = withFacts("A-1,general,headcount,150,annual report,KAM-01,2026-05-04,,")
    assert.deepStrictEqual(
      contradictions.map(({ facts, name }) => [name, facts.map(({ source: { file }, text }) => [text, file])]),
      [
        [
          "headcount",
          [
            ["150", "facts-1.csv"],
            ["120", "accounts-0.csv"]
          ]
        ]
      ]
    )
  })

  it("of later days are not known yet, and any other name is a free fact", () => {
    const dossier = withFacts(
      "A-1,general,weak points,later,a call,KAM-01,2026-10-02,,",
      "A-1,general,credit limit,none,a call,KAM-01,2026-09-01,,"
    )
    assert.isUndefined(fact(dossier, "weak points"))
    assert.strictEqual(fact(dossier, "credit limit")?.text, "none")
  })

  it("the rows of a merged account speak too", () => {
    const book = bookOf([
      accounts("A-2,Acme Works,,chemicals,200,2015-01-01"),
      ["merges", ["at,by,kind,keep,drop,verdict", "2026-01-01T00:00:00Z,ada,accounts,A-1,A-2,same"]]
    ])
    assert.deepStrictEqual(
      Dossier.of(groupOf(book, "A-1"), { asOf }).contradictions.map(({ accountId, facts, name }) => [
        accountId,
        name,
        facts.map(({ source: { line }, text }) => [text, line])
      ]),
      [
        [
          "A-1",
          "headcount",
          [
            ["120", 2],
            ["200", 3]
          ]
        ]
      ]
    )
  })
})
