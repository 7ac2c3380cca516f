/** The work of `abm run`. */
import { randomUUID } from "node:crypto"
import { hostname } from "node:os"
import { relative } from "node:path"
import { Calendar, type DeliveryState, Plan, type Records, Runner, Store } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"
import * as Output from "../output/Output.ts"
import * as PlanDocument from "../output/PlanDocument.ts"
import * as PlanSetting from "../session/PlanSetting.ts"
import * as Ports from "../session/Ports.ts"
import * as Relay from "../session/Relay.ts"
import * as Said from "../session/Said.ts"
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

/** Runs, live or on a virtual clock, and looks at what the store then holds. */
const outcome = (running: Effect.Effect<Runner.LiveEnd, Store.StoreError | Records.RecordsError, Runner.Needs>) =>
  Effect.gen(function* () {
    const end = yield* running
    const { heads, pauses } = yield* Store.Store
    const aside = (yield* heads).filter((head) => head.aside !== null)
    return { end, result: yield* Plan.result, pauses: yield* pauses, aside: aside.map((head) => head.groupId) }
  })

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`

/** What keeps a run from being done, as the end of the command; undefined when nothing does. */
const shortfall = ({
  aside,
  end,
  pauses,
  result: { totals }
}: {
  readonly end: Runner.LiveEnd
  readonly result: Plan.RunResult
  readonly pauses: ReadonlyArray<DeliveryState.Pause>
  readonly aside: ReadonlyArray<string>
}): Failure.Failure | undefined => {
  if (end._tag === "RelaySilent")
    return Failure.port(
      `the relay took nothing after several tries: ${end.cause}`,
      `${totals.waiting} of ${many(totals.audience, "message")} wait and nothing is lost: check that the relay runs and that host and port of ABM_SMTP_URL are right, then run again`
    )
  if (end._tag === "ClockBehind") return Failure.refused(...Progress.clockBehind(end))
  const [host] = pauses.toSorted((a, b) => Number(b.scope === "host") - Number(a.scope === "host"))
  if (host !== undefined) return (host.scope === "host" ? Failure.port : Failure.refused)(...Progress.paused(host))
  if (aside.length === 0) return undefined
  return Failure.refused(
    `${many(aside.length, "group")} could not be decided on and ${aside.length === 1 ? "is" : "are"} set aside`,
    "`abm status` says why; all others were served"
  )
}

/** Runs. */
export const run = Effect.fn("run.run")(function* (given: Given) {
  const env = process.env
  const { at, directory } = given
  if (at === undefined && given.until !== undefined)
    return yield* Failure.usage("--until goes with --at", "a live run has no end: interrupt it, or use --once")
  if (at !== undefined && given.once)
    return yield* Failure.usage("--once does not go with --at", "a rehearsal ends by itself, at --until")
  const timing = yield* StoreFile.timing(env)
  const now = Calendar.instant(yield* Clock.currentTimeMillis)
  const session = yield* Session.open({ directory, asOf: Span.beginning(at), env, now })
  const zone = session.setup.policy.timeZone
  const declared = session.workspace.config.courier
  const name = Relay.choose(given.courier, declared, env)
  const isRehearsal = at !== undefined || name === "capture"
  const mode = isRehearsal ? ("rehearsal" as const) : ("live" as const)
  const progress = yield* Progress.make(!given.json)
  const { report } = progress
  const spanFrom = (from: string) => Span.make({ from, until: given.until }, zone, now, { from: "at" })
  const rehearse = Effect.fnUntraced(function* (from: string) {
    const span = yield* spanFrom(from)
    const known = yield* Said.read(session, directory, env, span.from)
    return Effect.as(Runner.runVirtual({ ...span, known, report }), { _tag: "Done" as const })
  })
  const running =
    at === undefined ? Runner.runLive({ runner: runnerName(), once: given.once, report }) : yield* rehearse(at)
  const file = isRehearsal
    ? StoreFile.freshRehearsal(directory)
    : StoreFile.live(directory, session.workspace.config.store, env)
  const ended = yield* outcome(running).pipe(
    Effect.ensuring(progress.end),
    Effect.onInterrupt(() => Output.stderr("abm: stopped in good order; `abm run` goes on where this one ended\n")),
    Effect.provide(Relay.layer({ name, mode, directory, declared, env })),
    Effect.provide(StoreFile.layer(file, timing)),
    Effect.provide(Session.ports(session)),
    Ports.orFail
  )
  const { result } = ended
  if (given.json) {
    const today = { from: now, until: Calendar.instant(now + 1) }
    const days = PlanSetting.daysOf(at === undefined ? today : yield* spanFrom(at), zone)
    yield* Output.json(PlanDocument.encode(result, PlanSetting.outlook(session, result, days)))
  } else {
    const where =
      name === "capture"
        ? `messages are in ${relative(process.cwd(), Relay.outbox(directory))}`
        : "sent through the relay"
    const title = `${isRehearsal ? "Rehearsal" : "Run"}: ${session.groups.length} groups, ${where}`
    const shown = { title, result, zone, warnings: RunView.consentWarnings(result) }
    yield* Output.stdout(RunView.make(shown, yield* Output.screen))
  }
  const { unknown } = result.totals
  if (unknown > 0)
    yield* Output.stderr(
      `abm: ${many(unknown, "message")} may or may not have been sent: \`abm status\` lists them, \`abm resolve\` settles them\n`
    )
  const short = shortfall(ended)
  if (short !== undefined) return yield* short
})
