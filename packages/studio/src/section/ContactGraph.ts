/**
 * Where each person of a contact map stands in its picture: one box an account, managers to the left of those who report
 * to them, empty places below. Positions come from a graph layout library; the same map has the same positions.
 */
import { Graph, layout } from "@dagrejs/dagre"
import type { Contact, ContactMap, ContactRoles } from "@market-of-one/core"
import type { Knowledge } from "../page/ReportInput.ts"

/** How sure a person's part is; the outline tells it. */
export type Certainty = "confirmed" | "recommended" | "none"

/** One person of the picture, there or gone. */
export interface Person {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly title: string | null
  readonly level: ContactMap.Member["level"]
  /** Without the dismissed ones. */
  readonly roles: ReadonlyArray<ContactRoles.HeldRole>
  readonly certainty: Certainty
  readonly influence: number | null
  readonly disposition: ContactMap.Attitude["disposition"] | null
  /** What earlier imports said of the disposition, where it was another, the latest first. */
  readonly earlier: ReadonlyArray<ContactMap.Attitude["disposition"]>
  readonly warmth: number
  readonly knownBy: ContactMap.Member["knownBy"]
  readonly lastOn: ContactMap.Member["lastOn"]
  readonly reportsTo: string | null
  readonly hasVeto: boolean
  /** Null for those who are there. */
  readonly leftOn: ContactMap.Member["leftOn"]
}

/** A point of the picture, in its own units: pixels at full size. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A rectangle by its upper left corner. */
export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** A reporting line from a person to whom they report. */
export interface Line {
  readonly from: string
  readonly to: string
  readonly points: ReadonlyArray<Point>
}

/** The placed picture. */
export interface Placed {
  readonly width: number
  readonly height: number
  readonly seats: ReadonlyArray<Box & { readonly person: Person }>
  /** Required roles that nobody is confirmed in. */
  readonly empty: ReadonlyArray<Box & { readonly role: Contact.ContactRole }>
  readonly boxes: ReadonlyArray<Box & { readonly accountId: string }>
  readonly lines: ReadonlyArray<Line>
  /** People who are in the table only. */
  readonly undrawn: number
}

/** Size of a person in the picture. */
const seat = { width: 206, height: 110 } as const
const vacancy = { width: 206, height: 44 } as const
const gap = { between: 14, ranks: 30, padding: 18, heading: 24, boxes: 18 } as const

/** More people than this make no picture that anyone reads; the table has them all. */
export const mostDrawn = 60

const certaintyOf = (roles: ReadonlyArray<ContactRoles.HeldRole>): Certainty =>
  roles.some(({ standing }) => standing === "confirmed") ? "confirmed" : roles.length > 0 ? "recommended" : "none"

const changesOf = (attitudes: ContactMap.Member["attitudes"]): Person["earlier"] =>
  attitudes.flatMap(({ disposition }, at) =>
    at === 0 || disposition === attitudes[at - 1]?.disposition ? [] : [disposition]
  )

/** All people of the map by id, those who left at the end. */
export const people = ({ leavers, map, schemes }: Knowledge): ReadonlyArray<Person> => {
  const vetoing = new Set(schemes.flatMap(({ vetoers }) => vetoers.map(({ contactId }) => contactId)))
  const present = map.members.map((member): Person => {
    const roles = member.roles.filter(({ standing }) => standing !== "dismissed")
    return {
      ...member,
      roles,
      certainty: certaintyOf(roles),
      disposition: member.attitudes[0]?.disposition ?? null,
      earlier: changesOf(member.attitudes),
      hasVeto: vetoing.has(member.id),
      leftOn: null
    }
  })
  const gone = leavers.map((one): Person => {
    const roles = one.roles.map((role): ContactRoles.HeldRole => ({ role, standing: "confirmed", because: "recorded" }))
    return {
      id: one.contactId,
      accountId: one.accountId,
      name: one.name,
      title: one.title,
      level: null,
      roles,
      certainty: certaintyOf(roles),
      influence: null,
      disposition: null,
      earlier: [],
      warmth: 0,
      knownBy: [],
      lastOn: null,
      reportsTo: one.reportsTo,
      hasVeto: false,
      leftOn: one.on
    }
  })
  return [...present, ...gone]
}

const weightOf = ({ certainty, influence, leftOn, warmth }: Person): number =>
  (certainty === "confirmed" ? 4 : certainty === "recommended" ? 2 : 0) + (influence ?? 0) + warmth - (leftOn ? 3 : 0)

/** The people that are drawn: with roles, influence and warmth first, in the order they came in. */
const drawnOf = (all: ReadonlyArray<Person>): ReadonlyArray<Person> => {
  if (all.length <= mostDrawn) return all
  const chosen = new Set(all.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, mostDrawn))
  return all.filter((person) => chosen.has(person))
}

const round = (value: number): number => Math.round(value * 10) / 10

type Part = Omit<Placed, "empty" | "undrawn">

/** From the right side of a manager to the left side of a report, square; undefined when they do not stand so. */
const elbow = (to: Box | undefined, from: Box | undefined): ReadonlyArray<Point> | undefined => {
  if (to === undefined || from === undefined || to.x + to.width >= from.x) return undefined
  const [end, start] = [to.y + to.height / 2, from.y + from.height / 2]
  const turn = from.x - gap.ranks / 2
  const points = [
    { x: to.x + to.width, y: end },
    { x: turn, y: end },
    { x: turn, y: start },
    { x: from.x, y: start }
  ]
  return end === start ? points.filter(({ x }) => x !== turn) : points
}

/** One account's people; those without a line are put side by side, as many as fit the width of the page. */
const place = (accountId: string, members: ReadonlyArray<Person>, top: number): Part => {
  const graph = new Graph()
  graph.setGraph({ rankdir: "LR", nodesep: gap.between, ranksep: gap.ranks })
  graph.setDefaultEdgeLabel(() => ({}))
  const ids = new Set(members.map(({ id }) => id))
  const lines = members.filter(({ id, reportsTo }) => reportsTo !== null && reportsTo !== id && ids.has(reportsTo))
  const joined = new Set(lines.flatMap(({ id, reportsTo }) => [id, reportsTo ?? id]))
  for (const { id } of members) if (joined.has(id)) graph.setNode(id, { ...seat })
  for (const { id, reportsTo } of lines) graph.setEdge(reportsTo ?? id, id)
  if (joined.size > 0) layout(graph)
  const down = top + gap.heading
  const tree = members.flatMap((person) => {
    if (!joined.has(person.id)) return []
    const { x = 0, y = 0 } = graph.node(person.id) as Partial<Point>
    return [{ ...seat, person, x: round(x - seat.width / 2 + gap.padding), y: round(y - seat.height / 2 + down) }]
  })
  const below = tree.length === 0 ? down : Math.max(...tree.map(({ y }) => y)) + seat.height + gap.between
  const columns = 4
  const loose = members
    .filter(({ id }) => !joined.has(id))
    .map((person, at) => ({
      ...seat,
      person,
      x: gap.padding + (at % columns) * (seat.width + gap.between),
      y: round(below + Math.floor(at / columns) * (seat.height + gap.between))
    }))
  const seats = [...tree, ...loose]
  const byId = new Map(seats.map((one) => [one.person.id, one]))
  const width = Math.max(...seats.map(({ x }) => x)) + seat.width + gap.padding
  const height = Math.max(...seats.map(({ y }) => y)) + seat.height + gap.padding - top
  return {
    width,
    height,
    seats,
    boxes: [{ accountId, x: 0, y: top, width, height }],
    lines: lines.map(({ id, reportsTo }) => {
      const to = reportsTo ?? id
      const { points = [] } = graph.edge(to, id) as { readonly points?: ReadonlyArray<Point> }
      const routed = points.map(({ x, y }) => ({ x: round(x + gap.padding), y: round(y + down) }))
      return { from: id, to, points: elbow(byId.get(to), byId.get(id)) ?? routed }
    })
  }
}

/** Lines between accounts of a group: along the left edge, behind the cards. */
const across = (seats: Placed["seats"]): ReadonlyArray<Line> => {
  const byId = new Map(seats.map((one) => [one.person.id, one]))
  const edge = gap.padding / 3
  return seats.flatMap(({ height, person, x, y }): ReadonlyArray<Line> => {
    const to = byId.get(person.reportsTo ?? "")
    if (to === undefined || to.person.accountId === person.accountId) return []
    const [end, start] = [to.y + (to.height * 3) / 4, y + height / 2]
    const points = [
      { x: to.x, y: end },
      { x: round(edge), y: end },
      { x: round(edge), y: start },
      { x, y: start }
    ]
    return [{ from: person.id, to: to.person.id, points }]
  })
}

/** The picture of a map: accounts below each other in the order given, then the roles that nobody holds. */
export const of = (knowledge: Knowledge): Placed => {
  const all = people(knowledge)
  const drawn = drawnOf(all)
  const order = [...new Set([...knowledge.accounts.map(({ id }) => id), ...drawn.map(({ accountId }) => accountId)])]
  let top = 0
  const parts = order.flatMap((accountId): ReadonlyArray<Part> => {
    const members = drawn.filter((person) => person.accountId === accountId)
    if (members.length === 0) return []
    const part = place(accountId, members, top)
    top += part.height + gap.boxes
    return [part]
  })
  const columns = 4
  const empty = knowledge.map.coverage.uncovered.map((role, at) => ({
    ...vacancy,
    role,
    x: gap.padding + (at % columns) * (vacancy.width + gap.between),
    y: top + Math.floor(at / columns) * (vacancy.height + gap.between)
  }))
  const seats = parts.flatMap((part) => part.seats)
  const width = Math.max(0, ...parts.map((part) => part.width), ...empty.map((one) => one.x + one.width + gap.padding))
  const bottom = empty.length === 0 ? top - gap.boxes : Math.max(...empty.map((one) => one.y + one.height))
  return {
    // A line's end is as wide as the line.
    width: width + 2,
    height: Math.max(0, bottom) + 2,
    seats,
    empty,
    boxes: parts.flatMap((part) => part.boxes).map((box) => ({ ...box, width })),
    lines: [...parts.flatMap((part) => part.lines), ...across(seats)],
    undrawn: all.length - drawn.length
  }
}
