/**
 * Rows of orders read straight from the bytes of a file. Only rows that are as most are: as many cells as the header, no
 * quotation mark but around a whole cell, a date and amounts that can be read. At any other row the reading stops, and
 * the careful reader of `Orders` takes that row, or says what is wrong with it.
 */
import * as OrderColumns from "./OrderColumns.ts"
import type * as Repeats from "./Repeats.ts"
import * as Spellings from "./Spellings.ts"

/** A cell that only the careful reader may judge. */
export const odd = -0x7fffffff

/** How the cells of a file are read. */
export interface Options {
  /** Cells of the header. */
  readonly width: number
  readonly delimiter: number
  readonly date: number
  readonly amount: number
  readonly cost: number | undefined
  readonly names: ReadonlyArray<{
    readonly place: number
    readonly field: OrderColumns.NameField
    readonly codes: Spellings.Spellings
  }>
  /** Where rows name their currency: 0 for the one of the file, anything else for what only the careful reader judges. */
  readonly currency: { readonly place: number; readonly codes: Spellings.Spellings } | undefined
  /** Where rows have an id: each is taken once, and `keep` is told of it and of the line that `bytes` hold. */
  readonly repeats: { readonly place: number; readonly known: Repeats.Repeats } | undefined
  /** The day number of a date, or `odd`. */
  readonly dayOf: (text: string) => number
  /** The minor units of an amount that is more than digits and a decimal sign, or NaN. */
  readonly minorOf: (text: string) => number
  /** The decimal sign as a byte; 0 while it is not known. */
  readonly decimal: () => number
  /** Decimals of the currency. */
  readonly digits: number
  readonly into: OrderColumns.Growing
}

/**
 * Reads the rows of `bytes` from `from` to `to`, where a line ends, into columns. Returns where
 * it stopped: at `to`, or at the beginning of a row that is not plain. `first` are the line of the first row, from 1, and
 * its place among all rows taken, from 0.
 */
export type Read = (
  bytes: Uint8Array,
  from: number,
  to: number,
  first: { readonly line: number; readonly place: number }
) => number

const quote = 34
const lineFeed = 10
const carriageReturn = 13
const space = 32
const colon = 58
const point = 46
const minus = 45
const zero = 48
const nine = 57
const letterT = 84
/** What is longer than `yyyy-MM-dd` may have a time of day. */
const dateLength = 10

/** What a byte of a cell may be: 0 for most, else one that ends the cell or the plainness of its row. */
const kindsOf = (delimiter: number | undefined): Uint8Array => {
  const kinds = new Uint8Array(256)
  for (const byte of [0, quote, lineFeed, carriageReturn]) kinds[byte] = 1
  if (delimiter !== undefined) kinds[delimiter] = 1
  return kinds
}

/** Digits with an optional minus and at most `digits` decimals as minor units; NaN for anything else. */
const plainMinor = (bytes: Uint8Array, from: number, to: number, decimal: number, digits: number): number => {
  const isNegative = bytes[from] === minus
  const first = isNegative ? from + 1 : from
  // Fifteen digits are below 2^53; what has more is read as text.
  if (to - first > 15 || to === first) return Number.NaN
  let value = 0
  let decimals = -1
  for (let at = first; at < to; at += 1) {
    const byte = bytes[at]!
    if (byte >= zero && byte <= nine) {
      value = value * 10 + (byte - zero)
      if (decimals >= 0) decimals += 1
    } else if (byte === decimal && decimals < 0 && at > first) decimals = 0
    else return Number.NaN
  }
  if (decimals === 0 || decimals > digits) return Number.NaN
  for (let left = digits - Math.max(decimals, 0); left > 0; left -= 1) value *= 10
  if (!Number.isSafeInteger(value)) return Number.NaN
  return isNegative ? 0 - value : value
}

/** Where the cells of the row at hand begin and end, and what ends them. */
interface Cells {
  readonly width: number
  readonly delimiter: number
  readonly starts: Int32Array
  readonly stops: Int32Array
  /** Bytes that end a cell, and one in quotation marks. */
  readonly ends: Uint8Array
  readonly quotedEnds: Uint8Array
  /** 1 for the cells that are read. */
  readonly isRead: Uint8Array
}

/** Finds the cells of a row; where the next row begins, or -1 when it is not plain. The bytes end with a line feed. */
const split = (cells: Cells, bytes: Uint8Array, from: number): number => {
  const { delimiter, ends, isRead, quotedEnds, starts, stops, width } = cells
  let at = from
  for (let cell = 0; cell < width; cell += 1) {
    if (bytes[at] === quote) {
      at += 1
      starts[cell] = at
      while (quotedEnds[bytes[at]!] === 0) at += 1
      // A mark that is doubled stands for itself: cells that are read are left to others then, the rest is passed over.
      while (bytes[at] === quote && bytes[at + 1] === quote && isRead[cell] === 0) {
        at += 2
        while (quotedEnds[bytes[at]!] === 0) at += 1
      }
      if (bytes[at] !== quote) return -1
      stops[cell] = at
      at += 1
    } else {
      starts[cell] = at
      while (ends[bytes[at]!] === 0) at += 1
      stops[cell] = at
    }
    if (cell + 1 < width) {
      if (bytes[at] !== delimiter) return -1
      at += 1
    }
  }
  if (bytes[at] === carriageReturn) at += 1
  return bytes[at] === lineFeed ? at + 1 : -1
}

/** Days by the bytes of a date: of all times of day that are written alike one is looked at. */
const dayReader = (dayOf: (text: string) => number) => {
  const days = Spellings.make(dayOf, { most: 100_000 })
  const masked = new Uint8Array(40)
  return (bytes: Uint8Array, from: number, to: number): number => {
    if (to - from <= dateLength || to - from > masked.length) return days.valueOf(bytes, from, to)
    let time = from
    while (time < to && bytes[time] !== space && bytes[time] !== letterT) time += 1
    // Whatever the hour, the day is the same as long as no zone follows. A date that stands after the time is masked
    // as well, into one that no calendar has.
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at]!
      const isDigit = byte >= zero && byte <= nine
      if (at > time && !isDigit && byte !== colon && byte !== point) return days.valueOf(bytes, from, to)
      masked[at - from] = at > time && isDigit ? zero : byte
    }
    return days.valueOf(masked, 0, to - from)
  }
}

/** A reader of plain rows. */
export const make = (options: Options): Read => {
  const { amount, cost, currency, date, delimiter, digits, into, minorOf, names, repeats, width } = options
  const cells: Cells = {
    width,
    delimiter,
    starts: new Int32Array(width),
    stops: new Int32Array(width),
    ends: kindsOf(delimiter),
    quotedEnds: kindsOf(undefined),
    isRead: new Uint8Array(width)
  }
  for (const place of [date, amount, cost, currency?.place, repeats?.place, ...names.map((name) => name.place)]) {
    if (place !== undefined) cells.isRead[place] = 1
  }
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
  const dayAt = dayReader(options.dayOf)

  /** NaN when the cell is odd. */
  const minorAt = (bytes: Uint8Array, from: number, to: number, decimal: number): number => {
    const minor = plainMinor(bytes, from, to, decimal, digits)
    return Number.isNaN(minor) && decimal !== 0 ? minorOf(decoder.decode(bytes.subarray(from, to))) : minor
  }

  return (bytes, from, to, first) => {
    const decimal = options.decimal()
    // No row is shorter than its delimiters and its line feed.
    OrderColumns.reserve(into, Math.ceil((to - from) / width))
    const { cost: costs, day: days, line: lines, minor: minors } = into
    const columns = names.map(({ codes, field, place }) => ({ place, codes, column: into.codes[field] }))
    const { starts, stops } = cells
    const lineOfZero = first.line - into.size
    const placeOfZero = first.place - into.size
    let row = into.size
    let at = from
    rows: while (at < to) {
      const next = split(cells, bytes, at)
      if (next < 0) break
      if (currency !== undefined) {
        const { codes, place } = currency
        if (codes.valueOf(bytes, starts[place]!, stops[place]!) !== 0) break
      }
      const day = dayAt(bytes, starts[date]!, stops[date]!)
      if (day <= odd) break
      const minor = minorAt(bytes, starts[amount]!, stops[amount]!, decimal)
      if (Number.isNaN(minor)) break
      if (cost !== undefined) {
        const isKnown = stops[cost]! > starts[cost]!
        const spent = isKnown ? minorAt(bytes, starts[cost]!, stops[cost]!, decimal) : Number.NaN
        if (isKnown && Number.isNaN(spent)) break
        costs[row] = spent
      }
      for (let name = 0; name < columns.length; name += 1) {
        const { codes, column, place } = columns[name]!
        const code = codes.valueOf(bytes, starts[place]!, stops[place]!)
        if (code <= odd) break rows
        column[row] = code
      }
      if (repeats !== undefined) {
        const { known, place } = repeats
        const id = known.ids.valueOf(bytes, starts[place]!, stops[place]!)
        if (id <= odd || known.isKnown(id)) break
        if (id >= 0) known.keepLine(id, placeOfZero + row, lineOfZero + row, bytes, at, next)
      }
      lines[row] = lineOfZero + row
      days[row] = day
      minors[row] = minor
      row += 1
      at = next
    }
    into.size = row
    return at
  }
}
