/**
 * The case of a client that wants to leave: notices for several of its assets are one case. It says how long there is
 * to act, by when the client has to be called, and which exit questions are answered.
 */
import type { DepartureNotice } from "../account/DepartureNotice.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Reason from "./Reason.ts"
import type { SavePolicy } from "./SavePolicy.ts"

/** What the first contact asks. */
export type Question = "why" | "which service" | "competitor" | "price" | "until when"

/** The exit questions in the order in which they are asked. */
export const questions: ReadonlyArray<Question> = ["why", "which service", "competitor", "price", "until when"]

/** What a client answered; `said` is null when it was asked and there is none, or it would not say. */
export interface Answer {
  readonly question: Question
  readonly said: string | null
  readonly at: Calendar.Instant
  /** The manager who asked, or the notice that told it. */
  readonly by: string
  /** Where a competitor's offer can be seen; without it the offer is claimed. */
  readonly evidence?: string
}

/** An answer as a fact about the notice that it belongs to. */
export interface ExitFact extends Answer {
  readonly noticeId: string
}

/** One case. */
export interface SaveCase {
  /** The id of its first notice. */
  readonly id: string
  /** By time, then id. */
  readonly notices: ReadonlyArray<DepartureNotice>
  readonly openedAt: Calendar.Instant
  /** So many hours after the newest notice that named another asset. */
  readonly windowEndsAt: Calendar.Instant
}

const hourMillis = 3_600_000
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What a notice is for: its asset, else all of its account. */
const subjectOf = ({ accountId, assetId }: DepartureNotice): string => assetId ?? `account ${accountId ?? ""}`

/**
 * The cases that a client's notices make, oldest first; the order of notices is irrelevant. A notice within the window
 * of a case joins it. The window is real hours, so that a change of clocks neither adds one nor takes one; it starts
 * anew for another asset and not for a word said again.
 */
export const of = (
  notices: Iterable<DepartureNotice>,
  { windowHours }: Pick<SavePolicy, "windowHours">
): ReadonlyArray<SaveCase> => {
  const cases: Array<SaveCase> = []
  for (const notice of [...notices].toSorted((a, b) => a.at - b.at || compare(a.id, b.id))) {
    const windowEndsAt = Calendar.instant(notice.at + windowHours * hourMillis)
    const last = cases.at(-1)
    if (last === undefined || notice.at >= last.windowEndsAt) {
      cases.push({ id: notice.id, notices: [notice], openedAt: notice.at, windowEndsAt })
      continue
    }
    const isNew = last.notices.every((one) => subjectOf(one) !== subjectOf(notice))
    cases[cases.length - 1] = {
      ...last,
      notices: [...last.notices, notice],
      windowEndsAt: isNew ? windowEndsAt : last.windowEndsAt
    }
  }
  return cases
}

/** When the first contact is due, and why. */
export interface FirstContact {
  readonly dueAt: Calendar.Instant
  readonly reason: Reason.Reason
}

/**
 * By the end of the manager's next business day; at once when that day does not end within the window. The calendar is
 * the manager's.
 */
export const firstContact = (
  { id, openedAt, windowEndsAt }: SaveCase,
  calendar: BusinessCalendar.BusinessCalendar,
  { hours }: Pick<SavePolicy, "hours">
): FirstContact => {
  const { holidays, zone } = calendar
  const day = BusinessCalendar.addBusinessDays(Calendar.dayOf(openedAt, zone), 1, holidays)
  const ends = Calendar.instantOf(day, BusinessCalendar.minuteOfTime(hours.to), zone)
  const facts = { notice: id, "manager's next business day": day, "manager's zone": zone }
  if (ends <= windowEndsAt) {
    const says = `the client is to be called by the end of the manager's next business day, ${day} ${hours.to} (${zone})`
    return { dueAt: ends, reason: Reason.make("save-desk/first-contact", says, facts) }
  }
  const says = `the client is to be called at once: the manager's next business day, ${day}, does not end within the window`
  return { dueAt: openedAt, reason: Reason.make("save-desk/first-contact-at-once", says, facts) }
}

/** What the notices themselves say. */
const toldBy = (notice: DepartureNotice): ReadonlyArray<ExitFact> => {
  const { assetId, at, competitor, competitorOffer, id, reason } = notice
  const told: ReadonlyArray<readonly [Question, string | undefined]> = [
    ["why", reason],
    ["which service", assetId],
    ["competitor", competitor],
    ["price", competitorOffer]
  ]
  return told.flatMap(([question, said]) => (said === undefined ? [] : [{ question, said, at, by: id, noticeId: id }]))
}

/**
 * The answers of a case as facts, in the order of the questions: what the notices say, else what was told to us since
 * the case was opened, the newest first to count. Answers of an earlier case do not count. The order of answers is
 * irrelevant.
 */
export const facts = ({ id, notices, openedAt }: SaveCase, answers: Iterable<Answer>): ReadonlyArray<ExitFact> => {
  const told = [
    ...notices.flatMap(toldBy),
    ...[...answers].flatMap((answer) => (answer.at < openedAt ? [] : [{ ...answer, noticeId: id }]))
  ].toSorted((a, b) => b.at - a.at || compare(a.by, b.by) || compare(a.said ?? "", b.said ?? ""))
  return questions.flatMap((question) => told.find((one) => one.question === question) ?? [])
}

/** The questions without an answer, in order. */
export const unanswered = (known: ReadonlyArray<ExitFact>): ReadonlyArray<Question> =>
  questions.filter((question) => known.every((one) => one.question !== question))
