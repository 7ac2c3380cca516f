/** Test cases for people and programs: each with what it missed and what happened instead, then what all have tried. */
import { Finding } from "@market-of-one/core"
import type { Screen } from "../output/Output.ts"
import type * as Cases from "../session/Cases.ts"
import * as RuleCoverage from "../session/RuleCoverage.ts"
import * as FindingsView from "./FindingsView.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

const indent = (text: string, by: number): string => `${" ".repeat(by)}${text}\n`

/** Of one trace this many sentences are shown to people; programs get all. */
const mostSentences = 30

/** One case: a line when it passed, else what was expected, what was found, and the journal in sentences. */
export const result = ({ misses, name, place, trace }: Cases.Result, screen: Screen): string => {
  const style = Style.make(screen.hasColor)
  if (misses.length === 0) return `${style.good("ok  ")} ${name}\n`
  const left = trace.length - mostSentences
  return [
    `${style.bad("FAIL")} ${style.bold(name)}  ${style.dim(Finding.showPlace(place))}\n`,
    ...misses.flatMap(({ expected, found }) => [indent(`expected  ${expected}`, 5), indent(`found     ${found}`, 5)]),
    indent(trace.length === 0 ? "nothing happened" : "what happened:", 5),
    ...trace.slice(0, mostSentences).map((sentence) => indent(sentence, 7)),
    ...(left > 0 ? [indent(style.dim(`and ${left} more: --format json shows all`), 7)] : [])
  ].join("")
}

/** A point in words: whose, and which. */
export const pointName = ({ name, part, program }: RuleCoverage.Point): string =>
  program === null ? `guard rail ${name}` : `${program}: ${part === "touches" ? `touch ${name}` : name}`

const parts = ["rules", "contents", "touches"] as const

const fraction = (points: ReadonlyArray<RuleCoverage.Point>): string =>
  points.length === 0 ? "·" : `${points.filter((point) => point.isCovered).length}/${points.length}`

const coverageRows = (points: ReadonlyArray<RuleCoverage.Point>): ReadonlyArray<ReadonlyArray<string>> => {
  const row = (name: string, own: ReadonlyArray<RuleCoverage.Point>) => [
    name,
    ...parts.map((part) => fraction(own.filter((point) => point.part === part))),
    fraction(own.filter((point) => point.part === "guards")),
    `${RuleCoverage.percentOf(own)} %`
  ]
  const programs = [...new Set(points.flatMap(({ program }) => (program === null ? [] : [program])))]
  return [
    ...programs.map((program) =>
      row(
        program,
        points.filter((point) => point.program === program)
      )
    ),
    row(
      "guard rails",
      points.filter((point) => point.program === null)
    ),
    row("all", points)
  ]
}

const right = "right" as const
const columns: ReadonlyArray<Table.Column> = [
  { heading: "tried" },
  { heading: "rules, yes and no", align: right },
  { heading: "contents", align: right },
  { heading: "touches", align: right },
  { heading: "guards", align: right },
  { heading: "all", align: right }
]

const totals = ({ findings, results }: Cases.Outcome) => {
  const failed = results.filter(({ misses }) => misses.length > 0).length
  return { cases: results.length, passed: results.length - failed, failed, errors: findings.length }
}

/** What is said when all cases have run: errors of files, sums, coverage. */
export const summary = (outcome: Cases.Outcome, screen: Screen): string => {
  const style = Style.make(screen.hasColor)
  const { cases, errors, failed, passed } = totals(outcome)
  const seconds = outcome.results.reduce((sum, { millis }) => sum + millis, 0) / 1_000
  const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`
  const sums = `${many(cases, "case")}: ${passed} passed, ${failed} failed${errors === 0 ? "" : `; ${many(errors, "error")}`} (${seconds.toFixed(1)} s)`
  return [
    "",
    ...(errors === 0 ? [] : [FindingsView.text(outcome.findings, [], screen)]),
    ...Table.lines(columns, coverageRows(outcome.coverage), screen.width, { heading: style.dim }),
    "",
    failed + errors > 0 ? style.bad(sums) : style.good(sums),
    ""
  ].join("\n")
}

/** The document that `abm test --format json` prints. */
export const document = (outcome: Cases.Outcome) => ({
  cases: outcome.results.map(({ millis, misses, name, place, trace }) => ({
    name,
    file: place.file,
    line: place.line,
    status: misses.length === 0 ? "passed" : "failed",
    misses,
    trace,
    millis
  })),
  findings: FindingsView.sorted(outcome.findings),
  totals: totals(outcome),
  coverage: {
    percent: outcome.percent,
    points: outcome.coverage.map(({ isCovered, name, part, program }) => ({ program, part, name, covered: isCovered }))
  }
})
