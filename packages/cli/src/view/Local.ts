/** Times at a terminal: of the clock in the reporting zone, as in the report and the journal's sentences. */
import { Calendar } from "@market-of-one/core"

const two = (value: number): string => String(value).padStart(2, "0")

/** Day and time: `2026-10-05 09:00`. */
export const time = (at: Calendar.Instant, zone: Calendar.Zone): string => {
  const minute = Calendar.minuteOf(at, zone)
  return `${Calendar.dayOf(at, zone)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** The day alone where it begins at that instant, else day and time. */
export const moment = (at: Calendar.Instant, zone: Calendar.Zone): string =>
  Calendar.minuteOf(at, zone) === 0 ? Calendar.dayOf(at, zone) : time(at, zone)

/** An instant that a document tells in ISO 8601, as day and time; a text that is none stays as it is. */
export const shown = (text: string, zone: Calendar.Zone): string => {
  const at = Calendar.parseInstant(text)
  return at === undefined ? text : time(at, zone)
}
