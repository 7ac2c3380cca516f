/** A plan for people at a terminal: its closing numbers, the calendar, what is held, who waits, who carries what, who is left out. */
import { Calendar, Money, type Plan, type PlanOutlook, SilentAccounts } from "@market-of-one/core"
import type { Screen } from "../output/Output.ts"
import * as RunView from "./RunView.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

/** What ids are called; an id without a name stands for itself. */
export interface Names {
  readonly accounts?: Readonly<Record<string, string>>
  readonly people?: Readonly<Record<string, string>>
}

/** What the view is made of. */
export interface Shown {
  readonly title: string
  readonly result: Plan.RunResult
  readonly outlook: PlanOutlook.PlanOutlook
  readonly zone: Calendar.Zone
  readonly names: Names
  readonly warnings?: ReadonlyArray<string>
}

type Lines = ReadonlyArray<string>
interface Section {
  readonly head: string
  readonly columns: ReadonlyArray<Table.Column>
  readonly rows: ReadonlyArray<Lines>
  /** How many rows are left out. */
  readonly more?: number
}

const mostRows = 10
const mostNamed = 5
const left = (heading: string): Table.Column => ({ heading })
const right = (heading: string): Table.Column => ({ heading, align: "right" })
const count = (value: number): string => value.toLocaleString("en")
const some = (value: number): string => (value === 0 ? "·" : count(value))
const named = (names: Readonly<Record<string, string>> | undefined, id: string): string => {
  const name = names?.[id]
  return name === undefined || name === id ? id : `${name} (${id})`
}
/** Messages and tasks in one breath: `22`, `22 + 3 tasks`, `3 tasks`. */
const both = ({ messages, tasks }: { readonly messages: number; readonly tasks: number }): string => {
  const asked = tasks === 0 ? "" : `${count(tasks)} task${tasks === 1 ? "" : "s"}`
  if (messages === 0) return asked
  return asked === "" ? count(messages) : `${count(messages)} + ${asked}`
}
const few = (ids: ReadonlyArray<string>): string =>
  ids.length > mostNamed
    ? `${ids.slice(0, mostNamed).join(", ")} and ${count(ids.length - mostNamed)} more`
    : ids.join(", ")

const calendar = ({ outlook }: Shown): Section => ({
  head: "Calendar",
  columns: [left("week of"), right("messages"), right("tasks"), right("accounts"), left("programs")],
  rows: outlook.weeks.map(({ accounts, messages, programs, tasks, week }) => [
    week,
    some(messages),
    some(tasks),
    some(accounts),
    programs.map((one) => `${one.programId ?? "no program"} ${both(one)}`).join(" · ")
  ])
})

const busiest = ({ names, outlook }: Shown): Section => ({
  head: "Accounts that get most",
  columns: [left("account"), right("messages"), right("tasks")],
  rows: outlook.accounts
    .slice(0, mostRows)
    .map(({ accountId, messages, tasks }) => [named(names.accounts, accountId), some(messages), some(tasks)]),
  more: outlook.accounts.length - mostRows
})

const untilOf = ({ class: klass, until }: PlanOutlook.Hold, zone: Calendar.Zone): string => {
  if (until !== null) return `${Calendar.dayOf(until, zone)} at the latest`
  return klass === "until a person acts" ? "a person acts" : "not known"
}

const holds = ({ outlook, zone }: Shown): Section => ({
  head: "Held, by reason",
  columns: [left("reason"), right("touches"), right("still held"), right("accounts"), left("until")],
  rows: outlook.holds.map((one) => [
    one.rule,
    count(one.touches),
    some(one.standing),
    count(one.accounts),
    untilOf(one, zone)
  ])
})

const voices = ({ outlook, zone }: Shown): Section => ({
  head: "One voice: who waits while another program speaks",
  columns: [left("speaks"), left("waits"), right("touches"), left("until"), left("accounts")],
  rows: outlook.voices.map(({ accounts, speaker, touches, until, waiting }) => [
    speaker,
    waiting,
    count(touches),
    until === null ? "not known" : Calendar.dayOf(until, zone),
    few(accounts)
  ])
})

const tiers = ["one-to-one", "one-to-few", "one-to-many"] as const

const load = ({ names, outlook }: Shown): Section => ({
  head: "Load by manager: groups against room, messages to them, own tasks",
  columns: [left("manager"), ...tiers.map(right), right("messages"), right("tasks"), left("tasks by week of")],
  rows: outlook.load.map((one) => [
    one.managerId === null ? "nobody" : named(names.people, one.managerId),
    ...tiers.map((tier) => {
      const { capacity = null, groups = 0 } = one.tiers.find((placed) => placed.tier === tier) ?? {}
      return groups === 0 || capacity === null ? some(groups) : `${count(groups)} of ${count(capacity)}`
    }),
    some(one.messages),
    some(one.tasks),
    one.weeks.flatMap(({ tasks, week }) => (tasks === 0 ? [] : [`${week.slice(5)}: ${count(tasks)}`])).join(" · ")
  ])
})

const money = (minor: number, currency: Money.Currency): string => Money.format({ minor, currency }, "en")

const costs = ({ outlook }: Shown): Section => ({
  head: "Cost by program, as far as it is declared",
  columns: [
    left("program"),
    right("messages"),
    right("tasks"),
    right("in all"),
    right("budget"),
    left("without a cost")
  ],
  rows: outlook.costs.map(({ budgetMinor, currency, messagesMinor, programId, tasksMinor, undeclared }) => [
    programId,
    money(messagesMinor, currency),
    money(tasksMinor, currency),
    money(messagesMinor + tasksMinor, currency),
    budgetMinor === null ? "no limit" : money(budgetMinor, currency),
    some(undeclared)
  ])
})

const offers = ({ outlook }: Shown): Section => ({
  head: "Offers that are made",
  columns: [left("program"), left("offer"), right("touches"), right("accounts"), left("which")],
  rows: outlook.offers.map(({ accounts, kind, programId, title, touches }) => [
    programId,
    `${kind}: ${title}`,
    count(touches),
    count(accounts.length),
    few(accounts)
  ])
})

const approvals = ({ names, outlook, zone }: Shown): Section => ({
  head: "Words that will be asked (the plan takes them as given)",
  columns: [left("on"), left("of"), left("account"), left("for")],
  rows: outlook.approvals
    .slice(0, mostRows)
    .map(({ accountId, at, of, programId, touchId }) => [
      Calendar.dayOf(at, zone),
      of === null ? "nobody yet" : named(names.people, of),
      named(names.accounts, accountId),
      programId === null ? "an offer" : `${programId} / ${touchId ?? ""}`
    ]),
  more: outlook.approvals.length - mostRows
})

const outside: ReadonlySet<string> = new Set(SilentAccounts.WhyOutside.literals)

const silent = ({ outlook }: Shown): Section => {
  const groups = Map.groupBy(outlook.silent, ({ programs, reason, why }) => {
    const evidence = outside.has(why) ? programs.join(", ") : reason
    return evidence === null || evidence === "" ? why : `${why}: ${evidence}`
  })
  return {
    head: `Nobody writes to ${count(outlook.silent.length)} accounts`,
    columns: [left("because"), right("accounts"), left("which")],
    rows: [...groups]
      .toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
      .map(([why, of]) => [why, count(of.length), few(of.map(({ accountId }) => accountId))])
  }
}

/** The view, lines joined. */
export const make = (shown: Shown, screen: Screen): string => {
  const style = Style.make(screen.hasColor)
  const section = ({ columns, head, more = 0, rows }: Section): Lines =>
    rows.length === 0
      ? []
      : [
          "",
          style.bold(head),
          ...Table.lines(columns, rows, screen.width, { heading: style.dim }),
          ...(more > 0 ? [style.dim(`and ${count(more)} more: --json lists all`)] : [])
        ]
  return [
    ...RunView.closing({ ...shown, totals: shown.result.totals }, screen),
    ...[calendar, busiest, holds, voices, load, costs, offers, approvals, silent].flatMap((part) =>
      section(part(shown))
    ),
    ""
  ].join("\n")
}
