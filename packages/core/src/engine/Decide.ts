/**
 * `decide` turns what is known of one account group into events. It is pure and total; it repeats until it has nothing
 * more to say, so that it is quiescent by construction, and its wake-up is the least future instant that its last,
 * silent pass looked at. Laws L1–L7: see the explanation of the engine.
 */
import type { Decision } from "../journal/Event.ts"
import type { Shared } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import * as Horizon from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import type { Definitions } from "../program/Definition.ts"
import type { Policy } from "../program/Policy.ts"
import * as Propose from "../program/Propose.ts"
import * as Steps from "../program/Steps.ts"
import * as GroupState from "./GroupState.ts"
import * as Touching from "./Touching.ts"

/** The name of these rules in `Ticked.hashes`: changes when the same input may give other events. */
export const engineVersion = "1"

/** Everything that a decision may depend on. */
export interface DecideInput {
  readonly now: Instant
  readonly market: AccountMarket
  readonly state: GroupState.GroupState
  readonly definitions: Definitions
  readonly policy: Policy
  readonly shared: Shared
}

/** The events decided, the state after them, and when to look again (null: not before something is told). */
export interface Decided {
  readonly events: ReadonlyArray<Decision>
  readonly state: GroupState.GroupState
  readonly wakeAt: Instant | null
}

/** More passes than any real group needs; reaching it is a defect of ours, not of the data. */
const mostPasses = 1_000

const short = new WeakMap<object, string>()
const hashOf = (key: object, value: () => unknown): string => {
  let known = short.get(key)
  if (known === undefined) short.set(key, (known = Hash.ofValue(value()).slice(0, 16)))
  return known
}

/** Names of what the decision was made by. */
const hashesOf = (definitions: Definitions, policy: Policy): Readonly<Record<string, string>> => ({
  engine: engineVersion,
  policy: hashOf(policy, () => policy),
  definitions: hashOf(definitions, () => definitions.current.map((one) => [one.program.id, one.version]))
})

/** Decides. */
export const decide = (input: DecideInput): Decided => {
  const { definitions, market, now, policy, shared } = input
  const events: Array<Decision> = []
  let state = input.state
  const emit = (event: Decision) => {
    if (events.length === 0)
      append({ _tag: "Ticked", now, factsRevision: market.records.revision, hashes: hashesOf(definitions, policy) })
    append(event)
  }
  const append = (event: Decision) => {
    events.push(event)
    state = GroupState.evolve(state, { seq: state.seq + 1, at: now, event })
  }
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const horizon = Horizon.make(now)
    const before = events.length
    let looked: { readonly at: GroupState.GroupState; readonly context: Propose.Context } | undefined
    // Looks at the group again only when something was said since.
    const group = (): Propose.Context => {
      if (looked?.at !== state) {
        const setting = { horizon, policy, market, definitions }
        looked = { at: state, context: Propose.look(setting, Object.values(state.enrolments)) }
      }
      return looked.context
    }
    for (const exit of Propose.exits(group())) emit(exitOf(exit))
    for (const event of leftOver(state)) emit(event)
    for (const entry of Propose.entries(group())) emit(enrolledOf(entry))
    for (const { enrolment, members, touchId } of Steps.openings(group()))
      emit({ _tag: "StepOpened", enrolmentId: enrolment.enrolmentId, touchId, members })
    for (const due of Steps.dueTouches(group())) {
      const event = Touching.decide(due, { horizon, policy, market, shared, state })
      if (event !== undefined) emit(event)
    }
    for (const ending of Propose.endings(group())) emit(exitOf(ending))
    if (events.length === before) return { events, state, wakeAt: horizon.next() }
  }
  throw new Error(`group ${market.records.groupId} does not come to rest within ${mostPasses} passes`)
}

const exitOf = ({ enrolment, evidence, reason }: Propose.Exit): Decision => ({
  _tag: "Exited",
  enrolmentId: enrolment.enrolmentId,
  programId: enrolment.programId,
  accountId: enrolment.accountId,
  reason,
  evidence
})

const enrolledOf = (entry: Propose.Entry): Decision => ({
  _tag: "Enrolled",
  enrolmentId: entry.enrolmentId,
  programId: entry.definition.program.id,
  version: entry.definition.version,
  playId: entry.play.play.id,
  accountId: entry.account.id,
  occurrence: entry.occurrence,
  holdout: entry.holdout,
  evidence: entry.evidence
})

/** What was held or queued for an account that has left its program: it will not go. */
const leftOver = (state: GroupState.GroupState): ReadonlyArray<Decision> => {
  const found: Array<Decision> = []
  for (const enrolment of Object.values(state.enrolments)) {
    if (enrolment.exited === null) continue
    const { accountId, enrolmentId, playId, programId, touches } = enrolment
    const { reason } = enrolment.exited
    for (const [touchId, byContact] of Object.entries(touches).toSorted(byKey))
      for (const [contactId, { messageId, status }] of Object.entries(byContact).toSorted(byKey)) {
        const place = { enrolmentId, programId, playId, touchId, accountId, contactId }
        if (status === "held") found.push({ _tag: "TouchSkipped", ...place, reason, evidence: {} })
        if (status === "queued" && messageId !== undefined)
          found.push({ _tag: "MessageWithdrawn", ...place, messageId, reason, evidence: {} })
      }
  }
  return found
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)
