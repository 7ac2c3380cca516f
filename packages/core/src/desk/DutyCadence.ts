/**
 * The duty to stay in touch: how often each client is to be talked with by its cell, when it last was, and who is overdue.
 * Only what goes both ways counts: a talk, a letter of theirs, a reply. Source: docs/explanation/desk.md (cadence).
 */
import type { Interaction } from "../account/Interaction.ts"
import * as AbcXyz from "../analysis/AbcXyz.ts"
import * as Calendar from "../kernel/Calendar.ts"
import { heldAt } from "../market/GroupBook.ts"
import * as DeskClient from "./DeskClient.ts"
import * as DeskPolicy from "./DeskPolicy.ts"

/** What the last two-way contact was. */
export interface LastContact {
  readonly at: Calendar.Instant
  readonly kind: Interaction["kind"] | "reply"
  /** The interaction, or the contact that replied. */
  readonly id: string
}

/** The duty towards one client. */
export interface Duty {
  readonly groupId: string
  readonly name: string
  /** Who answers for the client; null when nobody does. */
  readonly managerId: string | null
  /** Null while its regularity is not known. */
  readonly cell: AbcXyz.Cell | null
  readonly everyDays: number
  /** Null when no two-way contact is known. */
  readonly last: LastContact | null
  readonly dueOn: Calendar.Day
  /** Days past due; negative when it is still to come, 0 on the day and where no contact is known. */
  readonly overdueDays: number
  /** Days past due ÷ days of the cadence; null where no contact is known. */
  readonly overdueShare: number | null
  /** Margin expected of 12 months in minor units; null when unknown. */
  readonly valueMinor: number | null
}

const talks: ReadonlySet<Interaction["kind"]> = new Set(["call", "meeting", "visit", "negotiation"])

/** Whether an interaction was a contact that went both ways. */
export const isTwoWay = ({ direction, kind, status }: Interaction): boolean =>
  status === "held" && (talks.has(kind) || (kind === "e-mail" && direction === "inbound"))

/** The last two-way contact with a client by an instant; null when none is known. Ties by id. */
export const lastOf = (
  { records, replies }: Pick<DeskClient.DeskClient, "records" | "replies">,
  now: Calendar.Instant
): LastContact | null => {
  const all = [
    ...records.interactions.flatMap((one): ReadonlyArray<LastContact> => {
      const at = heldAt(one)
      return at === null || !isTwoWay(one) ? [] : [{ at, kind: one.kind, id: one.id }]
    }),
    ...Object.entries(replies).map(([id, at]): LastContact => ({ at, kind: "reply", id }))
  ]
  return all.filter(({ at }) => at <= now).toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))[0] ?? null
}

/** Whether anybody has a duty to talk to it: it bought in the window, and is not lost by word. */
const isServed = ({ records, segment }: DeskClient.DeskClient): boolean =>
  segment !== null && segment.abc !== null && records.accounts.some(({ status }) => status !== "lost")

const dutyOf = (client: DeskClient.DeskClient, look: DeskClient.Look): Duty | undefined => {
  const { marginMinor, records, segment } = client
  const { abc = null, xyz = null } = segment ?? {}
  const cell = abc === null || xyz === null ? null : AbcXyz.cellOf(abc, xyz)
  const everyDays = DeskPolicy.everyDays(look.policy, cell)
  if (!isServed(client) || everyDays === null) return undefined
  const { calendar, today } = DeskClient.bounds(records.manager, look)
  const last = lastOf(client, look.now)
  const dueOn = last === null ? today : Calendar.addDays(Calendar.dayOf(last.at, calendar.zone), everyDays)
  const overdueDays = Calendar.daysBetween(dueOn, today)
  return {
    groupId: records.groupId,
    name: records.name,
    managerId: DeskClient.inCharge(client, look),
    cell,
    everyDays,
    last,
    dueOn,
    overdueDays,
    overdueShare: last === null ? null : overdueDays / everyDays,
    valueMinor: marginMinor
  }
}

const most = (value: number | null, unknown: number): number => value ?? unknown

/**
 * The duties towards all clients, those never talked with first, then by the share overdue and by value, ties by id.
 * Total; the order of clients and records is irrelevant.
 */
export const of = (clients: Iterable<DeskClient.DeskClient>, look: DeskClient.Look): ReadonlyArray<Duty> =>
  [...clients]
    .flatMap((client) => dutyOf(client, look) ?? [])
    .toSorted((a, b) => {
      const [left, right] = [most(a.overdueShare, Number.MAX_VALUE), most(b.overdueShare, Number.MAX_VALUE)]
      return right - left || most(b.valueMinor, -1) - most(a.valueMinor, -1) || (a.groupId < b.groupId ? -1 : 1)
    })
