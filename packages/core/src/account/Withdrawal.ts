/**
 * A withdrawal is a person's no, by mailbox: it reaches every record of the person, in whichever group it stands and
 * whenever it was imported. It holds a keyed hash, no address. Why: docs/decisions/0019-a-withdrawal-is-kept-by-mailbox.md.
 */
import * as Schema from "effect/Schema"
import { Instant } from "../kernel/Calendar.ts"
import type { Activity } from "./Activity.ts"
import * as Consent from "./Consent.ts"

/** One withdrawal. `addressHash` is the keyed hash of the normal address; topic `*` is every one. */
export const Withdrawal = Schema.Struct({
  addressHash: Schema.NonEmptyString,
  topic: Schema.NonEmptyString,
  at: Instant,
  source: Schema.String
})
export type Withdrawal = typeof Withdrawal.Type

/** What a withdrawal says, as a statement beside those of the records: a later dated consent lifts it. */
export const asConsent = ({ at, source, topic }: Omit<Withdrawal, "addressHash">): Consent.Consent => ({
  topic,
  purpose: "marketing",
  basis: "consent",
  status: "withdrawn",
  at,
  source
})

/** What an activity withdraws: an unsubscribe its topic, or everything, and a complaint everything. */
export const ofActivity = ({ at, kind, topic = "*" }: Activity): Omit<Withdrawal, "addressHash"> | undefined => {
  if (kind === "unsubscribed") return { topic, at, source: kind }
  return kind === "complained" ? { topic: "*", at, source: kind } : undefined
}

/** What a statement told at an instant withdraws; undefined where it withdraws nothing that programs write for. */
export const ofConsent = (consent: Consent.Consent, toldAt: Instant): Omit<Withdrawal, "addressHash"> | undefined => {
  const { at = toldAt, source, status, topic } = consent
  return status === "withdrawn" && Consent.isAboutMarketing(consent) ? { topic, at, source } : undefined
}
