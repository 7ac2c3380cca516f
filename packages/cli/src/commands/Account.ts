/** `abm account`: everything about one client, found by any of its names. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Failure from "../Failure.ts"
import * as Root from "./Root.ts"

/** `abm account`. */
export const command = Command.make(
  "account",
  {
    id: Argument.String("ID").pipe(
      Argument.withDescription("An account, its group, an asset or its number, a contact, a phone, an e-mail, a name"),
      Argument.optional
    ),
    nobody: Flag.Boolean("nobody").pipe(
      Flag.withDescription("Instead of a client, the records that belong to none, with their share of the money"),
      Flag.withDefault(false)
    ),
    at: Flag.String("at").pipe(
      Flag.withMetavar("D"),
      Flag.withDescription(
        "As of this day; the day after the newest order, when that is over two weeks old, unless said"
      ),
      Flag.optional
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("One JSON document"), Flag.withDefault(false))
  },
  Effect.fn("account")(function* (given) {
    const { directory } = yield* Root.command
    const { at, json, nobody } = given
    const id = Option.getOrUndefined(given.id)
    if (nobody === (id !== undefined))
      return yield* nobody
        ? Failure.usage("--nobody is about records without a client", "leave the ID out")
        : Failure.usage("whose account?", "name an ID, or ask --nobody for the records that belong to no client")
    if (id === undefined) {
      const { run } = yield* Effect.promise(() => import("./AccountNobody.ts"))
      return yield* run({ directory, json })
    }
    const { run } = yield* Effect.promise(() => import("./AccountRun.ts"))
    yield* run({ directory, id, json, at: Option.getOrUndefined(at) })
  })
).pipe(
  Command.withDescription(
    "One client, one standing: status, key, tier, complaints, promises, holds; its analysis with reasons, rhythm, people, dossier, competitors and white space"
  ),
  Command.withShortDescription("Everything about one client"),
  Command.withExamples([
    { command: "abm account ACC-1010", description: "By the id of any account of the group" },
    { command: "abm account '+49 30 1234567'", description: "By a phone; the same client is found" },
    { command: "abm account --nobody", description: "The records that belong to no client" },
    { command: "abm account ACC-1010 --json", description: "With every class, score, type and tier answering why" }
  ])
)
