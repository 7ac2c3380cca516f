/**
 * What each spelling of a cell stands for, told by its bytes: text is made, trimmed and judged once for each distinct
 * spelling and not once for each row.
 */

/** Numbers by spelling. */
export interface Spellings {
  /** What the bytes from `from` to `to` stand for. */
  readonly valueOf: (bytes: Uint8Array, from: number, to: number) => number
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
  let entries = new Int32Array(512 * width)
  /** The bytes of all spellings, one after the other. */
  let store = new Uint8Array(8192)
  let stored = 0

  const place = (entry: number, hash: number): void => {
    let slot = hash & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = entry + 1
  }
  const grow = (): void => {
    const wider = new Int32Array(2 * entries.length)
    wider.set(entries)
    entries = wider
    mask = mask * 2 + 1
    slots = new Int32Array(mask + 1)
    for (let entry = 0; entry < size; entry += 1) {
      const row = entry * width
      const length = entries[row + lengthAt]!
      const [a, b, c] = [entries[row + wordsAt]!, entries[row + wordsAt + 1]!, entries[row + wordsAt + 2]!]
      const hash = mixed(mixed(mixed(length, a), b), c)
      const start = entries[row + startAt]!
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
    if (size * width === entries.length) grow()
    const length = to - from
    if (stored + length > store.length) {
      const wider = new Uint8Array(Math.max(stored + length, 2 * store.length))
      wider.set(store)
      store = wider
    }
    for (let at = 0; at < length; at += 1) store[stored + at] = bytes[from + at]!
    const row = size * width
    entries[row + lengthAt] = length
    for (let word = 0; word < 3; word += 1) entries[row + wordsAt + word] = wordOf(bytes, from + 4 * word, to)
    entries[row + startAt] = stored
    entries[row + valueAt] = value
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
    valueOf: (bytes, from, to) => {
      const length = to - from
      const a = wordOf(bytes, from, to)
      const b = wordOf(bytes, from + 4, to)
      const c = wordOf(bytes, from + 8, to)
      let hash = mixed(mixed(mixed(length, a), b), c)
      if (length > inEntry) hash = restOf(bytes, from, to, hash)
      let slot = hash & mask
      for (let entry = slots[slot]!; entry !== 0; entry = slots[slot]!) {
        const row = (entry - 1) * width
        const isSame =
          entries[row + wordsAt + 1] === b &&
          entries[row + wordsAt] === a &&
          entries[row + wordsAt + 2] === c &&
          entries[row + lengthAt] === length
        if (isSame && (length <= inEntry || isSameRest(bytes, from, to, entries[row + startAt]!))) {
          return entries[row + valueAt]!
        }
        slot = (slot + 1) & mask
      }
      return add(bytes, from, to, hash)
    }
  }
}
