/** Steps that nobody can take: too late before the window opens, after the end, or behind a gate that lets nobody pass. */
import * as BusinessCalendar from "../kernel/BusinessCalendar.ts"
import * as Calendar from "../kernel/Calendar.ts"
import * as Money from "../kernel/Money.ts"
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

/** A gate that asks for more roles than it names, or names one twice and would count it twice. */
const checkGate = (program: Program, { gate }: Touch, path: Finding.Path) => {
  if (gate === undefined) return []
  const roles = new Set(gate.roles)
  const repeated = gate.roles.findIndex((role, at) => gate.roles.indexOf(role) < at)
  const findings: Array<Finding.DefinitionFinding> = []
  if (repeated >= 0) {
    findings.push(
      Finding.at(program, [...path, "gate", "roles", repeated], "error", {
        rule: "program/repeated-role",
        message: `its gate names the role ${gate.roles[repeated] ?? ""} twice, and would count it twice`,
        advice: "name each role once"
      })
    )
  }
  if (gate.atLeast > roles.size) {
    findings.push(
      Finding.at(program, [...path, "gate", "atLeast"], "error", {
        rule: "program/never-passes",
        message: `its gate asks for ${gate.atLeast} engaged roles of ${roles.size}, so that nobody passes`,
        advice:
          roles.size === 1
            ? "set atLeast to 1, or name more roles"
            : `set atLeast to at most ${roles.size}, or name more roles`
      })
    )
  }
  return findings
}

/** A task that may be taken on after it was due. */
const checkTask = (program: Program, { task }: Touch, path: Finding.Path) =>
  task?.acceptBusinessDays === undefined || task.acceptBusinessDays <= task.dueBusinessDays
    ? []
    : [
        Finding.at(program, [...path, "task", "acceptBusinessDays"], "warning", {
          rule: "program/accept-after-due",
          message: `its task is due after ${task.dueBusinessDays} business days and need not be taken on before ${task.acceptBusinessDays}`,
          advice: "let acceptBusinessDays be at most dueBusinessDays"
        })
      ]

/** What costs something needs a budget, and a gift a value: without either nobody can say that it is within its limits. */
const checkCost = (program: Program, { costMinor, task, to }: Touch, path: Finding.Path) => {
  const error = (field: string, message: string, advice: string) =>
    Finding.at(program, [...path, field], "error", { rule: "program/cost-without-budget", message, advice })
  const budget = "add `budget: { minor, currency }` to the program"
  if (program.budget === undefined && costMinor !== undefined)
    return [error("costMinor", "it costs something, and the program has no budget", budget)]
  if (task?.kind !== "gift") return []
  if (program.budget === undefined) return [error("task", "it gives a gift, and the program has no budget", budget)]
  return costMinor === undefined || to === undefined
    ? [error("task", "it gives a gift of unknown value, or to nobody", "add `costMinor`, and `to`: who gets it")]
    : []
}

/** What is refused whenever its turn comes: it is dearer than the whole budget, or a gift above the limits. No error: both may be changed while accounts are inside. */
const checkLimits = (program: Program, { giftLimits }: Policy, { costMinor, task }: Touch, path: Finding.Path) => {
  const { budget } = program
  if (budget === undefined || costMinor === undefined) return []
  const show = ({ currency, minor }: Money.Money): string => `${Money.show(minor, currency)} ${currency}`
  const cost: Money.Money = { minor: costMinor, currency: budget.currency }
  const findings: Array<Finding.DefinitionFinding> = []
  const warn = (field: string, rule: string, message: string, advice: string): void => {
    findings.push(Finding.at(program, [...path, field], "warning", { rule: `program/${rule}`, message, advice }))
  }
  if (costMinor > budget.minor) {
    const message = `it costs ${show(cost)}, more than the program's whole budget of ${show(budget)}: it never goes`
    warn("costMinor", "dearer-than-budget", message, "raise the budget, or lower costMinor")
  }
  if (task?.kind !== "gift") return findings
  const limits = Object.entries(giftLimits)
  const over = limits.filter(([, limit]) => limit.currency !== cost.currency || limit.minor < cost.minor)
  if (limits.length === 0) {
    const message = "it gives a gift, and the policy has no limit of gifts, so that it is passed over"
    warn("task", "gift-limit", message, "write `giftLimits` into the policy of abm.yaml, or take the gift away")
  } else if (over.length > 0) {
    const told = over.map(([country, limit]) => `${show(limit)} (${country === "*" ? "elsewhere" : country})`)
    const message = `it gives a gift of ${show(cost)}, above the limit of a person and a year: ${told.join(", ")}`
    warn("costMinor", "gift-limit", message, "make a smaller gift, in the currency of the limit")
  }
  return findings
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
    ...play.touches.flatMap((touch, step) => {
      const path = ["plays", at, "touches", step]
      return [
        ...checkDeadline(program, policy, touch, path),
        ...checkGate(program, touch, path),
        ...checkTask(program, touch, path),
        ...checkCost(program, touch, path),
        ...checkLimits(program, policy, touch, path)
      ]
    }),
    ...checkReach(program, policy, play, at)
  ])
