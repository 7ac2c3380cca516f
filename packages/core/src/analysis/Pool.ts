/**
 * Equal values kept once. Of hundreds of thousands of accounts most have reasons and judgements in common; a pool lets
 * them share these instead of each holding its own.
 */

/** Gives the first value that came under a key for all later ones of that key. */
export type Pool = <A extends object | string>(key: string, value: A) => A

/** Values that do not repeat are no use to keep: a pool of so many takes no more. */
const mostKept = 100_000

/** An empty pool. Keys are of one kind of value each: a prefix tells the kinds apart. */
export const make = (): Pool => {
  const kept = new Map<string, object | string>()
  return <A extends object | string>(key: string, value: A): A => {
    const known = kept.get(key)
    if (known !== undefined) return known as A
    if (kept.size < mostKept) kept.set(key, value)
    return value
  }
}
