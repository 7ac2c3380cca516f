/**
 * What each manager carries and what came of it: the share of gross profit, how much hangs on one person without a
 * deputy, tasks, promises and cases in time, plan and forecast, ways widened, refusals, and how hard the portfolio is.
 * Source: docs/explanation/desk.md (scoreboard).
 */
import * as Case from "../account/Case.ts"
import * as Commitment from "../account/Commitment.ts"
import type { Manager } from "../account/Manager.ts"
import type { Basis } from "../analysis/ExpectedValue.ts"
import * as Tier from "../analysis/Tier.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as CaseRoute from "../market/CaseRoute.ts"
import * as AsOf from "../retention/AsOf.ts"
import * as Refusals from "../retention/Refusals.ts"
import * as DeskClient from "./DeskClient.ts"
import * as Difficulty from "./Difficulty.ts"

/** Done in time and late, and what is past due and still open. */
export interface Timely {
  readonly inTime: number
  readonly late: number
  readonly overdue: number
  /** Open, and not past due. */
  readonly open: number
}

/** A first order of a client that bought before the window, in a product or channel that was new to it. */
export interface Widened {
  readonly groupId: string
  readonly what: "product" | "channel"
  readonly name: string
  readonly on: Calendar.Day
}

/** Plans whose period holds the day. Minor units. */
export interface Planned {
  readonly plans: number
  readonly targetMinor: number
  readonly actualMinor: number
  /** Of the plans that have a forecast; null when none has. */
  readonly forecastMinor: number | null
}

/** One manager. Amounts are minor units. */
export interface Score {
  /** Null for clients that nobody answers for. */
  readonly managerId: string | null
  readonly clients: number
  /** Margin of 12 months of the clients that the manager answers for, on the basis of the scoreboard. */
  readonly carriedMinor: number
  /** Of all; null when there is nothing. */
  readonly share: number | null
  /** Who steps in; null when nobody who is still here is named: then the share hangs on one person. */
  readonly deputyId: string | null
  readonly tasks: Timely
  /** `overdue` are broken ones. */
  readonly promises: Timely
  /** By first response. */
  readonly cases: Timely
  /** Null without a plan of a period that holds the day. */
  readonly plan: Planned | null
  readonly widened: ReadonlyArray<Widened>
  readonly refusals: { readonly count: number; readonly minor: number; readonly unknownAmounts: number }
  readonly difficulty: Difficulty.Difficulty
}

/** The scoreboard. */
export interface Scoreboard {
  /** What happened is counted from this day, included, to `to`, excluded. */
  readonly from: Calendar.Day
  readonly to: Calendar.Day
  /** `revenue`: neither costs nor a gross margin are known, and what is carried is revenue. */
  readonly basis: Basis
  readonly totalMinor: number
  /** The largest share first, ties by id; clients of nobody last. */
  readonly scores: ReadonlyArray<Score>
  /** The share that hangs on persons without a deputy. */
  readonly withoutDeputy: { readonly share: number | null; readonly managerIds: ReadonlyArray<string> }
}

/** What a scoreboard is made from. */
export interface Input {
  readonly managers: ReadonlyMap<string, Manager>
  readonly clients: ReadonlyArray<DeskClient.DeskClient>
  readonly look: DeskClient.Look
  readonly basis: Basis
  /** The reporting currency. */
  readonly currency: string
  readonly capacity?: Tier.Capacity
}

interface Span {
  readonly from: Calendar.Day
  readonly to: Calendar.Day
  readonly fromAt: Calendar.Instant
}

type Fate = keyof Timely

const tally = (fates: ReadonlyArray<Fate>): Timely => {
  const counted = { inTime: 0, late: 0, overdue: 0, open: 0 }
  for (const fate of fates) counted[fate] += 1
  return counted
}

const tasksOf = (managerId: string | null, input: Input, { fromAt }: Span): Timely => {
  const { now } = input.look
  const all = input.clients.flatMap(({ tasks }) => tasks).filter(({ ownerId }) => ownerId === managerId)
  return tally(
    all.flatMap((task): ReadonlyArray<Fate> => {
      const due = task.dueAt ?? Number.POSITIVE_INFINITY
      if (task.closed === null) return [due <= now ? "overdue" : "open"]
      const { at, outcome } = task.closed
      return outcome !== "done" || at < fromAt ? [] : [at <= due ? "inTime" : "late"]
    })
  )
}

const promisesOf = (managerId: string | null, input: Input, { fromAt }: Span): Timely => {
  const { now } = input.look
  const all = input.clients.flatMap(({ records }) => records.commitments)
  return tally(
    all.flatMap((one): ReadonlyArray<Fate> => {
      if (one.madeBy !== managerId || one.madeAt > now) return []
      if (Commitment.isBroken(one, now)) return ["overdue"]
      const keptAt = one.keptAt !== undefined && one.keptAt <= now ? one.keptAt : undefined
      const isSettled = one.settled !== undefined && one.settled.at <= now
      if (keptAt === undefined && !isSettled) return ["open"]
      return one.dueAt < fromAt ? [] : [keptAt !== undefined && keptAt <= one.dueAt ? "inTime" : "late"]
    })
  )
}

const casesOf = (clients: ReadonlyArray<DeskClient.DeskClient>, { look }: Input, { fromAt }: Span): Timely => {
  const { calendars, now } = look
  return tally(
    clients.flatMap((client) =>
      client.records.cases.flatMap((one): ReadonlyArray<Fate> => {
        if (one.openedAt > now) return []
        const route = CaseRoute.of(one, client.records, { now, isKey: DeskClient.isKey(client, look), calendars })
        const answeredAt = route.isAnswered ? one.firstResponseAt : undefined
        if (answeredAt === undefined) return Case.isOpen(one, now) ? [route.isLate ? "overdue" : "open"] : []
        if (one.openedAt < fromAt) return []
        return [route.respondBy === null || answeredAt <= route.respondBy ? "inTime" : "late"]
      })
    )
  )
}

const planOf = (clients: ReadonlyArray<DeskClient.DeskClient>, day: Calendar.Day): Planned | null => {
  const own = clients
    .flatMap(({ plans }) => plans)
    .map(({ progress }) => progress)
    .filter(({ period }) => period !== null && period.from <= day && day < period.to)
  const forecasts = own.flatMap(({ forecastMinor }) => forecastMinor ?? [])
  const sum = (values: ReadonlyArray<number>): number => values.reduce((total, value) => total + value, 0)
  return own.length === 0
    ? null
    : {
        plans: own.length,
        targetMinor: sum(own.map(({ targetMinor }) => targetMinor)),
        actualMinor: sum(own.map(({ actualMinor }) => actualMinor ?? 0)),
        forecastMinor: forecasts.length === 0 ? null : sum(forecasts)
      }
}

/** First orders in the span by clients that bought before it; returns left out. By day, client and name. */
export const widened = (
  clients: ReadonlyArray<Pick<DeskClient.DeskClient, "records" | "orders">>,
  span: { readonly from: Calendar.Day; readonly to: Calendar.Day }
): ReadonlyArray<Widened> =>
  clients
    .flatMap(({ orders, records: { groupId } }) => {
      const bought = orders.filter(({ amount, date }) => amount.minor > 0 && date < span.to)
      if (bought.every(({ date }) => date >= span.from)) return []
      return (["product", "channel"] as const).flatMap((what) => {
        const first = new Map<string, Calendar.Day>()
        for (const order of bought) {
          const name = order[what]
          if (name !== undefined && order.date < (first.get(name) ?? span.to)) first.set(name, order.date)
        }
        return [...first].flatMap(([name, on]): ReadonlyArray<Widened> =>
          on < span.from ? [] : [{ groupId, what, name, on }]
        )
      })
    })
    .toSorted((a, b) => {
      const key = ({ groupId, name, on, what }: Widened): string => [on, groupId, what, name].join("\u0000")
      return key(a) < key(b) ? -1 : 1
    })

const refusalsOf = (managerId: string | null, { clients, currency, look }: Input, { from, to }: Span) => {
  const at = AsOf.look(to, look.calendars.timeZone, { now: look.now })
  const own = clients
    .flatMap(({ orders, records }) =>
      Refusals.find({ records: { ...records, orders }, declined: [], currency, look: at })
    )
    .filter(({ manager, on }) => manager === managerId && on >= from && on < to)
  return {
    count: own.length,
    minor: own.reduce((sum, { minor }) => sum + (minor ?? 0), 0),
    unknownAmounts: own.filter(({ minor }) => minor === null).length
  }
}

const deputyOf = (managerId: string | null, { look, managers }: Input): string | null => {
  const deputy = managers.get(managers.get(managerId ?? "")?.deputyId ?? "")
  return deputy === undefined || (deputy.leftAt ?? look.now + 1) <= look.now ? null : deputy.id
}

const idsOf = (input: Input, charged: ReadonlyMap<string | null, unknown>): ReadonlyArray<string | null> => {
  const here = [...input.managers.values()].filter(({ leftAt }) => (leftAt ?? input.look.now + 1) > input.look.now)
  return [...new Set([...here.map(({ id }) => id), ...charged.keys()])]
}

/** The scoreboard of all managers who are here. Total; the order of what is given is irrelevant. */
export const of = (input: Input): Scoreboard => {
  const { basis, capacity = Tier.standard, clients, look, managers } = input
  const zone = look.calendars.timeZone
  const to = Calendar.dayOf(look.now, zone)
  const from = Calendar.addMonths(to, -look.policy.scoreMonths)
  const span = { from, to, fromAt: Calendar.instantOf(from, 0, zone) }
  const charged = Map.groupBy(clients, (client) => DeskClient.inCharge(client, look))
  const margin = (all: ReadonlyArray<DeskClient.DeskClient>): number =>
    all.reduce((sum, { marginMinor }) => sum + (marginMinor ?? 0), 0)
  const totalMinor = margin(clients)
  const ids = idsOf(input, charged)
  const difficulties = Difficulty.of(
    ids.map((id) => ({ clients: charged.get(id) ?? [], manager: managers.get(id ?? "") ?? null, capacity, look }))
  )
  const scores = ids
    .map((managerId, at): Score => {
      const own = charged.get(managerId) ?? []
      const carriedMinor = margin(own)
      return {
        managerId,
        clients: own.length,
        carriedMinor,
        share: totalMinor > 0 ? carriedMinor / totalMinor : null,
        deputyId: deputyOf(managerId, input),
        tasks: tasksOf(managerId, input, span),
        promises: promisesOf(managerId, input, span),
        cases: casesOf(own, input, span),
        plan: planOf(own, to),
        widened: widened(own, span),
        refusals: refusalsOf(managerId, input, span),
        difficulty: difficulties[at] ?? { index: null, parts: [] }
      }
    })
    .toSorted(
      (a, b) =>
        Number(a.managerId === null) - Number(b.managerId === null) ||
        b.carriedMinor - a.carriedMinor ||
        ((a.managerId ?? "") < (b.managerId ?? "") ? -1 : 1)
    )
  const alone = scores.filter(({ deputyId, managerId }) => managerId !== null && deputyId === null)
  return {
    from,
    to,
    basis,
    totalMinor,
    scores,
    withoutDeputy: {
      share: totalMinor > 0 ? alone.reduce((sum, { carriedMinor }) => sum + carriedMinor, 0) / totalMinor : null,
      managerIds: alone.flatMap(({ managerId }) => managerId ?? [])
    }
  }
}
