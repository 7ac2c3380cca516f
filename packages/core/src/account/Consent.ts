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

/** One statement of consent: for a topic (`*` is every topic) and a purpose, at an instant, from a source. */
export const Consent = Schema.Struct({
  topic: Schema.NonEmptyString,
  purpose: Schema.String,
  basis: ConsentBasis,
  status: ConsentStatus,
  at: Schema.optionalKey(Instant),
  source: Schema.String
})
export type Consent = typeof Consent.Type

/** What the statements say about a topic: the latest dated one decides; at equal times a withdrawal does. */
export const statusFor = (consents: ReadonlyArray<Consent>, topic: string): Consent | undefined => {
  let latest: Consent | undefined
  for (const consent of consents) {
    if (consent.topic !== topic && consent.topic !== "*") continue
    if (consent.status === "unknown") continue
    const at = consent.at ?? Number.NEGATIVE_INFINITY
    const best = latest === undefined ? undefined : (latest.at ?? Number.NEGATIVE_INFINITY)
    if (best === undefined || at > best || (at === best && consent.status === "withdrawn")) latest = consent
  }
  return latest
}
