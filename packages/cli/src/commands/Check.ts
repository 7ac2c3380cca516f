/** `abm check`: everything that is wrong with a workspace, with its place. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Format from "./Format.ts"
import * as Root from "./Root.ts"

const flags = {
  format: Flag.Literals("format", ["text", "json", "github"]).pipe(
    Flag.withDescription("How findings are written, text unless said; github marks them on a pull request"),
    Flag.optional
  ),
  json: Flag.Boolean("json").pipe(Flag.withDescription("The same as --format json"), Flag.withDefault(false)),
  maxWarnings: Flag.Int("max-warnings").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("Exit with 1 when there are more warnings than this"),
    Flag.optional
  )
}

/** `abm check`. */
export const command = Command.make(
  "check",
  flags,
  Effect.fn("check")(function* ({ format, json, maxWarnings }) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./CheckRun.ts"))
    const shown = yield* Format.of(json, format)
    yield* run({ directory, format: shown, mostWarnings: Option.getOrUndefined(maxWarnings) })
  })
).pipe(
  Command.withDescription(
    "Check data, programs, rules and templates: every finding with file, line, column, rule and advice; exit code 1 when one is an error"
  ),
  Command.withShortDescription("Check data, programs, rules and templates"),
  Command.withExamples([
    { command: "abm check", description: "Everything in this folder" },
    { command: "abm check -C clients --format github --max-warnings 0", description: "In a pull request" }
  ])
)
