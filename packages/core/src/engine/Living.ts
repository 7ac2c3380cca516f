/**
 * A market with what the journal says beside its records: the journey stage of each account, what was noticed, and a
 * person's word on key status. Rules look at all of it. The same give the same value, so that what was worked out about a
 * market serves on.
 */
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import * as KeyStatus from "../market/KeyStatus.ts"
import type { WorkState } from "./WorkState.ts"

interface Known {
  readonly stages: WorkState["stages"]
  readonly signals: WorkState["signals"]
  readonly isKey: boolean | undefined
  readonly market: AccountMarket
}

const known = new WeakMap<AccountMarket, Known>()

const isEmpty = (value: object): boolean => {
  for (const _ in value) return false
  return true
}

const stagesOf = (stages: WorkState["stages"]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(stages).flatMap(([accountId, { stage }]) => (stage === null ? [] : [[accountId, stage]]))
  )

const signalsOf = (signals: WorkState["signals"]) =>
  Object.values(signals)
    .map(({ accountId, kind }) => ({ accountId, kind }))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0))

/** The market as rules see it now. A person's word on key status begins and ends by the clock. */
export const of = (
  market: AccountMarket,
  { signals, stages }: Pick<WorkState, "signals" | "stages">,
  horizon: Horizon
): AccountMarket => {
  const isKey = KeyStatus.wordOn(market, horizon.passed)?.is
  if (isKey === undefined && isEmpty(signals) && isEmpty(stages)) return market
  const before = known.get(market)
  if (before?.stages === stages && before.signals === signals && before.isKey === isKey) return before.market
  const live = { stages: stagesOf(stages), signals: signalsOf(signals), ...(isKey === undefined ? {} : { isKey }) }
  const living: AccountMarket = { ...market, live }
  known.set(market, { stages, signals, isKey, market: living })
  return living
}
