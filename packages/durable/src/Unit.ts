/**
 * A unit of work: the rows that some jobs need, read in a few statements however many they are; the jobs, run on them by
 * the rules that all stores share; and what they changed, written back. All inside one transaction.
 */
import type { DeliveryState, Store, Suppression, Withdrawal } from "@market-of-one/core"
import { StoreRules } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import * as Columns from "./Columns.ts"
import type { Dialect, Value } from "./Dialect.ts"

type Message = DeliveryState.Message
type Pause = DeliveryState.Pause

/** Which rows a job reads. The groups of the messages named are read with them. */
export interface Needs {
  readonly groups?: ReadonlyArray<string> | "all"
  readonly messages?: ReadonlyArray<string>
  /** An account of a group whose messages all are needed. */
  readonly account?: { readonly groupId: string; readonly accountId: string }
  /** Enrolments whose mailboxes must be known. */
  readonly enrolments?: ReadonlyArray<string>
  readonly inputs?: ReadonlyArray<string>
  /** Runners, with what they are handing over. */
  readonly runners?: ReadonlyArray<string> | "all"
  /** Pauses, and suppressions and withdrawals of the messages named and of `hashes`. */
  readonly guards?: boolean
  /** Programs of whose budgets it must be known what was taken. */
  readonly budgets?: ReadonlyArray<string>
  /** Addresses of messages that the job makes: another job of the unit may look at them. */
  readonly hashes?: ReadonlyArray<string>
}

/** The rows, and the way back to the tables. */
export interface Unit {
  readonly rows: StoreRules.Rows
  /** Counts that this unit hands something over. */
  readonly countHandOver: () => void
  readonly flush: Effect.Effect<void, SqlError>
}

type List = "messages" | "enrolments" | "inputs" | "hashes" | "budgets"
const merge = (needs: ReadonlyArray<Needs>, list: List): ReadonlyArray<string> => [
  ...new Set(needs.flatMap((need) => need[list] ?? []))
]
const mergeAll = (needs: ReadonlyArray<Needs>, list: "groups" | "runners"): ReadonlyArray<string> | "all" =>
  needs.some((need) => need[list] === "all")
    ? "all"
    : [...new Set(needs.flatMap((need) => (need[list] === "all" ? [] : (need[list] ?? []))))]

const mailbox = (message: Pick<Message, "enrolmentId" | "touchId" | "addressHash">): string =>
  `${message.enrolmentId}\n${message.touchId}\n${message.addressHash}`

const withdrawalKey = (addressHash: string, topic: string): string => `${addressHash}\n${topic}`

/** What was read. */
interface Read {
  readonly heads: Map<string, Store.GroupHead>
  readonly messages: Map<string, Message>
  readonly mailboxes: Set<string>
  readonly inputs: Set<string>
  readonly suppressed: Set<string>
  /** The place of the newest withdrawal, by address and topic. */
  readonly withdrawn: Map<string, number>
  pauses: Array<Pause>
  readonly runners: Map<string, StoreRules.RunnerRow>
  /** By program and group. Groups that the unit does not name are summed up under no name. */
  readonly spent: Map<string, Map<string, number>>
}

const spentOf = ({ among, sql }: Dialect, budgets: ReadonlyArray<string>, groups: ReadonlyArray<string>) =>
  Effect.map(
    sql<{ readonly programId: string; readonly groupId: string; readonly minor: number }>`
      SELECT program_id AS "programId", owner AS "groupId", SUM(minor) AS minor FROM (
        SELECT program_id, minor, CASE WHEN group_id IN ${among(groups)} THEN group_id ELSE '' END AS owner
        FROM spent WHERE program_id IN ${among(budgets)}) AS taken
      GROUP BY program_id, owner`,
    (rows) => {
      const spent: Read["spent"] = new Map()
      for (const { groupId, minor, programId } of rows)
        spent.set(programId, (spent.get(programId) ?? new Map<string, number>()).set(groupId, minor))
      return spent
    }
  )

const read = (dialect: Dialect, needs: ReadonlyArray<Needs>): Effect.Effect<Read, SqlError> =>
  Effect.gen(function* () {
    const { among, sql } = dialect
    const messageColumns = sql.literal(Columns.messageColumns)
    const names = merge(needs, "messages")
    const enrolments = merge(needs, "enrolments")
    const told = merge(needs, "inputs")
    const runnerNames = mergeAll(needs, "runners")
    const guards = needs.some((need) => need.guards)

    const messages = new Map<string, Message>()
    const keep = (found: ReadonlyArray<Message>): void => {
      for (const message of found) messages.set(message.messageId, message)
    }
    if (names.length > 0)
      keep(yield* sql<Message>`SELECT ${messageColumns} FROM message m WHERE m.message_id IN ${among(names)}`)
    const accounts = needs.flatMap((need) => need.account ?? [])
    if (accounts.length > 0)
      keep(
        yield* sql<Message>`SELECT ${messageColumns} FROM message m
          WHERE m.group_id IN ${among(accounts.map((one) => one.groupId))}
            AND m.account_id IN ${among(accounts.map((one) => one.accountId))}`
      )
    if (runnerNames === "all")
      keep(yield* sql<Message>`SELECT ${messageColumns} FROM message m WHERE m.state = 'handing'`)
    else if (runnerNames.length > 0)
      keep(
        yield* sql<Message>`SELECT ${messageColumns} FROM message m
          WHERE m.state = 'handing' AND m.runner IN ${among(runnerNames)}`
      )
    const runnerColumns = sql.literal('runner, heartbeat, buried_at AS "buriedAt"')
    const runners =
      runnerNames === "all"
        ? yield* sql<StoreRules.RunnerRow>`SELECT ${runnerColumns} FROM runner ORDER BY runner`
        : runnerNames.length === 0
          ? []
          : yield* sql<StoreRules.RunnerRow>`SELECT ${runnerColumns} FROM runner WHERE runner IN ${among(runnerNames)}`
    const boxes =
      enrolments.length === 0
        ? []
        : yield* sql<Pick<Message, "enrolmentId" | "touchId" | "addressHash">>`
            SELECT enrolment_id AS "enrolmentId", touch_id AS "touchId", address_hash AS "addressHash"
            FROM message WHERE enrolment_id IN ${among(enrolments)}`
    const known =
      told.length === 0
        ? []
        : yield* sql<{ readonly id: string }>`SELECT input_id AS id FROM journal WHERE input_id IN ${among(told)}`
    const hashes = guards
      ? [...merge(needs, "hashes"), ...[...messages.values()].map((message) => message.addressHash)]
      : []
    const suppressed =
      hashes.length === 0
        ? []
        : yield* sql<{ readonly id: string }>`
            SELECT address_hash AS id FROM suppression WHERE address_hash IN ${among(hashes)}`
    const withdrawn =
      hashes.length === 0
        ? []
        : yield* sql<{ readonly addressHash: string; readonly topic: string; readonly place: number }>`
            SELECT address_hash AS "addressHash", topic, MAX(position) AS place FROM withdrawal
            WHERE address_hash IN ${among(hashes)} GROUP BY address_hash, topic`
    const pauses = guards ? yield* sql<Pause>`SELECT scope, id, reason FROM pause` : []

    const groups = mergeAll(needs, "groups")
    const budgets = merge(needs, "budgets")
    const spent = budgets.length === 0 || groups === "all" ? new Map() : yield* spentOf(dialect, budgets, groups)
    const headColumns = sql.literal(Columns.headColumns)
    const asked = groups === "all" ? [] : groups
    const groupIds = [...new Set([...asked, ...[...messages.values()].map((message) => message.groupId)])]
    const heads =
      groups === "all"
        ? yield* sql<Columns.HeadRow>`SELECT ${headColumns} FROM head`
        : groupIds.length === 0
          ? []
          : yield* sql<Columns.HeadRow>`SELECT ${headColumns} FROM head WHERE group_id IN ${among(groupIds)}`
    return {
      heads: new Map(heads.map((row) => [row.groupId, Columns.headOf(row)])),
      messages,
      mailboxes: new Set(boxes.map(mailbox)),
      inputs: new Set(known.map((row) => row.id)),
      suppressed: new Set(suppressed.map((row) => row.id)),
      withdrawn: new Map(withdrawn.map((row) => [withdrawalKey(row.addressHash, row.topic), row.place])),
      pauses: [...pauses],
      runners: new Map(runners.map((row) => [row.runner, row])),
      spent
    }
  })

/** What was changed since it was read. */
const makeChanges = () => ({
  heads: new Map<string, Store.GroupHead>(),
  messages: new Map<string, Message>(),
  entries: [] as Array<ReadonlyArray<Value>>,
  snapshots: new Map<string, Store.Snapshot>(),
  suppressions: [] as Array<Suppression.Suppression>,
  withdrawals: [] as Array<Withdrawal.Withdrawal>,
  spent: new Map<string, readonly [programId: string, groupId: string, minor: number]>(),
  /** In order, since one unit may pause, resume and pause again. */
  pauses: [] as Array<readonly [statement: string, values: ReadonlyArray<Value>]>,
  runners: new Map<string, StoreRules.RunnerRow | undefined>(),
  handsOver: false
})

const makeRows = (known: Read, changes: ReturnType<typeof makeChanges>): StoreRules.Rows => ({
  head: (groupId) => changes.heads.get(groupId) ?? known.heads.get(groupId) ?? StoreRules.emptyHead(groupId),
  putHead: (head) => {
    changes.heads.set(head.groupId, head)
  },
  groupIds: () => [...known.heads.keys(), ...[...changes.heads.keys()].filter((id) => !known.heads.has(id))],
  append: (entry, inputId) => {
    changes.entries.push(Columns.entryValues(entry, inputId))
    if (inputId !== undefined) known.inputs.add(inputId)
  },
  heard: (inputId) => known.inputs.has(inputId),
  putSnapshot: (groupId, snapshot) => {
    changes.snapshots.set(groupId, snapshot)
  },
  message: (messageId) => changes.messages.get(messageId) ?? known.messages.get(messageId),
  messagesOf: (groupId, accountId) =>
    [...new Map([...known.messages, ...changes.messages]).values()].filter(
      (message) => message.groupId === groupId && message.accountId === accountId
    ),
  spentElsewhere: (programId, groupId) => {
    let sum = 0
    for (const [id, minor] of known.spent.get(programId) ?? []) if (id !== groupId) sum += minor
    return sum
  },
  putSpent: (programId, groupId, minor) => {
    known.spent.set(programId, (known.spent.get(programId) ?? new Map<string, number>()).set(groupId, minor))
    changes.spent.set(`${programId}\n${groupId}`, [programId, groupId, minor])
  },
  twin: (message) => known.mailboxes.has(mailbox(message)),
  putMessage: (message) => {
    changes.messages.set(message.messageId, message)
    known.mailboxes.add(mailbox(message))
  },
  suppressed: (addressHash) => known.suppressed.has(addressHash),
  suppress: (suppression) => {
    known.suppressed.add(suppression.addressHash)
    changes.suppressions.push(suppression)
  },
  withdrawnAt: (addressHash, topic) =>
    Math.max(...[topic, "*"].map((one) => known.withdrawn.get(withdrawalKey(addressHash, one)) ?? 0)),
  withdraw: (withdrawal) => {
    // Its place is not known before it is written; nobody has decided on it.
    known.withdrawn.set(withdrawalKey(withdrawal.addressHash, withdrawal.topic), Number.MAX_SAFE_INTEGER)
    changes.withdrawals.push(withdrawal)
  },
  pauses: () => known.pauses,
  pause: (pause, now) => {
    known.pauses.push(pause)
    changes.pauses.push([Columns.write.pause, [pause.scope, pause.id, pause.reason, now]])
  },
  dropPause: (scope, id) => {
    known.pauses = known.pauses.filter((pause) => pause.scope !== scope || pause.id !== id)
    changes.pauses.push([Columns.write.noPause, [scope, id]])
  },
  runner: (runner) => (changes.runners.has(runner) ? changes.runners.get(runner) : known.runners.get(runner)),
  putRunner: (row) => {
    changes.runners.set(row.runner, row)
  },
  runners: () =>
    [...new Set([...known.runners.keys(), ...changes.runners.keys()])].flatMap((name) =>
      changes.runners.has(name) ? (changes.runners.get(name) ?? []) : (known.runners.get(name) ?? [])
    ),
  dropRunner: (runner) => {
    changes.runners.set(runner, undefined)
  },
  handing: (runner) =>
    [...new Map([...known.messages, ...changes.messages]).values()].filter(
      (message) => message.state === "handing" && message.runner === runner
    )
})

/** Writes each row by the statement for new ones or the one for known ones. */
const put = <A>(
  { many }: Dialect,
  rows: ReadonlyMap<string, A>,
  by: {
    readonly known: ReadonlyMap<string, unknown>
    readonly insert: readonly [statement: string, values: (row: A) => ReadonlyArray<Value>]
    readonly update: readonly [statement: string, values: (row: A) => ReadonlyArray<Value>]
  }
): Effect.Effect<void, SqlError> => {
  const part = (isKnown: boolean, [statement, values]: typeof by.insert) => {
    const chosen = [...rows].filter(([id]) => by.known.has(id) === isKnown)
    return chosen.length === 0
      ? Effect.void
      : many(
          statement,
          chosen.map(([, row]) => values(row))
        )
  }
  return Effect.andThen(part(false, by.insert), part(true, by.update))
}

const flush = (dialect: Dialect, known: Read, changes: ReturnType<typeof makeChanges>): Effect.Effect<void, SqlError> =>
  Effect.gen(function* () {
    const { write } = Columns
    yield* put(dialect, changes.heads, {
      known: known.heads,
      insert: [write.newHead, Columns.headValues],
      update: [write.head, Columns.headValues]
    })
    yield* put(dialect, changes.messages, {
      known: known.messages,
      insert: [write.newMessage, Columns.messageValues],
      update: [write.message, Columns.lifeValues]
    })
    const moved = [...changes.messages.values()].filter(({ accountId, groupId, messageId }) => {
      const before = known.messages.get(messageId)
      return before !== undefined && (before.groupId !== groupId || before.accountId !== accountId)
    })
    const rest: ReadonlyArray<readonly [statement: string, rows: ReadonlyArray<ReadonlyArray<Value>>]> = [
      [write.movedMessage, moved.map((one) => [one.groupId, one.accountId, one.messageId])],
      [write.entry, changes.entries],
      [write.spent, [...changes.spent.values()]],
      [
        write.snapshot,
        [...changes.snapshots].map(([id, one]) => [id, one.version, one.seq, JSON.stringify(one.state)])
      ],
      [write.suppression, changes.suppressions.map((one) => [one.addressHash, one.reason, one.at, one.source])],
      [
        write.withdrawal,
        changes.withdrawals.map((one) => [
          one.addressHash,
          one.topic,
          one.at,
          one.source,
          one.addressHash,
          one.topic,
          one.at
        ])
      ],
      ...changes.pauses.map(([statement, values]) => [statement, [values]] as const),
      [
        write.runner,
        [...changes.runners.values()].flatMap((row) => (row === undefined ? [] : [Columns.runnerValues(row)]))
      ],
      [write.noRunner, [...changes.runners].flatMap(([name, row]) => (row === undefined ? [[name]] : []))]
    ]
    if (changes.handsOver) yield* dialect.many(write.handOver, [[]])
    for (const [statement, rows] of rest) if (rows.length > 0) yield* dialect.many(statement, rows)
  })

/** Reads what the jobs need. */
export const open = (dialect: Dialect, needs: ReadonlyArray<Needs>): Effect.Effect<Unit, SqlError> =>
  Effect.map(read(dialect, needs), (known) => {
    const changes = makeChanges()
    return {
      rows: makeRows(known, changes),
      countHandOver: () => {
        changes.handsOver = true
      },
      flush: Effect.suspend(() => flush(dialect, known, changes))
    }
  })
