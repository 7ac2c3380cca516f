/** Findings for people, for pull requests and for programs: the worst first, then by place. */
import { Finding } from "@market-of-one/core"
import { join } from "node:path"
import type { Screen } from "../output/Output.ts"
import * as Style from "./Style.ts"

/** How many of each severity. */
export interface Totals {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
}

const severities: ReadonlyArray<Finding.Severity> = ["error", "warning", "info"]

/** Of one rule this many are shown to people; programs get all. */
const mostOfOneRule = 20

/** How many findings of each severity there are. */
export const totals = (findings: ReadonlyArray<Finding.Finding>): Totals => {
  const of = (severity: Finding.Severity): number => findings.filter((one) => one.severity === severity).length
  return { errors: of("error"), warnings: of("warning"), infos: of("info") }
}

/** An audience that may not be written to makes everything else beside the point. */
const isFirst = ({ rule }: Finding.Finding): number => (rule === "program/consent-unknown" ? 0 : 1)

const compare = (a: Finding.Finding, b: Finding.Finding): number => {
  const [one, two] = [a.place ?? {}, b.place ?? {}]
  const [file, other] = [one.file ?? "", two.file ?? ""]
  return (
    isFirst(a) - isFirst(b) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (file < other ? -1 : file > other ? 1 : 0) ||
    (one.line ?? 0) - (two.line ?? 0) ||
    (one.column ?? 0) - (two.column ?? 0)
  )
}

/** Errors, then warnings, then what is only said; each by file, line and column. */
export const sorted = (findings: ReadonlyArray<Finding.Finding>): ReadonlyArray<Finding.Finding> =>
  findings.toSorted(compare)

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`

/** The findings as text for a terminal: place, severity, message and rule on one line, advice below; then the sums. */
export const text = (
  findings: ReadonlyArray<Finding.Finding>,
  summary: ReadonlyArray<string>,
  screen: Screen
): string => {
  const style = Style.make(screen.hasColor)
  const paint = { error: style.bad, warning: style.warn, info: style.dim }
  const shown = new Map<string, number>()
  const lines: Array<string> = []
  for (const { advice, message, place, rule, severity } of sorted(findings)) {
    const before = shown.get(rule) ?? 0
    shown.set(rule, before + 1)
    if (before >= mostOfOneRule) continue
    const where = Finding.showPlace(place)
    lines.push(
      `${where === "" ? "" : `${style.bold(where)} `}${paint[severity](severity)} ${message} ${style.dim(`[${rule}]`)}`
    )
    if (advice !== undefined) lines.push(`    ${advice}`)
  }
  for (const [rule, times] of shown) {
    if (times > mostOfOneRule)
      lines.push(style.dim(`and ${times - mostOfOneRule} more of ${rule}: --format json shows all`))
  }
  if (lines.length > 0) lines.push("")
  const { errors, infos, warnings } = totals(findings)
  const sums = `${count(errors, "error")}, ${count(warnings, "warning")}, ${count(infos, "note")}`
  return [...lines, ...summary, errors > 0 ? style.bad(sums) : style.good(sums), ""].join("\n")
}

const escapeData = (value: string): string =>
  value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")
const escapeProperty = (value: string): string => escapeData(value).replaceAll(":", "%3A").replaceAll(",", "%2C")

const commands: Readonly<Record<Finding.Severity, string>> = { error: "error", warning: "warning", info: "notice" }

/** The findings as workflow commands, which mark lines of a pull request. Files are named from where the command ran. */
export const github = (findings: ReadonlyArray<Finding.Finding>, directory: string): string =>
  sorted(findings)
    .map(({ advice, message, place, rule, severity }) => {
      const properties = [
        place?.file === undefined ? undefined : `file=${escapeProperty(join(directory, place.file))}`,
        place?.line === undefined ? undefined : `line=${place.line}`,
        place?.column === undefined ? undefined : `col=${place.column}`,
        `title=${escapeProperty(rule)}`
      ].filter((part) => part !== undefined)
      return `::${commands[severity]} ${properties.join(",")}::${escapeData(advice === undefined ? message : `${message}; ${advice}`)}\n`
    })
    .join("")
