/**
 * Whether a client group is key: a person's word while it holds, else what the criteria say. One answer for standing,
 * guard rails, signals and rules, also where a host has no analysis. Source: docs/explanation/standing.md.
 */
import type { KeyByHand } from "../account/Account.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { AccountMarket } from "./AccountMarket.ts"
import * as RecordIndex from "./RecordIndex.ts"

type Passed = (at: Instant) => boolean

/** A person's word that holds: the root's, else that of the first member by id, a yes before a no; null without one. */
export const wordOn = ({ records }: Pick<AccountMarket, "records">, passed: Passed): KeyByHand | null => {
  let word: KeyByHand | null = null
  for (const { id, keyByHand } of RecordIndex.of(records).accounts) {
    if (keyByHand === undefined || !passed(keyByHand.at)) continue
    if (keyByHand.until !== undefined && passed(keyByHand.until)) continue
    if (id === records.groupId) return keyByHand
    if (word === null || (keyByHand.is && !word.is)) word = keyByHand
  }
  return word
}

/** Whether the group is key; null when nobody said so and nothing was judged. Both ends of a word go through `passed`. */
export const of = (market: Pick<AccountMarket, "records" | "segment">, passed: Passed): boolean | null =>
  wordOn(market, passed)?.is ?? market.segment?.isKey ?? null
