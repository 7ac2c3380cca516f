/**
 * Whose calendar a touch goes by, and what is asked of calendars again and again: the same few questions for every
 * contact of a zone and country, so that the answers are kept.
 */
import type { Account } from "../account/Account.ts"
import type { GroupContact } from "../account/Records.ts"
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import type { Instant } from "../kernel/Calendar.ts"
import type { CompiledProgram } from "./Definition.ts"
import type { Policy } from "./Policy.ts"
import type { Touch } from "./Program.ts"
import * as Wait from "./Wait.ts"

type Calendar = BusinessCalendar.BusinessCalendar

interface Memory<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

const kept = <K, V>(memory: Memory<K, V>, key: K, make: () => V): V => {
  const before = memory.get(key)
  if (before !== undefined) return before
  const value = make()
  memory.set(key, value)
  return value
}

const calendars = new WeakMap<Policy, Map<string, Map<string, Calendar>>>()

/** The contact's zone and country, else the account's, else the program's, else the policy's. */
export const of = (
  contact: GroupContact | undefined,
  account: Account,
  { program }: CompiledProgram,
  policy: Policy
): Calendar => {
  const zone = contact?.timeZone ?? account.timeZone ?? program.timeZone ?? policy.timeZone
  const country = contact?.country ?? account.country ?? program.country ?? policy.country ?? ""
  const zones = kept(calendars, policy, () => new Map<string, Map<string, Calendar>>())
  const countries = kept(zones, zone, () => new Map<string, Calendar>())
  return kept(countries, country, () => ({
    zone,
    holidays: new Set([...(policy.holidays["*"] ?? []), ...(policy.holidays[country] ?? [])])
  }))
}

const mostKept = 4_096

/** Keeps the answers to a question about instants, by calendar and by what is asked. */
const keeping = <Q extends object, A>(answer: (at: Instant, question: Q, calendar: Calendar) => A) => {
  const byCalendar = new WeakMap<Calendar, WeakMap<Q, Map<Instant, A>>>()
  return (at: Instant, question: Q, calendar: Calendar): A => {
    const byQuestion = kept(byCalendar, calendar, () => new WeakMap<Q, Map<Instant, A>>())
    const answers = kept(byQuestion, question, () => new Map<Instant, A>())
    if (answers.size > mostKept) answers.clear()
    return kept(answers, at, () => answer(at, question, calendar))
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
