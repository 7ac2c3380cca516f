/** `abm brief`: the negotiation brief of a client. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

/** `abm brief`. */
export const command = Command.make(
  "brief",
  {
    id: Argument.String("ID").pipe(
      Argument.withDescription("The id of an account, an asset or a contact of the client")
    ),
    html: Flag.String("html").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription("Write one printable A4 page instead of Markdown"),
      Flag.optional
    ),
    at: Flag.String("at").pipe(
      Flag.withMetavar("D"),
      Flag.withDescription(
        "As of this day; the day after the newest order, when that is over two weeks old, unless said"
      ),
      Flag.optional
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("The brief as one JSON document"), Flag.withDefault(false))
  },
  Effect.fn("brief")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./BriefRun.ts"))
    yield* run({ ...given, directory, html: Option.getOrUndefined(given.html), at: Option.getOrUndefined(given.at) })
  })
).pipe(
  Command.withDescription(
    "The negotiation brief: company, complaints and promises, competitor offers, what to offer, people, wins and losses"
  ),
  Command.withShortDescription("The negotiation brief of a client"),
  Command.withExamples([
    { command: "abm brief ACC-1010", description: "As Markdown" },
    { command: "abm brief ACC-1010 --html brief.html", description: "One A4 page to print" }
  ])
)
