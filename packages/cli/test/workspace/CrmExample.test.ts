import { afterAll, assert, it } from "@effect/vitest"
import { NobodysRecords } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import { spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describeRealData } from "../../../../.config/RealData.ts"
import * as Workspace from "../../src/workspace/Workspace.ts"

const example = join(import.meta.dirname, "../../../../examples/crm-opportunities")

const whole = (read: number) => ({ read, accepted: read, unchanged: 0, updated: 0, rejected: 0 })

describeRealData("the CRM export", (data) => {
  const folder = mkdtempSync(join(tmpdir(), "crm-"))
  afterAll(() => rmSync(folder, { recursive: true }))
  cpSync(example, folder, { recursive: true, filter: (from) => !from.includes(".abm") })
  const env = { ...process.env, ABM_REAL_DATA: data }
  const script = join(example, "contacts.ts")
  const options = { env, encoding: "utf8" } as const
  const made = spawnSync(process.execPath, ["--conditions=@market-of-one/source", script, folder], options)
  const loaded = Effect.runSync(Workspace.load(folder, env))
  const { counts, grouping, nobody, records } = loaded.records
  const deals = records.opportunities.map(({ record }) => record)

  it("contacts are made up for all accounts", () => {
    assert.strictEqual(made.stdout, "298 made-up contacts of 85 accounts are in .abm/contacts.csv\n")
    assert.strictEqual(records.contacts.length, 298)
  })

  it("every row is read", () => {
    assert.deepStrictEqual(counts.accounts, whole(85))
    assert.deepStrictEqual(counts.products, whole(7))
    assert.deepStrictEqual(counts.opportunities, whole(8800))
    assert.deepStrictEqual(counts.managers, { read: 70, accepted: 41, unchanged: 29, updated: 0, rejected: 0 })
  })

  it("deals ended as the source says: 4,238 won, 2,473 lost, 1,589 engaging and 500 prospecting open", () => {
    const of = (outcome: string) => deals.filter((deal) => deal.outcome === outcome).length
    assert.deepStrictEqual([of("won"), of("lost"), of("open")], [4238, 2473, 2089])
    assert.isTrue(deals.every((deal) => deal.outcome !== "lost" || deal.amount === undefined))
  })

  it("misspelt sectors, countries and products are mapped", () => {
    const accounts = records.accounts.map(({ record }) => record)
    assert.notInclude(
      accounts.map((account) => account.industry),
      "technolgy"
    )
    assert.strictEqual(accounts.find((account) => account.id === "Bioholding")?.country, "PH")
    const products = new Set(records.products.map(({ record }) => record.id))
    assert.isTrue(deals.every((deal) => products.has(deal.product ?? "")))
  })

  it("without the maps, technolgy and GTXPro are proposed for mending, with the maps that mend them", () => {
    const text = readFileSync(join(example, "abm.yaml"), "utf8")
    const unmapped = text
      .replace(", values: { technolgy: technology }", "")
      .replace(", values: { GTXPro: GTX Pro }", "")
    assert.strictEqual(text.length - unmapped.length > 40, true)
    writeFileSync(join(folder, "abm.yaml"), unmapped)
    const { findings } = Effect.runSync(Workspace.load(folder, env))
    writeFileSync(join(folder, "abm.yaml"), text)
    assert.deepStrictEqual(
      findings
        .filter(({ rule }) => rule === "import/misspelt" || rule === "import/unknown-product")
        .map(({ advice, message }) => [message, advice]),
      [
        [
          'product "GTXPro" of opportunities is not among the products (named 1480 times)',
          'did you mean "GTX Pro"? Map it: values: { product: { GTXPro: GTX Pro } }'
        ],
        [
          'industry "technolgy" of accounts is probably misspelt (it stands there 12 times)',
          'did you mean "technology"? Map it: values: { industry: { technolgy: technology } }'
        ]
      ]
    )
  })

  it("revenue in millions is exact", () => {
    const acme = records.accounts.find(({ record }) => record.id === "Acme Corporation")
    assert.strictEqual(acme?.record.annualRevenue?.minor, 110_004_000_000)
  })

  it("85 accounts are 70 groups; Acme Corporation and its four subsidiaries are one", () => {
    assert.strictEqual(grouping.groups.length, 70)
    assert.deepStrictEqual(grouping.groups.find((group) => group.id === "Acme Corporation")?.accountIds, [
      "Acme Corporation",
      "Bluth Company",
      "Codehow",
      "Donquadtech",
      "Iselectrics"
    ])
  })

  it("every deal has its owner, found by name", () => {
    const managers = new Set(records.managers.map(({ record }) => record.id))
    assert.isTrue(deals.every((deal) => managers.has(deal.ownerId ?? "")))
  })

  it("1,425 deals belong to nobody, and the report says with which share of the money", () => {
    assert.include(
      nobody.find((one) => one.kind === "opportunities"),
      { records: 1425, of: 8800, share: 0, withoutAmount: 1425 }
    )
    const [listed] = NobodysRecords.of(loaded.records)
    assert.deepStrictEqual([listed?.kind, listed?.list.length], ["opportunities", 1425])
    const said = loaded.findings.find((one) => one.rule === "import/belongs-to-nobody")?.message
    assert.include(said, "1425 of 8800 opportunities (16.2%) belong to nobody, with 0.0% of the money")
  })

  it("what was won is what was bought: no cent is lost on the way", () => {
    const won = deals.reduce((sum, deal) => sum + (deal.outcome === "won" ? (deal.amount?.minor ?? 0) : 0), 0)
    assert.strictEqual(records.orders.length, 4238)
    assert.strictEqual(
      records.orders.reduce((sum, { record }) => sum + record.amount.minor, 0),
      won
    )
  })

  it("nothing is an error", () => {
    assert.deepStrictEqual(
      loaded.findings.filter((finding) => finding.severity === "error"),
      []
    )
  })
})
