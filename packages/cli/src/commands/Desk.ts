/** `abm desk`: a manager's day. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const file = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withMetavar("FILE"), Flag.withDescription(description), Flag.optional)
const is = (name: string, description: string) =>
  Flag.Boolean(name).pipe(Flag.withDescription(description), Flag.withDefault(false))

/** `abm desk`. */
export const command = Command.make(
  "desk",
  {
    manager: Argument.String("MANAGER").pipe(
      Argument.withDescription("A manager by id, e-mail or name; without one: the scoreboard of all"),
      Argument.optional
    ),
    html: file("html", "Write the day as one page to print"),
    ics: file("ics", "Write the day as a calendar file"),
    send: is("send", "Mail the day to the manager; once a day"),
    again: is("again", "Mail it once more"),
    handOver: is("hand-over", "What the manager has under way, by client, as one JSON document"),
    review: Flag.String("review").pipe(
      Flag.withMetavar("CLIENT"),
      Flag.withDescription("A client at risk on one page: health, causes, history, what is open and proposed"),
      Flag.optional
    ),
    at: Flag.String("at").pipe(
      Flag.withMetavar("D"),
      Flag.withDescription("The day; today unless said"),
      Flag.optional
    ),
    rehearsal: is("rehearsal", "Look at the last rehearsal instead of the live store"),
    json: is("json", "Print one JSON document")
  },
  Effect.fn("desk")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./DeskRun.ts"))
    const { at, html, ics, manager, review, ...rest } = given
    yield* run({
      ...rest,
      directory,
      manager: Option.getOrUndefined(manager),
      html: Option.getOrUndefined(html),
      ics: Option.getOrUndefined(ics),
      review: Option.getOrUndefined(review),
      at: Option.getOrUndefined(at)
    })
  })
).pipe(
  Command.withDescription(
    "A manager's day: what is overdue and due, promises, cases, words to give, meetings, duties, warnings, scoreboard"
  ),
  Command.withShortDescription("A manager's day"),
  Command.withExamples([
    { command: "abm desk KAM-02", description: "What is to be done, the most urgent first" },
    { command: "abm desk KAM-02 --html day.html --ics day.ics", description: "To print, and for the calendar" },
    { command: "abm desk KAM-02 --send", description: "By mail; tasks close by signed links" },
    { command: "abm desk --review ACC-1020", description: "A client at risk on one page" },
    { command: "abm desk", description: "The scoreboard, and who should take clients without a manager" }
  ])
)
