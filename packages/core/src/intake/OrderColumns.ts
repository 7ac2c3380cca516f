/** Orders as columns: what a reader hands on, batch by batch, without an object for each row. */

import * as Grown from "./Grown.ts"

/** One order or order line. `day` counts from 1970-01-01; amounts are minor units; returns are negative. */
export interface OrderRow {
  readonly line: number
  readonly account: string | undefined
  readonly order: string | undefined
  readonly day: number
  readonly minor: number
  readonly cost: number | undefined
  readonly product: string | undefined
  readonly channel: string | undefined
  readonly region: string | undefined
}

/** The columns whose cells are names. */
export type NameField = "account" | "order" | "product" | "channel" | "region"

/** The fields of `NameField`, in the order in which rows give them. */
export const nameFields: ReadonlyArray<NameField> = ["account", "order", "product", "channel", "region"]

/** Distinct names and the code of each row, -1 where it has none. All batches of one file share the growing `names`. */
export interface Named {
  readonly names: ReadonlyArray<string>
  readonly codes: Int32Array
}

/** Columns of equal length. A column that the source does not have is absent. */
export interface OrderColumns {
  readonly size: number
  readonly line: Int32Array
  readonly day: Int32Array
  readonly minor: Float64Array
  /** NaN where the row has none. */
  readonly cost?: Float64Array
  readonly account?: Named
  readonly order?: Named
  readonly product?: Named
  readonly channel?: Named
  readonly region?: Named
}

/** Columns that rows are added to, cell by cell at the place `size`, until they are taken. */
export interface Growing {
  size: number
  line: Int32Array<ArrayBuffer>
  day: Int32Array<ArrayBuffer>
  minor: Float64Array<ArrayBuffer>
  cost: Float64Array<ArrayBuffer>
  readonly codes: Record<NameField, Int32Array<ArrayBuffer>>
}

const widened = (growing: Growing, length: number): void => {
  growing.line = Grown.moved(growing.line, new Int32Array(length))
  growing.day = Grown.moved(growing.day, new Int32Array(length))
  growing.minor = Grown.moved(growing.minor, new Float64Array(length))
  growing.cost = Grown.moved(growing.cost, new Float64Array(length))
  for (const field of nameFields) growing.codes[field] = Grown.moved(growing.codes[field], new Int32Array(length))
}

/** Empty columns. */
export const empty = (): Growing => {
  const none = () => new Int32Array(0)
  const codes = { account: none(), order: none(), product: none(), channel: none(), region: none() }
  const growing = { size: 0, line: none(), day: none(), minor: new Float64Array(0), cost: new Float64Array(0), codes }
  widened(growing, 1024)
  return growing
}

/** Makes room for so many rows more. */
export const reserve = (growing: Growing, rows: number): void => {
  const least = growing.size + rows
  if (least > growing.line.length) widened(growing, Math.max(least, 2 * growing.line.length))
}

/** Takes the first `size` rows out and drops the others; `names` are those of the fields that the source has. */
export const taken = (
  growing: Growing,
  size: number,
  names: Readonly<Partial<Record<NameField, ReadonlyArray<string>>>>,
  hasCost: boolean
): OrderColumns => {
  growing.size = 0
  const named: Partial<Record<NameField, Named>> = {}
  for (const field of nameFields) {
    const known = names[field]
    if (known !== undefined) named[field] = { names: known, codes: growing.codes[field].slice(0, size) }
  }
  return {
    size,
    line: growing.line.slice(0, size),
    day: growing.day.slice(0, size),
    minor: growing.minor.slice(0, size),
    ...(hasCost ? { cost: growing.cost.slice(0, size) } : {}),
    ...named
  }
}

/** The rows of columns as objects. */
export const rowsOf = (columns: OrderColumns): ReadonlyArray<OrderRow> =>
  Array.from({ length: columns.size }, (_, at) => {
    const name = (field: NameField): string | undefined => {
      const named = columns[field]
      return named?.names[named.codes[at] ?? -1]
    }
    const cost = columns.cost?.[at] ?? Number.NaN
    return {
      line: columns.line[at] ?? 0,
      account: name("account"),
      order: name("order"),
      day: columns.day[at] ?? 0,
      minor: columns.minor[at] ?? 0,
      cost: Number.isNaN(cost) ? undefined : cost,
      product: name("product"),
      channel: name("channel"),
      region: name("region")
    }
  })
