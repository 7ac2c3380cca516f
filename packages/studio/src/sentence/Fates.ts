/**
 * What became of each due touch, told by the journal alone: its place among the six of the closing numbers, with the
 * reason, its evidence and its end. The counts agree with `ProgramReport.Totals` of the same journal.
 */
import type { Calendar, Event, ProgramReport } from "@market-of-one/core"

/** The six places in which a due touch can be, in the order in which people ask. */
export const outcomes: ReadonlyArray<ProgramReport.Outcome> = [
  "sent",
  "waiting",
  "skipped",
  "refused",
  "failed",
  "unknown"
]

/** One touch of one person whose turn had come. */
export interface Fate {
  readonly groupId: string
  readonly accountId: string
  readonly contactId: string
  readonly programId: string
  readonly playId: string
  readonly touchId: string
  /** When it came to this. */
  readonly at: Calendar.Instant
  readonly outcome: ProgramReport.Outcome
  readonly reason: string
  readonly evidence: Event.Evidence
  readonly until: Calendar.Instant | null
  /** The template chosen and why; null before anything was chosen. */
  readonly content: { readonly templateId: string; readonly trace: ReadonlyArray<string> } | null
}

type Placed = Extract<Event.Event, { readonly touchId: string; readonly contactId: string }>

const keyOf = (event: Placed): string => JSON.stringify([event.enrolmentId, event.touchId, event.contactId])

const placeOf = (event: Placed, entry: Event.Entry) => ({
  groupId: entry.groupId,
  accountId: event.accountId,
  contactId: event.contactId,
  programId: event.programId,
  playId: event.playId,
  touchId: event.touchId,
  at: entry.at
})

/** How a settled message counts: the same rule as the engine's fold. */
const settledAs = (state: Extract<Event.Event, { _tag: "MessageSettled" }>["state"]): ProgramReport.Outcome => {
  if (state === "accepted") return "sent"
  if (state === "withdrawn") return "skipped"
  return state === "refused" || state === "unknown" ? state : "failed"
}

const plain: Pick<Fate, "evidence" | "until"> = { evidence: {}, until: null }

/** What only somebody who has the message can do. */
const answers: ReadonlySet<string> = new Set(["replied", "unsubscribed", "complained"])

/** All fates, by the order in which touches first came up. Entries of one group stand in order. */
export const follow = (entries: Iterable<Event.Entry>): ReadonlyArray<Fate> => {
  const fates = new Map<string, Fate>()
  const keys = new Map<string, string>()
  const settle = (messageId: string, change: (fate: Fate) => Partial<Fate> | undefined): void => {
    const key = keys.get(messageId)
    const fate = key === undefined ? undefined : fates.get(key)
    const changed = fate === undefined ? undefined : change(fate)
    if (key !== undefined && fate !== undefined && changed !== undefined)
      fates.set(key, { ...fate, ...plain, ...changed })
  }
  for (const entry of entries) {
    const { at, event } = entry
    switch (event._tag) {
      case "TouchHeld": {
        const { evidence, rule, until } = event
        const content = fates.get(keyOf(event))?.content ?? null
        fates.set(keyOf(event), {
          ...placeOf(event, entry),
          outcome: "waiting",
          reason: rule,
          evidence,
          until,
          content
        })
        break
      }
      case "TouchSkipped":
      case "MessageWithdrawn": {
        const content = fates.get(keyOf(event))?.content ?? null
        const { evidence, reason } = event
        fates.set(keyOf(event), {
          ...placeOf(event, entry),
          outcome: "skipped",
          reason,
          evidence,
          until: null,
          content
        })
        break
      }
      case "MessageQueued": {
        const content = { templateId: event.templateId, trace: event.trace }
        keys.set(event.messageId, keyOf(event))
        fates.set(keyOf(event), { ...placeOf(event, entry), ...plain, outcome: "waiting", reason: "queued", content })
        break
      }
      case "MessageDeferred": {
        const content = fates.get(keyOf(event))?.content ?? null
        const why =
          event.rule === "released"
            ? { ...plain, reason: "queued" }
            : { reason: event.rule, evidence: event.evidence, until: event.until }
        fates.set(keyOf(event), { ...placeOf(event, entry), outcome: "waiting", ...why, content })
        break
      }
      case "MessageSettled": {
        const outcome = settledAs(event.state)
        const reason =
          outcome === "sent" ? "accepted" : (event.reason ?? (outcome === "unknown" ? "no answer" : outcome))
        settle(event.messageId, () => ({ at: event.handedAt ?? at, outcome, reason }))
        break
      }
      case "ActivityRecorded": {
        // Evidence after the fact settles a send whose fate was unknown.
        const { kind, hard, messageId } = event.activity
        const outcome =
          kind === "bounced" ? (hard === true ? "refused" : undefined) : answers.has(kind) ? "sent" : undefined
        if (messageId === undefined || outcome === undefined) break
        const reason = outcome === "sent" ? "accepted" : kind
        settle(messageId, (fate) => (fate.outcome === "unknown" ? { outcome, reason } : undefined))
        break
      }
      case "MessageResolved":
        settle(event.messageId, (fate) => {
          if (fate.outcome !== "unknown") return undefined
          if (event.as === "delivered") return { outcome: "sent", reason: "accepted" }
          return event.as === "drop"
            ? { at, outcome: "skipped", reason: `dropped by ${event.by}` }
            : { at, outcome: "waiting", reason: "queued" }
        })
        break
      default:
        break
    }
  }
  return [...fates.values()]
}
