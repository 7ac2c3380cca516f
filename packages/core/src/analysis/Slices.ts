/**
 * The portfolio cut by product line, channel or region: ABC-XYZ of the slices themselves, and within each slice ABC-XYZ
 * of the accounts that buy there. Money without a name is a slice of its own, so that none is lost.
 */
import * as Schema from "effect/Schema"
import type * as Calendar from "../kernel/Calendar.ts"
import * as Abc from "./Abc.ts"
import * as AbcXyz from "./AbcXyz.ts"
import type * as Facts from "./Facts.ts"
import * as Tally from "./Tally.ts"
import type * as Window from "./Window.ts"
import * as Xyz from "./Xyz.ts"

/** What the portfolio can be cut by. */
export const Dimension = Schema.Literals(["product", "channel", "region"])
export type Dimension = typeof Dimension.Type

/** How slices are made. `lineOf` draws names together, such as products into lines. */
export interface Options {
  readonly by: Dimension
  readonly window: Window.Window
  readonly period: Calendar.Period
  readonly measure: Tally.Measure
  readonly method: Xyz.Method
  readonly variation: Xyz.ThresholdSet
  readonly lineOf?: (name: string) => string
}

/** An account or a slice with its figures and cell. */
export interface Placed extends AbcXyz.Placed {
  readonly id: string
  readonly shareBefore: number
  readonly activePeriods: number
  readonly periods: number
  readonly orders: number
}

/** One slice; `id` is null for the money without a name, which has no class. */
export interface Slice extends Omit<Placed, "id" | "abc" | "xyz"> {
  readonly id: string | null
  readonly abc: Abc.Class | null
  readonly xyz: Xyz.Letter | null
  /** Largest first, ties by id. */
  readonly accounts: ReadonlyArray<Placed>
  readonly matrix: AbcXyz.Matrix
}

const placed = (
  tally: Tally.Tally,
  method: Xyz.Method
): { readonly items: ReadonlyArray<Placed>; positive: number } => {
  const codes = Tally.listed(tally)
  const measures = Float64Array.from(codes, (code) => tally.measure[code] ?? 0)
  const ranking = Abc.rank(
    measures,
    codes.map((code) => tally.ids[code] ?? "")
  )
  const items = Array.from(ranking.order, (at): Placed => {
    const code = codes[at] ?? 0
    const measureMinor = measures[at] ?? 0
    const before = ranking.before[at] ?? 0
    return {
      id: tally.ids[code] ?? "",
      measureMinor,
      share: Abc.shareOf(measureMinor, ranking.positive),
      shareBefore: Abc.shareBeforeOf(measureMinor, before, ranking.positive),
      abc: Abc.classify(measureMinor, before, ranking.positive),
      xyz: (method === "frequency" ? tally.byFrequency : tally.byVariation)[code] ?? "Z",
      undetermined: tally.undetermined[code] ?? null,
      activePeriods: tally.activePeriods[code] ?? 0,
      periods: tally.periods[code] ?? 0,
      orders: tally.orders[code] ?? 0
    }
  })
  return { items, positive: ranking.positive }
}

/** The rows at some places. */
const pick = (facts: Facts.Facts, rows: Int32Array): Facts.Facts => {
  const ints = (column: Int32Array): Int32Array => Int32Array.from(rows, (row) => column[row] ?? 0)
  const floats = (column: Float64Array): Float64Array => Float64Array.from(rows, (row) => column[row] ?? 0)
  return {
    currency: facts.currency,
    size: rows.length,
    account: { names: facts.account.names, codes: ints(facts.account.codes) },
    day: ints(facts.day),
    minor: floats(facts.minor),
    ...(facts.cost === undefined ? {} : { cost: floats(facts.cost) }),
    ...(facts.order === undefined ? {} : { order: { names: facts.order.names, codes: ints(facts.order.codes) } })
  }
}

/**
 * The slices, largest first, ties by name, the money without a name last. Rows that belong to no account stay out: they
 * are nobody's here as in the whole portfolio. Empty when the data do not have the column.
 */
export const make = (facts: Facts.Facts, items: Tally.Items, options: Options): ReadonlyArray<Slice> => {
  const column = facts[options.by]
  if (column === undefined) return []
  const { lineOf = (name: string) => name } = options
  const lines = new Map<string, number>()
  const lineOfName = Int32Array.from(column.names, (name) => {
    const line = lineOf(name)
    const code = lines.get(line) ?? lines.size
    lines.set(line, code)
    return code
  })
  const names = [...lines.keys()]
  const nameless = names.length
  const rowsOf: Array<Array<number>> = Array.from({ length: names.length + 1 }, () => [])
  for (let row = 0; row < facts.size; row += 1) {
    if ((facts.account.codes[row] ?? -1) < 0) continue
    const name = column.codes[row] ?? -1
    rowsOf[name < 0 ? nameless : (lineOfName[name] ?? nameless)]?.push(row)
  }
  const slices = rowsOf.map((rows) => pick(facts, Int32Array.from(rows)))

  // The slices as items: each row belongs to the slice of its name.
  const owned = Int32Array.from(rowsOf.flat())
  const asItems = pick(facts, owned)
  const codes = Int32Array.from(rowsOf.flatMap((rows, slice) => rows.map(() => (slice === nameless ? -1 : slice))))
  const whole = placed(
    Tally.make(
      { ...asItems, account: { names, codes } },
      { ids: names, ofAccount: Int32Array.from(names, (_, at) => at) },
      options
    ),
    options.method
  )
  const within = (slice: number): Pick<Slice, "accounts" | "matrix"> => {
    const own = slices[slice]
    if (own === undefined) return { accounts: [], matrix: AbcXyz.matrix([], 0) }
    const found = placed(Tally.make(own, items, options), options.method)
    return { accounts: found.items, matrix: AbcXyz.matrix(found.items, found.positive) }
  }
  const made = whole.items.map((item): Slice => ({ ...item, ...within(lines.get(item.id) ?? nameless) }))
  const rest = within(nameless)
  if (rest.accounts.length === 0) return made
  const measureMinor = rest.accounts.reduce((sum, account) => sum + account.measureMinor, 0)
  return [
    ...made,
    {
      id: null,
      measureMinor,
      share: 0,
      shareBefore: 1,
      abc: null,
      xyz: null,
      undetermined: null,
      activePeriods: 0,
      periods: 0,
      orders: rest.accounts.reduce((sum, { orders }) => sum + orders, 0),
      ...rest
    }
  ]
}
