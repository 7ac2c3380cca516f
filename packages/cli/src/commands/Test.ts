/** `abm test`: what should happen, stated, against what would. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Format from "./Format.ts"
import * as Root from "./Root.ts"

/** `abm test`. */
export const command = Command.make(
  "test",
  {
    files: Argument.String("FILE").pipe(
      Argument.withDescription("Files of cases; all of tests/ unless said"),
      Argument.variadic()
    ),
    format: Flag.Literals("format", ["text", "json", "junit"]).pipe(
      Flag.withDescription("How results are written, text unless said; junit is what CI systems read"),
      Flag.optional
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("The same as --format json"), Flag.withDefault(false)),
    minCoverage: Flag.Int("min-coverage").pipe(
      Flag.withMetavar("N"),
      Flag.withDescription("Exit with 1 when the cases try less than so many percent, and name what they leave out"),
      Flag.optional
    )
  },
  Effect.fn("test")(function* ({ files, format, json, minCoverage }) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./TestRun.ts"))
    yield* run({
      directory,
      files,
      format: yield* Format.of(json, format),
      leastCoverage: Option.getOrUndefined(minCoverage)
    })
  })
).pipe(
  Command.withDescription(
    "Run the cases of tests/*.yaml: what should happen to an account at a day, against what would. Each is a rehearsal of its own on a virtual clock; nothing is sent. Exit code 1 when one fails"
  ),
  Command.withShortDescription("Run the cases of tests/*.yaml"),
  Command.withExamples([
    { command: "abm test", description: "All cases, and what they leave untried" },
    { command: "abm test tests/october.yaml", description: "Those of one file" },
    { command: "abm test --format junit --min-coverage 80 > results.xml", description: "In CI" }
  ])
)
