/** `abm report`: one self-contained page to read and to pass on. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const flags = {
  out: Flag.String("out").pipe(
    Flag.withMetavar("DIR"),
    Flag.withDescription("Where index.html is written"),
    Flag.withDefault(".abm/report")
  ),
  at: Flag.String("at").pipe(
    Flag.withMetavar("D"),
    Flag.withDescription(
      "As of this day; the day after the newest order, when that is over two weeks old, unless said"
    ),
    Flag.optional
  ),
  rehearsal: Flag.Boolean("rehearsal").pipe(
    Flag.withDescription("Tell the last rehearsal instead of the live store"),
    Flag.withDefault(false)
  )
}

/** `abm report`. */
export const command = Command.make(
  "report",
  flags,
  Effect.fn("report")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./ReportRun.ts"))
    yield* run({ ...given, directory, at: Option.getOrUndefined(given.at) })
  })
).pipe(
  Command.withDescription(
    "Write the report: portfolio, key accounts, who is silent, programs with closing numbers, each account's story"
  ),
  Command.withShortDescription("Write the report as one page"),
  Command.withExamples([
    { command: "abm report", description: "Into .abm/report/index.html" },
    { command: "abm report --out public --at 2026-10-01", description: "As of a day" }
  ])
)
