/**
 * What clients will buy: BG/NBD for how often, Gamma-Gamma for how much, both fitted to the orders of a portfolio up to a
 * day. It says how far the fits are to be trusted, and gives each client its chance to buy, the purchases expected and
 * their expected value.
 */
import type * as Facts from "../analysis/Facts.ts"
import type * as Tally from "../analysis/Tally.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as BgNbd from "./BgNbd.ts"
import * as GammaGamma from "./GammaGamma.ts"

/** What is foretold. */
export interface Options {
  /** The last day of the data that is looked at. */
  readonly until: Calendar.Day
  /** Days after it that are foretold. */
  readonly horizonDays: number
  /** Days in a unit of the model's time; a week unless said. */
  readonly unitDays?: number
}

/** One client. Amounts are in minor units of revenue. */
export interface Row {
  readonly id: string
  readonly history: BgNbd.History
  readonly outlook: BgNbd.Outlook
  /** Of the next purchase day; null when the model of amounts has none to give. */
  readonly amountMinor: number | null
  /** Purchases expected × their amount; null when the amount is unknown. */
  readonly expectedMinor: number | null
}

/** The models of a portfolio. */
export interface PurchaseModel {
  /** Null when the data hold too few repeats. */
  readonly frequency: BgNbd.Fit | null
  /** Null when too few clients bought again. */
  readonly amounts: GammaGamma.Fit | null
  /** Most expected value first, unknown last, ties by id; empty without a fit of frequency. */
  readonly rows: ReadonlyArray<Row>
  readonly findings: ReadonlyArray<Finding.Finding>
}

interface Bought {
  /** Day numbers, ascending. */
  readonly days: ReadonlyArray<number>
  /** What each day brought, in minor units. */
  readonly amounts: ReadonlyArray<number>
}

/** Positive orders of each item by day, up to a day; items without any are left out. */
const boughtBy = (facts: Facts.Facts, items: Tally.Items, until: number): ReadonlyMap<number, Bought> => {
  const sums = new Map<number, Map<number, number>>()
  for (let row = 0; row < facts.size; row += 1) {
    const item = items.ofAccount[facts.account.codes[row] ?? -1] ?? -1
    const minor = facts.minor[row] ?? 0
    const day = facts.day[row] ?? 0
    if (item < 0 || minor <= 0 || day > until) continue
    let own = sums.get(item)
    if (own === undefined) sums.set(item, (own = new Map<number, number>()))
    own.set(day, (own.get(day) ?? 0) + minor)
  }
  return new Map(
    [...sums].map(([item, own]) => {
      const sorted = [...own].toSorted(([a], [b]) => a - b)
      return [item, { days: sorted.map(([day]) => day), amounts: sorted.map(([, minor]) => minor) }]
    })
  )
}

/** A correlation beyond this contradicts what Gamma-Gamma assumes. */
const mostCorrelation = 0.3

const warning = (rule: string, message: string, advice: string): Finding.Finding => ({
  severity: "warning",
  rule: `purchase-model/${rule}`,
  message,
  advice
})

const doubtsOf = (frequency: BgNbd.Fit | null, amounts: GammaGamma.Fit | null): ReadonlyArray<Finding.Finding> => {
  const findings: Array<Finding.Finding> = []
  if (frequency === null) {
    const message = `fewer than ${BgNbd.fewestRepeats} repeat purchases: how often clients buy cannot be fitted`
    findings.push(warning("few-repeats", message, "bring a longer history of orders"))
  } else {
    if (frequency.degenerate !== null) {
      const message = `the fit of BG/NBD is degenerate (${frequency.degenerate}): P(alive) is not used, clients are ranked by how often they bought`
      findings.push(warning("degenerate", message, "bring a longer history, in which clients were lost"))
    }
    if (!frequency.isConverged)
      findings.push(warning("not-converged", "the fit of BG/NBD did not converge", "do not rely on its figures"))
  }
  if (amounts === null) {
    const message = `fewer than ${GammaGamma.fewestClients} clients bought again: the worth of purchases cannot be fitted`
    findings.push(warning("few-amounts", message, "bring a longer history of orders"))
  } else {
    if (!amounts.isConverged)
      findings.push(warning("not-converged", "the fit of Gamma-Gamma did not converge", "do not rely on its figures"))
    if (amounts.mean === null) {
      const message = "the fit of Gamma-Gamma has no mean (q ≤ 1)"
      findings.push(warning("no-mean", message, "look for single orders far larger than all others"))
    }
    if (amounts.correlation !== null && Math.abs(amounts.correlation) > mostCorrelation) {
      const message = `number and amount of purchases go together (correlation ${amounts.correlation.toFixed(2)}), which Gamma-Gamma takes them not to`
      findings.push(warning("dependent", message, "take expected values as a ranking, not as money"))
    }
  }
  return findings
}

/** Fits both models and foretells every client that bought by the day. The order of rows is irrelevant. */
export const of = (facts: Facts.Facts, items: Tally.Items, options: Options): PurchaseModel => {
  const { horizonDays, unitDays = BgNbd.week, until } = options
  const end = Calendar.dayNumber(until)
  const bought = boughtBy(facts, items, end)
  const spendings = new Map(
    [...bought].flatMap(([item, { amounts }]) => {
      const spending = GammaGamma.spendingOf(amounts)
      return spending === null ? [] : [[item, spending] as const]
    })
  )
  const frequency = BgNbd.fitOrders(
    [...bought.values()].map(({ days }) => days),
    end,
    unitDays
  )
  const amounts = GammaGamma.fit([...spendings.values()])
  const rows = [...bought].flatMap(([item, { days }]): ReadonlyArray<Row> => {
    const history = BgNbd.historyOf(days, end, unitDays)
    if (frequency === null || history === null) return []
    const outlook = BgNbd.outlook(frequency, history, horizonDays)
    const spending = spendings.get(item) ?? null
    const amount = amounts === null ? null : GammaGamma.expectedAmount(amounts.parameters, spending)
    return [
      {
        id: items.ids[item] ?? "",
        history,
        outlook,
        amountMinor: amount === null ? null : Math.round(amount),
        expectedMinor:
          amounts === null ? null : GammaGamma.expectedValue(amounts.parameters, spending, outlook.purchases)
      }
    ]
  })
  return {
    frequency,
    amounts,
    rows: rows.toSorted(
      (a, b) => (b.expectedMinor ?? -1) - (a.expectedMinor ?? -1) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
    ),
    findings: doubtsOf(frequency, amounts)
  }
}
