/** The span of a plan or rehearsal: from a day until (excluded) another, in the reporting zone. */
import { Calendar } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import * as Failure from "../Failure.ts"

/** Instants of a span. */
export interface Span {
  readonly from: Calendar.Instant
  readonly until: Calendar.Instant
}

const read = (text: string, zone: Calendar.Zone, flag: string): Effect.Effect<Calendar.Instant, Failure.Failure> => {
  if (Calendar.isDay(text)) return Effect.succeed(Calendar.instantOf(text as Calendar.Day, 0, zone))
  const instant = Calendar.parseInstant(text)
  return instant === undefined
    ? Effect.fail(
        Failure.usage(`--${flag} "${text}" is neither a day nor an instant`, "write 2026-10-05 or 2026-10-05T09:00:00Z")
      )
    : Effect.succeed(instant)
}

/**
 * What a flag names as the moment to begin, as a session takes it: a day or an instant; undefined when it says nothing, or
 * nothing that can be read.
 */
export const beginning = (text: string | undefined): Calendar.Day | Calendar.Instant | undefined =>
  text === undefined ? undefined : Calendar.isDay(text) ? (text as Calendar.Day) : Calendar.parseInstant(text)

/** The span that flags name; without an end it is four weeks long. */
export const make = Effect.fnUntraced(function* (
  given: { readonly from: string | undefined; readonly until: string | undefined },
  zone: Calendar.Zone,
  now: Calendar.Instant,
  flags: { readonly from: string } = { from: "from" }
) {
  const from = given.from === undefined ? now : yield* read(given.from, zone, flags.from)
  const fourWeeks = Calendar.instantOf(Calendar.addDays(Calendar.dayOf(from, zone), 28), 0, zone)
  const until = given.until === undefined ? fourWeeks : yield* read(given.until, zone, "until")
  if (until <= from) return yield* Failure.usage(`--until is not after --${flags.from}`, "give a later --until")
  const span: Span = { from, until }
  return span
})
