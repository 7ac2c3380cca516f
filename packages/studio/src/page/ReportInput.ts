/** What a report is made from: plain values, gathered by whoever has the records, the analysis and the store. */
import type {
  Calendar,
  Case,
  Commitment,
  Competition,
  ContactMap,
  DecisionScheme,
  Dossier,
  Event,
  Finding,
  MarketPage,
  Offering,
  PlanProgress,
  Portfolio,
  Program,
  ProgramReport,
  Scoreboard,
  WhiteSpace
} from "@market-of-one/core"
import type { Names } from "../sentence/Sentences.ts"
import type { Locale } from "../words/Glossary.ts"
import type { RetentionPart } from "./RetentionInput.ts"

/** How long an account has been silent. */
export interface Silence {
  readonly lastPurchaseOn: Calendar.Day
  /** Days from the last purchase to the as-of day. */
  readonly days: number
  /** The median gap in days; null when neither its own history nor any other gives one. */
  readonly usualDays: number | null
  /** The interval is that of its class or of the portfolio, not its own. */
  readonly isBorrowed: boolean
}

/** Someone of the contact map who has left, with what the record still says. */
export interface Leaver extends ContactMap.Departed {
  readonly name: string
  readonly title: string | null
  readonly reportsTo: string | null
}

/** Orders of one calendar month; minor units of the reporting currency, returns taken off. */
export interface OrderMonth {
  /** Written `2026-09`. */
  readonly month: string
  readonly orders: number
  readonly minor: number
}

/** What happened with an account on a day; a promise stands on the day it is due. */
export interface Happening {
  readonly kind: "interaction" | "case" | "promise" | "won" | "lost"
  readonly on: Calendar.Day
  readonly id: string
  /** The record's own word for what it is, such as `call`, `complaint`, `kept` or `tender`. */
  readonly what: string
  readonly text: string | null
}

/** Everything that is known of an account group at the report's day: what the account's own page is made of. */
export interface Knowledge {
  /** Accounts of the group, the root first. */
  readonly accounts: ReadonlyArray<{ readonly id: string; readonly name: string }>
  readonly map: ContactMap.ContactMap
  readonly leavers: ReadonlyArray<Leaver>
  readonly schemes: ReadonlyArray<DecisionScheme.DecisionScheme>
  readonly dossier: Dossier.Dossier
  readonly competition: Competition.Competition
  readonly whiteSpace: ReadonlyArray<WhiteSpace.Space>
  /** Selling points for this account's roles, industry and competitors, best fit first. */
  readonly offering: ReadonlyArray<Offering.Told>
  readonly plans: ReadonlyArray<PlanProgress.PlanProgress>
  /** Months with orders, in order. */
  readonly orders: ReadonlyArray<OrderMonth>
  /** Days up to the report's, in order. */
  readonly happenings: ReadonlyArray<Happening>
}

/** What the page says of one account beside the analysis. `id` is the item's id in the portfolio. */
export interface AccountProfile {
  readonly id: string
  readonly name: string
  /** The journal in which its events stand. */
  readonly groupId: string
  readonly manager?: string
  /** Null when it never bought. */
  readonly silence: Silence | null
  readonly openComplaints: ReadonlyArray<Pick<Case.Case, "id" | "kind" | "topic" | "severity" | "openedAt">>
  readonly brokenPromises: ReadonlyArray<Pick<Commitment.Commitment, "id" | "text" | "dueAt" | "madeBy">>
  /** With it the account has a page of its own. */
  readonly knowledge?: Knowledge
}

/** A program as the page names it. */
export interface ProgramName {
  readonly id: string
  readonly name: string
  readonly objective: Program.Program["objective"]
}

/** Rows of the sources; `read = accepted + rejected`. */
export interface Rows {
  readonly read: number
  readonly accepted: number
  readonly rejected: number
}

/** A file that the run wrote, such as the rejected rows of a source. */
export interface WrittenFile {
  readonly path: string
  readonly about: string
  readonly rows?: number
}

/** Everything on the page. */
export interface ReportInput {
  /** What the workspace is called. */
  readonly title: string
  readonly locale: Locale
  /** The IANA zone in which instants are told. */
  readonly timeZone: string
  readonly asOf: Calendar.Day
  readonly portfolio: Portfolio.Portfolio
  readonly rows: Rows | null
  /** Accounts by any order; those without an order in the window too. */
  readonly profiles: ReadonlyArray<AccountProfile>
  readonly programs: ReadonlyArray<ProgramName>
  readonly totals: ProgramReport.Totals
  /** Entries of all groups, each group's in order. */
  readonly journal: ReadonlyArray<Event.Entry>
  readonly names: Names
  /** Names of products and competitors by id. */
  readonly labels?: Readonly<Record<string, string>>
  /** One row for each industry and region; absent where nobody has counted. */
  readonly markets?: ReadonlyArray<MarketPage.Market>
  /** Loss and return; absent where nobody has judged. */
  readonly retention?: RetentionPart
  /** What each manager carries and what came of it; absent where nobody has counted. */
  readonly scoreboard?: { readonly scoreboard: Scoreboard.Scoreboard; readonly currency: string }
  /** Findings of the data and programs; those of the portfolio are taken from it. */
  readonly findings: ReadonlyArray<Finding.Finding>
  readonly files: ReadonlyArray<WrittenFile>
}
