/**
 * What the live store knows of the clients that gave notice: a client that took an offer stays, and neither programs nor
 * tasks treat it as one that leaves. Only their states are read.
 */
import { existsSync } from "node:fs"
import { type DepartureNotice, Store, Ticker } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type * as Workspace from "../workspace/Workspace.ts"
import * as Ports from "./Ports.ts"
import type * as Retaining from "./Retaining.ts"
import * as StoreFile from "./StoreFile.ts"

/** The notices of each group that gave one. */
const noticesOf = ({
  grouping,
  records
}: Workspace.Workspace["records"]): ReadonlyMap<string, ReadonlyArray<DepartureNotice.DepartureNotice>> => {
  const owners = new Map(records.assets.map(({ record }) => [record.id, record.accountId]))
  const found = new Map<string, Array<DepartureNotice.DepartureNotice>>()
  for (const { record } of records.departures) {
    const accountId = record.accountId ?? owners.get(record.assetId ?? "")
    const group = accountId === undefined ? undefined : (grouping.groupOf.get(accountId) ?? accountId)
    if (group === undefined) continue
    const own = found.get(group)
    if (own === undefined) found.set(group, [record])
    else own.push(record)
  }
  return found
}

/** Their states; none where nothing has run. */
export const read = Effect.fn("NoticeStates.read")(function* (
  workspace: Workspace.Workspace,
  directory: string,
  env: NodeJS.ProcessEnv
) {
  const none: ReadonlyArray<Retaining.Known> = []
  const file = StoreFile.live(directory, workspace.config.store, env)
  const notices = noticesOf(workspace.records)
  if (notices.size === 0 || !existsSync(file.filename)) return none
  return yield* Effect.gen(function* () {
    const store = yield* Store.Store
    return yield* Effect.forEach(notices, ([groupId, own]) =>
      Effect.map(Effect.flatMap(store.load(groupId, []), Ticker.stateOf), (state) => ({ groupId, state, notices: own }))
    )
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
})
