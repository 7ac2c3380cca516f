/**
 * ABC-XYZ of columns in memory: DuckDB (the same definition in SQL over a table loaded before, on all cores), a plain
 * `Map` loop over order objects, ours; then of a million order objects: the loop and ours. Every account is compared to
 * the last digit before anything is timed.
 * Run: `node --expose-gc --conditions=@market-of-one/source packages/core/bench/AbcXyz.bench.ts [orders/accounts ...]`.
 */
import { DuckDBDateValue, DuckDBDataChunk, DATE, BIGINT, INTEGER, type DuckDBConnection } from "@duckdb/node-api"
import * as Facts from "../src/analysis/Facts.ts"
import * as Calendar from "../src/kernel/Calendar.ts"
import * as Answer from "./Answer.ts"
import * as DuckDb from "./DuckDb.ts"
import * as MapLoop from "./MapLoop.ts"
import { generate, idOf, window } from "./OrderData.ts"
import * as Ours from "./Ours.ts"
import * as Race from "./Race.ts"

const sizeOf = (job: string): readonly [orders: number, accounts: number] => {
  const [orders = 0, accounts = 0] = job.split("/").map(Number)
  return [orders, accounts]
}

const columnsOf = (job: string): Facts.Facts => {
  const [size, accounts] = sizeOf(job)
  const codes = new Int32Array(size)
  const day = new Int32Array(size)
  const minor = new Float64Array(size)
  generate(size, accounts, (order, at) => {
    codes[at] = order.account
    day[at] = order.day
    minor[at] = order.minor
  })
  const names = Array.from({ length: accounts }, (_, account) => idOf(account))
  return { currency: "EUR", size, account: { names, codes }, day, minor }
}

const objectsOf = (job: string): ReadonlyArray<MapLoop.PlainOrder> => {
  const [size, accounts] = sizeOf(job)
  const ids = Array.from({ length: accounts }, (_, account) => idOf(account))
  const orders: Array<MapLoop.PlainOrder> = []
  generate(size, accounts, ({ account, day, minor }) => {
    orders.push({ account: ids[account] ?? "", date: Calendar.ofDayNumber(day), minor })
  })
  return orders
}

const ours = (job: string): Race.Contender => {
  let facts: Facts.Facts | undefined
  let found: Ours.Found | undefined
  return {
    load: () => {
      facts = columnsOf(job)
    },
    run: () => {
      if (facts !== undefined) found = Ours.analyze(facts, window)
    },
    answer: () => (found === undefined ? "" : Ours.answerOf(found))
  }
}

/** From objects as a host holds them, dates as text. */
const oursFromObjects = (job: string): Race.Contender => {
  let orders: ReadonlyArray<MapLoop.PlainOrder> = []
  let found: Ours.Found | undefined
  return {
    load: () => {
      orders = objectsOf(job)
    },
    run: () => {
      const facts = Facts.builder("EUR")
      for (const { account, date, minor } of orders) {
        facts.add({ account, day: Calendar.dayNumber(date as Calendar.Day), minor })
      }
      found = Ours.analyze(facts.build(), window)
    },
    answer: () => (found === undefined ? "" : Ours.answerOf(found))
  }
}

const loop = (job: string): Race.Contender => {
  let orders: ReadonlyArray<MapLoop.PlainOrder> = []
  let placed: ReadonlyArray<MapLoop.Placed> = []
  return {
    load: () => {
      orders = objectsOf(job)
    },
    run: () => {
      const gathered = MapLoop.gather(window)
      for (const { account, date, minor } of orders) gathered.add(account, date, minor)
      placed = MapLoop.place(gathered.accounts.values(), window)
    },
    answer: () => {
      const answer = Answer.make()
      for (const one of placed) answer.add(one)
      return answer.text()
    }
  }
}

const fill = async (connection: DuckDBConnection, job: string): Promise<void> => {
  const [size, accounts] = sizeOf(job)
  await connection.run("create table orders (account integer, day date, minor bigint)")
  const appender = await connection.createAppender("orders")
  let rows: Array<[number | null, DuckDBDateValue, bigint]> = []
  const flush = (): void => {
    const chunk = DuckDBDataChunk.create([INTEGER, DATE, BIGINT])
    chunk.setRows(rows)
    appender.appendDataChunk(chunk)
    rows = []
  }
  generate(size, accounts, ({ account, day, minor }) => {
    rows.push([account < 0 ? null : account, new DuckDBDateValue(day), BigInt(minor)])
    if (rows.length === 2048) flush()
  })
  flush()
  appender.closeSync()
}

const duckdb = (job: string): Race.Contender => {
  let connection: DuckDBConnection | undefined
  return {
    load: async () => {
      connection = await DuckDb.connect()
      await fill(connection, job)
    },
    run: async () => {
      await connection?.run(DuckDb.analyze("from orders", window))
    },
    answer: async () =>
      connection === undefined ? "" : DuckDb.answerOf(connection, (account) => idOf(Number(account)))
  }
}

if (!Race.isContender({ DuckDB: duckdb, "Map loop": loop, ours, "ours, from objects": oursFromObjects })) {
  const jobs = process.argv.slice(2)
  // Short jobs take more runs, so that the middle one is of compiled code.
  const roundsOf = (job: string): number => Math.max(5, Math.min(31, Math.round(9e6 / sizeOf(job)[0])))
  for (const job of jobs.length === 0 ? ["100000/1000", "1000000/50000", "10000000/500000"] : jobs) {
    const results = await Race.race(import.meta.filename, ["DuckDB", "Map loop", "ours"], job, roundsOf(job))
    Race.print(`ABC-XYZ, columns in memory, orders/accounts ${job}`, results)
  }
  const job = jobs[0] ?? "1000000/50000"
  const results = await Race.race(import.meta.filename, ["Map loop", "ours, from objects"], job, roundsOf(job))
  Race.print(`ABC-XYZ, from order objects, orders/accounts ${job}`, results)
}
