/** ABC-XYZ by the library, as far as the peers go: tally, ranking, classes. */
import * as Abc from "../src/analysis/Abc.ts"
import type * as Facts from "../src/analysis/Facts.ts"
import * as Tally from "../src/analysis/Tally.ts"
import type * as Window from "../src/analysis/Window.ts"
import * as Calendar from "../src/kernel/Calendar.ts"
import * as Answer from "./Answer.ts"

/** Figures by item code, and the listed items in order with their classes. */
export interface Found {
  readonly tally: Tally.Tally
  readonly codes: ReadonlyArray<number>
  readonly ranking: Abc.Ranking
  readonly classes: ReadonlyArray<Abc.Class>
}

/** Everything from columns to classes. */
export const analyze = (facts: Facts.Facts, window: Window.Window): Found => {
  const options = { window, period: "month", measure: "revenue", method: "frequency", variation: "customers" } as const
  const tally = Tally.make(facts, Tally.accounts(facts), options)
  const codes = Tally.listed(tally)
  const measures = Float64Array.from(codes, (code) => tally.measure[code] ?? 0)
  const ranking = Abc.rank(
    measures,
    codes.map((code) => tally.ids[code] ?? "")
  )
  const classes = Array.from(ranking.order, (at) =>
    Abc.classify(measures[at] ?? 0, ranking.before[at] ?? 0, ranking.positive)
  )
  return { tally, codes, ranking, classes }
}

/** What was found, to be compared. */
export const answerOf = ({ classes, codes, ranking, tally }: Found, extra?: string): string => {
  const answer = Answer.make()
  ranking.order.forEach((at, place) => {
    const code = codes[at] ?? 0
    const measure = tally.measure[code] ?? 0
    answer.add({
      id: tally.ids[code] ?? "",
      measure,
      share: Abc.shareOf(measure, ranking.positive),
      shareBefore: Abc.shareBeforeOf(measure, ranking.before[at] ?? 0, ranking.positive),
      abc: classes[place] ?? "",
      byFrequency: tally.byFrequency[code] ?? "",
      byVariation: tally.byVariation[code] ?? "",
      undetermined: tally.undetermined[code] ?? null,
      active: tally.activePeriods[code] ?? 0,
      periods: tally.periods[code] ?? 0,
      orders: tally.orders[code] ?? 0,
      first: Calendar.ofDayNumber(tally.first[code] ?? 0),
      last: Calendar.ofDayNumber(tally.last[code] ?? 0)
    })
  })
  return answer.text(extra)
}
