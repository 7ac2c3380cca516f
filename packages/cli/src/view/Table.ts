/** Tables for terminals: columns as wide as their cells, the last one broken where the screen ends. */
import * as CliOutput from "effect/cli/CliOutput"
import type { Screen } from "../output/Output.ts"

/** A column: its heading and the side to which its cells lean. */
export interface Column {
  readonly heading: string
  readonly align?: "left" | "right"
}

const gap = "  "

/** Text cut to a width, with an ellipsis when something is lost. Wide characters count as two. */
export const cut = (text: string, width: number): string => {
  if (CliOutput.displayWidth(text) <= width) return text
  let kept = ""
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (CliOutput.displayWidth(kept + segment) > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

const pad = (text: string, width: number, align: "left" | "right" = "left"): string => {
  const space = " ".repeat(Math.max(0, width - CliOutput.displayWidth(text)))
  return align === "left" ? text + space : space + text
}

/** Words broken into lines of a width, further lines indented. */
export const wrap = (text: string, width: number, indent = ""): ReadonlyArray<string> => {
  const result: Array<string> = []
  let current = ""
  for (const word of text.split(" ")) {
    const next = current === "" ? word : `${current} ${word}`
    if (current !== "" && CliOutput.displayWidth(next) > width) {
      result.push(current)
      current = `${indent}${word}`
    } else current = next
  }
  return [...result, current]
}

/** The columns of a screen that a table takes before its last column. */
const widthBefore = (columns: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): number =>
  columns
    .slice(0, -1)
    .map((heading, at) => Math.max(...[heading, ...rows.map((row) => row[at] ?? "")].map(CliOutput.displayWidth)))
    .reduce((sum, one) => sum + one + gap.length, 0)

/** A last column narrower than this is not worth breaking into lines. */
const narrowest = 16

/**
 * The lines of a table, heading first. The last column is broken into lines where the screen ends; `paint` may colour a
 * finished line of the body.
 */
export const lines = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  width: number,
  paint: { readonly heading: (text: string) => string; readonly row?: (text: string, at: number) => string }
): ReadonlyArray<string> => {
  const widths = columns.map(({ heading }, at) =>
    Math.max(CliOutput.displayWidth(heading), ...rows.map((row) => CliOutput.displayWidth(row[at] ?? "")))
  )
  const last = columns.length - 1
  const left = width - widths.slice(0, last).reduce((sum, one) => sum + one + gap.length, 0)
  const line = (cells: ReadonlyArray<string>): ReadonlyArray<string> => {
    const broken = left < narrowest ? [cells[last] ?? ""] : wrap(cells[last] ?? "", left)
    return broken.map((text, at) => {
      const row = columns.map(({ align }, column) => {
        const cell = column === last ? text : at === 0 ? (cells[column] ?? "") : ""
        return column === last && align !== "right" ? cell : pad(cell, widths[column] ?? 0, align)
      })
      return cut(row.join(gap).trimEnd(), width)
    })
  }
  return [
    ...line(columns.map(({ heading }) => heading)).map(paint.heading),
    ...rows.flatMap((row, at) => line(row).map((text) => (paint.row === undefined ? text : paint.row(text, at))))
  ]
}

/** Of the last column at least so much is left on a line, even where the terminal then breaks it. */
const leastText = 24

/** The lines of a table whose text is never cut: broken into lines on a terminal, in full elsewhere. */
export const whole = (
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  screen: Pick<Screen, "width" | "isTerminal">,
  heading: (text: string) => string
): ReadonlyArray<string> =>
  lines(
    columns.map((name) => ({ heading: name })),
    rows,
    screen.isTerminal ? Math.max(screen.width, widthBefore(columns, rows) + leastText) : Number.POSITIVE_INFINITY,
    { heading }
  )
