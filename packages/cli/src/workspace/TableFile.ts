/** One file of records into rows, by what it is: delimited text, a spreadsheet (.xlsx), or JSON. */
import { readFileSync } from "node:fs"
import { extname } from "node:path"
import { Csv, type Finding, Grid, JsonRows, type Source } from "@market-of-one/core"
import * as Effect from "effect/Effect"

/** What the file is, by the end of its name. */
export type Format = "csv" | "xlsx" | "json"

/** How a source says that the file is written; a part of every source. */
export type Written = Pick<Source.Source, "encoding" | "delimiter" | "headerLine" | "sheet" | "rows" | "split">

/** What a file is. */
export const formatOf = (file: string): Format => {
  const end = extname(file).toLowerCase()
  return end === ".xlsx" ? "xlsx" : end === ".json" ? "json" : "csv"
}

const problem = (file: string, rule: string, message: string, advice: string): Finding.Finding => ({
  severity: "error",
  rule,
  message,
  advice,
  place: { file }
})

/** Leaves out what is undefined. */
const defined = <A extends object>(value: A): { [Key in keyof A]: Exclude<A[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [Key in keyof A]: Exclude<A[Key], undefined>
  }

/** A sheet as its library gives it, blank rows included. */
export interface Sheet {
  readonly sheet: string
  readonly data: ReadonlyArray<ReadonlyArray<Grid.Cell>>
}

/** All sheets of a spreadsheet; rejects when the bytes are none. The library is loaded when the first one comes. */
export const sheetsOf = async (bytes: Buffer): Promise<ReadonlyArray<Sheet>> => {
  const { default: readSheets } = await import("read-excel-file/node")
  // The library types a date as its constructor; at run time it is a Date.
  return (await readSheets(bytes, { trim: false })) as unknown as ReadonlyArray<Sheet>
}

const sheetOf = async (bytes: Buffer, file: string, written: Written): Promise<Csv.Table | Finding.Finding> => {
  const sheets = await sheetsOf(bytes)
  const [first] = sheets
  const found = written.sheet === undefined ? first : sheets.find(({ sheet }) => sheet === written.sheet)
  if (found === undefined) {
    const names = sheets.map(({ sheet }) => sheet).join(", ")
    return problem(file, "import/no-sheet", `there is no sheet "${written.sheet ?? ""}"`, `the sheets are: ${names}`)
  }
  return Grid.table(found.data, defined({ file, headerLine: written.headerLine }))
}

const readSpreadsheet = (bytes: Buffer, file: string, written: Written): Effect.Effect<Csv.Table | Finding.Finding> =>
  Effect.tryPromise(() => sheetOf(bytes, file, written)).pipe(
    Effect.orElseSucceed(() => {
      const advice = "save it as an Excel workbook (.xlsx) again"
      return problem(file, "import/spreadsheet", `${file} is not a spreadsheet that can be read`, advice)
    })
  )

/** Reads a file; what cannot be read is a finding. `file` is its name in findings. Only spreadsheets take time. */
export const read = (path: string, file: string, written: Written): Effect.Effect<Csv.Table | Finding.Finding> =>
  Effect.suspend(() => {
    let bytes: Buffer
    try {
      bytes = readFileSync(path)
    } catch {
      const advice = "check that it exists and may be read"
      return Effect.succeed(problem(file, "workspace/unreadable", `${file} cannot be read`, advice))
    }
    const { delimiter, encoding, headerLine, rows, split } = written
    switch (formatOf(file)) {
      case "csv":
        return Effect.succeed(Csv.parse(bytes, defined({ file, delimiter, encoding, headerLine })))
      case "json":
        return Effect.succeed(JsonRows.parse(bytes.toString("utf8"), defined({ file, rows, split })))
      case "xlsx":
        return readSpreadsheet(bytes, file, written)
    }
  })
