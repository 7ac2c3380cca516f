/** The analysis as an Excel workbook: a sheet for each table, with amounts, shares and days as such, and its findings. */
import { type Finding, Money, type Review } from "@market-of-one/core"
import * as Effect from "effect/Effect"
import type { Cell as SheetCell, Sheet } from "write-excel-file/node"
import * as Failure from "../Failure.ts"
import type { Beside } from "./AnalysisDocument.ts"
import * as AnalysisFiles from "./AnalysisFiles.ts"

/** A spreadsheet holds no longer text in a cell. */
const longest = 32_767
const widest = 60

const day = /^\d{4}-\d{2}-\d{2}$/u
const shares = new Set(["share", "share before"])

const findings = (all: ReadonlyArray<Finding.Finding>): AnalysisFiles.Table => [
  ["severity", "rule", "message", "advice", "file", "line"],
  ...all.map(({ advice = null, message, place, rule, severity }) => [
    severity,
    rule,
    message,
    advice,
    place?.file ?? null,
    place?.line ?? null
  ])
]

/** A cell with the format of what it holds. Text stays text, whatever it begins with. */
const cellOf = (cell: AnalysisFiles.Cell, heading: string, decimals: number): SheetCell => {
  if (cell === null || cell === "") return null
  if (typeof cell === "number") return shares.has(heading) ? { value: cell, format: "0.0%" } : cell
  if (typeof cell === "object") {
    const fraction = decimals === 0 ? "" : `.${"0".repeat(decimals)}`
    return { value: Number(cell.amount), format: `#,##0${fraction}` }
  }
  if (day.test(cell)) return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" }
  return { value: cell.slice(0, longest), type: String }
}

const widthOf = (rows: ReadonlyArray<ReadonlyArray<AnalysisFiles.Cell>>, column: number): number => {
  let most = 6
  for (const row of rows) {
    const cell = row[column] ?? ""
    most = Math.max(most, typeof cell === "object" ? cell.amount.length + 3 : String(cell).length)
  }
  return Math.min(widest, most + 1)
}

const sheetOf = (name: string, table: AnalysisFiles.Table, decimals: number): Sheet<never> => {
  const rows = [...table]
  const headings = rows[0] ?? []
  const names = headings.map(String)
  return {
    sheet: name,
    data: [
      names.map((value) => ({ value, fontWeight: "bold" as const })),
      ...rows.slice(1).map((row) => row.map((cell, at) => cellOf(cell, names[at] ?? "", decimals)))
    ],
    columns: names.map((_, at) => ({ width: widthOf(rows, at) })),
    stickyRowsCount: 1
  }
}

/** Writes the workbook. The library is loaded when somebody asks for one. */
export const write = (
  review: Review.Review,
  beside: Beside,
  said: ReadonlyArray<Finding.Finding>,
  path: string
): Effect.Effect<void, Failure.Failure> =>
  Effect.tryPromise({
    try: async () => {
      const { default: writeExcelFile } = await import("write-excel-file/node")
      const tables = { ...AnalysisFiles.tables(review, beside), findings: findings(said) }
      const decimals = Money.decimals(review.currency)
      const sheets = Object.entries(tables).map(([name, rows]) => sheetOf(name, rows, decimals))
      await writeExcelFile(sheets).toFile(path)
    },
    catch: () => Failure.port(`cannot write the workbook to ${path}`, "is its folder there, and may be written?")
  })
