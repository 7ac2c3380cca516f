/**
 * The life of one invented account group, by hand: facts, programs and inputs are given, the clock is set, and what was
 * decided is told in short lines. Messages go only when the test says so.
 */
import * as Schema from "effect/Schema"
import type { Account } from "../../src/account/Account.ts"
import type { GroupContact, GroupRecords } from "../../src/account/Records.ts"
import * as Decide from "../../src/engine/Decide.ts"
import * as GroupState from "../../src/engine/GroupState.ts"
import type { Decision, Input } from "../../src/journal/Event.ts"
import type { Shared } from "../../src/journal/Store.ts"
import { instant, parseInstant, showInstant, Zone, type Instant } from "../../src/kernel/Calendar.ts"
import type { AccountMarket, Outlook, Segment, Staying } from "../../src/market/AccountMarket.ts"
import * as Definition from "../../src/program/Definition.ts"
import * as Policy from "../../src/program/Policy.ts"
import { Program } from "../../src/program/Program.ts"
import { segment } from "../program/GuardSample.ts"

/** The instant that text says: ISO 8601 in UTC, the `Z` left out. */
export const at = (text: string): Instant => {
  const parsed = parseInstant(`${text}:00Z`)
  if (parsed === undefined) throw new Error(`${text} is no instant`)
  return parsed
}

export const zone = Schema.decodeSync(Zone)

/** An account of this name. */
export const account = (id: string, more: Partial<Account> = {}): Account => ({
  id,
  name: id,
  domains: [],
  attributes: {},
  ...more
})

/** A champion with consent, at the account given. */
export const contact = (id: string, accountId = "arrow", more: Partial<GroupContact> = {}): GroupContact => ({
  id,
  accountId,
  affiliations: [],
  kind: "person",
  name: id,
  email: `${id}@${accountId}.example`,
  roles: ["champion"],
  consent: [{ topic: "news", purpose: "marketing", basis: "consent", status: "given", source: "form" }],
  attributes: {},
  addressHash: `hash of ${id}`,
  ...more
})

/** Records of a group with one account, `arrow`, and one contact, `anna`, or with others in their place. */
export const records = (more: Partial<GroupRecords> = {}): GroupRecords => ({
  groupId: "arrow",
  revision: "r1",
  name: "Arrow Works",
  manager: null,
  accounts: [account("arrow")],
  contacts: [contact("anna")],
  opportunities: [],
  cases: [],
  commitments: [],
  interactions: [],
  assets: [],
  departures: [],
  ...more
})

const touch = (id: string, more: object = {}) =>
  Object.fromEntries(
    Object.entries({ id, to: '"champion" in contact.roles', slot: "main", ...more }).filter(
      ([, value]) => value !== undefined
    )
  )

/** A program for everybody: one touch at once and one two days later, unless told otherwise. */
export const program = (more: object = {}, touches: ReadonlyArray<object> = [{}, { after: "2 days" }]) => {
  const { play = {}, ...rest } = more as { play?: object }
  const decoded = Schema.decodeUnknownSync(Program)({
    id: "care",
    name: "Care",
    objective: "retain",
    topic: "news",
    audience: 'account.name != ""',
    plays: [{ id: "main", touches: touches.map((one, index) => touch(`t${index + 1}`, one)), ...play }],
    slots: { main: { fallback: { template: "main.en" } } },
    ...rest
  })
  const { findings, program: compiled } = Definition.compile(decoded)
  if (compiled === null) throw new Error(JSON.stringify(findings))
  return compiled
}

/** Caps that nobody reaches, no stagger, open around the clock: what a scenario is not about. */
export const wideOpen: Policy.Policy = {
  ...Policy.standard,
  window: { from: "00:00", to: "24:00", weekdays: [1, 2, 3, 4, 5, 6, 7] },
  contactCap: { per24Hours: 99, per7Days: 99 },
  accountCap: { personsPer24Hours: 99, per7Days: 99, count: "account" },
  staggerMinutes: 0
}

/** What a life is made of; anything left out is the simplest. */
export interface Given {
  readonly records?: GroupRecords
  readonly programs?: ReadonlyArray<Definition.CompiledProgram>
  readonly stored?: ReadonlyArray<Definition.CompiledProgram>
  readonly policy?: Policy.Policy
  readonly shared?: Shared
  readonly isKey?: boolean
  readonly segment?: Partial<Segment>
  /** What retention says of the group. */
  readonly staying?: Staying
  /** Moves between journey stages are told too. */
  readonly stages?: true
}

/** One line for an event: what, of which touch and whom, and why; empty for what only sets the scene. */
const line = (event: Decision): string => {
  switch (event._tag) {
    case "TouchHeld":
    case "MessageDeferred": {
      const until = event.until === null ? "" : ` until ${showInstant(event.until).slice(0, 16)}`
      const verb = event._tag === "TouchHeld" ? "held" : event.rule === "released" ? "goes on" : "deferred"
      return `${event.touchId} ${event.contactId} ${verb}${event.rule === "released" ? "" : `: ${event.rule}`}${until}`
    }
    case "TouchSkipped":
      return `${event.touchId} ${event.contactId} skipped: ${event.reason}`
    case "MessageWithdrawn":
      return `${event.touchId} ${event.contactId} withdrawn: ${event.reason}`
    case "MessageQueued":
      return `${event.touchId} ${event.contactId} queued`
    case "Exited":
      return `${event.accountId} left ${event.programId}: ${event.reason}`
    case "Enrolled":
      return `${event.accountId} entered ${event.programId} (${event.occurrence})${event.holdout ? ", held out" : ""}`
    case "StepOpened":
      return `${event.touchId} opened for ${event.members.join(", ") || "nobody"}`
    case "TaskCreated":
      return `task ${event.kind} for ${event.ownerId ?? "nobody"} about ${[event.accountId, ...event.contactIds].join(", ")}`
    case "TaskEscalated":
      return `task up to ${event.to ?? "nobody"}: ${event.reason}`
    case "TaskHandedOver":
      return `task from ${event.from ?? "nobody"} to ${event.to ?? "nobody"}: ${event.reason}`
    case "TaskWithdrawn":
      return `task withdrawn: ${event.reason}`
    case "ApprovalRequested":
      return `${event.touchId} asks ${event.of ?? "nobody"}`
    case "GatePassed":
      return `${event.touchId} passed by ${event.by}`
    case "SignalRaised":
      return `signal ${event.key}`
    case "SignalEnded":
      return `over ${event.key}`
    case "StageChanged":
      return `${event.accountId} stage ${event.to ?? "none"}`
    case "OfferMade":
      return `offer ${event.rung} to ${event.accountId}`
    case "Ticked":
      return ""
  }
}

/** Lines about touches and exits alone. */
export const touching = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.filter((text) => !/ opened for | entered |\btask /u.test(text))

const unjudged: Outlook = {
  isNew: null,
  trend: null,
  lossBand: null,
  expectedValue: null,
  valueAtRisk: null,
  qualification: "research needed",
  fit: null,
  targets: []
}

/** A life that has not begun. */
export const live = (given: Given = {}) => {
  let market: AccountMarket = { records: given.records ?? records(), segment: null }
  if (given.isKey !== undefined) market = { ...market, segment: { ...segment, isKey: given.isKey } }
  if (given.segment !== undefined) market = { ...market, segment: { ...segment, ...given.segment } }
  if (given.staying !== undefined) {
    const outlook = { ...unjudged, retention: given.staying }
    market = { ...market, segment: { ...(market.segment ?? segment), outlook } }
  }
  let definitions = Definition.collect(given.programs ?? [program()], given.stored)
  let shared = given.shared ?? { suppressions: [], pauses: [] }
  let state: GroupState.GroupState = GroupState.empty
  let wakeAt: Instant | null = null
  const policy = given.policy ?? wideOpen
  const log: Array<Decision> = []

  const tell = (when: string, input: Input): void => {
    state = GroupState.evolve(state, { seq: state.seq + 1, at: at(when), event: input })
  }
  const tickAt = (now: Instant): ReadonlyArray<string> => {
    const decided = Decide.decide({ now, market, state, definitions, policy, shared })
    state = decided.state
    wakeAt = decided.wakeAt
    log.push(...decided.events)
    return decided.events
      .filter(({ _tag }) => _tag !== "StageChanged" || given.stages === true)
      .map(line)
      .filter((text) => text !== "")
  }
  const waiting = () =>
    Object.values(state.enrolments)
      .flatMap((one) => Object.values(one.touches).flatMap((byContact) => Object.values(byContact)))
      .flatMap((one) => (one.status === "queued" && (one.notAfter ?? null) !== null ? (one.messageId ?? []) : []))
  const settle = (when: Instant, settled: "accepted" | "refused" | "failed" | "unknown", messageId: string): void => {
    const handedAt = settled === "failed" ? null : when
    const event: Input = { _tag: "MessageSettled", messageId, attempt: 1, state: settled, handedAt, reason: null }
    state = GroupState.evolve(state, { seq: state.seq + 1, at: when, event })
  }

  /** Whoever is asked to do something does it. */
  const closeTasks = (when: string): void => {
    for (const task of Object.values(state.tasks))
      if (task.closed === null) tell(when, { _tag: "TaskClosed", taskId: task.taskId, by: "mia", outcome: "done" })
  }

  return {
    log,
    tell,
    closeTasks,
    state: () => state,
    /** Decides at an instant. */
    tick: (when: string) => tickAt(at(when)),
    /** When it wants to be woken; undefined for never. */
    wakes: () => (wakeAt === null ? undefined : showInstant(wakeAt).slice(0, 16)),
    /** The relay answers for every message that waits in its slot. */
    answer: (when: string, settled: "accepted" | "refused" | "failed" | "unknown" = "accepted") =>
      waiting().forEach((messageId) => settle(at(when), settled, messageId)),
    /** Runs by its own wake-ups until an instant (excluded), every message accepted at once: `time line`. */
    run: (from: string, until: string): ReadonlyArray<string> => {
      const lines: Array<string> = []
      for (let now: Instant | null = at(from); now !== null && now < at(until);) {
        const told = tickAt(now)
        lines.push(...told.map((text) => `${showInstant(now ?? instant(0)).slice(0, 16)} ${text}`))
        const sent = waiting()
        for (const messageId of sent) settle(now, "accepted", messageId)
        if (sent.length === 0) now = wakeAt
      }
      return lines
    },
    /** New records come in. */
    bring: (when: string, more: Partial<GroupRecords>): void => {
      const revision = `${market.records.revision}+`
      market = { ...market, records: { ...market.records, ...more, revision } }
      tell(when, { _tag: "FactsImported", revision })
    },
    /** The analysis says something else from now on. */
    analyse: (when: string, more: Partial<Segment>): void => {
      market = { ...market, segment: { ...(market.segment ?? segment), ...more } }
      tell(when, { _tag: "FactsImported", revision: market.records.revision })
    },
    /** Other programs are current from now on. */
    define: (current: ReadonlyArray<Definition.CompiledProgram>, stored: ReadonlyArray<Definition.CompiledProgram>) => {
      definitions = Definition.collect(current, stored)
    },
    /** Others learned this meanwhile. */
    share: (more: Partial<Shared>): void => {
      shared = { ...shared, ...more }
    },
    messageIds: () => log.flatMap((event) => (event._tag === "MessageQueued" ? [event.messageId] : [])),
    enrolmentIds: () => Object.keys(state.enrolments)
  }
}
