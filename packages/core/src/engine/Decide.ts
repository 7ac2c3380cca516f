/**
 * `decide` turns what is known of one account group into events. It is pure and total; it repeats until it has nothing
 * more to say, so that it is quiescent by construction, and its wake-up is the least future instant that its last,
 * silent pass looked at. Laws L1–L7: see the explanation of the engine.
 */
import * as TaskWork from "../desk/TaskWork.ts"
import type { Decision } from "../journal/Event.ts"
import type { Shared } from "../journal/Store.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as Hash from "../kernel/Hash.ts"
import * as Horizon from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as ServiceTimes from "../market/ServiceTimes.ts"
import type { Definitions } from "../program/Definition.ts"
import type { Policy } from "../program/Policy.ts"
import * as Propose from "../program/Propose.ts"
import * as Recipient from "../program/Recipient.ts"
import * as Steps from "../program/Steps.ts"
import * as SavePolicy from "../retention/SavePolicy.ts"
import * as Duties from "./Duties.ts"
import * as GroupState from "./GroupState.ts"
import * as Giving from "./Giving.ts"
import * as Journey from "./Journey.ts"
import * as Living from "./Living.ts"
import * as Noticing from "./Noticing.ts"
import * as Saving from "./Saving.ts"
import * as Saying from "./Saying.ts"
import * as Touching from "./Touching.ts"

/** The name of these rules in `Ticked.hashes`: changes when the same input may give other events. */
export const engineVersion = "3"

/** Everything that a decision may depend on. */
export interface DecideInput {
  readonly now: Instant
  readonly market: AccountMarket
  readonly state: GroupState.GroupState
  readonly definitions: Definitions
  readonly policy: Policy
  readonly shared: Shared
  /** The templates that there are; absent, every one is taken to be there. */
  readonly templates?: ReadonlySet<string>
  /** The rules of the save desk; the standard ones unless given. */
  readonly save?: SavePolicy.SavePolicy
}

/** The events decided, the state after them, and when to look again (null: not before something is told). */
export interface Decided {
  readonly events: ReadonlyArray<Decision>
  readonly state: GroupState.GroupState
  readonly wakeAt: Instant | null
}

/** More passes than any real group needs; reaching it is a defect of ours, not of the data. */
const mostPasses = 1_000

const hashOf = (value: unknown): string => Hash.ofValue(value).slice(0, 16)

interface Named {
  readonly policy: Policy
  readonly hashes: Readonly<Record<string, string>>
}
const named = new WeakMap<Definitions, Named>()

/** Names of what the decision was made by: one value for all decisions by the same. */
const hashesOf = (definitions: Definitions, policy: Policy): Named["hashes"] => {
  const before = named.get(definitions)
  if (before?.policy === policy) return before.hashes
  const programs = definitions.current.map((one) => [one.program.id, one.version])
  const hashes = { engine: engineVersion, policy: hashOf(policy), definitions: hashOf(programs) }
  named.set(definitions, { policy, hashes })
  return hashes
}

/** Decides. */
export const decide = (input: DecideInput): Decided => {
  const { definitions, now, policy, save = SavePolicy.standard, shared, templates } = input
  const { records } = input.market
  const events: Array<Decision> = []
  let state = input.state
  const emit = (event: Decision) => {
    if (events.length === 0)
      append({ _tag: "Ticked", now, factsRevision: records.revision, hashes: hashesOf(definitions, policy) })
    append(event)
  }
  const append = (event: Decision) => {
    events.push(event)
    state = GroupState.evolve(state, { seq: state.seq + 1, at: now, event })
  }
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const horizon = Horizon.make(now)
    const market = Living.of(input.market, state, horizon)
    const before = events.length
    let looked: { readonly at: GroupState.GroupState; readonly context: Propose.Context } | undefined
    // Looks at the group again only when something was said since.
    const group = (): Propose.Context => {
      if (looked?.at !== state) {
        const setting = { horizon, policy, market, definitions, heard: Recipient.toldOf(state, shared) }
        looked = { at: state, context: Propose.look(setting, Object.values(state.enrolments)) }
      }
      return looked.context
    }
    const around = { horizon, policy, market, save }
    for (const exit of Propose.exits(group())) emit(Saying.exitOf(exit))
    for (const event of Saying.leftOver(state)) emit(event)
    for (const event of Saying.goneSteps(group(), state)) emit(event)
    for (const event of Noticing.propose(around, state.signals, state.tasks)) emit(event)
    for (const event of Duties.ofReplies(state, around)) emit(event)
    for (const event of Saving.propose(around, state)) emit(event)
    for (const event of Saving.reminders(around, state)) emit(event)
    const terms = {
      calendar: ServiceTimes.calendarOf(records.manager, policy),
      acceptBusinessDays: policy.acceptBusinessDays
    }
    for (const event of TaskWork.propose(state.tasks, records, horizon, terms)) emit(event)
    for (const event of Journey.propose(around, state)) emit(event)
    for (const entry of Propose.entries(group())) emit(Saying.enrolledOf(entry))
    for (const passing of Steps.passings(group())) emit(Saying.passedOf(passing))
    for (const opened of Steps.openings(group())) {
      const affordable = Duties.affordable(opened, { ...around, definitions, shared, state })
      const { opening, request } = Duties.worded(Giving.allowed(affordable, around, state), state, around)
      if (request !== undefined) emit(request)
      if (opening === undefined) continue
      emit(Saying.openedOf(opening))
      const task = Duties.ofStep(opening, around)
      if (task !== undefined) emit(task)
    }
    for (const due of Steps.dueTouches(group())) {
      const event = Touching.decide(due, {
        ...around,
        definitions,
        shared,
        state,
        ...(templates === undefined ? {} : { templates })
      })
      if (event !== undefined) emit(event)
      const request = Duties.approvalOf(due, state, around)
      if (request !== undefined) emit(request)
    }
    for (const ending of Propose.endings(group())) emit(Saying.exitOf(ending))
    if (events.length === before) return { events, state, wakeAt: horizon.next() }
  }
  throw new Error(`group ${records.groupId} does not come to rest within ${mostPasses} passes`)
}
