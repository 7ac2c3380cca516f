/** `abm why`: the journal of an account in plain sentences. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

/** `abm why`. */
export const command = Command.make(
  "why",
  {
    account: Argument.String("ACCOUNT").pipe(Argument.withDescription("The id of an account")),
    contact: Argument.String("CONTACT").pipe(
      Argument.withDescription("Only what concerns this contact"),
      Argument.optional
    ),
    rehearsal: Flag.Boolean("rehearsal").pipe(
      Flag.withDescription("Look at the last rehearsal instead of the live store"),
      Flag.withDefault(false)
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("The events as one JSON document"), Flag.withDefault(false))
  },
  Effect.fn("why")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./WhyRun.ts"))
    yield* run({ ...given, directory, contact: Option.getOrUndefined(given.contact) })
  })
).pipe(
  Command.withDescription("What happened to an account or did not, and why: its journal in plain sentences"),
  Command.withShortDescription("What happened to an account or did not, and why"),
  Command.withExamples([
    { command: "abm why ACC-1010", description: "Everything about an account" },
    { command: "abm why ACC-1010 CON-0042", description: "Only about one contact" }
  ])
)
