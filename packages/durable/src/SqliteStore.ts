/** The embedded store: one SQLite file, for one process or a few on one machine. */
import { Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as Dialect from "./Dialect.ts"
import * as Epoch from "./Epoch.ts"
import * as Migrations from "./Migrations.ts"
import * as NodeSqlite from "./NodeSqlite.ts"
import * as SqlStore from "./SqlStore.ts"

/** Which file, and in which mode it is for life. A file that is not there is made; its folder must be. */
export interface Options extends SqlStore.Options, NodeSqlite.Config {}

/**
 * Opens a store, makes or migrates its tables, and closes it with the scope. Fails with `newer` when a later version
 * made it, `mode` when it is of the other mode, `corrupt`, `read-only`, `full` or `unavailable` as the file is. A copy
 * restored from a backup opens, but its hand-overs fail with `restored` until a person confirms it (see `Epoch`).
 */
export const make = (options: Options): Effect.Effect<Store.Store["Service"], Store.StoreError, Scope.Scope> =>
  Effect.gen(function* () {
    const { filename, mode } = options
    const client = yield* Effect.mapError(NodeSqlite.make(options), (error) => Dialect.sqliteError(error, filename))
    const dialect = Dialect.sqlite(client, filename)
    yield* Migrations.migrate(dialect, filename, mode)
    // Nothing leaves by a rehearsal, and nothing is left of a store that is in memory only.
    const isGuarded = mode === "live" && filename !== ":memory:"
    const epoch = isGuarded ? yield* Epoch.make(filename, yield* SqlStore.count(dialect)) : Epoch.unguarded
    return yield* SqlStore.make(dialect, options, epoch)
  })

/** The store of a file as a layer. */
export const layer = (options: Options): Layer.Layer<Store.Store, Store.StoreError> =>
  Layer.effect(Store.Store, make(options))
