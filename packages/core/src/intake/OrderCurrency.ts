/**
 * The currency that rows of orders name. Amounts of several currencies are never summed: a file whose rows differ stops
 * with a question, since only rates by date make one currency of them.
 */
import * as Schema from "effect/Schema"
import type * as Finding from "../kernel/Finding.ts"
import * as Money from "../kernel/Money.ts"
import * as Csv from "./Csv.ts"
import * as Reading from "./Reading.ts"
import * as Spellings from "./Spellings.ts"

/** Why a row is set aside whose currency is none. */
export const bad = "it is not a currency code of ISO 4217"

/** Why a row is set aside that alone does not say in which currency it is. */
export const absent = "it names no currency, and none is declared"

const isCurrency = Schema.is(Money.Currency)

/** The currency of a file, and what its rows say of it. */
export interface OrderCurrency {
  /** Undefined when a row is in the currency of the file; another currency; `Money.noCurrency` when it is in none. */
  readonly check: (cell: string | undefined) => Money.Currency | undefined
  /** 0 for cells that are in the currency of the file. */
  readonly spellings: Spellings.Spellings
}

/** What the rows of a file in a currency may say; `isNamed` when all of them must say it. */
export const make = (currency: Money.Currency, blank: Reading.Blanks, isNamed: boolean): OrderCurrency => {
  const check: OrderCurrency["check"] = (cell) => {
    const code = Reading.text(cell, blank)?.toUpperCase()
    if (code === undefined) return isNamed ? Money.noCurrency : undefined
    if (code === currency) return undefined
    return isCurrency(code) ? code : Money.noCurrency
  }
  return { check, spellings: Spellings.make((text) => (check(text) === undefined ? 0 : 1)) }
}

/** The question of a file whose rows are not all in one currency. */
export const question = (currency: Money.Currency, other: Money.Currency, place: Finding.Place): Finding.Finding => ({
  severity: "error",
  rule: "import/several-currencies",
  message: `line ${place.line} is in ${other} and not in ${currency}: without rates they cannot be summed`,
  advice:
    "make it a source of a workspace that has the rates: sources.rates with a file of day, currency and rate; or give one file for each currency",
  place
})

/** Looks for the currency that a file names first, so that it can be read in that one. */
export interface Finder {
  /** The currency once it has been found. */
  readonly push: (chunk: Uint8Array) => Money.Currency | undefined
  readonly end: () => Money.Currency | undefined
}

/** A finder for the rows of one file. */
export const finder = (source: Csv.Options & { readonly blank?: ReadonlyArray<string> }, column: string): Finder => {
  const csv = Csv.reader(source)
  const blank = Reading.blanks(source.blank)
  const among = (rows: ReadonlyArray<Csv.Row>): Money.Currency | undefined => {
    const place = csv.header()?.names.indexOf(column.trim()) ?? -1
    for (const row of rows) {
      const code = place < 0 ? undefined : Reading.text(row.cells[place], blank)?.toUpperCase()
      if (isCurrency(code) && code !== Money.noCurrency) return code
    }
    return undefined
  }
  return { push: (chunk) => among(csv.push(chunk)), end: () => among(csv.end()) }
}
