/** `abm init`: a small workspace to begin with. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Effect from "effect/Effect"
import * as Root from "./Root.ts"

/** `abm init`. */
export const command = Command.make(
  "init",
  { folder: Argument.String("DIR").pipe(Argument.withDescription("A folder that is empty or does not exist yet")) },
  Effect.fn("init")(function* ({ folder }) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./InitRun.ts"))
    yield* run(directory, folder)
  })
).pipe(
  Command.withDescription("Make a workspace with sample data, a program, and templates in two languages"),
  Command.withExamples([{ command: "abm init clients", description: "Then: abm check -C clients" }])
)
