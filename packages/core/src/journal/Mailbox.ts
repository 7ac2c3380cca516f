/**
 * What inputs say of a mailbox, wherever it stands: that it must not be written to, or what its owner withdrew. Whose
 * mailbox it is, the message says that the input names; where it names none, the input carries the keyed hash.
 */
import type { SuppressionReason } from "../account/Suppression.ts"
import * as Withdrawal from "../account/Withdrawal.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { Input } from "./Event.ts"

/** What is said of a mailbox. */
export interface Said {
  readonly suppressed?: SuppressionReason | undefined
  readonly withdrawn?: Omit<Withdrawal.Withdrawal, "addressHash"> | undefined
}

/** What an input told at an instant says of its mailbox. Whoever speaks for a whole account speaks of no mailbox. */
export const saidBy = (input: Input, at: Instant): Said => {
  if (input._tag === "ConsentChanged")
    return input.scope === "account" ? {} : { withdrawn: Withdrawal.ofConsent(input.consent, at) }
  if (input._tag !== "ActivityRecorded") return {}
  const { hard = false, kind } = input.activity
  return {
    suppressed: kind === "complained" ? "complaint" : kind === "bounced" && hard ? "hard bounce" : undefined,
    withdrawn: Withdrawal.ofActivity(input.activity)
  }
}

/** The keyed hash of the mailbox, where the input carries it. */
export const addressOf = (input: Input): string | undefined => {
  if (input._tag === "ConsentChanged") return input.addressHash
  return input._tag === "ActivityRecorded" ? input.activity.addressHash : undefined
}

const aboutMailboxes: ReadonlySet<string> = new Set(["bounced", "unsubscribed", "complained"])

/** Whose mailbox an input is about of which it does not say the address, by contact id; undefined where none is missing. */
export const missingOf = (input: Input): string | undefined => {
  if (addressOf(input) !== undefined) return undefined
  if (input._tag === "ConsentChanged") return input.contactId
  if (input._tag !== "ActivityRecorded") return undefined
  const { contactId, kind, messageId } = input.activity
  return messageId === undefined && aboutMailboxes.has(kind) ? contactId : undefined
}

/** The input with the keyed hash of its mailbox, where that is missing. */
export const withAddress = (input: Input, addressHash: string): Input => {
  if (missingOf(input) === undefined) return input
  if (input._tag === "ConsentChanged") return { ...input, addressHash }
  return input._tag === "ActivityRecorded" ? { ...input, activity: { ...input.activity, addressHash } } : input
}
