/** `abm init`: a small workspace to begin with. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

/** `abm init`. */
export const command = Command.make(
  "init",
  {
    folder: Argument.String("DIR").pipe(
      Argument.withDescription("A folder that is empty or does not exist yet"),
      Argument.optional
    ),
    plays: Flag.String("play").pipe(
      Flag.withMetavar("PLAY"),
      Flag.withDescription("Add a play of the library, with letters and test cases; may be given several times"),
      Flag.atLeast(0)
    ),
    list: Flag.Boolean("list-plays").pipe(
      Flag.withDescription("List the plays of the library, and make nothing"),
      Flag.withDefault(false)
    )
  },
  Effect.fn("init")(function* ({ folder, list, plays }) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./InitRun.ts"))
    yield* run({ directory, folder: Option.getOrUndefined(folder), plays, list })
  })
).pipe(
  Command.withDescription("Make a workspace with sample data, a program, and templates in two languages"),
  Command.withExamples([
    { command: "abm init clients", description: "Then: abm check -C clients" },
    { command: "abm init clients --play renewal --play expert-round", description: "With two plays to start from" },
    { command: "abm init --list-plays", description: "Which plays there are" }
  ])
)
