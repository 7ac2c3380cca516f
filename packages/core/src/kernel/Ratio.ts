/**
 * Comparisons of ratios in whole numbers. A class, a share or a score is compared by multiplying, never by dividing, so
 * that an account that stands exactly on a threshold falls on the side that the rule says.
 */

const product = (a: number, b: number): number | bigint => {
  const quick = a * b
  return Number.isSafeInteger(quick) ? quick : BigInt(a) * BigInt(b)
}

/**
 * Whether part ÷ whole is below (-1), at (0) or above (1) percent ÷ 100. All are safe integers, `whole` is positive.
 * Exact: products beyond 2^53 are formed as BigInt.
 */
export const comparePercent = (part: number, whole: number, percent: number): -1 | 0 | 1 => {
  const left = product(part, 100)
  const right = product(whole, percent)
  return left < right ? -1 : left > right ? 1 : 0
}

/** Whether part ÷ whole is under the percentage; exact. `whole` is positive. */
export const isBelow = (part: number, whole: number, percent: number): boolean =>
  comparePercent(part, whole, percent) < 0

/** Whether part ÷ whole is the percentage or more; exact. `whole` is positive. */
export const isAtLeast = (part: number, whole: number, percent: number): boolean =>
  comparePercent(part, whole, percent) >= 0

/** Part ÷ whole as a number for display and for weighing; 0 when there is no whole. */
export const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** A ratio as a whole number of hundredths, rounded to the nearest: the form in which scores meet thresholds. */
export const hundredths = (ratio: number): number => Math.round(ratio * 100)

/** Making a format costs far more than using it: one for each locale and number of decimals. */
const formats = new Map<string, Intl.NumberFormat>()

/** A ratio as people of a locale write a percentage: `0.1234` with one decimal is `12.3%`. */
export const percent = (ratio: number, locale: string, decimals = 1): string => {
  const key = `${locale} ${decimals}`
  let format = formats.get(key)
  if (format === undefined) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
    format = new Intl.NumberFormat(locale, { style: "percent", ...digits })
    formats.set(key, format)
  }
  return format.format(ratio)
}
