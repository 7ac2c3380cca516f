/**
 * Where SQL databases differ, in one place. Everything else in this package is written once, against this port:
 * statements through `sql`, writes of many rows through `many`.
 */
import { Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Fragment } from "effect/sql/Statement"
import type { NodeSqlite } from "./NodeSqlite.ts"

/** What a column may hold. */
export type Value = string | number | null

/** One kind of database. */
export interface Dialect {
  readonly sql: SqlClient
  /** Runs a statement, its parameters written `?`, once for each row. Only inside a transaction. */
  readonly many: (statement: string, rows: ReadonlyArray<ReadonlyArray<Value>>) => Effect.Effect<void, SqlError>
  /** A list of texts for `IN`, as one parameter: the statement's text does not depend on their number. */
  readonly among: (texts: ReadonlyArray<string>) => Fragment
  /** The names of all tables. */
  readonly tables: Effect.Effect<ReadonlyArray<string>, SqlError>
  readonly toStoreError: (error: SqlError) => Store.StoreError
}

type Reason = Store.StoreError["reason"]

/** SQLite's primary result codes (https://sqlite.org/rescode.html) as reasons, with what to do. */
const sqliteReasons: Readonly<Record<number, readonly [reason: Reason, advice: string]>> = {
  5: ["busy", "another process holds it; try again"],
  6: ["busy", "another connection holds it; try again"],
  8: ["read-only", "it or its folder may not be written; change its permissions or use another file"],
  11: ["corrupt", "it is damaged; restore it from a backup or use another file"],
  13: ["full", "the disk is full; nothing was written: make room and try again"],
  14: ["unavailable", "it cannot be opened; see that its folder exists and may be written"],
  26: ["corrupt", "it is no store; restore it from a backup or use another file"]
}

const sqliteCode = (error: SqlError): number => {
  const { cause } = error.reason
  return cause instanceof Error && "errcode" in cause && typeof cause.errcode === "number" ? cause.errcode & 0xff : 0
}

/** An error of SQLite as the store's, saying what to do. */
export const sqliteError = (error: SqlError, filename: string): Store.StoreError => {
  const [reason, advice] = sqliteReasons[sqliteCode(error)] ?? ["unavailable", error.reason.message ?? "it failed"]
  const told = error.reason.cause instanceof Error ? ` (${error.reason.cause.message})` : ""
  return new Store.StoreError({ reason, retryable: reason === "busy", message: `store ${filename}: ${advice}${told}` })
}

/** SQLite in a file. */
export const sqlite = ({ many, sql }: NodeSqlite, filename: string): Dialect => ({
  sql,
  many,
  among: (texts) => sql`(SELECT value FROM json_each(${JSON.stringify(texts)}))`,
  tables: Effect.map(sql<{ readonly name: string }>`SELECT name FROM sqlite_master WHERE type = 'table'`, (rows) =>
    rows.map((row) => row.name)
  ),
  toStoreError: (error) => sqliteError(error, filename)
})
