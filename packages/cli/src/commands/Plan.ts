/** `abm plan`: who would get what, when and why. Nothing is sent. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const flags = {
  from: Flag.String("from").pipe(
    Flag.withMetavar("D"),
    Flag.withDescription("The first day (or instant); now unless said"),
    Flag.optional
  ),
  until: Flag.String("until").pipe(
    Flag.withMetavar("D"),
    Flag.withDescription("The day after the last; four weeks after --from unless said"),
    Flag.optional
  ),
  render: Flag.String("render").pipe(
    Flag.withMetavar("DIR"),
    Flag.withDescription("Also write each planned message there, with the reason it was chosen"),
    Flag.optional
  ),
  json: Flag.Boolean("json").pipe(
    Flag.withDescription("One JSON document on stdout and nothing else"),
    Flag.withDefault(false)
  )
}

/** `abm plan`. */
export const command = Command.make(
  "plan",
  flags,
  Effect.fn("plan")(function* (given) {
    const { directory } = yield* Root.command
    const { run } = yield* Effect.promise(() => import("./PlanRun.ts"))
    yield* run({
      directory,
      from: Option.getOrUndefined(given.from),
      until: Option.getOrUndefined(given.until),
      render: Option.getOrUndefined(given.render),
      json: given.json
    })
  })
).pipe(
  Command.withDescription(
    "Look ahead: who would get what, when and why. The same loop as a run, on a virtual clock; nothing is sent"
  ),
  Command.withShortDescription("Look ahead: who would get what, when and why"),
  Command.withExamples([
    { command: "abm plan", description: "The next four weeks" },
    {
      command: "abm plan --from 2026-10-05 --until 2026-11-02 --json",
      description: "Four weeks of October, every decision as JSON"
    },
    { command: "abm plan --render planned/", description: "Also write the messages, to read them" }
  ])
)
