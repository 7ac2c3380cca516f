/**
 * Who should look after a client that has nobody, whose manager has left, or whose manager has no room: whoever has room
 * in its tier and fits it best by skill. A proposal with reasons; a person decides. Source: docs/explanation/desk.md.
 */
import type { Manager } from "../account/Manager.ts"
import * as Tier from "../analysis/Tier.ts"
import type { Source } from "../retention/RetentionPolicy.ts"
import * as DeskClient from "./DeskClient.ts"

/** Why a client needs somebody. */
export type Need = "nobody" | "left" | "no room"

/** What a manager is judged by for a client. */
export interface FitFacts {
  readonly client: DeskClient.DeskClient
  readonly manager: Manager
}

/** One row of the table: what speaks for a manager. */
export interface FitRule {
  readonly id: "industry" | "language" | "products" | "time zone" | "knows the client"
  readonly source: Source
  readonly points: number
  /** What of the client the manager has; empty when nothing. */
  readonly matches: (facts: FitFacts) => ReadonlyArray<string>
}

const fold = (text: string): string => text.trim().toLowerCase()

const common = (wanted: Iterable<string>, skills: ReadonlyArray<string>): ReadonlyArray<string> => {
  const known = new Set(skills.map(fold))
  return [...new Set(wanted)].filter((one) => known.has(fold(one))).toSorted()
}

const languageOf = (locale: string): string => locale.split("-")[0] ?? locale

/** The table. A language is that of a contact who is still there; a product is one that the client bought. */
export const rules: ReadonlyArray<FitRule> = [
  {
    id: "industry",
    source: "proposal",
    points: 3,
    matches: ({ client, manager }) =>
      common(
        client.records.accounts.flatMap(({ industry }) => industry ?? []),
        manager.skills.industries
      )
  },
  {
    id: "language",
    source: "proposal",
    points: 3,
    matches: ({ client, manager }) =>
      common(
        client.records.contacts.flatMap(({ leftAt, locale }) =>
          locale === undefined || leftAt !== undefined ? [] : [languageOf(locale)]
        ),
        manager.skills.languages
      )
  },
  {
    id: "products",
    source: "proposal",
    points: 2,
    matches: ({ client, manager }) =>
      common(
        client.orders.flatMap(({ product }) => product ?? []),
        manager.skills.products
      )
  },
  {
    id: "time zone",
    source: "proposal",
    points: 1,
    matches: ({ client, manager }) =>
      common(
        client.records.accounts.flatMap(({ timeZone }) => timeZone ?? []),
        manager.timeZone === undefined ? [] : [manager.timeZone]
      )
  },
  {
    id: "knows the client",
    source: "proposal",
    points: 2,
    // Talks say more than deals, and each kind is named by its last.
    matches: ({ client, manager }) => [
      ...client.records.interactions
        .filter(({ by, status }) => by === manager.id && status === "held")
        .map(({ id }) => id)
        .toSorted()
        .slice(-1),
      ...client.records.opportunities
        .filter(({ ownerId }) => ownerId === manager.id)
        .map(({ id }) => id)
        .toSorted()
        .slice(-1)
    ]
  }
]

/** One reason for a manager. */
export interface Reason {
  readonly rule: FitRule["id"]
  readonly points: number
  readonly matches: ReadonlyArray<string>
}

/** A manager who may take the client. */
export interface Candidate {
  readonly managerId: string
  readonly points: number
  /** How many more clients of the tier fit; null where the tier has no limit. */
  readonly room: number | null
  /** Clients that the manager has, those proposed before this one included. */
  readonly clients: number
  readonly reasons: ReadonlyArray<Reason>
}

/** A proposal for one client. */
export interface Proposal {
  readonly groupId: string
  readonly name: string
  readonly need: Need
  /** Who has it now; null when nobody does. */
  readonly from: string | null
  /** The tier it needs room in. */
  readonly tier: Tier.Tier | null
  /** Null when nobody has room for it. */
  readonly to: string | null
  /** The best first; ties by more room, fewer clients, then id. The proposal is the first. */
  readonly candidates: ReadonlyArray<Candidate>
}

/** What proposals are made from. */
export interface Input {
  readonly managers: ReadonlyMap<string, Manager>
  readonly clients: ReadonlyArray<DeskClient.DeskClient>
  readonly look: DeskClient.Look
  /** Clients that got less than the tier they should have, for want of room; as the review says. */
  readonly wentWithout?: ReadonlyArray<{ readonly id: string; readonly wanted: Tier.Tier }>
  readonly capacity?: Tier.Capacity
}

const roomOf = (
  manager: Manager,
  tier: Tier.Tier | null,
  taken: ReadonlyMap<string, number>,
  capacity: Tier.Capacity
): number | null => {
  const { oneToFew = capacity["one-to-few"], oneToOne = capacity["one-to-one"] } = manager.capacity ?? {}
  const most = tier === "one-to-one" ? oneToOne : tier === "one-to-few" ? oneToFew : null
  return most === null ? null : most - (taken.get(`${tier ?? ""} ${manager.id}`) ?? 0)
}

const needOf = (
  client: DeskClient.DeskClient,
  { look }: Input,
  wanted: ReadonlyMap<string, Tier.Tier>
): Need | undefined => {
  const { groupId, manager } = client.records
  if (manager === null) return "nobody"
  if ((manager.leftAt ?? look.now + 1) <= look.now) return "left"
  return wanted.has(groupId) ? "no room" : undefined
}

const candidate = (
  client: DeskClient.DeskClient,
  manager: Manager,
  { clients, room }: Pick<Candidate, "clients" | "room">
): Candidate => {
  const reasons = rules.flatMap(({ id, matches, points }): ReadonlyArray<Reason> => {
    const found = matches({ client, manager })
    return found.length === 0 ? [] : [{ rule: id, points, matches: found }]
  })
  return { managerId: manager.id, points: reasons.reduce((sum, { points }) => sum + points, 0), room, clients, reasons }
}

const isLost = ({ records }: DeskClient.DeskClient): boolean =>
  records.accounts.every(({ status }) => status === "lost")

/** Proposals, the most valuable client first: each takes the room of whom it is proposed to. Lost clients get none. */
export const propose = (input: Input): ReadonlyArray<Proposal> => {
  const { capacity = Tier.standard, clients, look, managers, wentWithout = [] } = input
  const wanted = new Map(wentWithout.map(({ id, wanted: tier }) => [id, tier]))
  const taken = new Map<string, number>()
  const carried = new Map<string, number>()
  const take = (tier: Tier.Tier | null, managerId: string): void => {
    const key = `${tier ?? ""} ${managerId}`
    taken.set(key, (taken.get(key) ?? 0) + 1)
    carried.set(managerId, (carried.get(managerId) ?? 0) + 1)
  }
  for (const client of clients)
    if (needOf(client, input, wanted) !== "nobody" && client.records.manager !== null)
      take(client.segment?.tier ?? null, client.records.manager.id)
  const here = [...managers.values()].filter(({ leftAt }) => (leftAt ?? look.now + 1) > look.now)
  const value = ({ segment }: DeskClient.DeskClient): number =>
    segment?.outlook?.expectedValue?.minor ?? Number.MIN_SAFE_INTEGER
  return clients
    .filter((client) => !isLost(client))
    .toSorted((a, b) => value(b) - value(a) || (a.records.groupId < b.records.groupId ? -1 : 1))
    .flatMap((client): ReadonlyArray<Proposal> => {
      const need = needOf(client, input, wanted)
      const { groupId, manager, name } = client.records
      if (need === undefined) return []
      const tier = wanted.get(groupId) ?? client.segment?.tier ?? null
      const candidates = here
        .filter(({ id }) => need === "nobody" || id !== manager?.id)
        .map((one) => {
          const room = roomOf(one, tier, taken, capacity)
          return candidate(client, one, { room, clients: carried.get(one.id) ?? 0 })
        })
        .filter(({ room }) => room === null || room > 0)
        .toSorted(
          (a, b) =>
            b.points - a.points ||
            (b.room ?? 0) - (a.room ?? 0) ||
            a.clients - b.clients ||
            (a.managerId < b.managerId ? -1 : 1)
        )
      const [best] = candidates
      if (best !== undefined) take(tier, best.managerId)
      const from = manager?.id ?? null
      return [{ groupId, name, need, from, tier, to: best?.managerId ?? null, candidates: candidates.slice(0, 3) }]
    })
}
