/** Whom a plan of a session is about, for its outlook: accounts, their managers and tiers, the room that managers have. */
import { BookFacts, type Plan, PlanOutlook, type Tier } from "@market-of-one/core"
import type * as Session from "./Session.ts"

/** The tiers in which a manager's room is limited without a word of the manager's record. */
type Limited = Exclude<Tier.Tier, "one-to-many" | "none">
const isLimited = (tier: Tier.Tier): tier is Limited => tier === "one-to-one" || tier === "one-to-few"

/** The setting of a session. */
const of = ({ groups, setup, workspace }: Session.Session): PlanOutlook.Setting => {
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
    purse: (programId) => {
      const budget = budgets.get(programId)
      return { currency: budget?.currency ?? config.currency, budgetMinor: budget?.minor ?? null }
    }
  }
}

/** The outlook of what was decided in a session. */
export const outlook = (session: Session.Session, { decisions }: Plan.RunResult): PlanOutlook.PlanOutlook =>
  PlanOutlook.make(decisions, of(session))
