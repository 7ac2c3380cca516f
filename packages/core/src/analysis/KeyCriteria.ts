/**
 * The six criteria of a key account (ключевой клиент): each a score from 0 to 1 or unknown, with the facts it rests on.
 * The score of an account is the weighted mean of what is known; confidence says how much that was.
 */
import * as Calendar from "../kernel/Calendar.ts"
import * as Ratio from "../kernel/Ratio.ts"

/** The criteria, heaviest first. */
export type Criterion =
  | "profit"
  | "reliability"
  | "long-term intent"
  | "growth influence"
  | "new ways to earn"
  | "reputation"

/** Weights in hundredths; they sum to 100. */
export type Weights = Readonly<Record<Criterion, number>>

/** The weights of the founding document's reading (docs/explanation/analysis.md). */
export const standardWeights: Weights = {
  profit: 35,
  reliability: 15,
  "long-term intent": 15,
  "growth influence": 15,
  "new ways to earn": 10,
  reputation: 10
}

/** In hundredths: a key account scores at least `score` with at least `confidence` of the weight known. */
export interface Thresholds {
  readonly score: number
  readonly confidence: number
}

/** Score 0.65, confidence 0.50. */
export const standardThresholds: Thresholds = { score: 65, confidence: 50 }

/** One criterion of one account. A `score` of null is unknown and weighs nothing; `because` names the facts. */
export interface Scored {
  readonly criterion: Criterion
  readonly weight: number
  readonly score: number | null
  readonly because: string
}

/** What a person said about key status: it wins over the computed answer until `until` has come. */
export interface ByHand {
  readonly is: boolean
  readonly by: string
  readonly at: Calendar.Day
  readonly reason: string
  readonly until?: Calendar.Day
}

/** The verdict on one account. `computed` stands beside `isKey` where a person decided otherwise. */
export interface Verdict {
  /** Null when nothing is known. */
  readonly score: number | null
  readonly confidence: number
  readonly isKey: boolean
  readonly computed: boolean
  readonly byHand: ByHand | null
  readonly criteria: ReadonlyArray<Scored>
}

/** What a criterion finds: a score, or null when unknown, and why. */
export interface Finding {
  readonly score: number | null
  readonly because: string
}

const unknown = (because: string): Finding => ({ score: null, because })
const show = (ratio: number): string => `${(ratio * 100).toFixed(1)}%`

/** 1 − the share before the account, by gross profit or by revenue. */
export const profit = (shareBefore: number, basis: "gross profit" | "revenue"): Finding => ({
  score: 1 - shareBefore,
  because: `${show(shareBefore)} of ${basis} before it`
})

/** Invoices of the account that fell due in the window, those paid by their due date, and its open disputes. */
export interface Payments {
  readonly due: number
  readonly onTime: number
  readonly openDisputes: number
}

/** The share paid by the due date less 0.1 for each open dispute, not below 0; unknown with fewer than 3 invoices due. */
export const reliability = (payments: Payments | undefined): Finding => {
  if (payments === undefined) return unknown("no invoices in the data")
  const { due, onTime, openDisputes } = payments
  if (due < 3) return unknown(`${due} invoices due in the window, fewer than 3`)
  const disputes = openDisputes === 0 ? "" : `, ${openDisputes} open disputes`
  return {
    score: Math.max(0, onTime / due - openDisputes / 10),
    because: `${onTime} of ${due} invoices paid on time${disputes}`
  }
}

/** What is known about an account's intent to stay. */
export interface Intent {
  readonly to: Calendar.Day
  /** A contract's end, the latest of the account. */
  readonly contractUntil?: Calendar.Day | undefined
  /** A renewal within the window. */
  readonly renewedAt?: Calendar.Day | undefined
  /** The start, when it is known. */
  readonly start?: Calendar.Day | undefined
  /** Periods with an order and periods in view, when there are enough of them. */
  readonly regularity?: { readonly active: number; readonly periods: number } | undefined
}

const daysOfYear = 365.25

/** A contract of 12 months beyond `to` or a renewal is 1; else the mean of tenure and regularity, as far as known. */
export const longTermIntent = ({ contractUntil, regularity, renewedAt, start, to }: Intent): Finding => {
  if (contractUntil !== undefined && contractUntil >= Calendar.addMonths(to, 12)) {
    return { score: 1, because: `a contract runs until ${contractUntil}` }
  }
  if (renewedAt !== undefined) return { score: 1, because: `a contract was renewed on ${renewedAt}` }
  const parts: Array<number> = []
  const because: Array<string> = []
  if (start !== undefined) {
    const years = Math.max(0, Calendar.daysBetween(start, to)) / daysOfYear
    parts.push(Math.min(1, years / 3))
    because.push(`a client for ${years.toFixed(1)} years`)
  }
  if (regularity !== undefined) {
    const { active, periods } = regularity
    parts.push(Math.min(1, active / periods / 0.75))
    because.push(`active in ${active} of ${periods} periods`)
  }
  if (parts.length === 0) return unknown("neither its start nor its regularity is known")
  return { score: parts.reduce((sum, part) => sum + part, 0) / parts.length, because: because.join(", ") }
}

/** 1 − the share of all growth that larger growers brought; 0 without growth; unknown without the previous window. */
export const growthInfluence = (growthMinor: number | undefined, shareBefore: number): Finding => {
  if (growthMinor === undefined) return unknown("the data do not cover the window before")
  if (growthMinor <= 0) return { score: 0, because: "no growth against the window before" }
  return { score: 1 - shareBefore, because: `${show(shareBefore)} of all growth before it` }
}

/** How an account opened new ways to earn in the window. */
export interface NewWays {
  /** Products it bought among the first three buyers. */
  readonly products: number
  /** Channels it ordered through for the first time, having used others before. */
  readonly channels: number
  /** Accounts it referred that became customers. */
  readonly referrals: number
}

/** Half a point for each new way, at most 1; unknown when the data have no product, channel or referral. */
export const newWaysToEarn = (ways: NewWays | undefined): Finding => {
  if (ways === undefined) return unknown("no product, channel or referral in the data")
  const { channels, products, referrals } = ways
  const because = `${products} products among their first three buyers, ${channels} channels opened, ${referrals} referrals won`
  return { score: Math.min(1, (products + channels + referrals) / 2), because }
}

/** What is known about an account's standing in its branch. */
export interface Standing {
  /** A reference or a named leader, by a sourced fact. */
  readonly isNamed: boolean
  /** The largest of at least 5 accounts of its industry or region; undefined when no size or branch is known. */
  readonly largestOf?: string | undefined
  readonly isComparable: boolean
}

/** 1 for a reference or named leader, 0.7 for the largest of its branch or region, else 0. */
export const reputation = (standing: Standing | undefined): Finding => {
  if (standing?.isNamed === true) return { score: 1, because: "named a reference or leader" }
  if (standing === undefined || !standing.isComparable) return unknown("no industry, region or size")
  if (standing.largestOf !== undefined) return { score: 0.7, because: `the largest account of ${standing.largestOf}` }
  return { score: 0, because: "neither named nor the largest of its industry or region" }
}

/** Weighs the criteria and gives the verdict; a person's word wins while it holds (`until` later than `asOf`). */
export const judge = (
  found: Readonly<Record<Criterion, Finding>>,
  options: {
    readonly asOf: Calendar.Day
    readonly byHand?: ByHand | undefined
    readonly weights?: Weights
    readonly thresholds?: Thresholds
  }
): Verdict => {
  const weights = options.weights ?? standardWeights
  const thresholds = options.thresholds ?? standardThresholds
  let known = 0
  let all = 0
  let weighted = 0
  const criteria = (Object.keys(weights) as Array<Criterion>).map((criterion): Scored => {
    const { because, score } = found[criterion]
    const weight = weights[criterion]
    all += weight
    if (score !== null) {
      known += weight
      weighted += weight * score
    }
    return { criterion, weight: weight / 100, score, because }
  })
  const score = known === 0 ? null : weighted / known
  const computed =
    score !== null && Ratio.hundredths(score) >= thresholds.score && Ratio.isAtLeast(known, all, thresholds.confidence)
  const held = options.byHand?.until === undefined || options.byHand.until > options.asOf ? options.byHand : undefined
  return {
    score,
    confidence: Ratio.share(known, all),
    isKey: held?.is ?? computed,
    computed,
    byHand: held ?? null,
    criteria
  }
}
