/** Whom nothing reaches for a time, under whichever of the person's records it was told. */
import type { Activity } from "../account/Activity.ts"
import * as Reply from "../engagement/Reply.ts"
import * as SoftBounce from "../engagement/SoftBounce.ts"
import type { BusinessCalendar } from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { Policy } from "./Policy.ts"

/** Absences by contact: when it was told, and the stated return. */
export type Absences = Readonly<Record<string, { readonly at: Instant; readonly until: Instant | null }>>

/** Until when a person is taken to be away, by the person's calendar; undefined when present. */
export const awayUntil = (
  contactIds: ReadonlyArray<string>,
  absences: Absences,
  calendar: BusinessCalendar,
  { horizon, policy }: { readonly horizon: Horizon; readonly policy: Policy }
): Instant | undefined => {
  const told = contactIds.flatMap((contactId): ReadonlyArray<Activity> => {
    const absence = absences[contactId]
    if (absence === undefined) return []
    const until = absence.until === null ? {} : { until: absence.until }
    return [{ kind: "out of office", contactId, at: absence.at, ...until }]
  })
  return told.length === 0
    ? undefined
    : (Reply.awayUntil(told, { calendar, horizon, rules: policy.absence }) ?? undefined)
}

/**
 * Until when an address rests after it bounced softly again and again, under whichever of the person's records;
 * undefined when it does not. A bounce of which the address is not known is taken to be its own, one of another is not.
 */
export const restUntil = (
  { addressHash, contactIds }: { readonly addressHash: string | null; readonly contactIds: ReadonlyArray<string> },
  softBounces: Readonly<Record<string, ReadonlyArray<SoftBounce.Bounce>>>,
  { horizon, policy }: { readonly horizon: Horizon; readonly policy: Policy }
): Instant | undefined => {
  const all = contactIds
    .flatMap((contactId) => softBounces[contactId] ?? [])
    .flatMap((one) => (one.addressHash === null || one.addressHash === addressHash ? [one.at] : []))
  return all.length === 0 ? undefined : (SoftBounce.restUntil(all, horizon, policy.softBounce) ?? undefined)
}
