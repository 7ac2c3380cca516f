/** Where everything in a store stands: closing numbers, who is inside, what waits for a person, and what is wrong. */
import { Calendar, Definition, type DeliveryState, Plan, type ProgramReport, Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type * as Workspace from "../workspace/Workspace.ts"
import * as InsideNow from "./InsideNow.ts"
import * as OpenTasks from "./OpenTasks.ts"
import * as TaskTexts from "./TaskTexts.ts"
import * as VersionsInside from "./VersionsInside.ts"

/** A message that waits for an answer, or whose fate is unknown. */
export interface StandingMessage {
  readonly messageId: string
  readonly group: string
  readonly account: string
  readonly contact: string
  readonly program: string
  readonly touch: string
  readonly handedAt: string | null
  readonly reason: string | null
}

/** What a store holds, by what a person does about it. Times are instants in ISO 8601; null is not said or not set. */
export interface StoreStatus {
  readonly mode: "live" | "rehearsal"
  /** When there is something to do again. */
  readonly next: string | null
  readonly groups: number
  readonly totals: ProgramReport.Totals
  readonly handing: ReadonlyArray<StandingMessage>
  readonly unknown: ReadonlyArray<StandingMessage>
  readonly setAside: ReadonlyArray<{
    readonly group: string
    readonly until: string | null
    readonly reason: string
  }>
  readonly inside: ReadonlyArray<InsideNow.Inside>
  /** Accounts inside a version that cannot be used. */
  readonly stuck: ReadonlyArray<{
    readonly program: string
    readonly version: string
    readonly accounts: ReadonlyArray<string>
    readonly why: string
    readonly advice: string
  }>
  readonly pauses: ReadonlyArray<DeliveryState.Pause>
  readonly tasks: ReadonlyArray<{
    readonly task: string
    readonly kind: string
    readonly owner: string | null
    readonly groupId: string
    readonly account: string | null
    readonly dueAt: string | null
    readonly raisedTo: string | null
    /** In the language of the workspace. */
    readonly text: string
  }>
  /** Words that are asked for and not given yet. */
  readonly approvals: ReadonlyArray<{
    readonly approval: string
    readonly of: string | null
    readonly account: string
    /** Null where it is asked for something other than a touch. */
    readonly touch: string | null
    readonly asks: string | null
    readonly since: string | null
  }>
}

const show = (at: Calendar.Instant | null): string | null => (at === null ? null : Calendar.showInstant(at))

/** Reads it; tasks in the language of the workspace. */
export const read = Effect.fnUntraced(function* (
  workspace: Workspace.Workspace
): Effect.fn.Return<StoreStatus, Store.StoreError, Store.Store> {
  const { policy, programs } = workspace
  const telling = TaskTexts.telling(workspace)
  const definitions = Definition.collect(programs.map(({ compiled }) => compiled))
  const store = yield* Store.Store
  const totals = yield* Plan.totals
  const heads = yield* store.heads
  const messages = yield* store.messages()
  const states = yield* Plan.states
  const inState = (state: string) =>
    messages
      .filter((message) => message.state === state)
      .map(({ accountId, contactId, groupId, handedAt, messageId, programId, reason, touchId }) => ({
        messageId,
        group: groupId,
        account: accountId,
        contact: contactId,
        program: programId,
        touch: touchId,
        handedAt: show(handedAt),
        reason
      }))
  return {
    mode: store.mode,
    next: show(yield* store.next),
    groups: heads.length,
    totals,
    handing: inState("handing"),
    unknown: inState("unknown"),
    setAside: heads.flatMap(({ aside, groupId }) =>
      aside === null ? [] : [{ group: groupId, until: show(aside.until), reason: aside.reason }]
    ),
    inside: InsideNow.of(states),
    stuck: (yield* VersionsInside.stuck({ definitions, policy })).map(({ accountIds, programId, version, why }) => {
      const isThere = programs.some(({ program }) => program.id === programId)
      return {
        program: programId,
        version,
        accounts: accountIds,
        why,
        advice: VersionsInside.adviceFor(programId, isThere)
      }
    }),
    pauses: yield* store.pauses,
    tasks: OpenTasks.of(states.map(({ groupId, state }) => ({ groupId, state: TaskTexts.spoken(state, telling) }))).map(
      ({ accountId, dueAt, escalated, groupId, kind, ownerId, taskId, text }) => ({
        task: taskId,
        kind,
        owner: ownerId,
        groupId,
        account: accountId,
        dueAt: show(dueAt),
        raisedTo: escalated?.to ?? null,
        text
      })
    ),
    approvals: states.flatMap(({ state }) =>
      Object.values(state.approvals)
        .filter(({ answer }) => answer === null)
        .map(({ accountId, approvalId, asks, of, requestedAt, touchId }) => ({
          approval: approvalId,
          of,
          account: accountId,
          touch: touchId,
          asks: asks ?? null,
          since: show(requestedAt)
        }))
    )
  }
})
