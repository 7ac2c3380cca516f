/** What a failing port is to the command line: exit code 3, with what to do. */
import type { Records, Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"

const advice: Readonly<Record<Store.StoreError["reason"], string>> = {
  unavailable: "check that the file's folder exists and can be written",
  busy: "another process holds the store: try again when it has finished",
  corrupt: "restore the file from a backup, or move it away to start anew",
  "read-only": "make the file and its folder writable",
  full: "free some disk space, then run again: nothing was lost",
  newer: "install the version of abm that made it, or use another file (ABM_STORE)",
  mode: "use --courier smtp with a live store, or a rehearsal (--at … --until …)",
  restored: "see what `abm status` lists as unknown or waiting before you confirm"
}

const isPort = (error: unknown): error is Store.StoreError | Records.RecordsError =>
  typeof error === "object" && error !== null && "_tag" in error && /^(?:Store|Records)Error$/u.test(String(error._tag))

const failureOf = (error: Store.StoreError | Records.RecordsError): Failure.Failure =>
  error._tag === "StoreError"
    ? Failure.port(error.message, advice[error.reason])
    : Failure.port(error.message, "check that the workspace's data can be read, then try again")

/** Failures of the store and of records as ends of a command. */
export const orFail = <A, E, R>(
  effect: Effect.Effect<A, E, R>
): Effect.Effect<A, Exclude<E, Store.StoreError | Records.RecordsError> | Failure.Failure, R> =>
  Effect.mapError(effect, (error) =>
    isPort(error) ? failureOf(error) : (error as Exclude<E, Store.StoreError | Records.RecordsError>)
  )
