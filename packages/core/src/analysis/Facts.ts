/**
 * The columnar store of orders: one typed array a field, names as dictionary codes. Analysis reads columns from end to
 * end; ten million orders take a few hundred megabytes and no objects.
 */
import * as Calendar from "../kernel/Calendar.ts"
import * as Grown from "../intake/Grown.ts"
import type * as OrderColumns from "../intake/OrderColumns.ts"
import * as Money from "../kernel/Money.ts"

/** Names and the code of each row; -1 where the row has none. */
export interface Coded {
  readonly names: ReadonlyArray<string>
  readonly codes: Int32Array
}

/** Orders in columns of equal length, in one currency. */
export interface Facts {
  readonly currency: Money.Currency
  readonly size: number
  /** Trimmed account ids; -1 belongs to nobody. */
  readonly account: Coded
  /** Days since 1970-01-01. */
  readonly day: Int32Array
  /** Minor units; returns are negative. */
  readonly minor: Float64Array
  /** Minor units, NaN where unknown; absent when no order has a cost. */
  readonly cost?: Float64Array
  /** Groups lines of one order; absent when each row is an order. */
  readonly order?: Coded
  readonly product?: Coded
  readonly channel?: Coded
  readonly region?: Coded
}

/** One order or line to add. */
export interface Row {
  readonly account?: string | undefined
  readonly day: number
  readonly minor: number
  readonly cost?: number | undefined
  readonly order?: string | undefined
  readonly product?: string | undefined
  readonly channel?: string | undefined
  readonly region?: string | undefined
}

/** Gathers rows into columns. */
export interface Builder {
  /** Adds a row. Throws a RangeError when the amounts together pass 2^53 minor units. */
  readonly add: (row: Row) => void
  /** Adds the rows of a batch. Throws a RangeError as `add` does. */
  readonly addColumns: (batch: OrderColumns.OrderColumns) => void
  /** How many rows have been added, withdrawn ones included. */
  readonly size: () => number
  /** Takes rows out again, by their place among those added, from 0. */
  readonly withdraw: (places: ReadonlyArray<number>) => void
  readonly build: () => Facts
}

/** Columns that a host already has. `account` holds ids, empty or undefined for nobody. */
export interface Columns {
  readonly account: ReadonlyArray<string | undefined>
  readonly day: Int32Array
  readonly minor: Float64Array
  readonly cost?: Float64Array
  readonly order?: ReadonlyArray<string | undefined>
  readonly product?: ReadonlyArray<string | undefined>
  readonly channel?: ReadonlyArray<string | undefined>
  readonly region?: ReadonlyArray<string | undefined>
}

interface Dictionary {
  readonly names: ReadonlyArray<string>
  readonly code: (name: string | undefined) => number
  /** Adds a name that is known to be new. */
  readonly append: (name: string) => void
}

const dictionary = (): Dictionary => {
  const names: Array<string> = []
  const codes = new Map<string, number>()
  let indexed = 0
  return {
    names,
    code: (name) => {
      if (name === undefined || name === "") return -1
      for (; indexed < names.length; indexed += 1) codes.set(names[indexed] ?? "", indexed)
      const known = codes.get(name)
      if (known !== undefined) return known
      return names.push(name) - 1
    },
    append: (name) => {
      names.push(name)
    }
  }
}

/** Codes of other dictionaries in terms of this one: each name is looked up once, and not at all while it has no others. */
const translated = (known: Dictionary) => {
  const tables = new WeakMap<ReadonlyArray<string>, { codes: Int32Array<ArrayBuffer>; size: number }>()
  let only: ReadonlyArray<string> | undefined
  return ({ codes, names }: OrderColumns.Named): Int32Array => {
    let table = tables.get(names)
    if (table === undefined) {
      tables.set(names, (table = { codes: new Int32Array(64), size: 0 }))
      if (known.names.length === 0) only = names
    }
    if (table.codes.length < names.length) table.codes = Grown.moved(table.codes, new Int32Array(2 * names.length))
    for (; table.size < names.length; table.size += 1) {
      const name = names[table.size] ?? ""
      if (only === names && known.names.length === table.size) {
        known.append(name)
        table.codes[table.size] = table.size
      } else table.codes[table.size] = known.code(name)
    }
    return codes.map((code) => (code < 0 ? -1 : (table.codes[code] ?? -1)))
  }
}

/** A column of names that stays unallocated until a row has one. */
const codedColumn = () => {
  const names = dictionary()
  const translate = translated(names)
  let codes: Int32Array<ArrayBuffer> | undefined
  return {
    setAll: (at: number, named: OrderColumns.Named | undefined, capacity: number): void => {
      if (named === undefined || (codes === undefined && named.codes.every((code) => code < 0))) return
      codes ??= new Int32Array(capacity).fill(-1)
      codes.set(translate(named), at)
    },
    set: (at: number, name: string | undefined, capacity: number): void => {
      if (name === undefined && codes === undefined) return
      codes ??= new Int32Array(capacity).fill(-1)
      codes[at] = names.code(name)
    },
    grow: (capacity: number): void => {
      if (codes === undefined) return
      codes = Grown.moved(codes, new Int32Array(capacity).fill(-1))
    },
    build: (kept: (codes: Int32Array) => Int32Array): Coded | undefined =>
      codes === undefined ? undefined : { names: names.names, codes: kept(codes) }
  }
}

/** Rows in columns that double as they fill. */
export const builder = (currency: Money.Currency): Builder => {
  let capacity = 1024
  let size = 0
  let turnover = 0
  const accounts = dictionary()
  let account = new Int32Array(capacity)
  let day = new Int32Array(capacity)
  let minor = new Float64Array(capacity)
  let cost: Float64Array<ArrayBuffer> | undefined
  const named = { order: codedColumn(), product: codedColumn(), channel: codedColumn(), region: codedColumn() }
  const dropped = new Set<number>()
  const translateAccounts = translated(accounts)

  const grow = (least: number): void => {
    while (capacity < least) capacity *= 2
    account = Grown.moved(account, new Int32Array(capacity))
    day = Grown.moved(day, new Int32Array(capacity))
    minor = Grown.moved(minor, new Float64Array(capacity))
    if (cost !== undefined) cost = Grown.moved(cost, new Float64Array(capacity).fill(Number.NaN))
    for (const column of Object.values(named)) column.grow(capacity)
  }
  return {
    add: (row) => {
      if (size === capacity) grow(size + 1)
      // Sums of parts stay exact as long as the sum of all amounts without their signs does.
      turnover = Money.addMinor(turnover, Math.abs(row.minor))
      account[size] = accounts.code(row.account)
      day[size] = row.day
      minor[size] = row.minor
      if (row.cost !== undefined) cost ??= new Float64Array(capacity).fill(Number.NaN)
      if (cost !== undefined) cost[size] = row.cost ?? Number.NaN
      named.order.set(size, row.order, capacity)
      named.product.set(size, row.product, capacity)
      named.channel.set(size, row.channel, capacity)
      named.region.set(size, row.region, capacity)
      size += 1
    },
    addColumns: (batch) => {
      const added = batch.size
      if (size + added > capacity) grow(size + added)
      let sum = turnover
      for (let at = 0; at < added; at += 1) sum += Math.abs(batch.minor[at] ?? 0)
      turnover = Money.addMinor(sum, 0)
      if (batch.account === undefined) account.fill(-1, size, size + added)
      else account.set(translateAccounts(batch.account), size)
      day.set(batch.day, size)
      minor.set(batch.minor, size)
      if (batch.cost?.some((spent) => !Number.isNaN(spent)) === true) {
        cost ??= new Float64Array(capacity).fill(Number.NaN)
      }
      if (cost !== undefined && batch.cost !== undefined) cost.set(batch.cost, size)
      else cost?.fill(Number.NaN, size, size + added)
      named.order.setAll(size, batch.order, capacity)
      named.product.setAll(size, batch.product, capacity)
      named.channel.setAll(size, batch.channel, capacity)
      named.region.setAll(size, batch.region, capacity)
      size += added
    },
    size: () => size,
    withdraw: (places) => {
      for (const place of places) dropped.add(place)
    },
    build: () => {
      const keep = <A extends Int32Array | Float64Array>(column: A): A => {
        if (dropped.size === 0) return column.subarray(0, size) as A
        let to = 0
        for (let at = 0; at < size; at += 1) if (!dropped.has(at)) column[to++] = column[at] ?? 0
        return column.subarray(0, to) as A
      }
      const order = named.order.build(keep)
      const product = named.product.build(keep)
      const channel = named.channel.build(keep)
      const region = named.region.build(keep)
      return {
        currency,
        size: size - dropped.size,
        account: { names: accounts.names, codes: keep(account) },
        day: keep(day),
        minor: keep(minor),
        ...(cost === undefined ? {} : { cost: keep(cost) }),
        ...(order === undefined ? {} : { order }),
        ...(product === undefined ? {} : { product }),
        ...(channel === undefined ? {} : { channel }),
        ...(region === undefined ? {} : { region })
      }
    }
  }
}

/** Facts of rows at hand. */
export const ofRows = (rows: Iterable<Row>, currency: Money.Currency): Facts => {
  const facts = builder(currency)
  for (const row of rows) facts.add(row)
  return facts.build()
}

/** Facts of columns at hand; days and amounts are used as they are, without copying. */
export const ofColumns = (columns: Columns, currency: Money.Currency): Facts => {
  const size = columns.day.length
  const coded = (names: ReadonlyArray<string | undefined>): Coded => {
    const known = dictionary()
    return { codes: Int32Array.from({ length: size }, (_, at) => known.code(names[at])), names: known.names }
  }
  let turnover = 0
  for (const minor of columns.minor) turnover = Money.addMinor(turnover, Math.abs(minor))
  return {
    currency,
    size,
    account: coded(columns.account),
    day: columns.day,
    minor: columns.minor,
    ...(columns.cost === undefined ? {} : { cost: columns.cost }),
    ...(columns.order === undefined ? {} : { order: coded(columns.order) }),
    ...(columns.product === undefined ? {} : { product: coded(columns.product) }),
    ...(columns.channel === undefined ? {} : { channel: coded(columns.channel) }),
    ...(columns.region === undefined ? {} : { region: coded(columns.region) })
  }
}

/** The days of the earliest and the latest order; undefined when there are none. */
export const extent = (facts: Facts): { readonly first: Calendar.Day; readonly last: Calendar.Day } | undefined => {
  if (facts.size === 0) return undefined
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const day of facts.day) {
    if (day < first) first = day
    if (day > last) last = day
  }
  return { first: Calendar.ofDayNumber(first), last: Calendar.ofDayNumber(last) }
}
