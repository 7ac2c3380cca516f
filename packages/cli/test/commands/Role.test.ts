import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as RoleDocument from "../../src/commands/RoleDocument.ts"
import { folder } from "../Abm.ts"
import { abm } from "../Inside.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(RoleDocument.RoleDocument))

// Invented.
const workspace = folder({
  "abm.yaml": `currency: EUR
timeZone: Europe/Berlin
sender: { name: S, company: S, email: s@own.example, postalAddress: P, unsubscribe: u@own.example }
roleTemplates: { standard: { economic buyer: 1, procurement: 1 }, PRD-1: { legal: 2 } }
sources:
  accounts: { file: accounts.csv }
  contacts: { file: contacts.csv }
  products: { file: products.csv }
  opportunities: { file: opportunities.csv }
`,
  "accounts.csv": "id,name,domains\nA-1,Acme,acme.example\n",
  "contacts.csv": `id,account,name,title,roles
C-1,A-1,Ann,Chief Financial Officer,economic buyer
C-2,A-1,Ben,Category Buyer,
C-3,A-1,Cem,Legal Counsel,
`,
  "products.csv": "id,name\nPRD-1,Pump\n",
  "opportunities.csv": "id,account,product,outcome\nO-1,A-1,PRD-1,open\n"
})
const role = (...args: ReadonlyArray<string>) => abm(["role", ...args, "-C", workspace])
const file = join(workspace, "data/roles.csv")
const listed = async () => decode((await role("list", "A-1", "--json")).stdout)

describe("abm role", () => {
  it("lists each role with how sure it is and why, and what is missing", async () => {
    const { code, stdout } = await role("list", "A-1")
    assert.strictEqual(code, 0)
    assert.include(stdout, "C-2  Ben, Category Buyer; warmth 0.00, never met")
    assert.include(stdout, 'procurement: recommended, title "buyer", rule buyer')
    assert.include(stdout, "economic buyer: confirmed, recorded")
    assert.match(stdout, /standard: 50\.0\s?% covered; missing: procurement 0 of 1/u)
    assert.match(stdout, /PRD-1: 0\.0\s?% covered; missing: legal 0 of 2/u)
  })

  it("keeps a person's word in a file with a header; coverage follows", async () => {
    const { code, stdout } = await role("confirm", "C-2", "procurement", "--by", "ada", "--reason", "asks, and signs")
    assert.deepStrictEqual([code, stdout], [0, "C-2, procurement: confirmed by ada\nkept in data/roles.csv\n"])
    const [header, line] = readFileSync(file, "utf8").split("\n")
    assert.strictEqual(header, "contactId,role,verdict,by,at,reason")
    assert.match(line ?? "", /^C-2,procurement,confirmed,ada,2\d{3}-.*Z,"asks, and signs"$/u)
    assert.strictEqual((await listed()).coverage[0]?.ratio, 1)
  })

  it("a word said already is not kept twice; a dismissed role does not come back, and who said what is told", async () => {
    const kept = readFileSync(file, "utf8")
    assert.include((await role("confirm", "C-2", "procurement", "--by", "bob")).stdout, "ada said confirmed already")
    assert.strictEqual(readFileSync(file, "utf8"), kept)
    assert.strictEqual((await role("dismiss", "C-2", "procurement", "--by", "bob")).code, 0)
    assert.isTrue(readFileSync(file, "utf8").startsWith(kept))
    const { contacts, coverage } = await listed()
    const ben = contacts.find(({ id }) => id === "C-2")
    assert.deepStrictEqual(ben?.roles, [{ role: "procurement", standing: "dismissed", because: "dismissed by bob" }])
    assert.deepStrictEqual(
      ben?.history.map(({ by, reason, verdict }) => [by, verdict, reason]),
      [
        ["ada", "confirmed", "asks, and signs"],
        ["bob", "dismissed", null]
      ]
    )
    assert.deepStrictEqual(coverage[0]?.uncovered, ["procurement"])
  })

  it("a second economic buyer is kept, and said at once and in the list", async () => {
    const { stdout } = await role("confirm", "C-3", "Economic buyer", "--by", "ada")
    assert.include(stdout, "C-1 is economic buyer of the account too")
    assert.deepStrictEqual(
      (await listed()).findings.map(({ rule }) => rule),
      ["market/economic-buyers"]
    )
  })

  it("refuses who or what is not known with what was probably meant, and leaves a file with other columns alone", async () => {
    const refused = await role("confirm", "C-22", "procurement", "--by", "ada")
    assert.deepStrictEqual([refused.code, /did you mean C-2\?/u.test(refused.stderr)], [1, true])
    assert.include((await role("confirm", "C-2", "procurment", "--by", "ada")).stderr, "did you mean procurement?")
    writeFileSync(file, "contactId;role;verdict;by;at\n")
    const other = await role("confirm", "C-2", "user", "--by", "ada")
    assert.strictEqual(other.code, 1)
    assert.include(other.stderr, "data/roles.csv has other columns than contactId,role,verdict,by,at,reason")
  })

  it("has the JSON Schema of its golden", async ({ expect }) => {
    const text = `${JSON.stringify(Schema.toJsonSchemaDocument(RoleDocument.RoleDocument), null, 2)}\n`
    await expect(text).toMatchFileSnapshot("../goldens/role.schema.txt")
  })
})
