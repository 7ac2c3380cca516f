/** What the retention section and `abm retention` are made from: the wing's answer with what the store adds to it. */
import type { AsOf, Calendar, Money, Renewals, Retention, SaveDesk, WinBack } from "@market-of-one/core"

/** A client that said it leaves, and what the save desk proposes. */
export interface SaveLine {
  readonly groupId: string
  readonly proposal: SaveDesk.Proposal
}

/** Gifts that tasks gave to one person in the calendar year of the as-of day. */
export interface GiftLine {
  readonly groupId: string
  readonly contactId: string
  readonly gifts: number
  /** What they were worth together; null where a program has no budget that says in which currency. */
  readonly given: Money.Money | null
  /** Of a year; null where none is written down. */
  readonly limit: Money.Money | null
}

/** Everything of loss and return as of a day. */
export interface RetentionPart {
  readonly asOf: AsOf.AsOf
  readonly retention: Retention.Retention
  /** Newest first. */
  readonly cases: ReadonlyArray<SaveLine>
  /** Most expected value first. */
  readonly winBack: ReadonlyArray<WinBack.Entry>
  readonly renewals: Renewals.Renewals
  readonly gifts: ReadonlyArray<GiftLine>
  readonly zone: Calendar.Zone
}
