/**
 * What programs propose for one account group, before guard rails: who enters and who leaves (steps and touches: see
 * `Steps`). Every comparison with a future instant goes through the horizon.
 */
import type { Account } from "../account/Account.ts"
import type { Hold } from "../account/Hold.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Expression from "../kernel/Expression.ts"
import * as Hash from "../kernel/Hash.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { CompiledPlay, CompiledProgram, CompiledTouch, Definitions } from "./Definition.ts"
import { finishedAt, taskIdOf, type EnrolmentState, type TouchState } from "./Enrolment.ts"
import * as Exits from "./Exits.ts"
import * as Holdout from "./Holdout.ts"
import type { Policy } from "./Policy.ts"
import type * as Recipient from "./Recipient.ts"
import * as RuleFacts from "./RuleFacts.ts"

/** What was said and done at the group, as far as steps wait for it and accounts leave for it. */
export interface Heard extends Recipient.Told {
  readonly holds: ReadonlyArray<Hold>
  /** Tasks by id. */
  readonly tasks: Readonly<Record<string, { readonly closed: { readonly at: Calendar.Instant } | null }>>
}

/** Everything that proposals are made from but the enrolments. */
export interface Setting {
  readonly heard: Heard
  readonly horizon: Horizon
  readonly policy: Policy
  readonly market: AccountMarket
  readonly definitions: Definitions
}

/** An enrolment that has not ended, with its version. */
export interface Inside {
  readonly enrolment: EnrolmentState
  readonly definition: CompiledProgram
  readonly play: CompiledPlay
  /** Undefined when the account is no longer among the group's records. */
  readonly account: Account | undefined
}

/** What proposals are made from. */
export interface Context extends Setting {
  /** All enrolments of the group, by id. */
  readonly enrolments: ReadonlyArray<EnrolmentState>
  /** Those that have not ended and whose version is known, by id. */
  readonly inside: ReadonlyArray<Inside>
}

/** An account that may enter a program. */
export interface Entry {
  readonly enrolmentId: string
  readonly definition: CompiledProgram
  readonly play: CompiledPlay
  readonly account: Account
  readonly occurrence: number
  readonly holdout: boolean
  readonly evidence: Expression.Evidence
}

/** An enrolment that ends, and why. */
export interface Exit {
  readonly enrolment: EnrolmentState
  readonly reason: string
  readonly evidence: Expression.Evidence
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const startOf = (day: Calendar.Day, definition: CompiledProgram, policy: Policy): Calendar.Instant =>
  Calendar.instantOf(day, 0, definition.program.timeZone ?? policy.timeZone)

/** Whether the program's last day is over. */
export const hasEnded = (definition: CompiledProgram, { horizon, policy }: Setting): boolean =>
  definition.program.endsOn !== undefined &&
  horizon.passed(startOf(Calendar.addDays(definition.program.endsOn, 1), definition, policy))

const hasStarted = (definition: CompiledProgram, { horizon, policy }: Setting): boolean =>
  definition.program.startsOn === undefined || horizon.passed(startOf(definition.program.startsOn, definition, policy))

const playOf = (enrolment: EnrolmentState, definitions: Definitions) => {
  const definition = definitions.byVersion.get(enrolment.version)
  const play = definition?.plays.find((one) => one.play.id === enrolment.playId)
  return definition === undefined || play === undefined ? undefined : { definition, play }
}

/** The group as programs look at it. `enrolments` may come in any order. */
export const look = (setting: Setting, enrolments: Iterable<EnrolmentState>): Context => {
  const index = RecordIndex.of(setting.market.records)
  const sorted = [...enrolments]
  if (sorted.length > 1) sorted.sort((a, b) => byText(a.enrolmentId, b.enrolmentId))
  const inside: Array<Inside> = []
  for (const enrolment of sorted) {
    const known = enrolment.exited === null ? playOf(enrolment, setting.definitions) : undefined
    if (known !== undefined) inside.push({ enrolment, ...known, account: index.account(enrolment.accountId) })
  }
  return { ...setting, enrolments: sorted, inside }
}

// Rules look at facts only, and facts stay while the records do: one answer to a rule serves until the next import.
const answers = new WeakMap<RuleFacts.AccountFacts, Map<Expression.Compiled, boolean>>()

const holds = (rule: Expression.Compiled, facts: RuleFacts.AccountFacts): boolean => {
  let known = answers.get(facts)
  if (known === undefined) answers.set(facts, (known = new Map()))
  let answer = known.get(rule)
  if (answer === undefined) known.set(rule, (answer = Expression.test(rule, facts) === "yes"))
  return answer
}

/** Whether an account may enter again now: never inside twice, and only as often as the program says. */
const mayEnter = (definition: CompiledProgram, before: ReadonlyArray<EnrolmentState>, context: Context): boolean => {
  if (before.length === 0) return true
  const { entry } = definition.program
  if (entry === "once" || before.some((one) => one.exited === null)) return false
  if (entry === "always") {
    const zone = definition.program.timeZone ?? context.policy.timeZone
    const lastExit = Calendar.instant(Math.max(...before.map((one) => one.exited?.at ?? 0)))
    return context.horizon.passed(Calendar.instantOf(Calendar.addDays(Calendar.dayOf(lastExit, zone), 1), 0, zone))
  }
  const lastEntry = Calendar.instant(Math.max(...before.map((one) => one.enteredAt)))
  return context.horizon.passed(Calendar.instant(lastEntry + entry.everyDays * Calendar.dayMillis))
}

/** The play of an account that enters: the first that fits, unless it would be left at once. A person's word comes first. */
const playFor = (
  definition: CompiledProgram,
  account: Account,
  facts: RuleFacts.AccountFacts,
  context: Context
): CompiledPlay | undefined => {
  const own = definition.program.overrides[account.id]
  if (own?.exclude === true || !holds(definition.audience, facts)) return undefined
  const play =
    definition.plays.find((one) => one.play.id === own?.play) ??
    definition.plays.find((one) => one.when === null || holds(one.when, facts))
  if (play === undefined || (play.goal !== null && holds(play.goal, facts))) return undefined
  return Exits.first({ account, definition, play }, context) === undefined ? play : undefined
}

/** Accounts that enter programs now, by program priority, program id and account id. */
export const entries = (context: Context): ReadonlyArray<Entry> => {
  const found: Array<Entry> = []
  const { definitions, market } = context
  for (const definition of definitions.current) {
    if (definition.program.entries === "closed") continue
    if (!hasStarted(definition, context) || hasEnded(definition, context)) continue
    const { id } = definition.program
    const { groupId } = market.records
    for (const account of RecordIndex.of(market.records).accounts) {
      const before = context.enrolments.filter((one) => one.programId === id && one.accountId === account.id)
      if (!mayEnter(definition, before, context)) continue
      const facts = RuleFacts.ofAccount(market, account)
      const play = playFor(definition, account, facts, context)
      if (play === undefined) continue
      const occurrence = before.length + 1
      found.push({
        enrolmentId: Hash.ofValue([id, account.id, occurrence]).slice(0, 20),
        definition,
        play,
        account,
        occurrence,
        holdout: Holdout.sideOf(definition.program, { accountId: account.id, groupId }, context.enrolments),
        evidence: Expression.explain(definition.audience, facts).evidence
      })
    }
  }
  return found
}

/** Enrolments whose version is known and has no such play: a version that somebody took the account to by hand. */
const playless = ({ definitions, enrolments }: Context): ReadonlyArray<Exit> =>
  enrolments.flatMap((enrolment) => {
    const definition = enrolment.exited === null ? definitions.byVersion.get(enrolment.version) : undefined
    if (definition === undefined || definition.plays.some(({ play }) => play.id === enrolment.playId)) return []
    const evidence = { "enrolment.version": enrolment.version, "enrolment.play": enrolment.playId }
    return [{ enrolment, reason: "play gone", evidence }]
  })

/** Enrolments that end now: the play or the account is gone, the goal is met, another exit of the play holds, all touches are done. */
export const exits = (context: Context): ReadonlyArray<Exit> => {
  const found: Array<Exit> = [...playless(context)]
  for (const { account, definition, enrolment, play } of context.inside) {
    if (account === undefined) {
      found.push({ enrolment, reason: "account left the group", evidence: { "account.id": null } })
      continue
    }
    const { goal } = play
    const facts = goal === null ? undefined : RuleFacts.ofAccount(context.market, account)
    if (goal !== null && facts !== undefined && holds(goal, facts)) {
      found.push({ enrolment, reason: "goal met", evidence: Expression.explain(goal, facts).evidence })
      continue
    }
    const exit = Exits.first({ account, definition, play, opened: enrolment.opened }, context)
    if (exit !== undefined) found.push({ enrolment, ...exit })
    else if (isComplete(enrolment, play.touches, context.heard))
      found.push({ enrolment, reason: "completed", evidence: {} })
  }
  return found
}

/** Enrolments whose program's last day is over. */
export const endings = (context: Context): ReadonlyArray<Exit> =>
  context.inside
    .filter(({ definition }) => hasEnded(definition, context))
    .map(({ definition, enrolment }) => ({
      enrolment,
      reason: "program-ended",
      evidence: { "program.endsOn": definition.program.endsOn ?? null }
    }))

const isOver = (touch: TouchState | undefined): boolean =>
  finishedAt(touch) !== undefined && touch?.status !== "unknown"

/**
 * Steps open in order, so that the last one says most; one that is not open before one that is was put there later and is
 * passed over. An unknown send keeps the enrolment open: it may go again.
 */
const isComplete = (enrolment: EnrolmentState, touches: ReadonlyArray<CompiledTouch>, heard: Heard): boolean => {
  for (let at = touches.length - 1; at >= 0; at -= 1) {
    const id = touches[at]?.touch.id ?? ""
    const opened = enrolment.opened[id]
    if (opened === undefined) {
      if (at === touches.length - 1) return false
      continue
    }
    if (touches[at]?.touch.task !== undefined) {
      if (heard.tasks[taskIdOf(enrolment.enrolmentId, id)]?.closed === null) return false
      continue
    }
    const byContact = enrolment.touches[id]
    if (!opened.members.every((member) => isOver(byContact?.[member]))) return false
  }
  return true
}
