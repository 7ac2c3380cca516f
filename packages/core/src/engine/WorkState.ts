/**
 * What people of ours have to do and what was noticed about a group: tasks, words waited for, signals, offers, stages,
 * briefs read. One part of the group's state, folded from the journal.
 */
import type { TaskState } from "../desk/Task.ts"
import type { Event, Evidence } from "../journal/Event.ts"
import type { Instant } from "../kernel/Calendar.ts"

/** A word that was asked for. */
export interface ApprovalState {
  readonly approvalId: string
  readonly enrolmentId: string | null
  readonly touchId: string | null
  readonly accountId: string
  /** Whose word; null where the group has no such person. */
  readonly of: string | null
  readonly requestedAt: Instant
  /** What is to be done, where the word is on a task. */
  readonly asks?: string
  /** What makes it needed, where no step of a program asks for it by itself. */
  readonly why?: Evidence
  readonly answer: {
    readonly given: boolean
    readonly by: string
    readonly at: Instant
    readonly reason?: string
  } | null
}

/** Something noticed that still holds. */
export interface SignalState {
  readonly key: string
  readonly kind: string
  readonly accountId: string | null
  readonly subjectId: string
  readonly severity: "low" | "medium" | "high"
  readonly raisedAt: Instant
}

/** Special terms that were decided for a client. */
export interface OfferState {
  readonly offerId: string
  readonly accountId: string
  /** The notice that the save desk answers with it; null for an offer of a program. */
  readonly noticeId: string | null
  /** The rung of the save desk, or the kind of a program's offer. */
  readonly rung: string
  readonly discountPercent: number | null
  readonly madeAt: Instant
  readonly endsAt: Instant
  /** When the client is reminded that accepted terms end. */
  readonly remindAt: Instant | null
  readonly terms: string
  readonly approvalId: string | null
  readonly answer: { readonly answer: "accepted" | "declined"; readonly by: string; readonly at: Instant } | null
}

/** The answers of a client who wants to leave. */
export interface ExitAnswers {
  readonly answers: Extract<Event, { _tag: "ExitAnswered" }>["answers"]
  readonly by: string
  readonly at: Instant
}

/** When a brief was read, and as of when it was produced. */
export interface BriefReading {
  readonly by: string
  readonly at: Instant
  readonly producedAt: Instant
}

/** The whole of it. Everything is by id. */
export interface WorkState {
  readonly tasks: Readonly<Record<string, TaskState>>
  readonly approvals: Readonly<Record<string, ApprovalState>>
  readonly signals: Readonly<Record<string, SignalState>>
  readonly offers: Readonly<Record<string, OfferState>>
  readonly exitAnswers: Readonly<Record<string, ExitAnswers>>
  /** The journey stage of each account, and since when. */
  readonly stages: Readonly<Record<string, { readonly stage: string | null; readonly since: Instant }>>
  /** By account id, in the order of reading. */
  readonly briefsRead: Readonly<Record<string, ReadonlyArray<BriefReading>>>
}

/** Nothing to do and nothing noticed. */
export const empty: WorkState = {
  tasks: {},
  approvals: {},
  signals: {},
  offers: {},
  exitAnswers: {},
  stages: {},
  briefsRead: {}
}

const changeTask = (work: WorkState, taskId: string, change: (task: TaskState) => Partial<TaskState>): WorkState => {
  const task = work.tasks[taskId]
  return task === undefined || task.closed !== null
    ? work
    : { ...work, tasks: { ...work.tasks, [taskId]: { ...task, ...change(task) } } }
}

const answerApproval = (
  work: WorkState,
  approvalId: string,
  answer: NonNullable<ApprovalState["answer"]>
): WorkState => {
  const approval = work.approvals[approvalId]
  return approval === undefined || approval.answer !== null
    ? work
    : { ...work, approvals: { ...work.approvals, [approvalId]: { ...approval, answer } } }
}

const without = <T>(all: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> => {
  const { [key]: _, ...rest } = all
  return rest
}

/** The work without the words that a program still waited for when an account left it: nobody has to give them now. */
export const withoutWordsOf = (work: WorkState, enrolmentId: string): Pick<WorkState, "approvals"> => ({
  approvals: Object.fromEntries(
    Object.entries(work.approvals).filter(([, one]) => one.enrolmentId !== enrolmentId || one.answer !== null)
  )
})

/** The work without a word that was waited for when its step was passed over: nobody has to give it now. */
export const withoutWord = (work: WorkState, approvalId: string): Pick<WorkState, "approvals"> => ({
  approvals: work.approvals[approvalId]?.answer === null ? without(work.approvals, approvalId) : work.approvals
})

/** The tags of the events that this part folds. */
type Tag =
  | "ApprovalGiven"
  | "ApprovalRefused"
  | "ApprovalRequested"
  | "TaskAccepted"
  | "TaskClosed"
  | "TaskCreated"
  | "TaskEscalated"
  | "TaskHandedOver"
  | "TaskWithdrawn"
  | "SignalRaised"
  | "SignalEnded"
  | "StageChanged"
  | "OfferMade"
  | "OfferAnswered"
  | "ExitAnswered"
  | "BriefRead"

/** An event that changes this part of the state. */
export type WorkEvent = Extract<Event, { _tag: Tag }>

const taskOf = (event: Extract<Event, { _tag: "TaskCreated" }>, at: Instant): TaskState => {
  const { _tag, ...task } = event
  return { ...task, createdAt: at, accepted: null, escalated: null, closed: null }
}

/** The work after one more event. Total: an event that names what is not known changes nothing. */
export const evolve = (work: WorkState, event: WorkEvent, at: Instant): WorkState => {
  switch (event._tag) {
    case "ApprovalRequested": {
      const { accountId, approvalId, asks, enrolmentId, of, touchId, why } = event
      const asked = { approvalId, enrolmentId, touchId, accountId, of, requestedAt: at }
      const told = { ...(asks === undefined ? {} : { asks }), ...(why === undefined ? {} : { why }) }
      const waiting: ApprovalState = { ...asked, ...told, answer: null }
      return { ...work, approvals: { ...work.approvals, [approvalId]: waiting } }
    }
    case "ApprovalGiven":
      return answerApproval(work, event.approvalId, { given: true, by: event.by, at })
    case "ApprovalRefused":
      return answerApproval(work, event.approvalId, { given: false, by: event.by, at, reason: event.reason })
    case "TaskCreated":
      return { ...work, tasks: { ...work.tasks, [event.taskId]: taskOf(event, at) } }
    case "TaskAccepted":
      return changeTask(work, event.taskId, ({ accepted }) => ({ accepted: accepted ?? { at, by: event.by } }))
    case "TaskClosed":
      return changeTask(work, event.taskId, () => ({ closed: { at, by: event.by, outcome: event.outcome } }))
    case "TaskWithdrawn":
      return changeTask(work, event.taskId, () => ({ closed: { at, by: event.reason, outcome: "withdrawn" } }))
    case "TaskEscalated":
      return changeTask(work, event.taskId, () => ({ escalated: { at, to: event.to, reason: event.reason } }))
    case "TaskHandedOver":
      return changeTask(work, event.taskId, () => ({ ownerId: event.to, acceptBy: event.acceptBy, accepted: null }))
    case "SignalRaised": {
      const { accountId, key, kind, severity, subjectId } = event
      const raised: SignalState = { key, kind, accountId, subjectId, severity, raisedAt: at }
      return { ...work, signals: { ...work.signals, [key]: raised } }
    }
    case "SignalEnded":
      return { ...work, signals: without(work.signals, event.key) }
    case "StageChanged":
      return { ...work, stages: { ...work.stages, [event.accountId]: { stage: event.to, since: at } } }
    case "OfferMade": {
      const { accountId, approvalId, discountPercent, endsAt, noticeId, offerId, remindAt, rung, terms } = event
      const made: OfferState = {
        offerId,
        accountId,
        noticeId,
        rung,
        discountPercent,
        madeAt: at,
        endsAt,
        remindAt,
        terms,
        approvalId,
        answer: null
      }
      const offers = { ...work.offers, [offerId]: made }
      if (approvalId === null) return { ...work, offers }
      const { approvalOf: of, evidence: why } = event
      const asked = { approvalId, enrolmentId: null, touchId: null, accountId, of, requestedAt: at, why }
      return { ...work, offers, approvals: { ...work.approvals, [approvalId]: { ...asked, answer: null } } }
    }
    case "OfferAnswered": {
      const offer = work.offers[event.offerId]
      if (offer === undefined || offer.answer !== null) return work
      const answer = { answer: event.answer, by: event.by, at }
      return { ...work, offers: { ...work.offers, [event.offerId]: { ...offer, answer } } }
    }
    case "ExitAnswered": {
      const before = work.exitAnswers[event.noticeId]
      const answers = { answers: { ...before?.answers, ...event.answers }, by: event.by, at }
      return { ...work, exitAnswers: { ...work.exitAnswers, [event.noticeId]: answers } }
    }
    case "BriefRead": {
      const { accountId, by, producedAt } = event
      const reading: BriefReading = { by, at, producedAt }
      return {
        ...work,
        briefsRead: { ...work.briefsRead, [accountId]: [...(work.briefsRead[accountId] ?? []), reading] }
      }
    }
  }
}
