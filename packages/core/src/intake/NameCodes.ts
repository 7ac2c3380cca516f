/** Codes of the names in one column: blank cells have none, cells that differ by spaces only share theirs. */
import * as OrderColumns from "./OrderColumns.ts"
import * as PlainRows from "./PlainRows.ts"
import * as Reading from "./Reading.ts"
import * as Spellings from "./Spellings.ts"

/** The names of a column as they come. */
export interface NameCodes {
  /** By code; grows. */
  readonly names: ReadonlyArray<string>
  /** Codes by bytes: -1 for a blank cell, `PlainRows.odd` for one that cannot be an id. */
  readonly spellings: Spellings.Spellings
  /** The code of a name that has been read already; -1 for none. */
  readonly codeOf: (name: string | undefined) => number
}

/** An empty column; `isId` says whether numbers in scientific notation are faults. */
const make = (blank: Reading.Blanks, isId: boolean): NameCodes => {
  const names: Array<string> = []
  const encoder = new TextEncoder()
  const codeOf = (name: string): number => {
    const bytes = encoder.encode(name)
    return spellings.valueOf(bytes, 0, bytes.length)
  }
  const spellings: Spellings.Spellings = Spellings.make((text) => {
    if (isId && Reading.isScientific(text.trim())) return PlainRows.odd
    const name = Reading.text(text, blank)
    if (name === undefined) return -1
    return name === text ? names.push(name) - 1 : codeOf(name)
  })
  return { names, spellings, codeOf: (name) => (name === undefined ? -1 : codeOf(name)) }
}

/** The columns of names that a source of orders has. */
export const ofColumns = (columns: Reading.Columns<OrderColumns.NameField>, blank: Reading.Blanks) =>
  OrderColumns.nameFields.flatMap((field) => {
    const isId = field === "account" || field === "order" || field === "product"
    return columns[field] === undefined ? [] : [{ field, codes: make(blank, isId) }]
  })
