/** What the guard rails look at, and what a row of their table is. */
import type { Account } from "../account/Account.ts"
import type * as Consent from "../account/Consent.ts"
import type { Hold } from "../account/Hold.ts"
import type { GroupContact } from "../account/Records.ts"
import type { Suppression } from "../account/Suppression.ts"
import type { BusinessCalendar, Opening, Window } from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { Evidence } from "../kernel/Expression.ts"
import type { Horizon } from "../kernel/Horizon.ts"
import type { AccountMarket } from "../market/AccountMarket.ts"
import type * as Caps from "./Caps.ts"
import type * as Ground from "./Ground.ts"
import type { OfferReason } from "./Offer.ts"
import type { Policy } from "./Policy.ts"

/** How a hold ends: never, by a person's act, or by time. */
export type GuardClass = "for good" | "until a person acts" | "until a time"

/** A word that a touch needs: whose, and what it was; null while it is waited for. */
export interface Approval {
  readonly of: string | null
  /** What makes the word needed, where the touch itself does not. */
  readonly why?: Evidence
  readonly answer: { readonly given: boolean; readonly by: string; readonly reason?: string } | null
}

/** Everything that the guard rails look at for one touch. */
export interface GuardFacts {
  readonly horizon: Horizon
  readonly policy: Policy
  readonly market: AccountMarket
  readonly account: Account
  /** Undefined when the contact is no longer among the group's records. */
  readonly contact: GroupContact | undefined
  /** Every contact that is this person, told by the mailbox; at least the one written to. */
  readonly contactIds: ReadonlyArray<string>
  /** The person's consents from records and journal. */
  readonly consents: ReadonlyArray<Consent.Consent>
  readonly suppression: Suppression | undefined
  /** The message waits in the queue for an address that the contact no longer has. */
  readonly addressChanged: boolean
  /** The calendar of the person written to. */
  readonly calendar: BusinessCalendar
  /** When the person replied within this enrolment's life, if so. */
  readonly repliedAt: Instant | undefined
  /** Another contact with the same mailbox already has this touch. */
  readonly sameMailbox: boolean
  readonly holdout: boolean
  readonly programEnded: boolean
  readonly holds: ReadonlyArray<Hold>
  /** The open task for a reply from the account, if there is one. */
  readonly replyWaiting: { readonly taskId: string; readonly contactId: string | null } | undefined
  /** The word that the touch waits for, and what it was; undefined when it needs none. */
  readonly approval: Approval | undefined
  /** The program's budget, when this touch would pass it. */
  readonly overBudget:
    | { readonly limitMinor: number; readonly spentMinor: number; readonly costMinor: number }
    | undefined
  /** The ground of a service message, with what shows it; undefined for promotion, which needs none. */
  readonly ground: Ground.Shown | undefined
  /** Why the offer of the touch may not be made, if so; undefined for a touch without one. */
  readonly offer: Readonly<Partial<Record<OfferReason, Evidence>>> | undefined
  /** The template that was chosen and does not exist. */
  readonly missingTemplate: string | undefined
  /** Until when the person said to be away. */
  readonly awayUntil: Instant | undefined
  /** Until when the address rests after it bounced again and again. */
  readonly restUntil: Instant | undefined
  /** The other program that speaks to the account, and until when it keeps the word if it stays silent. */
  readonly speaker: { readonly programId: string; readonly until: Instant } | undefined
  /** Why sending is paused for this program, sender, relay or template. */
  readonly paused: string | undefined
  /** Whether another message to this person is on its way. */
  readonly inFlight: boolean
  /** Messages of the group that count for caps, without the one in question. */
  readonly counted: ReadonlyArray<Caps.Counted>
  readonly topic: string
  readonly class: "promotional" | "service"
  /** The touch's own window, if it has one; else the policy's holds. */
  readonly window: Window | undefined
  readonly opening: Opening
}

/** Why a touch may not go. */
export interface Held {
  readonly rule: string
  readonly class: GuardClass
  readonly evidence: Evidence
  /** Null when not known: a person or an event ends it. */
  readonly until: Instant | null
}

/** One row of the table. `check` gives evidence when the rule holds. */
export interface GuardRule {
  readonly id: string
  readonly class: GuardClass
  /** Service messages are looked at too; other rows concern promotion only. */
  readonly service: boolean
  readonly source: string
  readonly check: (facts: GuardFacts) => { readonly evidence: Evidence; readonly until?: Instant | null } | undefined
}

/** What a check found: its evidence, and until when it holds if that is known. */
export type Found = ReturnType<GuardRule["check"]>
