/** A contact is a person at an account, or a shared mailbox (контакт). */
import * as Schema from "effect/Schema"
import { Day, Zone, Instant } from "../kernel/Calendar.ts"
import { Attributes } from "./Account.ts"
import { Consent } from "./Consent.ts"

/** The part a person plays in the buying committee. */
export const ContactRole = Schema.Literals([
  "economic buyer",
  "decision maker",
  "champion",
  "influencer",
  "technical evaluator",
  "user",
  "gatekeeper",
  "procurement",
  "legal"
])
export type ContactRole = typeof ContactRole.Type

/** A position at an account over time. */
export const Affiliation = Schema.Struct({
  accountId: Schema.String,
  title: Schema.optionalKey(Schema.String),
  from: Schema.optionalKey(Day),
  to: Schema.optionalKey(Day)
})

/** One contact. `influence` is 0 to 1; `locale` a BCP 47 tag such as `en` or `ru`. */
export const Contact = Schema.Struct({
  id: Schema.NonEmptyString,
  accountId: Schema.optionalKey(Schema.String),
  affiliations: Schema.Array(Affiliation),
  kind: Schema.Literals(["person", "mailbox"]),
  name: Schema.String,
  email: Schema.optionalKey(Schema.String),
  phone: Schema.optionalKey(Schema.String),
  title: Schema.optionalKey(Schema.String),
  department: Schema.optionalKey(Schema.String),
  level: Schema.optionalKey(Schema.Literals(["board", "head", "specialist"])),
  roles: Schema.Array(ContactRole),
  influence: Schema.optionalKey(Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1 }))),
  disposition: Schema.optionalKey(Schema.Literals(["supporter", "neutral", "sceptic", "opponent"])),
  reportsTo: Schema.optionalKey(Schema.String),
  locale: Schema.optionalKey(Schema.String),
  timeZone: Schema.optionalKey(Zone),
  country: Schema.optionalKey(Schema.String),
  leftAt: Schema.optionalKey(Instant),
  consent: Schema.Array(Consent),
  attributes: Attributes
})
export type Contact = typeof Contact.Type

// The same few addresses are compared at every import and every message; making the domain ASCII is what costs.
const normal = new Map<string, string | undefined>()
const mostKnown = 50_000

/** An e-mail address as compared: trimmed, lower case, the domain in its ASCII form; undefined when it is not one. */
export const normalEmail = (text: string | undefined): string | undefined => {
  if (text === undefined || text.length > 512) return undefined
  if (!normal.has(text)) {
    if (normal.size >= mostKnown) normal.clear()
    normal.set(text, normalised(text))
  }
  return normal.get(text)
}

const normalised = (text: string): string | undefined => {
  const email = text.trim().toLowerCase()
  if (email.length > 254) return undefined
  const match = /^([a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@([^\s@<>()",;:\\[\]/?#%]+)$/u.exec(email)
  const [, local, host] = match ?? []
  if (local === undefined || host === undefined) return undefined
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return undefined
  let ascii: string
  try {
    ascii = new URL(`http://${host}`).hostname
  } catch {
    return undefined
  }
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/u.test(ascii)
    ? `${local}@${ascii}`
    : undefined
}

/** The part of a normal address after the `@`. */
export const emailDomain = (email: string): string => email.slice(email.lastIndexOf("@") + 1)
