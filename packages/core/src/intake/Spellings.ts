/**
 * What each spelling of a cell stands for, told by its bytes: text is made, trimmed and judged once for each distinct
 * spelling and not once for each row.
 */
import * as Grown from "./Grown.ts"

/** Numbers by spelling. */
export interface Spellings {
  /** What the bytes from `from` to `to` stand for. */
  readonly valueOf: (bytes: Uint8Array, from: number, to: number) => number
  /** Forgets all and gives its memory up. */
  readonly clear: () => void
}

/** A spelling that has no value yet; it is judged again when it comes again. */
export const unjudged = -0x80000000

/** More spellings than this are forgotten, all at once, where a column need not keep them. */
export interface Options {
  readonly most?: number
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true })

// An entry: the length of the spelling, its first twelve bytes as three words, where all its bytes stand, its value.
const width = 6
const lengthAt = 0
const wordsAt = 1
const startAt = 4
const valueAt = 5
/** Bytes of a spelling that stand in its entry. */
const inEntry = 12
// Entries lie in pages, so that more of them never move those that are there.
const pageBits = 14
const pageMask = (1 << pageBits) - 1

/** Up to four bytes as one number. */
const wordOf = (bytes: Uint8Array, from: number, to: number): number => {
  if (from + 4 <= to) {
    return bytes[from]! | (bytes[from + 1]! << 8) | (bytes[from + 2]! << 16) | (bytes[from + 3]! << 24)
  }
  let word = 0
  for (let at = from; at < to; at += 1) word |= bytes[at]! << (8 * (at - from))
  return word
}

const mixed = (hash: number, word: number): number => {
  const product = Math.imul(hash ^ word, 0x9e3779b1)
  return product ^ (product >>> 15)
}

/** A hash of the bytes after those that stand in the entry, begun with one of those. */
const restOf = (bytes: Uint8Array, from: number, to: number, hash: number): number => {
  let rest = hash
  for (let at = from + inEntry; at < to; at += 4) rest = mixed(rest, wordOf(bytes, at, to))
  return rest
}

/** Spellings that are judged by `judge` when they first come. Bytes are UTF-8. */
export const make = (judge: (text: string) => number, options: Options = {}): Spellings => {
  const most = options.most ?? Number.POSITIVE_INFINITY
  let size = 0
  // Open addressing: `slots` hold the number of an entry plus one.
  let mask = 1023
  let slots = new Int32Array(mask + 1)
  let pages = [new Int32Array(width << pageBits)]
  /** The bytes of all spellings, one after the other. */
  let store = new Uint8Array(8192)
  let stored = 0

  const place = (entry: number, hash: number): void => {
    let slot = hash & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = entry + 1
  }
  const grow = (): void => {
    mask = mask * 2 + 1
    Grown.release(slots)
    slots = new Int32Array(mask + 1)
    for (let entry = 0; entry < size; entry += 1) {
      const page = pages[entry >> pageBits]!
      const row = (entry & pageMask) * width
      const length = page[row + lengthAt]!
      const hash = mixed(mixed(mixed(length, page[row + wordsAt]!), page[row + wordsAt + 1]!), page[row + wordsAt + 2]!)
      const start = page[row + startAt]!
      place(entry, length <= inEntry ? hash : restOf(store, start, start + length, hash))
    }
  }
  const add = (bytes: Uint8Array, from: number, to: number, hash: number): number => {
    const value = judge(decoder.decode(bytes.subarray(from, to)))
    if (value === unjudged) return value
    if (size >= most) {
      size = 0
      stored = 0
      slots.fill(0)
    }
    if (size * 2 > mask) grow()
    const page = (pages[size >> pageBits] ??= new Int32Array(width << pageBits))
    const length = to - from
    if (stored + length > store.length) {
      store = Grown.moved(store, new Uint8Array(Math.max(stored + length, 2 * store.length)))
    }
    for (let at = 0; at < length; at += 1) store[stored + at] = bytes[from + at]!
    const row = (size & pageMask) * width
    page[row + lengthAt] = length
    for (let word = 0; word < 3; word += 1) page[row + wordsAt + word] = wordOf(bytes, from + 4 * word, to)
    page[row + startAt] = stored
    page[row + valueAt] = value
    stored += length
    place(size, hash)
    size += 1
    return value
  }
  const isSameRest = (bytes: Uint8Array, from: number, to: number, start: number): boolean => {
    for (let at = from + inEntry; at < to; at += 1) if (bytes[at] !== store[start + at - from]) return false
    return true
  }

  return {
    clear: () => {
      for (const column of [slots, store, ...pages]) Grown.release(column)
      size = 0
      stored = 0
      mask = 1023
      slots = new Int32Array(mask + 1)
      pages = []
      store = new Uint8Array(0)
    },
    valueOf: (bytes, from, to) => {
      const length = to - from
      const a = wordOf(bytes, from, to)
      const b = wordOf(bytes, from + 4, to)
      const c = wordOf(bytes, from + 8, to)
      let hash = mixed(mixed(mixed(length, a), b), c)
      if (length > inEntry) hash = restOf(bytes, from, to, hash)
      let slot = hash & mask
      for (let entry = slots[slot]!; entry !== 0; entry = slots[slot]!) {
        const page = pages[(entry - 1) >> pageBits]!
        const row = ((entry - 1) & pageMask) * width
        const isSame =
          page[row + wordsAt + 1] === b &&
          page[row + wordsAt] === a &&
          page[row + wordsAt + 2] === c &&
          page[row + lengthAt] === length
        if (isSame && (length <= inEntry || isSameRest(bytes, from, to, page[row + startAt]!))) {
          return page[row + valueAt]!
        }
        slot = (slot + 1) & mask
      }
      return add(bytes, from, to, hash)
    }
  }
}
