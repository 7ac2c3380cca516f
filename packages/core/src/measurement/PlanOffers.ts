/** The offers that a plan makes: by program and offer, to how many people and accounts, and what they are. */
import * as Schema from "effect/Schema"
import { OfferKind } from "../program/Offer.ts"
import * as TouchFates from "./TouchFates.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

/** One offer of a program. */
export const Made = Schema.Struct({
  programId: Schema.String,
  /** The offer's id in the program. */
  id: Schema.String,
  kind: OfferKind,
  title: Schema.String,
  /** Touches that bring it. */
  touches: Count,
  accounts: Schema.Array(Schema.String)
})
export type Made = typeof Made.Type

/** The offers of messages that go, in the order of program and offer. */
export const of = (
  decisions: ReadonlyArray<TouchFates.Decided>,
  fates: ReadonlyArray<TouchFates.Fate>
): ReadonlyArray<Made> => {
  const going = new Set(
    fates.flatMap(({ message, state }) => (state === "message" && message !== null ? [message.messageId] : []))
  )
  const found = new Map<string, Omit<Made, "accounts" | "touches"> & { touches: number; accounts: Set<string> }>()
  for (const { event } of decisions) {
    if (event._tag !== "MessageQueued" || event.offer === undefined || !going.has(event.messageId)) continue
    const { accountId, programId } = event
    const { id, kind, title } = event.offer
    const key = JSON.stringify([programId, id])
    const one = found.get(key) ?? { programId, id, kind, title, touches: 0, accounts: new Set<string>() }
    found.set(key, one)
    one.touches += 1
    one.accounts.add(accountId)
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => ({ ...one, accounts: [...one.accounts].toSorted() }))
}
