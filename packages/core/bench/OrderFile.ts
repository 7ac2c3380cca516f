/**
 * A CSV file of generated orders as an export has them: notes in quotes, some with quotes in them, and one row in a
 * thousand that cannot be read.
 */
import { closeSync, openSync, readSync, writeSync } from "node:fs"
import * as Facts from "../src/analysis/Facts.ts"
import * as Orders from "../src/intake/Orders.ts"
import * as Calendar from "../src/kernel/Calendar.ts"
import * as Money from "../src/kernel/Money.ts"
import { generate, idOf } from "./OrderData.ts"

/** The columns that are read. */
export const columns = { account: "account", date: "date", amount: "amount" } as const

const channels = ["web", "phone", "partner", "field"]

const badRows = [
  (id: string, account: string) => `${id},2026-02-30,${account},10.00,web,no such day`,
  (id: string, account: string) => `${id},2026-02-03,${account},ten,web,an amount in words`,
  (id: string, account: string) => `${id},,${account},10.00,web,no date`
]

const noteOf = (at: number): string => {
  if (at % 61 === 0) return '"a 5"" pipe, cut"'
  return at % 17 === 0 ? '"by mail, in writing"' : ""
}

/** Writes the file piece by piece. */
export const write = (path: string, orders: number, accounts: number): void => {
  const file = openSync(path, "w")
  let text = "order,date,account,amount,channel,note\n"
  generate(orders, accounts, ({ account, day, minor }, at) => {
    const id = `SO-${at}`
    const client = account < 0 ? "" : idOf(account)
    const bad = at % 1009 === 1008 ? badRows[at % badRows.length] : undefined
    const good = () =>
      `${id},${Calendar.ofDayNumber(day)},${client},${Money.show(minor, "EUR")},${channels[at & 3]},${noteOf(at)}`
    text += `${bad === undefined ? good() : bad(id, client)}\n`
    if (text.length > 1 << 20) {
      writeSync(file, text)
      text = ""
    }
  })
  writeSync(file, text)
  closeSync(file)
}

/** Reads the file chunk by chunk into columns, and counts the rows set aside; with `id` each order is taken once. */
export const read = (path: string, id?: string): { readonly facts: Facts.Facts; readonly bad: number } => {
  const reader = Orders.reader({ columns: { ...columns, ...(id === undefined ? {} : { id }) }, currency: "EUR" })
  const facts = Facts.builder("EUR")
  const file = openSync(path, "r")
  const chunk = new Uint8Array(1 << 18)
  let bad = 0
  const take = (batch: Orders.Batch): void => {
    facts.addColumns(batch.columns)
    bad += batch.rejected.length
  }
  for (let size = readSync(file, chunk); size > 0; size = readSync(file, chunk)) {
    take(reader.push(chunk.subarray(0, size)))
  }
  const end = reader.end()
  take(end)
  facts.withdraw(end.withdrawn)
  closeSync(file)
  if (reader.questions().length > 0) throw new Error(JSON.stringify(reader.questions()))
  return { facts: facts.build(), bad }
}
