/**
 * What persons said into the live store holds for plans and rehearsals as well: holds, consents, unsubscribes,
 * complaints and addresses that do not exist. What was sent and who is inside a program is the live store's alone.
 */
import { existsSync } from "node:fs"
import { type Calendar, type Event, type Runner, Slice, Store } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Ports from "./Ports.ts"
import type * as Session from "./Session.ts"
import * as StoreFile from "./StoreFile.ts"

const lasting: ReadonlySet<string> = new Set(["unsubscribed", "complained"])

/** Whether an event says something that outlasts the run in which it was heard. */
const isSaid = (event: Event.Event): event is Event.Input => {
  if (event._tag === "ActivityRecorded") return lasting.has(event.activity.kind)
  return event._tag === "HoldPlaced" || event._tag === "HoldReleased" || event._tag === "ConsentChanged"
}

/** What an event says that lasts: an account that moved brings along what was said of it elsewhere. */
const saidBy = (event: Event.Event): ReadonlyArray<Event.Input> =>
  event._tag === "AccountMoved" ? Slice.said(event) : isSaid(event) ? [event] : []

/** What held when it was told holds from the start, also of a run that begins before that day. */
const alreadyBy = (input: Event.Input, toldAt: Calendar.Instant, at: Calendar.Instant): Event.Input =>
  input._tag === "HoldPlaced" && input.hold.placedAt <= toldAt && input.hold.placedAt > at
    ? { ...input, hold: { ...input.hold, placedAt: at } }
    : input

const hashes = (group: Session.Session["groups"][number]): ReadonlyArray<string> =>
  group.contacts.flatMap(({ addressHash }) => (addressHash === null ? [] : [addressHash]))

/** What the live store knows from persons, as a run may begin with it at an instant; nothing where there is no such store. */
export const read = Effect.fn("Said.read")(function* (
  session: Session.Session,
  directory: string,
  env: NodeJS.ProcessEnv,
  at: Calendar.Instant
) {
  const file = StoreFile.live(directory, session.workspace.config.store, env)
  const nothing: Runner.Known = { told: [], suppressions: [] }
  if (!existsSync(file.filename)) return nothing
  return yield* Effect.gen(function* () {
    const store = yield* Store.Store
    const known = yield* Effect.forEach(session.groups, (group) =>
      Effect.gen(function* () {
        const { groupId } = group
        const { shared } = yield* store.load(groupId, hashes(group))
        const said = (yield* store.journal(groupId)).flatMap((entry) =>
          saidBy(entry.event).map((input) => alreadyBy(input, entry.at, at))
        )
        const { suppressions, withdrawals = [] } = shared
        return { suppressions, withdrawals, told: said.map((input) => ({ groupId, at, input })) }
      })
    )
    const all: Runner.Known = {
      told: known.flatMap(({ told }) => told),
      suppressions: known.flatMap(({ suppressions }) => suppressions),
      withdrawals: known.flatMap(({ withdrawals }) => withdrawals)
    }
    return all
  }).pipe(Effect.provide(StoreFile.layer(file)), Ports.orFail)
})
