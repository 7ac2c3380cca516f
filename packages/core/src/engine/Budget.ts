/**
 * Programs' budgets: what a group has taken of them is a fold of its own journal, what others took comes with what groups
 * share, and the store makes sure at the commit that together they do not pass the limit.
 */
import type { Shared, Spending } from "../journal/Store.ts"
import { addDays, dayOf, instantOf } from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { Definitions } from "../program/Definition.ts"
import type { GuardFacts } from "../program/GuardFacts.ts"
import type { Policy } from "../program/Policy.ts"
import type { GroupState } from "./GroupState.ts"

const taken: ReadonlySet<string> = new Set(["queued", "sent", "unknown", "refused"])

/** What a group has taken of each program's budget, by program id; programs without any are absent. */
const ownOf = (state: GroupState): Readonly<Record<string, number>> => {
  const own: Record<string, number> = {}
  for (const { enrolmentId, programId, touches } of Object.values(state.enrolments)) {
    let sum = 0
    for (const byContact of Object.values(touches))
      for (const { message, status } of Object.values(byContact)) if (taken.has(status)) sum += message?.costMinor ?? 0
    for (const task of Object.values(state.tasks))
      if (task.enrolmentId === enrolmentId && task.closed?.outcome !== "withdrawn") sum += task.costMinor ?? 0
    if (sum > 0) own[programId] = (own[programId] ?? 0) + sum
  }
  return own
}

/** The limits of the programs that have one, by program id: those of the current definitions. */
const limitsOf = (definitions: Definitions): Readonly<Record<string, number>> => {
  let limits = known.get(definitions)
  if (limits === undefined) {
    limits = Object.fromEntries(
      definitions.current.flatMap(({ program: { budget, id } }) => (budget === undefined ? [] : [[id, budget.minor]]))
    )
    known.set(definitions, limits)
  }
  return limits
}

const known = new WeakMap<Definitions, Readonly<Record<string, number>>>()

/** What a tick says of budgets; undefined where no program has one. */
export const spendingOf = (definitions: Definitions, state: GroupState): Spending | undefined => {
  const limits = limitsOf(definitions)
  const ids = Object.keys(limits)
  if (ids.length === 0) return undefined
  const own = ownOf(state)
  return { limits, own: Object.fromEntries(ids.map((id) => [id, own[id] ?? 0])) }
}

/** What is asked of a budget. */
export interface Asked {
  readonly programId: string
  readonly costMinor: number
  readonly definitions: Definitions
  readonly state: GroupState
  readonly shared: Shared
  readonly policy: Policy
  readonly horizon: Horizon
}

/** The budget that something would pass; it is looked at again each day, for others may leave some of it. */
export const over = (asked: Asked): GuardFacts["overBudget"] => {
  const { costMinor, definitions, horizon, policy, programId, shared, state } = asked
  const limitMinor = limitsOf(definitions)[programId]
  if (limitMinor === undefined || costMinor === 0) return undefined
  const spentMinor = (shared.spent?.[programId] ?? 0) + (ownOf(state)[programId] ?? 0)
  if (spentMinor + costMinor <= limitMinor) return undefined
  const zone = policy.timeZone
  horizon.watch(instantOf(addDays(dayOf(horizon.now, zone), 1), 0, zone))
  return { limitMinor, spentMinor, costMinor }
}
