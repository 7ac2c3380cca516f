/** What is gathered for the warnings of mistakes before a client is met: records, dossier, scheme, who read which brief. */
import { existsSync } from "node:fs"
import {
  type Calendar,
  ContactMap,
  DecisionScheme,
  Dossier,
  GroupBook,
  type Mistake,
  Mistakes,
  NewestFact,
  Standing,
  Store
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Ports from "../session/Ports.ts"
import type * as Session from "../session/Session.ts"
import * as StoreFile from "../session/StoreFile.ts"

/** Marks of briefs of a group as read; none where there is no live store. */
const readsOf = Effect.fnUntraced(function* (session: Session.Session, directory: string, groupId: string) {
  const file = StoreFile.live(directory, session.workspace.config.store, process.env)
  if (!existsSync(file.filename)) return []
  const journal = yield* Effect.gen(function* () {
    return yield* (yield* Store.Store).journal(groupId)
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  return journal.flatMap(({ at, event }): ReadonlyArray<Mistake.BriefRead> =>
    event._tag === "BriefRead" ? [{ accountId: event.accountId, by: event.by, at, producedAt: event.producedAt }] : []
  )
})

/** The warnings of a group at an instant; none for a group that is not in the data. */
export const of = Effect.fn("AccountMistakes.of")(function* (
  session: Session.Session,
  directory: string,
  groupId: string,
  now: Calendar.Instant
) {
  const { asOf, workspace } = session
  const { policy, records: book } = workspace
  const records = session.groups.find((one) => one.groupId === groupId)
  const group = GroupBook.of(book, groupId)
  if (records === undefined || group === undefined) return []
  const segment = session.segments.get(groupId) ?? null
  const map = ContactMap.of(group, { asOf })
  const input: Mistake.Input = {
    now,
    calendars: policy,
    records,
    isKey: Standing.of({ records, segment }, { now, holds: [] }).isKey,
    managers: new Map(book.records.managers.map(({ record }) => [record.id, record])),
    team: records.team ?? [],
    products: book.records.products.map(({ record }) => record),
    dossier: Dossier.of(group, { asOf }),
    schemes: group.accounts.map(({ record }) => DecisionScheme.of(group, map, record.id)),
    newestFact: NewestFact.of(group, now),
    briefReads: yield* readsOf(session, directory, groupId)
  }
  return Mistakes.check(input)
})
