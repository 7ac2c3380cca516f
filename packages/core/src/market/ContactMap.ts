/**
 * The contact map of a group: who plays which part, with what influence and disposition, who reports to whom, how warm
 * each relation is and who on our side holds it. Source: docs/explanation/account-market.md (карта контактов).
 */
import type { Contact, ContactRole } from "../account/Contact.ts"
import type { Word } from "../account/RoleVerdict.ts"
import { dayMillis, dayNumber, instantOf, type Day, type Instant } from "../kernel/Calendar.ts"
import type * as Finding from "../kernel/Finding.ts"
import type { Provenance } from "../kernel/Provenance.ts"
import * as ContactRoles from "./ContactRoles.ts"
import { day, heldAt, type GroupBook } from "./GroupBook.ts"
import * as RoleTemplate from "./RoleTemplate.ts"

/** A disposition and the row that said it; earlier ones come from earlier imports. */
export interface Attitude {
  readonly disposition: NonNullable<Contact["disposition"]>
  readonly source: Provenance
}

/** One person of the map. Shared mailboxes are no members. */
export interface Member {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly title: string | null
  readonly level: NonNullable<Contact["level"]> | null
  readonly roles: ReadonlyArray<ContactRoles.HeldRole>
  /** 0 to 1; null when nobody has said. */
  readonly influence: number | null
  /** The present one first, then what earlier imports said. */
  readonly attitudes: ReadonlyArray<Attitude>
  readonly reportsTo: string | null
  /** 0 to 1. */
  readonly warmth: number
  /** Who on our side knows the person, the warmest first, with the warmth of that relation. */
  readonly knownBy: ReadonlyArray<{ readonly by: string; readonly warmth: number }>
  /** The day of the last interaction that was held. */
  readonly lastOn: Day | null
  /** The day the person left; null for those who are there. */
  readonly leftOn: Day | null
  readonly source: Provenance
}

/** Members of one role at one level. */
export interface HeatCell {
  readonly role: ContactRole
  readonly level: NonNullable<Contact["level"]> | null
  readonly members: number
  /** Members with warmth of at least `warmEnough`. */
  readonly warm: number
}

/** A person with a role has gone: a sign of loss. */
export interface Departed {
  readonly contactId: string
  readonly accountId: string
  readonly on: Day
  readonly roles: ReadonlyArray<ContactRole>
  /** The decision maker, the economic buyer or the champion: the account is at risk. */
  readonly isCritical: boolean
  readonly source: Provenance
}

/** The map of one group at a day. */
export interface ContactMap {
  readonly groupId: string
  readonly asOf: Day
  /** Those who are there, sorted by id. */
  readonly members: ReadonlyArray<Member>
  readonly departed: ReadonlyArray<Departed>
  /** Ids of shared mailboxes. */
  readonly mailboxes: ReadonlyArray<string>
  readonly template: RoleTemplate.RoleTemplate
  readonly coverage: RoleTemplate.Coverage
  /** The coverage of what the open deals and tenders are about and have a template of their own for, by template id. */
  readonly offerings: ReadonlyArray<{
    readonly template: RoleTemplate.RoleTemplate
    readonly coverage: RoleTemplate.Coverage
  }>
  /** Cells with members, by role, then level. */
  readonly heat: ReadonlyArray<HeatCell>
  /** Fewer than two people know us. */
  readonly isSingleThreaded: boolean
  readonly findings: ReadonlyArray<Finding.Finding>
}

/** What a map is made with beside the records. */
export interface Options {
  readonly asOf: Day
  readonly template?: RoleTemplate.RoleTemplate
  /** The templates of offerings, by what an opportunity can call its product. */
  readonly templates?: ReadonlyMap<string, RoleTemplate.RoleTemplate>
  /** Words on roles beside those of the records. */
  readonly words?: ReadonlyArray<Word>
  readonly titleRules?: ReadonlyArray<ContactRoles.TitleRule>
}

/** From this warmth on a contact counts as a thread. */
export const warmEnough = 0.2
const halfLifeDays = 60
const fewestThreads = 2

type Interaction = GroupBook["interactions"][number]["record"]

/** Meeting and visit 1, call 0.6, reply 0.5, e-mail 0.2; a negotiation is a meeting, an event counts as a call. */
export const weightOf = (one: Pick<Interaction, "kind" | "direction">): number => {
  switch (one.kind) {
    case "meeting":
    case "visit":
    case "negotiation":
      return 1
    case "call":
    case "event":
      return 0.6
    case "e-mail":
      return one.direction === "inbound" ? 0.5 : 0.2
  }
}

/** Σ 0.5^(age ÷ 60 days) × weight, at most 1; ages in days, not negative. The order of the contacts is irrelevant. */
export const warmthOf = (touches: Iterable<{ readonly ageDays: number; readonly weight: number }>): number => {
  const terms = [...touches].map(({ ageDays, weight }) => 0.5 ** (ageDays / halfLifeDays) * weight)
  // Sorted: a sum of fractions depends on its order in the last digits.
  return Math.min(
    1,
    terms.toSorted((a, b) => a - b).reduce((sum, term) => sum + term, 0)
  )
}

interface Touch {
  readonly by: string
  readonly on: Day
  readonly ageDays: number
  readonly weight: number
}

const touchesOf = (book: GroupBook, asOf: Day): ReadonlyMap<string, ReadonlyArray<Touch>> => {
  const touches = new Map<string, Array<Touch>>()
  const end: Instant = instantOf(asOf, 0, book.zone)
  for (const { record } of book.interactions) {
    const at = heldAt(record)
    if (record.status !== "held" || record.contactId === undefined || at === null || at > end) continue
    const touch = { by: record.by, on: day(book, at), ageDays: (end - at) / dayMillis, weight: weightOf(record) }
    const own = touches.get(record.contactId)
    if (own === undefined) touches.set(record.contactId, [touch])
    else own.push(touch)
  }
  return touches
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const knownByOf = (touches: ReadonlyArray<Touch>): Member["knownBy"] =>
  [...new Set(touches.map((touch) => touch.by))]
    .map((by) => ({ by, warmth: warmthOf(touches.filter((touch) => touch.by === by)) }))
    .toSorted((a, b) => b.warmth - a.warmth || compare(a.by, b.by))

const memberOf = (
  { before = [], provenance, record }: GroupBook["contacts"][number],
  book: GroupBook,
  touches: ReadonlyArray<Touch>,
  roles: Member["roles"]
): Member => ({
  id: record.id,
  accountId: record.accountId ?? book.group.id,
  name: record.name,
  title: record.title ?? null,
  level: record.level ?? null,
  roles,
  influence: record.influence ?? null,
  attitudes: [{ provenance, record }, ...before].flatMap((one) =>
    one.record.disposition === undefined ? [] : [{ disposition: one.record.disposition, source: one.provenance }]
  ),
  reportsTo: record.reportsTo ?? null,
  warmth: warmthOf(touches),
  knownBy: knownByOf(touches),
  lastOn:
    touches
      .map((touch) => touch.on)
      .toSorted()
      .at(-1) ?? null,
  leftOn: record.leftAt === undefined ? null : day(book, record.leftAt),
  source: provenance
})

/** The roles a person holds for sure. */
export const confirmed = (member: Pick<Member, "roles">): ReadonlyArray<ContactRole> =>
  member.roles.filter((held) => held.standing === "confirmed").map((held) => held.role)

const placeOf = ({ file, line }: Provenance, field: string): Finding.Place => ({
  ...(file === undefined ? {} : { file }),
  ...(line === undefined ? {} : { line }),
  field
})

const cyclesOf = (members: ReadonlyArray<Member>): ReadonlyArray<Finding.Finding> => {
  const byId = new Map(members.map((member) => [member.id, member]))
  const done = new Set<string>()
  return members.flatMap((start): ReadonlyArray<Finding.Finding> => {
    const path: Array<string> = []
    let at: string | null = start.id
    while (at !== null && !done.has(at) && !path.includes(at)) {
      path.push(at)
      at = byId.get(at)?.reportsTo ?? null
    }
    for (const id of path) done.add(id)
    if (at === null || !path.includes(at)) return []
    const cycle = path.slice(path.indexOf(at))
    const turn = cycle.indexOf(cycle.toSorted()[0] ?? "")
    const told = [...cycle.slice(turn), ...cycle.slice(0, turn)]
    const message = `the reporting lines of these contacts lead in a circle: ${[...told, told[0]].join(" → ")}`
    const first = byId.get(told[0] ?? "") ?? start
    const advice = "correct `reportsTo` of one of them"
    return [
      {
        severity: "warning",
        rule: "market/cyclic-reporting",
        message,
        advice,
        place: placeOf(first.source, "reportsTo")
      }
    ]
  })
}

const buyersOf = (members: ReadonlyArray<Member>): ReadonlyArray<Finding.Finding> => {
  const byAccount = new Map<string, Array<Member>>()
  for (const member of members) {
    if (!confirmed(member).includes("economic buyer")) continue
    const own = byAccount.get(member.accountId)
    if (own === undefined) byAccount.set(member.accountId, [member])
    else own.push(member)
  }
  return [...byAccount].flatMap(([accountId, buyers]): ReadonlyArray<Finding.Finding> => {
    const [first, second] = buyers
    if (first === undefined || second === undefined) return []
    const message = `account ${accountId} has ${buyers.length} economic buyers: ${buyers.map((one) => one.id).join(", ")}`
    const advice = "one person releases the money: confirm one and dismiss the others"
    return [
      { severity: "warning", rule: "market/economic-buyers", message, advice, place: placeOf(second.source, "roles") }
    ]
  })
}

const heatOf = (members: ReadonlyArray<Member>): ReadonlyArray<HeatCell> => {
  const cells = new Map<string, HeatCell>()
  for (const member of members) {
    for (const role of confirmed(member)) {
      const key = `${role}\u0000${member.level ?? "~"}`
      const known = cells.get(key) ?? { role, level: member.level, members: 0, warm: 0 }
      const warm = known.warm + (member.warmth >= warmEnough ? 1 : 0)
      cells.set(key, { ...known, members: known.members + 1, warm })
    }
  }
  return [...cells].toSorted(([a], [b]) => compare(a, b)).map(([, cell]) => cell)
}

const critical = new Set<ContactRole>(["decision maker", "economic buyer", "champion"])

/** The templates that the open deals and tenders of a group take, each once. */
const templatesOf = (book: GroupBook, templates: NonNullable<Options["templates"]>) => [
  ...new Map(
    book.opportunities.flatMap(({ record: { outcome, product } }) => {
      const found = outcome === "open" && product !== undefined ? templates.get(product) : undefined
      return found === undefined ? [] : [[found.id, found] as const]
    })
  ).values()
]

/**
 * The map of a group. What persons said of roles counts whenever it was said: it tells who people are, not what happened.
 * Total; the order of records and of words is irrelevant but for their dates.
 */
export const of = (book: GroupBook, options: Options): ContactMap => {
  const { asOf, template = RoleTemplate.standard, templates = new Map(), titleRules: rules } = options
  const words = [...book.roles.map(({ record }) => record), ...(options.words ?? [])]
  const touches = touchesOf(book, asOf)
  const people = book.contacts
    .filter(({ record }) => record.kind === "person")
    .map((row) => {
      const roles = ContactRoles.of(row.record, { words, ...(rules === undefined ? {} : { rules }) })
      return memberOf(row, book, touches.get(row.record.id) ?? [], roles)
    })
  const isGone = (member: Member): boolean => member.leftOn !== null && dayNumber(member.leftOn) <= dayNumber(asOf)
  const members = people.filter((member) => !isGone(member))
  const counts = new Map<ContactRole, number>()
  for (const role of members.flatMap(confirmed)) counts.set(role, (counts.get(role) ?? 0) + 1)
  const special = templatesOf(book, templates).toSorted((a, b) => compare(a.id, b.id))
  return {
    groupId: book.group.id,
    asOf,
    members,
    departed: people.filter(isGone).map((member) => {
      const roles = confirmed(member)
      return {
        contactId: member.id,
        accountId: member.accountId,
        on: member.leftOn ?? asOf,
        roles,
        isCritical: roles.some((role) => critical.has(role)),
        source: member.source
      }
    }),
    mailboxes: book.contacts.filter(({ record }) => record.kind === "mailbox").map(({ record }) => record.id),
    template,
    coverage: RoleTemplate.coverage(template, counts),
    offerings: special.map((one) => ({ template: one, coverage: RoleTemplate.coverage(one, counts) })),
    heat: heatOf(members),
    isSingleThreaded: members.filter((member) => member.warmth >= warmEnough).length < fewestThreads,
    findings: [...[template, ...special].flatMap(RoleTemplate.check), ...cyclesOf(members), ...buyersOf(members)]
  }
}
