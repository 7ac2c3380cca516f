/** Which store a command works on: the live one, or the rehearsal store, which every rehearsal makes anew. */
import { existsSync, mkdirSync, rmSync } from "node:fs"
import { dirname, isAbsolute, join, resolve } from "node:path"
import { SqliteStore } from "@market-of-one/durable"
import { Store, type StoreRules } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Failure from "../Failure.ts"

/** A store as a file and its kind. */
export interface StoreFile {
  readonly filename: string
  readonly mode: "live" | "rehearsal"
}

const stateFolder = (directory: string): string => join(resolve(directory), ".abm")

/** A database server, by its URL. */
const isUrl = (file: StoreFile): boolean => file.filename.includes("://")

/** Never shown: a URL may have a password in it. */
const noServer = new Store.StoreError({
  reason: "unavailable",
  message: "ABM_STORE is a URL, and this version keeps its store in a file: give the path of a file",
  retryable: false
})

/** The live store: `ABM_STORE`, else what the workspace says, else `.abm/state.db`. */
export const live = (directory: string, declared: string | undefined, env: NodeJS.ProcessEnv): StoreFile => {
  const named = env["ABM_STORE"] ?? declared
  const filename =
    named === undefined
      ? join(stateFolder(directory), "state.db")
      : isAbsolute(named) || named.includes("://")
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
  const found = candidates.find((file) => isUrl(file) || existsSync(file.filename))
  return found === undefined
    ? Effect.fail(Failure.refused("nothing has run here yet", "run `abm run` first, or look ahead with `abm plan`"))
    : Effect.succeed(found)
}

/** The store that keeps what a person says: the live one, made when missing, or the last rehearsal when asked for. */
export const told = (
  directory: string,
  declared: string | undefined,
  env: NodeJS.ProcessEnv,
  wantsRehearsal: boolean
): Effect.Effect<StoreFile, Failure.Failure> =>
  wantsRehearsal ? existing(directory, declared, env, true) : Effect.succeed(live(directory, declared, env))

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
  if (isUrl(file)) return Layer.effect(Store.Store, Effect.fail(noServer))
  mkdirSync(dirname(file.filename), { recursive: true })
  return SqliteStore.layer({ ...file, ...timing })
}
