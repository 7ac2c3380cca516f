/** The work of a person's acts: each becomes an input of the journal and wakes the group. */
import { randomUUID } from "node:crypto"
import { Calendar, type DeliveryState, type Event, GroupState, type Hold, Store } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as Ports from "../session/Ports.ts"
import * as StoreFile from "../session/StoreFile.ts"
import type * as Workspace from "../workspace/Workspace.ts"
import * as WorkspaceStore from "../session/WorkspaceStore.ts"

interface Place {
  readonly directory: string
  readonly rehearsal: boolean
  readonly by: string
}

const nowInstant = Effect.map(Clock.currentTimeMillis, Calendar.instant)

const groupOf = ({ records }: Workspace.Workspace, id: string) => {
  const groupId = records.grouping.groupOf.get(id)
  return groupId === undefined
    ? Effect.fail(Failure.refused(`there is no account ${id}`, "name an account id of the data"))
    : Effect.succeed({ groupId, isGroup: groupId === id })
}

const tell = Effect.fnUntraced(function* (
  file: StoreFile.StoreFile,
  groupId: string,
  input: Event.Input,
  said: string
) {
  const at = yield* nowInstant
  yield* Effect.gen(function* () {
    const store = yield* Store.Store
    yield* store.record([{ groupId, at, input }])
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  yield* Output.stdout(`${said}\n`)
})

/** Settles an unknown send; refused when the message is not unknown. */
export const resolve = Effect.fn("resolve.run")(function* (
  given: Place & { readonly messageId: string; readonly as: "delivered" | "resend" | "drop" }
) {
  const { file } = yield* WorkspaceStore.open(given.directory, given.rehearsal)
  const { as, by, messageId } = given
  const message = yield* Effect.gen(function* () {
    return yield* (yield* Store.Store).message(messageId)
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  if (message === undefined)
    return yield* Failure.refused(`there is no message ${messageId}`, "`abm status` lists the unknown ones")
  if (message.state !== "unknown")
    return yield* Failure.refused(
      `message ${messageId} is ${message.state}, not unknown`,
      "only unknown sends are settled by hand"
    )
  const said = {
    delivered: "counted as sent",
    resend: "goes again when the guard rails allow",
    drop: "will not be sent"
  }[as]
  yield* tell(file, message.groupId, { _tag: "MessageResolved", messageId, as, by }, `${messageId}: ${said}`)
})

/** Places a hold. */
export const hold = Effect.fn("hold.run")(function* (
  given: Place & {
    readonly account: string
    readonly reason: string
    readonly kind: "sales" | "negotiation" | "legal"
    readonly until: string | undefined
  }
) {
  const { file, workspace } = yield* WorkspaceStore.toTell(given.directory, given.rehearsal)
  const { groupId, isGroup } = yield* groupOf(workspace, given.account)
  if (given.until !== undefined && !Calendar.isDay(given.until))
    return yield* Failure.usage(`--until "${given.until}" is not a day`, "write it as 2026-11-01")
  const placedAt = yield* nowInstant
  const { timeZone } = workspace.policy
  const until = given.until === undefined ? {} : { until: Calendar.instantOf(given.until as Calendar.Day, 0, timeZone) }
  if (until.until !== undefined && until.until <= placedAt) {
    const soonest = Calendar.addDays(Calendar.dayOf(placedAt, timeZone), 1)
    return yield* Failure.usage(`--until ${given.until ?? ""} is over: nothing would be held`, `from ${soonest} on`)
  }
  const scope = isGroup ? {} : { accountId: given.account }
  const { by, kind, reason } = given
  const input: Event.Input = {
    _tag: "HoldPlaced",
    hold: { id: `hold-${randomUUID()}`, kind, reason, by, placedAt, ...scope, ...until }
  }
  const what = isGroup ? `the group ${groupId}` : given.account
  yield* tell(
    file,
    groupId,
    input,
    `marketing to ${what} is held${given.until === undefined ? "" : ` until ${given.until}`}`
  )
})

const isHeld = (at: Calendar.Instant) => (hold: Hold.Hold) => hold.until === undefined || hold.until > at

const showHold = ({ accountId, by, kind, reason }: Hold.Hold, groupId: string): string =>
  `the ${kind} hold “${reason}” by ${by} on ${accountId ?? `the whole group ${groupId}`}`

/** Releases the holds of a kind, and says which; refused where there is none, and where it is that of the whole group. */
export const release = Effect.fn("release.run")(function* (
  given: Place & { readonly account: string; readonly kind: Hold.Hold["kind"] }
) {
  const { file, workspace } = yield* WorkspaceStore.toTell(given.directory, given.rehearsal)
  const { account, by, kind } = given
  const { groupId, isGroup } = yield* groupOf(workspace, account)
  const at = yield* nowInstant
  const journal = yield* Effect.gen(function* () {
    return yield* (yield* Store.Store).journal(groupId)
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  const held = journal.reduce(GroupState.evolve, GroupState.empty).holds.filter(isHeld(at))
  const here = isGroup ? held : held.filter(({ accountId }) => accountId === account)
  const own = here.filter((hold) => hold.kind === kind)
  const others = here.filter((hold) => hold.kind !== kind)
  const ofGroup = held.filter(({ accountId }) => accountId === undefined)
  const [other] = others
  const [covering] = ofGroup
  const command = (where: string, one: Hold.Hold) =>
    `abm release ${where}${one.kind === "sales" ? "" : ` --kind ${one.kind}`} --by ${by}`
  if (own.length === 0 && other !== undefined)
    return yield* Failure.refused(
      `no ${kind} hold is on ${account}, but ${others.map((hold) => showHold(hold, groupId)).join(", ")}`,
      `if that is meant: ${command(account, other)}`
    )
  if (own.length === 0)
    return yield* covering === undefined
      ? Failure.refused(`nobody holds marketing to ${account}`, `\`abm why ${account}\` tells what else stops it`)
      : Failure.refused(
          `${account} has no hold of its own: ${ofGroup.map((hold) => showHold(hold, groupId)).join(", ")} covers it`,
          `release that of the group: ${command(groupId, covering)}`
        )
  const still = [...others, ...(isGroup ? [] : ofGroup)].map((hold) => `still held: ${showHold(hold, groupId)}`)
  const said = [...own.map((hold) => `released: ${showHold(hold, groupId)}`), ...still].join("\n")
  const scope = isGroup ? {} : { accountId: account }
  yield* tell(file, groupId, { _tag: "HoldReleased", kind, by, ...scope }, said)
})

/** Ends a pause; refused when there is none of that name. */
export const resume = Effect.fn("resume.run")(function* (given: {
  readonly directory: string
  readonly rehearsal: boolean
  readonly scope: DeliveryState.Pause["scope"]
  readonly id: string
}) {
  const { file } = yield* WorkspaceStore.open(given.directory, given.rehearsal)
  const { id, scope } = given
  const name = scope === "host" ? "the relay" : `${scope} ${id}`
  yield* Effect.gen(function* () {
    const store = yield* Store.Store
    const pauses = yield* store.pauses
    if (!pauses.some((pause) => pause.scope === scope && pause.id === id))
      return yield* Failure.refused(`${name} is not paused`, "`abm status` lists the pauses")
    yield* store.resume(scope, id, yield* nowInstant)
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
  yield* Output.stdout(`${name} goes on: what waited is decided on by the next run\n`)
})
