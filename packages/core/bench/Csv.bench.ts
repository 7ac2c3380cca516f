/**
 * CSV of orders → ABC-XYZ, every row validated, bad rows reported: csv-parse with a `Map` loop, DuckDB's `read_csv` with
 * its store of rejects, ours. The number of bad rows and every account are compared before anything is timed.
 * Run: `node --expose-gc --conditions=@market-of-one/source packages/core/bench/Csv.bench.ts [orders/accounts ...]`.
 */
import type { DuckDBConnection } from "@duckdb/node-api"
import { parse } from "csv-parse"
import { once } from "node:events"
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Answer from "./Answer.ts"
import * as DuckDb from "./DuckDb.ts"
import * as MapLoop from "./MapLoop.ts"
import { window } from "./OrderData.ts"
import * as OrderFile from "./OrderFile.ts"
import * as Ours from "./Ours.ts"
import * as Race from "./Race.ts"

const ours = (path: string): Race.Contender => {
  let found: Ours.Found | undefined
  let bad = 0
  return {
    load: () => {},
    run: () => {
      const file = OrderFile.read(path)
      found = Ours.analyze(file.facts, window)
      bad = file.bad
    },
    answer: () => (found === undefined ? "" : Ours.answerOf(found, `${bad} bad rows`))
  }
}

/** Checks rows as one does by hand: a day that exists, an amount in cents. */
const csvParse = (path: string): Race.Contender => {
  let placed: ReadonlyArray<MapLoop.Placed> = []
  let bad: Array<{ readonly line: number; readonly record: ReadonlyArray<string> }> = []
  const isDay = (date: string): boolean => {
    if (!/^\d{4}-\d{2}-\d{2}$/u.test(date)) return false
    const at = new Date(`${date}T00:00:00Z`)
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date)
  }
  return {
    load: () => {},
    run: async () => {
      const gathered = MapLoop.gather(window)
      const days = new Map<string, boolean>()
      const parser = createReadStream(path, { highWaterMark: 1 << 18 }).pipe(parse({ from_line: 2 }))
      let line = 1
      bad = []
      parser.on("readable", () => {
        for (let record = parser.read(); record !== null; record = parser.read()) {
          line += 1
          const [, date, account, amount] = record as [string, string, string, string]
          let known = days.get(date)
          if (known === undefined) days.set(date, (known = isDay(date)))
          const parts = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/u.exec(amount)
          if (!known || parts === null) {
            bad.push({ line, record })
            continue
          }
          const minor = Number(parts[2]) * 100 + Number((parts[3] ?? "0").padEnd(2, "0"))
          gathered.add(account.trim(), date, parts[1] === "-" ? -minor : minor)
        }
      })
      await once(parser, "end")
      placed = MapLoop.place(gathered.accounts.values(), window)
    },
    answer: () => {
      const answer = Answer.make()
      for (const one of placed) answer.add(one)
      return answer.text(`${bad.length} bad rows`)
    }
  }
}

const duckdb = (path: string): Race.Contender => {
  let connection: DuckDBConnection | undefined
  // A rejected row has one entry for each of its errors.
  const file = `from read_csv('${path}', header = true, delim = ',', quote = '"', escape = '"', strict_mode = true,
    columns = {'order': 'varchar', date: 'date', account: 'varchar', amount: 'decimal(15, 2)', channel: 'varchar',
      note: 'varchar'}, dateformat = '%Y-%m-%d', store_rejects = true, rejects_limit = 0)`
  const rows = `select account, date as day, (amount * 100)::bigint as minor ${file} where date is not null`
  return {
    load: async () => {
      connection = await DuckDb.connect()
    },
    run: async () => {
      await connection?.run("drop table if exists reject_errors; drop table if exists reject_scans")
      await connection?.run(DuckDb.analyze(rows, window))
    },
    answer: async () => {
      if (connection === undefined) return ""
      const rejected = await connection.runAndReadAll("select count(distinct line) from reject_errors")
      const undated = await connection.runAndReadAll(`select count(*) ${file} where date is null`)
      const bad = Number(rejected.getRowsJS()[0]?.[0]) + Number(undated.getRowsJS()[0]?.[0])
      return DuckDb.answerOf(connection, (account) => account, `${bad} bad rows`)
    }
  }
}

const contenders = { "csv-parse and Map loop": csvParse, "DuckDB read_csv": duckdb, ours }
if (!Race.isContender(contenders)) {
  const jobs = process.argv.slice(2)
  const directory = mkdtempSync(join(tmpdir(), "orders-"))
  try {
    for (const job of jobs.length === 0 ? ["1000000/50000"] : jobs) {
      const [orders = 0, accounts = 0] = job.split("/").map(Number)
      const path = join(directory, "orders.csv")
      OrderFile.write(path, orders, accounts)
      const results = await Race.race(import.meta.filename, Object.keys(contenders), path, 9)
      Race.print(`CSV to ABC-XYZ, orders/accounts ${job}, ${(statSync(path).size / 1e6).toFixed(0)} MB`, results)
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
