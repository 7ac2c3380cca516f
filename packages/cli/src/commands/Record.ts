/** `abm record`: what happened outside becomes part of the journal. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

/** `abm record`. */
export const command = Command.make(
  "record",
  {
    file: Argument.String("FILE").pipe(
      Argument.withDescription("NDJSON, one statement a line; - reads standard input")
    ),
    mail: Flag.Boolean("mail").pipe(
      Flag.withDescription("FILE is a raw message (RFC 5322), or a folder of .eml files: answers, absences, bounces"),
      Flag.withDefault(false)
    ),
    rehearsal: Flag.Boolean("rehearsal").pipe(
      Flag.withDescription("Record into the last rehearsal instead of the live store"),
      Flag.withDefault(false)
    ),
    rejects: Flag.String("rejects").pipe(
      Flag.withMetavar("FILE"),
      Flag.withDescription(
        "Where lines that are not taken are kept; .abm/rejects/record.ndjson (mail.ndjson) unless said"
      ),
      Flag.optional
    ),
    json: Flag.Boolean("json").pipe(
      Flag.withDescription("One JSON document on stdout and nothing else"),
      Flag.withDefault(false)
    )
  },
  Effect.fn("record")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => (given.mail ? import("./RecordMail.ts") : import("./RecordRun.ts")))
    yield* run({ ...given, directory, rejects: Option.getOrUndefined(given.rejects) })
  })
).pipe(
  Command.withDescription(
    "Record what happened outside: replies, absences, opens, clicks, unsubscribes, bounces, complaints, consents, holds and releases. The id of a line makes it count once"
  ),
  Command.withShortDescription("Record what happened outside"),
  Command.withExamples([
    { command: "abm record replies.ndjson", description: "Lines that cannot be taken are kept, the others count" },
    {
      command: `echo '{"id":"r1","type":"reply","at":"2026-10-05T09:30:00Z","contact":"CON-0042"}' | abm record -`,
      description: "From another program"
    },
    { command: "abm record --mail inbox/", description: "Raw messages: each is told apart and matched" }
  ])
)
