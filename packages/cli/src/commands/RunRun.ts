/** The work of `abm run`. */
import { randomUUID } from "node:crypto"
import { hostname } from "node:os"
import { Calendar, Plan, type Records, Runner, type Store } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as DecisionView from "../session/DecisionView.ts"
import * as Ports from "../session/Ports.ts"
import * as Relay from "../session/Relay.ts"
import * as Session from "../session/Session.ts"
import * as Span from "../session/Span.ts"
import * as StoreFile from "../session/StoreFile.ts"
import * as Progress from "../view/Progress.ts"
import * as RunView from "../view/RunView.ts"

/** What the flags say. */
export interface Given {
  readonly directory: string
  readonly once: boolean
  readonly courier: Relay.CourierName | undefined
  readonly at: string | undefined
  readonly until: string | undefined
  readonly json: boolean
}

/** The name of this runner: no other living one has it. */
const runnerName = (): string => `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`

/** Runs. */
export const run = Effect.fn("run.run")(function* (given: Given) {
  const env = process.env
  const { at, directory } = given
  if (at === undefined && given.until !== undefined)
    return yield* Failure.usage("--until goes with --at", "a live run has no end: interrupt it, or use --once")
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const asOf = at !== undefined && Calendar.isDay(at) ? (at as Calendar.Day) : undefined
  const session = yield* Session.open({ directory, asOf, env, now })
  const zone = session.setup.policy.timeZone
  const declared = session.workspace.config.courier
  const name = Relay.choose(given.courier, declared, env)
  const isRehearsal = at !== undefined || name === "capture"
  const mode = isRehearsal ? ("rehearsal" as const) : ("live" as const)
  const file = isRehearsal
    ? StoreFile.freshRehearsal(directory)
    : StoreFile.live(directory, session.workspace.config.store, env)
  const progress = yield* Progress.make(!given.json)
  const running: Effect.Effect<void, Store.StoreError | Records.RecordsError | Failure.Failure, Runner.Needs> =
    at === undefined
      ? Runner.runLive({ runner: runnerName(), once: given.once, report: progress.report })
      : Runner.runVirtual({
          ...(yield* Span.make({ from: at, until: given.until }, zone, now, { from: "at" })),
          report: progress.report
        })
  const result = yield* running.pipe(
    Effect.ensuring(progress.end),
    Effect.andThen(Plan.result),
    Effect.provide(Relay.layer({ name, mode, directory, declared, env })),
    Effect.provide(StoreFile.layer(file)),
    Effect.provide(Session.ports(session)),
    Ports.orFail
  )
  if (given.json) return yield* Output.json(DecisionView.document(result))
  const where = name === "capture" ? `messages are in ${Relay.outbox(directory)}` : "sent through the relay"
  const title = `${isRehearsal ? "Rehearsal" : "Run"}: ${session.groups.length} groups, ${where}`
  yield* Output.stdout(
    RunView.make({ title, result, zone, warning: RunView.consentWarning(result) }, yield* Output.screen)
  )
})
