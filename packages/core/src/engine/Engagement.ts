/** How engaged each account of a group is, and how it came there: what journey stages are judged by, laid open. */
import type { Account } from "../account/Account.ts"
import * as Deed from "../engagement/Deed.ts"
import * as JourneyStage from "../engagement/JourneyStage.ts"
import * as Score from "../engagement/Score.ts"
import type { Activity } from "../account/Activity.ts"
import type { Instant } from "../kernel/Calendar.ts"
import * as Expression from "../kernel/Expression.ts"
import * as Horizon from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { Policy } from "../program/Policy.ts"
import * as RuleFacts from "../program/RuleFacts.ts"
import type { GroupState } from "./GroupState.ts"
import * as Living from "./Living.ts"

/** One account's engagement as of an instant. */
export interface Engagement {
  readonly accountId: string
  /** Its parts sum to it exactly. */
  readonly score: Score.Score
  /** What a decision at the instant gives: from the stage that the journal knows, where it knew one by then. */
  readonly stage: string
  /** Every change of stage up to the instant, as the rules and the records of today tell it. */
  readonly history: ReadonlyArray<JourneyStage.Change>
}

/** What people of the account did, and what we did together. */
export const deedsOf = (
  account: Account,
  { records }: Pick<AccountMarket, "records">,
  activities: ReadonlyArray<Activity>
): ReadonlyArray<Deed.Deed> => {
  const index = RecordIndex.of(records)
  const told = activities
    .filter(({ contactId }) => index.contact(contactId)?.accountId === account.id)
    .map(Deed.ofActivity)
  const held = records.interactions
    .filter(({ accountId }) => accountId === account.id)
    .flatMap((one) => Deed.ofInteraction(one) ?? [])
  return [...told, ...held]
}

const compiled = new WeakMap<JourneyStage.JourneyRules, ReadonlyMap<string, Expression.Compiled | null>>()

/** The rules of stages that have one, compiled; null where the text is no rule. */
const rulesOf = (journey: JourneyStage.JourneyRules): ReadonlyMap<string, Expression.Compiled | null> => {
  let known = compiled.get(journey)
  if (known === undefined) {
    known = new Map(
      journey.stages.flatMap(({ id, when }) =>
        when === undefined ? [] : [[id, Expression.compile(RuleFacts.accountRules, when).compiled] as const]
      )
    )
    compiled.set(journey, known)
  }
  return known
}

/** Whether the rule of a stage holds for an account, by the records as they are; null is unknown. */
export const holdsFor =
  (account: Account, market: AccountMarket, journey: JourneyStage.JourneyRules) =>
  ({ id }: JourneyStage.Stage): boolean | null => {
    const rule = rulesOf(journey).get(id)
    if (rule === undefined || rule === null) return null
    const answer = Expression.test(rule, RuleFacts.ofAccount(market, account))
    return answer === "unknown" ? null : answer === "yes"
  }

/** What the journal says that engagement is judged by. */
export type Told = Pick<GroupState, "activities" | "signals" | "stages">

/** The engagement of each account of a group as of an instant, by account id. A changed rule rewrites the past. */
export const of = (
  told: AccountMarket,
  state: Told,
  { engagement, journey }: Pick<Policy, "engagement" | "journey">,
  asOf: Instant
): ReadonlyArray<Engagement> => {
  const market = Living.of(told, state, Horizon.make(asOf))
  const index = RecordIndex.of(market.records)
  return index.accounts.map((account) => {
    const deeds = deedsOf(account, market, state.activities).filter(({ at }) => at <= asOf)
    const holds = holdsFor(account, market, journey)
    const asked = {
      tier: market.segment?.tier ?? null,
      rolesOf: (contactId: string) => index.contact(contactId)?.roles ?? []
    }
    const history = JourneyStage.history(deeds, { ...asked, asOf, engagement, rules: journey, holds })
    const score = Score.of(deeds, { ...asked, at: asOf, rules: engagement })
    const { since = null, stage: decided = null } = state.stages[account.id] ?? {}
    const stage =
      decided === null || since === null || since > asOf
        ? (history.at(-1)?.to ?? journey.stages[0].id)
        : JourneyStage.next({ rules: journey, before: { stage: decided, changedAt: since }, score, holds }).stage
    return { accountId: account.id, score, stage, history }
  })
}
