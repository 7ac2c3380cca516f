/** A plan or run for people at a terminal: closing numbers, reasons, weeks, who was not spoken to. */
import { Calendar, type Plan, type ProgramReport } from "@market-of-one/core"
import type { Screen } from "../output/Output.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

const outcomes = ["sent", "waiting", "skipped", "refused", "failed", "unknown"] as const
const right = "right" as const
const count = (value: number): string => value.toLocaleString("en")

/** The equation that always closes. */
const equation = (numbers: ProgramReport.Numbers): string =>
  `audience ${count(numbers.audience)} = ${outcomes.map((outcome) => `${outcome} ${count(numbers[outcome])}`).join(" + ")}`

const reasons = (numbers: ProgramReport.Numbers, outcome: (typeof outcomes)[number]): string =>
  Object.entries(numbers.reasons[outcome])
    .map(([reason, times]) => `${reason} ${count(times)}`)
    .join(" · ")

const whyNot = (numbers: ProgramReport.Numbers): ReadonlyArray<ReadonlyArray<string>> =>
  outcomes
    .filter((outcome) => outcome !== "sent" && numbers[outcome] > 0)
    .map((outcome) => [outcome, count(numbers[outcome]), reasons(numbers, outcome)])

const touches = (totals: ProgramReport.Totals): ReadonlyArray<ReadonlyArray<string>> =>
  totals.touches.map((one) => [
    one.programId,
    `${one.playId} / ${one.touchId}`,
    count(one.audience),
    ...outcomes.map((outcome) => (one[outcome] === 0 ? "·" : count(one[outcome])))
  ])

const weeks = (decisions: ReadonlyArray<Plan.Decided>, zone: Calendar.Zone): ReadonlyArray<ReadonlyArray<string>> => {
  const messages = new Map<string, number>()
  const accounts = new Map<string, Set<string>>()
  for (const { at, event } of decisions) {
    if (event._tag !== "MessageQueued") continue
    const week = Calendar.startOfPeriod(Calendar.dayOf(at, zone), "week")
    messages.set(week, (messages.get(week) ?? 0) + 1)
    accounts.set(week, (accounts.get(week) ?? new Set()).add(event.accountId))
  }
  const most = Math.max(1, ...messages.values())
  return [...messages]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, sent]) => [
      week,
      count(sent),
      count(accounts.get(week)?.size ?? 0),
      "█".repeat(Math.max(1, Math.round((sent / most) * 30)))
    ])
}

const heading = (name: string, align?: "right") => (align === undefined ? { heading: name } : { heading: name, align })

/** What a view is made of. */
export interface Shown {
  readonly title: string
  readonly result: Plan.RunResult
  readonly zone: Calendar.Zone
  /** Shown first: what explains most of what was not sent. */
  readonly warnings?: ReadonlyArray<string>
}

const section = (style: Style.Style, heading: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length <= 1 ? [] : ["", style.bold(heading), ...lines]

/** The closing numbers: what was due by touch, and why not or not yet. */
export const closing = (
  { title, totals, warnings = [] }: Pick<Shown, "title" | "warnings"> & { readonly totals: ProgramReport.Totals },
  screen: Screen
): ReadonlyArray<string> => {
  const style = Style.make(screen.hasColor)
  const paint = { heading: style.dim }
  return [
    ...warnings.map((warning) => style.warn(warning)),
    style.bold(title),
    equation(totals),
    `${count(totals.enrolled)} accounts entered a program, ${count(totals.holdout)} of them as holdout`,
    ...section(
      style,
      "What was due, by program and touch",
      Table.lines(
        [
          heading("program"),
          heading("play / touch"),
          heading("audience", right),
          ...outcomes.map((one) => heading(one, right))
        ],
        touches(totals),
        screen.width,
        paint
      )
    ),
    ...section(
      style,
      "Why not, or not yet",
      Table.lines(
        [heading("outcome"), heading("touches", right), heading("reasons")],
        whyNot(totals),
        screen.width,
        paint
      )
    )
  ]
}

/** The view, lines joined. */
export const make = (shown: Shown, screen: Screen): string => {
  const style = Style.make(screen.hasColor)
  return [
    ...closing({ ...shown, totals: shown.result.totals }, screen),
    ...section(
      style,
      "Messages by week",
      Table.lines(
        [heading("week of"), heading("messages", right), heading("accounts", right), heading("")],
        weeks(shown.result.decisions, shown.zone),
        screen.width,
        { heading: style.dim }
      )
    ),
    ""
  ].join("\n")
}

/**
 * For each program of whose due touches over half were held or skipped for want of consent: where the answer would come
 * from. A program is judged by itself: others with consent do not make up for it.
 */
export const consentWarnings = ({ totals }: { readonly totals: ProgramReport.Totals }): ReadonlyArray<string> =>
  [...Map.groupBy(totals.touches, ({ programId }) => programId)].flatMap(([programId, touches]) => {
    const total = (of: (one: ProgramReport.TouchNumbers) => number) => touches.reduce((sum, one) => sum + of(one), 0)
    const audience = total((one) => one.audience)
    const without = total(({ reasons }) => (reasons.skipped["no-consent"] ?? 0) + (reasons.waiting["no-consent"] ?? 0))
    return without * 2 > audience
      ? [
          `program ${programId}: ${count(without)} of ${count(audience)} due touches have no known consent: map consent columns of contacts in abm.yaml (sources.contacts)`
        ]
      : []
  })
