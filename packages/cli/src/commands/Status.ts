/** `abm status`: programs, accounts inside, what waits and why, unknown sends, groups set aside. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const flags = {
  rehearsal: Flag.Boolean("rehearsal").pipe(
    Flag.withDescription("Look at the last rehearsal instead of the live store"),
    Flag.withDefault(false)
  ),
  against: Flag.String("against").pipe(
    Flag.withMetavar("PLAN"),
    Flag.withDescription("Also tell what went otherwise than a plan kept by abm plan --json, and by which input"),
    Flag.optional
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("One JSON document on stdout and nothing else"),
    Flag.withDefault(false)
  )
}

/** `abm status`. */
export const command = Command.make(
  "status",
  flags,
  Effect.fn("status")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./StatusRun.ts"))
    yield* run({ ...given, directory, against: Option.getOrUndefined(given.against) })
  })
).pipe(
  Command.withDescription(
    "Where everything stands: programs, what waits and why, sends whose fate is unknown, groups set aside"
  ),
  Command.withShortDescription("Where everything stands"),
  Command.withExamples([
    { command: "abm status", description: "The live store, or the last rehearsal" },
    {
      command: "abm status --against plan.json",
      description: "What went otherwise than planned, and by which input: an outcome, a client, an import, a person"
    }
  ])
)
