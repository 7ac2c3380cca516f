/** The store of a workspace, for commands that look or act without deciding. */
import * as Effect from "effect/Effect"
import * as Output from "../output/Output.ts"
import * as Session from "./Session.ts"
import * as StoreFile from "./StoreFile.ts"

/** The workspace and the store to look at; which store it is is said on stderr when it is not the live one. */
export const open = Effect.fnUntraced(function* (directory: string, wantsRehearsal: boolean) {
  const workspace = yield* Session.workspaceOf(directory, process.env)
  const file = yield* StoreFile.existing(directory, workspace.config.store, process.env, wantsRehearsal)
  if (file.mode === "rehearsal" && !wantsRehearsal)
    yield* Output.stderr("abm: there is no live store yet; this is the last rehearsal\n")
  return { workspace, file }
})

/** The workspace and the store that keeps what a person says of an account, before anything has run as well. */
export const toTell = Effect.fnUntraced(function* (directory: string, wantsRehearsal: boolean) {
  const workspace = yield* Session.workspaceOf(directory, process.env)
  const file = yield* StoreFile.told(directory, workspace.config.store, process.env, wantsRehearsal)
  return { workspace, file }
})
