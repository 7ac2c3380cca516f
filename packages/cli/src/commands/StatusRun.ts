/** The work of `abm status`. */
import { Calendar, Definition, Plan, Store } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Output from "../output/Output.ts"
import * as Deviations from "../session/Deviations.ts"
import * as KeptPlan from "../session/KeptPlan.ts"
import * as InsideNow from "../session/InsideNow.ts"
import * as OpenTasks from "../session/OpenTasks.ts"
import * as Ports from "../session/Ports.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as VersionsInside from "../session/VersionsInside.ts"
import * as WorkspaceStore from "../session/WorkspaceStore.ts"
import * as Local from "../view/Local.ts"
import * as PlanDiffView from "../view/PlanDiffView.ts"
import * as RunView from "../view/RunView.ts"
import * as Style from "../view/Style.ts"
import * as Table from "../view/Table.ts"
import type * as Workspace from "../workspace/Workspace.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly rehearsal: boolean
  /** A plan that was kept, to compare with. */
  readonly against: string | undefined
  readonly json: boolean
}

const show = (at: Calendar.Instant | null): string | null => (at === null ? null : Calendar.showInstant(at))

const read = Effect.fnUntraced(function* ({ policy, programs }: Pick<Workspace.Workspace, "policy" | "programs">) {
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
    tasks: OpenTasks.of(states).map(({ accountId, dueAt, escalated, groupId, kind, ownerId, taskId, text }) => ({
      task: taskId,
      kind,
      owner: ownerId,
      groupId,
      account: accountId,
      dueAt: show(dueAt),
      raisedTo: escalated?.to ?? null,
      text
    })),
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

/** Shows where everything stands. */
export const run = Effect.fn("status.run")(function* (given: Given) {
  const { against: plan, directory } = given
  const kept = plan === undefined ? undefined : yield* KeptPlan.read(directory, plan)
  const { file, workspace } = yield* WorkspaceStore.open(directory, given.rehearsal)
  const names = new Map(workspace.records.records.accounts.map(({ record }) => [record.id, record.name]))
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const both = Effect.gen(function* () {
    const status = yield* read(workspace)
    if (kept === undefined) return { status, against: undefined }
    return { status, against: yield* Deviations.find(plan ?? "", kept, now) }
  })
  const { against, status } = yield* both.pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  if (given.json) return yield* Output.json({ ...status, ...(against === undefined ? {} : { against }) })
  const zone = workspace.policy.timeZone
  const local = (at: string | null): string | null => (at === null ? null : Local.shown(at, zone))
  const screen = yield* Output.screen
  const style = Style.make(screen.hasColor)
  const table = (heading: string, columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string | null>>) =>
    rows.length === 0
      ? []
      : [
          "",
          style.bold(heading),
          ...Table.lines(
            columns.map((name) => ({ heading: name })),
            rows.map((row) => row.map((cell) => cell ?? "")),
            screen.width,
            { heading: style.dim }
          )
        ]
  const lines = [
    style.bold(
      `${status.mode === "live" ? "Live store" : "Rehearsal"}: ${status.groups} groups; next at ${local(status.next) ?? "no set time"}`
    ),
    RunView.equation(status.totals),
    ...table(
      "Programs",
      ["program", "touch", "sent", "waiting", "skipped", "refused", "failed", "unknown"],
      status.totals.touches.map((one) => [
        one.programId,
        `${one.playId} / ${one.touchId}`,
        ...[one.sent, one.waiting, one.skipped, one.refused, one.failed, one.unknown].map(String)
      ])
    ),
    ...table(
      "Inside now",
      ["program", "play", "step", "accounts", "which"],
      status.inside.map((one) => [
        one.program,
        one.play,
        one.holdout ? "none: holdout" : (one.step ?? "not begun"),
        String(one.accounts.length),
        InsideNow.few(one.accounts)
      ])
    ),
    ...table(
      "Waiting",
      ["reason", "touches"],
      Object.entries(status.totals.reasons.waiting).map(([reason, count]) => [reason, String(count)])
    ),
    ...table(
      "Unknown: they may have been sent. Settle each with `abm resolve MESSAGE_ID delivered|resend|drop --by WHO`",
      ["message", "account", "contact", "handed over", "why"],
      status.unknown.map((one) => [one.messageId, one.account, one.contact, local(one.handedAt), one.reason])
    ),
    ...table(
      "Being handed over",
      ["message", "account", "contact", "since"],
      status.handing.map((one) => [one.messageId, one.account, one.contact, local(one.handedAt)])
    ),
    ...table(
      "Set aside",
      ["group", "until", "why"],
      status.setAside.map((one) => [one.group, local(one.until), one.reason])
    ),
    ...table(
      "Inside a version that cannot be used: nothing is decided for them",
      ["program", "version", "accounts", "why", "what to do"],
      status.stuck.map((one) => [one.program, one.version, one.accounts.join(", "), one.why, one.advice])
    ),
    ...table(
      "Tasks: `abm task done ID --by WHO`",
      ["due", "owner", "task", "client", "what"],
      status.tasks.map((one) => [
        local(one.dueAt),
        one.owner ?? "nobody yet",
        one.task,
        OpenTasks.clientOf({ groupId: one.groupId, accountId: one.account }, names),
        one.text
      ])
    ),
    ...table(
      "Waiting for a word: `abm approve ID --by WHO`",
      ["since", "of", "id", "account", "touch", "what"],
      status.approvals.map((one) => [
        local(one.since),
        one.of ?? "nobody yet",
        one.approval,
        one.account,
        one.touch,
        one.asks
      ])
    ),
    ...table(
      "Paused",
      ["scope", "id", "why"],
      status.pauses.map((one) => [one.scope, one.id, one.reason])
    ),
    ...(against === undefined
      ? []
      : PlanDiffView.lines(against, `Otherwise than ${against.plan}`, { ...screen, zone })),
    ""
  ]
  yield* Output.stdout(lines.join("\n"))
})
