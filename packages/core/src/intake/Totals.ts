/** Rows that repeat what others say: sums at the end of a file, or of a part of it. Counted with them, money doubles. */
import * as Schema from "effect/Schema"
import * as Money from "../kernel/Money.ts"
import type { DecodedRow } from "./Decode.ts"

const labels = new Set(
  "total totals subtotal sum grandtotal summe gesamt gesamtsumme zwischensumme insgesamt итого всего итог подытог".split(
    " "
  )
)

/** Whether a cell says that its row is a sum. */
export const isLabel = (cell: string): boolean => labels.has(cell.toLowerCase().replace(/[^\p{L}]/gu, ""))

/** Which amounts are sums of the rows that were taken. */
export interface Totals {
  /**
   * Whether the amount, in a row on this line, is the sum of all rows, of those above, or of those since the sum before.
   * Lines are asked for in the order of the file.
   */
  readonly isSum: (minor: number, line: number) => boolean
}

const isMoney = Schema.is(Money.Money)

/** The sums of the amounts of a file's rows, given in its order. */
export const among = (rows: ReadonlyArray<DecodedRow>): Totals => {
  const amounts = rows.flatMap(({ record, row }) => {
    const amount = record["amount"]
    return isMoney(amount) ? [{ line: row.line, minor: amount.minor }] : []
  })
  const all = amounts.reduce((sum, { minor }) => Money.addMinor(sum, minor), 0)
  let at = 0
  let above = 0
  let since = 0
  return {
    isSum: (minor, line) => {
      for (let next = amounts[at]; next !== undefined && next.line < line; next = amounts[at]) {
        above += next.minor
        since += next.minor
        at += 1
      }
      const found = amounts.length > 0 && (minor === all || minor === above || minor === since)
      if (found) since = 0
      return found
    }
  }
}
