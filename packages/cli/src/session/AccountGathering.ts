/** Everything about one client, gathered: standing, analysis, rhythm, people, dossier, competitors, white space. */
import {
  BookFacts,
  Calendar,
  Commitment,
  Competition,
  ContactMap,
  DecisionScheme,
  Dossier,
  GroupBook,
  History,
  Offering,
  type Migration,
  PlanProgress,
  type Portfolio,
  Review,
  type Season,
  Standing,
  WhiteSpace
} from "@market-of-one/core"
import type { ReportInput } from "@market-of-one/studio"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as RoleTemplates from "../workspace/RoleTemplates.ts"
import * as Analysis from "./Analysis.ts"
import * as LiveState from "./LiveState.ts"
import type * as Session from "./Session.ts"

/** What is known of one client. */
export interface Gathered {
  readonly found: Extract<Standing.Lookup, { readonly state: "found" }>
  readonly asOf: Calendar.Day
  readonly zone: Calendar.Zone
  readonly standing: Standing.Standing
  /** Whether there is a live store that could know of holds. */
  readonly hasStore: boolean
  readonly review: Review.Review
  /** Null without an order in the window. */
  readonly item: Review.Item | null
  /** What is judged of it without orders; null when it has some, or when nothing is known. */
  readonly unlisted: Portfolio.Unlisted | null
  readonly move: Migration.Move | null
  readonly season: Season.Season | Season.Unknown
  readonly targets: ReadonlyArray<string>
  readonly map: ContactMap.ContactMap
  readonly dossier: Dossier.Dossier
  readonly schemes: ReadonlyArray<DecisionScheme.DecisionScheme>
  readonly competition: Competition.Competition
  readonly whiteSpace: ReadonlyArray<WhiteSpace.Space>
}

const mostNamed = 5

/** The client that a text means; none and several are refused with what to do. */
export const lookUp = (session: Session.Session, text: string): Effect.Effect<Gathered["found"], Failure.Failure> => {
  const { domains } = session.workspace.config
  const excluded = [...domains.own, ...domains.vendor, ...domains.freeMail]
  const found = Standing.lookup(Standing.indexOfBook(session.workspace.records, excluded), text)
  if (found.state === "found") return Effect.succeed(found)
  if (found.state === "ambiguous") {
    const named = found.groupIds.slice(0, mostNamed).join(", ")
    return Effect.fail(Failure.refused(`this ${found.method} fits several clients: ${named}`, "ask by an account id"))
  }
  const [hit] = found.hits
  return Effect.fail(
    hit === undefined
      ? Failure.refused("nobody is known by that", "ask by an id, a number, a phone, an e-mail or a name of the data")
      : Failure.refused(`${hit.kind} ${hit.id} belongs to nobody`, "give it an account, then `abm check`")
  )
}

/** Names of products and competitors by id. */
export const labelsOf = ({ records }: Session.Session["workspace"]["records"]): Readonly<Record<string, string>> =>
  Object.fromEntries([...records.products, ...records.competitors].map(({ record }) => [record.id, record.name]))

/** Gathers everything about the client that a text means. */
export const gather = Effect.fn("AccountGathering.gather")(function* (
  session: Session.Session,
  directory: string,
  asked: string,
  now: Calendar.Instant
) {
  const { asOf, portfolio: review, segments, workspace } = session
  const { config, policy, records } = workspace
  const found = yield* lookUp(session, asked)
  const group = session.groups.find((one) => one.groupId === found.groupId)
  const book = GroupBook.of(records, found.groupId)
  if (group === undefined || book === undefined)
    return yield* Failure.refused(`there is no account ${found.groupId}`, "name an account id of the data")
  const segment = segments.get(group.groupId) ?? null
  const live = yield* LiveState.of(session, directory, group.groupId)
  const { template, templates } = RoleTemplates.of(workspace)
  const map = ContactMap.of(book, { asOf, template, templates })
  const grossMargin = config.analysis.grossMargin
  const names = new Map([
    ...records.records.products.map(({ record }) => [record.id, record.name] as const),
    ...records.records.competitors.map(({ record }) => [record.id, record.name] as const)
  ])
  const spaces = WhiteSpace.of(records, { asOf, ...(grossMargin === undefined ? {} : { grossMargin }) })
  const gathered: Gathered = {
    found,
    asOf,
    zone: policy.timeZone,
    standing: Standing.of({ records: group, segment }, { now, holds: live?.holds ?? [], presumedLost: session.lost }),
    hasStore: live !== null,
    review,
    item: review.items.find(({ id }) => id === group.groupId) ?? null,
    unlisted: review.unlisted.find(({ id }) => id === group.groupId) ?? null,
    move: review.migration.find(({ id }) => id === group.groupId) ?? null,
    season: Review.seasonOf(
      BookFacts.ofOrders(records),
      Analysis.optionsOf(workspace, asOf, { level: "group" }),
      group.groupId
    ),
    targets: segment?.outlook?.targets ?? [],
    map,
    dossier: Dossier.of(book, { asOf, nameOf: (id) => names.get(id) ?? id }),
    schemes: book.accounts.map(({ record }) => DecisionScheme.of(book, map, record.id)),
    competition: Competition.of(book, asOf),
    whiteSpace: spaces.get(group.groupId) ?? []
  }
  return gathered
})

const ordersOf = (book: GroupBook.GroupBook, asOf: Calendar.Day): ReadonlyArray<ReportInput.OrderMonth> => {
  const months = new Map<string, ReportInput.OrderMonth>()
  for (const { record } of book.orders) {
    if (record.date > asOf) continue
    const month = record.date.slice(0, 7)
    const known = months.get(month) ?? { month, orders: 0, minor: 0 }
    // A return takes money back and is no order.
    const orders = known.orders + (record.amount.minor > 0 ? 1 : 0)
    months.set(month, { month, orders, minor: known.minor + record.amount.minor })
  }
  return [...months.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1))
}

const fateOf = (one: Commitment.Commitment, at: Calendar.Instant): string =>
  Commitment.isBroken(one, at) ? "broken" : one.keptAt !== undefined || one.settled !== undefined ? "kept" : "due"

/** `promises` are judged by their facts, where they have some. */
const happeningsOf = (
  book: GroupBook.GroupBook,
  promises: ReadonlyArray<Commitment.Commitment>,
  asOf: Calendar.Day
): ReadonlyArray<ReportInput.Happening> => {
  const at = Calendar.instantOf(asOf, 0, book.zone)
  const interactions = book.interactions.flatMap(({ record }): ReadonlyArray<ReportInput.Happening> => {
    const held = record.status === "held" ? GroupBook.heldAt(record) : null
    if (held === null) return []
    const { id, kind, summary } = record
    return [{ kind: "interaction", on: GroupBook.day(book, held), id, what: kind, text: summary ?? null }]
  })
  const cases = book.cases.map(({ record: { id, kind, openedAt, topic } }): ReportInput.Happening => ({
    kind: "case",
    on: GroupBook.day(book, openedAt),
    id,
    what: kind,
    text: topic
  }))
  const due = promises.map((one): ReportInput.Happening => ({
    kind: "promise",
    on: GroupBook.day(book, one.dueAt),
    id: one.id,
    what: fateOf(one, at),
    text: one.text
  }))
  const decided = History.of(book, asOf).decided.flatMap((one): ReadonlyArray<ReportInput.Happening> =>
    one.on === null ? [] : [{ kind: one.outcome, on: one.on, id: one.id, what: one.kind, text: one.reason }]
  )
  return [...interactions, ...cases, ...due, ...decided]
    .filter(({ on }) => on <= asOf)
    .toSorted((a, b) => {
      const [left, right] = [`${a.on}\u0000${a.id}`, `${b.on}\u0000${b.id}`]
      return left < right ? -1 : left > right ? 1 : 0
    })
}

const leaversOf = (book: GroupBook.GroupBook, map: ContactMap.ContactMap): ReadonlyArray<ReportInput.Leaver> => {
  const contacts = new Map(book.contacts.map(({ record }) => [record.id, record]))
  return map.departed.map((one) => {
    const contact = contacts.get(one.contactId)
    return {
      ...one,
      name: contact?.name ?? one.contactId,
      title: contact?.title ?? null,
      reportsTo: contact?.reportsTo ?? null
    }
  })
}

/** What is known of groups, for the account pages of the report; groups that are not in the data are left out. */
export const knowledgeOf = (
  session: Session.Session,
  groupIds: Iterable<string>
): ReadonlyMap<string, ReportInput.Knowledge> => {
  const { asOf, workspace } = session
  const { records: book } = workspace
  const { grossMargin } = workspace.config.analysis
  const { template, templates } = RoleTemplates.of(workspace)
  const labels = labelsOf(book)
  const groups = new Map(session.groups.map((group) => [group.groupId, group]))
  const looking = { asOf, ...(grossMargin === undefined ? {} : { grossMargin }) }
  const spaces = WhiteSpace.of(book, looking)
  // The weaker likeness speaks where the stronger one is silent, as in the brief.
  const wider = WhiteSpace.of(book, { ...looking, ground: "industry" })
  const spacesOf = (id: string): ReadonlyArray<WhiteSpace.Space> => {
    const strict = spaces.get(id) ?? []
    return strict.length > 0 ? strict : (wider.get(id) ?? [])
  }
  let dataFrom = asOf
  for (const { record } of book.records.orders) if (record.date < dataFrom) dataFrom = record.date
  return new Map(
    [...groupIds].flatMap((id): ReadonlyArray<readonly [string, ReportInput.Knowledge]> => {
      const own = GroupBook.of(book, id)
      if (own === undefined) return []
      const map = ContactMap.of(own, { asOf, template, templates })
      const competition = Competition.of(own, asOf)
      const accounts = own.accounts.map(({ record }) => ({ id: record.id, name: record.name }))
      return [
        [
          id,
          {
            accounts: accounts.toSorted((a, b) => Number(b.id === own.group.id) - Number(a.id === own.group.id)),
            map,
            leavers: leaversOf(own, map),
            schemes: own.accounts.map(({ record }) => DecisionScheme.of(own, map, record.id)),
            dossier: Dossier.of(own, { asOf, nameOf: (one) => labels[one] ?? one }),
            competition,
            whiteSpace: spacesOf(own.group.id),
            offering: Offering.choose(book.records.products, {
              asOf,
              industry: GroupBook.root(own)?.record.industry ?? null,
              competitors: new Set(competition.rivals.map(({ competitorId }) => competitorId)),
              roles: new Set(map.members.flatMap(ContactMap.confirmed))
            }),
            plans: PlanProgress.of(own, asOf, dataFrom),
            orders: ordersOf(own, asOf),
            happenings: happeningsOf(own, groups.get(own.group.id)?.commitments ?? [], asOf)
          }
        ]
      ]
    })
  )
}
