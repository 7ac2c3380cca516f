/** Which store a command works on: the live one, or the rehearsal store, which every rehearsal makes anew. */
import { existsSync, mkdirSync, rmSync } from "node:fs"
import { dirname, isAbsolute, join, resolve } from "node:path"
import { SqliteStore } from "@market-of-one/durable"
import type { Store, StoreRules } from "@market-of-one/core"
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

/** What a run may set of the store's timing. */
export type Timing = Partial<Pick<StoreRules.Timing, "graceMillis">>

/**
 * How long a run waits before it gives up what a dead one was handing over: `ABM_GRACE_SECONDS`, 0 to 86400, else the
 * store's default of 60 seconds.
 */
export const timing = (env: NodeJS.ProcessEnv): Effect.Effect<Timing, Failure.Failure> => {
  const text = env["ABM_GRACE_SECONDS"]
  if (text === undefined || text === "") return Effect.succeed({})
  const seconds = Number(text)
  return Number.isFinite(seconds) && seconds >= 0 && seconds <= 86_400
    ? Effect.succeed({ graceMillis: Math.round(seconds * 1000) })
    : Effect.fail(
        Failure.usage("ABM_GRACE_SECONDS is no number of seconds from 0 to 86400", "leave it out for 60 seconds")
      )
}

/** The store as a layer; its folder is made when missing. */
export const layer = (file: StoreFile, timing: Timing = {}): Layer.Layer<Store.Store, Store.StoreError> => {
  mkdirSync(dirname(file.filename), { recursive: true })
  return SqliteStore.layer({ ...file, ...timing })
}
