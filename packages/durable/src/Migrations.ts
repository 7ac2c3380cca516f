/**
 * The tables, in steps that are only ever added to. `meta` says how many steps a store has taken and whether it is live
 * or a rehearsal, which it stays for life.
 */
import { Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { randomUUID } from "node:crypto"
import type { Dialect } from "./Dialect.ts"

const first: ReadonlyArray<string> = [
  `CREATE TABLE head (
    group_id TEXT PRIMARY KEY, seq BIGINT NOT NULL, decided_seq BIGINT NOT NULL, decided_at BIGINT, facts_revision TEXT,
    wake_at BIGINT, failures BIGINT NOT NULL, aside_until BIGINT, aside_reason TEXT, wakes BIGINT NOT NULL)`,
  "CREATE INDEX head_waiting ON head (wake_at, group_id)",
  "CREATE INDEX head_undecided ON head (wake_at, group_id) WHERE seq > decided_seq AND aside_until IS NULL",
  `CREATE TABLE journal (
    position INTEGER PRIMARY KEY, group_id TEXT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL,
    decided INTEGER NOT NULL, event TEXT NOT NULL, input_id TEXT)`,
  "CREATE UNIQUE INDEX journal_entry ON journal (group_id, seq)",
  "CREATE UNIQUE INDEX journal_input ON journal (input_id) WHERE input_id IS NOT NULL",
  "CREATE INDEX journal_decided ON journal (position) WHERE decided = 1",
  `CREATE TABLE message (
    message_id TEXT PRIMARY KEY, group_id TEXT NOT NULL, account_id TEXT NOT NULL, contact_id TEXT NOT NULL,
    program_id TEXT NOT NULL, version TEXT NOT NULL, enrolment_id TEXT NOT NULL, play_id TEXT NOT NULL,
    touch_id TEXT NOT NULL, address_hash TEXT NOT NULL, topic TEXT NOT NULL, class TEXT NOT NULL, slot TEXT NOT NULL,
    variant_id TEXT NOT NULL, template_id TEXT NOT NULL, sender TEXT NOT NULL, state TEXT NOT NULL, not_before BIGINT,
    not_after BIGINT, attempt BIGINT NOT NULL, date BIGINT, handed_at BIGINT, runner TEXT, reason TEXT)`,
  "CREATE UNIQUE INDEX message_mailbox ON message (enrolment_id, touch_id, address_hash)",
  "CREATE INDEX message_group ON message (group_id)",
  "CREATE INDEX message_queued ON message (not_before, message_id) WHERE state = 'queued'",
  "CREATE INDEX message_handing ON message (runner) WHERE state = 'handing'",
  "CREATE TABLE snapshot (group_id TEXT PRIMARY KEY, version TEXT NOT NULL, seq BIGINT NOT NULL, state TEXT NOT NULL)",
  "CREATE TABLE runner (runner TEXT PRIMARY KEY, heartbeat BIGINT NOT NULL, buried_at BIGINT)",
  "CREATE TABLE definition (version TEXT PRIMARY KEY, json TEXT NOT NULL)",
  `CREATE TABLE suppression (
    address_hash TEXT PRIMARY KEY, reason TEXT NOT NULL, at BIGINT NOT NULL, source TEXT NOT NULL)`,
  `CREATE TABLE pause (
    scope TEXT NOT NULL, id TEXT NOT NULL, reason TEXT NOT NULL, since BIGINT NOT NULL, PRIMARY KEY (scope, id))`
]

/** See `Epoch`. */
const second: ReadonlyArray<string> = ["INSERT INTO meta (key, value) VALUES ('handovers', '0')"]

/** What each group has taken of programs' budgets. */
const third: ReadonlyArray<string> = [
  `CREATE TABLE spent (
    program_id TEXT NOT NULL, group_id TEXT NOT NULL, minor BIGINT NOT NULL, PRIMARY KEY (program_id, group_id))`
]

/**
 * What was withdrawn, by address. Of what was told before, the addresses are those of the message that was named, else
 * those that the person was written to at.
 */
const fourth: ReadonlyArray<string> = [
  `CREATE TABLE withdrawal (
    position INTEGER PRIMARY KEY, address_hash TEXT NOT NULL, topic TEXT NOT NULL, at BIGINT NOT NULL,
    source TEXT NOT NULL)`,
  "CREATE INDEX withdrawal_address ON withdrawal (address_hash)",
  "ALTER TABLE head ADD COLUMN withdrawals BIGINT NOT NULL DEFAULT 0",
  `INSERT INTO withdrawal (address_hash, topic, at, source)
    SELECT DISTINCT m.address_hash, told.topic, told.at, told.source FROM (
      SELECT group_id, event ->> '$.activity.contactId' AS contact_id, event ->> '$.activity.messageId' AS message_id,
        CASE event ->> '$.activity.kind' WHEN 'complained' THEN '*' ELSE COALESCE(event ->> '$.activity.topic', '*') END
          AS topic, event ->> '$.activity.at' AS at, event ->> '$.activity.kind' AS source
      FROM journal WHERE decided = 0 AND event ->> '$._tag' = 'ActivityRecorded'
        AND event ->> '$.activity.kind' IN ('unsubscribed', 'complained')
      UNION ALL
      SELECT group_id, event ->> '$.contactId', NULL, event ->> '$.consent.topic',
        COALESCE(event ->> '$.consent.at', at), event ->> '$.consent.source'
      FROM journal WHERE decided = 0 AND event ->> '$._tag' = 'ConsentChanged'
        AND event ->> '$.consent.status' = 'withdrawn'
        AND lower(trim(event ->> '$.consent.purpose')) IN ('marketing', '*', '')
        AND COALESCE(event ->> '$.scope', 'person') = 'person'
    ) AS told JOIN message m ON m.message_id = told.message_id
      OR (told.message_id IS NULL AND m.contact_id = told.contact_id AND m.group_id = told.group_id)
    ORDER BY told.at, m.address_hash, told.topic`
]

/** Until when the offer of a message lasts. */
const fifth: ReadonlyArray<string> = ["ALTER TABLE message ADD COLUMN offer_ends_on TEXT"]

const steps: ReadonlyArray<ReadonlyArray<string>> = [first, second, third, fourth, fifth]

const failed = (reason: Store.StoreError["reason"], message: string): Store.StoreError =>
  new Store.StoreError({ reason, message, retryable: false })

const versionOf = ({ sql, tables }: Dialect, name: string): Effect.Effect<number, SqlError | Store.StoreError> =>
  Effect.gen(function* () {
    const names = yield* tables
    if (names.length === 0) return 0
    if (!names.includes("meta"))
      return yield* failed("corrupt", `store ${name}: a database, but not made by abm; use another file`)
    const [row] = yield* sql<{ readonly value: string }>`SELECT value FROM meta WHERE key = 'schema'`
    return Number(row?.value ?? "0")
  })

/** Brings a store to this version, in one transaction, and holds it to its mode. `name` is how messages call it. */
export const migrate = (
  dialect: Dialect,
  name: string,
  mode: "live" | "rehearsal"
): Effect.Effect<void, Store.StoreError> => {
  const { sql } = dialect
  const body = Effect.gen(function* () {
    const version = yield* versionOf(dialect, name)
    if (version > steps.length)
      return yield* failed(
        "newer",
        `store ${name}: made by a later version of abm (schema ${version}, this one knows ${steps.length}); install that version or use another file`
      )
    if (version === 0) {
      yield* sql`CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)`
      yield* sql`INSERT INTO meta (key, value) VALUES ('mode', ${mode}), ('schema', '0')`
    }
    for (const statement of steps.slice(version).flat()) yield* sql.unsafe(statement)
    yield* sql`INSERT INTO meta (key, value) VALUES ('epoch', ${randomUUID()}) ON CONFLICT (key) DO NOTHING`
    yield* sql`UPDATE meta SET value = ${String(steps.length)} WHERE key = 'schema'`
    const [row] = yield* sql<{ readonly value: string }>`SELECT value FROM meta WHERE key = 'mode'`
    if (row?.value !== mode)
      return yield* failed(
        "mode",
        `store ${name}: it is a ${row?.value ?? "nameless"} store for life and was opened as ${mode}; use another file`
      )
  })
  return sql
    .withTransaction(body)
    .pipe(Effect.mapError((error) => (error._tag === "SqlError" ? dialect.toStoreError(error) : error)))
}
