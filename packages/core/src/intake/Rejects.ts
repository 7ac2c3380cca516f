/**
 * Rows that could not be read: kept with their own columns, so that they can be mended and read again, and with what
 * was wrong, so that somebody can.
 */
import type * as Finding from "../kernel/Finding.ts"
import type * as Csv from "./Csv.ts"

/** One row that was not taken, and the first reason. `column` counts from 1; it and `field` lack when the whole row is meant. */
export interface Rejected {
  readonly row: Csv.Row
  readonly rule: string
  readonly reason: string
  readonly file?: string
  readonly column?: number
  readonly field?: string
  readonly value?: string
}

const shown = (value: string): string => {
  // Findings travel into logs and reports: an address stays in the rejects file, which holds the row anyway.
  if (value.includes("@")) return "(an address)"
  return value.length > 40 ? `"${value.slice(0, 40)}…"` : `"${value}"`
}

/** The finding of a rejected row: file, line, column, field, value, reason. */
export const finding = (rejected: Rejected): Finding.Finding => {
  const { column, field, file, reason, row, rule, value } = rejected
  const about = field === undefined ? "" : `${field} ${value === undefined ? "" : `${shown(value)} `}`.trimEnd() + ": "
  return {
    severity: "warning",
    rule,
    message: `row not taken: ${about}${reason}`,
    place: {
      ...(file === undefined ? {} : { file }),
      line: row.line,
      ...(column === undefined ? {} : { column }),
      ...(field === undefined ? {} : { field })
    }
  }
}

const extra = ["file", "line", "column", "field", "value", "reason"]

/** A spreadsheet runs a cell that begins like a formula; a plain signed number it does not. */
const neutral = (cell: string): string =>
  /^[=+\-@\t\r]/u.test(cell) && !/^[+-][\d.,\s]+$/u.test(cell) ? `'${cell}` : cell

const quoted = (cell: string, delimiter: string): string => {
  const safe = neutral(cell)
  return safe.includes(delimiter) || /["\n\r]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line of a delimited file, newline included; cells that a spreadsheet would run get an apostrophe in front. */
export const line = (cells: ReadonlyArray<string>, delimiter: string): string =>
  `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\n`

/** The header of a rejects file: the source's columns, then file, line, column, field, value, reason. */
export const header = (source: Csv.Header): string => {
  const names = extra.map((name) => (source.names.includes(name) ? `rejected ${name}` : name))
  return line([...source.names, ...names], source.delimiter)
}

/** The line of one rejected row. Cells beyond the header are joined into its last column, so that columns stay aligned. */
export const entry = (rejected: Rejected, source: Csv.Header): string => {
  const width = source.names.length
  const { cells } = rejected.row
  const own = Array.from({ length: width }, (_, at) => cells[at] ?? "")
  if (cells.length > width) own[width - 1] = cells.slice(width - 1).join(source.delimiter)
  const { column, field, file, reason, row, value } = rejected
  const about = [
    file ?? "",
    String(row.line),
    column === undefined ? "" : String(column),
    field ?? "",
    value ?? "",
    reason
  ]
  return line([...own, ...about], source.delimiter)
}
