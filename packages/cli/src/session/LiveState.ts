/** What the live store knows of one group, for commands that only look. */
import { existsSync } from "node:fs"
import { GroupState, Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Ports from "./Ports.ts"
import type * as Session from "./Session.ts"
import * as StoreFile from "./StoreFile.ts"

/** The state of a group; null where there is no live store yet. */
export const of = Effect.fn("LiveState.of")(function* (
  { workspace }: Pick<Session.Session, "workspace">,
  directory: string,
  groupId: string
) {
  const file = StoreFile.live(directory, workspace.config.store, process.env)
  if (!existsSync(file.filename)) return null
  const journal = yield* Effect.gen(function* () {
    return yield* (yield* Store.Store).journal(groupId)
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  return journal.reduce(GroupState.evolve, GroupState.empty)
})
