/** The statements that a negotiation brief can make; words for them belong to whoever shows it. */
import type { Case } from "../account/Case.ts"
import type { Contact, ContactRole } from "../account/Contact.ts"
import type { Day } from "../kernel/Calendar.ts"
import type { Provenance } from "../kernel/Provenance.ts"
import type * as Dossier from "../market/Dossier.ts"
import type { Ground } from "../market/WhiteSpace.ts"
import type { Warning } from "./Mistake.ts"

/** What a line says. Amounts are minor units of the brief's currency; null is unknown. */
export type Said =
  | {
      readonly _tag: "Mistake"
      readonly warning: Warning
      /** Names of those of ours whom the warning names, by id. */
      readonly names: Readonly<Record<string, string>>
    }
  | {
      readonly _tag: "Known"
      readonly name: string
      readonly text: string
      readonly by: string
      /** Where it is from, in words. */
      readonly from: string
      readonly on: Day | null
      readonly confidence: number
    }
  | {
      readonly _tag: "Company"
      readonly industry: string | null
      readonly region: string | null
      readonly country: string | null
      readonly employees: number | null
      readonly since: Day | null
    }
  | { readonly _tag: "Group"; readonly members: ReadonlyArray<string> }
  | { readonly _tag: "Sold"; readonly minor: number; readonly beforeMinor: number; readonly last: Day }
  | { readonly _tag: "Meeting"; readonly kind: string; readonly on: Day; readonly text: string | null }
  | {
      readonly _tag: "Plan"
      readonly targetMinor: number
      readonly actualMinor: number
      readonly forecastMinor: number | null
      readonly gapMinor: number | null
    }
  | {
      readonly _tag: "Complaint"
      readonly id: string
      readonly kind: Case["kind"]
      readonly severity: Case["severity"]
      readonly topic: string
      readonly openedOn: Day
      readonly isAnswered: boolean
    }
  | {
      readonly _tag: "Promise"
      readonly id: string
      readonly text: string
      readonly dueOn: Day
      readonly madeBy: string
      readonly isBroken: boolean
    }
  | { readonly _tag: "Departure"; readonly id: string; readonly on: Day; readonly reason: string | null }
  | {
      readonly _tag: "RivalOffer"
      readonly competitor: string | null
      readonly terms: string
      readonly price: string | null
      readonly until: Day | null
      readonly standing: "evidenced" | "claimed"
      readonly isOver: boolean
    }
  | { readonly _tag: "Rival"; readonly competitor: string; readonly share: number | null; readonly lost: number }
  | {
      readonly _tag: "Deal"
      readonly id: string
      readonly product: string | null
      readonly minor: number | null
      readonly stage: string | null
      readonly expectedOn: Day | null
    }
  | { readonly _tag: "Renewal"; readonly label: string; readonly endsOn: Day }
  | {
      readonly _tag: "Space"
      readonly product: string
      readonly buyers: number
      readonly similar: number
      readonly ground: Ground
      readonly expectedMinor: number
      readonly isRevenue: boolean
    }
  | {
      readonly _tag: "Person"
      readonly name: string
      readonly title: string | null
      readonly roles: ReadonlyArray<ContactRole>
      readonly disposition: NonNullable<Contact["disposition"]> | null
      readonly influence: number | null
      readonly warmth: number
      readonly knownBy: string | null
      readonly lastOn: Day | null
    }
  | { readonly _tag: "Left"; readonly name: string; readonly roles: ReadonlyArray<ContactRole>; readonly on: Day }
  | {
      readonly _tag: "Decided"
      readonly outcome: "won" | "lost"
      readonly kind: "deal" | "tender"
      readonly product: string | null
      readonly on: Day | null
      readonly minor: number | null
      readonly reason: string | null
      readonly competitor: string | null
    }
  | { readonly _tag: "Fact"; readonly product: string; readonly text: string; readonly proof: string | null }
  | {
      readonly _tag: "Question"
      readonly name: string
      readonly part: Dossier.Part
      readonly reason: Dossier.Gap["reason"]
    }

/** One line of the brief. */
export interface Line {
  readonly said: Said
  /** Never cut: an open complaint, a promise, a competitor's offer. */
  readonly isKept: boolean
  /** The row that it follows from; of several the latest. */
  readonly source: Provenance
}

/** A line that may be cut. */
export const may = (said: Said, source: Provenance): Line => ({ said, isKept: false, source })

/** A line that is never cut. */
export const must = (said: Said, source: Provenance): Line => ({ said, isKept: true, source })
