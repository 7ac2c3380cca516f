/** How engaged each account of a group is, and how it came there: what journey stages are judged by, laid open. */
import type { Account } from "../account/Account.ts"
import * as Deed from "../engagement/Deed.ts"
import * as JourneyStage from "../engagement/JourneyStage.ts"
import * as Score from "../engagement/Score.ts"
import type { Activity } from "../account/Activity.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import type { Policy } from "../program/Policy.ts"

/** One account's engagement as of an instant. */
export interface Engagement {
  readonly accountId: string
  /** Its parts sum to it exactly. */
  readonly score: Score.Score
  readonly stage: string
  /** Every change of stage up to the instant, as the rules of today tell it; stages with a rule of their own are not entered. */
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

/** The engagement of each account of a group as of an instant, by account id. A changed rule rewrites the past. */
export const of = (
  market: AccountMarket,
  activities: ReadonlyArray<Activity>,
  { engagement, journey }: Pick<Policy, "engagement" | "journey">,
  asOf: Instant
): ReadonlyArray<Engagement> => {
  const index = RecordIndex.of(market.records)
  return index.accounts.map((account) => {
    const deeds = deedsOf(account, market, activities).filter(({ at }) => at <= asOf)
    const asked = {
      tier: market.segment?.tier ?? null,
      rolesOf: (contactId: string) => index.contact(contactId)?.roles ?? []
    }
    const history = JourneyStage.history(deeds, { ...asked, asOf, engagement, rules: journey })
    const stage = history.at(-1)?.to ?? journey.stages[0].id
    return { accountId: account.id, score: Score.of(deeds, { ...asked, at: asOf, rules: engagement }), stage, history }
  })
}
