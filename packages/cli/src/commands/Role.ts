/** `abm role`: who plays which part at a client, and a person's word on it. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const work = Effect.promise(() => import("./RoleRun.ts"))

const json = Flag.Boolean("json").pipe(Flag.withDescription("One JSON document"), Flag.withDefault(false))

const said = {
  contact: Argument.String("CONTACT").pipe(Argument.withDescription("The id of the person")),
  role: Argument.String("ROLE").pipe(Argument.withDescription("Such as champion, or 'economic buyer'")),
  by: Flag.String("by").pipe(Flag.withMetavar("WHO"), Flag.withDescription("Who says so; kept in the history")),
  reason: Flag.String("reason").pipe(Flag.withDescription("Why"), Flag.optional),
  json
}

/** One word as a command of its own. */
const word = (name: string, verdict: "confirmed" | "dismissed" | "recommended", description: string) =>
  Command.make(
    name,
    said,
    Effect.fn(`role.${name}`)(function* ({ reason, ...given }) {
      const { directory } = yield* Root.command
      yield* (yield* work).say({ ...given, reason: Option.getOrUndefined(reason), verdict, directory })
    })
  ).pipe(Command.withDescription(description))

const list = Command.make(
  "list",
  {
    account: Argument.String("ACCOUNT").pipe(
      Argument.withDescription("An account, contact or name, as for abm account")
    ),
    json
  },
  Effect.fn("role.list")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).list({ ...given, directory })
  })
).pipe(
  Command.withDescription("Each person of a client with each role: how sure it is, why, who said what and when"),
  Command.withExamples([
    { command: "abm role list ACC-1001", description: "Who plays which part, and what is missing" }
  ])
)

/** `abm role`. */
export const command = Command.make("role").pipe(
  Command.withSubcommands([
    list,
    word("confirm", "confirmed", "The person plays this part: it counts for coverage, and for rules"),
    word("dismiss", "dismissed", "The person does not play this part: it is not recommended again"),
    word("recommend", "recommended", "Take an earlier word back: the part is a guess again")
  ]),
  Command.withDescription(
    "Who plays which part at a client. Roles are recommended by title, and confirmed or dismissed by a person; the latest word counts. Words are kept in data/roles.csv"
  ),
  Command.withShortDescription("Who plays which part at a client, and a person's word on it"),
  Command.withExamples([
    { command: "abm role list ACC-1001", description: "Each person's roles, and why" },
    {
      command: "abm role confirm CON-7 'economic buyer' --by anna --reason 'signs the orders'",
      description: "It is so"
    },
    { command: "abm role dismiss CON-7 champion --by anna", description: "It is not so" }
  ])
)
