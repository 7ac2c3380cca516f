/** Progress on stderr: one line that is rewritten on a terminal, a plain line now and then elsewhere. */
import { Calendar, type DeliveryState, type Runner } from "@market-of-one/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Output from "../output/Output.ts"

/** A way to tell progress, and its end. */
export interface Progress {
  readonly report: (progress: Runner.Progress) => Effect.Effect<void>
  readonly end: Effect.Effect<void>
}

/** What is wrong with the clock, and what to do. */
export const clockBehind = (behind: { readonly millis: number; readonly decidedAt: Calendar.Instant }) =>
  [
    `the clock of this machine is ${Math.ceil(behind.millis / 60_000)} minutes behind the last decision (${Calendar.showInstant(behind.decidedAt)}): nothing was sent`,
    "set the clock right, then run again"
  ] as const

/** What is paused and why, and what to do. */
export const paused = ({ id, reason, scope }: DeliveryState.Pause) =>
  [
    `sending is paused for ${scope === "host" ? "the relay" : `${scope} ${id}`}: ${reason}`,
    `mend it, then \`abm resume ${scope}${scope === "host" ? "" : ` ${id}`}\`; what waits for it is kept`
  ] as const

/** What must be said at once, beside the numbers; undefined when there is nothing. */
const notice = (event: Runner.Progress): string | undefined => {
  switch (event._tag) {
    case "SetAside":
      return `${event.groupId} is set aside until ${Calendar.showInstant(event.until)}: ${event.reason}`
    case "Awaiting":
      return `another run is handing over, or died handing over, ${event.messages} message${event.messages === 1 ? "" : "s"}: waiting until that is settled`
    case "ClockBehind":
      return clockBehind(event).join("; ")
    case "RelaySilent":
      return `the relay takes nothing (${event.cause}): messages wait, next try at ${Calendar.showInstant(event.until)}`
    case "Paused":
      return paused(event.pause).join("; ")
    case "Clock":
    case "Decided":
    case "NotHanded":
    case "Settled":
      return undefined
  }
}

const terminalMillis = 100
const plainMillis = 5_000

/** Shows a line now and then, where it is wanted: rewritten on a terminal, one below the other elsewhere. */
const makeTicker = Effect.fnUntraced(function* (isWanted: boolean, line: () => string) {
  const isTerminal = process.stderr.isTTY
  const clock = yield* Clock.Clock
  const every = isTerminal ? terminalMillis : plainMillis
  let last = clock.currentTimeMillisUnsafe()
  const show = (end: string) => Output.stderr(isTerminal ? `\r\u001b[2K${line()}${end}` : `${line()}\n`)
  const tick = Effect.suspend(() => {
    const time = clock.currentTimeMillisUnsafe()
    if (!isWanted || time - last < every) return Effect.void
    last = time
    return show("")
  })
  return { tick, end: Effect.suspend(() => (isWanted && isTerminal ? show("\n") : Effect.void)) }
})

/** Progress of a runner; silent unless wanted. */
export const make = Effect.fnUntraced(function* (isWanted: boolean) {
  let groups = 0
  let sent = 0
  let notSent = 0
  let now: Calendar.Instant | undefined
  const ticker = yield* makeTicker(
    isWanted,
    () =>
      `${now === undefined ? "" : `${Calendar.showInstant(now)}  `}${groups} decisions taken, ${sent} messages handed over${notSent === 0 ? "" : `, ${notSent} not accepted`}`
  )
  const progress: Progress = {
    report: (event) => {
      if (event._tag === "Clock") now = event.now
      if (event._tag === "Decided") groups += 1
      if (event._tag === "Settled") {
        if (event.message.state === "accepted") sent += 1
        else notSent += 1
      }
      const said = notice(event)
      return said === undefined ? ticker.tick : Output.stderr(`abm: ${Output.oneLine(said)}\n`)
    },
    end: ticker.end
  }
  return progress
})

/** Progress of a plan, which sends nothing: how far it is among the groups, or in time while they are planned together. */
export const ofPlan = Effect.fnUntraced(function* (isWanted: boolean) {
  let touches = 0
  const aside = new Set<string>()
  let done: { readonly groups: number; readonly of: number } | undefined
  let now: Calendar.Instant | undefined
  const where = () =>
    done !== undefined
      ? `${done.groups} of ${done.of} groups planned`
      : now === undefined
        ? "planning"
        : Calendar.showInstant(now).slice(0, "2026-10-05".length)
  const ticker = yield* makeTicker(isWanted, () => `${where()}, ${touches} message${touches === 1 ? "" : "s"} so far`)
  const report = (event: Runner.Progress): Effect.Effect<void> => {
    if (event._tag === "Clock") now = event.now
    if (event._tag === "Settled") touches += 1
    if (event._tag !== "SetAside" || aside.has(event.groupId)) return ticker.tick
    aside.add(event.groupId)
    return Output.stderr(`abm: ${Output.oneLine(notice(event) ?? "")}\n`)
  }
  const planned = (groups: number, of: number): Effect.Effect<void> => {
    done = { groups, of }
    return ticker.tick
  }
  return { report, planned, end: ticker.end }
})
