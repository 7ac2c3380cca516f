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

const inputs = (parameters: ReadonlyArray<unknown>): Array<SQLInputValue> => parameters as Array<SQLInputValue>

interface Prepared {
  readonly statement: StatementSync
  readonly names: ReadonlyArray<string>
  readonly blank: Readonly<Record<string, unknown>>
}

const arraysOf = (
  { statement }: Prepared,
  parameters: ReadonlyArray<unknown>
): ReadonlyArray<ReadonlyArray<unknown>> => {
  statement.setReturnArrays(true)
  return statement.all(...inputs(parameters)) as unknown as ReadonlyArray<ReadonlyArray<unknown>>
}

/** The rows that node:sqlite makes itself have no prototype and cost three times as much. */
const rowOf = ({ blank, names }: Prepared, values: ReadonlyArray<unknown>): Record<string, unknown> => {
  const row = { ...blank }
  for (const [index, name] of names.entries()) row[name] = values[index]
  return row
}

/** Opens a file, or `:memory:`; it is closed with the scope. WAL, `synchronous=FULL`: what is committed is on the disk. */
export const make = (config: Config): Effect.Effect<NodeSqlite, SqlError, Scope.Scope> =>
  Effect.gen(function* () {
    const database = yield* Effect.acquireRelease(
      Effect.try({ try: () => open(config), catch: (cause) => failed(cause, "could not open the file", "open") }),
      (opened) => Effect.sync(() => opened.close())
    )
    const prepared = new Map<string, Prepared>()
    const prepare = (text: string): Prepared => {
      const known = prepared.get(text)
      if (known !== undefined) return known
      const statement = database.prepare(text)
      const names = statement.columns().map((column) => column.name)
      const made: Prepared = { statement, names, blank: Object.fromEntries(names.map((name) => [name, null])) }
      prepared.set(text, made)
      return made
    }
    const run = <A>(operation: (prepared: Prepared) => A, text: string): Effect.Effect<A, SqlError> =>
      Effect.try({
        try: () => operation(prepare(text)),
        catch: (cause) => failed(cause, "could not run a statement", "execute")
      })
    const rows = (text: string, parameters: ReadonlyArray<unknown>) =>
      run((one) => arraysOf(one, parameters).map((values) => rowOf(one, values)), text)
    const arrays = (text: string, parameters: ReadonlyArray<unknown>) => run((one) => arraysOf(one, parameters), text)

    const connection: Connection = {
      execute: (text, parameters, transform) =>
        transform === undefined ? rows(text, parameters) : Effect.map(rows(text, parameters), transform),
      executeUnprepared: (text, parameters, transform) =>
        transform === undefined ? rows(text, parameters) : Effect.map(rows(text, parameters), transform),
      executeRaw: (text, parameters) => run(({ statement }) => statement.run(...inputs(parameters)), text),
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
        run(({ statement }) => {
          for (const row of all) statement.run(...row)
        }, text)
    }
  })
