/** `abm run`: does it. Due accounts now, then waits for what comes; or a rehearsal on a virtual clock. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const flags = {
  once: Flag.Boolean("once").pipe(
    Flag.withDescription("Stop when nothing is due, instead of waiting for what comes"),
    Flag.withDefault(false)
  ),
  courier: Flag.Literals("courier", ["smtp", "capture"]).pipe(
    Flag.withDescription(
      "smtp sends through ABM_SMTP_URL; capture writes messages to .abm/outbox. smtp where a relay is configured"
    ),
    Flag.optional
  ),
  at: Flag.String("at").pipe(
    Flag.withMetavar("D"),
    Flag.withDescription(
      "Rehearse: the clock starts at this day (or instant), as of which clients are judged, and jumps from one due instant to the next"
    ),
    Flag.optional
  ),
  until: Flag.String("until").pipe(
    Flag.withMetavar("D"),
    Flag.withDescription("The day after the last of a rehearsal; four weeks after --at unless said"),
    Flag.optional
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("One JSON document on stdout and nothing else"),
    Flag.withDefault(false)
  )
}

/** `abm run`. */
export const command = Command.make(
  "run",
  flags,
  Effect.fn("run")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./RunRun.ts"))
    yield* run({
      directory,
      once: given.once,
      courier: Option.getOrUndefined(given.courier),
      at: Option.getOrUndefined(given.at),
      until: Option.getOrUndefined(given.until),
      json: given.json
    })
  })
).pipe(
  Command.withDescription(
    "Decide and send: due accounts now, then wait for what comes. Ctrl-C finishes what is on its way. With --at, a rehearsal on a fresh store, only to the outbox or a relay on this machine"
  ),
  Command.withShortDescription("Decide and send"),
  Command.withExamples([
    { command: "abm run --once", description: "Everything due now, then stop" },
    {
      command: "ABM_SMTP_URL=smtp://user:password@relay.example:587 abm run",
      description: "Send through a relay until interrupted"
    },
    {
      command: "abm run --at 2026-10-05 --until 2026-11-02 --courier capture",
      description: "Rehearse October; read the messages in .abm/outbox"
    }
  ])
)
