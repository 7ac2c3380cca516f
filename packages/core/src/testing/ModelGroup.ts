/** The groups of the random model: what their journal says, and the least `decide` that sends, stops and holds. */
import type { Decision, Entry } from "../journal/Event.ts"
import type { LoadedGroup, Move, Tick } from "../journal/Store.ts"
import { instant, type Instant } from "../kernel/Calendar.ts"
import { deferred, moved, queued, ticked, withdrawn } from "./StoreFixture.ts"

type Status = "queued" | "held" | "unknown" | "done"

interface MessageSeen {
  readonly status: Status
  readonly notAfter: Instant | null
}

interface Seen {
  readonly replied: boolean
  readonly messages: ReadonlyMap<string, MessageSeen>
}

/** How long a message may go, from the moment it is queued: three hours. */
const slotMillis = 3 * 3_600_000

const read = (entries: ReadonlyArray<Entry>): Seen => {
  const messages = new Map<string, MessageSeen>()
  let replied = false
  for (const { event } of entries) {
    if (event._tag === "ActivityRecorded" && event.activity.kind === "replied") replied = true
    // Every message is of an account of its own name.
    if (event._tag === "AccountMoved") messages.delete(event.accountId)
    if (event._tag === "AccountMoved" && event.carried !== null)
      for (const [id, seen] of Object.entries(event.carried as unknown as Record<string, MessageSeen>))
        messages.set(id, seen)
    if (event._tag === "MessageQueued") messages.set(event.messageId, { status: "queued", notAfter: event.notAfter })
    if (event._tag === "MessageDeferred")
      messages.set(event.messageId, { status: event.notBefore === null ? "held" : "queued", notAfter: event.notAfter })
    if (event._tag === "MessageWithdrawn") messages.set(event.messageId, { status: "done", notAfter: null })
    if (event._tag === "MessageSettled")
      messages.set(event.messageId, { status: event.state === "unknown" ? "unknown" : "done", notAfter: null })
    if (event._tag === "MessageResolved" && messages.get(event.messageId)?.status === "unknown")
      messages.set(event.messageId, { status: "held", notAfter: null })
  }
  return { replied, messages }
}

/** The move of the account of a message to another group, from a group of these entries. */
export const move = (
  entries: ReadonlyArray<Entry>,
  messageId: string,
  by: { readonly from: string; readonly to: string; readonly at: Instant }
): Move => {
  const { at, from, to } = by
  const seen = read(entries).messages.get(messageId)
  const carried = seen === undefined ? {} : { [messageId]: { ...seen } }
  const fromSeq = entries.at(-1)?.seq ?? 0
  return { moved: moved({ accountId: messageId, from, to, carried }), fromSeq, at }
}

/** The address of a message of the model. */
export const addressOf = (messageId: string): string => `hash of ${messageId}`

/** What is decided for a group of these messages: each goes once, none after a reply or to a suppressed address. */
export const decide = (
  loaded: LoadedGroup,
  entries: ReadonlyArray<Entry>,
  messageIds: ReadonlyArray<string>,
  now: Instant
): Tick => {
  const { groupId, seq, wakes } = loaded.head
  const seen = read(entries)
  const isPaused = loaded.shared.pauses.length > 0
  const end = instant(now + slotMillis)
  const wakeAts: Array<Instant> = []
  const made = messageIds.flatMap((messageId): ReadonlyArray<Decision> => {
    const { notAfter = null, status } = seen.messages.get(messageId) ?? {}
    const isWaiting = status === "queued" || status === "held"
    const learned = [...loaded.shared.suppressions, ...(loaded.shared.withdrawals ?? [])]
    const isStopped = seen.replied || learned.some((one) => one.addressHash === addressOf(messageId))
    if (status === "done" || status === "unknown") return []
    if (isStopped) return isWaiting ? [withdrawn(messageId)] : []
    if (status === undefined) {
      wakeAts.push(end)
      return [queued(messageId, { accountId: messageId, notBefore: now, notAfter: end })]
    }
    if (notAfter !== null && notAfter <= now) return [withdrawn(messageId)]
    if (isPaused) return status === "held" ? [] : [deferred(messageId, null, null)]
    wakeAts.push(notAfter ?? end)
    return status === "held" ? [deferred(messageId, now, end)] : []
  })
  const decisions = made.length === 0 ? [] : [ticked(now), ...made]
  const wakeAt = wakeAts.length === 0 ? null : instant(Math.min(...wakeAts))
  const snapshot = { version: "model", seq: seq + decisions.length, state: null }
  return { groupId, seq, wakes, withdrawals: loaded.withdrawals, now, factsRevision: "r1", decisions, wakeAt, snapshot }
}
