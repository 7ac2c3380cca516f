/**
 * The natural logarithm of the gamma function for positive numbers, by the series of Lanczos (1964) with the
 * coefficients of Godfrey for g = 7 and nine terms: correct to about 15 digits. Why it is our own:
 * docs/decisions/0016-our-own-optimiser.md.
 */

const g = 7
const lead = 0.99999999999980993
const terms = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7
]
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)

/** ln Γ(x) of a positive number; NaN for others. */
export const logGamma = (x: number): number => {
  if (!(x > 0)) return Number.NaN
  // Γ(x) = Γ(x + 1) / x keeps the series away from its pole.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x)
  let sum = lead
  for (let at = 0; at < terms.length; at += 1) sum += (terms[at] ?? 0) / (x + at)
  const shifted = x + g - 0.5
  return halfLogTwoPi + (x - 0.5) * Math.log(shifted) - shifted + Math.log(sum)
}
