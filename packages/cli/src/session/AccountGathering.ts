/** Everything about one client, gathered: standing, analysis, rhythm, people, dossier, competitors, white space. */
import { existsSync } from "node:fs"
import {
  BookFacts,
  Calendar,
  Competition,
  ContactMap,
  DecisionScheme,
  Dossier,
  GroupBook,
  GroupState,
  type Hold,
  type Migration,
  type Portfolio,
  Review,
  type Season,
  Standing,
  Store,
  WhiteSpace
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Analysis from "./Analysis.ts"
import * as Ports from "./Ports.ts"
import type * as Session from "./Session.ts"
import * as StoreFile from "./StoreFile.ts"

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
const lookUp = (session: Session.Session, text: string): Effect.Effect<Gathered["found"], Failure.Failure> => {
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

/** Holds that persons placed over a group, as the live store tells; null where there is none. */
const holdsOf = Effect.fnUntraced(function* (session: Session.Session, directory: string, groupId: string) {
  const file = StoreFile.live(directory, session.workspace.config.store, process.env)
  if (!existsSync(file.filename)) return null
  const journal = yield* Effect.gen(function* () {
    return yield* (yield* Store.Store).journal(groupId)
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  const holds: ReadonlyArray<Hold.Hold> = journal.reduce(GroupState.evolve, GroupState.empty).holds
  return holds
})

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
  const holds = yield* holdsOf(session, directory, group.groupId)
  const map = ContactMap.of(book, { asOf })
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
    standing: Standing.of({ records: group, segment }, { now, holds: holds ?? [] }),
    hasStore: holds !== null,
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
