/**
 * When an account began, and whether it is new. The first order in the data is the start only when the data reach back
 * well before it; otherwise the account began before the data do.
 */
import * as Calendar from "../kernel/Calendar.ts"

/** The start of an account, or the day before which it lies. */
export type Start =
  | { readonly known: true; readonly day: Calendar.Day }
  | { readonly known: false; readonly before: Calendar.Day }

/** A first order counts as the start when it lies this many periods after the first order of all data. */
export const leadPeriods = 6

/** `since` when given; else the first order, if it lies at least 6 periods after the first order of the data. */
export const startOf = (
  since: Calendar.Day | undefined,
  firstOrder: Calendar.Day,
  dataFrom: Calendar.Day,
  period: Calendar.Period
): Start => {
  if (since !== undefined) return { known: true, day: since }
  const lead = Calendar.periodNumber(firstOrder, period) - Calendar.periodNumber(dataFrom, period)
  return lead >= leadPeriods ? { known: true, day: firstOrder } : { known: false, before: firstOrder }
}

/**
 * New: the start is less than 12 months before `to`, or the account is still a prospect. An account that began before
 * the data do is not new when the data reach back 12 months; otherwise nobody knows: null.
 */
export const isNew = (start: Start | null, to: Calendar.Day, isProspect: boolean): boolean | null => {
  if (isProspect) return true
  if (start === null) return null
  const yearBefore = Calendar.addMonths(to, -12)
  if (start.known) return start.day > yearBefore
  return start.before <= yearBefore ? false : null
}

/** What is known of the start, in words. */
export const explain = (start: Start | null): string =>
  start === null ? "unknown" : start.known ? `since ${start.day}` : `before ${start.before}`
