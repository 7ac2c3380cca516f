/** The Store over SQL: reads are single statements, writes are jobs in shared transactions under the shared rules. */
import {
  type DeliveryState,
  HandRules,
  Store,
  StoreRules,
  type Suppression,
  type Event,
  type Withdrawal
} from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import * as Columns from "./Columns.ts"
import * as Commits from "./Commits.ts"
import type { Dialect } from "./Dialect.ts"
import * as Epoch from "./Epoch.ts"

type Message = DeliveryState.Message
type Instant = Event.Entry["at"]

/** How a store over SQL is made. */
export interface Options extends Partial<StoreRules.Timing> {
  readonly mode: "live" | "rehearsal"
}

const corrupt = (groupId: string): Store.StoreError =>
  new Store.StoreError({
    reason: "corrupt",
    message: `store: an entry of group ${groupId} cannot be read; restore the store from a backup`,
    retryable: false
  })

const parse = <A>(groupId: string, read: () => A): Effect.Effect<A, Store.StoreError> =>
  Effect.try({ try: read, catch: () => corrupt(groupId) })

const entries = (groupId: string, rows: ReadonlyArray<Columns.EntryRow>) =>
  parse(groupId, () => rows.map(Columns.entryOf))

interface SnapshotRow {
  readonly version: string
  readonly seq: number
  readonly state: string
}

interface SpentRow {
  readonly programId: string
  readonly minor: number
}
const sums = (rows: ReadonlyArray<SpentRow>): Readonly<Record<string, number>> =>
  Object.fromEntries(rows.map(({ minor, programId }) => [programId, minor]))

/** The questions that change nothing. */
const makeReads = (dialect: Dialect) => {
  const { among, sql } = dialect
  const messageColumns = sql.literal(Columns.messageColumns)
  const headColumns = sql.literal(Columns.headColumns)
  const entryColumns = sql.literal(Columns.entryColumns)
  const ask = <A>(effect: Effect.Effect<A, SqlError | Store.StoreError>): Effect.Effect<A, Store.StoreError> =>
    Effect.mapError(effect, (error) => (error._tag === "SqlError" ? dialect.toStoreError(error) : error))
  const withdrawals = (addressHashes: ReadonlyArray<string>) =>
    addressHashes.length === 0
      ? Effect.succeed([])
      : sql<Withdrawal.Withdrawal>`SELECT address_hash AS "addressHash", topic, at, source
          FROM withdrawal WHERE address_hash IN ${among(addressHashes)} ORDER BY position`
  const pauses = sql<DeliveryState.Pause>`SELECT scope, id, reason FROM pause ORDER BY since, scope, id`

  return {
    load: (groupId: string, addressHashes: ReadonlyArray<string>) =>
      ask(
        Effect.gen(function* () {
          const [row] = yield* sql<Columns.HeadRow>`SELECT ${headColumns} FROM head WHERE group_id = ${groupId}`
          const head = row === undefined ? StoreRules.emptyHead(groupId) : Columns.headOf(row)
          const [kept] = yield* sql<SnapshotRow>`SELECT version, seq, state FROM snapshot WHERE group_id = ${groupId}`
          // A snapshot is written with its head: one that is ahead was written since the head was read.
          const snapshot =
            kept === undefined || kept.seq > head.seq
              ? null
              : { ...kept, state: yield* parse(groupId, (): unknown => JSON.parse(kept.state)) }
          const rows = yield* sql<Columns.EntryRow>`SELECT ${entryColumns} FROM journal
            WHERE group_id = ${groupId} AND seq > ${snapshot?.seq ?? 0} AND seq <= ${head.seq} ORDER BY seq`
          const suppressions =
            addressHashes.length === 0
              ? []
              : yield* sql<Suppression.Suppression>`SELECT address_hash AS "addressHash", reason, at, source
                  FROM suppression WHERE address_hash IN ${among(addressHashes)} ORDER BY address_hash`
          // Counted first: what is withdrawn in between is not counted as seen.
          const [counted] = yield* sql<{ readonly count: number }>`
            SELECT COALESCE(MAX(position), 0) AS count FROM withdrawal`
          const withdrawn = yield* withdrawals(addressHashes)
          const spent = yield* sql<SpentRow>`SELECT program_id AS "programId", SUM(minor) AS minor
            FROM spent WHERE group_id <> ${groupId} GROUP BY program_id`
          return {
            head,
            snapshot,
            entries: yield* entries(groupId, rows),
            shared: {
              suppressions,
              pauses: yield* pauses,
              ...(withdrawn.length === 0 ? {} : { withdrawals: withdrawn }),
              ...(spent.length === 0 ? {} : { spent: sums(spent) })
            },
            withdrawals: counted?.count ?? 0
          }
        })
      ),
    due: (now: Instant, limit: number) =>
      ask(
        Effect.map(
          sql<{ readonly groupId: string }>`SELECT group_id AS "groupId" FROM (
            SELECT * FROM (SELECT wake_at, group_id FROM head WHERE wake_at <= ${now}
              ORDER BY wake_at, group_id LIMIT ${limit}) AS waiting
            UNION
            SELECT * FROM (SELECT wake_at, group_id FROM head WHERE seq > decided_seq AND aside_until IS NULL
              ORDER BY wake_at, group_id LIMIT ${limit}) AS undecided
          ) AS due ORDER BY wake_at, group_id LIMIT ${limit}`,
          (rows) => rows.map((row) => row.groupId)
        )
      ),
    next: ask(
      Effect.map(
        sql<{ readonly at: Instant | null }>`SELECT min(at) AS at FROM (
          SELECT min(wake_at) AS at FROM head
          UNION ALL
          SELECT * FROM (SELECT m.not_before FROM message m JOIN head h ON h.group_id = m.group_id
            WHERE m.state = 'queued' AND m.not_before IS NOT NULL AND h.seq = h.decided_seq
            ORDER BY m.not_before, m.message_id LIMIT 1) AS sendable
        ) AS wakes`,
        ([row]) => row?.at ?? null
      )
    ),
    ready: (now: Instant, limit: number) =>
      ask(
        sql<Message>`SELECT ${messageColumns} FROM message m JOIN head h ON h.group_id = m.group_id
          WHERE m.state = 'queued' AND m.not_before <= ${now} AND (m.not_after IS NULL OR m.not_after > ${now})
            AND h.seq = h.decided_seq
          ORDER BY m.not_before, m.message_id LIMIT ${limit}`
      ),
    heads: ask(
      Effect.map(sql<Columns.HeadRow>`SELECT ${headColumns} FROM head ORDER BY group_id`, (rows) =>
        rows.map(Columns.headOf)
      )
    ),
    message: (messageId: string) =>
      ask(
        Effect.map(
          sql<Message>`SELECT ${messageColumns} FROM message m WHERE m.message_id = ${messageId}`,
          ([message]) => message
        )
      ),
    messages: (groupId?: string) =>
      ask(
        groupId === undefined
          ? sql<Message>`SELECT ${messageColumns} FROM message m ORDER BY m.message_id`
          : sql<Message>`SELECT ${messageColumns} FROM message m WHERE m.group_id = ${groupId} ORDER BY m.message_id`
      ),
    journal: (groupId: string) =>
      ask(
        Effect.flatMap(
          sql<Columns.EntryRow>`SELECT ${entryColumns} FROM journal WHERE group_id = ${groupId} ORDER BY seq`,
          (rows) => entries(groupId, rows)
        )
      ),
    decisions: ask(
      Effect.flatMap(
        sql<Columns.EntryRow>`SELECT ${entryColumns} FROM journal WHERE decided = 1 ORDER BY position`,
        (rows) => entries("any", rows)
      )
    ),
    pauses: ask(pauses),
    definitions: ask(
      Effect.map(
        sql<{ readonly version: string; readonly json: string }>`SELECT version, json FROM definition ORDER BY version`,
        (rows): ReadonlyMap<string, string> => new Map(rows.map((row) => [row.version, row.json]))
      )
    ),
    keepDefinition: (version: string, json: string) =>
      ask(
        Effect.asVoid(sql`INSERT INTO definition (version, json) VALUES (${version}, ${json})
          ON CONFLICT (version) DO UPDATE SET json = excluded.json`)
      )
  }
}

/** What a tick's decisions name. */
const tickNeeds = ({ decisions, groupId, spending }: Store.Tick) => ({
  groups: [groupId],
  budgets: Object.keys(spending?.own ?? {}),
  messages: decisions.flatMap((decision) => ("messageId" in decision ? [decision.messageId] : [])),
  enrolments: decisions.flatMap((decision) => (decision._tag === "MessageQueued" ? [decision.enrolmentId] : [])),
  hashes: decisions.flatMap((decision) => (decision._tag === "MessageQueued" ? [decision.addressHash] : []))
})

/** The name of a migrated database for life, and how many transactions handed something over. */
export const count = (dialect: Dialect): Effect.Effect<Epoch.Count, Store.StoreError> =>
  Effect.mapBoth(
    dialect.sql<{ readonly key: string; readonly value: string }>`SELECT key, value FROM meta
      WHERE key IN ('epoch', 'handovers')`,
    {
      onFailure: dialect.toStoreError,
      onSuccess: (rows) => {
        const valueOf = (key: string): string => rows.find((row) => row.key === key)?.value ?? ""
        return { epoch: valueOf("epoch"), handOvers: Number(valueOf("handovers")) }
      }
    }
  )

/** The store over a migrated database. */
export const make = (
  dialect: Dialect,
  options: Options,
  epoch: Epoch.Epoch = Epoch.unguarded
): Effect.Effect<Store.Store["Service"]> =>
  Effect.gen(function* () {
    const timing: StoreRules.Timing = { ...StoreRules.timing, ...options }
    const reads = makeReads(dialect)
    const submit = yield* Commits.make(dialect)
    return Store.Store.of({
      mode: options.mode,
      ...reads,
      commitTick: (tick) => submit(tickNeeds(tick), ({ rows }) => StoreRules.commitTick(rows, tick)),
      setAside: (groupId, until, reason) =>
        submit({ groups: [groupId] }, ({ rows }) => StoreRules.setAside(rows, groupId, until, reason)),
      record: (inputs) =>
        submit(
          {
            groups: inputs.map((told) => told.groupId),
            inputs: inputs.flatMap((told) => told.id ?? []),
            messages: inputs.flatMap((told) => StoreRules.messageOf(told.input) ?? [])
          },
          ({ rows }) => StoreRules.record(rows, inputs)
        ),
      move: (move) => {
        const { accountId, from, to } = move.moved
        return submit({ groups: [from, to], account: { groupId: from, accountId } }, ({ rows }) =>
          StoreRules.move(rows, move)
        )
      },
      hand: (messages, runner, now) =>
        Effect.gen(function* () {
          yield* epoch.check
          const needs = { messages: messages.map((message) => message.messageId), runners: [runner], guards: true }
          const answers = yield* submit(needs, (unit) => {
            const made = StoreRules.hand(unit.rows, messages, { runner, now, timing, rules: HandRules.standard })
            if (made.some((handing) => handing._tag === "Handed")) unit.countHandOver()
            return made
          })
          if (answers.some((handing) => handing._tag === "Handed"))
            yield* Effect.flatMap(count(dialect), ({ handOvers }) => epoch.reached(handOvers))
          return answers
        }).pipe(Effect.uninterruptible),
      settle: (messageId, attempt, outcome, now) =>
        submit({ messages: [messageId] }, ({ rows }) =>
          StoreRules.settle(rows, { messageId, attempt, outcome, now }, timing)
        ),
      heartbeat: (runner, now) => submit({}, ({ rows }) => rows.putRunner({ runner, heartbeat: now, buriedAt: null })),
      reap: (now) => submit({ runners: "all" }, ({ rows }) => StoreRules.reap(rows, now, timing)),
      leave: (runner) => submit({ runners: [runner] }, ({ rows }) => StoreRules.leave(rows, runner)),
      suppress: (suppression) => submit({}, ({ rows }) => rows.suppress(suppression)),
      withdraw: (withdrawal) => submit({}, ({ rows }) => rows.withdraw(withdrawal)),
      pause: (pause, now) => submit({}, ({ rows }) => rows.pause(pause, now)),
      resume: (scope, id, now) =>
        submit({ groups: "all", guards: true }, ({ rows }) => StoreRules.resume(rows, scope, id, now))
    })
  })
