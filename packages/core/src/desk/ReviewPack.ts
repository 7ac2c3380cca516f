/**
 * A client at risk on one page, for the talk between a manager and the superior: how healthy it is and what that is made
 * of, why it may leave, how it bought, what is open, and what is proposed. Source: docs/explanation/desk.md (review pack).
 */
import * as Case from "../account/Case.ts"
import * as Commitment from "../account/Commitment.ts"
import * as Calendar from "../kernel/Calendar.ts"
import { heldAt } from "../market/GroupBook.ts"
import type * as Health from "../retention/Health.ts"
import type * as Retention from "../retention/Retention.ts"
import * as DeskClient from "./DeskClient.ts"
import * as DutyCadence from "./DutyCadence.ts"
import * as Task from "./Task.ts"

/** Orders of twelve months: how many days with a purchase, and the sum in minor units, returns taken off. */
export interface Year {
  readonly from: Calendar.Day
  readonly to: Calendar.Day
  readonly purchaseDays: number
  readonly minor: number
}

/** What is proposed, with the rule or matter behind it. */
export interface Step {
  readonly act: "keep the promise" | "answer the case" | "ask for the reason" | "follow the rule"
  /** The rule, the record, or the client. */
  readonly subject: string
  /** Null: at once. */
  readonly by: Calendar.Day | null
}

/** The page of one client. */
export interface ReviewPack {
  readonly groupId: string
  readonly name: string
  readonly asOf: Calendar.Day
  readonly managerId: string | null
  readonly class: Retention.Row["class"]
  readonly valueAtRiskMinor: number | null
  readonly marginMinor: number | null
  readonly health: Health.Health | null
  readonly reasons: Retention.Row["reasons"]
  readonly causes: Retention.Row["causes"]
  /** The last twelve months and the twelve before. */
  readonly years: readonly [Year, Year]
  readonly lastContact: DutyCadence.LastContact | null
  /** Talks of the last twelve months, the latest first, at most ten. */
  readonly talks: DeskClient.DeskClient["records"]["interactions"]
  readonly open: {
    readonly cases: ReadonlyArray<Case.Case>
    readonly promises: ReadonlyArray<Commitment.Commitment>
    readonly tasks: ReadonlyArray<Task.TaskState>
  }
  readonly steps: ReadonlyArray<Step>
}

const yearTo = (orders: DeskClient.DeskClient["orders"], to: Calendar.Day): Year => {
  const from = Calendar.addMonths(to, -12)
  const own = orders.filter(({ date }) => date >= from && date < to)
  return {
    from,
    to,
    purchaseDays: new Set(own.flatMap(({ amount, date }) => (amount.minor > 0 ? [date] : []))).size,
    minor: own.reduce((sum, { amount }) => sum + amount.minor, 0)
  }
}

const mostTalks = 10

const stepsOf = (
  row: Retention.Row,
  { cases, promises }: Pick<ReviewPack["open"], "cases" | "promises">,
  now: Calendar.Instant
): ReadonlyArray<Step> => [
  ...promises
    .filter((one) => Commitment.isBroken(one, now))
    .map(({ id }): Step => ({ act: "keep the promise", subject: id, by: null })),
  ...cases
    .filter(({ firstResponseAt }) => (firstResponseAt ?? now + 1) > now)
    .map(({ id }): Step => ({ act: "answer the case", subject: id, by: null })),
  ...(row.causes?.isToAsk === true
    ? [{ act: "ask for the reason", subject: row.id, by: row.act?.by ?? null } satisfies Step]
    : []),
  ...(row.act === null ? [] : [{ act: "follow the rule", subject: row.act.rule, by: row.act.by } satisfies Step])
]

/** The page of a client by its row of the retention lists; undefined when the lists do not have it. Total. */
export const of = (
  client: DeskClient.DeskClient,
  retention: Pick<Retention.Retention, "asOf" | "atRisk" | "lost" | "regained" | "health">,
  now: Calendar.Instant
): ReviewPack | undefined => {
  const { cases, commitments, groupId, interactions, name } = client.records
  const row = [...retention.atRisk, ...retention.lost, ...retention.regained].find(({ id }) => id === groupId)
  if (row === undefined) return undefined
  const asOf = retention.asOf
  const before = Calendar.addMonths(asOf, -12)
  const open = {
    cases: cases.filter((one) => Case.isOpen(one, now)).toSorted((a, b) => a.openedAt - b.openedAt),
    promises: commitments
      .filter(
        ({ keptAt, madeAt, settled }) => madeAt <= now && (keptAt ?? now + 1) > now && (settled?.at ?? now + 1) > now
      )
      .toSorted((a, b) => a.dueAt - b.dueAt),
    tasks: Task.open(Object.fromEntries(client.tasks.map((task) => [task.taskId, task])))
  }
  const told = retention.health.find(({ id }) => id === groupId)
  return {
    groupId,
    name,
    asOf,
    managerId: row.managerId,
    class: row.class,
    valueAtRiskMinor: row.valueAtRiskMinor,
    marginMinor: row.marginMinor,
    health: told ?? null,
    reasons: row.reasons,
    causes: row.causes,
    years: [yearTo(client.orders, asOf), yearTo(client.orders, before)],
    lastContact: DutyCadence.lastOf(client, now),
    talks: interactions
      .filter((one) => one.status === "held" && (heldAt(one) ?? now + 1) <= now)
      .filter((one) => (heldAt(one) ?? 0) >= now - 365 * Calendar.dayMillis)
      .toSorted((a, b) => (heldAt(b) ?? 0) - (heldAt(a) ?? 0) || (a.id < b.id ? -1 : 1))
      .slice(0, mostTalks),
    open,
    steps: stepsOf(row, open, now)
  }
}
