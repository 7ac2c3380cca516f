import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import type { MergeVerdict } from "../../src/account/MergeVerdict.ts"
import * as MergeHistory from "../../src/intake/MergeHistory.ts"
import * as MergeProposal from "../../src/intake/MergeProposal.ts"
import type { RecordBook } from "../../src/intake/RecordBook.ts"
import * as RecordsInMemory from "../../src/intake/RecordsInMemory.ts"
import * as Calendar from "../../src/kernel/Calendar.ts"
import * as Standing from "../../src/market/Standing.ts"
import { bookOf } from "../market/Books.ts"

const ids = ["a", "b", "c", "d"]
const said = (
  words: ReadonlyArray<readonly [keep: string, drop: string, verdict?: MergeVerdict["verdict"], at?: number]>
) =>
  words.map(([keep, drop, verdict = "same", at = 1], line) => ({
    record: { id: `m-${line}`, at: Calendar.instant(at), by: "ada", kind: "accounts" as const, keep, drop, verdict },
    provenance: { source: "merges", file: "merges.csv", line: line + 2 }
  }))
const historyOf = (words: ReturnType<typeof said>) => MergeHistory.of(words, "accounts", (id) => ids.includes(id))
const aliasesOf = (words: ReturnType<typeof said>) => Object.fromEntries(historyOf(words).aliases)
const rulesOf = (words: ReturnType<typeof said>) => historyOf(words).findings.map(({ rule }) => rule)

describe("the history of verdicts", () => {
  it("chains lead to their end", () => {
    assert.deepStrictEqual(
      aliasesOf(
        said([
          ["b", "c"],
          ["a", "b"]
        ])
      ),
      { b: "a", c: "a" }
    )
  })
  it("a later split undoes a merge, and a later word merges again, the other way round too", () => {
    assert.deepStrictEqual(
      aliasesOf(
        said([
          ["a", "b"],
          ["a", "b", "split", 2]
        ])
      ),
      {}
    )
    assert.deepStrictEqual(
      aliasesOf(
        said([
          ["a", "b"],
          ["a", "b", "split", 2],
          ["b", "a", "same", 3]
        ])
      ),
      { a: "b" }
    )
  })
  it("a circle is an error; its members are one, under the least id", () => {
    const words = said([
      ["b", "a"],
      ["c", "b"],
      ["a", "c"],
      ["b", "d"]
    ])
    assert.deepStrictEqual(aliasesOf(words), { b: "a", c: "a", d: "a" })
    assert.deepStrictEqual(rulesOf(words), ["merge/circle"])
    assert.deepStrictEqual(historyOf(words).findings[0]?.place, { file: "merges.csv", line: 2, field: "drop" })
  })
  it("one that is said to be two is the later one, with a warning", () => {
    const words = said([
      ["a", "d"],
      ["b", "d", "same", 2]
    ])
    assert.deepStrictEqual([aliasesOf(words), rulesOf(words)], [{ d: "b" }, ["merge/two-keeps"]])
  })
  it("nobody becomes a record that is not there; a record that is gone stays an alias", () => {
    const words = said([
      ["x", "a"],
      ["a", "b"]
    ])
    assert.deepStrictEqual([aliasesOf(words), rulesOf(words)], [{ b: "a" }, ["merge/unknown-keep"]])
    assert.deepStrictEqual(aliasesOf(said([["a", "gone"]])), { gone: "a" })
  })
  it("a record compared with itself says nothing", () => {
    assert.deepStrictEqual(rulesOf(said([["a", "a"]])), ["merge/itself"])
  })

  const anyId = Schema.Literals(["a", "b", "c", "d", "x"])
  const word = Schema.Tuple([
    anyId,
    anyId,
    Schema.Literals(["same", "different", "split"]),
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 3 }))
  ])
  it.prop(
    "the order of lines is irrelevant, lines said twice change nothing, and every alias ends at a known record",
    [Arbitrary.schema(Schema.Array(word))],
    ([words]) => {
      const all = said(words)
      const found = aliasesOf(all)
      assert.deepStrictEqual(aliasesOf(all.toReversed()), found)
      assert.deepStrictEqual(aliasesOf([...all, ...all]), found)
      for (const [drop, keep] of Object.entries(found)) {
        assert.include(ids, keep)
        assert.isUndefined(found[keep])
        assert.notStrictEqual(drop, keep)
      }
    }
  )
})

// Invented.
const files = (merges: ReadonlyArray<string>): RecordBook =>
  bookOf([
    [
      "accounts",
      [
        "id,name,parent_id,domains,tax_id,employees,owner_id",
        "A,Acme,,acme.example,,4000,",
        "B,Acme Works,H,works.example,77,4200,M",
        "H,Holding,,,,,",
        "S,Acme Shop,B,,,,"
      ]
    ],
    ["managers", ["id,name", "M,Mia"]],
    [
      "contacts",
      [
        "id,account,name,email,phone,consent_topic,consent,consent_at",
        "P,A,Ada Byron,ada@acme.example,,news,given,2026-01-01T00:00:00Z",
        "Q,B,A. Byron,ada@works.example,+49 30 123456,news,withdrawn,2025-01-01T00:00:00Z",
        "R,S,Other,other@works.example,,news,given,2026-01-01T00:00:00Z"
      ]
    ],
    [
      "orders",
      ["id,account,date,amount", "O-1,B,2026-01-01,10.00", "O-2,Acme Works,2026-01-02,5.00", "O-3,77,2026-01-03,1.00"]
    ],
    ["assets", ["id,account,holder_id,status", "N,B,Q,active"]],
    ["merges", ["at,by,kind,keep,drop,verdict,note", ...merges]]
  ])
const both = ["2026-02-01T10:00:00Z,ada,accounts,A,B,same,one company", "2026-02-01T11:00:00Z,ada,contacts,P,Q,same,"]
const book = files(both)

describe("a confirmed merge", () => {
  it("gives all that names the dropped account, by id, name or tax id, to the kept one, and keeps the id that was named", () => {
    assert.deepStrictEqual(
      book.records.orders.map(({ named, record }) => [record.id, record.accountId, named?.["accountId"]]),
      [
        ["O-1", "A", "B"],
        ["O-2", "A", undefined],
        ["O-3", "A", undefined]
      ]
    )
    assert.strictEqual(book.nobody.find(({ kind }) => kind === "orders")?.records, 0)
  })
  it("fills what only the dropped row says, keeps both rows, and moves the group along", () => {
    const [acme] = book.records.accounts
    assert.deepInclude(acme?.record, { id: "A", employees: 4000, ownerId: "M", parentId: "H", taxId: "77" })
    assert.deepStrictEqual(acme?.record.domains, ["acme.example", "works.example"])
    assert.deepStrictEqual([acme?.own?.ownerId, acme?.merged?.map(({ record }) => record.id)], [undefined, ["B"]])
    assert.deepStrictEqual(
      book.grouping.groups.map(({ accountIds, id }) => [id, accountIds]),
      [["H", ["A", "H", "S"]]]
    )
  })
  it("a withdrawal of either record reaches the person, consent given for another address does not, and nobody else is silenced", () => {
    const statuses = new Map(
      book.records.contacts.map(({ record }) => [record.id, record.consent.map(({ status }) => status).toSorted()])
    )
    assert.deepStrictEqual(
      [...statuses],
      [
        ["P", ["given", "withdrawn"]],
        ["R", ["given"]]
      ]
    )
  })
  it("records that name the dropped contact name the kept one", () => {
    const [asset] = book.records.assets
    assert.deepStrictEqual([asset?.record.holderId, asset?.named], ["P", { holderId: "Q", accountId: "B" }])
  })
  it("the client is found by every name of the dropped record", () => {
    const index = Standing.indexOfBook(book)
    for (const text of ["B", "Acme Works", "77", "works.example", "Q", "ada@works.example", "030 123456"]) {
      const found = Standing.lookup(index, text)
      assert.deepStrictEqual([found.state, found.state === "found" && found.groupId], ["found", "H"], text)
    }
    assert.deepStrictEqual(Standing.lookup(index, "B").hits, [
      { kind: "account", id: "B", accountId: "A", groupId: "H" }
    ])
  })
  it("those who keep journals learn the former ids", () => {
    const [group] = RecordsInMemory.groupRecords(book, "key")
    assert.deepStrictEqual(group?.formerAccountIds, { B: "A" })
    assert.deepStrictEqual(group?.contacts.find(({ id }) => id === "P")?.formerIds, ["Q"])
  })
  it("is told as merged and no longer proposed; split, it is open again", () => {
    const { merged, open } = MergeProposal.review(book)
    assert.deepStrictEqual(
      merged.map(({ drop, keep, last }) => [keep, drop, last?.by]),
      [
        ["A", "B", "ada"],
        ["P", "Q", "ada"]
      ]
    )
    assert.deepStrictEqual(open, [])
    const apart = files([...both, "2026-03-01T10:00:00Z,bob,accounts,A,B,split,"])
    assert.deepStrictEqual(
      apart.records.accounts.map(({ record }) => record.id),
      ["A", "B", "H", "S"]
    )
    assert.strictEqual(apart.records.orders[0]?.record.accountId, "B")
  })
  it("applied again it changes nothing", () => {
    const { merges: _, ...once } = files(both).records
    const { merges: __, ...twice } = files([...both, ...both]).records
    assert.deepStrictEqual(twice, once)
  })
})
