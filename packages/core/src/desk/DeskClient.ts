/**
 * What the desk looks at: one client group with its records, what the analysis says of it, and what the journal says of
 * the work of our people. A host without a journal leaves the lists of the journal empty.
 */
import type { Order } from "../account/Order.ts"
import type { Manager } from "../account/Manager.ts"
import type { GroupRecords } from "../account/Records.ts"
import type { AccountPlan } from "../account/AccountPlan.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Horizon from "../kernel/Horizon.ts"
import type { Segment } from "../market/AccountMarket.ts"
import type { PlanProgress } from "../market/PlanProgress.ts"
import * as KeyStatus from "../market/KeyStatus.ts"
import * as ServiceTimes from "../market/ServiceTimes.ts"
import type { SavePolicy } from "../retention/SavePolicy.ts"
import type { DeskPolicy } from "./DeskPolicy.ts"
import type { BriefRead } from "./Mistake.ts"
import type { NewestFact } from "./NewestFact.ts"
import type { TaskState } from "./Task.ts"
import * as TaskWork from "./TaskWork.ts"

/** A word that is asked of a person of ours and not given yet. */
export interface Word {
  readonly approvalId: string
  readonly accountId: string
  /** Null where nobody is named. */
  readonly of: string | null
  /** The touch that waits; null when an offer does. */
  readonly touchId: string | null
  readonly requestedAt: Calendar.Instant
}

/** One client group. */
export interface DeskClient {
  readonly records: GroupRecords
  /** Null when nothing is known that the analysis could judge. */
  readonly segment: Segment | null
  /** Margin expected of 12 months, in minor units; null when unknown. */
  readonly marginMinor: number | null
  /** Open and closed. */
  readonly tasks: ReadonlyArray<TaskState>
  readonly words: ReadonlyArray<Word>
  /** When each contact last replied to a message of ours. */
  readonly replies: Readonly<Record<string, Calendar.Instant>>
  readonly briefReads: ReadonlyArray<BriefRead>
  /** Ids of departure notices whose exit questions were answered. */
  readonly exitAnswered: ReadonlyArray<string>
  readonly newestFact: Pick<NewestFact, "at" | "kind" | "id"> | null
  readonly orders: ReadonlyArray<Order>
  readonly plans: ReadonlyArray<{ readonly plan: AccountPlan; readonly progress: PlanProgress }>
}

/** When and by which calendars and numbers the desk looks. */
export interface Look {
  readonly now: Calendar.Instant
  readonly calendars: ServiceTimes.Calendars
  readonly policy: DeskPolicy
  /** How soon a client that wants to leave is called; the standard unless said. */
  readonly save?: SavePolicy
}

/** Who answers for a client now; null when nobody does. */
export const inCharge = ({ records }: Pick<DeskClient, "records">, { now }: Pick<Look, "now">): string | null =>
  TaskWork.inCharge(records, Horizon.make(now))

/** Whether a client is key now; null when nobody knows. */
export const isKey = (client: Pick<DeskClient, "records" | "segment">, { now }: Pick<Look, "now">): boolean | null =>
  KeyStatus.of(client, (at) => at <= now)

/** The bounds of a manager's day: the end of today, and the end of what is soon. */
export interface Bounds {
  readonly today: Calendar.Day
  /** The first instant of tomorrow. */
  readonly todayEnds: Calendar.Instant
  readonly soonEnds: Calendar.Instant
  readonly calendar: BusinessCalendar.BusinessCalendar
}

/** The bounds in the manager's own zone and holidays. */
export const bounds = (
  manager: Pick<Manager, "timeZone" | "country"> | null,
  { calendars, now, policy }: Look
): Bounds => {
  const calendar = ServiceTimes.calendarOf(manager, calendars)
  const { holidays, zone } = calendar
  const today = Calendar.dayOf(now, zone)
  const startOf = (day: Calendar.Day): Calendar.Instant => Calendar.instantOf(day, 0, zone)
  const last = BusinessCalendar.addBusinessDays(today, policy.soonBusinessDays, holidays)
  return {
    today,
    todayEnds: startOf(Calendar.addDays(today, 1)),
    soonEnds: startOf(Calendar.addDays(last, 1)),
    calendar
  }
}
