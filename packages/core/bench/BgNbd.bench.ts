/**
 * The model of purchases: how long a fit of so many generated clients takes, and how many outlooks a second follow; then,
 * on a wholesaler's real invoices, its ranking beside silence in days, silence in usual intervals and a fixed 60 days:
 * AUC, and the precision of each ranking at the number of clients that each rule flags. Clients are judged by December
 * 2010 to May 2011, and were lost when they bought nothing from June to August.
 * Run: `ABM_REAL_DATA=… node --conditions=@market-of-one/source packages/core/bench/BgNbd.bench.ts [clients]`; without
 * the variable the second part is left out, and a line says so.
 */
import * as Calendar from "../src/kernel/Calendar.ts"
import * as BgNbd from "../src/retention/BgNbd.ts"
import { beta, gamma, uniform } from "../test/retention/Draws.ts"
import * as Foresight from "./Foresight.ts"
import { secondsOf } from "./Measure.ts"

/** Purchase days over two years of a client that lives and buys as the model says. */
const generated = (random: () => number): ReadonlyArray<number> => {
  const rate = gamma(0.8, random) / 35
  const leaves = beta(0.9, 3, random)
  const days: Array<number> = []
  for (let at = 700 * random(); at < 730; at -= Math.log(random()) / rate) {
    const day = Math.floor(at)
    if (days.at(-1) !== day) days.push(day)
    if (days.length > 1 && random() < leaves) break
  }
  return days
}

const size = Number(process.argv[2] ?? 100_000)
const random = uniform(1)
const people = Array.from({ length: size }, () => generated(random))
let fitted: BgNbd.Fit | null = null
const seconds = secondsOf(() => {
  fitted = BgNbd.fitOrders(people, 729)
})
const describe = ({
  degenerate,
  evaluations,
  expectedRepeats,
  isConverged,
  parameters,
  repeats
}: BgNbd.Fit): string => {
  const written = Object.entries(parameters).map(([name, value]) => `${name} ${value.toPrecision(4)}`)
  const trust = `${isConverged ? "converged" : "not converged"}, ${degenerate ?? "sound"}, ${evaluations} evaluations`
  return `${written.join(", ")}; ${trust}; ${repeats} repeats, ${expectedRepeats.toFixed(0)} expected`
}
const fit = fitted as BgNbd.Fit | null
if (fit === null) throw new Error("the generated clients make no fit")
const histories = people.flatMap((days) => BgNbd.historyOf(days, 729) ?? [])
let sum = 0
const spent = secondsOf(() => {
  for (const history of histories) sum += BgNbd.outlook(fit, history, 90).purchases
})
console.log(`${size} generated clients (truth: r 0.8, alpha 5, a 0.9, b 3) fitted in ${seconds.toFixed(2)} s`)
console.log(`  ${describe(fit)}`)
console.log(`  ${Math.round(size / spent)} outlooks a second, ${sum.toFixed(0)} purchases expected in 90 days`)

const ratio = (value: number): string => value.toFixed(3)
const rules = {
  "silent for 60 days": Foresight.isSilentFor60Days,
  "presumed lost": Foresight.isPresumedLost,
  "at risk or presumed lost": Foresight.isAtRisk
}
const rankings = {
  "silence in days": ({ silenceDays }: Foresight.Client) => silenceDays,
  "silence in usual intervals": Foresight.silenceInIntervals,
  "BG/NBD, chance not to buy": Foresight.riskByModel
}
const print = (title: string, clients: ReadonlyArray<Foresight.Client>): void => {
  console.log(`${title}: ${clients.length} clients`)
  const heads = Object.entries(rules).map(([name, isFlagged]) => ({ name, ...Foresight.scoreOf(clients, isFlagged) }))
  const flagged = heads.map(({ flagged, name, precision }) => `${name} ${flagged} at ${ratio(precision)}`)
  console.log(`  flagged, and their precision: ${flagged.join(", ")}`)
  for (const [name, riskOf] of Object.entries(rankings)) {
    const as = heads.map((head) => {
      const top = Foresight.riskiest(clients, head.flagged, riskOf)
      return ratio(Foresight.scoreOf(clients, ({ id }) => top.has(id)).precision)
    })
    console.log(`  ${name.padEnd(28)}AUC ${ratio(Foresight.aucOf(clients, riskOf))}   as many: ${as.join(", ")}`)
  }
  const byRule = (client: Foresight.Client): number => (Foresight.isSilentFor60Days(client) ? 1 : 0)
  console.log(`  ${"silent for 60 days".padEnd(28)}AUC ${ratio(Foresight.aucOf(clients, byRule))}`)
}

const folder = process.env["ABM_REAL_DATA"]
if (folder === undefined || folder === "") {
  console.log("real invoices skipped: set ABM_REAL_DATA to the folder that holds orders/invoices-2010-12_2011-08.csv")
} else {
  const [asOf, end] = [Calendar.Day.make("2011-06-01"), Calendar.Day.make("2011-09-01")]
  const judged = Foresight.judge(Foresight.invoices(folder), asOf, end)
  if (judged.fit !== null) console.log(`real invoices: ${describe(judged.fit)}`)
  print("all", judged.clients)
  print(
    "at least two purchase days",
    judged.clients.filter(({ purchaseDays }) => purchaseDays >= 2)
  )
}
