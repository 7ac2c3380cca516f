/** `abm serve`: answers the links in managers' mails. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Root from "./Root.ts"

/** `abm serve`. */
export const command = Command.make(
  "serve",
  {
    port: Flag.Int("port").pipe(Flag.withDescription("The port; 0 takes a free one"), Flag.withDefault(8787)),
    host: Flag.String("host").pipe(
      Flag.withDescription("The address to listen on; only this machine unless said"),
      Flag.withDefault("127.0.0.1")
    ),
    rehearsal: Flag.Boolean("rehearsal").pipe(
      Flag.withDescription("Act on the last rehearsal instead of the live store"),
      Flag.withDefault(false)
    )
  },
  Effect.fn("serve")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./ServeRun.ts"))
    yield* run({ ...given, directory })
  })
).pipe(
  Command.withDescription(
    "Answer the signed links that close tasks, for hosts without a web server; Ctrl-C ends it. Put a proxy with TLS before it"
  ),
  Command.withShortDescription("Answer the links in managers' mails"),
  Command.withExamples([
    { command: "abm serve", description: "On 127.0.0.1:8787" },
    { command: "abm serve --port 9000", description: "On another port" }
  ])
)
