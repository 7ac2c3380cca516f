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

const width = 4
const hashed = 0
const startAt = 1
const lengthAt = 2
const valueAt = 3

/** Four bytes at a time as FNV-1a takes one, the high bits folded into the low ones, which choose the slot. */
const hashOf = (bytes: Uint8Array, from: number, to: number): number => {
  let hash = 0x811c9dc5
  let at = from
  for (; at + 4 <= to; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    hash = Math.imul(hash ^ word, 0x01000193)
    hash ^= hash >>> 15
  }
  for (; at < to; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

/** Spellings that are judged by `judge` when they first come. Bytes are UTF-8. */
export const make = (judge: (text: string) => number, options: Options = {}): Spellings => {
  const most = options.most ?? Number.POSITIVE_INFINITY
  let size = 0
  // Open addressing: `slots` hold the number of an entry plus one, and an entry is a row of `width` whole numbers.
  let mask = 1023
  let slots = new Int32Array(mask + 1)
  let entries = new Int32Array(512 * width)
  /** The bytes of all spellings, one after the other. */
  let store = new Uint8Array(8192)
  let stored = 0

  const place = (entry: number): void => {
    let slot = entries[entry * width + hashed]! & mask
    while (slots[slot] !== 0) slot = (slot + 1) & mask
    slots[slot] = entry + 1
  }
  const grow = (): void => {
    const wider = new Int32Array(2 * entries.length)
    wider.set(entries)
    entries = wider
    mask = mask * 2 + 1
    slots = new Int32Array(mask + 1)
    for (let entry = 0; entry < size; entry += 1) place(entry)
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
    store.set(bytes.subarray(from, to), stored)
    entries.set([hash, stored, length, value], size * width)
    stored += length
    place(size)
    size += 1
    return value
  }

  return {
    valueOf: (bytes, from, to) => {
      const hash = hashOf(bytes, from, to)
      let slot = hash & mask
      for (let entry = slots[slot]!; entry !== 0; entry = slots[slot]!) {
        const row = (entry - 1) * width
        if (entries[row + hashed] === hash && entries[row + lengthAt] === to - from) {
          const shift = entries[row + startAt]! - from
          let at = from
          while (at < to && bytes[at] === store[at + shift]) at += 1
          if (at === to) return entries[row + valueAt]!
        }
        slot = (slot + 1) & mask
      }
      return add(bytes, from, to, hash)
    }
  }
}
