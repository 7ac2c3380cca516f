/** `abm merge`: records that may be one, and a person's word on them. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const work = Effect.promise(() => import("./MergeRun.ts"))

const keep = Argument.String("KEEP").pipe(Argument.withDescription("The id that stays"))
const drop = Argument.String("DROP").pipe(Argument.withDescription("The other id"))
const said = {
  keep,
  drop,
  by: Flag.String("by").pipe(Flag.withMetavar("WHO"), Flag.withDescription("Who says so; kept in the history")),
  note: Flag.String("note").pipe(Flag.withDescription("Why"), Flag.optional),
  kind: Flag.Literals("kind", ["accounts", "contacts"]).pipe(
    Flag.withDescription("What the ids are of, where both kinds have them"),
    Flag.optional
  )
}

/** One verdict as a command of its own. */
const verdict = (word: "same" | "different" | "split", description: string) =>
  Command.make(
    word,
    said,
    Effect.fn(`merge.${word}`)(function* (given) {
      const { directory } = yield* Root.command
      const { kind, note, ...rest } = given
      const more = { kind: Option.getOrUndefined(kind), note: Option.getOrUndefined(note) }
      yield* (yield* work).say({ ...rest, ...more, word, directory })
    })
  ).pipe(Command.withDescription(description))

/** `abm merge`. */
export const command = Command.make(
  "merge",
  {
    all: Flag.Boolean("all").pipe(
      Flag.withDescription("Also what is merged, and what was said to be different"),
      Flag.withDefault(false)
    ),
    json: Flag.Boolean("json").pipe(Flag.withDescription("One JSON document"), Flag.withDefault(false))
  },
  Effect.fn("merge")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).list({ ...given, directory })
  })
).pipe(
  Command.withSubcommands([
    verdict("same", "DROP is KEEP: what names it belongs to KEEP from now on"),
    verdict("different", "KEEP and DROP are two, and not proposed again"),
    verdict("split", "Undo a merge: KEEP and DROP are two again")
  ]),
  Command.withDescription(
    "Accounts and contacts that may be one, with what speaks for it. Nothing is merged without a person's word; words are kept in data/merges.csv"
  ),
  Command.withShortDescription("Records that may be one, and a person's word on them"),
  Command.withExamples([
    { command: "abm merge", description: "What is proposed, and how to answer" },
    { command: "abm merge same ACC-1010 ACC-1377 --by anna --note 'bought in 2024'", description: "They are one" },
    { command: "abm merge split ACC-1010 ACC-1377 --by anna", description: "They are two after all" }
  ])
)
