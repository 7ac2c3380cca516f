/**
 * Cells of a spreadsheet into rows of the same shape as those of delimited text, so that everything after is one. The
 * line of a row is its number in the sheet. Numbers and days are no text: they have one reading, whatever the source says.
 */
import type * as Finding from "../kernel/Finding.ts"
import type * as Csv from "./Csv.ts"

/** One cell as a library gives it. A Date holds the wall clock in its UTC parts, since spreadsheets know no zones. */
export type Cell = string | number | boolean | Date | null | undefined

/** How a sheet is read. */
export interface Options {
  /** The line of the header, from 1; the first row that is not empty unless said. */
  readonly headerLine?: number
  /** The name of the file in findings. */
  readonly file?: string
}

/** Beyond this many digits a spreadsheet has lost some of a number. */
const mostExact = 1e15

const ofNumber = (value: number): string => {
  if (!Number.isFinite(value)) return ""
  // In scientific notation an id or a phone of this length is refused, as it is in text.
  if (Math.abs(value) >= mostExact) return value.toExponential().toUpperCase()
  const text = String(value)
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/u, "") : text
}

const ofDate = (value: Date): string => {
  if (Number.isNaN(value.getTime())) return ""
  const [day = "", time = ""] = value.toISOString().split("T")
  return time.startsWith("00:00:00") ? day : `${day}T${time.slice(0, 8)}`
}

/** The text of a cell. */
export const text = (cell: Cell): string => {
  if (cell === null || cell === undefined) return ""
  if (typeof cell === "number") return ofNumber(cell)
  return cell instanceof Date ? ofDate(cell) : String(cell)
}

const isExact = (cell: Cell): boolean => typeof cell === "number" || cell instanceof Date

const isEmpty = (cells: ReadonlyArray<string>): boolean => cells.every((cell) => cell.trim() === "")

/** Rows that may stand above the header. */
const mostAbove = 20

/**
 * The line on which the header of a sheet probably stands, from 1: the first of the widest rows near the top whose cells
 * are text that differs. For proposals; undefined when no row looks like one.
 */
export const headerLine = (sheet: ReadonlyArray<ReadonlyArray<Cell>>): number | undefined => {
  const widths = sheet.slice(0, mostAbove).map((cells) => {
    const names = cells.map((cell) => text(cell).trim()).filter((name) => name !== "")
    const isHeader =
      new Set(names).size === names.length && cells.every((cell) => cell === null || typeof cell !== "number")
    return isHeader ? names.length : 0
  })
  const widest = Math.max(0, ...widths)
  return widest === 0 ? undefined : widths.indexOf(widest) + 1
}

const rowOf = (raw: ReadonlyArray<Cell>, line: number, width: number): Csv.Row => {
  const cells = raw.map(text)
  while (cells.length < width) cells.push("")
  const exact = new Set(raw.flatMap((cell, at) => (isExact(cell) ? [at] : [])))
  const row: Csv.Row = exact.size === 0 ? { line, cells } : { line, cells, exact }
  return isEmpty(cells.slice(width)) ? row : { ...row, fault: "too-many-cells" }
}

/** The rows of a sheet, given from its first line; a finding when it has no header. */
export const table = (
  sheet: ReadonlyArray<ReadonlyArray<Cell>>,
  options: Options = {}
): Csv.Table | Finding.Finding => {
  const start = (options.headerLine ?? 1) - 1
  const at = sheet.findIndex((cells, line) => line >= start && !isEmpty(cells.map(text)))
  const names = (sheet[at] ?? []).map((cell) => text(cell).trim())
  while (names.at(-1) === "") names.pop()
  if (names.length === 0) {
    const place = options.file === undefined ? {} : { place: { file: options.file } }
    const advice = "give a sheet whose first line names the columns"
    return { severity: "error", rule: "import/empty", message: "the sheet has no header", advice, ...place }
  }
  const rows: Array<Csv.Row> = []
  for (const [line, cells] of sheet.entries()) {
    if (line > at && !isEmpty(cells.map(text))) rows.push(rowOf(cells, line + 1, names.length))
  }
  return { header: { names, line: at + 1, delimiter: "," }, rows }
}
