/**
 * Store is the one port for what must be atomic: the journal of each group with its head, the messages, suppressions,
 * withdrawals and pauses. Its contract suite (`@market-of-one/core/testing`) is the sending protocol; a store that passes it may be
 * used.
 *
 * Groups come to be with their first input. `seq` counts all entries of a group; `decidedSeq` is the last one a tick
 * had seen. A group with `seq` above `decidedSeq` has undecided inputs: it is due, and none of its messages may be
 * handed over until a tick has looked (H3).
 */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Suppression } from "../account/Suppression.ts"
import type { Withdrawal } from "../account/Withdrawal.ts"
import type { DeliveryOutcome, Unsendable } from "../delivery/DeliveryOutcome.ts"
import type { Message, Pause } from "../delivery/DeliveryState.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { Decision, Entry, Input } from "./Event.ts"

/**
 * The store could not do it. `newer`: made by a later version; `mode`: live and rehearsal were mixed; `restored`: it is
 * a copy from before the last hand-overs and hands nothing over until a person confirms it.
 */
export class StoreError extends Schema.TaggedError<StoreError>()("StoreError", {
  reason: Schema.Literals(["unavailable", "busy", "corrupt", "read-only", "full", "newer", "mode", "restored"]),
  message: Schema.String,
  retryable: Schema.Boolean
}) {}

/** Where a group stands. */
export interface GroupHead {
  readonly groupId: string
  readonly seq: number
  readonly decidedSeq: number
  readonly decidedAt: Instant | null
  readonly factsRevision: string | null
  readonly wakeAt: Instant | null
  /** Ticks that died with a defect since the last one that did not. */
  readonly failures: number
  /** Until when the group is left alone after a defect, and why; null when it is not. */
  readonly aside: { readonly until: Instant; readonly reason: string } | null
  /** How often the group was woken by something other than an input: a refused hand-over, the end of a pause. */
  readonly wakes: number
  /** How many withdrawals the store remembered when the group was loaded for its last decision. */
  readonly withdrawals: number
}

/** A cached fold of the journal up to `seq`; `state` is plain JSON, `version` names the code that folded it. */
export interface Snapshot {
  readonly version: string
  readonly seq: number
  readonly state: unknown
}

/** What groups share and a decision must know. */
export interface Shared {
  readonly suppressions: ReadonlyArray<Suppression>
  readonly pauses: ReadonlyArray<Pause>
  /** What was withdrawn from the addresses asked for, in whichever group; absent is nothing. */
  readonly withdrawals?: ReadonlyArray<Withdrawal>
  /** What other groups have taken of programs' budgets, in minor units; absent is nothing. */
  readonly spent?: Readonly<Record<string, number>>
}

/** A group as loaded for a tick: its head, the snapshot if any, and the entries after it. */
export interface LoadedGroup {
  readonly head: GroupHead
  readonly snapshot: Snapshot | null
  readonly entries: ReadonlyArray<Entry>
  readonly shared: Shared
  /** How many withdrawals the store remembers, of all addresses. */
  readonly withdrawals: number
}

/** What a group takes of programs' budgets, by program id, in minor units. */
export interface Spending {
  /** All that the group has taken so far, this tick's decisions included. */
  readonly own: Readonly<Record<string, number>>
  /** What all groups may take together. */
  readonly limits: Readonly<Record<string, number>>
}

/** One tick's result. */
export interface Tick {
  /** Absent where no program has a budget. A tick that would pass a limit conflicts: others took it meanwhile. */
  readonly spending?: Spending
  readonly groupId: string
  /** The `seq` of the head that was loaded: the commit fails when it has moved. */
  readonly seq: number
  /** The `wakes` of the head that was loaded: a wake that came since then is kept, whatever `wakeAt` says. */
  readonly wakes?: number
  /** The `withdrawals` that was loaded: what is withdrawn later is decided on before anything is handed over. */
  readonly withdrawals?: number
  readonly now: Instant
  readonly factsRevision: string
  readonly decisions: ReadonlyArray<Decision>
  readonly wakeAt: Instant | null
  /** The state after the decisions; its `seq` is `seq + decisions.length`. */
  readonly snapshot: Snapshot
}

/** An input for a group; `id` makes it idempotent across all groups. */
export interface Told {
  readonly id?: string
  readonly groupId: string
  readonly at: Instant
  readonly input: Input
}

/** An account that goes over to another group, with what the giving one knows of it. */
export interface Move {
  /** As the receiving group is told. Where both are one group, an account was merged inside it. */
  readonly moved: Extract<Input, { _tag: "AccountMoved" }>
  /** The `seq` of the giving group's head up to which `moved.carried` was taken: the move fails when it has moved. */
  readonly fromSeq: number
  readonly at: Instant
}

/** Why a ready message was not handed over. */
export type NotHanded =
  | "not queued"
  | "too early"
  | "too late"
  | "undecided input"
  | "suppressed"
  | "withdrawn"
  | "paused"
  | "runner dead"

/** One message's hand-over: the row in `handing` (attempt counted, `date` fixed), or why not. */
export type Handing =
  | { readonly _tag: "Handed"; readonly message: Message }
  | { readonly _tag: "NotHanded"; readonly messageId: string; readonly why: NotHanded }

/** The port. All instants are given by the caller: a store has no clock. */
export class Store extends Context.Service<
  Store,
  {
    /** A store is live or rehearsal for life. */
    readonly mode: "live" | "rehearsal"

    /** The group as it stands; a group never heard of has an empty head. `addressHashes` select suppressions and withdrawals. */
    readonly load: (groupId: string, addressHashes: ReadonlyArray<string>) => Effect.Effect<LoadedGroup, StoreError>

    /** Groups to tick: `wakeAt` ≤ now or undecided inputs, not set aside; by (wakeAt, id). */
    readonly due: (now: Instant, limit: number) => Effect.Effect<ReadonlyArray<string>, StoreError>

    /** The least future instant at which something is due or ready; null when never. */
    readonly next: Effect.Effect<Instant | null, StoreError>

    /**
     * Appends a tick's decisions, sets `decidedSeq`, `decidedAt`, `wakeAt` and the snapshot, and makes, defers and
     * withdraws the messages that the decisions name, in one transaction. `conflict`: the head moved, nothing written.
     * A second message for the same (enrolment, touch, address) is not made; the journal then gets its `MessageSettled`
     * as withdrawn.
     */
    readonly commitTick: (tick: Tick) => Effect.Effect<"committed" | "conflict", StoreError>

    /** Sets a group aside after a defect, until an instant: it is not due before, whatever is told. Counts a failure. */
    readonly setAside: (groupId: string, until: Instant, reason: string) => Effect.Effect<void, StoreError>

    /**
     * Appends inputs in order, each in one transaction with what it implies: `MessageResolved` moves the message,
     * a complaint or hard bounce suppresses the message's address, or the one told where no message is named, and
     * settles an unknown send, a reply or unsubscribe that names a message settles an unknown one as accepted; an
     * unsubscribe, complaint or withdrawn consent of a person is remembered for the address. A message that thereby comes to an end is journaled as
     * settled. Wakes the group. What names a message is told in the group that has the message now, should its account
     * have moved. Answers which ids were already known.
     */
    readonly record: (
      inputs: ReadonlyArray<Told>
    ) => Effect.Effect<{ readonly accepted: number; readonly duplicates: ReadonlyArray<string> }, StoreError>

    /**
     * Moves an account: tells both groups, gives the account's messages to the receiving one whatever their state, and
     * wakes both, in one transaction. What is being handed over settles where it is now. `conflict`: the giving group's
     * head moved, nothing written.
     */
    readonly move: (move: Move) => Effect.Effect<"committed" | "conflict", StoreError>

    /** Queued messages whose slot is open, of groups without undecided inputs; by (notBefore, messageId). */
    readonly ready: (now: Instant, limit: number) => Effect.Effect<ReadonlyArray<Message>, StoreError>

    /** Hands over under H1–H6, in one transaction. A suppressed, withdrawn or paused one wakes its group so that it is decided on. */
    readonly hand: (
      messages: ReadonlyArray<Pick<Message, "messageId" | "attempt">>,
      runner: string,
      now: Instant
    ) => Effect.Effect<ReadonlyArray<Handing>, StoreError>

    /**
     * Applies an outcome to the attempt it belongs to, with the suppression or pause it implies; an end, and `unknown`,
     * is appended to the group's journal as `MessageSettled`. Answers the row as it stands afterwards. A message that
     * the store does not hold is a defect.
     */
    readonly settle: (
      messageId: string,
      attempt: number,
      outcome: DeliveryOutcome | Unsendable,
      now: Instant
    ) => Effect.Effect<Message, StoreError>

    /** Says that a runner lives. A runner's name is for one life: after a crash it starts under another. */
    readonly heartbeat: (runner: string, now: Instant) => Effect.Effect<void, StoreError>

    /**
     * Buries runners silent for longer than `aliveMillis`; what they were handing over becomes unknown once `graceMillis`
     * have passed since, and is journaled as settled. Answers the messages that became unknown.
     */
    readonly reap: (now: Instant) => Effect.Effect<ReadonlyArray<Message>, StoreError>

    /** A runner stops in good order; what it still hands over becomes unknown after the grace. */
    readonly leave: (runner: string) => Effect.Effect<void, StoreError>

    readonly heads: Effect.Effect<ReadonlyArray<GroupHead>, StoreError>
    readonly message: (messageId: string) => Effect.Effect<Message | undefined, StoreError>
    /** All messages, or those of one group; by message id. */
    readonly messages: (groupId?: string) => Effect.Effect<ReadonlyArray<Message>, StoreError>
    /** The journal of one group, in order. */
    readonly journal: (groupId: string) => Effect.Effect<ReadonlyArray<Entry>, StoreError>
    /** The decisions of all groups in the order in which they were committed. */
    readonly decisions: Effect.Effect<ReadonlyArray<Entry>, StoreError>

    readonly suppress: (suppression: Suppression) => Effect.Effect<void, StoreError>
    /** Remembers a withdrawal for every group; one that is not later than a known one of its topic says nothing new. */
    readonly withdraw: (withdrawal: Withdrawal) => Effect.Effect<void, StoreError>
    readonly pauses: Effect.Effect<ReadonlyArray<Pause>, StoreError>
    readonly pause: (pause: Pause, now: Instant) => Effect.Effect<void, StoreError>
    /** Ends a pause and wakes every group: its messages may have waited for it, or touches of which there is none yet. */
    readonly resume: (scope: Pause["scope"], id: string, now: Instant) => Effect.Effect<void, StoreError>

    /** Keeps a program version's canonical JSON, for the accounts inside it. */
    readonly keepDefinition: (version: string, json: string) => Effect.Effect<void, StoreError>
    readonly definitions: Effect.Effect<ReadonlyMap<string, string>, StoreError>
  }
>()("@market-of-one/core/Store") {}
