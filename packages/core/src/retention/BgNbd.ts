/**
 * How probable it is that a client still buys: the BG/NBD model of Fader, Hardie and Lee, "Counting Your Customers" the
 * Easy Way (Marketing Science 24, 2005), fitted by maximum likelihood. While alive a client buys at a rate of its own
 * (gamma over clients), and after each purchase it leaves for good with a chance of its own (beta over clients).
 */
import * as NelderMead from "../kernel/NelderMead.ts"

/** A client's purchases summed up; times in units of `unitDays`. */
export interface History {
  /** Purchase days after the first. */
  readonly repeats: number
  /** From the first purchase day to the last; 0 without repeats. */
  readonly recency: number
  /** From the first purchase day to the end of the data. */
  readonly age: number
}

/** `r` and `alpha` shape the rates of buying, `a` and `b` the chance of leaving after a purchase. */
export interface Parameters {
  readonly r: number
  /** In units of time. */
  readonly alpha: number
  readonly a: number
  readonly b: number
}

/** Why a fit's P(alive) says nothing: nobody ever leaves, or all leave with the same chance. */
export type Degenerate = "a < 0.001" | "b > 1000"

/** A fit and how far to trust it. */
export interface Fit {
  readonly parameters: Parameters
  /** Days in a unit of time. */
  readonly unitDays: number
  readonly clients: number
  readonly repeats: number
  readonly logLikelihood: number
  /** Searches from different starts agreed on the ln likelihood to 0.01, and the last of them converged. */
  readonly isConverged: boolean
  readonly evaluations: number
  /** Null when the fit is sound. With a reason P(alive) is not used: `alive` gives null. */
  readonly degenerate: Degenerate | null
  /** Repeats that the fitted model expects of these clients over their ages: close to `repeats` when it describes them. */
  readonly expectedRepeats: number
}

/** Below this `a`, or above this `b`, a fit is degenerate. */
export const bounds = { leastA: 0.001, mostB: 1000 } as const

/** The weeks in which the model's authors count. */
export const week = 7

/**
 * The history of a client as of the end of the data. Days are numbered, ascending and distinct; those after `end` are
 * left out. Null when nothing is left.
 */
export const historyOf = (days: ArrayLike<number>, end: number, unitDays: number = week): History | null => {
  const first = days[0]
  if (first === undefined || first > end) return null
  let last = first
  let repeats = 0
  for (let at = 1; at < days.length; at += 1) {
    const day = days[at] ?? 0
    if (day > end) break
    last = day
    repeats += 1
  }
  return { repeats, recency: (last - first) / unitDays, age: (end - first) / unitDays }
}

/** ln of the odds that the client left right after its last purchase, against being alive. */
const logOddsGone = ({ a, alpha, b, r }: Parameters, { age, recency, repeats }: History): number =>
  repeats === 0
    ? Number.NEGATIVE_INFINITY
    : Math.log(a) - Math.log(b + repeats - 1) + (r + repeats) * (Math.log(alpha + age) - Math.log(alpha + recency))

/** ln of x (x + 1) … (x + n − 1), for every n up to `most`. */
const risingLogs = (x: number, most: number): Float64Array => {
  const logs = new Float64Array(most + 1)
  for (let n = 0; n < most; n += 1) logs[n + 1] = (logs[n] ?? 0) + Math.log(x + n)
  return logs
}

/** The ln likelihood of histories; each counts `weights` times, once without them. Equation 6 of the paper, summed. */
export const logLikelihood = (
  parameters: Parameters,
  histories: ReadonlyArray<History>,
  weights?: ReadonlyArray<number>
): number => {
  const { a, alpha, b, r } = parameters
  const most = histories.reduce((most, { repeats }) => Math.max(most, repeats), 0)
  const [ofR, ofB, ofBoth] = [risingLogs(r, most), risingLogs(b, most), risingLogs(a + b, most)]
  let sum = 0
  for (const [at, history] of histories.entries()) {
    const { age, repeats } = history
    const buying = (ofR[repeats] ?? 0) + r * Math.log(alpha) - (r + repeats) * Math.log(alpha + age)
    const staying = (ofB[repeats] ?? 0) - (ofBoth[repeats] ?? 0)
    const odds = logOddsGone(parameters, history)
    // ln(1 + e^odds) without overflow.
    const either = odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds))
    sum += (weights?.[at] ?? 1) * (buying + staying + either)
  }
  return sum
}

interface Weighted {
  readonly histories: ReadonlyArray<History>
  readonly weights: ReadonlyArray<number>
}

/** Distinct histories with how often each occurs, in an order that does not depend on the input's. */
const distinct = (histories: Iterable<History>): Weighted => {
  const counted = new Map<string, { readonly history: History; count: number }>()
  for (const history of histories) {
    const key = `${history.repeats} ${history.recency} ${history.age}`
    const known = counted.get(key)
    if (known === undefined) counted.set(key, { history, count: 1 })
    else known.count += 1
  }
  const all = [...counted.values()].toSorted(
    ({ history: a }, { history: b }) => a.repeats - b.repeats || a.recency - b.recency || a.age - b.age
  )
  return { histories: all.map(({ history }) => history), weights: all.map(({ count }) => count) }
}

/** Of so many distinct histories the searches begin with an even sample of at most so many. */
const largestSample = 4000

const sampleOf = ({ histories, weights }: Weighted): Weighted => {
  const every = Math.ceil(histories.length / largestSample)
  const isTaken = (_: unknown, at: number): boolean => at % every === 0
  return { histories: histories.filter(isTaken), weights: weights.filter(isTaken) }
}

/** Logarithms of parameters stay inside, so that a likelihood without a maximum ends at a wall and is seen there. */
const wall = 16

const ofLogs = ([r = 0, alpha = 0, a = 0, b = 0]: ReadonlyArray<number>): Parameters => ({
  r: Math.exp(r),
  alpha: Math.exp(alpha),
  a: Math.exp(a),
  b: Math.exp(b)
})

/** Shapes from which to search: many leave soon, few ever leave, all are alike. */
const starts = [
  { r: 0.5, a: 0.8, b: 2.5 },
  { r: 1.5, a: 0.1, b: 2 },
  { r: 4, a: 1, b: 20 }
] as const

/** Histories with fewer repeats together than this make no fit. */
export const fewestRepeats = 10

/** The mean ln likelihood per client with its sign turned, by logarithms of parameters. */
const costOf = ({ histories, weights }: Weighted): ((logs: ReadonlyArray<number>) => number) => {
  const clients = weights.reduce((sum, weight) => sum + weight, 0)
  return (logs) =>
    logs.some((log) => Math.abs(log) > wall)
      ? Number.POSITIVE_INFINITY
      : -logLikelihood(ofLogs(logs), histories, weights) / clients
}

/** Searches from every start, in a sample where there are many, and from the best of them in all. */
const search = (own: Weighted, ratePerUnit: number): NelderMead.Minimum & { readonly isAgreed: boolean } => {
  const sample = sampleOf(own)
  const found = starts.map(({ a, b, r }) =>
    NelderMead.minimiseAgain(costOf(sample), [r, r / ratePerUnit, a, b].map(Math.log), { tolerance: 1e-10 })
  )
  const best = found.reduce((best, one) => (one.value < best.value ? one : best))
  const clients = sample.weights.reduce((sum, weight) => sum + weight, 0)
  const isAgreed = found.filter((one) => (one.value - best.value) * clients < 0.01).length > 1
  const evaluations = found.reduce((sum, one) => sum + one.evaluations, 0)
  if (sample.histories.length === own.histories.length) return { ...best, evaluations, isAgreed }
  const last = NelderMead.minimiseAgain(costOf(own), best.at, { step: 0.1, tolerance: 1e-10 })
  return { ...last, evaluations: evaluations + last.evaluations, isAgreed }
}

/** Repeats that the model expects of newcomers over the ages of histories. */
const expectedOf = (parameters: Parameters, { histories, weights }: Weighted): number => {
  const newcomer: History = { repeats: 0, recency: 0, age: 0 }
  const known = new Map<number, number>()
  let sum = 0
  for (const [at, { age }] of histories.entries()) {
    let one = known.get(age)
    if (one === undefined) known.set(age, (one = purchasesOf(parameters, newcomer, age)))
    sum += (weights[at] ?? 1) * one
  }
  return sum
}

/**
 * Fits the model to clients' histories; null when they have fewer than ten repeats together, from which nothing can be
 * learned. The order of histories is irrelevant.
 */
export const fit = (histories: Iterable<History>, unitDays: number = week): Fit | null => {
  const own = distinct(histories)
  let [clients, repeats, exposure] = [0, 0, 0]
  for (const [at, history] of own.histories.entries()) {
    const weight = own.weights[at] ?? 1
    clients += weight
    repeats += weight * history.repeats
    exposure += weight * history.age
  }
  if (repeats < fewestRepeats) return null
  const found = search(own, repeats / exposure)
  const parameters = ofLogs(found.at)
  return {
    parameters,
    unitDays,
    clients,
    repeats,
    logLikelihood: -found.value * clients,
    isConverged: found.isConverged && found.isAgreed,
    evaluations: found.evaluations,
    degenerate: parameters.a < bounds.leastA ? "a < 0.001" : parameters.b > bounds.mostB ? "b > 1000" : null,
    expectedRepeats: expectedOf(parameters, own)
  }
}

/** Fits the model to purchase days by number, ascending and distinct per client, as of the last day of the data. */
export const fitOrders = (
  purchaseDays: Iterable<ArrayLike<number>>,
  end: number,
  unitDays: number = week
): Fit | null => {
  const histories: Array<History> = []
  for (const days of purchaseDays) {
    const history = historyOf(days, end, unitDays)
    if (history !== null) histories.push(history)
  }
  return fit(histories, unitDays)
}

/** P(alive) of the parameters as they are: 1 without repeats, since one leaves only after a repeat. */
export const aliveOf = (parameters: Parameters, history: History): number =>
  1 / (1 + Math.exp(logOddsGone(parameters, history)))

/**
 * Purchases expected within `time` units of a client that is still there: the numerator of equation 10 of the paper. Its
 * Gaussian series is taken through Euler's transformation with the pole at a = 1 divided out, so that every parameter
 * has a value.
 */
export const purchasesIfAlive = ({ a, alpha, b, r }: Parameters, history: History, time: number): number => {
  const z = time / (alpha + history.age + time)
  const c = a + b + history.repeats - 1
  const power = (a - 1) * Math.log1p(-z)
  const lead = a === 1 ? -Math.log1p(-z) : -Math.expm1(power) / (a - 1)
  let term = (a + b - 1 - r) * z
  let sum = term
  for (let n = 1; n < 20_000 && Math.abs(term) > 1e-14 * Math.abs(sum); n += 1) {
    term *= ((a + b - 1 - r + n) * (a + n - 1) * z) / ((c + n) * (n + 1))
    sum += term
  }
  return c * lead - Math.exp(power) * sum
}

/** Purchases expected within `time` units from now on, whether it is still there or not: equation 10 of the paper. */
export const purchasesOf = (parameters: Parameters, history: History, time: number): number =>
  purchasesIfAlive(parameters, history, time) * aliveOf(parameters, history)

/** What a fit says of one client. */
export interface Outlook {
  /** That it has not left for good, 0 to 1; null from a degenerate fit. */
  readonly alive: number | null
  /** The chance that it buys at least once within the horizon: what clients are ranked by. */
  readonly chance: number
  /** Purchase days expected within the horizon. */
  readonly purchases: number
}

/**
 * A client's outlook over so many days. From a degenerate fit the chance is that of a client who is still there, and
 * orders clients by how often they bought.
 */
export const outlook = ({ degenerate, parameters, unitDays }: Fit, history: History, horizonDays: number): Outlook => {
  const { alpha, r } = parameters
  const time = horizonDays / unitDays
  const buys = -Math.expm1((r + history.repeats) * -Math.log1p(time / (alpha + history.age)))
  const purchases = purchasesIfAlive(parameters, history, time)
  if (degenerate !== null) return { alive: null, chance: buys, purchases }
  const alive = aliveOf(parameters, history)
  return { alive, chance: alive * buys, purchases: alive * purchases }
}
