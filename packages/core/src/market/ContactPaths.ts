/**
 * Ways through the contact map: the warmest path to the decision maker, and the contact to take up next, with reasons.
 * Source: docs/explanation/account-market.md.
 */
import type { ContactRole } from "../account/Contact.ts"
import { confirmed, warmEnough, type ContactMap, type Member } from "./ContactMap.ts"

/** What one step along a reporting line keeps of the warmth: a proposal of ours. */
const keptPerStep = 0.5

/** A way to a person: whom we know, then along reporting lines. */
export interface Path {
  readonly to: string
  /** Contact ids, from the one whom we know to `to`. */
  readonly through: ReadonlyArray<string>
  /** Who of ours knows the first of them best; null when nobody does. */
  readonly by: string | null
  /** Warmth of the first contact, halved at each step; 0 when nobody is known. */
  readonly warmth: number
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Shortest ways from a person along reporting lines in both directions, by the id of where they start. */
const waysTo = (map: ContactMap, to: string): ReadonlyMap<string, ReadonlyArray<string>> => {
  const ids = new Set(map.members.map((member) => member.id))
  const next = new Map<string, Array<string>>()
  const join = (a: string, b: string): void => {
    const own = next.get(a)
    if (own === undefined) next.set(a, [b])
    else own.push(b)
  }
  for (const { id, reportsTo } of map.members) {
    if (reportsTo === null || !ids.has(reportsTo)) continue
    join(id, reportsTo)
    join(reportsTo, id)
  }
  const ways = new Map<string, ReadonlyArray<string>>([[to, [to]]])
  const queue = [to]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const way = ways.get(at) ?? []
    for (const id of (next.get(at) ?? []).toSorted(compare)) {
      if (ways.has(id)) continue
      ways.set(id, [id, ...way])
      queue.push(id)
    }
  }
  return ways
}

/** The warmest way to a member; null when there is no such member. Ties: fewer steps, then the lesser id. */
export const warmest = (map: ContactMap, to: string): Path | null => {
  const byId = new Map(map.members.map((member) => [member.id, member]))
  if (!byId.has(to)) return null
  const paths = [...waysTo(map, to)].map(([id, through]): Path => {
    const first = byId.get(id)
    const warmth = (first?.warmth ?? 0) * keptPerStep ** (through.length - 1)
    return { to, through, by: first?.knownBy[0]?.by ?? null, warmth }
  })
  const [best] = paths.toSorted(
    (a, b) =>
      b.warmth - a.warmth || a.through.length - b.through.length || compare(a.through[0] ?? "", b.through[0] ?? "")
  )
  return best ?? null
}

/** The warmest way to any confirmed decision maker of the group, or of one account; null when none is known. */
export const toDecisionMaker = (map: ContactMap, accountId?: string): Path | null => {
  const deciding = map.members.filter(
    (member) =>
      confirmed(member).includes("decision maker") && (accountId === undefined || member.accountId === accountId)
  )
  const [best] = deciding
    .flatMap((member) => warmest(map, member.id) ?? [])
    .toSorted((a, b) => b.warmth - a.warmth || compare(a.to, b.to))
  return best ?? null
}

/** Why a contact is worth taking up, and by how much. */
export interface NextReason {
  readonly reason:
    | "would fill a role that nobody holds"
    | "decides and does not know us"
    | "a second thread is missing"
    | "has influence"
    | "is well disposed"
    | "is against us"
  readonly points: number
  readonly roles?: ReadonlyArray<ContactRole>
}

/** A contact to take up next. `points` is the sum of the reasons'. */
export interface NextContact {
  readonly contactId: string
  readonly points: number
  readonly reasons: ReadonlyArray<NextReason>
}

const reasonsOf = (map: ContactMap, member: Member): ReadonlyArray<NextReason> => {
  const isCold = member.warmth < warmEnough
  const roles = confirmed(member)
  const fills = map.coverage.uncovered.filter((role) =>
    member.roles.some((held) => held.role === role && held.standing === "recommended")
  )
  const decides = roles.filter((role) => role === "decision maker" || role === "economic buyer")
  const [attitude] = member.attitudes
  return [
    ...(fills.length === 0
      ? []
      : [{ reason: "would fill a role that nobody holds", points: 3 * fills.length, roles: fills } as const]),
    ...(decides.length === 0 || !isCold
      ? []
      : [{ reason: "decides and does not know us", points: 2, roles: decides } as const]),
    ...(map.isSingleThreaded && isCold ? [{ reason: "a second thread is missing", points: 1 } as const] : []),
    ...(isCold && member.influence !== null ? [{ reason: "has influence", points: member.influence } as const] : []),
    ...(isCold && attitude?.disposition === "supporter" ? [{ reason: "is well disposed", points: 0.5 } as const] : []),
    ...(attitude?.disposition === "opponent" ? [{ reason: "is against us", points: -1 } as const] : [])
  ]
}

/** Contacts worth taking up, most points first, ties by id; one without a reason in its favour is left out. */
export const next = (map: ContactMap): ReadonlyArray<NextContact> =>
  map.members
    .map((member) => {
      const reasons = reasonsOf(map, member)
      return { contactId: member.id, points: reasons.reduce((sum, one) => sum + one.points, 0), reasons }
    })
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points || compare(a.contactId, b.contactId))
