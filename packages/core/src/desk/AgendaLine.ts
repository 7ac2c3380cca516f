/**
 * The words of the agenda: the kinds of lines, how urgent one is, and why it is there. Each line says for which client,
 * what to do, by when, on what evidence, and what hangs on it. Source: docs/explanation/desk.md (agenda).
 */
import type { Case } from "../account/Case.ts"
import type { Interaction } from "../account/Interaction.ts"
import type { Cell } from "../analysis/AbcXyz.ts"
import type { TaskKind } from "../journal/Event.ts"
import type { Day, Instant } from "../kernel/Calendar.ts"
import type { Question } from "../retention/SaveCase.ts"
import type { LastContact } from "./DutyCadence.ts"
import type { Source } from "../retention/RetentionPolicy.ts"

/**
 * The kinds, in the order in which they are told where urgency and value are equal. A kind that somebody `waits` for can
 * be overdue; the others are upkeep and are never more urgent than today.
 */
export const kinds = [
  { id: "save", source: "founding", waits: true },
  { id: "promise", source: "founding", waits: true },
  { id: "case", source: "founding", waits: true },
  { id: "reply", source: "founding", waits: true },
  { id: "approval", source: "practice", waits: true },
  { id: "meeting", source: "founding", waits: true },
  { id: "task", source: "practice", waits: true },
  { id: "renewal", source: "practice", waits: false },
  { id: "duty", source: "practice", waits: false }
] as const satisfies ReadonlyArray<{ readonly id: string; readonly source: Source; readonly waits: boolean }>
/** A kind of line. */
export type Kind = (typeof kinds)[number]["id"]

/** How urgent, the most urgent first. `soon`: within the business days of the policy. */
export const urgencies = ["overdue", "today", "soon", "later"] as const
/** How urgent a line is. */
export type Urgency = (typeof urgencies)[number]

/** How far a manager has read the brief of a negotiation; `outdated`: something happened since it was produced. */
export type BriefState = "read" | "outdated" | "not read"

/** Why a line is there: the evidence, for words of any language. */
export type Because =
  | {
      readonly _tag: "Leaving"
      readonly noticeIds: ReadonlyArray<string>
      readonly reason: string | null
      readonly openedAt: Instant
      readonly windowEndsAt: Instant
      readonly unanswered: ReadonlyArray<Question>
    }
  | {
      readonly _tag: "Promised"
      readonly promiseId: string
      readonly text: string
      readonly madeBy: string
      readonly madeAt: Instant
      /** `near`: little of its time is left. */
      readonly state: "due" | "near" | "broken"
    }
  | {
      readonly _tag: "CaseOpen"
      readonly caseId: string
      readonly kind: Case["kind"]
      readonly topic: string
      readonly severity: Case["severity"]
      readonly openedAt: Instant
      readonly isAnswered: boolean
      readonly isLate: boolean
      readonly transfers: number
    }
  | { readonly _tag: "ReplyWaits"; readonly taskId: string; readonly contactIds: ReadonlyArray<string> }
  | {
      readonly _tag: "WordAsked"
      readonly approvalId: string
      /** Null: an offer of the save desk waits. */
      readonly touchId: string | null
      readonly requestedAt: Instant
    }
  | {
      readonly _tag: "MeetingPlanned"
      readonly interactionId: string
      readonly kind: Interaction["kind"]
      readonly at: Instant
      /** Planned for a day, without a time. */
      readonly isAllDay: boolean
      /** Null where no brief is needed. */
      readonly brief: BriefState | null
    }
  | {
      readonly _tag: "TaskOpen"
      readonly taskId: string
      readonly kind: TaskKind
      readonly text: string
      readonly createdAt: Instant
      readonly acceptBy: Instant | null
      readonly isAccepted: boolean
    }
  | {
      readonly _tag: "ContractEnds"
      readonly assetId: string
      readonly label: string
      readonly endsOn: Day
      /** The day on which it renews by itself; null when it does not. */
      readonly renewsOn: Day | null
    }
  | {
      readonly _tag: "DutyDue"
      readonly cell: Cell | null
      readonly everyDays: number
      readonly last: LastContact | null
      readonly overdueDays: number
    }

/** One line. Amounts are minor units, null where unknown. */
export interface Line {
  readonly kind: Kind
  /** The same for the same matter at every look: kind and id. */
  readonly key: string
  readonly urgency: Urgency
  readonly groupId: string
  /** The group's name. */
  readonly name: string
  readonly accountId: string
  /** The end of a day for what is due on a day; null where no time is set. */
  readonly dueAt: Instant | null
  /** From whom it was raised to this manager, and why; null for the manager's own. */
  readonly raised: { readonly from: string | null; readonly reason: string } | null
  /** The open task behind it, which can be closed; null without one. */
  readonly taskId: string | null
  readonly valueAtRiskMinor: number | null
  readonly expectedMinor: number | null
  readonly because: Because
}

/** A line before it is known how urgent it is and what hangs on it. */
export type Draft = Omit<Line, "urgency" | "groupId" | "name" | "valueAtRiskMinor" | "expectedMinor">

/** Whether somebody waits for what a line is about. */
export const waits = (kind: Kind): boolean => kinds.find(({ id }) => id === kind)?.waits === true

/** Where a kind stands in the table. */
export const rank = (kind: Kind): number => kinds.findIndex(({ id }) => id === kind)
