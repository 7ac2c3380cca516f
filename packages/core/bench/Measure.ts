/** Lives of single groups without store, journal and rendering, and how to time them. */
import type { GroupRecords } from "../src/account/Records.ts"
import * as Decide from "../src/engine/Decide.ts"
import * as GroupState from "../src/engine/GroupState.ts"
import type { Decision, Input } from "../src/journal/Event.ts"
import type { Instant } from "../src/kernel/Calendar.ts"
import { definitions, from, policy, segmentOf, until } from "./RunningProgram.ts"

const shared = { suppressions: [], pauses: [] }

const messageOf = (event: Decision): string | undefined =>
  event._tag === "MessageQueued" || (event._tag === "MessageDeferred" && event.notBefore !== null)
    ? event.messageId
    : undefined

const accepted = (messageId: string, handedAt: Instant): Input => ({
  _tag: "MessageSettled",
  messageId,
  attempt: 1,
  state: "accepted",
  handedAt,
  reason: null
})

/** One group over the whole span, each message accepted at once: what every look was made from. */
export const liveAlone = (
  records: GroupRecords
): { readonly looks: ReadonlyArray<Decide.DecideInput>; readonly queued: number } => {
  const market = { records, segment: segmentOf(records.groupId) }
  const looks: Array<Decide.DecideInput> = []
  let queued = 0
  let state = GroupState.evolve(GroupState.empty, {
    seq: 1,
    at: from,
    event: { _tag: "FactsImported", revision: records.revision }
  })
  for (let now: Instant | null = from; now !== null && now < until;) {
    const look: Decide.DecideInput = { now, market, state, definitions, policy, shared }
    const decided = Decide.decide(look)
    looks.push(look)
    state = decided.state
    let sent = 0
    for (const event of decided.events) {
      const messageId = messageOf(event)
      if (messageId === undefined) continue
      sent += 1
      if (event._tag === "MessageQueued") queued += 1
      state = GroupState.evolve(state, { seq: state.seq + 1, at: now, event: accepted(messageId, now) })
    }
    if (sent === 0) now = decided.wakeAt
  }
  return { looks, queued }
}

/** How long work takes. */
export const secondsOf = (work: () => void): number => {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

/** The middle of the values, the upper one of two. */
export const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
