/** `abm plan`: who would get what, when and why. Nothing is sent. */
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Root from "./Root.ts"

const flags = {
  from: Flag.String("from").pipe(
    Flag.withMetavar("D"),
    Flag.withDescription(
      "The first day (or instant), and the day as of which clients are judged; now unless said, and they are then judged as of the day after the newest order if that is over 14 days old"
    ),
    Flag.optional
  ),
  until: Flag.String("until").pipe(
    Flag.withMetavar("D"),
    Flag.withDescription("The day after the last; four weeks after --from unless said"),
    Flag.optional
  ),
  render: Flag.String("render").pipe(
    Flag.withMetavar("DIR"),
    Flag.withDescription("Also write each planned message there, and beside it a text that says why it goes"),
    Flag.optional
  ),
  responses: Flag.Literals("responses", ["none", "rates"]).pipe(
    Flag.withDescription(
      "rates: messages are answered at declared rates, drawn by --seed: reply 2 %, out of office 3 %, soft bounce 1 %, hard bounce 0.5 %, unsubscribe 0.3 %"
    ),
    Flag.withDefault("none")
  ),
  seed: Flag.Int("seed").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("Which draw of the responses: the same seed gives the same plan"),
    Flag.withDefault(1)
  ),
  rates: Flag.String("rates").pipe(
    Flag.withMetavar("KIND=SHARE,…"),
    Flag.withDescription(
      "Other rates than these, as shares from 0 to 1: reply, out-of-office, soft-bounce, hard-bounce, unsubscribe"
    ),
    Flag.optional
  ),
  against: Flag.String("against").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("Compare with a plan kept earlier by abm plan --json, touch by touch"),
    Flag.optional
  ),
  failOnChange: Flag.Boolean("fail-on-change").pipe(
    Flag.withDescription("With --against: exit with 1 when anything differs"),
    Flag.withDefault(false)
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
      responses: given.responses,
      seed: given.seed,
      rates: Option.getOrUndefined(given.rates),
      against: Option.getOrUndefined(given.against),
      failOnChange: given.failOnChange,
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
    { command: "abm plan --render planned/", description: "Also write the messages, to read them" },
    {
      command: "abm plan --responses rates --seed 7",
      description: "As it may go when some answer, are away or unsubscribe"
    },
    {
      command: "abm plan --from 2026-10-05 --against plan.json --fail-on-change",
      description: "In CI: fail when a change of rules, content or data changes who gets what"
    }
  ])
)
