/**
 * The words for the five mistakes of a manager: what they are, when they are warned of, what is looked at, and what a
 * warning says. Source: docs/explanation/account-market.md (mistakes).
 */
import type { TeamMember } from "../account/AccountTeam.ts"
import type { Case } from "../account/Case.ts"
import type { Interaction } from "../account/Interaction.ts"
import type { Manager } from "../account/Manager.ts"
import type { Product } from "../account/Product.ts"
import type { GroupRecords } from "../account/Records.ts"
import type { KindName } from "../intake/RecordKind.ts"
import type { Day, Instant } from "../kernel/Calendar.ts"
import type { DecisionScheme } from "../market/DecisionScheme.ts"
import type { Dossier } from "../market/Dossier.ts"
import type * as ServiceTimes from "../market/ServiceTimes.ts"
import type { NewestFact } from "./NewestFact.ts"
import type { TaskState } from "./Task.ts"

/** The mistakes, in the order in which they are told. */
export const ids = [
  "conflict",
  "late",
  "unprepared negotiation",
  "poor knowledge of the client",
  "poor product knowledge"
] as const
/** One of the five mistakes. */
export type MistakeId = (typeof ids)[number]

/** How many business days of who acts a mistake is warned of before it happens; null: at once. */
export const noticeBusinessDays: Readonly<Record<MistakeId, number | null>> = {
  conflict: null,
  late: 1,
  "unprepared negotiation": 1,
  "poor knowledge of the client": 3,
  "poor product knowledge": 3
}

/** What the rules measure by; our proposals, every one for a host to change. */
export interface Limits {
  /** How long a meeting takes whose end nobody says. */
  readonly meetingMinutes: number
  /** The share of its time, 0 to 1, under which a task or promise that is not begun is late. */
  readonly timeLeft: number
  /** The share of the dossier, 0 to 1, with which one may go into a negotiation. */
  readonly completeness: number
  /** Business days without our answer after which a complaint is a conflict. */
  readonly answerBusinessDays: number
  /** Business days within which two of ours should know of each other. */
  readonly togetherBusinessDays: number
}

/** The defaults. */
export const limits: Limits = {
  meetingMinutes: 60,
  timeLeft: 0.25,
  completeness: 0.6,
  answerBusinessDays: 1,
  togetherBusinessDays: 5
}

/** A task that somebody still has to do. Without `startsAt` only its end is known. */
export interface OpenTask {
  readonly id: string
  readonly accountId: string | null
  readonly ownerId: string | null
  readonly text: string
  readonly createdAt: Instant
  readonly startsAt?: Instant
  readonly dueAt: Instant | null
  readonly isBegun: boolean
}

/** A task of the journal as the rules look at it; one that is taken on is begun. */
export const openTask = (task: TaskState): OpenTask => {
  const { accepted, accountId, createdAt, dueAt, ownerId, taskId, text } = task
  return { id: taskId, accountId, ownerId, text, createdAt, dueAt, isBegun: accepted !== null }
}

/** A touch that is planned for a contact of an account. */
export interface PlannedTouch {
  readonly id: string
  readonly accountId: string
  readonly at: Instant
}

/** A person's mark that a brief was read: whose, when, and when it had been produced. */
export interface BriefRead {
  readonly accountId: string
  readonly by: string
  readonly at: Instant
  readonly producedAt: Instant
}

/** What the rules look at. All of it is of one account group. */
export interface Input {
  readonly now: Instant
  /** Warnings that begin until then are told too; `now` unless said. */
  readonly until?: Instant
  readonly calendars: ServiceTimes.Calendars
  readonly records: Pick<
    GroupRecords,
    "groupId" | "manager" | "accounts" | "cases" | "commitments" | "interactions" | "opportunities"
  >
  readonly isKey: boolean | null
  /** Ours by id. */
  readonly managers: ReadonlyMap<string, Manager>
  /** Who works on the client together and shares a calendar, beside the manager. */
  readonly team?: ReadonlyArray<TeamMember>
  readonly products: ReadonlyArray<Product>
  readonly dossier: Pick<Dossier, "completeness" | "gaps">
  readonly schemes: ReadonlyArray<
    Pick<DecisionScheme, "accountId" | "economicBuyer" | "deciders" | "vetoers" | "advisers">
  >
  readonly newestFact: Pick<NewestFact, "at" | "kind" | "id"> | null
  readonly briefReads: ReadonlyArray<BriefRead>
  readonly tasks?: ReadonlyArray<OpenTask>
  readonly touches?: ReadonlyArray<PlannedTouch>
  readonly limits?: Limits
}

/** A meeting that is planned, and who of ours goes. */
export interface Meeting {
  readonly id: string
  readonly kind: Interaction["kind"]
  readonly accountId: string
  readonly at: Instant
  readonly by: string
}

/** Why a warning is given: the evidence, for words of any language. */
export type Because =
  | { readonly _tag: "TaskMeetsMeeting"; readonly taskId: string; readonly text: string; readonly meeting: Meeting }
  | {
      readonly _tag: "TimeRunsOut"
      readonly of: "task" | "promise"
      readonly id: string
      readonly text: string
      readonly dueAt: Instant
      /** The share of its time that is left, 0 to 1. */
      readonly left: number
    }
  | {
      readonly _tag: "Unanswered"
      readonly caseId: string
      readonly kind: Case["kind"]
      readonly topic: string
      readonly openedAt: Instant
    }
  | {
      readonly _tag: "MeetsOpenCase"
      readonly what: "meeting" | "touch"
      readonly id: string
      readonly at: Instant
      readonly caseId: string
      readonly kind: Case["kind"]
      readonly topic: string
    }
  | { readonly _tag: "UnknownToEachOther"; readonly one: Meeting; readonly other: Meeting }
  | {
      readonly _tag: "ThinDossier"
      readonly meeting: Meeting
      readonly completeness: number
      /** What is missing or stale and blocks a negotiation. */
      readonly missing: ReadonlyArray<string>
    }
  | { readonly _tag: "NoScheme"; readonly meeting: Meeting }
  | { readonly _tag: "BriefNotRead"; readonly meeting: Meeting; readonly readBy: ReadonlyArray<string> }
  | {
      readonly _tag: "BriefOutdated"
      readonly meeting: Meeting
      readonly producedAt: Instant
      readonly newestAt: Instant
      readonly newest: { readonly kind: KindName; readonly id: string }
    }
  | {
      readonly _tag: "ProductNotRead"
      readonly meeting: Meeting
      readonly product: string
      /** Null: nobody has marked the product facts as read. */
      readonly readAt: Instant | null
      /** The day of the newest fact; null when its facts have no day. */
      readonly newestOn: Day | null
    }
  | { readonly _tag: "ProductNotTheirs"; readonly meeting: Meeting; readonly product: string }

/** One warning. */
export interface Warning {
  readonly mistake: MistakeId
  readonly groupId: string
  readonly accountId: string
  /** Who acts; null when nobody is known. */
  readonly who: string | null
  /** Since when it is warned of. */
  readonly from: Instant
  /** By when it is to be set right: before what it is about; a conflict at the next open hour. */
  readonly by: Instant
  readonly because: Because
  /** The record that it is about; null for a task or a touch, which are no records. */
  readonly about: { readonly kind: KindName; readonly id: string } | null
}

/** Ids of those of ours whom a warning names, sorted. */
export const people = ({ because, who }: Warning): ReadonlyArray<string> => {
  const named =
    because._tag === "UnknownToEachOther"
      ? [because.one.by, because.other.by]
      : because._tag === "BriefNotRead"
        ? [because.meeting.by, ...because.readBy]
        : "meeting" in because
          ? [because.meeting.by]
          : []
  return [...new Set([...named, ...(who === null ? [] : [who])])].toSorted((a, b) => (a < b ? -1 : 1))
}
