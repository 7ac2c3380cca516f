/**
 * A deed is what engagement counts: something that a person of the account did, or that we did together, dated. It comes
 * from an activity that mail told of, or from an interaction that the CRM holds.
 */
import type { Activity } from "../account/Activity.ts"
import type { Interaction } from "../account/Interaction.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { DeedKind } from "./EngagementRules.ts"

/** One deed of one account. */
export interface Deed {
  readonly kind: DeedKind
  readonly at: Instant
  /** Null where the source names no person. */
  readonly contactId: string | null
  /** The topic or product line; null where none is told. */
  readonly topic: string | null
  /** The message that was opened, clicked or answered. */
  readonly messageId: string | null
}

/** The deed of an activity. */
export const ofActivity = ({ at, contactId, kind, messageId, topic }: Activity): Deed => ({
  kind,
  at,
  contactId,
  topic: topic ?? null,
  messageId: messageId ?? null
})

/**
 * The deed of an interaction, or null unless it was held at a known time: what is planned, was cancelled or missed is no
 * engagement. An e-mail without a direction counts as ours. The topic, such as the product of the deal it belongs to, is
 * the caller's to say.
 */
export const ofInteraction = (interaction: Interaction, topic: string | null = null): Deed | null => {
  const { contactId, direction, kind, status } = interaction
  const at = interaction.startedAt ?? interaction.at ?? interaction.plannedAt
  if (status !== "held" || at === undefined) return null
  const mail = direction === "inbound" ? "e-mail received" : "e-mail sent"
  return { kind: kind === "e-mail" ? mail : kind, at, contactId: contactId ?? null, topic, messageId: null }
}
