/**
 * Season and trend. The season is the share of each calendar month over whole years, at least two; a trend compares with
 * the same season of the year before, so that no summer looks like a loss. What the data do not cover is unknown.
 */
import * as Calendar from "../kernel/Calendar.ts"
import type * as Facts from "./Facts.ts"

/** Shares of January to December, which sum to 1, over so many whole years that end with `to`. */
export interface Season {
  readonly years: number
  readonly from: Calendar.Day
  readonly to: Calendar.Day
  readonly shares: ReadonlyArray<number>
}

/** Fewer years cannot tell a season from an event. */
export const fewestYears = 2

/** Why there is no season. */
export interface Unknown {
  readonly because: string
}

/** Whether a season was found. */
export const isKnown = (season: Season | Unknown): season is Season => "shares" in season

/**
 * The season of the rows that `includes` takes, in the whole years of data before `to`. `dataFrom` is the day of the
 * first order: a month that the data begin in counts as covered.
 */
export const of = (
  facts: Facts.Facts,
  dataFrom: Calendar.Day,
  to: Calendar.Day,
  includes: (row: number) => boolean
): Season | Unknown => {
  const end = Calendar.startOfPeriod(to, "month")
  const months = Calendar.periodNumber(end, "month") - Calendar.periodNumber(dataFrom, "month")
  const years = Math.floor(months / 12)
  if (years < fewestYears) return { because: `${Math.max(0, months)} months of data, fewer than 24` }
  const from = Calendar.addMonths(end, -12 * years)
  const start = Calendar.dayNumber(from)
  const stop = Calendar.dayNumber(end)
  const monthOf = Uint8Array.from(
    { length: stop - start },
    (_, at) => Number(Calendar.ofDayNumber(start + at).slice(5, 7)) - 1
  )
  const sums = Array.from({ length: 12 }, () => 0)
  for (let row = 0; row < facts.size; row += 1) {
    const day = facts.day[row] ?? 0
    if (day < start || day >= stop || !includes(row)) continue
    const month = monthOf[day - start] ?? 0
    sums[month] = (sums[month] ?? 0) + (facts.minor[row] ?? 0)
  }
  const total = sums.reduce((all, one) => all + one, 0)
  if (total <= 0) return { because: "nothing was sold in these years" }
  return { years, from, to: end, shares: sums.map((sum) => sum / total) }
}

/** The change against the same season a year before: 0.1 is a tenth more. Null when unknown. */
export interface Trend {
  /** Of the whole window. */
  readonly change: number | null
  /** Of its last three months. */
  readonly recentChange: number | null
  readonly because: string
}

/** Sums of the measure now and in the same season before; undefined where the data do not reach back. */
export interface Compared {
  readonly now: number
  readonly before: number | undefined
}

const changeOf = ({ before, now }: Compared): number | null =>
  before === undefined || before <= 0 ? null : (now - before) / before

/** The trend of sums that were compared. */
export const trend = (whole: Compared, recent: Compared): Trend => ({
  change: changeOf(whole),
  recentChange: changeOf(recent),
  because:
    whole.before === undefined && recent.before === undefined
      ? "the data do not reach back to the same season a year before"
      : (whole.before ?? 0) <= 0 && (recent.before ?? 0) <= 0
        ? "nothing was bought in the same season a year before"
        : "against the same season a year before"
})
