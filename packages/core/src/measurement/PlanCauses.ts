/**
 * Why a run did otherwise than its plan. A run differs from its plan by its inputs alone, so the journal has the cause:
 * an outcome of the relay, a retry, what a client did, an import, what a person of ours did or did not do.
 */
import type { Entry, Event } from "../journal/Event.ts"
import * as Enrolment from "../program/Enrolment.ts"
import type { Change, Grounds } from "./PlanDiff.ts"
import type { Fate } from "./TouchFates.ts"

/**
 * Which kind of input it was. `awaited`: what the plan took for said or done was not, or not yet; `rules`:
 * programs, policy or engine are others than the plan's; `late`: nothing was told, the run looked later than planned.
 */
export type Kind = "outcome" | "retry" | "client" | "import" | "person" | "awaited" | "rules" | "late"

/** The cause of one change: the input as the journal has it, where there is one. */
export interface Cause {
  readonly kind: Kind
  readonly entry: Entry | null
  /** Ids and words that name it. */
  readonly says: string
}

/** What a cause is looked for in. */
export interface Setting {
  /** The journal of the change's group, in order. */
  readonly journal: ReadonlyArray<Entry>
  readonly grounds: Grounds
}

/** What a person of ours said or did, in words; undefined for what no person of ours does. */
const byPerson = (event: Event): string | undefined => {
  if (event._tag === "HoldPlaced") return `hold by ${event.hold.by}: ${event.hold.reason}`
  if (event._tag === "ApprovalRefused") return `refused by ${event.by}: ${event.reason}`
  if (event._tag === "TaskClosed") return `${event.taskId} ${event.outcome} by ${event.by}`
  if (event._tag === "MessageResolved") return `${event.as} by ${event.by}`
  return words.get(event._tag) === undefined || !("by" in event) ? undefined : `${words.get(event._tag)} by ${event.by}`
}
const words: ReadonlyMap<string, string> = new Map([
  ["HoldReleased", "released"],
  ["EnrolmentAborted", "taken out"],
  ["EnrolmentMigrated", "moved to another version"],
  ["ApprovalGiven", "approved"],
  ["TaskAccepted", "task taken on"],
  ["OfferAnswered", "offer answered, told"]
])

/** An input told as what it was; undefined for one that every plan has, and for decisions. */
const causeOf = (entry: Entry, isFirstImport: boolean): Cause | undefined => {
  const { event } = entry
  const cause = (kind: Kind, says: string): Cause => ({ kind, entry, says })
  if (event._tag === "FactsImported")
    return isFirstImport ? undefined : cause("import", `records at revision ${event.revision}`)
  if (event._tag === "AccountMoved")
    return cause("import", `${event.accountId} moved from ${event.from} to ${event.to}`)
  if (event._tag === "MessageSettled") {
    const { attempt, reason, state } = event
    if (state !== "accepted") return cause("outcome", reason === null ? state : `${state}: ${reason}`)
    return attempt > 1 ? cause("retry", `accepted at attempt ${attempt}`) : undefined
  }
  if (event._tag === "ActivityRecorded") {
    const { contactId, hard, kind } = event.activity
    if (kind === "bounced") return cause("outcome", `${hard === true ? "hard" : "soft"} bounce of ${contactId}`)
    return cause("client", `${contactId} ${kind}`)
  }
  if (event._tag === "ConsentChanged") return cause("client", `consent of ${event.contactId} ${event.consent.status}`)
  // What the virtual clock's own persons did, every plan has.
  const says = "by" in event && event.by === "plan" ? undefined : byPerson(event)
  return says === undefined ? undefined : cause("person", says)
}

/** Inputs that a reason speaks of: they come before nearer ones. */
const reasonOf: Readonly<Record<string, (event: Event) => boolean>> = {
  suppressed: (event) => event._tag === "ActivityRecorded" || event._tag === "MessageSettled",
  unsubscribed: (event) => event._tag === "ActivityRecorded" || event._tag === "ConsentChanged",
  "no-consent": (event) => event._tag === "ConsentChanged" || event._tag === "FactsImported",
  replied: (event) => event._tag === "ActivityRecorded" && event.activity.kind === "replied",
  "reply-waiting": (event) => event._tag === "ActivityRecorded" && event.activity.kind === "replied",
  "out-of-office": (event) => event._tag === "ActivityRecorded" && event.activity.kind === "out of office",
  "soft-bounce-rest": (event) => event._tag === "ActivityRecorded" && event.activity.kind === "bounced",
  "sales-hold": (event) => event._tag === "HoldPlaced",
  "legal-claim": (event) => event._tag === "HoldPlaced" || event._tag === "FactsImported",
  negotiation: (event) => event._tag === "HoldPlaced" || event._tag === "FactsImported",
  "open-complaint": (event) => event._tag === "FactsImported",
  "broken-promise": (event) => event._tag === "FactsImported",
  "no-ground": (event) => event._tag === "FactsImported",
  "approval-refused": (event) => event._tag === "ApprovalRefused",
  aborted: (event) => event._tag === "EnrolmentAborted"
}

/** What a journal tells of messages and tasks, so that what became of them can be laid beside a touch. */
interface Around {
  /** By message id. */
  readonly messages: ReadonlyMap<string, Pick<Fate, "enrolmentId" | "accountId" | "contactId">>
  /** Tasks of the touch's enrolment, and replies of its account that wait. */
  readonly taskIds: ReadonlySet<string>
  /** Words that the step waits for, in the order of asking. */
  readonly wordIds: ReadonlySet<string>
}

const around = (journal: ReadonlyArray<Entry>, fate: Fate): Around => {
  const messages = new Map<string, Pick<Fate, "enrolmentId" | "accountId" | "contactId">>()
  const taskIds = new Set<string>()
  // The step's own word; its offers may have others.
  const wordIds = new Set([Enrolment.approvalIdOf(fate.enrolmentId, fate.touchId)])
  for (const { event } of journal) {
    if (event._tag === "MessageQueued") messages.set(event.messageId, event)
    if (event._tag === "ApprovalRequested" && event.enrolmentId === fate.enrolmentId && event.touchId === fate.touchId)
      wordIds.add(event.approvalId)
    if (event._tag !== "TaskCreated") continue
    const isReply = event.kind === "reply" && event.accountId === fate.accountId
    if (isReply || event.enrolmentId === fate.enrolmentId) taskIds.add(event.taskId)
  }
  return { messages, taskIds, wordIds }
}

/** How near the message of an input is to a touch. */
const ofMessage = (messageId: string, fate: Fate, { messages }: Around): number => {
  if (fate.message?.messageId === messageId) return 5
  const message = messages.get(messageId)
  if (message?.contactId === fate.contactId) return 4
  if (message?.enrolmentId === fate.enrolmentId) return 3
  return message?.accountId === fate.accountId ? 2 : 1
}

/**
 * How near an input is to a touch: of its message 5, of its person 4, of its enrolment 3, of its account 2, of the group
 * 1; 0 is of something else.
 */
const nearness = (event: Event, fate: Fate, here: Around): number => {
  const { accountId, contactId, enrolmentId } = fate
  const isHere = (of: string | undefined): number => (of === undefined || of === accountId ? 3 : 0)
  if (event._tag === "MessageSettled" || event._tag === "MessageResolved") return ofMessage(event.messageId, fate, here)
  if (event._tag === "ActivityRecorded") return event.activity.contactId === contactId ? 4 : 2
  if (event._tag === "ConsentChanged") {
    if (event.contactId === contactId) return 4
    return event.scope === "account" ? 2 : 0
  }
  if (event._tag === "HoldPlaced") return isHere(event.hold.accountId)
  if (event._tag === "HoldReleased") return isHere(event.accountId)
  if (event._tag === "EnrolmentAborted" || event._tag === "EnrolmentMigrated")
    return event.enrolmentId === enrolmentId ? 4 : 0
  if (event._tag === "ApprovalGiven" || event._tag === "ApprovalRefused")
    return here.wordIds.has(event.approvalId) ? 5 : 0
  if (event._tag === "TaskClosed" || event._tag === "TaskAccepted") return here.taskIds.has(event.taskId) ? 3 : 0
  return event._tag === "FactsImported" || event._tag === "AccountMoved" ? 1 : 0
}

/** The last entry that decided about the touch: what came after it did not make it so. */
const decidedAt = (journal: ReadonlyArray<Entry>, fate: Fate): number => {
  const last = journal.findLast(
    ({ event }) =>
      "touchId" in event &&
      "contactId" in event &&
      event.enrolmentId === fate.enrolmentId &&
      event.touchId === fate.touchId &&
      event.contactId === fate.contactId
  )
  return last?.seq ?? Number.POSITIVE_INFINITY
}

const openTask = (journal: ReadonlyArray<Entry>, enrolmentId: string): string | undefined => {
  const open = new Set<string>()
  for (const { event } of journal) {
    if (event._tag === "TaskCreated" && event.enrolmentId === enrolmentId) open.add(event.taskId)
    if (event._tag === "TaskClosed" || event._tag === "TaskWithdrawn") open.delete(event.taskId)
  }
  return [...open].at(-1)
}

/** Whether somebody said it when a touch that never came up should have: only the relay's answers hold up what follows. */
const isTooLate = ({ entry, kind }: Cause, { after, before }: Change): boolean =>
  after === null && before !== null && kind !== "outcome" && kind !== "retry" && (entry?.at ?? 0) > before.at

/** The cause of a change, by the journal of its group. */
export const find = (change: Change, { grounds, journal }: Setting): Cause => {
  const { after, before } = change
  const fate = after ?? before
  if (fate === null) return { kind: "late", entry: null, says: "" }
  const cause = (kind: Kind, says: string): Cause => ({ kind, entry: null, says })
  if (after?.reason === "awaiting-approval")
    return cause("awaited", `word ${[...around(journal, fate).wordIds].at(-1) ?? ""} was not given`)
  const planned = before?.message === null || before === null ? fate : before
  const here = around(journal, fate)
  const end = decidedAt(journal, fate)
  const hint = reasonOf[after?.reason ?? ""]
  let best: { readonly rank: number; readonly cause: Cause } | undefined
  let hasImport = false
  for (const entry of journal) {
    if (entry.seq > end) break
    const input = causeOf(entry, !hasImport)
    if (entry.event._tag === "FactsImported") hasImport = true
    if (input === undefined || isTooLate(input, change)) continue
    const near = nearness(entry.event, planned, here)
    const rank = near === 0 ? 0 : near + (hint?.(entry.event) === true ? 10 : 0)
    if (rank > 0 && rank >= (best?.rank ?? 0)) best = { rank, cause: input }
  }
  const task = openTask(journal, fate.enrolmentId)
  if (task !== undefined && (after === null || best === undefined)) return cause("awaited", `${task} is not done`)
  if (best !== undefined) return best.cause
  if (grounds.hashes.length > 0) return cause("rules", `other ${grounds.hashes.join(", ")}`)
  if (grounds.groups.includes(fate.groupId)) return cause("import", "the records are others than the plan's")
  if (reasonOf[before?.reason ?? ""] !== undefined && after?.state !== before?.state)
    return cause("awaited", `what the plan reckoned with did not come: ${before?.reason ?? ""}`)
  const looked = journal.findLast(({ event }) => event._tag === "Ticked")
  return after === null && (looked === undefined || looked.at < fate.at)
    ? cause("late", "no run has looked at the group since it would have been due")
    : cause("late", "nothing was told: the run looked at another time than the plan")
}
