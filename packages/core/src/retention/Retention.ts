/**
 * The retention wing over a portfolio at a day: who is at risk, who is lost and who came back, why, what that may cost,
 * how healthy each client is, and where refusals gather. Plain values, sorted by value at risk. Source: docs/explanation/retention.md.
 */
import type * as Abc from "../analysis/Abc.ts"
import * as Facts from "../analysis/Facts.ts"
import type * as Migration from "../analysis/Migration.ts"
import * as Review from "../analysis/Review.ts"
import * as Window from "../analysis/Window.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import * as RoleTemplate from "../market/RoleTemplate.ts"
import * as AsOf from "./AsOf.ts"
import * as Causes from "./Causes.ts"
import * as Churn from "./Churn.ts"
import { atRiskRules, lostRules } from "./ChurnRules.ts"
import * as Health from "./Health.ts"
import * as Refusals from "./Refusals.ts"
import * as RetentionBranch from "./RetentionBranch.ts"
import * as RetentionHistory from "./RetentionHistory.ts"
import { standard, type RetentionPolicy } from "./RetentionPolicy.ts"
import * as RetentionRecords from "./RetentionRecords.ts"
import * as ValueAtRisk from "./ValueAtRisk.ts"

/** What the portfolio is judged by. */
export interface Input {
  /** All orders; those after the look's day are not read. */
  readonly facts: Facts.Facts
  /** All clients that more than orders is known of, each group once. */
  readonly clients: ReadonlyArray<RetentionRecords.ClientRecords>
  /** The group of an account. */
  readonly groupOf: (account: string) => string
  /** Of level `group` and as of the look's day, as `reviewAt` makes it. */
  readonly review: Review.Review
  readonly look: AsOf.Look
  readonly policy?: RetentionPolicy
  readonly outcomes?: ReadonlyArray<Churn.NoticeOutcome>
  readonly declined?: ReadonlyArray<Refusals.DeclinedOffer>
  /** Our tasks for a client by group id; absent when nobody keeps tasks. */
  readonly tasks?: ReadonlyMap<string, ReadonlyArray<Causes.Task>>
  readonly template?: RoleTemplate.RoleTemplate
  /** Days on which nobody works, for the days by which to act. */
  readonly holidays?: ReadonlySet<Calendar.Day>
  /** Gross margin where costs are not known, 0 to 1; the one of the review. */
  readonly grossMargin?: number
  /** What `AsOf.choose` said of the day. */
  readonly findings?: ReadonlyArray<Finding.Finding>
}

/** What is to be done first, and by when. */
export interface Act {
  readonly rule: Churn.Reason["rule"]
  /** The end of this business day. */
  readonly by: Calendar.Day
}

/** A client in one of the lists. Minor units; null is unknown. */
export interface Row extends Omit<Churn.Churn, "findings"> {
  readonly name: string
  readonly managerId: string | null
  readonly abc: Abc.Class | null
  readonly valueAtRiskMinor: number | null
  /** Expected of 12 months; of a lost client that of the 12 months up to its last purchase. */
  readonly marginMinor: number | null
  /** Null when too little is known, and for lost clients. */
  readonly health: number | null
  /** Null for clients that are neither at risk nor lost. */
  readonly causes: Causes.Causes | null
  readonly act: Act | null
}

/** A member that is lost while its group is not: a finding, not a lost client. */
export interface LostMember {
  readonly accountId: string
  readonly groupId: string
  /** The host's status, which may say otherwise. */
  readonly status: Churn.Churn["status"]
  readonly reasons: ReadonlyArray<Churn.Reason>
}

/** Health of one client. */
export interface HealthRow extends Health.Health {
  readonly id: string
}

/** The wing's answer. Lists are sorted by value at risk, largest first, then by margin, ties by id; unknown last. */
export interface Retention {
  readonly asOf: Calendar.Day
  readonly currency: string
  readonly counts: Readonly<Record<Churn.ChurnClass, number>>
  readonly atRisk: ReadonlyArray<Row>
  readonly lost: ReadonlyArray<Row>
  readonly regained: ReadonlyArray<Row>
  readonly lostMembers: ReadonlyArray<LostMember>
  /** The class of every client, sorted by id. */
  readonly classes: ReadonlyArray<{ readonly id: string; readonly class: Churn.ChurnClass }>
  /** Accounts that are lost, by word or presumed: single clients and members alike, sorted. */
  readonly lostAccounts: ReadonlyArray<string>
  /** Of every client that is not lost, sorted by id. */
  readonly health: ReadonlyArray<HealthRow>
  /** Causes of clients at risk or lost, counted by the first of each; `null` are those to ask. */
  readonly causes: ReadonlyArray<{ readonly cause: Causes.Cause | null; readonly clients: number }>
  readonly valueAtRisk: ValueAtRisk.ValueAtRisk
  readonly refusals: Refusals.RefusalReport
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** The review that a look needs: orders up to its day, judged as of it. */
export const reviewAt = (
  facts: Facts.Facts,
  { day }: Pick<AsOf.Look, "day">,
  options: Omit<Review.Options, "today" | "asOf" | "level">
): Review.Review => Review.make(AsOf.factsAt(facts, day), { ...options, today: day, asOf: day, level: "group" })

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byValue = (a: Row, b: Row): number =>
  (b.valueAtRiskMinor ?? -1) - (a.valueAtRiskMinor ?? -1) ||
  (b.marginMinor ?? Number.MIN_SAFE_INTEGER) - (a.marginMinor ?? Number.MIN_SAFE_INTEGER) ||
  compare(a.id, b.id)

const urgency: ReadonlyArray<{ readonly id: Churn.Reason["rule"]; readonly withinBusinessDays: number }> = [
  ...atRiskRules,
  ...lostRules
]

/** The most urgent of the reasons; a status by hand asks for what a loss asks for. */
const actOf = (
  { class: found, reasons }: Churn.Churn,
  day: Calendar.Day,
  holidays: ReadonlySet<Calendar.Day>
): Act | null => {
  const own = found === "lost" ? reasons.filter((one) => one.class === "lost") : reasons
  const [first] = own
    .map(({ rule }) => ({ rule, days: urgency.find(({ id }) => id === rule)?.withinBusinessDays ?? 5 }))
    .toSorted((a, b) => a.days - b.days)
  return first === undefined
    ? null
    : { rule: first.rule, by: BusinessCalendar.addBusinessDays(day, first.days, holidays) }
}

interface Judged {
  readonly row: Row
  readonly health: Health.Health | null
  readonly members: ReadonlyArray<Churn.Churn>
  readonly refusals: ReadonlyArray<Refusals.Refusal>
  readonly findings: ReadonlyArray<Finding.Finding>
}

interface World {
  readonly input: Input
  readonly policy: RetentionPolicy
  readonly history: RetentionHistory.RetentionHistory
  readonly kept: RetentionRecords.Kept
  readonly items: ReadonlyMap<string, Review.Item>
  readonly unlisted: ReadonlyMap<string, { readonly isNew: boolean | null; readonly managerId: string | null }>
  readonly moves: ReadonlyMap<string, Migration.Move>
  readonly branchOf: (client: RetentionRecords.ClientRecords) => Causes.Branch | null
}

const subjectOf = (
  { history, input, items, moves, unlisted }: World,
  records: RetentionRecords.ClientRecords
): Churn.Subject => {
  const { groupId: id } = records
  const item = items.get(id)
  return {
    id,
    records,
    purchases: history.ofClient(id),
    lent: (day) => history.lent(item?.abc ?? null, day),
    move: moves.get(id) ?? null,
    trend: item?.trend ?? null,
    isNew: item?.isNew ?? unlisted.get(id)?.isNew ?? null,
    ...(input.outcomes === undefined ? {} : { outcomes: input.outcomes })
  }
}

/** Members of a group of several, each judged by its own purchases and records. */
const membersOf = (world: World, group: Churn.Subject): ReadonlyArray<Churn.Churn> => {
  const { history, input, policy } = world
  const { accounts } = group.records
  if (accounts.length < 2) return []
  return accounts
    .map(({ id }) => id)
    .toSorted(compare)
    .map((id) => {
      const records = RetentionRecords.ofMember(group.records, id)
      const subject = { ...group, id, records, purchases: history.ofAccount(id), move: null, trend: null, isNew: null }
      return Churn.classify(subject, input.look, policy)
    })
}

const judge = (world: World, records: RetentionRecords.ClientRecords): Judged => {
  const { history, input, items, kept, policy, unlisted } = world
  const { declined = [], holidays = new Set(), look, review, tasks, template = RoleTemplate.standard } = input
  const subject = subjectOf(world, records)
  const { findings, ...churn } = Churn.classify(subject, look, policy)
  const item = items.get(churn.id)
  const isLost = churn.class === "lost"
  const { buying } = churn
  const trend = subject.trend
  const health = isLost ? null : Health.score({ records, buying, trend, kept, template, look, policy })
  const abc = item?.abc ?? null
  const own = tasks?.get(churn.id)
  const causes =
    isLost || churn.class === "at risk"
      ? Causes.of({
          records,
          kept,
          lostOn: churn.lostOn,
          abc,
          branch: world.branchOf(records),
          ...(tasks === undefined ? {} : { tasks: own ?? [] }),
          look,
          policy
        })
      : null
  const margin = isLost
    ? (history.marginBeforeLoss(churn.id)?.minor ?? null)
    : (item?.expectedValue.marginMinor ?? null)
  return {
    row: {
      ...churn,
      name: records.name,
      managerId: item?.managerId ?? unlisted.get(churn.id)?.managerId ?? records.manager?.id ?? null,
      abc,
      valueAtRiskMinor: item?.valueAtRisk.minor ?? null,
      marginMinor: margin,
      health: health?.score ?? null,
      causes,
      act: causes === null ? null : actOf({ ...churn, findings }, look.day, holidays)
    },
    health,
    members: membersOf(world, subject),
    refusals: Refusals.find({ records, declined, currency: review.currency, look }),
    findings
  }
}

/** Whether what is known of deals and orders reaches back to the start of the window before. */
const coverage = (input: Input, clients: World["input"]["clients"], from: Calendar.Day): boolean => {
  const deals = clients
    .flatMap(({ opportunities }) => opportunities.flatMap(({ closedAt, openedAt }) => openedAt ?? closedAt ?? []))
    .toSorted(compare)[0]
  const orders = Facts.extent(input.facts)?.first
  const reachesBack = (first: Calendar.Day | undefined): boolean =>
    first === undefined || Window.isCovered({ from, to: from }, "month", first)
  return (deals !== undefined || orders !== undefined) && reachesBack(deals) && reachesBack(orders)
}

const lostMembersOf = (all: ReadonlyArray<Judged>): ReadonlyArray<LostMember> =>
  all.flatMap(({ members, row }) =>
    row.class === "lost"
      ? []
      : members.flatMap(({ class: found, computed, id, reasons, status }) =>
          found === "lost" || computed === "lost"
            ? [{ accountId: id, groupId: row.id, status, reasons: reasons.filter((one) => one.class === "lost") }]
            : []
        )
  )

const lostAccountsOf = (all: ReadonlyArray<Judged>): ReadonlyArray<string> => {
  const lost = all.flatMap(({ members, row }) => [
    ...(row.class === "lost" ? [row.id] : []),
    ...members.flatMap(({ class: found, id }) => (found === "lost" || row.class === "lost" ? [id] : []))
  ])
  return [...new Set(lost)].toSorted(compare)
}

const memberFinding = ({ accountId, groupId, reasons, status }: LostMember): Finding.Finding => ({
  severity: "warning",
  rule: "retention/lost-member",
  message: `account ${accountId} of the live group ${groupId} is lost by ${reasons.map(({ rule }) => rule).join(", ")}${status === null ? "" : `; its status is ${status}`}`,
  advice: "ask the group's manager why, before others of the group follow"
})

const notKept = (kept: RetentionRecords.Kept): ReadonlyArray<Finding.Finding> => {
  const missing = Object.entries(kept).flatMap(([kind, is]) => (is ? [] : [kind === "commitments" ? "promises" : kind]))
  if (missing.length === 0) return []
  const message = `no ${missing.join(", ")} in the records: risks, health and causes that need them are unknown`
  return [{ severity: "info", rule: "retention/not-recorded", message, advice: "bring a source that has them" }]
}

const countCauses = (rows: ReadonlyArray<Row>): Retention["causes"] => {
  const counts = new Map<Causes.Cause | null, number>()
  for (const { causes } of rows) if (causes !== null) counts.set(causes.primary, (counts.get(causes.primary) ?? 0) + 1)
  return [...Causes.causes, null].flatMap((cause) => {
    const clients = counts.get(cause)
    return clients === undefined ? [] : [{ cause, clients }]
  })
}

const worldOf = (input: Input, known: ReadonlyArray<RetentionRecords.ClientRecords>): World => {
  const { groupOf, grossMargin, look, policy = standard, review } = input
  const facts = AsOf.factsAt(input.facts, look.day)
  const history = RetentionHistory.make(facts, { groupOf, review, day: look.day, grossMargin })
  const moves = new Map(review.migration.map((move) => [move.id, move]))
  return {
    input,
    policy,
    history,
    kept: RetentionRecords.keptOf(known),
    items: new Map(review.items.map((item) => [item.id, item])),
    unlisted: new Map(review.unlisted.map((item) => [item.id, item])),
    moves,
    branchOf: RetentionBranch.make(known, moves)
  }
}

/** Judges a portfolio. Total; the order of clients, records and orders is irrelevant. */
export const make = (input: Input): Retention => {
  const { look, review } = input
  const known = input.clients.map((client) => AsOf.recordsAt(client, look))
  const world = worldOf(input, known)
  const named = new Set(known.map(({ groupId }) => groupId))
  const others = world.history.ids.filter((id) => !named.has(id)).map(RetentionRecords.ofOrdersAlone)
  const all = [...known, ...others]
    .toSorted((a, b) => compare(a.groupId, b.groupId))
    .map((records) => judge(world, records))
  const counts: Record<Churn.ChurnClass, number> = { active: 0, "at risk": 0, lost: 0, regained: 0, new: 0, unknown: 0 }
  for (const { row } of all) counts[row.class] += 1
  const rows = all.map(({ row }) => row).toSorted(byValue)
  const of = (found: Churn.ChurnClass) => rows.filter((row) => row.class === found)
  const classOf = new Map(rows.map((row) => [row.id, row.class]))
  const lostMembers = lostMembersOf(all)
  const to = Calendar.addDays(look.day, 1)
  const window = { from: Calendar.addMonths(to, -world.policy.refusalMonths), to }
  const previousWindow = Window.previous(window, "month")
  const isCovered = coverage(input, known, previousWindow.from)
  const refusals = Refusals.report(
    all.flatMap((one) => one.refusals),
    { window, previousWindow, isCovered },
    world.policy
  )
  return {
    asOf: look.day,
    currency: review.currency,
    counts,
    atRisk: of("at risk"),
    lost: of("lost"),
    regained: of("regained"),
    lostMembers,
    classes: all.map(({ row }) => ({ id: row.id, class: row.class })),
    lostAccounts: lostAccountsOf(all),
    health: all.flatMap(({ health, row }) => (health === null ? [] : [{ id: row.id, ...health }])),
    causes: countCauses(rows),
    valueAtRisk: ValueAtRisk.of(review, (id) => classOf.get(id) ?? "unknown"),
    refusals,
    findings: [
      ...(input.findings ?? []),
      ...notKept(world.kept),
      ...all.flatMap(({ findings }) => findings),
      ...lostMembers.map(memberFinding),
      ...refusals.findings
    ]
  }
}
