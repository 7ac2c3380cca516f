import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as MergeDocument from "../../src/commands/MergeDocument.ts"
import { abm, folder } from "../Abm.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(MergeDocument.MergeDocument))

// Invented.
const workspace = folder({
  "abm.yaml": `currency: EUR
timeZone: Europe/Berlin
sender: { name: S, company: S, email: s@own.example, postalAddress: P, unsubscribe: u@own.example }
sources: { accounts: { file: accounts.csv }, orders: { file: orders.csv } }
`,
  "accounts.csv": "id,name,domains\nA 1,Acme,acme.example\nB,Acme GmbH,shop.acme.example\nC,Other,\n",
  "orders.csv": "id,account,date,amount\nO-1,B,2026-01-02,10.00\n"
})
const merge = (...args: ReadonlyArray<string>) => abm(["merge", ...args, "-C", workspace])
const history = () => readFileSync(join(workspace, "data/merges.csv"), "utf8").trim().split("\n")

describe("abm merge", () => {
  it("lists what may be one with what speaks for it, and how to answer", () => {
    const { code, stdout } = merge()
    assert.strictEqual(code, 0)
    assert.include(stdout, "0.80  A 1 Acme  =  B Acme GmbH ?")
    assert.include(stdout, "the same e-mail domain acme.example (0.8); the same name acme (0.6)")
    assert.include(stdout, "abm merge same 'A 1' B --by WHO")
  })

  it("keeps a person's word, and the dropped id finds the kept account", () => {
    const { code, stdout } = merge("same", "A 1", "B", "--by", "ada", "--note", "one, says the register")
    assert.deepStrictEqual(
      [code, stdout],
      [0, "B is A 1 from now on; with it come 1 records that name it\nkept in data/merges.csv\n"]
    )
    assert.match(history()[1] ?? "", /^2\d{3}-.*Z,ada,accounts,A 1,B,same,"one, says the register"$/u)
    const found = JSON.parse(abm(["account", "B", "--json", "-C", workspace]).stdout)
    assert.deepStrictEqual(
      [found.standing.group, found.found.records],
      ["A 1", [{ kind: "account", id: "B", account: "A 1" }]]
    )
  })

  it("a word said already is not kept twice, and one that cannot hold is refused with what to do", () => {
    assert.deepStrictEqual(merge("same", "A 1", "B", "--by", "ada").stdout, "A 1 and B: that was said already\n")
    const refused = merge("same", "C", "B", "--by", "ada")
    assert.strictEqual(refused.code, 1)
    assert.include(refused.stderr, "B is already A 1")
    assert.strictEqual(history().length, 2)
  })

  it("a split undoes it, and the document tells the history", () => {
    assert.strictEqual(merge("split", "A 1", "B", "--by", "bob").code, 0)
    const { merged, open } = decode(merge("--json").stdout)
    assert.deepStrictEqual(merged, [])
    assert.deepStrictEqual(
      open.map(({ drop, history: words, keep }) => [keep, drop, words.map(({ by, verdict }) => `${by} ${verdict}`)]),
      [["A 1", "B", ["ada same", "bob split"]]]
    )
  })

  it("a file with other columns is left alone", () => {
    writeFileSync(join(workspace, "data/merges.csv"), "at;by;kind;keep;drop;verdict\n")
    const { code, stderr } = merge("different", "A 1", "B", "--by", "ada")
    assert.strictEqual(code, 1)
    assert.include(stderr, "data/merges.csv has other columns than at,by,kind,keep,drop,verdict,note")
  })

  it("has the JSON Schema of its golden", async ({ expect }) => {
    const text = `${JSON.stringify(Schema.toJsonSchemaDocument(MergeDocument.MergeDocument), null, 2)}\n`
    await expect(text).toMatchFileSnapshot("../goldens/merge.schema.txt")
  })
})
