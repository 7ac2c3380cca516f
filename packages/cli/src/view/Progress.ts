/** Progress on stderr: one line that is rewritten on a terminal, a plain line now and then elsewhere. */
import { Calendar, type Runner } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Output from "../output/Output.ts"

/** A way to tell progress, and its end. */
export interface Progress {
  readonly report: (progress: Runner.Progress) => Effect.Effect<void>
  readonly end: Effect.Effect<void>
}

const terminalMillis = 100
const plainMillis = 5_000

/** Progress of a runner; silent unless wanted. */
export const make = Effect.fnUntraced(function* (isWanted: boolean) {
  const isTerminal = process.stderr.isTTY === true
  const clock = yield* Clock.Clock
  const every = isTerminal ? terminalMillis : plainMillis
  let groups = 0
  let sent = 0
  let notSent = 0
  let now: Calendar.Instant | undefined
  let last = clock.currentTimeMillisUnsafe()
  const line = () =>
    `${now === undefined ? "" : `${Calendar.showInstant(now)}  `}${groups} decisions taken, ${sent} messages handed over${notSent === 0 ? "" : `, ${notSent} not accepted`}`
  const show = (end: string) => Output.stderr(isTerminal ? `\r\u001b[2K${line()}${end}` : `${line()}\n`)
  const progress: Progress = {
    report: (event) => {
      if (event._tag === "Clock") now = event.now
      if (event._tag === "Decided") groups += 1
      if (event._tag === "Settled") {
        if (event.message.state === "accepted") sent += 1
        else notSent += 1
      }
      const aside =
        event._tag === "SetAside"
          ? Output.stderr(
              `abm: ${event.groupId} is set aside until ${Calendar.showInstant(event.until)}: ${event.reason}\n`
            )
          : undefined
      if (aside !== undefined) return aside
      const time = clock.currentTimeMillisUnsafe()
      if (!isWanted || time - last < every) return Effect.void
      last = time
      return show("")
    },
    end: Effect.suspend(() => (isWanted && isTerminal ? show("\n") : Effect.void))
  }
  return progress
})
