/** Draws from the distributions that the models assume, by a generator of its own with a fixed seed. */

/** Uniform draws above 0 and below 1 (mulberry32). */
export const uniform = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4_294_967_296
  }
}

/** A draw of a standard normal (Box and Muller). */
const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())

/** A draw of a gamma with a shape and scale 1 (Marsaglia and Tsang 2000). */
export const gamma = (shape: number, random: () => number): number => {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A draw of a beta. */
export const beta = (a: number, b: number, random: () => number): number => {
  const [x, y] = [gamma(a, random), gamma(b, random)]
  return x / (x + y)
}
