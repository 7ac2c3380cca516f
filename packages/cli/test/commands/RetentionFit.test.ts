import { assert, describe, it } from "@effect/vitest"
import { join } from "node:path"
import { describeRealData } from "../../../../.config/RealData.ts"
import { beta, gamma, uniform } from "../../../core/test/retention/Draws.ts"
import { abm as spawned, folder } from "../Abm.ts"
import { abm } from "../Inside.ts"

const dayAt = (days: number): string => new Date(Date.UTC(2025, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)

/** A year of fictional orders of 300 clients, who buy and leave as the models say. */
const orders = (): string => {
  const random = uniform(11)
  const rows = Array.from({ length: 300 }, (_, client) => {
    const rate = gamma(1, random) / 20
    const leaves = beta(0.8, 2.5, random)
    const scale = gamma(5, random) / 200
    const own: Array<string> = []
    for (let at = 300 * random(); at < 365; at -= Math.log(random()) / rate) {
      own.push(`client ${client},${dayAt(Math.floor(at))},${(0.5 + gamma(3, random) / scale).toFixed(2)}`)
      if (own.length > 1 && random() < leaves) break
    }
    return own
  }).flat()
  return ["client,date,amount", ...rows, "client 0,31 of May,5.00", ""].join("\n")
}
const columns = ["--columns", "account=client,date=date,amount=amount", "--currency", "EUR"]

describe("abm retention --fit", () => {
  const cwd = folder({ "orders.csv": orders(), "few.csv": "client,date,amount\na,2026-01-01,5.00\n" })
  const fit = (file: string, ...more: ReadonlyArray<string>) =>
    abm(["retention", "-C", cwd, "--fit", file, ...columns, ...more])

  it("shows the fits, how far to trust them, and the clients worth most", () => {
    const { code, stderr, stdout } = spawned(["retention", "--fit", "orders.csv", ...columns], { cwd })
    assert.strictEqual(code, 0)
    assert.include(stderr, "1 row of orders.csv could not be read")
    for (const line of [
      /^BG\/NBD, 300 clients up to 2025-12-31, time in weeks: converged$/mu,
      /^ {2}r [\d.]+, alpha [\d.]+, a [\d.]+, b [\d.]+; ln L -[\d.]+$/mu,
      /^Gamma-Gamma, \d+ clients who bought again: converged$/mu,
      /^Foretold for the 90 days after 2025-12-31, most worth first$/mu,
      /^and 280 more: --json lists all$/mu
    ])
      assert.match(stdout, line)
  })

  it("prints every client as JSON, from the day asked for", async () => {
    const { code, stdout } = await fit("orders.csv", "--until", "2025-09-30", "--days", "30", "--json")
    assert.strictEqual(code, 0)
    const document = JSON.parse(stdout)
    assert.deepStrictEqual(Object.keys(document), [
      "file",
      "rows",
      "currency",
      "until",
      "horizonDays",
      "bgNbd",
      "gammaGamma",
      "accounts",
      "findings"
    ])
    assert.deepStrictEqual([document.until, document.horizonDays, document.rows.rejected], ["2025-09-30", 30, 1])
    assert.strictEqual(document.accounts.length, document.bgNbd.clients)
    assert.deepStrictEqual(
      document.findings.map(({ rule }: { rule: string }) => rule),
      ["import/bad-date"]
    )
    for (const { alive, chance } of document.accounts) assert.isTrue(alive >= chance && chance >= 0 && alive <= 1)
  })

  it("says what keeps it from a fit", async () => {
    const { code, stdout } = await fit("few.csv")
    assert.strictEqual(code, 0)
    assert.include(stdout, "fewer than 10 repeat purchases")
  })

  it("ends with 2 and a word when the columns, the day or the days are wrong", async () => {
    const table = [
      [["--fit", "orders.csv"], "--fit needs --columns"],
      [["--fit", "orders.csv", ...columns, "--until", "2025-02-30"], "--until"],
      [["--fit", "orders.csv", ...columns, "--days", "0"], "--days 0 is not a number of days"],
      [["--fit", "orders.csv", "--columns", "account=client,date=date"], "the column of amount is missing"],
      [["--fit", "gone.csv", ...columns], "cannot read gone.csv"]
    ] as const
    for (const [parameters, said] of table) {
      const { code, stderr, stdout } = await abm(["retention", "-C", cwd, ...parameters])
      assert.deepStrictEqual([code, stdout], [2, ""], said)
      assert.include(stderr, said)
    }
  })
})

describeRealData("The models fitted to a wholesaler's invoices", (data) => {
  it("reports that nobody was seen to leave, and uses no P(alive)", async () => {
    const file = join(data, "orders/invoices-2010-12_2011-08.csv")
    const named = ["--columns", "account=customer_id,date=invoice_date,amount=amount_gbp", "--currency", "GBP"]
    const { stdout } = await abm(["retention", "-C", folder({}), "--fit", file, ...named, "--json"])
    const { accounts, bgNbd, findings } = JSON.parse(stdout)
    assert.strictEqual(bgNbd.degenerate, "a < 0.001")
    assert.isTrue(findings.some(({ rule }: { rule: string }) => rule === "purchase-model/degenerate"))
    assert.isTrue(accounts.every(({ alive }: { alive: number | null }) => alive === null))
  })
})
