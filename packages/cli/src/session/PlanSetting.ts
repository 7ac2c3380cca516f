/** Whom a plan of a session is about, for its outlook: accounts, their managers and tiers, the room that managers have. */
import {
  BookFacts,
  Calendar,
  Expression,
  type Plan,
  PlanOutlook,
  RuleFacts,
  type SilentAccounts,
  type Tier
} from "@market-of-one/core"
import type * as Session from "./Session.ts"
import type { Span } from "./Span.ts"

/** The tiers in which a manager's room is limited without a word of the manager's record. */
type Limited = Exclude<Tier.Tier, "one-to-many" | "none">
const isLimited = (tier: Tier.Tier): tier is Limited => tier === "one-to-one" || tier === "one-to-few"

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The days that a plan looks at. */
export interface Days {
  readonly first: Calendar.Day
  readonly last: Calendar.Day
}

/** The days of a span of time, its end excluded. */
export const daysOf = ({ from, until }: Span, zone: Calendar.Zone): Days => ({
  first: Calendar.dayOf(from, zone),
  last: Calendar.dayOf(Calendar.instant(until - 1), zone)
})

/** How near an account comes to a program that it does not enter, by what the data say of it now. */
const missOf = (
  { compiled: { audience, program } }: Session.Session["workspace"]["programs"][number],
  accountId: string,
  facts: RuleFacts.AccountFacts,
  { first, last }: Days
): SilentAccounts.WhyOutside => {
  if (program.overrides[accountId]?.exclude === true) return "excluded"
  if (Expression.test(audience, facts) !== "yes") return "no program"
  if ((program.startsOn ?? first) > last || (program.endsOn ?? last) < first) return "not on"
  return program.entries === "closed" ? "entries closed" : "no play"
}

/** Why accounts are inside no program: for each the nearest miss, with the programs that it missed by so little. */
const outside = ({ groups, segments, workspace }: Session.Session, days: Days) => {
  const known = new Map(
    groups.flatMap((records) => records.accounts.map((account) => [account.id, { account, records }] as const))
  )
  return (accountId: string): SilentAccounts.Outside => {
    const one = known.get(accountId)
    if (one === undefined) return { why: "no program", programs: [] }
    const { account, records } = one
    const facts = RuleFacts.ofAccount({ records, segment: segments.get(records.groupId) ?? null }, account)
    const misses = Map.groupBy(workspace.programs, (one) => missOf(one, accountId, facts, days))
    for (const why of ["excluded", "entries closed", "not on", "no play"] as const) {
      const missed = misses.get(why)
      if (missed !== undefined) return { why, programs: missed.map(({ program }) => program.id).toSorted(byText) }
    }
    return { why: "no program", programs: [] }
  }
}

/** The setting of a session. */
const of = (session: Session.Session, days: Days): PlanOutlook.Setting => {
  const { groups, setup, workspace } = session
  const { config, records } = workspace
  const { oneToFew, oneToOne } = config.tiers
  const roomOf = BookFacts.capacityOf(records, { "one-to-one": oneToOne, "one-to-few": oneToFew })
  const budgets = new Map(workspace.programs.map(({ compiled: { program } }) => [program.id, program.budget]))
  const many = new Map(records.records.managers.map(({ record }) => [record.id, record.capacity?.oneToMany]))
  return {
    zone: setup.policy.timeZone,
    accounts: groups.flatMap(({ accounts, groupId, manager }) =>
      accounts.map(({ id }) => ({
        accountId: id,
        groupId,
        managerId: manager?.id ?? null,
        tier: setup.segmentOf(groupId)?.tier ?? null
      }))
    ),
    capacityOf: (managerId, tier) =>
      isLimited(tier) ? roomOf(managerId)[tier] : tier === "one-to-many" ? (many.get(managerId) ?? null) : null,
    outsideOf: outside(session, days),
    purse: (programId) => {
      const budget = budgets.get(programId)
      return { currency: budget?.currency ?? config.currency, budgetMinor: budget?.minor ?? null }
    }
  }
}

/** The outlook of what was decided in a session. */
export const outlook = (session: Session.Session, { decisions }: Plan.RunResult, days: Days): PlanOutlook.PlanOutlook =>
  PlanOutlook.make(decisions, of(session, days))
