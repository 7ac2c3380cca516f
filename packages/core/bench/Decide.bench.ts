/**
 * `decide` for one account with five contacts in a running program, at the instants at which it runs. Floors: the same
 * compiled rules and guards evaluated bare, of facts gathered beforehand, with nothing put in order, remembered or told:
 * all of them (audience, goal, `to` and guards of every contact, content of each message), and no more than the look
 * needs (`to` where a step opens, guards of touches that are due).
 * Run: `node --conditions=@market-of-one/source packages/core/bench/Decide.bench.ts [accounts]`.
 * Prints decisions a second and their ratios, median of seven interleaved runs.
 */
import type { Decision } from "../src/journal/Event.ts"
import * as Expression from "../src/kernel/Expression.ts"
import * as Horizon from "../src/kernel/Horizon.ts"
import * as ContentRules from "../src/program/ContentRules.ts"
import * as Guard from "../src/program/Guard.ts"
import * as LocalCalendar from "../src/program/LocalCalendar.ts"
import * as Propose from "../src/program/Propose.ts"
import * as Recipient from "../src/program/Recipient.ts"
import * as RuleFacts from "../src/program/RuleFacts.ts"
import * as Steps from "../src/program/Steps.ts"
import * as Decide from "../src/engine/Decide.ts"
import { liveAlone, median, secondsOf } from "./Measure.ts"
import { definitions, policy, portfolio } from "./RunningProgram.ts"

const [program] = definitions.current
const [play] = program?.plays ?? []
const [touch] = play?.touches ?? []
if (program === undefined || play === undefined || touch === undefined) throw new Error("the program has no touch")
const { goal } = play
const { slot, to } = touch
if (slot === null || to === null) throw new Error("the first step does not send")

/** What one look asks of rules and guards, gathered beforehand. */
const questionsOf = (input: Decide.DecideInput) => {
  const { market, now, shared, state } = input
  const horizon = Horizon.make(now)
  const heard = Recipient.toldOf(state, shared)
  const context = Propose.look({ horizon, policy, market, definitions, heard }, Object.values(state.enrolments))
  const [account] = market.records.accounts
  if (account === undefined) throw new Error("the group has no account")
  const accountFacts = RuleFacts.ofAccount(market, account)
  const everybody = market.records.contacts.map((contact) => ({
    id: contact.id,
    facts: RuleFacts.ofContact(accountFacts, contact),
    guards: {
      horizon,
      policy,
      market,
      account,
      contact,
      contactIds: [contact.id],
      consents: contact.consent,
      suppression: shared.suppressions[0],
      addressChanged: false,
      repliedAt: undefined,
      sameMailbox: false,
      holdout: false,
      programEnded: false,
      holds: state.holds,
      calendar: LocalCalendar.of(contact, account, program, policy),
      replyWaiting: undefined,
      approval: undefined,
      overBudget: undefined,
      ground: undefined,
      offer: undefined,
      missingTemplate: undefined,
      awayUntil: undefined,
      restUntil: undefined,
      speaker: undefined,
      paused: undefined,
      inFlight: false,
      counted: state.counted,
      topic: "news",
      class: "promotional",
      window: undefined,
      opening: LocalCalendar.opening(now, policy.window, LocalCalendar.of(contact, account, program, policy))
    } satisfies Guard.GuardFacts
  }))
  const named = (contactId: string) => everybody.filter(({ id }) => id === contactId)
  return {
    accountFacts,
    everybody,
    members: Steps.openings(context).flatMap(() => everybody),
    due: Steps.dueTouches(context).flatMap(({ contactId }) => named(contactId)),
    written: Decide.decide(input).events.flatMap((event) =>
      event._tag === "MessageQueued" ? named(event.contactId) : []
    )
  }
}
type Questions = ReturnType<typeof questionsOf>

const common = ({ accountFacts, written }: Questions): number => {
  let answers = Expression.test(program.audience, accountFacts) === "yes" ? 1 : 0
  if (goal !== null && Expression.test(goal, accountFacts) === "yes") answers += 1
  for (const { facts } of written) answers += ContentRules.choose(slot, facts, "grow/main").trace.length
  return answers
}
const bareAll = (questions: Questions): number => {
  let answers = common(questions)
  for (const { facts, guards } of questions.everybody)
    if (Expression.test(to, facts) === "yes") answers += Guard.check(guards).length
  return answers
}
const bareNeeded = (questions: Questions): number => {
  let answers = common(questions)
  for (const { facts } of questions.members) if (Expression.test(to, facts) === "yes") answers += 1
  for (const { guards } of questions.due) answers += Guard.check(guards).length
  return answers
}

const accounts = Number(process.argv[2] ?? 400)
const looks = portfolio(accounts).flatMap((records) => liveAlone(records).looks)
const questions = looks.map(questionsOf)
let events: ReadonlyArray<Decision> | undefined
let sum = 0
const jobs = [
  () => questions.forEach((question) => (sum += bareAll(question))),
  () => questions.forEach((question) => (sum += bareNeeded(question))),
  () => looks.forEach((look) => (events = Decide.decide(look).events))
]
const runs = Array.from({ length: 7 }, () => jobs.map(secondsOf))
const [all = 0, needed = 0, ours = 0] = jobs.map((_, job) => looks.length / median(runs.map((run) => run[job] ?? 0)))
if (sum === 0 || events === undefined) throw new Error("nothing was asked")
const due = questions.reduce((total, one) => total + one.due.length, 0) / questions.length
const ratios = `${(ours / all).toFixed(2)} of all, ${(ours / needed).toFixed(2)} of needed`
console.log(`decide, ${looks.length} looks at ${accounts} running accounts, ${due.toFixed(1)} due touches each`)
console.log(`  all rules and guards, bare  ${Math.round(all)} looks/s`)
console.log(`  those needed, bare          ${Math.round(needed)} looks/s`)
console.log(`  decide                      ${Math.round(ours)} decisions/s   ${ratios}`)
