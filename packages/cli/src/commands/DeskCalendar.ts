/** A manager's day as a calendar file (RFC 5545): each line is an event with an id that stays, so that a newer file replaces it. */
import { AgendaLine, Calendar, Hash } from "@market-of-one/core"
import { DeskSentence } from "@market-of-one/studio"
import ical, { ICalCalendarMethod, ICalEventTransparency } from "ical-generator"

/** Where the ids of events live. */
export interface Options extends DeskSentence.Telling {
  readonly domain: string
}

const meetingMinutes = 60

/** The id of the event of a line: the same for the same matter of the same manager. */
const uidOf = (key: string, managerId: string, domain: string): string =>
  `${Hash.ofValue(["desk", managerId, key]).slice(0, 24)}@${domain}`

/** When the event is: a meeting at its time, anything else the whole day on which it is due, and today when it is late. */
const timeOf = (
  { because, dueAt, urgency }: AgendaLine.Line,
  { agenda }: DeskSentence.Desk,
  zone: Calendar.Zone
): { readonly start: Date; readonly end: Date; readonly allDay: boolean } => {
  if (because._tag === "MeetingPlanned" && !because.isAllDay)
    return { start: new Date(because.at), end: new Date(because.at + meetingMinutes * 60_000), allDay: false }
  const due =
    urgency === "overdue" || urgency === "today" || dueAt === null
      ? agenda.day
      : Calendar.dayOf(Calendar.instant(because._tag === "MeetingPlanned" ? dueAt : dueAt - 1), zone)
  const at = (day: Calendar.Day): Date => new Date(`${day}T00:00:00Z`)
  return { start: at(due), end: at(Calendar.addDays(due, 1)), allDay: true }
}

/** The file. Lines without a time are on today. */
export const render = (desk: DeskSentence.Desk, options: Options): string => {
  const { domain, locale, timeZone } = options
  const language = DeskSentence.languageOf(options)
  const { agenda, nameOf } = desk
  const name = DeskSentence.say(language, "title", { name: nameOf(agenda.managerId), day: language.day(agenda.day) })
  const calendar = ical({
    name,
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Market of One", product: "desk", language: locale.toUpperCase() }
  })
  for (const { line, act, by, value, why } of DeskSentence.sections(language, desk).flatMap(({ lines }) => lines)) {
    const time = timeOf(line, desk, timeZone as Calendar.Zone)
    calendar.createEvent({
      id: uidOf(line.key, agenda.managerId, domain),
      stamp: new Date(desk.at),
      ...time,
      summary: `${line.name}: ${act}`,
      description: [why, by, ...(value === null ? [] : [value]), ...(line.taskId === null ? [] : [line.taskId])].join(
        "\n"
      ),
      transparency: time.allDay ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
      categories: [{ name: line.kind }]
    })
  }
  return `${calendar.toString()}\r\n`
}
