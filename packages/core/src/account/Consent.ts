/**
 * Consent belongs to a person, by topic and purpose. A withdrawal reaches every record of that person and nobody else;
 * an unknown consent is not consent.
 */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"

/** On what ground we write: GDPR article 6(1) a, f, b. */
export const ConsentBasis = Schema.Literals(["consent", "legitimate interest", "contract"])

/** Where a consent stands. */
export const ConsentStatus = Schema.Literals(["given", "withdrawn", "unknown"])
export type ConsentStatus = typeof ConsentStatus.Type

/** One statement of consent: for a topic and a purpose (`*` is every one), at an instant, from a source. */
export const Consent = Schema.Struct({
  topic: Schema.NonEmptyString,
  purpose: Schema.String,
  basis: ConsentBasis,
  status: ConsentStatus,
  at: Schema.optionalKey(Instant),
  source: Schema.String
})
export type Consent = typeof Consent.Type

/** What programs write for, and everything. */
const purposes: ReadonlySet<string> = new Set(["marketing", "*"])

/** Whether a statement is about marketing. A withdrawal without a purpose is about everything, consent without one about nothing. */
export const isAboutMarketing = ({ purpose, status }: Pick<Consent, "purpose" | "status">): boolean => {
  const said = purpose.trim().toLowerCase()
  return purposes.has(said) || (said === "" && status === "withdrawn")
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Only a later dated consent lifts a withdrawal: one without a date is lifted by none, and consent without one lifts none. */
const dated = ({ at, status }: Consent): number =>
  at ?? (status === "withdrawn" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY)

/** Whether one statement decides before another: the later dated, at equal times a withdrawal, then by topic and source. */
const outweighs = (one: Consent, other: Consent): boolean => {
  const [at, otherAt] = [dated(one), dated(other)]
  if (at !== otherAt) return at > otherAt
  if (one.status !== other.status) return one.status === "withdrawn"
  return (byText(one.topic, other.topic) || byText(one.source, other.source)) < 0
}

/**
 * What the statements say about marketing on a topic, in any order: the latest dated one decides, at equal times a withdrawal does.
 * Without a date, consent is older than everything and a withdrawal later than everything; an unknown statement says nothing.
 */
export const statusFor = (consents: ReadonlyArray<Consent>, topic: string): Consent | undefined => {
  let found: Consent | undefined
  for (const consent of consents) {
    if (
      consent.status === "unknown" ||
      !isAboutMarketing(consent) ||
      (consent.topic !== topic && consent.topic !== "*")
    )
      continue
    if (found === undefined || outweighs(consent, found)) found = consent
  }
  return found
}
