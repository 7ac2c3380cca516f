/**
 * How rows are written and read: the columns of each table, the statements made from them, and the way back. Names of
 * columns are the fields' names in snake case; reading gives them their own names again, so no row is renamed by hand.
 */
import { DeliveryState, Event, Store, type StoreRules } from "@market-of-one/core"
import type { Value } from "./Dialect.ts"

type Message = DeliveryState.Message

const snake = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)
const places = (count: number): string => Array.from({ length: count }, () => "?").join(", ")
const set = (columns: ReadonlyArray<string>): string => columns.map((column) => `${column} = ?`).join(", ")

const messageFields = Object.keys(DeliveryState.Message.fields) as ReadonlyArray<keyof Message>
/** What `DeliveryState.apply` may change; but for a move, the rest of a row is fixed when it is made. */
const lifeFields = ["state", "notBefore", "notAfter", "attempt", "date", "handedAt", "runner", "reason"] as const

/** The columns of a message under its fields' names, from table alias `m`. */
export const messageColumns: string = messageFields.map((field) => `m.${snake(field)} AS "${field}"`).join(", ")

/** A row of a head as it is read. */
export interface HeadRow extends Omit<Store.GroupHead, "aside"> {
  readonly asideUntil: Store.GroupHead["wakeAt"]
  readonly asideReason: string | null
}

/** A row of the journal as it is read. */
export interface EntryRow extends Omit<Event.Entry, "event"> {
  readonly event: string
}

const headFields = [
  "seq",
  "decidedSeq",
  "decidedAt",
  "factsRevision",
  "wakeAt",
  "failures",
  "asideUntil",
  "asideReason",
  "wakes",
  "withdrawals"
] as const

/** The columns of a head under its fields' names. */
export const headColumns: string = ["groupId", ...headFields].map((field) => `${snake(field)} AS "${field}"`).join(", ")

/** The columns of an entry under its fields' names. */
export const entryColumns = `group_id AS "groupId", seq, at, event`

/** The head of a row. */
export const headOf = ({ asideReason, asideUntil, ...head }: HeadRow): Store.GroupHead => ({
  ...head,
  aside: asideUntil === null ? null : { until: asideUntil, reason: asideReason ?? "" }
})

/** The entry of a row. Throws when its event is no JSON. */
export const entryOf = ({ event, ...entry }: EntryRow): Event.Entry => ({ ...entry, event: JSON.parse(event) })

/** Statements that write one row, with the parameters in the order of the functions below. */
export const write = {
  newHead: `INSERT INTO head (${headFields.map(snake).join(", ")}, group_id) VALUES (${places(headFields.length + 1)})`,
  head: `UPDATE head SET ${set(headFields.map(snake))} WHERE group_id = ?`,
  newMessage: `INSERT INTO message (${messageFields.map(snake).join(", ")}) VALUES (${places(messageFields.length)})`,
  message: `UPDATE message SET ${set(lifeFields.map(snake))} WHERE message_id = ?`,
  movedMessage: "UPDATE message SET group_id = ?, account_id = ? WHERE message_id = ?",
  entry: `INSERT INTO journal (group_id, seq, at, decided, event, input_id) VALUES (${places(6)})`,
  snapshot: `INSERT INTO snapshot (group_id, version, seq, state) VALUES (${places(4)})
    ON CONFLICT (group_id) DO UPDATE SET version = excluded.version, seq = excluded.seq, state = excluded.state`,
  runner: `INSERT INTO runner (runner, heartbeat, buried_at) VALUES (${places(3)})
    ON CONFLICT (runner) DO UPDATE SET heartbeat = excluded.heartbeat, buried_at = excluded.buried_at`,
  noRunner: "DELETE FROM runner WHERE runner = ?",
  suppression: `INSERT INTO suppression (address_hash, reason, at, source) VALUES (${places(4)})
    ON CONFLICT (address_hash) DO NOTHING`,
  /** Its values end with address, topic and instant once more. */
  withdrawal: `INSERT INTO withdrawal (address_hash, topic, at, source) SELECT ${places(4)}
    WHERE NOT EXISTS (SELECT 1 FROM withdrawal WHERE address_hash = ? AND topic = ? AND at >= ?)`,
  pause: `INSERT INTO pause (scope, id, reason, since) VALUES (${places(4)}) ON CONFLICT (scope, id) DO NOTHING`,
  spent: `INSERT INTO spent (program_id, group_id, minor) VALUES (${places(3)})
    ON CONFLICT (program_id, group_id) DO UPDATE SET minor = excluded.minor`,
  handOver: "UPDATE meta SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE key = 'handovers'",
  noPause: "DELETE FROM pause WHERE scope = ? AND id = ?"
} as const

/** A head as parameters; its id is last. */
export const headValues = ({ aside, groupId, ...head }: Store.GroupHead): ReadonlyArray<Value> => [
  head.seq,
  head.decidedSeq,
  head.decidedAt,
  head.factsRevision,
  head.wakeAt,
  head.failures,
  aside?.until ?? null,
  aside?.reason ?? null,
  head.wakes,
  head.withdrawals,
  groupId
]

/** A whole message as parameters. */
export const messageValues = (message: Message): ReadonlyArray<Value> => messageFields.map((field) => message[field])

/** What may change of a message, as parameters; its id is last. */
export const lifeValues = (message: Message): ReadonlyArray<Value> => [
  ...lifeFields.map((field) => message[field]),
  message.messageId
]

/** An entry as parameters. */
export const entryValues = (
  { at, event, groupId, seq }: Event.Entry,
  inputId: string | undefined
): ReadonlyArray<Value> => [groupId, seq, at, Event.isDecision(event) ? 1 : 0, JSON.stringify(event), inputId ?? null]

/** A runner as parameters. */
export const runnerValues = (row: StoreRules.RunnerRow): ReadonlyArray<Value> => [
  row.runner,
  row.heartbeat,
  row.buriedAt
]
