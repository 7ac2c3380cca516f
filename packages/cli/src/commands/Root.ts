/** `abm` itself: what every command shares. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"

/** The root command; `yield* Root.command` in a command gives the shared flags. */
export const command = Command.make("abm").pipe(
  Command.withSharedFlags({
    directory: Flag.String("directory").pipe(
      Flag.withAlias("C"),
      Flag.withMetavar("DIR"),
      Flag.withDescription("The folder of the workspace; files are named relative to it"),
      Flag.withDefault(".")
    )
  }),
  Command.withDescription("Account-based marketing: each key account is a market of its own")
)
