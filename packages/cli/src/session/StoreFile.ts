/** Which store a command works on: the live one, or the rehearsal store, which every rehearsal makes anew. */
import { existsSync, mkdirSync, rmSync } from "node:fs"
import { dirname, isAbsolute, join, resolve } from "node:path"
import { SqliteStore } from "@market-of-one/durable"
import type { Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Failure from "../Failure.ts"

/** A store as a file and its kind. */
export interface StoreFile {
  readonly filename: string
  readonly mode: "live" | "rehearsal"
}

const stateFolder = (directory: string): string => join(resolve(directory), ".abm")

/** The live store: `ABM_STORE`, else what the workspace says, else `.abm/state.db`. */
export const live = (directory: string, declared: string | undefined, env: NodeJS.ProcessEnv): StoreFile => {
  const named = env["ABM_STORE"] ?? declared
  const filename =
    named === undefined
      ? join(stateFolder(directory), "state.db")
      : isAbsolute(named)
        ? named
        : resolve(directory, named)
  return { filename, mode: "live" }
}

/** The rehearsal store, as the last rehearsal left it. */
export const rehearsal = (directory: string): StoreFile => ({
  filename: join(stateFolder(directory), "rehearsal.db"),
  mode: "rehearsal"
})

/** The rehearsal store, empty. */
export const freshRehearsal = (directory: string): StoreFile => {
  const file = rehearsal(directory)
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file.filename}${suffix}`, { force: true })
  return file
}

/** The store to look at: the live one, else the last rehearsal; with neither there is nothing to look at. */
export const existing = (
  directory: string,
  declared: string | undefined,
  env: NodeJS.ProcessEnv,
  wantsRehearsal: boolean
): Effect.Effect<StoreFile, Failure.Failure> => {
  const candidates = wantsRehearsal ? [rehearsal(directory)] : [live(directory, declared, env), rehearsal(directory)]
  const found = candidates.find((file) => existsSync(file.filename))
  return found === undefined
    ? Effect.fail(Failure.refused("nothing has run here yet", "run `abm run` first, or look ahead with `abm plan`"))
    : Effect.succeed(found)
}

/** The store as a layer; its folder is made when missing. */
export const layer = (file: StoreFile): Layer.Layer<Store.Store, Store.StoreError> => {
  mkdirSync(dirname(file.filename), { recursive: true })
  return SqliteStore.layer(file)
}
