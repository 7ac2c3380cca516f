/**
 * A thin `SqlClient` over `node:sqlite`, until a driver of `effect/sql` for SQLite works with this version of effect. One
 * connection, used by one fiber at a time; transactions take the write lock when they begin.
 */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import * as Reactivity from "effect/reactivity/Reactivity"
import * as SqlClient from "effect/sql/SqlClient"
import type { Connection } from "effect/sql/SqlConnection"
import { classifySqliteError, SqlError } from "effect/sql/SqlError"
import * as Statement from "effect/sql/Statement"
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"

/** Which file, and how long a statement waits (blocking) for another process's lock; default 1000 milliseconds. */
export interface Config {
  readonly filename: string
  readonly busyTimeoutMillis?: number
}

/** The client, and what it can do beyond the port: one prepared statement for many rows. */
export interface NodeSqlite {
  readonly sql: SqlClient.SqlClient
  /** Runs a statement once for each row of parameters. Only inside a transaction, which holds the connection. */
  readonly many: (statement: string, rows: ReadonlyArray<ReadonlyArray<SQLInputValue>>) => Effect.Effect<void, SqlError>
}

const failed = (cause: unknown, message: string, operation: string): SqlError => {
  // node:sqlite says `errcode`; the classifier reads `errno`.
  if (cause instanceof Error && "errcode" in cause) Object.assign(cause, { errno: cause.errcode })
  return new SqlError({ reason: classifySqliteError(cause, { message, operation }) })
}

const open = ({ busyTimeoutMillis = 1_000, filename }: Config): DatabaseSync => {
  const database = new DatabaseSync(filename, { timeout: busyTimeoutMillis })
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON")
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}

const values = (parameters: ReadonlyArray<unknown>): Array<SQLInputValue> => parameters as Array<SQLInputValue>

/** Opens a file, or `:memory:`; it is closed with the scope. WAL, `synchronous=FULL`: what is committed is on the disk. */
export const make = (config: Config): Effect.Effect<NodeSqlite, SqlError, Scope.Scope> =>
  Effect.gen(function* () {
    const database = yield* Effect.acquireRelease(
      Effect.try({ try: () => open(config), catch: (cause) => failed(cause, "could not open the file", "open") }),
      (opened) => Effect.sync(() => opened.close())
    )
    const prepared = new Map<string, StatementSync>()
    const prepare = (text: string): StatementSync => {
      const known = prepared.get(text)
      if (known !== undefined) return known
      const statement = database.prepare(text)
      prepared.set(text, statement)
      return statement
    }
    const run = <A>(operation: (statement: StatementSync) => A, text: string): Effect.Effect<A, SqlError> =>
      Effect.try({
        try: () => operation(prepare(text)),
        catch: (cause) => failed(cause, "could not run a statement", "execute")
      })
    const rows = (text: string, parameters: ReadonlyArray<unknown>) =>
      run((statement) => {
        statement.setReturnArrays(false)
        // node:sqlite gives objects without a prototype, which are not equal to others.
        return statement.all(...values(parameters)).map((row) => ({ ...row }))
      }, text)
    const arrays = (text: string, parameters: ReadonlyArray<unknown>) =>
      run((statement) => {
        statement.setReturnArrays(true)
        return statement.all(...values(parameters)) as unknown as ReadonlyArray<ReadonlyArray<unknown>>
      }, text)

    const connection: Connection = {
      execute: (text, parameters, transform) =>
        transform === undefined ? rows(text, parameters) : Effect.map(rows(text, parameters), transform),
      executeUnprepared: (text, parameters, transform) =>
        transform === undefined ? rows(text, parameters) : Effect.map(rows(text, parameters), transform),
      executeRaw: (text, parameters) => run((statement) => statement.run(...values(parameters)), text),
      executeValues: arrays,
      executeValuesUnprepared: arrays,
      executeStream: (text, parameters, transform) =>
        Stream.unwrap(
          Effect.map(rows(text, parameters), (all) =>
            Stream.fromIterable(transform === undefined ? all : transform(all))
          )
        )
    }
    const acquirers = SqlClient.makeSqliteAcquirers({
      connection: Effect.succeed(connection),
      semaphore: yield* Semaphore.make(1),
      isTransaction: () => database.isTransaction
    })
    const sql = yield* SqlClient.make({
      ...acquirers,
      driver: "node:sqlite",
      compiler: Statement.makeCompilerSqlite(),
      beginTransaction: "BEGIN IMMEDIATE",
      releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`,
      prepareTransactionControls: true,
      spanAttributes: [["db.system.name", "sqlite"]]
    }).pipe(Effect.provide(Reactivity.layer))
    return {
      sql,
      many: (text, all) =>
        run((statement) => {
          for (const row of all) statement.run(...row)
        }, text)
    }
  })
