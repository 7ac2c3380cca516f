/**
 * Phone numbers in one spelling, E.164: `+49301234567`. A number without its country code is read in the country of the
 * person, else of the account; one that cannot be a number stays as it was written, and is said.
 */
import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/min"
import type { Account } from "../account/Account.ts"
import type { Contact } from "../account/Contact.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Sourced } from "./Identity.ts"
import * as Unresolved from "./Unresolved.ts"

/**
 * A number in E.164, with ` ext. 12` behind it where it has an extension; undefined when it can be none, or lacks its
 * country. Two numbers of one line are none.
 */
const normal = (text: string, country: string | undefined): string | undefined => {
  const parsed = parsePhoneNumberFromString(text, {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country as CountryCode })
  })
  if (parsed === undefined || !parsed.isPossible()) return undefined
  return parsed.ext === undefined ? parsed.number : `${parsed.number} ext. ${parsed.ext}`
}

/** Contacts with their phones in E.164, and a warning for each phone that stays as it was written. */
export const normalise = (
  contacts: ReadonlyArray<Sourced<Contact>>,
  accounts: ReadonlyArray<Account>
): { readonly contacts: ReadonlyArray<Sourced<Contact>>; readonly findings: ReadonlyArray<Finding.Finding> } => {
  const countries = new Map(accounts.map(({ country, id }) => [id, country]))
  const findings: Array<Finding.Finding> = []
  const normalised = contacts.map((sourced) => {
    const { provenance, record } = sourced
    if (record.phone === undefined) return sourced
    const country = record.country ?? countries.get(record.accountId ?? "")
    const phone = normal(record.phone, country)
    if (phone !== undefined) return phone === record.phone ? sourced : { ...sourced, record: { ...record, phone } }
    const where = country === undefined ? "without a country to read it in" : `in ${country}`
    findings.push({
      severity: "warning",
      rule: "import/bad-phone",
      message: `the phone of contact ${record.id} is not a phone number ${where}: it is kept as text`,
      advice: "write it with its country code, such as +49 30 1234567, or fill in the country",
      place: Unresolved.placeOf(provenance, "phone")
    })
    return sourced
  })
  return { contacts: normalised, findings }
}
