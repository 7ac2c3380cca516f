/** The nine cells of ABC and XYZ, and what each asks for. */
import * as Schema from "effect/Schema"
import type * as Abc from "./Abc.ts"
import type * as Xyz from "./Xyz.ts"

/** A cell of the matrix, such as `AX`. */
export const Cell = Schema.Literals(["AX", "AY", "AZ", "BX", "BY", "BZ", "CX", "CY", "CZ"])
export type Cell = typeof Cell.Type

/** The cells in reading order, largest and most regular first. */
export const cells: ReadonlyArray<Cell> = Cell.literals

/** What to do with the accounts of a cell (docs/explanation/analysis.md). */
export const strategies: Readonly<Record<Cell, string>> = {
  AX: "protect and deepen: sponsor, plan, reserve",
  AY: "smooth, forecast with the client",
  AZ: "find out why irregular, win a schedule or frame contract",
  BX: "grow to A through white space",
  BY: "regular offers, develop",
  BZ: "test the potential, then decide",
  CX: "serve well and cheaply, watch for growth",
  CY: "automate",
  CZ: "automate, review terms"
}

/** What to do with accounts whose regularity is not known yet. */
export const undeterminedStrategy = "welcome and learn"

/** One cell, counted. `undetermined` are those of its accounts whose letter is not to be trusted. */
export interface CellTotal {
  readonly accounts: number
  readonly measureMinor: number
  readonly share: number
  readonly undetermined: number
}

/** All nine cells. */
export type Matrix = Readonly<Record<Cell, CellTotal>>

/** What the matrix needs of an account. */
export interface Placed {
  readonly measureMinor: number
  readonly share: number
  readonly abc: Abc.Class
  readonly xyz: Xyz.Letter
  readonly undetermined: Xyz.Undetermined | null
}

/** The cell of a class and a letter. */
export const cellOf = (abc: Abc.Class, xyz: Xyz.Letter): Cell => `${abc}${xyz}`

/** What the cell asks for; an unknown letter asks to welcome and learn, whatever the class. */
export const strategyOf = (cell: Cell, isKnown: boolean): string => (isKnown ? strategies[cell] : undeterminedStrategy)

/** Counts accounts and money of each cell; shares divide by the positive total. */
export const matrix = (accounts: Iterable<Placed>, positive: number): Matrix => {
  const counted = new Map(cells.map((cell) => [cell, { accounts: 0, measureMinor: 0, positive: 0, undetermined: 0 }]))
  for (const account of accounts) {
    const cell = counted.get(cellOf(account.abc, account.xyz))
    if (cell === undefined) continue
    cell.accounts += 1
    cell.measureMinor += account.measureMinor
    cell.positive += Math.max(0, account.measureMinor)
    if (account.undetermined !== null) cell.undetermined += 1
  }
  const total = (cell: Cell): CellTotal => {
    const { positive: part = 0, ...rest } = counted.get(cell) ?? { accounts: 0, measureMinor: 0, undetermined: 0 }
    return {
      accounts: rest.accounts,
      measureMinor: rest.measureMinor,
      share: positive > 0 ? part / positive : 0,
      undetermined: rest.undetermined
    }
  }
  return Object.fromEntries(cells.map((cell) => [cell, total(cell)])) as Record<Cell, CellTotal>
}
