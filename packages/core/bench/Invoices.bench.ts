/**
 * Not a race: whether ours and DuckDB agree to the last digit on a wholesaler's real invoices, for several windows. Each
 * reads the file for itself.
 * Run: `ABM_REAL_DATA=… node --conditions=@market-of-one/source packages/core/bench/Invoices.bench.ts`.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as Facts from "../src/analysis/Facts.ts"
import type * as Window from "../src/analysis/Window.ts"
import * as Orders from "../src/intake/Orders.ts"
import type * as Calendar from "../src/kernel/Calendar.ts"
import * as DuckDb from "./DuckDb.ts"
import * as Ours from "./Ours.ts"

const monthsOf2011 = (from: number, to: number): Window.Window => ({
  from: `2011-${String(from).padStart(2, "0")}-01` as Calendar.Day,
  to: `2011-${String(to).padStart(2, "0")}-01` as Calendar.Day
})
const windows = [
  { from: "2010-12-01" as Calendar.Day, to: "2011-09-01" as Calendar.Day },
  monthsOf2011(3, 9),
  monthsOf2011(1, 7),
  monthsOf2011(6, 9),
  monthsOf2011(7, 9)
]

const folder = process.env["ABM_REAL_DATA"]
if (folder === undefined) console.log("left out: agreement on real invoices needs ABM_REAL_DATA")
else {
  const path = join(folder, "orders/invoices-2010-12_2011-08.csv")
  const columns = { account: "customer_id", date: "invoice_date", amount: "amount_gbp" }
  const reader = Orders.reader({ columns, currency: "GBP" })
  const facts = Facts.builder("GBP")
  facts.addColumns(reader.push(readFileSync(path)).columns)
  facts.addColumns(reader.end().columns)
  const built = facts.build()
  const connection = await DuckDb.connect()
  const rows = `select customer_id as account, invoice_date as day, (amount_gbp * 100)::bigint as minor
    from read_csv('${path}', header = true, columns = {invoice_no: 'varchar', invoice_date: 'date',
      customer_id: 'varchar', country: 'varchar', amount_gbp: 'decimal(15, 2)', lines: 'int'})`
  for (const window of windows) {
    const ours = Ours.answerOf(Ours.analyze(built, window))
    await connection.run(DuckDb.analyze(rows, window))
    const theirs = await DuckDb.answerOf(connection, (account) => account)
    const said = ours === theirs ? `agree: ${ours.split(",")[0]}` : `DIFFER:\n  ours   ${ours}\n  DuckDB ${theirs}`
    console.log(`${window.from} up to ${window.to} ${said}`)
    if (ours !== theirs) process.exitCode = 1
  }
}
