/**
 * Rows by id: whether a row came before, and as what. The first row of each id is kept as the bytes of its line where it
 * was plain, since most are never asked for again; of long files all but the last lines are kept packed.
 */
import { zstdCompressSync, zstdDecompressSync } from "node:zlib"
import * as Grown from "./Grown.ts"
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
  /** Forgets all ids and gives their memory up: the file has ended. */
  readonly clear: () => void
}

const lineFeed = 10

/** Lines lie in boxes of this size: one is quickly unpacked, and keeping more never copies those that are kept. */
const boxSize = 1 << 16
/** Boxes that are kept as they are, the newest: 64 megabytes. */
const mostOpen = 1024
/** Rows that come again come in the order of the first ones, or nearly so. */
const mostUnpacked = 16

/** Lines that end with their line feed, one after the other. */
const lineStore = () => {
  const boxes: Array<Uint8Array<ArrayBuffer>> = []
  let used = boxSize
  const unpacked = new Map<number, Uint8Array>()
  const boxAt = (at: number): Uint8Array => {
    const box = boxes[at] ?? new Uint8Array(0)
    if (at + mostOpen >= boxes.length) return box
    const known = unpacked.get(at)
    if (known !== undefined) return known
    const made = zstdDecompressSync(box)
    const [oldest] = unpacked.keys()
    if (unpacked.size === mostUnpacked && oldest !== undefined) unpacked.delete(oldest)
    unpacked.set(at, made)
    return made
  }
  return {
    /** Keeps a line that is not longer than a box; returns where. */
    add: (line: Uint8Array): number => {
      if (used + line.length > boxSize) {
        // The box that is packed now serves again as the newest. What packing returns lies in more memory than it fills.
        const oldest = boxes.length - mostOpen
        const box = boxes[oldest]
        if (box !== undefined) boxes[oldest] = new Uint8Array(zstdCompressSync(box))
        boxes.push(box ?? new Uint8Array(boxSize))
        used = 0
      }
      const start = (boxes.length - 1) * boxSize + used
      boxes.at(-1)?.set(line, used)
      used += line.length
      return start
    },
    clear: () => {
      for (const box of boxes.splice(0)) Grown.release(box)
      used = boxSize
      unpacked.clear()
    },
    /** The line that begins there, without its line feed. */
    at: (start: number): Uint8Array => {
      const from = start % boxSize
      const box = boxAt(Math.floor(start / boxSize))
      return box.subarray(from, box.indexOf(lineFeed, from))
    }
  }
}

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
  const kept = lineStore()
  const rows = new Map<number, Csv.Row>()
  const contradicted = new Set<number>()

  const reserve = (number: number): void => {
    if (number < places.length) return
    const length = Math.max(1024, 2 * places.length, number + 1)
    places = Grown.moved(places, new Int32Array(length))
    lines = Grown.moved(lines, new Int32Array(length))
    starts = Grown.moved(starts, new Float64Array(length))
  }
  const rowIn = (bytes: Uint8Array, line: number): Csv.Row => ({
    line,
    cells: Csv.cellsOf(decoder.decode(bytes).replace(/\r$/u, ""), delimiterOf())
  })
  const rowOf = (number: number): Csv.Row => {
    const known = rows.get(number)
    if (known !== undefined) return known
    return rowIn(kept.at(starts[number] ?? 0), lines[number] ?? 0)
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
      if (to - from > boxSize) rows.set(number, rowIn(bytes.subarray(from, to - 1), line))
      else starts[number] = kept.add(bytes.subarray(from, to))
    },
    contradict: (number) => {
      contradicted.add(number)
    },
    clear: () => {
      ids = 0
      spellings.clear()
      for (const column of [places, lines, starts]) Grown.release(column)
      places = new Int32Array(0)
      lines = new Int32Array(0)
      starts = new Float64Array(0)
      kept.clear()
      rows.clear()
      contradicted.clear()
    }
  }
}
