/** How accounts move between journey stages: judged at every look, written down when it changes. */
import type { Account } from "../account/Account.ts"
import * as JourneyStage from "../engagement/JourneyStage.ts"
import * as Score from "../engagement/Score.ts"
import type { Decision } from "../journal/Event.ts"
import * as RecordIndex from "../market/RecordIndex.ts"
import * as Engagement from "./Engagement.ts"
import type { GroupState } from "./GroupState.ts"
import type { Setting } from "./Noticing.ts"

const ofAccount = (account: Account, setting: Setting, state: GroupState): Decision | undefined => {
  const { horizon, market, policy } = setting
  const before = state.stages[account.id]
  const deeds = Engagement.deedsOf(account, market, state.activities).filter(({ at }) => horizon.passed(at))
  if (deeds.length === 0 && before === undefined) return undefined
  const index = RecordIndex.of(market.records)
  const score = Score.of(deeds, {
    at: horizon.now,
    rules: policy.engagement,
    tier: market.segment?.tier ?? null,
    rolesOf: (contactId) => index.contact(contactId)?.roles ?? []
  })
  const found = JourneyStage.next({
    rules: policy.journey,
    before: before === undefined || before.stage === null ? null : { stage: before.stage, changedAt: before.since },
    score,
    holds: Engagement.holdsFor(account, market, policy.journey)
  })
  if (found.watch !== null) horizon.watch(found.watch)
  if (found.stage === (before?.stage ?? policy.journey.stages[0].id)) return undefined
  const evidence = { "account.score": score.thousandths / 1000, because: found.because }
  return { _tag: "StageChanged", accountId: account.id, from: before?.stage ?? null, to: found.stage, evidence }
}

/** The moves of accounts now, by account id. */
export const propose = (setting: Setting, state: GroupState): ReadonlyArray<Decision> => {
  const { interactions } = setting.market.records
  if (state.activities.length === 0 && interactions.length === 0 && Object.keys(state.stages).length === 0) return []
  return RecordIndex.of(setting.market.records).accounts.flatMap((account) => ofAccount(account, setting, state) ?? [])
}
