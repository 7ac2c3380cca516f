/**
 * Where accounts moved since the window of equal length right before: the earliest sign of loss and of growth. A letter
 * that is undetermined on either side is unknown and does not count as a move.
 */
import type * as Abc from "./Abc.ts"
import type * as Xyz from "./Xyz.ts"

/** How an account stands against the window before. */
export type Kind = "new" | "gone" | "up" | "down" | "same"

/** An account in one window. `letter` is null where regularity is unknown. */
export interface Standing {
  readonly abc: Abc.Class
  readonly letter: Xyz.Letter | null
  readonly measureMinor: number
  /** Active periods ÷ periods in view; null with fewer than 3 periods. */
  readonly activeShare: number | null
}

/** One account's move. Changes are later minus earlier; null where one side is unknown. */
export interface Move {
  readonly id: string
  readonly kind: Kind
  readonly before: Standing | null
  readonly after: Standing | null
  readonly measureChangeMinor: number
  readonly activeShareChange: number | null
}

/** Up or down by class; within a class by the letter, when both are known. */
const kindOf = (before: Standing | null, after: Standing | null): Kind => {
  if (before === null) return "new"
  if (after === null) return "gone"
  if (before.abc !== after.abc) return after.abc < before.abc ? "up" : "down"
  if (before.letter === null || after.letter === null || before.letter === after.letter) return "same"
  return after.letter < before.letter ? "up" : "down"
}

/** The move of one account; it has an order in at least one of the two windows. */
export const move = (id: string, before: Standing | null, after: Standing | null): Move => ({
  id,
  kind: kindOf(before, after),
  before,
  after,
  measureChangeMinor: (after?.measureMinor ?? 0) - (before?.measureMinor ?? 0),
  activeShareChange:
    before === null || after === null || before.activeShare === null || after.activeShare === null
      ? null
      : after.activeShare - before.activeShare
})

/** Moves ordered by the change of money, largest loss first, ties by id. */
export const sorted = (moves: ReadonlyArray<Move>): ReadonlyArray<Move> =>
  moves.toSorted((a, b) => a.measureChangeMinor - b.measureChangeMinor || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

/** A standing as text: `AX`, the class with a question mark where regularity is unknown, null without orders. */
export const show = (standing: Standing | null): string | null =>
  standing === null ? null : `${standing.abc}${standing.letter ?? "?"}`

/** How many accounts went from one cell to another, and what that did to the money. Null is no order in the window. */
export interface Flow {
  readonly from: string | null
  readonly to: string | null
  readonly accounts: number
  readonly measureChangeMinor: number
}

/** The matrix of moves: each pair of cells that occurs, in the order of cells, those without orders last. */
export const flows = (moves: ReadonlyArray<Move>): ReadonlyArray<Flow> => {
  const found = new Map<string, Flow>()
  for (const { after, before, measureChangeMinor } of moves) {
    const from = show(before)
    const to = show(after)
    const key = `${from ?? "~"} ${to ?? "~"}`
    const known = found.get(key)
    found.set(key, {
      from,
      to,
      accounts: (known?.accounts ?? 0) + 1,
      measureChangeMinor: (known?.measureChangeMinor ?? 0) + measureChangeMinor
    })
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, flow]) => flow)
}
