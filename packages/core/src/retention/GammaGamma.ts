/**
 * What a client's purchases are worth: the Gamma-Gamma model of Fader and Hardie, "The Gamma-Gamma Model of Monetary
 * Value" (2013, brucehardie.com/notes/025), fitted by maximum likelihood. A client's mean is drawn towards the mean of
 * all the more, the fewer purchases it rests on. It takes amounts to be independent of how often one buys.
 */
import { logGamma } from "../kernel/LogGamma.ts"
import * as NelderMead from "../kernel/NelderMead.ts"

/** A client's repeat purchases: how many, and their mean amount, both positive. */
export interface Spending {
  readonly purchases: number
  readonly mean: number
}

/** `p` shapes a client's own amounts, `q` and `v` the scales over clients; `v` is in units of money. */
export interface Parameters {
  readonly p: number
  readonly q: number
  readonly v: number
}

/** A fit and how far to trust it. */
export interface Fit {
  readonly parameters: Parameters
  readonly clients: number
  readonly logLikelihood: number
  /** Searches from different starts found the same likelihood to 0.01 and the best of them converged. */
  readonly isConverged: boolean
  readonly evaluations: number
  /** The mean over all clients; null when the fit has none (q ≤ 1), and then nothing is drawn towards it. */
  readonly mean: number | null
  /**
   * The correlation of number and mean amount of purchases, −1 to 1; the model takes it to be zero. Null when one of
   * them does not vary.
   */
  readonly correlation: number | null
}

/** A mean of all spending is not known with fewer clients who bought again. */
export const fewestClients = 10

/**
 * The spending of a client whose purchase days are worth `amounts`, in the order of the days. The first purchase is
 * left out, as in the note: it is often unlike the others. Null without a positive repeat.
 */
export const spendingOf = (amounts: ArrayLike<number>): Spending | null => {
  let [sum, purchases] = [0, 0]
  for (let at = 1; at < amounts.length; at += 1) {
    const amount = amounts[at] ?? 0
    if (amount <= 0) continue
    sum += amount
    purchases += 1
  }
  return purchases === 0 ? null : { purchases, mean: sum / purchases }
}

/** The ln likelihood of clients' mean amounts: equation 1a of the note, summed. */
export const logLikelihood = ({ p, q, v }: Parameters, spendings: ReadonlyArray<Spending>): number => {
  let sum = 0
  for (const { mean, purchases } of spendings) {
    const shape = p * purchases
    const total = purchases * mean
    sum +=
      logGamma(shape + q) -
      logGamma(shape) -
      logGamma(q) +
      q * Math.log(v) +
      (shape - 1) * Math.log(mean) +
      shape * Math.log(purchases) -
      (shape + q) * Math.log(v + total)
  }
  return sum
}

const meanOf = (values: ReadonlyArray<number>): number => values.reduce((sum, one) => sum + one, 0) / values.length

const correlationOf = (spendings: ReadonlyArray<Spending>): number | null => {
  const [ofCount, ofMean] = [meanOf(spendings.map((one) => one.purchases)), meanOf(spendings.map((one) => one.mean))]
  let [both, counts, means] = [0, 0, 0]
  for (const { mean, purchases } of spendings) {
    both += (purchases - ofCount) * (mean - ofMean)
    counts += (purchases - ofCount) ** 2
    means += (mean - ofMean) ** 2
  }
  return counts === 0 || means === 0 ? null : both / Math.sqrt(counts * means)
}

/** Logarithms of parameters stay inside, so that a likelihood without a maximum ends at a wall. */
const wall = 16

const starts = [
  { p: 1, q: 2 },
  { p: 6, q: 4 },
  { p: 20, q: 10 }
] as const

/** Fits the model to clients with repeat purchases; null with fewer than ten of them. Units of money do not matter. */
export const fit = (spendings: ReadonlyArray<Spending>): Fit | null => {
  const clients = spendings.length
  if (clients < fewestClients) return null
  const middle = meanOf(spendings.map((one) => one.mean))
  const scaled = spendings.map(({ mean, purchases }) => ({ purchases, mean: mean / middle }))
  const ofLogs = ([p = 0, q = 0, v = 0]: ReadonlyArray<number>): Parameters => ({
    p: Math.exp(p),
    q: Math.exp(q),
    v: Math.exp(v)
  })
  const cost = (logs: ReadonlyArray<number>): number =>
    logs.some((log) => Math.abs(log) > wall) ? Number.POSITIVE_INFINITY : -logLikelihood(ofLogs(logs), scaled) / clients
  const found = starts.map(({ p, q }) =>
    NelderMead.minimiseAgain(cost, [p, q, (q - 1) / p].map(Math.log), { tolerance: 1e-10 })
  )
  const best = found.reduce((best, one) => (one.value < best.value ? one : best))
  const agreeing = found.filter((one) => (one.value - best.value) * clients < 0.01).length
  const ofScaled = ofLogs(best.at)
  const parameters = { ...ofScaled, v: ofScaled.v * middle }
  const { p, q, v } = parameters
  return {
    parameters,
    clients,
    logLikelihood: logLikelihood(parameters, spendings),
    isConverged: best.isConverged && agreeing > 1,
    evaluations: found.reduce((sum, one) => sum + one.evaluations, 0),
    mean: q > 1 ? (p * v) / (q - 1) : null,
    correlation: correlationOf(spendings)
  }
}

/**
 * The amount expected of a client's next purchase; without spending of its own the mean of all. Null when the model has
 * no mean to give.
 */
export const expectedAmount = ({ p, q, v }: Parameters, spending: Spending | null): number | null => {
  if (spending === null) return q > 1 ? (p * v) / (q - 1) : null
  const shape = p * spending.purchases
  return shape + q > 1 ? (p * (v + spending.purchases * spending.mean)) / (shape + q - 1) : null
}

/** Purchases expected times the amount expected of each, rounded to whole units; null when the amount is unknown. */
export const expectedValue = (parameters: Parameters, spending: Spending | null, purchases: number): number | null => {
  const amount = expectedAmount(parameters, spending)
  return amount === null ? null : Math.round(purchases * amount)
}
