/**
 * Who is lost, foretold from a wholesaler's first six months (December 2010 to May 2011) and judged by the next three: a
 * client was lost when it bought nothing from June to August. Peers: silence of 60 days, and silence in days as a ranking.
 * Run: `ABM_REAL_DATA=… node --conditions=@market-of-one/source packages/core/bench/Churn.bench.ts`; a line without it.
 * Prints precision, recall and F1 of each flag and the AUC of each ranking, over clients with at least two purchase days
 * and over all; then the model of purchases at as many flags as there are presumed lost, and how long it all took.
 */
import * as Calendar from "../src/kernel/Calendar.ts"
import * as Foresight from "./Foresight.ts"

const ratio = (value: number): string => value.toFixed(3)

const flags = (name: string, { f1, flagged, precision, recall }: Foresight.Score): void =>
  console.log(
    `  ${name.padEnd(36)}${String(flagged).padStart(5)} flagged   precision ${ratio(precision)}   recall ${ratio(recall)}   F1 ${ratio(f1)}`
  )

const print = (title: string, clients: ReadonlyArray<Foresight.Client>): void => {
  const lost = clients.filter(({ isLost }) => isLost).length
  console.log(`${title}: ${clients.length} clients, of whom ${lost} bought nothing`)
  const presumed = Foresight.scoreOf(clients, Foresight.isPresumedLost)
  const top = Foresight.riskiest(clients, presumed.flagged, Foresight.riskByModel)
  flags("silent for 60 days", Foresight.scoreOf(clients, Foresight.isSilentFor60Days))
  flags("presumed lost", presumed)
  flags("at risk or presumed lost", Foresight.scoreOf(clients, Foresight.isAtRisk))
  flags(
    "BG/NBD, as many as presumed lost",
    Foresight.scoreOf(clients, ({ id }) => top.has(id))
  )
  const rankings = {
    "silence in days": ({ silenceDays }: Foresight.Client) => silenceDays,
    "silence in usual intervals": Foresight.silenceInIntervals,
    "BG/NBD, chance not to buy": Foresight.riskByModel
  }
  for (const [name, riskOf] of Object.entries(rankings)) {
    console.log(`  ${name.padEnd(36)}AUC ${ratio(Foresight.aucOf(clients, riskOf))}`)
  }
}

const folder = process.env["ABM_REAL_DATA"]
if (folder === undefined || folder === "") {
  console.log("skipped: set ABM_REAL_DATA to the folder that holds orders/invoices-2010-12_2011-08.csv")
} else {
  const facts = Foresight.invoices(folder)
  const start = performance.now()
  const { clients, fit } = Foresight.judge(facts, Calendar.Day.make("2011-06-01"), Calendar.Day.make("2011-09-01"))
  const seconds = (performance.now() - start) / 1000
  print(
    "at least two purchase days",
    clients.filter(({ purchaseDays }) => purchaseDays >= 2)
  )
  print("all", clients)
  if (fit === null) console.log("BG/NBD: no fit")
  else {
    const { a, alpha, b, r } = fit.parameters
    console.log(
      `BG/NBD: r ${ratio(r)}, alpha ${ratio(alpha)}, a ${ratio(a)}, b ${ratio(b)}${fit.degenerate === null ? "" : `, degenerate: ${fit.degenerate}`}`
    )
  }
  console.log(`judged ${facts.size} orders in ${seconds.toFixed(2)} s`)
}
