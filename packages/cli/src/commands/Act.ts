/** A person's acts, journaled: `abm resolve`, `abm hold`, `abm release`, `abm resume`. */
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const by = Flag.String("by").pipe(Flag.withMetavar("WHO"), Flag.withDescription("Who says so; kept in the journal"))
const rehearsal = Flag.Boolean("rehearsal").pipe(
  Flag.withDescription("Act on the last rehearsal instead of the live store"),
  Flag.withDefault(false)
)
const account = Argument.String("ACCOUNT").pipe(Argument.withDescription("The id of an account or of its group"))

const work = Effect.promise(() => import("./ActRun.ts"))

/** `abm resolve`. */
export const resolve = Command.make(
  "resolve",
  {
    messageId: Argument.String("MESSAGE_ID").pipe(Argument.withDescription("The message, as `abm status` lists it")),
    as: Argument.Literals("AS", ["delivered", "resend", "drop"]).pipe(
      Argument.withDescription("delivered: it arrived; resend: send it again; drop: let it be")
    ),
    by,
    rehearsal
  },
  Effect.fn("resolve")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).resolve({ ...given, directory })
  })
).pipe(
  Command.withDescription("Settle a send whose fate is unknown"),
  Command.withExamples([
    { command: "abm resolve 4f1c…@mail.example.com delivered --by anna", description: "It arrived, the client says" }
  ])
)

const kind = (says: string) =>
  Flag.Literals("kind", ["sales", "negotiation", "legal"]).pipe(
    Flag.withDescription(says),
    Flag.withDefault("sales" as const)
  )

/** `abm hold`. */
export const hold = Command.make(
  "hold",
  {
    account,
    reason: Flag.String("reason").pipe(Flag.withDescription("Why marketing is held")),
    kind: kind("What kind of hold it is"),
    until: Flag.String("until").pipe(
      Flag.withMetavar("D"),
      Flag.withDescription("The day on which it ends; until released unless said"),
      Flag.optional
    ),
    by,
    rehearsal
  },
  Effect.fn("hold")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).hold({ ...given, directory, until: Option.getOrUndefined(given.until) })
  })
).pipe(
  Command.withDescription("Hold marketing to an account (or, by the group's id, to the whole group) until released"),
  Command.withShortDescription("Hold marketing to an account"),
  Command.withExamples([
    { command: "abm hold ACC-1010 --reason 'price talks' --until 2026-11-01 --by anna", description: "Until November" }
  ])
)

/** `abm release`. */
export const release = Command.make(
  "release",
  { account, kind: kind("Which holds are released"), by, rehearsal },
  Effect.fn("release")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).release({ ...given, directory })
  })
).pipe(
  Command.withDescription("Release the holds of sales on an account, or those of another kind"),
  Command.withExamples([
    { command: "abm release ACC-1010 --by anna", description: "Marketing may go on" },
    { command: "abm release ACC-1010 --kind legal --by anna", description: "The claim is over" }
  ])
)

/** `abm resume`. */
export const resume = Command.make(
  "resume",
  {
    scope: Argument.Literals("SCOPE", ["host", "sender", "template", "program"]).pipe(
      Argument.withDescription("What is paused: host is the relay")
    ),
    id: Argument.String("ID").pipe(
      Argument.withDescription("Which one, as `abm status` lists it; the relay has none"),
      Argument.withDefault("*")
    ),
    rehearsal
  },
  Effect.fn("resume")(function* (given) {
    const { directory } = yield* Root.command
    yield* (yield* work).resume({ ...given, directory })
  })
).pipe(
  Command.withDescription("End a pause that a refusal by the relay began, once its cause is mended"),
  Command.withShortDescription("End a pause after a refusal by the relay"),
  Command.withExamples([
    { command: "abm resume host", description: "The login is right again" },
    { command: "abm resume template reorder.en", description: "The template is small enough now" }
  ])
)
