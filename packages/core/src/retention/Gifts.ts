/**
 * Gifts within the limit of a person, a calendar year and a country. Above the limit a gift is refused; where no limit
 * is written down nobody knows that it is allowed, and it is refused as well.
 */
import * as Schema from "effect/Schema"
import * as Calendar from "../kernel/Calendar.ts"
import * as Money from "../kernel/Money.ts"
import * as Reason from "./Reason.ts"

/** The most that one person may be given in a calendar year, by ISO 3166-1 alpha-2 country; `*` holds everywhere else. */
export const GiftLimits = Schema.Record(Schema.String, Money.Money)
export type GiftLimits = typeof GiftLimits.Type

/** A gift that was given, or is to be given. */
export const Gift = Schema.Struct({
  /** The contact who receives it. */
  contactId: Schema.NonEmptyString,
  value: Money.Money,
  on: Calendar.Day
})
export type Gift = typeof Gift.Type

/** Who receives a gift. */
export interface Receiver {
  /** All contacts that are this person. */
  readonly contactIds: ReadonlyArray<string>
  /** ISO 3166-1 alpha-2; null when unknown. */
  readonly country: string | null
}

/** Whether a gift may be given. */
export interface Verdict {
  readonly isAllowed: boolean
  /** What may still be given in the year before this gift, in minor units; null where no limit is known. */
  readonly leftMinor: number | null
  readonly reason: Reason.Reason
}

/**
 * Checks a gift against the limit and what the person was given in its year. A gift that reaches the limit exactly is
 * allowed. Amounts in another currency than the limit's cannot be compared, and the gift is refused.
 */
export const check = (
  gift: Gift,
  { contactIds, country }: Receiver,
  { given, limits }: { readonly given: ReadonlyArray<Gift>; readonly limits: GiftLimits }
): Verdict => {
  const year = gift.on.slice(0, 4)
  const limit = (country === null ? undefined : limits[country]) ?? limits["*"]
  const show = ({ currency, minor }: Money.Money): string => `${Money.show(minor, currency)} ${currency}`
  const facts = { contact: gift.contactId, country, year, value: show(gift.value), limit: limit ? show(limit) : null }
  const refuse = (rule: string, says: string, leftMinor: number | null, otherwise: string): Verdict => ({
    isAllowed: false,
    leftMinor,
    reason: Reason.make(`gift/${rule}`, says, facts, otherwise)
  })
  if (limit === undefined)
    return refuse(
      "no-limit",
      `no limit of gifts is written down for ${country ?? "a person of unknown country"}`,
      null,
      "a limit for the country, or for all (`*`)"
    )
  const own = given.filter(({ contactId, on }) => contactIds.includes(contactId) && on.slice(0, 4) === year)
  const foreign = [gift, ...own].find(({ value }) => value.currency !== limit.currency)
  if (foreign !== undefined)
    return refuse(
      "other-currency",
      `a gift in ${foreign.value.currency} cannot be compared with the limit in ${limit.currency}`,
      null,
      "values in the currency of the limit"
    )
  const before = own.reduce((sum, { value }) => Money.addMinor(sum, value.minor), 0)
  const leftMinor = Math.max(0, limit.minor - before)
  const left = show({ minor: leftMinor, currency: limit.currency })
  if (gift.value.minor > leftMinor)
    return refuse(
      "over-limit",
      `${show(gift.value)} passes what is left in ${year}: ${left}`,
      leftMinor,
      "a smaller gift"
    )
  const says = `${show(gift.value)} of ${left} left in ${year}`
  return { isAllowed: true, leftMinor, reason: Reason.make("gift/within-limit", says, facts) }
}
