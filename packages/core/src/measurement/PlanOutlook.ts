/**
 * A plan counted for those who have to live with it: what happens in which week, what is held and until when, which
 * programs wait for which, what each manager carries, what it costs, whose word will be asked, and whom nobody speaks to. All of it is
 * a fold of the decisions; see docs/explanation/plans.md.
 */
import * as Schema from "effect/Schema"
import { Tier } from "../analysis/Tier.ts"
import { Instant, type Zone } from "../kernel/Calendar.ts"
import * as Guard from "../program/Guard.ts"
import * as PlanCosts from "./PlanCosts.ts"
import * as PlanOffers from "./PlanOffers.ts"
import * as PlanWeeks from "./PlanWeeks.ts"
import * as SilentAccounts from "./SilentAccounts.ts"
import * as TouchFates from "./TouchFates.ts"

const Count = Schema.Int
const Id = Schema.String
const nullable = <S extends Schema.Top>(schema: S) => Schema.NullOr(schema)

/** A reason for which touches are held. */
export const Hold = Schema.Struct({
  rule: Id,
  /** Whether it waits for a person or for a time; null for a rule that the table of guard rails does not have. */
  class: nullable(Schema.Literals(["for good", "until a person acts", "until a time"])),
  /** Touches that were ever held for it. */
  touches: Count,
  /** Those that are so at the end of the plan. */
  standing: Count,
  /** Accounts of the touches. */
  accounts: Count,
  /** The latest end that was told; null where none is known. */
  until: nullable(Instant)
})
export type Hold = typeof Hold.Type

/** One program that waits while another speaks. */
export const Voice = Schema.Struct({
  speaker: Id,
  waiting: Id,
  touches: Count,
  accounts: Schema.Array(Id),
  /** Until when at the latest. */
  until: nullable(Instant)
})
export type Voice = typeof Voice.Type

/** A word that will be asked: for a step, or for an offer of the save desk (without a program). */
export const Asked = Schema.Struct({
  approvalId: Id,
  at: Instant,
  /** Whose; null where the group has no such person. */
  of: nullable(Id),
  accountId: Id,
  programId: nullable(Id),
  touchId: nullable(Id)
})
export type Asked = typeof Asked.Type

/** What one manager carries: account groups by tier against the room there is, and what the plan brings. */
export const Load = Schema.Struct({
  /** Null is nobody: groups without a manager, tasks without an owner. */
  managerId: nullable(Id),
  tiers: Schema.Array(Schema.Struct({ tier: Tier, groups: Count, capacity: nullable(Count) })),
  /** Messages to the accounts of the manager's groups. */
  messages: Count,
  /** Tasks that are the person's own. */
  tasks: Count,
  weeks: Schema.Array(Schema.Struct({ week: Schema.String, messages: Count, tasks: Count }))
})
export type Load = typeof Load.Type

/** The whole outlook. */
export const PlanOutlook = Schema.Struct({
  messages: Count,
  tasks: Count,
  weeks: Schema.Array(PlanWeeks.Week),
  /** What each account gets in the whole plan; most first, then by id. */
  accounts: Schema.Array(PlanWeeks.AccountCount),
  holds: Schema.Array(Hold),
  voices: Schema.Array(Voice),
  load: Schema.Array(Load),
  costs: Schema.Array(PlanCosts.Cost),
  offers: Schema.Array(PlanOffers.Made),
  approvals: Schema.Array(Asked),
  silent: Schema.Array(SilentAccounts.SilentAccount)
})
export type PlanOutlook = typeof PlanOutlook.Type

/** Whom a plan is about: every account with its group, the group's manager and tier (null where it was not judged). */
export interface Setting extends SilentAccounts.Known {
  readonly zone: Zone
  readonly accounts: ReadonlyArray<{
    readonly accountId: string
    readonly groupId: string
    readonly managerId: string | null
    readonly tier: Tier | null
  }>
  /** How many groups of a tier a manager can carry; null where there is no limit. */
  readonly capacityOf: (managerId: string, tier: Tier) => number | null
  readonly purse: PlanCosts.Purse
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const latest = (a: Instant | null, b: Instant | null): Instant | null => (a === null || (b !== null && b > a) ? b : a)

const holdsOf = (decisions: ReadonlyArray<TouchFates.Decided>, fates: ReadonlyArray<TouchFates.Fate>) => {
  interface Found {
    readonly touches: Set<string>
    readonly accounts: Set<string>
    until: Instant | null
  }
  const found = new Map<string, Found>()
  for (const { event } of decisions) {
    const isHold = event._tag === "TouchHeld" || (event._tag === "MessageDeferred" && event.notBefore === null)
    if (!isHold) continue
    const one: Found = found.get(event.rule) ?? { touches: new Set(), accounts: new Set(), until: null }
    found.set(event.rule, one)
    one.touches.add(TouchFates.keyOf(event))
    one.accounts.add(event.accountId)
    one.until = latest(one.until, event.until)
  }
  const standing = new Map<string, number>()
  for (const { reason, state } of fates)
    if (state === "held" && reason !== null) standing.set(reason, (standing.get(reason) ?? 0) + 1)
  return [...found]
    .map(([rule, { accounts, touches, until }]): Hold => ({
      rule,
      class: Guard.classOf(rule) ?? null,
      touches: touches.size,
      standing: standing.get(rule) ?? 0,
      accounts: accounts.size,
      until
    }))
    .toSorted((a, b) => b.standing - a.standing || b.touches - a.touches || byText(a.rule, b.rule))
}

const voicesOf = (decisions: ReadonlyArray<TouchFates.Decided>): ReadonlyArray<Voice> => {
  const found = new Map<string, { touches: Set<string>; accounts: Set<string>; until: Instant | null }>()
  for (const { event } of decisions) {
    if (event._tag !== "TouchHeld" || event.rule !== "another-program") continue
    const key = JSON.stringify([String(event.evidence["speaker.program"] ?? ""), event.programId])
    const one = found.get(key) ?? { touches: new Set(), accounts: new Set(), until: null }
    found.set(key, one)
    one.touches.add(TouchFates.keyOf(event))
    one.accounts.add(event.accountId)
    one.until = latest(one.until, event.until)
  }
  return [...found]
    .toSorted(([a, x], [b, y]) => y.touches.size - x.touches.size || byText(a, b))
    .map(([key, { accounts, touches, until }]) => {
      const [speaker = "", waiting = ""] = JSON.parse(key) as ReadonlyArray<string>
      return { speaker, waiting, touches: touches.size, accounts: [...accounts].toSorted(byText), until }
    })
}

const approvalsOf = (decisions: ReadonlyArray<TouchFates.Decided>): ReadonlyArray<Asked> =>
  decisions.flatMap(({ at, event }): ReadonlyArray<Asked> => {
    if (event._tag === "ApprovalRequested") {
      const { accountId, approvalId, of, programId, touchId } = event
      return [{ approvalId, at, of, accountId, programId, touchId }]
    }
    if (event._tag !== "OfferMade" || event.approvalId === null) return []
    const { accountId, approvalId, approvalOf: of } = event
    return [{ approvalId, at, of, accountId, programId: null, touchId: null }]
  })

const tiers: ReadonlyArray<Tier> = ["one-to-one", "one-to-few", "one-to-many"]

const loadOf = (doings: ReadonlyArray<PlanWeeks.Doing>, { accounts, capacityOf }: Setting): ReadonlyArray<Load> => {
  const managerOf = new Map(accounts.map(({ accountId, managerId }) => [accountId, managerId]))
  const groups = new Map(accounts.map((one) => [one.groupId, one]))
  const counted = new Map<
    string | null,
    { readonly placed: Map<Tier, number>; readonly doings: Array<PlanWeeks.Doing> }
  >()
  const of = (managerId: string | null) => {
    const one = counted.get(managerId) ?? { placed: new Map<Tier, number>(), doings: [] }
    counted.set(managerId, one)
    return one
  }
  for (const { managerId, tier } of groups.values())
    if (tier !== null) of(managerId).placed.set(tier, (of(managerId).placed.get(tier) ?? 0) + 1)
  for (const doing of doings)
    of(doing.kind === "task" ? doing.ownerId : (managerOf.get(doing.accountId ?? "") ?? null)).doings.push(doing)
  return [...counted]
    .toSorted(([a], [b]) => Number(a === null) - Number(b === null) || byText(a ?? "", b ?? ""))
    .map(([managerId, { doings, placed }]) => ({
      managerId,
      tiers: tiers.flatMap((tier) => {
        const capacity = managerId === null ? null : capacityOf(managerId, tier)
        const held = placed.get(tier) ?? 0
        return held === 0 ? [] : [{ tier, groups: held, capacity }]
      }),
      ...PlanWeeks.counts(doings),
      weeks: PlanWeeks.byWeek(doings).map(([week, of]) => ({ week, ...PlanWeeks.counts(of) }))
    }))
}

/** The outlook of a plan. Decisions of one group stand in the order of its journal. */
export const make = (decisions: ReadonlyArray<TouchFates.Decided>, setting: Setting): PlanOutlook => {
  const fates = TouchFates.follow(decisions)
  const doings = PlanWeeks.doings(decisions, fates, setting.zone)
  return {
    ...PlanWeeks.counts(doings),
    weeks: PlanWeeks.weeks(doings),
    accounts: PlanWeeks.byAccount(doings),
    holds: holdsOf(decisions, fates),
    voices: voicesOf(decisions),
    load: loadOf(doings, setting),
    costs: PlanCosts.of(doings, setting.purse),
    offers: PlanOffers.of(decisions, fates),
    approvals: approvalsOf(decisions),
    silent: SilentAccounts.find(decisions, fates, setting)
  }
}
