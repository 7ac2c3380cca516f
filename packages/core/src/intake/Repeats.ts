/**
 * Rows by id: whether a row came before, and as what. The first row of each id is kept as the bytes of its line where it
 * was plain, since most are never asked for again.
 */
import * as Csv from "./Csv.ts"
import * as PlainRows from "./PlainRows.ts"
import * as Reading from "./Reading.ts"
import * as Spellings from "./Spellings.ts"

/** The first row of an id. */
export interface First {
  readonly row: Csv.Row
  /** Its place among all rows taken, from 0. */
  readonly place: number
  readonly isContradicted: boolean
}

/** The ids of one file. */
export interface Repeats {
  /** Numbers of ids by bytes: -1 for a blank cell, `PlainRows.odd` for one that cannot be an id. */
  readonly ids: Spellings.Spellings
  /** The number of an id that can be one. */
  readonly numberOf: (id: string) => number
  readonly first: (number: number) => First | undefined
  readonly isKnown: (number: number) => boolean
  readonly keep: (number: number, place: number, row: Csv.Row) => void
  /** Keeps a row whose line, its newline included, stands in `bytes` from `from` to `to`. */
  readonly keepLine: (number: number, place: number, line: number, bytes: Uint8Array, from: number, to: number) => void
  readonly contradict: (number: number) => void
}

const lineFeed = 10

/** Lines lie in boxes of this size, so that keeping more never copies those that are kept. */
const boxSize = 1 << 22

/** No ids yet. */
export const make = (blank: Reading.Blanks, delimiterOf: () => string): Repeats => {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
  let ids = 0
  const numberOf = (id: string): number => {
    const bytes = encoder.encode(id)
    return spellings.valueOf(bytes, 0, bytes.length)
  }
  const spellings: Spellings.Spellings = Spellings.make((text) => {
    if (Reading.isScientific(text.trim())) return PlainRows.odd
    const id = Reading.text(text, blank)
    if (id === undefined) return -1
    if (id !== text) return numberOf(id)
    ids += 1
    return ids - 1
  })
  // By number: place plus one and line, and where the line begins; it ends with its line feed.
  let places = new Int32Array(1024)
  let lines = new Int32Array(1024)
  let starts = new Float64Array(1024)
  const boxes: Array<Uint8Array> = []
  let used = boxSize
  const rows = new Map<number, Csv.Row>()
  const contradicted = new Set<number>()

  const reserve = (number: number): void => {
    if (number < places.length) return
    const length = Math.max(2 * places.length, number + 1)
    const wider = (column: Int32Array) => {
      const made = new Int32Array(length)
      made.set(column)
      return made
    }
    places = wider(places)
    lines = wider(lines)
    const made = new Float64Array(length)
    made.set(starts)
    starts = made
  }
  const rowIn = (bytes: Uint8Array, line: number): Csv.Row => ({
    line,
    cells: Csv.cellsOf(decoder.decode(bytes).replace(/\r$/u, ""), delimiterOf())
  })
  const rowOf = (number: number): Csv.Row => {
    const known = rows.get(number)
    if (known !== undefined) return known
    const start = starts[number] ?? 0
    const at = start % boxSize
    const box = boxes[Math.floor(start / boxSize)] ?? new Uint8Array(0)
    return rowIn(box.subarray(at, box.indexOf(lineFeed, at)), lines[number] ?? 0)
  }
  const isKnown = (number: number): boolean => number < places.length && places[number] !== 0

  return {
    ids: spellings,
    numberOf,
    isKnown,
    first: (number) =>
      isKnown(number)
        ? { row: rowOf(number), place: (places[number] ?? 0) - 1, isContradicted: contradicted.has(number) }
        : undefined,
    keep: (number, place, row) => {
      reserve(number)
      places[number] = place + 1
      rows.set(number, row)
    },
    keepLine: (number, place, line, bytes, from, to) => {
      reserve(number)
      places[number] = place + 1
      lines[number] = line
      if (to - from > boxSize) {
        rows.set(number, rowIn(bytes.subarray(from, to - 1), line))
        return
      }
      if (used + to - from > boxSize) {
        boxes.push(new Uint8Array(boxSize))
        used = 0
      }
      boxes.at(-1)?.set(bytes.subarray(from, to), used)
      starts[number] = (boxes.length - 1) * boxSize + used
      used += to - from
    },
    contradict: (number) => {
      contradicted.add(number)
    }
  }
}
