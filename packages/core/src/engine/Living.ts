/**
 * A market with what the journal says beside its records: the journey stage of each account, and what was noticed. Rules
 * look at both. The same stages and signals give the same value, so that what was worked out about a market serves on.
 */
import type { AccountMarket } from "../market/AccountMarket.ts"
import type { WorkState } from "./WorkState.ts"

interface Known {
  readonly stages: WorkState["stages"]
  readonly signals: WorkState["signals"]
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

/** The market as rules see it now. */
export const of = (market: AccountMarket, { signals, stages }: WorkState): AccountMarket => {
  if (isEmpty(signals) && isEmpty(stages)) return market
  const before = known.get(market)
  if (before?.stages === stages && before.signals === signals) return before.market
  const living: AccountMarket = { ...market, live: { stages: stagesOf(stages), signals: signalsOf(signals) } }
  known.set(market, { stages, signals, market: living })
  return living
}
