/** Who are my key accounts, and why? Ten lines, on orders that are made up. */
// #region ten-lines
import { Calendar, Facts, Portfolio } from "@market-of-one/core"

const monthly = (account: string, every: number, minor: number) =>
  Array.from({ length: 24 / every }, (_, index) => ({
    account,
    day: Calendar.dayNumber(Calendar.addMonths("2024-10-05" as Calendar.Day, index * every)),
    minor
  }))
const orders = [...monthly("Alder", 1, 900_00), ...monthly("Birch", 2, 500_00), ...monthly("Cedar", 6, 90_00)]
const { items } = Portfolio.analyze(Facts.ofRows(orders, "EUR"), { today: "2026-10-01" as Calendar.Day })
for (const { abc, id, key, strategy, xyz } of items)
  console.log(`${id} ${abc}${xyz} ${key.isKey ? "key" : "not key"} (${key.score?.toFixed(2)}): ${strategy}`)
// #endregion ten-lines
