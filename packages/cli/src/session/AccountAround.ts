/** What stands around one client beside what is gathered of it: warnings, anomalies, revenue of its accounts, plans, ways in. */
import {
  AccountTeam,
  Anomaly,
  type Calendar,
  CaseRoute,
  ContactPaths,
  Engagement,
  GroupBook,
  GroupState,
  type Mistake,
  PlanProgress,
  RollUp
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as AccountCalendar from "./AccountCalendar.ts"
import type { Gathered } from "./AccountGathering.ts"
import * as LiveState from "./LiveState.ts"
import type * as Session from "./Session.ts"
import * as AccountMistakes from "./AccountMistakes.ts"

/** All of it. */
export interface Around {
  /** Who on our side works with the client beside its manager, and who is told: by role, then account. */
  readonly team: ReadonlyArray<AccountTeam.TeamMember>
  /** The most urgent first. */
  readonly warnings: ReadonlyArray<Mistake.Warning>
  readonly anomalies: ReadonlyArray<Anomaly.Anomaly>
  /** Where each open case goes, and by when it is to be answered. */
  readonly routes: ReadonlyArray<CaseRoute.CaseRoute>
  /** Own and roll-up sales of each account, up to the as-of day; the root first. */
  readonly revenue: ReadonlyArray<RollUp.RollUp>
  readonly plans: ReadonlyArray<PlanProgress.PlanProgress>
  /** The warmest way to who decides; null when nobody is known who does. */
  readonly path: ContactPaths.Path | null
  /** Whom to take up next, the best first. */
  readonly next: ReadonlyArray<ContactPaths.NextContact>
  /** What the client hears of us, of marketing and sales, by time. */
  readonly calendar: ReadonlyArray<AccountCalendar.Entry>
  /** By account: who was never heard of has no points. */
  readonly engagement: ReadonlyArray<Engagement.Engagement>
}

const mostNext = 3

const byRole = (a: AccountTeam.TeamMember, b: AccountTeam.TeamMember): number => {
  const { literals } = AccountTeam.TeamRole
  return literals.indexOf(a.role) - literals.indexOf(b.role) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** Gathers what stands around a client at an instant. */
export const of = Effect.fn("AccountAround.of")(function* (
  session: Session.Session,
  directory: string,
  { map, standing }: Gathered,
  now: Calendar.Instant
) {
  const { asOf, workspace } = session
  const { policy, records: book } = workspace
  const { forgottenComplaintDays } = policy
  const { groupId, isKey } = standing
  const groups = session.groups.filter((one) => one.groupId === groupId)
  const group = GroupBook.of(book, groupId)
  const members = new Set(standing.members.map(({ accountId }) => accountId))
  const revenue = RollUp.of(book, { to: asOf }).filter(({ accountId }) => members.has(accountId))
  let dataFrom = asOf
  for (const { record } of book.records.orders) if (record.date < dataFrom) dataFrom = record.date
  const state = (yield* LiveState.of(session, directory, groupId)) ?? GroupState.empty
  const calendar = yield* Effect.forEach(groups, (one) => AccountCalendar.of(session, directory, one, now))
  const around: Around = {
    team: groups.flatMap(({ team = [] }) => team).toSorted(byRole),
    calendar: calendar.flat(),
    warnings: yield* AccountMistakes.of(session, directory, groupId, now),
    anomalies: Anomaly.ofBook(book, groups, {
      now,
      calendars: policy,
      forgottenComplaintDays,
      isKey: () => isKey
    }).filter((one) => one.groupId === groupId),
    routes: groups.flatMap((one) => CaseRoute.ofGroup(one, { now, calendars: policy, isKey })),
    revenue: revenue.toSorted((a, b) => Number(b.accountId === groupId) - Number(a.accountId === groupId)),
    plans: group === undefined ? [] : PlanProgress.of(group, asOf, dataFrom),
    path: ContactPaths.toDecisionMaker(map),
    next: ContactPaths.next(map).slice(0, mostNext),
    engagement: groups.flatMap((records) =>
      Engagement.of({ records, segment: session.segments.get(groupId) ?? null }, state, policy, now)
    )
  }
  return around
})
