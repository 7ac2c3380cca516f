/**
 * How what two groups know is joined when an account moves, and what a merged account's history becomes as that of the
 * account it was merged into.
 */
import type * as SoftBounce from "../engagement/SoftBounce.ts"
import type { Instant } from "../kernel/Calendar.ts"
import { instant } from "../kernel/Calendar.ts"
import type { EnrolmentState, TouchState } from "../program/Enrolment.ts"
import type { Parts, Slice } from "./Slice.ts"

type Table<One> = Readonly<Record<string, One>>

/** Both tables; what is in both becomes one. */
const joined = <One>(
  here: Table<One>,
  brought: Table<One> | undefined,
  both: (here: One, brought: One) => One
): Table<One> => {
  if (brought === undefined) return here
  const all: Record<string, One> = { ...here }
  for (const [key, one] of Object.entries(brought)) {
    const known = all[key]
    all[key] = known === undefined ? one : both(known, one)
  }
  return all
}

const second = <One>(_here: One, brought: One): One => brought
const first = <One>(here: One): One => here
const inOrder = <One extends { readonly at: Instant }>(
  here: ReadonlyArray<One>,
  brought: ReadonlyArray<One> = []
): ReadonlyArray<One> => (brought.length === 0 ? here : [...here, ...brought].toSorted((a, b) => a.at - b.at))
const later = <One extends { readonly at: Instant }>(here: One, brought: One): One =>
  brought.at > here.at ? brought : here

/** Both lists, each line once by what names it. */
const once = <One>(
  here: ReadonlyArray<One>,
  brought: ReadonlyArray<One> | undefined,
  nameOf: (one: One) => string
): ReadonlyArray<One> => {
  if (brought === undefined) return here
  const names = new Set(brought.map(nameOf))
  return [...here.filter((one) => !names.has(nameOf(one))), ...brought]
}

/** Journals of before carry the instants of bounces alone. */
const bouncesOf = (brought: Table<ReadonlyArray<SoftBounce.Bounce | Instant>>): Parts["softBounces"] =>
  Object.fromEntries(
    Object.entries(brought).map(([key, all]) => [
      key,
      all.map((one) => (typeof one === "number" ? { at: one, addressHash: null } : one))
    ])
  )

/** What both know, as one. */
export const join = (here: Parts, brought: Slice): Parts => ({
  enrolments: joined(here.enrolments, brought.enrolments, second),
  counted: once(here.counted, brought.counted, (one) => one.messageId),
  holds: once(here.holds, brought.holds, (one) => one.id),
  consents: joined(here.consents, brought.consents, (a, b) => [...b, ...a]),
  accountConsents: [...here.accountConsents, ...(brought.accountConsents ?? [])],
  replies: joined(here.replies, brought.replies, (a, b) => instant(Math.max(a, b))),
  absences: joined(here.absences, brought.absences, later),
  softBounces: joined(here.softBounces, brought.softBounces && bouncesOf(brought.softBounces), (a, b) => inOrder(a, b)),
  activities: inOrder(here.activities, brought.activities),
  // Who closed a task closed it, in whichever group.
  tasks: joined(here.tasks, brought.tasks, (a, b) => (a.closed === null ? b : a)),
  approvals: joined(here.approvals, brought.approvals, (a, b) => (a.answer === null ? b : a)),
  signals: joined(here.signals, brought.signals, second),
  offers: joined(here.offers, brought.offers, (a, b) => (a.answer === null ? b : a)),
  exitAnswers: joined(here.exitAnswers, brought.exitAnswers, later),
  stages: joined(here.stages, brought.stages, first),
  briefsRead: joined(here.briefsRead, brought.briefsRead, (a, b) => inOrder(a, b))
})

/** Who was merged into whom, when. */
export interface Merge {
  readonly accountId: string
  readonly into: string
  readonly at: Instant
}

/** The reason of what ends because its account was merged into one that goes on without it. */
const reason = "account merged"

const renamed = <One extends { readonly accountId?: string | null }>(one: One, { accountId, into }: Merge): One =>
  one.accountId === accountId ? { ...one, accountId: into } : one

const renameTable = <One extends { readonly accountId: string | null }>(all: Table<One>, merge: Merge): Table<One> =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key, renamed(one, merge)]))

const rekey = <One>(all: Table<One>, { accountId, into }: Merge): Table<One> =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key === accountId ? into : key, one]))

/** An enrolment in which what its people got in another one of the program is not due again. */
const without = (enrolment: EnrolmentState, other: EnrolmentState, at: Instant): EnrolmentState => {
  const touches: Record<string, Table<TouchState>> = { ...enrolment.touches }
  for (const [touchId, byContact] of Object.entries(other.touches))
    for (const [contactId, { status }] of Object.entries(byContact))
      if ((status === "sent" || status === "unknown") && touches[touchId]?.[contactId] === undefined)
        touches[touchId] = {
          ...touches[touchId],
          [contactId]: { status: "skipped", at, deadlineFrom: at, rule: reason }
        }
  return { ...enrolment, touches }
}

const mergeEnrolments = (here: Parts["enrolments"], brought: Parts["enrolments"], merge: Merge) => {
  const all: Record<string, EnrolmentState> = {}
  for (const [id, one] of Object.entries(renameTable(brought, merge))) {
    let now = one
    for (const known of Object.values(here)) {
      if (known.accountId !== merge.into || known.programId !== one.programId) continue
      // Of two that are under way the one of the account that stays goes on.
      if (known.exited === null) {
        all[known.enrolmentId] = without(all[known.enrolmentId] ?? known, one, merge.at)
        now = { ...now, exited: now.exited ?? { reason, at: merge.at } }
      } else if (now.exited === null) now = without(now, known, merge.at)
    }
    all[id] = now
  }
  return all
}

/**
 * A merged account's lines as those of the account it has become, with the enrolments of that one that they change. Of
 * two enrolments in one program one goes on, and nobody gets a touch in it that they got in the other.
 */
export const merged = (here: Parts, slice: Slice, merge: Merge): Slice => {
  const { approvals, briefsRead, counted, enrolments, holds, offers, signals, stages, tasks } = slice
  return {
    ...slice,
    ...(enrolments && { enrolments: mergeEnrolments(here.enrolments, enrolments, merge) }),
    ...(counted && { counted: counted.map((one) => renamed(one, merge)) }),
    ...(holds && { holds: holds.map((one) => renamed(one, merge)) }),
    ...(tasks && { tasks: renameTable(tasks, merge) }),
    ...(approvals && { approvals: renameTable(approvals, merge) }),
    ...(signals && { signals: renameTable(signals, merge) }),
    ...(offers && { offers: renameTable(offers, merge) }),
    ...(stages && { stages: rekey(stages, merge) }),
    ...(briefsRead && { briefsRead: rekey(briefsRead, merge) })
  }
}
