/**
 * The day until which an answer says that its writer is away, in English or Russian, as people write it: "back on
 * 12 October", "в отпуске до 12.10.2026". Only a day behind such a word counts; one with two readings (03/04) does not.
 */
import { addDays, type Day } from "../kernel/Calendar.ts"

const months: ReadonlyArray<RegExp> = [
  /^(?:jan|янв)/iu,
  /^(?:feb|фев)/iu,
  /^(?:mar|март?)/iu,
  /^(?:apr|апр)/iu,
  /^(?:may|ма[йя])/iu,
  /^(?:jun|июн)/iu,
  /^(?:jul|июл)/iu,
  /^(?:aug|авг)/iu,
  /^(?:sep|сен)/iu,
  /^(?:oct|окт)/iu,
  /^(?:nov|ноя)/iu,
  /^(?:dec|дек)/iu
]

const name =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
const word =
  "(?:until|till|through|back(?: (?:in|at) (?:the|my) office)?|return(?:ing|s)?(?: to (?:the|my|work)(?: office)?)?|resume(?: work)?|available(?: again)?|верн\\p{L}+|буду(?: (?:снова )?(?:на месте|доступ\\p{L}+|в офисе))?|выйду(?: на работу)?|выхожу(?: на работу)?|до|по)"
const weekday = "(?:\\p{L}+day,?\\s+|понедельник|вторник|среду?|четверг|пятницу?|суббот[уы]|воскресенье)?"
const date = `(?:(?<iso>\\d{4}-\\d{2}-\\d{2})|(?<dots>\\d{1,2}\\.\\d{1,2}\\.\\d{4})|(?<day>\\d{1,2})(?:st|nd|rd|th)?(?: of)?\\s+(?<month>${name})\\.?(?:,?\\s+(?<year>\\d{4}))?|(?<month2>${name})\\.?\\s+(?<day2>\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(?<year2>\\d{4}))?)`
const stated = new RegExp(
  `(?<![\\p{L}])${word}(?:\\s*:)?(?:\\s+(?:on|from|the|в|с))?\\s+${weekday}\\s*${date}(?![\\d])`,
  "giu"
)

const two = (value: number): string => String(value).padStart(2, "0")

/** The day, where the calendar has it. */
const dayOf = (year: number, month: number, day: number): Day | undefined => {
  const text = `${year}-${two(month)}-${two(day)}`
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? (text as Day) : undefined
}

const monthOf = (text: string): number => months.findIndex((one) => one.test(text)) + 1

/** A day without a year is the next such day. */
const next = (month: number, day: number, from: Day): Day | undefined => {
  const year = Number(from.slice(0, 4))
  const own = dayOf(year, month, day)
  return own !== undefined && own >= from ? own : dayOf(year + 1, month, day)
}

const read = (groups: Readonly<Record<string, string | undefined>>, sentOn: Day): Day | undefined => {
  const { dots, iso } = groups
  if (iso !== undefined) return dayOf(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8)))
  if (dots !== undefined) {
    const [day = 0, month = 0, year = 0] = dots.split(".").map(Number)
    return dayOf(year, month, day)
  }
  const month = monthOf(groups["month"] ?? groups["month2"] ?? "")
  const day = Number(groups["day"] ?? groups["day2"])
  const year = groups["year"] ?? groups["year2"]
  return year === undefined ? next(month, day, sentOn) : dayOf(Number(year), month, day)
}

/** Nobody is away for longer; a later day means something else. */
const mostDays = 366

/** The last day that a text states, after the day on which it was sent and within a year; undefined without one. */
export const find = (text: string, sentOn: Day): Day | undefined => {
  const latest = addDays(sentOn, mostDays)
  let found: Day | undefined
  for (const { groups = {} } of text.matchAll(stated)) {
    const day = read(groups, sentOn)
    if (day !== undefined && day > sentOn && day <= latest && (found === undefined || day > found)) found = day
  }
  return found
}
