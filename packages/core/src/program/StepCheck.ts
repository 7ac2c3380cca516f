/** What calendars say of the steps of a program before anybody enters: too late before the window opens, or after the end. */
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Finding from "./DefinitionFinding.ts"
import type { Policy } from "./Policy.ts"
import type { Play, Program, Touch } from "./Program.ts"
import * as Wait from "./Wait.ts"

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
// One week without holidays stands for all: 1 January 2024 was a Monday.
const monday = "2024-01-01" as Calendar.Day
const anywhere: BusinessCalendar.BusinessCalendar = { zone: "UTC" as Calendar.Zone, holidays: new Set() }
const mostDeadline = 15

const showTime = (at: Calendar.Instant): string =>
  `${weekdays[Calendar.weekday(Calendar.dayOf(at, anywhere.zone)) - 1] ?? ""} ${Calendar.showInstant(at).slice(11, 16)}`

/** A turn in the week for which a deadline passes before the window opens, and that opening; the first there is. */
const missedTurn = (window: BusinessCalendar.Window, deadlineBusinessDays: number) => {
  const days = Array.from({ length: 7 }, (_, at) => Calendar.addDays(monday, at))
  const shuts = BusinessCalendar.minuteOfTime(window.to)
  // Between these turns the deadline moves on with the turn, so that the others are no worse.
  const turns = days.flatMap((day) => [0, shuts].map((minute) => Calendar.instantOf(day, minute, anywhere.zone)))
  for (const turn of turns) {
    const opening = BusinessCalendar.opening(turn, window, anywhere)
    if (opening.open || opening.next === null) continue
    const deadline = BusinessCalendar.addBusinessDaysTo(turn, deadlineBusinessDays, anywhere)
    if (deadline <= opening.next) return { turn, opens: opening.next }
  }
  return undefined
}

/** Whether a window opens on a day of the program, or within two years when that has no end; holidays aside. */
export const everOpens = (window: BusinessCalendar.Window, program: Program, policy: Policy): boolean => {
  const zone = program.timeZone ?? policy.timeZone
  const { endsOn, startsOn } = program
  const from = Calendar.instantOf(startsOn ?? ("2024-01-01" as Calendar.Day), 0, zone)
  const opening = BusinessCalendar.opening(from, window, { zone, holidays: new Set() })
  if (opening.open) return true
  if (opening.next === null) return false
  if (startsOn === undefined || endsOn === undefined || endsOn < startsOn) return true
  return Calendar.dayOf(opening.next, zone) <= endsOn
}

const checkDeadline = (program: Program, policy: Policy, touch: Touch, path: Finding.Path) => {
  const window = touch.window ?? policy.window
  if (touch.slot === undefined || !everOpens(window, program, policy)) return []
  const missed = missedTurn(window, touch.deadlineBusinessDays)
  if (missed === undefined) return []
  let enough = touch.deadlineBusinessDays + 1
  while (enough < mostDeadline && missedTurn(window, enough) !== undefined) enough += 1
  const days = touch.deadlineBusinessDays
  return [
    Finding.at(program, [...path, "deadlineBusinessDays"], "warning", {
      rule: "program/deadline-before-window",
      message: `its deadline of ${days} business ${days === 1 ? "day" : "days"} passes before its window opens: due on ${showTime(missed.turn)}, it may go from ${showTime(missed.opens)}`,
      advice: `set deadlineBusinessDays to ${enough} or more, or open the window on more days`
    })
  ]
}

/** Steps whose waits alone take longer than the program lasts. */
const checkReach = (program: Program, policy: Policy, play: Play, at: number) => {
  const { endsOn, startsOn } = program
  if (startsOn === undefined || endsOn === undefined || endsOn < startsOn) return []
  const zone = program.timeZone ?? policy.timeZone
  const end = Calendar.instantOf(Calendar.addDays(endsOn, 1), 0, zone)
  let turn = Calendar.instantOf(startsOn, 0, zone)
  // Contacts elsewhere may change their clocks on other days; where it is Friday still, business days begin earlier.
  let slack = 2 * 3_600_000
  for (const [step, touch] of play.touches.entries()) {
    const wait = touch.after === undefined ? undefined : Wait.parse(touch.after)
    if (wait === undefined) continue
    turn = Wait.after(turn, wait, { zone, holidays: new Set() })
    if (wait.unit === "business day") slack = Calendar.dayMillis
    if (turn - slack < end) continue
    return [
      Finding.at(program, ["plays", at, "touches", step, "after"], "warning", {
        rule: "program/unreachable-step",
        message: `is never reached: its turn comes on ${Calendar.dayOf(turn, zone)} at the earliest, and the program ends on ${endsOn}`,
        advice: "shorten the waits, let the program last longer, or take the step away"
      })
    ]
  }
  return []
}

/** Checks the steps of a program against a policy's window; empty is good. */
export const check = (program: Program, policy: Policy): ReadonlyArray<Finding.DefinitionFinding> =>
  program.plays.flatMap((play, at) => [
    ...play.touches.flatMap((touch, step) => checkDeadline(program, policy, touch, ["plays", at, "touches", step])),
    ...checkReach(program, policy, play, at)
  ])
