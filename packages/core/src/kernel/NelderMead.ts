/**
 * The downhill simplex of Nelder and Mead (1965): finds the least value of a smooth function of a few numbers without
 * its derivatives. Deterministic: same function and start, same answer. Why it is our own:
 * docs/decisions/0016-our-own-optimiser.md.
 */

/** Where the search ended. */
export interface Minimum {
  readonly at: ReadonlyArray<number>
  readonly value: number
  /** Calls of the function. */
  readonly evaluations: number
  /** The simplex has shrunk to a point; false when the search ran out of evaluations. */
  readonly isConverged: boolean
}

/** How to search. */
export interface Options {
  /** The length of the first simplex's edges, in the units of the arguments. */
  readonly step?: number
  /** It ends when values and arguments of the simplex lie within this of each other. */
  readonly tolerance?: number
  readonly maxEvaluations?: number
}

interface Point {
  readonly x: ReadonlyArray<number>
  readonly value: number
}

const by = (a: Point, b: Point): number => a.value - b.value

/** The point that lies `scale` times as far from `from` as `to` does, on the line through both. */
const along = (from: ReadonlyArray<number>, to: ReadonlyArray<number>, scale: number): ReadonlyArray<number> =>
  from.map((one, at) => one + scale * ((to[at] ?? one) - one))

const centreOf = (points: ReadonlyArray<Point>): ReadonlyArray<number> => {
  const [first] = points
  return (first?.x ?? []).map((_, at) => points.reduce((sum, { x }) => sum + (x[at] ?? 0), 0) / points.length)
}

const spread = (best: Point, others: ReadonlyArray<Point>): number =>
  Math.max(...others.flatMap(({ x }) => x.map((one, at) => Math.abs(one - (best.x[at] ?? one)))))

/**
 * The least value found from a start of at least one number. Values that are no number count as infinite, so that a
 * function says "not here" by NaN or Infinity. Ties keep the point found first.
 */
export const minimise = (
  f: (x: ReadonlyArray<number>) => number,
  start: ReadonlyArray<number>,
  { maxEvaluations = 4000, step = 0.5, tolerance = 1e-9 }: Options = {}
): Minimum => {
  let evaluations = 0
  const probe = (x: ReadonlyArray<number>): Point => {
    evaluations += 1
    const value = f(x)
    return { x, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value }
  }
  let simplex = [
    probe(start),
    ...start.map((_, moved) => probe(start.map((one, at) => (at === moved ? one + step : one))))
  ]
  for (;;) {
    simplex = simplex.toSorted(by)
    const [best = { x: start, value: Number.POSITIVE_INFINITY }, ...others] = simplex
    const worst = others.at(-1) ?? best
    const second = others.at(-2) ?? best
    const isConverged =
      worst.value - best.value <= tolerance * (1 + Math.abs(best.value)) && spread(best, others) <= Math.sqrt(tolerance)
    if (isConverged || evaluations >= maxEvaluations) return { at: best.x, value: best.value, evaluations, isConverged }
    const centre = centreOf(simplex.slice(0, -1))
    const reflected = probe(along(centre, worst.x, -1))
    if (reflected.value < best.value) {
      const expanded = probe(along(centre, worst.x, -2))
      simplex = [...simplex.slice(0, -1), expanded.value < reflected.value ? expanded : reflected]
    } else if (reflected.value < second.value) simplex = [...simplex.slice(0, -1), reflected]
    else {
      const contracted = probe(along(centre, reflected.value < worst.value ? reflected.x : worst.x, 0.5))
      simplex =
        contracted.value < Math.min(reflected.value, worst.value)
          ? [...simplex.slice(0, -1), contracted]
          : [best, ...others.map(({ x }) => probe(along(best.x, x, 0.5)))]
    }
  }
}

/**
 * The least value found when the search is begun anew where it ended, until that brings nothing more: a simplex that
 * has collapsed onto a slope gets up again. At most so many rounds.
 */
export const minimiseAgain = (
  f: (x: ReadonlyArray<number>) => number,
  start: ReadonlyArray<number>,
  { rounds = 6, ...options }: Options & { readonly rounds?: number } = {}
): Minimum => {
  let found = minimise(f, start, options)
  for (let round = 1; round < rounds; round += 1) {
    const next = minimise(f, found.at, options)
    const evaluations = found.evaluations + next.evaluations
    const gain = found.value - next.value
    found = { ...(next.value < found.value ? next : found), evaluations, isConverged: next.isConverged }
    if (!(gain > (options.tolerance ?? 1e-9) * (1 + Math.abs(found.value)))) break
  }
  return found
}
