/**
 * A plan of 90 days for accounts with five contacts each, in a program of five touches. Floor: `decide` alone on the
 * same instants, every message accepted by hand, without store, rendering and journal. Both queue the same messages.
 * Run: `node --conditions=@market-of-one/source packages/core/bench/Plan.bench.ts [accounts ...]`.
 * Prints ticks a second and their ratio, median of five interleaved runs (of 100,000 accounts or more one, which takes
 * half an hour and 7 GB: give node `--max-old-space-size=19000`), and how time grows with accounts.
 */
import * as Effect from "effect/Effect"
import type { GroupRecords } from "../src/account/Records.ts"
import * as Plan from "../src/engine/Plan.ts"
import { liveAlone, median, secondsOf } from "./Measure.ts"
import { from, layerOf, portfolio, until } from "./RunningProgram.ts"

const alone = (groups: ReadonlyArray<GroupRecords>) => {
  let ticks = 0
  let queued = 0
  for (const group of groups) {
    const life = liveAlone(group)
    ticks += life.looks.length
    queued += life.queued
  }
  return { ticks, queued }
}

const planned = (groups: ReadonlyArray<GroupRecords>): number => {
  const { decisions } = Effect.runSync(Effect.provide(Plan.plan({ from, until }), layerOf(groups)))
  return decisions.filter(({ event }) => event._tag === "MessageQueued").length
}

const sizes = process.argv.slice(2).map(Number)
let fewest: { readonly accounts: number; readonly perAccount: number } | undefined
let perAccount: number | undefined
for (const accounts of sizes.length === 0 ? [1_000, 10_000] : sizes) {
  const groups = portfolio(accounts)
  let decided = { ticks: 0, queued: 0 }
  let messages = 0
  const runs = Array.from({ length: accounts >= 100_000 ? 1 : 5 }, () => ({
    floor: secondsOf(() => (decided = alone(groups))),
    plan: secondsOf(() => (messages = planned(groups)))
  }))
  if (messages !== decided.queued) throw new Error(`the plan queued ${messages}, decide alone ${decided.queued}`)
  const floor = median(runs.map((run) => run.floor))
  const plan = median(runs.map((run) => run.plan))
  const before = perAccount
  perAccount = plan / accounts
  const growth = before === undefined ? "" : `   ${(perAccount / before).toFixed(2)} of linear`
  const fromFewest =
    fewest === undefined || before === fewest.perAccount
      ? ""
      : `, ${(perAccount / fewest.perAccount).toFixed(2)} from ${fewest.accounts}`
  fewest ??= { accounts, perAccount }
  console.log(`plan, ${accounts} accounts, ${5 * accounts} contacts, ${messages} messages, ${decided.ticks} ticks`)
  console.log(`  decide alone  ${floor.toFixed(2)} s   ${Math.round(decided.ticks / floor)} ticks/s`)
  console.log(
    `  plan          ${plan.toFixed(2)} s   ${(floor / plan).toFixed(2)} of decide alone${growth}${fromFewest}`
  )
}
