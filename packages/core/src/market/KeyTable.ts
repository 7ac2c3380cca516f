/**
 * A table from keys to numbers that keeps no key: hashes in typed arrays, 12 bytes an entry. Whoever asks compares the
 * few candidates with what they stand for, so that a million contacts are found by five keys each in bounded memory.
 */

/** A table of keys. */
export interface KeyTable {
  readonly add: (key: string, item: number) => void
  /** Items that were added under the key, among a few that only share its hash; in the order of their adding. */
  readonly candidates: (key: string) => ReadonlyArray<number>
  /** Entries added. */
  readonly size: () => number
}

/** FNV-1a over UTF-16 code units. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  // The low bits choose the chain: fold the high ones in.
  return hash ^ (hash >>> 15)
}

const doubled = (column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(column.length * 2)
  larger.set(column)
  return larger
}

/** An empty table. */
export const make = (): KeyTable => {
  let heads = new Int32Array(1024).fill(-1)
  let next = new Int32Array(1024)
  let hashes = new Int32Array(1024)
  let items = new Int32Array(1024)
  let size = 0
  const link = (entry: number): void => {
    const chain = (hashes[entry] ?? 0) & (heads.length - 1)
    next[entry] = heads[chain] ?? -1
    heads[chain] = entry
  }
  return {
    add: (key, item) => {
      if (size === items.length) {
        next = doubled(next)
        hashes = doubled(hashes)
        items = doubled(items)
        heads = new Int32Array(items.length).fill(-1)
        for (let entry = 0; entry < size; entry += 1) link(entry)
      }
      hashes[size] = hashOf(key)
      items[size] = item
      link(size)
      size += 1
    },
    candidates: (key) => {
      const hash = hashOf(key)
      const found: Array<number> = []
      for (let at = heads[hash & (heads.length - 1)] ?? -1; at >= 0; at = next[at] ?? -1) {
        if (hashes[at] === hash) found.push(items[at] ?? 0)
      }
      return found.toReversed()
    },
    size: () => size
  }
}
