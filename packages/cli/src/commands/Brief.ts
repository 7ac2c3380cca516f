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
      Argument.withDescription("An account, its group, an asset or its number, a contact, a phone, an e-mail, a name")
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
    readBy: Flag.String("read-by").pipe(
      Flag.withMetavar("WHO"),
      Flag.withDescription("Who has read it, by the id of a manager; kept in the journal"),
      Flag.optional
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("The brief as one JSON document"), Flag.withDefault(false))
  },
  Effect.fn("brief")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./BriefRun.ts"))
    const { at, html, readBy, ...rest } = given
    yield* run({
      ...rest,
      directory,
      html: Option.getOrUndefined(html),
      at: Option.getOrUndefined(at),
      readBy: Option.getOrUndefined(readBy)
    })
  })
).pipe(
  Command.withDescription(
    "The negotiation brief: company, complaints and promises, competitor offers, what to offer, people, wins and losses"
  ),
  Command.withShortDescription("The negotiation brief of a client"),
  Command.withExamples([
    { command: "abm brief ACC-1010", description: "As Markdown" },
    { command: "abm brief '+49 30 1234567' --read-by KAM-01", description: "By a phone; and KAM-01 has read it" },
    { command: "abm brief ACC-1010 --html brief.html", description: "One A4 page to print" }
  ])
)
