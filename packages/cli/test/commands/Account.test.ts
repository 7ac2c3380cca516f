import { assert, beforeAll, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as AccountNobody from "../../src/commands/AccountNobody.ts"
import * as AccountDocument from "../../src/view/AccountDocument.ts"
import { folder } from "../Abm.ts"
import { abm } from "../Inside.ts"

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(AccountDocument.AccountDocument))

const decodeNobody = Schema.decodeUnknownSync(Schema.fromJsonString(AccountNobody.NobodyDocument))
const sumOf = (reasons: ReadonlyArray<{ readonly points: number }>): number =>
  reasons.reduce((sum, { points }) => sum + points, 0)

/** The sample with a contract, phones, and a rule of fit. */
const workspace = async (): Promise<string> => {
  const cwd = folder({})
  assert.strictEqual((await abm(["init", "shop"], { cwd })).code, 0)
  const shop = join(cwd, "shop")
  const edit = (file: string, change: (text: string) => string): void =>
    writeFileSync(join(shop, file), change(readFileSync(join(shop, file), "utf8")))
  writeFileSync(
    join(shop, "data/assets.csv"),
    "asset_id,account_id,number,status,ends_at\nA-1,C-101,43 1 555 0100,active,2028-01-01\n"
  )
  edit("data/contacts.csv", (text) => {
    const [header = "", ...rows] = text.trim().split("\n")
    return `${[`${header},phone`, ...rows.map((row, at) => `${row},${at === 2 ? "+43 1 5550199" : ""}`)].join("\n")}\n`
  })
  edit("abm.yaml", (text) => `${text}fit:\n  - { id: hotels, when: account.industry == "hotels", points: 40 }\n`)
  return shop
}

describe("abm account", () => {
  let cwd = ""
  beforeAll(async () => {
    cwd = await workspace()
  })
  const ask = (id: string, ...more: ReadonlyArray<string>) => abm(["account", "-C", cwd, id, ...more])
  const document = async (id: string) => {
    const ended = await ask(id, "--json")
    assert.deepStrictEqual([ended.code, ended.stderr], [0, ""])
    return decode(ended.stdout)
  }

  it("finds the same client by member, asset, number, phone, e-mail and name", async () => {
    for (const [id, method] of [
      ["C-101", "id"],
      ["A-1", "id"],
      ["+43 1 555 0100", "number"],
      ["0043 1 5550199", "phone"],
      ["Mira@lindenhof-wien.example", "e-mail"],
      ["Lindenhof Wien", "name"]
    ] as const) {
      const { analysis, found, standing } = await document(id)
      assert.deepStrictEqual([standing.group, found.method, analysis?.id], ["C-100", method, "C-100"], id)
    }
  })

  it("says where the client stands, and why in every class, score, type and tier", async () => {
    const { analysis, contacts, standing, unlisted } = await document("C-100")
    assert.deepStrictEqual(
      [standing.status, standing.isKey, standing.keyBy, standing.tier, standing.manager?.id],
      ["customer", true, "criteria", "one-to-one", "M-1"]
    )
    assert.deepStrictEqual(
      standing.members.map(({ account }) => account),
      ["C-100", "C-101"]
    )
    assert.isNull(unlisted)
    assert.deepStrictEqual(analysis?.why, {
      abc: "A: 0.00% of the measure stands before it, below 80%",
      xyz: "X: active in 12 of 12 periods, 75% or more",
      types: [{ type: "breadwinner", isCertain: true, because: "brings 61.0% of the measure" }],
      tier: "key and A"
    })
    assert.deepStrictEqual(analysis?.fit?.parts, [{ id: "hotels", answer: "yes", points: 40, of: 40, unknown: [] }])
    assert.isTrue(analysis?.key.criteria.every(({ because }) => because !== ""))
    assert.deepStrictEqual(
      contacts.map(({ id, roles }) => [id, roles.map(({ role }) => role)]),
      [
        ["P-1", ["decision maker", "procurement"]],
        ["P-2", ["champion", "user"]],
        ["P-3", ["decision maker"]]
      ]
    )
  })

  it("knows no holds without a live store, and each hold of the group with one", async () => {
    assert.isNull((await document("C-101")).standing.holds)
    const held = await abm(["hold", "-C", cwd, "C-100", "--reason", "price talks", "--by", "M-1"])
    assert.deepStrictEqual([held.code, held.stderr], [0, ""])
    assert.deepStrictEqual(
      (await document("C-101")).standing.holds?.map(({ account, by, kind, reason }) => [account, kind, by, reason]),
      [[null, "sales", "M-1", "price talks"]]
    )
  })

  it("judges a prospect by what is known of it", async () => {
    const { analysis, unlisted } = await document("C-600")
    assert.isNull(analysis)
    assert.deepStrictEqual(
      [unlisted?.isNew, unlisted?.threeP.outcome, unlisted?.threeP.parts[0]?.because],
      [true, "research needed", "1 open opportunities"]
    )
  })

  it("tells people at a terminal", async () => {
    const { code, stdout } = await ask("C-200")
    assert.strictEqual(code, 0)
    assert.match(stdout, /^C-200 Harbour Offices\n/u)
    for (const part of ["complaints", "K-1 complaint", "why ABC", "three P", "People", "P-4 Oliver Marsh", "Dossier"])
      assert.include(stdout, part)
    assert.notInclude(stdout, "@")
  })

  it("tells own and roll-up sales, and what stands around: warnings, anomalies, plans, the way in", async () => {
    const { anomalies, next, path, plans, revenue, warnings } = await document("C-100")
    assert.deepStrictEqual(
      revenue.map(({ account, below }) => [account, below]),
      [
        ["C-100", 1],
        ["C-101", 0]
      ]
    )
    const [root, member] = revenue
    assert.strictEqual(root?.rollUpMinor, (root?.ownMinor ?? 0) + (member?.ownMinor ?? 0))
    assert.isTrue(
      anomalies.some(({ because, rule, subject }) => `${rule} ${subject}` === "held-by-nobody A-1" && because !== "")
    )
    assert.deepStrictEqual([plans, warnings], [[], []])
    assert.isNotNull(path)
    assert.isTrue(next.every(({ points, reasons }) => Math.abs(sumOf(reasons) - points) < 1e-9))
  })

  it("tells where an open case goes and by when it is to be answered", async () => {
    const [route] = (await document("C-200")).cases
    assert.deepStrictEqual([route?.case, route?.transfers, route?.raisedTo], ["K-1", 0, null])
    assert.isNotNull(route?.respondBy)
  })

  it("--nobody lists the records of no client with their share of the money", async () => {
    const orders = join(cwd, "data/orders.csv")
    const before = readFileSync(orders, "utf8")
    const [header = "", first = ""] = before.split("\n")
    const at = header.split(",").findIndex((name) => /account/u.test(name))
    const stray = first.split(",").map((cell, place) => (place === at ? "X-9" : cell))
    writeFileSync(orders, `${before.trimEnd()}\n${stray.join(",")}\n`)
    const ended = await abm(["account", "--nobody", "--json", "-C", cwd])
    writeFileSync(orders, before)
    const { kinds } = decodeNobody(ended.stdout)
    assert.deepStrictEqual(
      kinds.map(({ kind, list, records }) => [kind, records, list.map(({ source }) => source)]),
      [["orders", 1, [`data/orders.csv:${before.trimEnd().split("\n").length + 1}`]]]
    )
    assert.isAbove(kinds[0]?.shareOfMoney ?? 0, 0)
    assert.strictEqual((await abm(["account", "-C", cwd])).code, 2)
  })

  it("refuses whom nobody knows, without repeating what was asked", async () => {
    const { code, stderr, stdout } = await ask("nobody@unknown.example")
    assert.deepStrictEqual([code, stdout], [1, ""])
    assert.notInclude(stderr, "@")
  })

  it("has the JSON Schema of its golden", async ({ expect }) => {
    const text = `${JSON.stringify(Schema.toJsonSchemaDocument(AccountDocument.AccountDocument), null, 2)}\n`
    await expect(text).toMatchFileSnapshot("../goldens/account.schema.txt")
  })

  it("--nobody has the JSON Schema of its golden", async ({ expect }) => {
    const text = `${JSON.stringify(Schema.toJsonSchemaDocument(AccountNobody.NobodyDocument), null, 2)}\n`
    await expect(text).toMatchFileSnapshot("../goldens/nobody.schema.txt")
  })
})
