/** A proposal for people: how the file is written, its columns with three values each, what is open, what to do next. */
import type { Proposal } from "@market-of-one/core"
import { stringify } from "yaml"
import type { Screen } from "../output/Output.ts"
import type { Trial } from "../output/ProposalDocument.ts"
import * as Style from "./Style.ts"
import * as Table from "./Table.ts"

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`

const trialLines = (trial: Trial, style: Style.Style): ReadonlyArray<string> => {
  const { accepted, read, reasons, rejected, unchanged, updated } = trial
  const sums = `${counted(read, "row")} read = ${accepted} accepted + ${unchanged} unchanged + ${updated} updated + ${rejected} rejected`
  return [
    "",
    rejected === 0 ? style.good(sums) : style.warn(sums),
    ...reasons.map(
      ({ first, rows, rule }) => `  ${rows} by ${rule}, first on line ${first.place?.line ?? "?"}: ${first.message}`
    )
  ]
}

/** The proposal as text for a terminal. */
export const make = (
  proposal: Proposal.Proposal,
  trial: Trial | null,
  next: ReadonlyArray<string>,
  screen: Screen
): string => {
  const style = Style.make(screen.hasColor)
  const { columns, file, kind, parts, questions, rows, source, unmapped } = proposal
  const lines: Array<string> = [style.bold(`${file}: ${kind ?? "kind unknown"}, ${counted(rows, "row")}`), ""]
  lines.push(
    ...Table.lines(
      [{ heading: "how" }, { heading: "is" }, { heading: "because" }],
      parts.map(({ because, part, value }) => [part, value, because]),
      screen.width,
      { heading: style.dim }
    )
  )
  if (columns.length > 0) {
    const body = columns.map(({ column, fields, samples }) => [
      column,
      fields.length === 0 ? "–" : fields.join(", "),
      samples.map(({ value }) => Table.cut(value, 28)).join(" · ")
    ])
    lines.push("")
    lines.push(
      ...Table.lines(
        [{ heading: "column" }, { heading: "gives" }, { heading: "values" }],
        body.map((cells) => cells.map((cell) => cell.replaceAll(/\p{Cc}/gu, " "))),
        screen.width,
        { heading: style.dim }
      )
    )
  }
  if (unmapped.length > 0) lines.push("", `Not read: ${unmapped.join(", ")}`)
  if (trial !== null) lines.push(...trialLines(trial, style))
  for (const { advice, message, place } of questions) {
    const where = place?.field === undefined ? "" : `${place.field}: `
    lines.push("", style.bad(`? ${where}${message}`), ...(advice === undefined ? [] : [`  ${advice}`]))
  }
  if (source !== null && kind !== null && questions.length === 0) {
    lines.push("", style.dim("for abm.yaml:"), stringify({ sources: { [kind]: source } }, { lineWidth: 0 }).trimEnd())
  }
  return `${[...lines, "", ...next].join("\n")}\n`
}
