/**
 * Whose calendar a touch goes by, and what is asked of calendars again and again: the same few questions for every
 * contact of a zone and country, so that the answers are kept.
 */
import type { Account } from "../account/Account.ts"
import type { GroupContact } from "../account/Records.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import type { Instant, Zone } from "../kernel/Calendar.ts"
import type { CompiledProgram } from "./Definition.ts"
import type { Policy } from "./Policy.ts"
import type { Touch } from "./Program.ts"
import * as Wait from "./Wait.ts"

type Calendar = BusinessCalendar.BusinessCalendar

const calendars = new WeakMap<Policy, Map<string, Map<string, Calendar>>>()

const make = (zone: Zone, country: string, { holidays }: Policy): Calendar => ({
  zone,
  holidays: new Set([...(holidays["*"] ?? []), ...(holidays[country] ?? [])])
})

/** The contact's zone and country, else the account's, else the program's, else the policy's. */
export const of = (
  contact: GroupContact | undefined,
  account: Account,
  { program }: CompiledProgram,
  policy: Policy
): Calendar => {
  const zone = contact?.timeZone ?? account.timeZone ?? program.timeZone ?? policy.timeZone
  const country = contact?.country ?? account.country ?? program.country ?? policy.country ?? ""
  let zones = calendars.get(policy)
  if (zones === undefined) calendars.set(policy, (zones = new Map()))
  let countries = zones.get(zone)
  if (countries === undefined) zones.set(zone, (countries = new Map()))
  let calendar = countries.get(country)
  if (calendar === undefined) countries.set(country, (calendar = make(zone, country, policy)))
  return calendar
}

const mostKept = 4_096

/** Keeps the answers to a question about instants, by calendar and by what is asked. */
const keeping = <Q extends object, A>(ask: (at: Instant, question: Q, calendar: Calendar) => A) => {
  const memory = new WeakMap<Calendar, WeakMap<Q, Map<Instant, A>>>()
  return (at: Instant, question: Q, calendar: Calendar): A => {
    let questions = memory.get(calendar)
    if (questions === undefined) memory.set(calendar, (questions = new WeakMap()))
    let answers = questions.get(question)
    if (answers === undefined) questions.set(question, (answers = new Map<Instant, A>()))
    let answer = answers.get(at)
    if (answer === undefined) {
      if (answers.size >= mostKept) answers.clear()
      answers.set(at, (answer = ask(at, question, calendar)))
    }
    return answer
  }
}

/** The instant so long after another. */
export const after = keeping((from, wait: Wait.Wait, calendar) => Wait.after(from, wait, calendar))

/** When a touch whose deadline counts from an instant comes too late. */
export const deadline = keeping((from, touch: Touch, calendar) =>
  BusinessCalendar.addBusinessDaysTo(from, touch.deadlineBusinessDays, calendar)
)

/** Whether a window is open at an instant. */
export const opening = keeping((at, window: BusinessCalendar.Window, calendar) =>
  BusinessCalendar.opening(at, window, calendar)
)
