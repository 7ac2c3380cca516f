/**
 * An account market is everything known of one account group in one value: its records and what the analysis says of
 * it. Programs, guards and templates read this and nothing else.
 */
import type { GroupRecords } from "../account/Records.ts"
import type { KeyAccountType } from "../analysis/KeyAccountType.ts"
import type { Band } from "../analysis/LossRisk.ts"
import type { Outcome } from "../analysis/ThreeP.ts"
import type { Tier } from "../analysis/Tier.ts"
import type { Day } from "../kernel/Calendar.ts"
import type { Money } from "../kernel/Money.ts"

/** Whether the client stays, as the retention wing judges it at the analysis's as-of day. Null is unknown. */
export interface Staying {
  readonly class: "active" | "at risk" | "lost" | "regained" | "new" | null
  /** The first day of the loss; null when not lost. */
  readonly lostOn: Day | null
  /** 0 to 100; null for a lost client as well. */
  readonly health: number | null
  /** Why it leaves, strongest first; null when it leaves and nothing shows why; empty when it does not leave. */
  readonly causes: ReadonlyArray<string> | null
  /** What is to be done first, in sentences, and by the end of which day; null when nothing is. */
  readonly act: { readonly rule: string; readonly says: string; readonly what: string; readonly by: Day } | null
}

/** What a review of the portfolio says of one group beyond its classes. Null is unknown. */
export interface Outlook {
  readonly isNew: boolean | null
  /** Change of the measure against the same season a year before: 0.1 is a tenth more. */
  readonly trend: number | null
  readonly lossBand: Band | null
  readonly expectedValue: Money | null
  readonly valueAtRisk: Money | null
  /** Need, solvency and authority together. */
  readonly qualification: Outcome
  /** Points of the declared rules of fit; null without rules. */
  readonly fit: number | null
  /** Ids of the target lists that it is on, sorted. */
  readonly targets: ReadonlyArray<string>
  /** Absent where nobody judged it. */
  readonly retention?: Staying
}

/** Sales of the last 12 months whose costs are known, and those costs. */
export interface Margin {
  readonly revenue: Money
  readonly cost: Money
}

/** What the portfolio analysis says of one group. Null is unknown, never zero and never "no". */
export interface Segment {
  readonly abc: "A" | "B" | "C" | null
  /** Null when undetermined: a client that is too new to judge is not a Z. */
  readonly xyz: "X" | "Y" | "Z" | null
  readonly isKey: boolean | null
  /** 0 to 1; null when nothing is known. */
  readonly keyScore: number | null
  readonly keyConfidence: number | null
  readonly types: ReadonlyArray<KeyAccountType>
  readonly tier: Tier | null
  /** Sales (or profit) in the window of the analysis. */
  readonly measure: Money | null
  readonly share: number | null
  readonly firstOrderOn: Day | null
  readonly lastOrderOn: Day | null
  /** Days from the last purchase to the analysis's as-of day. */
  readonly silenceDays: number | null
  /** Median days between purchases, own history of at least three gaps. */
  readonly usualIntervalDays: number | null
  /** Null where costs are known for less than 80 % of its sales; absent where the portfolio was not reviewed. */
  readonly margin?: Margin | null
  /** Absent where the portfolio was analysed and not reviewed. */
  readonly outlook?: Outlook
}

/** What the journal and the present say of a group beside its records. */
export interface Live {
  /** The journey stage by account id; absent for an account that was never judged. */
  readonly stages: Readonly<Record<string, string>>
  /** What was noticed and still holds; of the whole group where no account is named. */
  readonly signals: ReadonlyArray<{ readonly accountId: string | null; readonly kind: string }>
  /** Whether it is key by a person's word; absent without one that holds now. */
  readonly isKey?: boolean
}

/** One group with its records and its segment; `segment` is null when nothing is known that the analysis could judge. */
export interface AccountMarket {
  /** Absent where nothing of the kind is known. */
  readonly live?: Live
  readonly records: GroupRecords
  readonly segment: Segment | null
}
