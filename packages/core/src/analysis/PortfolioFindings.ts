/** What a reader of the analysis must know before believing it: money of nobody, thresholds that separate nothing, risks. */
import type * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as Ratio from "../kernel/Ratio.ts"
import * as Reading from "../intake/Reading.ts"
import * as KeyAccountType from "./KeyAccountType.ts"
import type { Portfolio } from "./Portfolio.ts"
import * as Tally from "./Tally.ts"
import * as Window from "./Window.ts"
import * as Xyz from "./Xyz.ts"

/** What the findings need beside the portfolio. */
export interface Context {
  readonly accounts: ReadonlyArray<string>
  readonly isCovered: boolean
  readonly dataFrom: Calendar.Day
  readonly variation: Xyz.ThresholdSet
  readonly tally: Tally.Tally
}

type Analysed = Omit<Portfolio, "findings">

const say = (severity: Finding.Severity, rule: string, message: string, advice?: string): Finding.Finding => ({
  severity,
  rule: `portfolio/${rule}`,
  message,
  ...(advice === undefined ? {} : { advice })
})

const show = (ratio: number): string => Ratio.percent(ratio, "en")

const nobodysMoney = (portfolio: Analysed): ReadonlyArray<Finding.Finding> => {
  const { counts, total } = portfolio
  if (counts.withoutAccount === 0) return []
  const message = `${show(Tally.withoutAccountShare(counts, total))} of the money of the window belongs to no account (${counts.withoutAccount} rows in the data)`
  return [say("warning", "without-account", message, "no account can get credit for it: find out whose it is")]
}

const counted = (letters: Readonly<Record<Xyz.Letter, number>>): string =>
  `X ${letters.X}, Y ${letters.Y}, Z ${letters.Z}`

/** One letter for more than 95 % of the determined says nothing about any of them. */
const separation = (portfolio: Analysed, { tally, variation }: Context): ReadonlyArray<Finding.Finding> => {
  const count = (letterOf: (code: number) => Xyz.Letter): Record<Xyz.Letter, number> => {
    const letters = { X: 0, Y: 0, Z: 0 }
    for (const code of Tally.listed(tally)) if (tally.undetermined[code] === null) letters[letterOf(code)] += 1
    return letters
  }
  const used = count((code) => (portfolio.method === "variation" ? tally.byVariation : tally.byFrequency)[code] ?? "Z")
  const determined = used.X + used.Y + used.Z
  const most = Math.max(used.X, used.Y, used.Z)
  if (determined === 0 || Ratio.comparePercent(most, determined, 95) <= 0) return []
  const head = `the thresholds do not separate this portfolio: ${counted(used)}`
  // A variation exactly on a threshold differs from these counts by nothing that matters for a hint.
  const bySet = (set: Xyz.ThresholdSet): string => {
    const { x, y } = Xyz.variationThresholds[set]
    const letters = count((code) => {
      const value = tally.variation[code] ?? 0
      return value <= x / 100 ? "X" : value <= y / 100 ? "Y" : "Z"
    })
    return `${portfolio.method === "frequency" ? "by variation " : ""}with the thresholds for ${set}: ${counted(letters)}`
  }
  if (portfolio.method === "frequency") {
    const advice = "measure regularity by variation where that separates"
    return [say("warning", "not-separated", [head, bySet("stock"), bySet("customers")].join("; "), advice)]
  }
  const other = variation === "stock" ? "customers" : "stock"
  return [say("warning", "not-separated", `${head}; ${bySet(other)}`, `try the thresholds for ${other}`)]
}

const dependency = ({ bounds, concentration, items }: Analysed): ReadonlyArray<Finding.Finding> => {
  const { keyShare, largest, threshold, topTenShare, verdict } = concentration
  const keys = items.filter(({ key }) => key.isKey).length
  const said = `${keys} key ${keys === 1 ? "account brings" : "accounts bring"} ${show(keyShare)} of sales`
  const reach =
    threshold === null ? undefined : `a score of ${(threshold / 100).toFixed(2)} would reach the nearest bound`
  const findings: Array<Finding.Finding> = []
  if (verdict === "too-few")
    findings.push(say("warning", "too-few-keys", `${said}, below ${bounds.low}%: too few are treated as key`, reach))
  if (verdict === "risk")
    findings.push(say("warning", "concentration", `${said}, above ${bounds.high}%: too much hangs on them`, reach))
  if (largest === null) return findings
  const isBreadwinner = items.some(({ types }) => types.some(({ type }) => type === "breadwinner"))
  const who = `the largest is ${largest.id} with ${show(largest.share)}, the ten largest bring ${show(topTenShare)}`
  const percent = KeyAccountType.breadwinnerPercent
  findings.push(
    isBreadwinner
      ? say("info", "largest", who)
      : say("info", "no-breadwinner", `no account brings ${percent}% of the measure; ${who}`)
  )
  return findings
}

/** All findings on a portfolio, the ones that bound every conclusion first. */
export const check = (portfolio: Analysed, context: Context): ReadonlyArray<Finding.Finding> => {
  const { counts, measure, period, previousWindow, window } = portfolio
  const findings = [...nobodysMoney(portfolio)]
  if (measure === "profit" && counts.withoutCost > 0) {
    const message = `${counts.withoutCost} rows of the window have no cost and are left out of the profit`
    findings.push(say("warning", "without-cost", message, "map the `cost` column, or measure revenue"))
  }
  for (const [twin, id] of Reading.decimalTwins(context.accounts)) {
    const message = `account "${twin}" stands beside "${id}": most likely one account, written by a spreadsheet`
    findings.push(say("warning", "decimal-twin", message, "save the id column as text"))
  }
  if (!context.isCovered) {
    const before = `${previousWindow.from} to ${previousWindow.to}`
    const message = `the data begin on ${context.dataFrom} and do not cover the window before (${before})`
    findings.push(say("info", "no-previous-window", `${message}: growth and migration are unknown`))
  }
  if (Window.hasPartialEnd(window, period)) {
    findings.push(
      say("info", "partial-period", `the last ${period} is cut short by ${window.to}: it counts for ABC, not for XYZ`)
    )
  }
  return [...findings, ...separation(portfolio, context), ...dependency(portfolio)]
}
